"""Views of the small land, ready to be taken along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.analysis.formation import report_formation
from geo.analysis.reports import ReportCounts, ReportFilter, count_reports
from geo.boundaries.layers import read_areas
from geo.boundaries.register import read_register
from geo.crs import WGS84
from geo.exports.formation import take_formation
from geo.exports.reports import cells_of, take_reports
from geo.exports.taken import Table, Taken
from geo.maps.files import areas_file, base_file_of, cells_file
from geo.maps.formation import draw_formation
from geo.maps.ground import Ground
from geo.maps.reports import draw_reports
from geo.maps.view import AreaView
from geo.store.facts import Facts, names_by_kode, read_facts
from geo.store.scope import LAPTOP, Scope
from geo.words import Level
from tests.analysis.made_reports import make_report, make_reports
from tests.builders import day, make_office

UNTIL = day("2026-11-22")
WINDOW = ReportFilter(since=day("2026-01-01"), until=UNTIL)
STAMP = "DATA CONTOH"


def small_reports(*, is_sample: bool = False) -> pd.DataFrame:
    """Twelve reports in Gerokgak, one in Selat, two outside, three without a location."""
    rows = [make_report("51.08.01.2001", is_sample=is_sample) for _n in range(12)]
    rows += [make_report("51.07.07.2001", on="2026-03-01", is_sample=is_sample)]
    rows += [make_report(place="outside", is_sample=is_sample) for _n in range(2)]
    rows += [make_report(accuracy="tanpa lokasi", is_sample=is_sample) for _n in range(3)]
    return make_reports(*rows)


def small_counts(unit: Level | int = Level.KECAMATAN, *, is_sample: bool = False) -> ReportCounts:
    """Those reports by areas of the office in Bali."""
    areas = None
    if isinstance(unit, Level):
        names = read_register(unit)["nama"]
        areas = names[names.index.str.startswith("51")].index
    return count_reports(small_reports(is_sample=is_sample), WINDOW, unit=unit, areas=areas)


def taken_reports(
    counts: ReportCounts, facts: Facts | None = None, *, scope: Scope = LAPTOP
) -> Taken:
    """Reports of the office in Bali, as a page takes them."""
    facts = facts or read_facts()
    office, unit = facts.offices["bali"], counts.unit
    if isinstance(unit, Level):
        geometry = areas_file(office.kabupaten, unit)
        areas = read_areas(unit, office.kabupaten, display=True)
    else:
        geometry = cells_file(office.kabupaten, unit, shore_m=1000)
        areas = cells_of(geometry)
    view = draw_reports(
        counts,
        Ground(
            geometry=geometry,
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit="Batas: peta kecil",
            lines="" if isinstance(unit, Level) else areas_file(office.kabupaten, Level.KECAMATAN),
        ),
        rules=facts.rules,
        scope=scope,
    )
    names = [read_register(level)["nama"] for level in Level]
    return take_reports(
        counts,
        heading="Laporan di Bali.",
        office=office,
        view=view,
        areas=areas,
        outline=read_areas(Level.KABUPATEN, office.kabupaten, display=True),
        names=pd.concat(names),
        scope=scope,
        sources=["Buku laporan"],
    )


def taken_formation(level: Level = Level.KECAMATAN, *, stamp: str = "", **changes: Any) -> Taken:
    """Formation of the office in Bali on a day when two of four kecamatan have a team."""
    facts = read_facts()
    office = facts.offices["bali"]
    report = report_formation(facts, names_by_kode(), office=office, on=day("2020-01-03"))
    areas = read_areas(level, office.kabupaten, display=True)
    view = draw_formation(
        report,
        level,
        Ground(
            geometry=areas_file(office.kabupaten, level),
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit="Batas: peta kecil",
        ),
    )
    outline = read_areas(Level.KABUPATEN, office.kabupaten, display=True)
    taken = take_formation(
        report, level, view=replace(view, sample=stamp), areas=areas, outline=outline, facts=facts
    )
    return replace(taken, **changes)


def taken_of(view: AreaView, **changes: Any) -> Taken:
    """A map as it is taken along, with nothing beside it."""
    n = len(view.values)
    taken = Taken(
        topic="peta",
        heading="Peta",
        office=make_office("51.08"),
        as_of=UNTIL,
        notes=[],
        sources=[],
        stamp=view.sample,
        view=view,
        areas=gpd.GeoDataFrame(index=range(n), geometry=[None] * n, crs=WGS84),
        outline=gpd.GeoDataFrame(geometry=[], crs=WGS84),
        tables=[],
    )
    return replace(taken, **changes)


def table_of(taken: Taken, name: str) -> pd.DataFrame:
    """One table of a view, by the beginning of its name."""
    (table,) = [each for each in taken.tables if each.name.startswith(name)]
    return frame_of(table)


def frame_of(table: Table) -> pd.DataFrame:
    """A table as a frame."""
    return pd.DataFrame([list(row) for row in table.rows], columns=list(table.headings))
