"""Below published numbers nothing is tested, or nothing is said of a place, and why."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.analysis.enough import Enough, Shortage, enough_data, unit_shortages
from geo.store.rules import Rules

RULES = Rules(enough_total=60, enough_units=12, enough_neighbours=2, enough_reports=5)


@pytest.mark.parametrize(
    ("counts", "shortage"),
    [
        ([5] * 12, None),
        ([5] * 11 + [4], Shortage.REPORTS),
        ([100] * 11 + [0] * 50, Shortage.UNITS),
        ([0] * 20, Shortage.REPORTS),
        ([], Shortage.REPORTS),
    ],
)
def test_a_map_needs_sixty_reports_in_twelve_places(
    counts: list[int], shortage: Shortage | None
) -> None:
    enough = enough_data(counts, RULES)
    assert enough.shortage is shortage
    assert enough.is_enough == (shortage is None)


def test_the_verdict_names_the_numbers_it_rests_on() -> None:
    assert enough_data([20, 21, 0], RULES) == Enough(41, 60, 2, 12)


def test_a_place_needs_two_neighbours_and_five_reports_around() -> None:
    enough = enough_data([5] * 12, RULES)
    found = unit_shortages(enough, [2, 1, 2, 2, 1], [5, 5, 4, 0, 0], RULES)
    said = [None if pd.isna(each) else each for each in found]
    assert said == [None, "neighbours", "around", "around", "neighbours"]


def test_where_the_map_has_too_little_every_place_has() -> None:
    enough = enough_data([5] * 11, RULES)
    found = unit_shortages(enough, [6, 0], [50, 0], RULES)
    assert list(found) == ["reports", "reports"]
