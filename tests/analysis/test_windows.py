"""Two windows compared: the exact test of each place's share, and of the whole."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from geo.analysis.reports import ReportFilter
from geo.analysis.windows import (
    Comparison,
    compare_windows,
    has_year_before,
    window_before,
    window_year_before,
)
from geo.store.rules import Rules
from geo.words import Difference
from tests.builders import day
from tests.maps.counted import make_counts

BEFORE = {"since": day("2024-11-23"), "until": day("2025-11-22")}
RULES = Rules(enough_total=60, enough_units=3)
KODE = pd.Index(["51.08.01", "51.08.02", "51.08.03", "51.08.04"])


def compared(before: list[int], after: list[int], **changes: Any) -> Comparison:
    names = [f"k{kode.replace('.', '_')}" for kode in KODE]
    old = make_counts(filter_=BEFORE, **dict(zip(names, before, strict=True)), **changes)
    new = make_counts(**dict(zip(names, after, strict=True)))
    return compare_windows(old, new, index=KODE, rules=RULES)


def differences(comparison: Comparison) -> list[Difference]:
    return [Difference(word) for word in comparison.table["difference"]]


def test_a_place_is_tested_against_all_others_with_both_totals_given() -> None:
    found = compared([20, 60, 60, 60], [80, 20, 60, 60])
    theirs = scipy.stats.fisher_exact([[20, 80], [180, 140]]).pvalue
    assert found.table["p"].iloc[0] == pytest.approx(theirs, rel=1e-9)


def test_a_place_that_takes_reports_from_the_others_has_more_and_they_less() -> None:
    found = compared([20, 60, 60, 60], [80, 20, 60, 60])
    assert differences(found)[:2] == [Difference.MORE, Difference.LESS]
    assert differences(found)[2:] == [Difference.NOT_DIFFERENT] * 2
    assert found.table["ratio"].iloc[0] == pytest.approx((80 / 220) / (20 / 200))
    assert found.table["low"].iloc[0] > 1 > found.table["high"].iloc[1]


def test_a_change_of_the_whole_is_no_place_s_change() -> None:
    found = compared([30, 30, 30, 30], [60, 60, 60, 60])
    assert set(differences(found)) == {Difference.NOT_DIFFERENT}
    assert found.whole.p < 0.001
    assert found.whole.ratio == pytest.approx(2)
    assert found.whole.low < 2 < found.whole.high


def test_places_with_few_reports_in_both_windows_are_not_tested() -> None:
    found = compared([0, 2, 40, 40], [4, 3, 40, 40])
    assert differences(found)[0] is Difference.NOT_ENOUGH
    assert differences(found)[1] is Difference.NOT_DIFFERENT
    assert math.isnan(found.table["p"].iloc[0])
    assert found.n_tested == 3


def test_p_are_adjusted_over_the_places_tested() -> None:
    found = compared([10, 30, 30, 0], [25, 30, 30, 1])
    tested = found.table["p"].dropna().to_numpy()
    expected = scipy.stats.false_discovery_control(tested)
    np.testing.assert_allclose(found.table["q"].dropna(), expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([5, 5, 5, 5], [5, 5, 5, 5]),
        ([40, 40, 0, 0], [40, 40, 0, 0]),
        ([0, 0, 0, 0], [40, 40, 40, 40]),
    ],
    ids=["few reports", "few places", "nothing before"],
)
def test_without_enough_data_nothing_is_tested(before: list[int], after: list[int]) -> None:
    found = compared(before, after)
    assert not found.is_enough
    assert set(differences(found)) == {Difference.NOT_ENOUGH}
    assert found.table["p"].isna().all()


def test_the_whole_counts_reports_without_a_place_too() -> None:
    found = compared([30, 30, 30, 30], [30, 30, 30, 30], missing=50, outside=10)
    assert (found.whole.n_before, found.whole.n_after) == (180, 120)
    assert found.table["n_before"].sum() == 120


def test_a_cell_outside_of_the_index_keeps_its_reports() -> None:
    after = make_counts(unit=7, kx=9)
    found = compare_windows(make_counts(unit=7, filter_=BEFORE), after, index=KODE, rules=RULES)
    assert found.table["n_after"]["x"] == 9
    assert len(found.table) == len(KODE) + 1


def test_the_window_before_is_as_long_and_ends_the_day_before() -> None:
    after = ReportFilter(since=day("2026-08-23"), until=day("2026-11-22"))
    before = window_before(after)
    assert (before.since, before.until) == (day("2026-05-23"), day("2026-08-22"))
    assert window_before(after, day("2025-11-22")).since == day("2025-08-23")


def test_windows_that_share_days_are_refused() -> None:
    after = ReportFilter(since=day("2026-08-23"), until=day("2026-11-22"))
    with pytest.raises(ValueError, match="overlaps"):
        window_before(after, day("2026-08-23"))


@pytest.mark.parametrize(
    ("after", "before"),
    [
        (("2028-10-01", "2028-12-31"), ("2027-10-01", "2027-12-31")),
        (("2028-02-01", "2028-02-29"), ("2027-02-01", "2027-02-28")),
        (("2029-02-01", "2029-02-28"), ("2028-02-01", "2028-02-28")),
        (("2027-03-01", "2028-02-29"), ("2026-03-01", "2027-02-28")),
        (("2025-11-23", "2026-11-22"), ("2024-11-23", "2025-11-22")),
    ],
)
def test_the_same_days_a_year_earlier_are_those_of_the_calendar(
    after: tuple[str, str], before: tuple[str, str]
) -> None:
    later = ReportFilter(since=day(after[0]), until=day(after[1]))
    earlier = window_year_before(later)
    assert (earlier.since, earlier.until) == (day(before[0]), day(before[1]))
    assert earlier.until < later.since


@pytest.mark.parametrize(
    ("since", "last_that_fits"),
    [("2028-02-29", "2029-02-28"), ("2027-03-01", "2028-02-29"), ("2026-05-10", "2027-05-09")],
)
def test_a_window_longer_than_a_year_has_no_same_days_before_it(
    since: str, last_that_fits: str
) -> None:
    fits = ReportFilter(since=day(since), until=day(last_that_fits))
    assert window_year_before(fits).until < fits.since
    longer = replace(fits, until=fits.until + dt.timedelta(days=1))
    assert (has_year_before(fits), has_year_before(longer)) == (True, False)
    with pytest.raises(ValueError, match="overlaps"):
        window_year_before(longer)


def test_of_windows_of_different_length_the_reports_a_day_are_compared() -> None:
    before, after = day("2027-02-28"), day("2028-02-29")
    old = make_counts(filter_={"since": before, "until": before}, k51_08_01=30)
    new = make_counts(filter_={"since": after - dt.timedelta(days=1), "until": after}, k51_08_01=60)
    whole = compare_windows(old, new, index=KODE, rules=RULES).whole
    assert (whole.days_before, whole.days_after) == (1, 2)
    assert whole.ratio == pytest.approx(1)
    assert whole.p > 0.9
