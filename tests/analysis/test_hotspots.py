"""Concentrations beyond chance on squares that can be counted by eye."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control

from geo.analysis import hotspots as module
from geo.analysis.concentrations import answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.hotspots import Hotspots, find_hotspots
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.worlds import World, area_world
from geo.stats.exact_law import LawTooLarge
from geo.store.rules import Rules
from geo.words import HotspotClass, Level
from tests.analysis.made_worlds import kode_of, make_land, middle, reports_at, squares

YEAR = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DESA = HotspotSettings(YEAR, Level.DESA)
MIDDLE = kode_of(2, 2)


def five_by_five() -> World:
    desa = squares(5)
    return area_world(desa, Level.DESA, desa.index)


def block(n_inside: int = 10, n_outside: int = 1) -> pd.Series:
    """So many reports in each of the nine squares in the middle, and in the sixteen around."""
    inside = {kode_of(row, column) for row in (1, 2, 3) for column in (1, 2, 3)}
    kode = five_by_five().index
    return pd.Series([n_inside if each in inside else n_outside for each in kode], index=kode)


def found(counts: pd.Series, settings: HotspotSettings = DESA, **rules: int) -> Hotspots:
    return find_hotspots(counts, five_by_five(), settings, Rules(**rules))


def test_the_middle_of_a_block_is_as_improbable_as_drawing_all_its_eight_neighbours() -> None:
    row = found(block()).table.loc[MIDDLE]
    assert (row["n_reports"], row["n_around"], row["n_neighbours"]) == (10, 90, 8)
    assert row["p"] == pytest.approx(1 / math.comb(24, 8))
    assert row["expected"] == pytest.approx(10 + 8 * 96 / 24)
    assert row["klass"] == "signifikan"
    assert row["z"] > 4


def test_where_every_place_is_dealt_anew_one_place_alone_can_be_improbable() -> None:
    counts = block(0, 0) + block(1, 1) * 2
    counts[MIDDLE] = 40
    given, whole = (found(counts, replace(DESA, method=each)) for each in ("exact", "whole"))
    assert (given.method, whole.method) == ("exact", "whole")
    assert given.table["p"][MIDDLE] == 1.0
    assert whole.table["p"][MIDDLE] == pytest.approx(9 / 25)  # the 40 is one of nine of 25
    assert given.table["expected"][MIDDLE] == pytest.approx(40 + 8 * 2)
    assert whole.table["expected"][MIDDLE] == pytest.approx(9 * 88 / 25)


def test_the_middle_is_significant_its_sides_an_indication_and_far_corners_neither() -> None:
    block_of_ten = found(block())
    classes = block_of_ten.table["klass"]
    assert block_of_ten.significant.index.tolist() == [MIDDLE]
    assert classes[[kode_of(1, 2), kode_of(2, 1)]].tolist() == ["indikasi"] * 2
    assert classes[kode_of(0, 0)] == "tidak signifikan"
    assert [block_of_ten.n(klass) for klass in HotspotClass] == [1, 4, 20, 0]


def test_all_places_tested_are_corrected_together() -> None:
    table = found(block()).table
    assert table["q"].to_numpy() == pytest.approx(false_discovery_control(table["p"]))
    strict = found(block(), replace(DESA, correction="by")).table
    assert strict["q"].to_numpy() == pytest.approx(false_discovery_control(table["p"], method="by"))


def test_reports_spread_evenly_are_no_concentration() -> None:
    even = found(block(4, 4))
    assert even.n_significant == 0
    assert (even.table["p"] == 1).all()


def test_with_too_few_reports_nothing_is_tested_and_every_place_says_so() -> None:
    few = found(block(4, 1))  # 52 reports
    assert (few.n_tested, few.method) == (0, "")
    assert few.n(HotspotClass.NOT_ENOUGH) == 25
    assert few.table[["z", "p", "q"]].isna().all(axis=None)
    assert few.table["n_reports"].sum() == 52


def test_a_place_with_too_few_neighbours_is_not_tested_and_not_corrected_for() -> None:
    table = found(block(), enough_neighbours=4).table
    corners = [kode_of(row, column) for row in (0, 4) for column in (0, 4)]
    assert table.index[table["p"].isna()].tolist() == sorted(corners)
    assert (table.loc[corners, "shortage"] == "neighbours").all()
    tested = table["p"].notna()
    assert table["q"][tested].to_numpy() == pytest.approx(
        false_discovery_control(table["p"][tested])
    )


def test_a_place_with_few_reports_around_is_tested_but_nothing_is_said_of_it() -> None:
    corner = found(block(10, 0), enough_units=9, enough_reports=11).table.loc[kode_of(0, 0)]
    assert corner["n_around"] == 10
    assert not np.isnan(corner["q"])
    assert (corner["klass"], corner["shortage"]) == ("belum cukup data", "around")


def test_a_place_improbable_only_by_itself_is_an_indication() -> None:
    table = found(block(4, 2), fdr_percent=1, indication_percent=100).table
    assert (table["klass"] == "indikasi").any()
    improbable = table["q"] > 0.01
    assert (table["klass"] == "indikasi").equals(improbable)


def test_counts_carry_an_exact_interval() -> None:
    row = found(block(10, 3)).table.loc[kode_of(0, 0)]
    assert (row["low"], row["high"]) == pytest.approx((0.6187, 8.7673), abs=1e-4)


def test_what_lies_in_no_unit_of_the_world_is_left_out() -> None:
    beyond = pd.concat([block(), pd.Series({"51.08.09.2001": 500})])
    assert found(beyond).table.equals(found(block()).table)


def test_where_the_exact_law_is_too_large_permutations_with_the_seed_stand_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_large(*_counts: object) -> None:
        raise LawTooLarge

    drawn = found(block(), replace(DESA, method="permutations"))
    exact = found(block())
    whole = found(block(), replace(DESA, method="whole"))
    monkeypatch.setattr(module, "exact_p", too_large)
    monkeypatch.setattr(module, "whole_p", too_large)
    instead = found(block())
    whole_instead = found(block(), replace(DESA, method="whole"))
    assert (whole.method, whole_instead.method) == ("whole", "whole permutations")
    assert whole_instead.table["p"].to_numpy() == pytest.approx(whole.table["p"], abs=0.02)
    assert (exact.method, instead.method) == ("exact", "permutations")
    assert instead.table.equals(drawn.table)
    assert instead.table["p"].to_numpy() == pytest.approx(exact.table["p"], abs=0.02)


def test_every_report_is_in_a_unit_off_the_grid_outside_or_nowhere() -> None:
    points = [middle(row, column) for row in range(10) for column in range(10)]
    reports, _points = reports_at(points)
    lost, _none = reports_at([middle(0, 0)] * 3, accuracy="kecamatan")
    every = pd.concat([reports, lost]).astype(reports.dtypes.to_dict() | {"h3_r7": "category"})
    for unit in (7, Level.DESA):
        asked = replace(DESA, unit=unit)
        totals = answer_hotspots(every, make_land(), asked, Rules()).totals
        assert totals.adds_up
        assert (totals.total, totals.in_units, totals.coarser) == (103, 100, 3)


def test_a_report_in_a_cell_of_water_is_counted_apart() -> None:
    reports, _points = reports_at([middle(5, 5)] * 3)
    reports["h3_r7"] = reports["h3_r7"].cat.rename_categories(["877f24d6dffffff"])
    totals = answer_hotspots(reports, make_land(), replace(DESA, unit=7), Rules()).totals
    assert (totals.total, totals.in_units, totals.off_grid) == (3, 0, 3)
    assert totals.adds_up


def test_what_officers_found_is_never_added() -> None:
    reports, _points = reports_at([middle(5, 5)] * 3)
    patrol, _other = reports_at([middle(5, 5)] * 7, channel="temuan petugas")
    every = pd.concat([reports, patrol]).astype(reports.dtypes.to_dict())
    asked = [replace(DESA, filter=replace(YEAR, series=series)) for series in Series]
    told = [answer_hotspots(every, make_land(), each, Rules()).totals for each in asked]
    assert [(each.total, each.n_other) for each in told] == [(3, 7), (7, 3)]
