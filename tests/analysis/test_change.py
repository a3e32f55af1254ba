"""Patterns of concentrations over the months: one for each place, by a stated rule."""

from __future__ import annotations

import itertools
from functools import cache

import h3
import numpy as np
import pandas as pd
import pytest

import geo.analysis.hotspots as hotspots
from geo.analysis.change import Changes, change_filter, change_months, count_months, find_changes
from geo.analysis.patterns import (
    LEAST_PERIODS,
    may_be_tested,
    patterns_of,
    period_length,
    pooled,
)
from geo.analysis.reports import ReportFilter
from geo.analysis.worlds import World
from geo.stats.exact_law import LawTooLarge, exact_p
from geo.stats.neighbours import Neighbours, hex_neighbours
from geo.store.rules import Rules
from geo.words import Pattern
from tests.analysis.made_reports import make_report, make_reports
from tests.builders import day

RULES = Rules(enough_total=20, enough_units=5)
MIDDLE = h3.latlng_to_cell(-8.2, 114.9, 7)
CELLS = sorted(h3.grid_disk(MIDDLE, 3))
CLUSTER = h3.grid_disk(MIDDLE, 1)
YEAR = ReportFilter(since=day("2025-11-01"), until=day("2026-10-31"))
MONTHS = [str(month) for month in pd.period_range("2025-11", "2026-10", freq="M")]


@cache
def world() -> World:
    """The 37 cells around one in the north of Bali."""
    centres = np.array([h3.cell_to_latlng(cell) for cell in CELLS])
    return World(7, pd.Index(CELLS, name="cell"), hex_neighbours(CELLS), centres)


def report(month: str, cell: str, **other: object) -> dict[str, object]:
    return make_report("51.08.01.2001", on=f"{month}-15", h3_r7=cell, **other)


def with_cluster(months: list[str]) -> Changes:
    """A report in every cell each month, and in some months one more in each of the cluster."""
    rows = [report(month, cell) for month in MONTHS for cell in CELLS]
    rows += [report(month, cell) for month in months for cell in CLUSTER]
    return find_changes(make_reports(*rows), YEAR, world(), rules=RULES)


def pattern_in_the_middle(changes: Changes) -> Pattern:
    return Pattern(changes.table["pattern"][MIDDLE])


def told(hot: str, trend: int = 0) -> Pattern:
    """Pattern of a place by its periods, 1 where it was a concentration, and its trend."""
    flags = np.array([[mark == "1" for mark in hot]])
    word = patterns_of(flags, np.array([float(trend)]), np.array([0.01 if trend else 0.6]))[0]
    return Pattern(str(word))


def test_the_span_ends_with_the_last_month_that_is_over() -> None:
    window = ReportFilter(since=day("2026-01-01"), until=day("2026-11-22"))
    found = change_filter(window, day("2026-11-22"), 24)
    assert (found.since, found.until) == (day("2024-11-01"), day("2026-10-31"))
    assert change_filter(window, day("2026-11-30"), 12).until == day("2026-11-30")


@pytest.mark.parametrize(("stated", "used"), [(6, 12), (24, 24), (60, 36)])
def test_patterns_are_told_over_one_to_three_years(stated: int, used: int) -> None:
    assert change_months(Rules(change_months=stated)) == used


@pytest.mark.parametrize(
    ("hot", "trend", "pattern"),
    [
        ("0000000001", 0, Pattern.NEW),
        ("0000000111", 0, Pattern.CONSECUTIVE),
        ("0111111111", 0, Pattern.PERSISTENT),
        ("1111111111", 1, Pattern.INTENSIFYING),
        ("1111111111", -1, Pattern.DIMINISHING),
        ("0100000011", 0, Pattern.SPORADIC),
        ("0101010101", 1, Pattern.SPORADIC),
        ("1111111110", 0, Pattern.HISTORICAL),
        ("1111111110", -1, Pattern.HISTORICAL),
        ("1111111100", 0, Pattern.NONE),
        ("0000000000", 1, Pattern.NONE),
    ],
)
def test_each_pattern_by_its_periods(hot: str, trend: int, pattern: Pattern) -> None:
    assert told(hot, trend) is pattern


def test_every_history_has_exactly_one_pattern() -> None:
    for marks in itertools.product("01", repeat=LEAST_PERIODS):
        hot = "".join(marks)
        for trend in (-1, 0, 1):
            found = told(hot, trend)
            assert found is not Pattern.NOT_ENOUGH
            assert (found in (Pattern.NONE, Pattern.HISTORICAL)) == (hot[-1] == "0")


def test_periods_end_with_the_last_month_and_leave_the_oldest_rest() -> None:
    monthly = np.array([[9, 1, 2, 3, 4], [9, 0, 0, 1, 1]])
    assert pooled(monthly, 2).tolist() == [[3, 7], [0, 2]]
    assert pooled(monthly, 1).tolist() == monthly.tolist()


def test_a_period_needs_enough_reports_in_enough_places() -> None:
    counts = np.array([[6, 2, 20], [6, 2, 0], [6, 2, 0]])
    rules = Rules(enough_total=18, enough_units=3)
    assert may_be_tested(counts, rules).tolist() == [True, False, False]


def test_thin_months_are_pooled_until_most_periods_hold_enough() -> None:
    rules = Rules(enough_total=20, enough_units=2)
    full, thin = np.full((2, 24), 10), np.full((2, 24), 5)
    assert period_length(full, rules) == 1
    assert period_length(thin, rules) == 2
    assert period_length(np.full((2, 24), 4), rules) == 3
    assert period_length(np.full((2, 24), 3), rules) == 0
    one_thin_month = np.where(np.arange(24) == 0, 4, full)
    assert period_length(one_thin_month, rules) == 2


def test_a_year_of_thin_months_has_too_few_periods() -> None:
    assert period_length(np.full((2, 12), 5), Rules(enough_total=20, enough_units=2)) == 0


def test_reports_are_counted_in_their_month_and_cell_only() -> None:
    other = h3.latlng_to_cell(-2.2, 113.9, 7)
    rows = [report("2025-11", MIDDLE), report("2026-10", MIDDLE), report("2026-10", other)]
    counts = count_months(make_reports(*rows), YEAR, world())
    own = counts[CELLS.index(MIDDLE)]
    assert own.tolist() == [1, *[0] * 10, 1]
    assert counts.sum() == 2


def test_a_cluster_that_is_always_there_is_persistent_in_its_middle() -> None:
    found = with_cluster(MONTHS)
    persistent = found.table.index[found.table["pattern"] == Pattern.PERSISTENT.value]
    assert list(persistent) == [MIDDLE]
    assert found.table["n_hot"][MIDDLE] == 12
    assert found.period_months == 1
    assert found.tested.all()


@pytest.mark.parametrize(
    ("months", "pattern"),
    [
        (MONTHS[-1:], Pattern.NEW),
        (MONTHS[-3:], Pattern.CONSECUTIVE),
        ([MONTHS[2], *MONTHS[-2:]], Pattern.SPORADIC),
        (MONTHS[:-1], Pattern.HISTORICAL),
        (MONTHS[:4], Pattern.NONE),
    ],
)
def test_a_cluster_of_some_months_has_their_pattern(months: list[str], pattern: Pattern) -> None:
    assert pattern_in_the_middle(with_cluster(months)) is pattern


def test_a_cluster_that_grows_is_intensifying() -> None:
    rows = [report(month, cell) for month in MONTHS for cell in CELLS]
    edge = [cell for cell in CELLS if h3.grid_distance(cell, MIDDLE) == 3]
    for n, month in enumerate(MONTHS, start=1):  # elsewhere it stays as it is
        rows += [report(month, cell) for cell in CLUSTER for _n in range(n)]
        rows += [report(month, cell) for cell in edge[:2]]
    found = find_changes(make_reports(*rows), YEAR, world(), rules=RULES)
    assert pattern_in_the_middle(found) is Pattern.INTENSIFYING
    assert found.table["trend_z"][MIDDLE] > 0


def test_reports_spread_evenly_make_no_pattern() -> None:
    found = with_cluster([])
    words = found.table["pattern"].astype("str")
    joined = world().neighbours.counts >= RULES.enough_neighbours
    assert set(words[joined]) == {Pattern.NONE.value}
    assert not found.hot.any()


def test_with_too_few_reports_nothing_is_tested_and_nothing_said() -> None:
    rows = [report(month, cell) for month in MONTHS for cell in CELLS[:2]]
    found = find_changes(make_reports(*rows), YEAR, world(), rules=RULES)
    assert not found.is_enough
    assert found.last_tested is None
    assert set(found.table["pattern"].astype("str")) == {Pattern.NOT_ENOUGH.value}
    assert found.table["n_reports"].sum() == 24


def test_a_place_with_too_few_reports_around_it_says_nothing_though_others_do() -> None:
    rows = [report(month, cell) for month in MONTHS for cell in CLUSTER for _n in range(3)]
    found = find_changes(make_reports(*rows), YEAR, world(), rules=RULES)
    far = [cell for cell in CELLS if h3.grid_distance(cell, MIDDLE) == 3]
    assert set(found.table["pattern"][far].astype("str")) == {Pattern.NOT_ENOUGH.value}
    assert pattern_in_the_middle(found) is Pattern.PERSISTENT
    assert found.table["n_around"][MIDDLE] == 12 * 21


def test_a_place_with_too_few_neighbours_is_not_tested() -> None:
    rows = [report(month, cell) for month in MONTHS for cell in [*CELLS, MIDDLE]]
    rules = Rules(enough_total=20, enough_units=5, enough_neighbours=4)
    found = find_changes(make_reports(*rows), YEAR, world(), rules=rules)
    corner = world().neighbours.counts == 3
    assert corner.sum() == 6
    assert (found.table["pattern"] == Pattern.NOT_ENOUGH.value).to_list() == corner.tolist()
    assert found.table["trend_z"].isna().to_list() == corner.tolist()


def test_the_method_of_every_period_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(counts: np.ndarray, near: Neighbours) -> np.ndarray:
        if counts.sum() > len(CELLS):
            raise LawTooLarge
        return exact_p(counts, near)

    assert with_cluster(MONTHS[-3:]).methods == ("exact",) * 12
    monkeypatch.setattr(hotspots, "exact_p", too_large)
    found = with_cluster(MONTHS[-3:])
    assert found.methods == ("exact",) * 9 + ("permutations",) * 3
    assert found.n_drawn == 3


def test_what_is_not_tested_has_no_method() -> None:
    rows = [report(month, cell) for month in MONTHS[1:] for cell in CELLS]
    assert find_changes(make_reports(*rows), YEAR, world(), rules=RULES).methods[0] == ""
    few = find_changes(make_reports(*rows[:2]), YEAR, world(), rules=RULES)
    assert set(few.methods) == {""}
