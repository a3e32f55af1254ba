"""The view of a coast, taken along: its stretches, the classes of distance, the settings."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.coast_place import DISTANCE_EDGES_M, STRIP_M
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.coast_trend import Course
from geo.analysis.coast_withheld import CLASSES, PARTS, TOTAL, coast_withheld
from geo.analysis.hotspot_settings import filter_to_json
from geo.analysis.reports import ReportFilter
from geo.boundaries.shoreline import STRETCH_M
from geo.exports.coast_sentences import (
    along_sentence,
    coast_headline,
    coast_rules,
    course_label,
    distance_label,
    part_label,
    share_label,
)
from geo.exports.reports import shown_number
from geo.exports.sentences import filter_note, standing_notes
from geo.exports.settings_table import settings_table
from geo.exports.taken import Cell, Table, Taken
from geo.labels import hotspot_label
from geo.maps.reports import series_label
from geo.maps.series_words import all_label, whereabouts_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _
from geo.words import HotspotClass

TOPIC = "coast"
_RULES = ("fdr_percent", "indication_percent", "enough_total", "enough_reports", "change_months")


def take_coast(
    found: CoastStrip,
    *,
    office: Office,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    rules: Rules,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """
    Reports along a coast, ready to be taken along.

    Parameters
    ----------
    found : CoastStrip
        As the page shows it.
    office : Office
        Whose work area.
    view : AreaView
        The map that the page draws.
    areas : GeoDataFrame
        The stretches drawn, in the order of the map, as `geo.maps.coast_strip.strip_areas` gives
        them.
    outline : GeoDataFrame
        The kabupaten, with ``nama``.
    rules : Rules
        Published numbers behind the classes.
    scope : Scope
        Who takes it along; a meeting gets ranges, and neither shares nor intervals.
    sources : sequence of str
        Where the reports are from.
    """
    tables = [stretch_table(found, outline["nama"], scope)]
    left_out = coast_withheld(found, scope)
    tables += [] if CLASSES in left_out else [distance_table(found, scope)]
    tables += [] if PARTS in left_out else [parts_table(found, scope)]
    return Taken(
        topic=TOPIC,
        heading=coast_headline(found, rules=rules, scope=scope),
        office=office,
        as_of=found.filter.until,
        notes=_notes(found, rules, scope),
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(found, areas, scope),
        outline=outline,
        tables=[
            *tables,
            settings_table(_stated(found.filter), view, outline, rules=rules, used=_RULES),
        ],
    )


def _notes(found: CoastStrip, rules: Rules, scope: Scope) -> list[str]:
    wanted = found.filter
    return [
        along_sentence(found, rules=rules, scope=scope),
        f"{series_label(wanted.series)}.",
        *filter_note(wanted),
        *coast_rules(rules, wanted.series),
        *standing_notes(scope),
    ]


def stretch_columns(found: CoastStrip, scope: Scope) -> dict[str, list[Cell]]:
    """What is said of each stretch, in order along the shore; columns by their headings."""
    rows = found.stretches
    columns: dict[str, list[Cell]] = {
        _("Length (km)"): rows["km"].round(1).tolist(),
        series_label(found.filter.series): [shown_number(int(n), scope) for n in rows["n_reports"]],
    }
    if scope.least_count <= 1:
        columns |= {
            _("From (95 %)"): _rounded(rows["low"], 1),
            _("To (95 %)"): _rounded(rows["high"], 1),
        }
    if scope.least_count <= 1 and found.is_tested:
        columns |= {
            _("Share of the strip"): _rounded(rows["share"], 4),
            _("Expected at an even spread"): _rounded(rows["expected"], 1),
            "p": _rounded(rows["p"], 6),
            _("p, corrected"): _rounded(rows["q"], 6),
        }
    columns[_("Class")] = [hotspot_label(HotspotClass(word)) for word in rows["klass"]]
    columns[_("Trend")] = [course_label(Course(word)) for word in rows["trend"]]
    return columns


def stretch_table(found: CoastStrip, names: pd.Series, scope: Scope) -> Table:
    """Every stretch; `names` are those of the kabupaten, by kode."""
    columns = stretch_columns(found, scope)
    first = {
        _("Kode"): found.stretches.index.tolist(),
        _("Stretch"): found.stretches["nama"].tolist(),
        _("Kabupaten/kota"): [str(names.get(kode, "")) for kode in found.stretches["kabupaten"]],
    }
    return _table(_("Stretches of the shore"), {**first, **columns})


def distance_table(found: CoastStrip, scope: Scope) -> Table:
    """Reports and land by class of distance; shares only where there are enough reports."""
    rows = found.classes
    columns: dict[str, list[Cell]] = {
        _("Distance from the shore"): [distance_label(int(first)) for first in rows.index],
        series_label(found.filter.series): [shown_number(int(n), scope) for n in rows["n_reports"]],
        _("Land (km²)"): _rounded(rows["land_km2"], 1),
        _("Share of the land"): _rounded(rows["land_share"], 4),
    }
    if scope.least_count <= 1 and found.is_enough:
        columns |= {
            share_label(found.filter.series): _rounded(rows["share"], 4),
            _("From (95 %)"): _rounded(rows["low"], 4),
            _("To (95 %)"): _rounded(rows["high"], 4),
            _("Ratio of the shares"): _rounded(rows["ratio"], 2),
            _("Ratio from (95 %)"): _rounded(rows["ratio_low"], 2),
            _("Ratio to (95 %)"): _rounded(rows["ratio_high"], 2),
        }
    return _table(_("By distance from the shore"), columns)


def part_rows(found: CoastStrip, scope: Scope) -> list[tuple[str, int]]:
    """Where all that is counted went, and all of it first where this reader may know."""
    rows = [(part_label(part), n) for part, n in found.parts.items()]
    if TOTAL not in coast_withheld(found, scope):
        rows.insert(0, (all_label(found.filter.series), found.total))
    if scope.least_count <= 1:
        rows.append((_("of those near the shore: in the water"), found.n_water))
    return rows


def parts_table(found: CoastStrip, scope: Scope) -> Table:
    """Where all that is counted went, as a table."""
    rows: list[list[Cell]] = [
        [label, shown_number(n, scope)] for label, n in part_rows(found, scope)
    ]
    return Table(whereabouts_label(found.filter.series), [_("Part"), _("Number")], rows)


def _stated(wanted: ReportFilter) -> dict[str, object]:
    return {
        **filter_to_json(wanted),
        "distance_edges_m": DISTANCE_EDGES_M,
        "strip_m": STRIP_M,
        "stretch_m": int(STRETCH_M),
    }


def _layer(found: CoastStrip, areas: gpd.GeoDataFrame, scope: Scope) -> gpd.GeoDataFrame:
    rows = found.stretches.loc[areas.index]
    columns = areas[["nama", "kabupaten"]].copy()
    columns["length_km"] = rows["km"].round(2)
    columns["n_reports"] = [shown_number(int(n), scope) for n in rows["n_reports"]]
    if scope.least_count <= 1:
        columns["low"], columns["high"] = rows["low"].round(1), rows["high"].round(1)
        columns["expected"] = rows["expected"].round(1)
        columns["q"] = rows["q"]
    columns["class"] = [hotspot_label(HotspotClass(word)) for word in rows["klass"]]
    columns["trend"] = [course_label(Course(word)) for word in rows["trend"]]
    return gpd.GeoDataFrame(columns, geometry=areas.geometry, crs=areas.crs)


def _rounded(values: pd.Series, decimals: int) -> list[Cell]:
    """Numbers; None where there is none."""
    return [None if pd.isna(value) else round(float(value), decimals) for value in values]


def _table(name: str, columns: dict[str, list[Cell]]) -> Table:
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return Table(name, list(columns), rows)
