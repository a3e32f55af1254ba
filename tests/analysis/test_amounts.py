"""Classes of counts: published breaks, and nothing small shown to a meeting."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.analysis.amounts import (
    STEPS,
    breaks_of,
    count_classes,
    drawn_count,
    in_turn,
    rules_for,
    shown_count,
    shown_total,
)
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Level

DASH = "\N{EN DASH}"


def test_the_published_breaks_of_desa_and_cells_are_5_10_25_and_50() -> None:
    assert breaks_of(Level.DESA, enough=5) == breaks_of(7, enough=5) == (5, 10, 25, 50)


def test_a_kecamatan_holds_more_reports_and_has_wider_classes() -> None:
    assert breaks_of(Level.KECAMATAN, enough=5) == (5, 10, 50, 250)
    assert breaks_of(Level.KABUPATEN, enough=5) == (5, 50, 250, 1000)


@pytest.mark.parametrize("enough", [2, 5, 7, 60])
@pytest.mark.parametrize("unit", [Level.DESA, Level.KECAMATAN, 6])
def test_the_first_break_is_the_rule_and_the_others_lie_above_it(
    unit: Level | int, enough: int
) -> None:
    breaks = breaks_of(unit, enough=enough)
    assert breaks[0] == enough
    assert list(breaks) == sorted(set(breaks))
    assert set(breaks[1:]) <= set(STEPS)


def test_each_count_has_the_class_between_its_breaks() -> None:
    counts = [0, 1, 4, 5, 9, 10, 24, 25, 49, 50, 4000]
    assert count_classes(counts, (5, 10, 25, 50)).tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


@pytest.mark.parametrize(("n", "said"), [(0, "0"), (1, "1"), (4, "4"), (1234, "1.234")])
def test_on_a_laptop_counts_are_shown_in_full(n: int, said: str) -> None:
    assert shown_count(n, LAPTOP) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        *((0, "0"), (1, "hidden (<5)"), (4, "hidden (<5)"), (5, f"5{DASH}9"), (9, f"5{DASH}9")),
        *((10, f"10{DASH}24"), (24, f"10{DASH}24"), (999, f"500{DASH}999"), (1000, "1,000+")),
    ],
)
def test_in_a_meeting_a_small_count_is_hidden_and_others_are_ranges(n: int, said: str) -> None:
    use_language("en")
    assert shown_count(n, MEETING) == said


def test_every_count_from_1_to_4_looks_the_same_in_a_meeting() -> None:
    assert len({shown_count(n, MEETING) for n in range(1, 5)}) == 1


@pytest.mark.slow
def test_no_range_shown_to_a_meeting_crosses_a_break_of_a_map() -> None:
    for unit in (Level.DESA, Level.KECAMATAN, Level.KABUPATEN, 7):
        breaks = breaks_of(unit, enough=5)
        classes = {
            said: {int(count_classes([n], breaks)[0]) for n in range(5, 2000) if label(n) == said}
            for said in {label(n) for n in range(5, 2000)}
        }
        assert all(len(found) == 1 for found in classes.values())


def label(n: int) -> str:
    return shown_count(n, MEETING)


def test_a_meeting_can_measure_no_more_than_it_reads() -> None:
    for n in range(1, 1200):
        same = [each for each in (n - 1, n + 1) if each and label(each) == label(n)]
        assert {drawn_count(each, MEETING) for each in [n, *same]} == {drawn_count(n, MEETING)}
    assert [drawn_count(n, MEETING) for n in (0, 4, 9, 1234)] == [0, 2, 5, 1000]
    assert [drawn_count(n, LAPTOP) for n in (0, 4, 1234)] == [0, 4, 1234]


def test_a_meeting_is_told_a_total_as_a_range_and_from_100_in_tens() -> None:
    use_language("en")
    told = [shown_total(n, MEETING) for n in (0, 3, 5, 99, 104, 1874)]
    ranges = [f"5{DASH}9", f"50{DASH}99"]
    assert told == ["0", "hidden (<5)", *ranges, "about 100", "about 1,870"]
    assert [shown_total(n, LAPTOP) for n in (5, 1874)] == ["5", "1,874"]


def test_a_meeting_sees_a_list_by_range_and_within_a_range_by_kode() -> None:
    rows = pd.DataFrame({"n": [5, 9, 24, 3, 4], "p": [0.4, 0.3, 0.2, 0.1, 0.0]}, index=[*"abcde"])
    told = in_turn(rows, LAPTOP, by={"p": True}, counts=["n"])
    assert list(told.index) == [*"edcba"]
    shown = in_turn(rows[::-1], MEETING, by={"p": True}, counts=["n"])
    assert list(shown.index) == [*"cabde"]


def test_a_meeting_sees_the_classes_of_a_list_in_turn_too() -> None:
    rows = pd.DataFrame({"n": [50, 9, 5], "rank": [2, 1, 1]}, index=[*"abc"])
    shown = in_turn(rows, MEETING, by={"rank": True, "n": False}, counts=["n"], within="rank")
    assert list(shown.index) == [*"bca"]


def test_a_rule_that_asks_for_fewer_than_may_be_shown_does_not_hold_in_a_meeting() -> None:
    few, many = Rules(enough_reports=3), Rules(enough_reports=8)
    assert [rules_for(few, each).enough_reports for each in (LAPTOP, MEETING)] == [3, 5]
    assert rules_for(many, MEETING) == many
