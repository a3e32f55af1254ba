"""A concentration holds if it is found again when the map is drawn otherwise."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from geo.analysis.concentrations import answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.reports import ReportFilter
from geo.analysis.stability import (
    Aspect,
    Stability,
    other_resolution,
    other_windows,
    repeat_hotspots,
    repeats_of,
    stability_table,
)
from geo.analysis.worlds import Worlds, units_at
from geo.store.rules import Rules
from geo.words import Level
from tests.analysis.made_worlds import (
    SIDE,
    SOUTH,
    WEST,
    N,
    Point,
    kode_of,
    make_land,
    middle,
    reports_at,
)

YEAR = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
RULES = Rules()


@cache
def land() -> Worlds:
    return make_land()


def scattered(n: int, seed: int) -> list[Point]:
    """Points spread by chance over the whole land."""
    shares = np.random.default_rng(seed).random((n, 2)) * N * SIDE
    return [(SOUTH + y, WEST + x) for y, x in shares.tolist()]


def planted(n: int) -> list[Point]:
    """Points within about three kilometres of the middle of one desa."""
    lat, lng = middle(6, 3)
    moves = np.random.default_rng(1).normal(0, 0.025, (n, 2))
    return [(lat + y, lng + x) for y, x in moves.tolist()]


def repeated(
    points: list[Point], unit: Level | int, *, on: str = "2026-06-15", rules: Rules = RULES
) -> tuple[Stability, pd.DataFrame]:
    reports, places = reports_at(points, on)
    answer = answer_hotspots(reports, land(), HotspotSettings(YEAR, unit), rules)
    return repeat_hotspots(answer.hotspots, reports, places, land()), answer.hotspots.table


@pytest.mark.parametrize("unit", [7, Level.DESA])
def test_a_planted_concentration_is_significant_and_stable(unit: Level | int) -> None:
    stability, table = repeated(scattered(200, 0) + planted(120), unit)
    world = land().of(unit)
    here = world.index[units_at(world, np.array([middle(6, 3)]))[0]]
    assert table.loc[here, "klass"] == "signifikan"
    assert stability.table.loc[here, "stable"]
    assert stability.table.loc[here, "n_significant"] >= 7
    assert 1 <= stability.n_stable <= (table["klass"] == "signifikan").sum() < world.n / 4


def test_only_what_is_significant_on_the_map_itself_can_be_stable() -> None:
    stability, table = repeated(scattered(200, 0) + planted(120), 7)
    stable = stability.table["stable"]
    assert (table.loc[stable, "klass"] == "signifikan").all()
    assert (stability.table["n_significant"] <= stability.table["n_runs"]).all()
    assert stability.table["n_runs"].max() == len(stability.runs) == 9


@pytest.mark.parametrize(
    ("unit", "aspects"),
    [
        (7, {"areas": 1, "cells": 1}),
        (Level.DESA, {"cells": 2}),
        (Level.KECAMATAN, {"areas": 1, "cells": 2}),
    ],
)
def test_each_unit_is_drawn_otherwise_with_cells_of_two_resolutions_always(
    unit: Level | int, aspects: dict[str, int]
) -> None:
    reports, _points = reports_at(scattered(100, 0))
    base = answer_hotspots(reports, land(), HotspotSettings(YEAR, unit), RULES).hotspots
    repeats = list(repeats_of(base, land()))
    asked = Counter(repeat.aspect.value for repeat in repeats)
    assert asked == {"none": 1, "grid": 3, "window": 2, "correction": 1, **aspects}
    assert repeats[0].aspect is Aspect.NONE
    distinct = {(each.settings, each.grid) for each in repeats}
    assert len(distinct) == len(repeats)
    sizes = {each.settings.unit for each in repeats if not each.grid}
    assert sizes == {unit, Level.DESA, 6, 7}


def test_a_grid_that_is_not_shifted_would_give_the_map_itself() -> None:
    points = scattered(100, 3)
    reports, places = reports_at(points)
    world = land().of(7)
    counted = answer_hotspots(reports, land(), HotspotSettings(YEAR, 7), RULES).hotspots.table
    held = units_at(world, places.to_numpy())
    assert np.bincount(held, minlength=world.n).tolist() == counted["n_reports"].tolist()


def test_windows_end_on_the_same_day_at_half_and_double_length() -> None:
    week = ReportFilter(dt.date(2026, 1, 9), dt.date(2026, 1, 16))
    half, double = other_windows(week)
    assert (half.since, half.until) == (dt.date(2026, 1, 13), week.until)
    assert (double.since, double.until) == (dt.date(2026, 1, 1), week.until)
    day = replace(week, since=week.until)
    assert other_windows(day)[0] == day
    ever = replace(week, since=dt.date.min)
    assert other_windows(ever)[1] == ever


def test_finer_cells_are_tried_only_where_reports_fill_them() -> None:
    world = land().of(7)
    enough = RULES.enough_reports * world.n
    assert other_resolution(7, world, enough - 1, RULES) == 6
    assert other_resolution(7, world, enough, RULES) == 8
    assert other_resolution(8, world, 10**9, RULES) == 7
    assert other_resolution(5, world, 0, RULES) == 6


def test_a_concentration_of_earlier_months_only_is_not_found_in_the_last_half() -> None:
    reports, places = reports_at(scattered(200, 0) + planted(120), "2026-02-01")
    late, late_places = reports_at(scattered(200, 5), "2026-06-01")
    late.index = late_places.index = pd.Index([f"l{n}" for n in range(len(late))], name="report")
    every = pd.concat([reports, late])
    types = {name: "category" for name in every if name.startswith(("h3_", "kode_"))}
    every = every.astype(types)
    base = answer_hotspots(every, land(), HotspotSettings(YEAR, Level.DESA), RULES).hotspots
    found = repeat_hotspots(base, every, pd.concat([places, late_places]), land())
    half = next(i for i, run in enumerate(found.runs) if run.repeat.aspect is Aspect.WINDOW)
    position = base.world.index.get_loc(kode_of(6, 3))
    assert found.significant[0, position]
    assert not found.significant[half, position]


def test_runs_without_enough_data_judge_nothing() -> None:
    few, table = repeated(scattered(40, 0), Level.DESA)
    assert not any(run.enough.is_enough for run in few.runs)
    assert few.table[["n_runs", "n_significant"]].to_numpy().sum() == 0
    assert (few.n_stable, set(table["klass"])) == (0, {"belum cukup data"})


def test_a_stable_place_is_significant_on_the_map_and_in_two_thirds_of_its_runs() -> None:
    said = {  # of the map first: s significant, n not, - not judged
        "ssnnss": True,
        "ssnnns": False,
        "nsssss": False,
        "sss---": False,
        "sssn--": True,
        "ssssss": True,
        "------": False,
    }
    letters = np.array([list(runs) for runs in said]).T
    table = stability_table(letters != "-", letters == "s", 66)
    assert table["stable"].tolist() == list(said.values())
    assert table["n_runs"].tolist() == [6, 6, 6, 3, 4, 6, 0]
    assert table["n_significant"].tolist() == [4, 3, 5, 3, 3, 6, 0]


def test_a_place_that_only_three_runs_could_judge_is_not_called_stable() -> None:
    early = reports_at(scattered(200, 0) + planted(120), "2026-02-01", accuracy="desa")
    settings = HotspotSettings(YEAR, Level.DESA)
    base = answer_hotspots(early[0], land(), settings, RULES).hotspots
    found = repeat_hotspots(base, *early, land())  # no cells, and nothing in the last half
    here = found.table.loc[kode_of(6, 3)]
    assert (here["n_runs"], here["n_significant"]) == (3, 3)
    assert found.n_stable == 0


def test_the_same_reports_give_the_same_answer_again() -> None:
    first, _table = repeated(scattered(200, 0) + planted(120), 7)
    again, _same = repeated(scattered(200, 0) + planted(120), 7)
    assert first.table.equals(again.table)
    assert first.runs == again.runs


def test_a_store_without_reports_is_no_fault() -> None:
    stability, table = repeated([], 7)
    assert (stability.n_stable, table["n_reports"].sum()) == (0, 0)
