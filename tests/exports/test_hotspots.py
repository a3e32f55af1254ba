"""Concentrations taken along have the numbers of their page; a meeting takes classes only."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest

from geo.analysis.concentrations import Concentrations, answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.reports import ReportFilter
from geo.analysis.stability import Stability, repeat_hotspots
from geo.boundaries.layers import read_areas
from geo.exports.files import FORMATS, file_of
from geo.exports.hotspot_sentences import hotspot_headline
from geo.exports.hotspots import FIGURES, take_hotspots
from geo.exports.hotspots_answer import unit_rows
from geo.exports.reports import cells_of
from geo.exports.taken import Taken
from geo.maps.files import areas_file, base_file_of, cells_file
from geo.maps.ground import Ground
from geo.maps.hotspots import draw_hotspots
from geo.maps.worlds import names_in, read_worlds
from geo.store.facts import names_by_kode, read_facts
from geo.store.reports import read_points, read_reports
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.words import Level
from tests.builders import day
from tests.exports.made import table_of
from tests.test_cli_hotspots import reported

__all__ = ["reported"]
YEAR = ReportFilter(since=day("2026-01-01"), until=day("2026-12-31"))
FIGURE_NAMES = [
    "With its neighbours",
    "Expected with its neighbours, given its own",
    "z (Gi*)",
    "p",
    "p, corrected",
]
INTERVAL = ["95 % interval from", "to"]
EN_DASH = "\N{EN DASH}"
BEGINS = {
    "html": b"<!DOCTYPE html>",
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-",
    "xlsx": b"PK\x03\x04",
    "csv": "\ufeff".encode(),
    "gpkg": b"SQLite format 3\x00",
}


def answered(unit: Level | int = 8, rules: Rules | None = None) -> tuple[Concentrations, Stability]:
    facts = read_facts()
    office, rules = facts.offices["bali"], rules or facts.rules
    worlds, reports = read_worlds(office.kabupaten), read_reports(LAPTOP, office)
    answer = answer_hotspots(reports, worlds, HotspotSettings(YEAR, unit), rules)
    points = read_points(LAPTOP, office)
    return answer, repeat_hotspots(answer.hotspots, reports, points, worlds)


def taken(
    scope: Scope = LAPTOP,
    *,
    unit: Level | int = 8,
    rules: Rules | None = None,
    is_sample: bool = False,
) -> tuple[Taken, Concentrations, Stability]:
    facts, (answer, stability) = read_facts(), answered(unit, rules)
    office = facts.offices["bali"]
    if isinstance(unit, Level):
        geometry = areas_file(office.kabupaten, unit)
        areas = read_areas(unit, office.kabupaten, display=True)
    else:
        geometry = cells_file(office.kabupaten, unit, shore_m=facts.rules.shore_tolerance_m)
        areas = cells_of(geometry)
    view = draw_hotspots(
        answer.hotspots,
        stability.table["stable"],
        Ground(
            geometry=geometry,
            base=base_file_of(office, facts.places),
            drawn=areas.index,
            credit="Batas: peta kecil",
        ),
        scope=scope,
        is_sample=is_sample,
    )
    shown = take_hotspots(
        answer,
        stability,
        heading=hotspot_headline(answer, stability, scope=scope),
        office=office,
        view=view,
        areas=areas,
        outline=read_areas(Level.KABUPATEN, office.kabupaten, display=True),
        names=names_by_kode(),
        scope=scope,
        sources=["Buku laporan"],
    )
    return shown, answer, stability


def test_every_cell_of_the_test_stands_once_with_the_numbers_of_the_shell(
    land: Path, reported: Path
) -> None:
    shown, answer, stability = taken()
    table = table_of(shown, "Cells").set_index("H3 cell")
    world = answer.hotspots.world
    names = names_in(world, ["51.07"], shore_m=Rules().shore_tolerance_m)
    told = {row["cell"]: row for row in unit_rows(answer, stability, names)}
    assert sorted(table.index) == sorted(told)
    assert sorted(table["p"].dropna()) == table["p"].dropna().to_list()
    for cell, row in table.iterrows():
        unit = told[str(cell)]
        assert row["Reports"] == unit["n_reports"]
        assert row["Repeats in which it is significant"] == unit["n_significant"]
        for name, figure in zip([*INTERVAL, *FIGURE_NAMES], FIGURES, strict=True):
            wanted = float("nan") if unit[figure] is None else unit[figure]
            assert row[name] == pytest.approx(wanted, abs=1e-6, nan_ok=True)


def test_the_class_of_a_row_is_the_fill_of_the_map(land: Path, reported: Path) -> None:
    shown, answer, stability = taken()
    table = table_of(shown, "Cells").set_index("H3 cell")
    drawn = pd.Series([shown.view.classes[v].label for v in shown.view.values], shown.areas.index)
    assert table["Class"].to_dict() == drawn[table.index].to_dict()
    stable = stability.table["stable"]
    assert set(table.index[table["Class"] == "Significant and stable"]) == set(stable[stable].index)
    counts = table["Class"].value_counts()
    strong = counts.get("Significant and stable", 0) + counts.get("Significant, not stable", 0)
    assert strong == answer.hotspots.n_significant > 0


def test_every_report_is_in_the_table_or_said_to_be_elsewhere(land: Path, reported: Path) -> None:
    shown, answer, _stability = taken()
    part = table_of(shown, "Where every report went").set_index("Part")["Number"]
    assert part.iloc[0] == part.iloc[1] + part.iloc[2] + part.iloc[3] == 162
    n = table_of(shown, "Cells")["Reports"].sum()
    assert n == answer.totals.in_units == part.iloc[1] - answer.totals.off_grid


def test_cells_without_enough_data_stand_last_by_cell_and_without_a_test(
    land: Path, reported: Path
) -> None:
    shown, answer, stability = taken(rules=Rules(enough_reports=40))
    table = table_of(shown, "Cells").set_index("H3 cell")
    short = answer.hotspots.table["shortage"] == "around"
    few = sorted(short[short].index)
    assert 1 < len(few) < len(table)
    assert list(table.index[-len(few) :]) == few
    assert set(table.loc[few, "Class"]) == {"Not enough data"}
    assert table.loc[few, FIGURE_NAMES[1:]].isna().all(axis=None)
    assert table.loc[few, "With its neighbours"].notna().all()
    assert table["p"].notna().sum() == len(table) - len(few)
    assert shown.areas.loc[few, ["z", "p", "q"]].isna().all(axis=None)
    told = {row["cell"]: row for row in unit_rows(answer, stability, names_by_kode())}
    assert {cell for cell, row in told.items() if row["shortage"] == "around"} == set(few)
    assert {row["shortage"] for row in told.values()} == {"around", None}
    assert all(told[cell][name] is None for cell in few for name in ("expected", "z", "p", "q"))


def test_the_layer_has_the_cells_of_the_map_and_those_not_tested_have_no_number(
    land: Path, reported: Path
) -> None:
    shown, answer, _stability = taken()
    areas, world = shown.areas, answer.hotspots.world
    assert areas.loc[~areas.index.isin(world.index), ["n_reports", "p"]].isna().all(axis=None)
    water = areas[~areas.index.isin(world.parts)]
    assert set(water["class"]) == {"Water or other land: not tested"}
    assert set(areas["counts_with"]) == {"", *world.host_of}


def test_a_cell_with_little_land_has_the_class_of_the_one_it_counts_with_and_no_count_of_its_own(
    land: Path, reported: Path
) -> None:
    shown, answer, _stability = taken()
    hosted = shown.areas.loc[answer.hotspots.world.slivers]
    assert (hosted["class"] == shown.areas.loc[hosted["counts_with"], "class"].to_numpy()).all()
    counted = sum(int(each.count.replace(",", "") or 0) for each in shown.view.classes)
    assert counted == answer.hotspots.world.n
    drawn = {shown.areas.index[i] for i in shown.view.amounts}
    assert drawn.isdisjoint(answer.hotspots.world.slivers)


def test_a_meeting_takes_classes_and_neither_p_nor_z_nor_an_interval(
    land: Path, reported: Path
) -> None:
    shown, answer, _stability = taken(MEETING)
    table = table_of(shown, "Cells").set_index("H3 cell")
    assert not {*FIGURE_NAMES, *INTERVAL} & set(table.columns)
    assert not {"z", "p", "q", "low", "high"} & set(shown.areas.columns)
    assert list(table.index) == list(answer.hotspots.table.index)  # not in the order of p
    few = answer.hotspots.table["n_reports"].between(1, 4)
    assert few.any()
    assert set(table.loc[few[few].index, "Reports"]) == {"hidden (<5)"}
    assert {type(n) for n in table["Reports"]} <= {str, int}
    assert {n for n in table["Reports"] if isinstance(n, int)} <= {0}
    is_told = pd.to_numeric(table["Repeats that could judge it"]).notna()
    significant = answer.hotspots.table["klass"] == "signifikan"
    assert is_told.equals(significant.rename(is_told.name))
    told = [shown.heading, shown.view.stamp, *shown.notes]
    assert not [text for text in told if "interval" in text or "(p " in text]


def test_a_meeting_s_files_have_no_column_of_the_test(land: Path, reported: Path) -> None:
    shown, _answer, _stability = taken(MEETING)
    sheets = openpyxl.load_workbook(io.BytesIO(file_of(shown, "xlsx")))
    cells = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert not {*FIGURE_NAMES, *INTERVAL} - {"to"} & cells
    rows = list(csv.DictReader(io.StringIO(file_of(shown, "csv").decode("utf-8-sig"))))
    assert not {*FIGURE_NAMES, *INTERVAL} & set(rows[0])
    assert len(rows) == len(table_of(shown, "Cells"))


@pytest.mark.slow
def test_all_six_kinds_of_file_open(land: Path, reported: Path, tmp_path: Path) -> None:
    shown, answer, _stability = taken()
    for kind in FORMATS:
        content = file_of(shown, kind)
        assert content.startswith(BEGINS[kind]), kind
        assert len(content) > 1000
    file = tmp_path / "a.gpkg"
    file.write_bytes(file_of(shown, "gpkg"))
    (layer, _kind), *_rest = pyogrio.list_layers(file)
    areas = pyogrio.read_dataframe(file, layer=layer)
    assert len(areas) == len(shown.areas)
    assert areas["n_reports"].astype(float).sum() == answer.totals.in_units


def test_desa_that_are_too_few_are_taken_along_as_a_list_without_a_test(
    land: Path, reported: Path
) -> None:
    shown, _answer, _stability = taken(unit=Level.DESA)
    table = table_of(shown, "Desa").set_index("Kode")
    assert shown.heading == "Not enough data yet: only 8 desa have reports, 12 are needed."
    assert len(table) == 8
    assert set(table["Class"]) == {"Not enough data"}
    assert table[["z (Gi*)", "p", "p, corrected"]].isna().all(axis=None)
    assert table.loc["51.08.01.2001", "Kecamatan"] == "Gerokgak"


def test_invented_reports_stamp_what_is_taken_along(land: Path, reported: Path) -> None:
    shown, _answer, _stability = taken(is_sample=True)
    assert shown.stamp == shown.view.sample != ""
    assert shown.topic == "hotspots-h3-8"
