"""Reports along a coast: where each goes, the classes of distance, the test of each stretch."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.amounts import span_of, total_span
from geo.analysis.coast_place import Coast, Part
from geo.analysis.coast_strip import distance_classes
from geo.analysis.coast_trend import by_quarter
from geo.analysis.coast_withheld import CLASSES, PARTS, TOTAL, coast_withheld
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from tests.analysis.made_reports import make_report
from tests.small_coast import at, make_coast, make_strip

SOME = Rules(enough_total=20)
SHORT = make_coast(5)
LAND = np.array([10.0, 10.0, 20.0, 60.0, 100.0, 0.0])


@pytest.fixture(scope="module")
def coast() -> Coast:
    """60 km, 12 stretches of 5 km, with 12 km of land behind them."""
    return make_coast(60, deep=12)


def spread(counts: dict[int, int], **other: Any) -> list[dict[str, Any]]:
    """So many reports at the shore of each stretch, by its position."""
    return [at(5 * i + 2.5, 0.3, **other) for i, n in counts.items() for _each in range(n)]


def monthly(*numbers: int, stretch: int = 0) -> list[dict[str, Any]]:
    """Reports of one stretch in the months up to January 2026, so many in each."""
    months = pd.period_range(end="2026-01", periods=len(numbers), freq="M")
    days = [f"{month}-15" for month, n in zip(months, numbers, strict=True) for _each in range(n)]
    return [at(5 * stretch + 2.5, 0.3, on=day) for day in days]


def test_every_report_goes_to_one_part(coast: Coast) -> None:
    found = make_strip(
        coast,
        at(3, 1),
        at(3, 1.9, accuracy="alamat"),
        at(3, 2.5),
        at(3, 1, accuracy="desa"),
        make_report("62.01.01", accuracy="kecamatan", place="stated"),
        make_report("62.01.01.2001", place="stated"),
        make_report("62.09.01.2001"),
        make_report(place="outside"),
        make_report(accuracy="tanpa lokasi"),
        at(3, 1, on="2024-01-01"),
    )
    assert found.total == 9
    assert [found.parts[part] for part in Part] == [2, 1, 1, 3, 1, 1]
    assert found.n_measured == found.classes["n_reports"].sum() == 3
    assert found.stretches["n_reports"].sum() == found.parts[Part.STRIP]


def test_a_report_in_the_water_belongs_to_the_shore_and_is_counted(coast: Coast) -> None:
    found = make_strip(coast, at(3, -0.9, place="shore"), at(3, 0.2))
    assert found.n_water == 1
    assert found.classes["n_reports"].tolist() == [2, 0, 0, 0, 0, 0]
    assert found.parts[Part.STRIP] == 2


def test_a_report_in_a_lake_is_as_far_from_the_shore_as_it_is(coast: Coast) -> None:
    found = make_strip(coast, at(3, 7, place="shore"))
    assert found.n_water == 0
    assert found.classes["n_reports"].tolist() == [0, 0, 0, 0, 1, 0]


def test_land_is_parted_by_its_distance_from_the_shore(coast: Coast) -> None:
    assert coast.land_km2 == pytest.approx([30, 30, 60, 180, 300, 120], rel=0.04)


def test_a_report_on_an_edge_belongs_to_the_class_before_it() -> None:
    metres = np.array([0, 500, 501, 1_000, 2_000, 5_000, 10_000, 10_001.0])
    assert distance_classes(metres, LAND)["n_reports"].tolist() == [2, 2, 1, 1, 1, 1]


def test_a_class_is_held_against_its_share_of_the_land() -> None:
    rows = distance_classes(np.repeat([100.0, 3_000.0], [10, 10]), LAND)
    first = rows.loc[0]
    assert (first["share"], first["land_share"], first["ratio"]) == (0.5, 0.05, 10)
    assert (first["low"], first["high"]) == pytest.approx((0.272, 0.728), abs=0.001)
    assert first["ratio_low"] == pytest.approx(first["low"] / 0.05)
    assert rows["share"].sum() == rows["land_share"].sum() == pytest.approx(1)
    assert np.isnan(rows["ratio"].iloc[-1])  # there is no land so far from the shore


def test_without_reports_no_share_is_said() -> None:
    rows = distance_classes(np.array([]), LAND)
    assert rows[["share", "low", "high", "ratio"]].isna().all(axis=None)
    assert rows["land_share"].sum() == pytest.approx(1)


def test_a_stretch_with_far_more_than_an_even_spread_is_significant(coast: Coast) -> None:
    rows = make_strip(coast, *spread(dict.fromkeys(range(12), 6) | {3: 30}), rules=SOME).stretches
    assert rows["klass"].tolist() == [
        *["tidak signifikan"] * 3, "signifikan", *["tidak signifikan"] * 8,
    ]  # fmt: skip
    assert rows["nama"].iloc[3] == "Pantai 4"


def test_p_is_the_chance_of_so_many_or_more_by_length(coast: Coast) -> None:
    row = make_strip(coast, *spread(dict.fromkeys(range(12), 5) | {2: 9}), rules=SOME).stretches
    expected = 64 * row["km"].iloc[2] / row["km"].sum()
    below = sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(9))
    assert row["expected"].iloc[2] == pytest.approx(expected)
    assert row["p"].iloc[2] == pytest.approx(1 - below)
    assert row["expected"].sum() == pytest.approx(64)
    assert (row["q"] >= row["p"]).all()
    assert row["klass"].iloc[2] == "tidak signifikan"


def test_what_correction_does_not_leave_is_an_indication(coast: Coast) -> None:
    rows = make_strip(coast, *spread(dict.fromkeys(range(12), 5) | {2: 11}), rules=SOME).stretches
    assert rows["p"].iloc[2] < 0.05 < 0.1 < rows["q"].iloc[2]
    assert rows["klass"].iloc[2] == "indikasi"


def test_of_a_stretch_with_few_reports_nothing_is_said(coast: Coast) -> None:
    rows = make_strip(coast, *spread({0: 4, 5: 30}), rules=SOME).stretches
    assert rows["klass"].iloc[[0, 1, 5]].tolist() == [
        "belum cukup data", "belum cukup data", "signifikan",
    ]  # fmt: skip
    assert (rows["low"].iloc[1], rows["high"].iloc[1]) == pytest.approx((0, 3.689), abs=0.001)


def test_with_few_reports_in_the_strip_nothing_is_tested(coast: Coast) -> None:
    rows = make_strip(coast, *spread({5: 59}), rules=Rules(enough_total=60)).stretches
    assert rows[["p", "q"]].isna().all(axis=None)
    assert set(rows["klass"]) == {"belum cukup data"}


def test_a_coast_without_reports_has_rows_and_says_nothing(coast: Coast) -> None:
    found = make_strip(coast, at(3, 1, on="2020-01-01"))
    assert found.total == 0
    assert set(found.stretches["klass"]) == set(found.stretches["trend"]) == {"belum cukup data"}
    assert not found.is_sample


@pytest.mark.parametrize(
    ("numbers", "course"),
    [
        (range(1, 13), "naik"),
        (range(12, 0, -1), "turun"),
        ([3] * 12, "tanpa tren nyata"),
        ([1, 2, 3, 4, 5, 6, 7], "belum cukup data"),
    ],
)
def test_a_trend_needs_a_steady_course_over_enough_months(
    coast: Coast, numbers: list[int], course: str
) -> None:
    row = make_strip(coast, *monthly(1, *numbers)).stretches.iloc[0]
    assert row["trend"] == course
    assert row["every"] == (0 if course == "belum cukup data" else 1)


def test_a_thin_stretch_is_told_by_quarter_over_the_whole_span(coast: Coast) -> None:
    thin = monthly(*[0, 0, 0] * 5, 1, 0, 0, 2, 0, 0, 3, 0, 0, stretch=4)
    row = make_strip(coast, *thin, *monthly(*[1] * 25)).stretches.iloc[4]
    assert (row["n_trend"], row["every"], row["trend"]) == (6, 0, "belum cukup data")
    more = monthly(*[0] * 9, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, stretch=4)
    row = make_strip(coast, *more, *monthly(*[1] * 25)).stretches.iloc[4]
    assert (row["n_trend"], row["every"], row["trend"]) == (15, 3, "naik")


def test_months_before_anything_was_recorded_are_no_zeros(coast: Coast) -> None:
    row = make_strip(coast, *monthly(3, *[2] * 10)).stretches.iloc[0]
    assert row["n_trend"] == 20
    assert row["trend"] == "tanpa tren nyata"


def test_quarters_are_the_last_whole_ones() -> None:
    assert by_quarter(np.array([[9, 1, 2, 3, 4, 5, 6]])).tolist() == [[6, 15]]
    assert by_quarter(np.zeros((2, 0), dtype=int)).shape == (2, 0)


def test_invented_reports_are_known(coast: Coast) -> None:
    assert make_strip(coast, at(3, 1), at(4, 1, is_sample=True)).is_sample


def test_numbers_by_distance_are_left_out_where_they_give_a_hidden_count_away(coast: Coast) -> None:
    few = make_strip(coast, *[at(3, 1)] * 9, *[at(8, 1)] * 4, *[at(3, 3)] * 40)
    assert coast_withheld(few, LAPTOP) == frozenset()
    many = make_strip(coast, *spread(dict.fromkeys(range(12), 40)), *[at(3, 4)] * 40)
    assert CLASSES not in coast_withheld(many, MEETING)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 120), min_size=6, max_size=6))
def test_a_hidden_part_can_still_be_two_numbers_or_more(numbers: list[int]) -> None:
    found = make_strip(SHORT, at(1, 1))
    found = replace(
        found,
        parts=dict(zip(Part, numbers, strict=True)),
        stretches=found.stretches.assign(n_reports=numbers[0]),
        classes=found.classes.assign(n_reports=[0, 0, numbers[0], 0, numbers[1], 0]),
    )
    left_out = coast_withheld(found, MEETING)
    if PARTS in left_out:
        return
    spans = [span_of(n, MEETING) for n in numbers]
    low, high = total_span(sum(numbers), MEETING) if TOTAL not in left_out else (0, 10**9)
    for i, n in enumerate(numbers):
        rest = [span for k, span in enumerate(spans) if k != i]
        least, most = (sum(ends) for ends in zip(*rest, strict=True))
        can_be = [v for v in range(1, 5) if v + least <= high and v + most >= low]
        assert not 0 < n < 5 or len(can_be) >= 2
