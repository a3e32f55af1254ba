"""Maps of change: every pattern and difference has a class; linked maps; what a meeting sees."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from geo.analysis.change import Changes
from geo.analysis.reports import ReportFilter
from geo.analysis.windows import Comparison, compare_windows
from geo.maps.change import (
    LINKED,
    PATTERNS,
    draw_difference,
    draw_patterns,
    draw_window,
    ratio_label,
)
from geo.maps.ground import Ground
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Difference, Level, Pattern
from tests.builders import day
from tests.maps.counted import make_counts

DRAWN = pd.Index(["51.07.01", "51.07.07", "51.08.01", "51.08.02"])
GROUND = Ground("g.json", "b.json", DRAWN, "Batas: x")
BEFORE = {"since": day("2024-11-23"), "until": day("2025-11-22")}
YEAR = ReportFilter(since=day("2025-11-01"), until=day("2026-10-31"))
RULES = Rules(enough_total=20, enough_units=2)


def changes(unit: Level | int = Level.KECAMATAN, **patterns: Pattern) -> Changes:
    """Four areas, all without a pattern but those named; three reports each in two of twelve."""
    words = {kode: patterns.get(f"k{kode.replace('.', '_')}", Pattern.NONE) for kode in DRAWN}
    n = len(DRAWN)
    table = pd.DataFrame(
        {
            "n_reports": [3, 40, 0, 12],
            "n_around": [43, 43, 12, 12],
            "n_hot": [2, 12, 0, 0],
            "has_neighbours": True,
            "trend_z": 0.0,
            "trend_p": 1.0,
            "pattern": [word.value for word in words.values()],
        },
        index=DRAWN,
    )
    months = tuple((m, m) for m in pd.period_range("2025-11", "2026-10", freq="M"))
    hot = np.zeros((n, 12), dtype=bool)
    tested = np.ones(12, dtype=bool)
    n_reports, methods = np.full(12, 5), ("exact",) * 12
    return Changes(
        YEAR, unit, 1, months, n_reports, tested, hot, table, is_sample=False, methods=methods
    )


def comparison(unit: Level | int = Level.KECAMATAN) -> Comparison:
    old = make_counts(unit, filter_=BEFORE, k51_07_01=2, k51_07_07=60, k51_08_01=20)
    new = make_counts(unit, k51_07_01=60, k51_07_07=10, k51_08_01=20, k51_08_02=1)
    return compare_windows(old, new, index=DRAWN, rules=RULES)


def classes_of(view: AreaView) -> list[str]:
    return [view.classes[value].label for value in view.values]


def test_each_area_has_the_class_of_its_pattern_in_the_order_of_the_file() -> None:
    use_language("en")
    found = changes(k51_07_07=Pattern.PERSISTENT, k51_08_02=Pattern.NEW)
    view = draw_patterns(found, GROUND, scope=LAPTOP)
    assert classes_of(view) == ["No pattern", "Persistent", "No pattern", "New concentration"]


def test_the_legend_has_every_pattern_with_its_number_of_areas_and_its_own_style() -> None:
    view = draw_patterns(changes(k51_07_07=Pattern.NEW), GROUND, scope=LAPTOP)
    own = dict(zip(PATTERNS, view.classes[1:], strict=True))
    assert set(own) == set(Pattern)
    assert (own[Pattern.NEW].count, own[Pattern.NONE].count) == ("1", "3")
    assert len({each.style for each in own.values()}) == len(Pattern)


def test_places_with_a_pattern_are_listed_first_with_their_periods() -> None:
    view = draw_patterns(changes(k51_07_07=Pattern.PERSISTENT), GROUND, scope=LAPTOP)
    assert next(iter(view.amounts.items())) == (1, "40 (12/12)")
    assert 2 not in view.amounts


def test_a_meeting_sees_patterns_and_no_small_count_or_period() -> None:
    use_language("en")
    view = draw_patterns(changes(k51_07_07=Pattern.NEW), GROUND, scope=MEETING)
    assert view.amounts[0] == "hidden (<5)"
    assert view.amounts[1] == "25\N{EN DASH}49"
    assert "in brackets" not in view.stamp


def test_a_meeting_sees_no_pattern_and_too_few_reports_as_one_class() -> None:
    use_language("en")
    found = changes(k51_07_07=Pattern.NEW, k51_08_01=Pattern.NOT_ENOUGH)
    assert classes_of(draw_patterns(found, GROUND, scope=LAPTOP))[2] == "Not enough data"
    shown = classes_of(draw_patterns(found, GROUND, scope=MEETING))
    assert shown[2] == shown[0] == "No pattern, or too few reports"


def test_of_cells_water_and_what_has_no_reports_is_not_drawn() -> None:
    cells = pd.Index([*DRAWN, "water"])
    ground = Ground("g.json", "b.json", cells, "Batas: x")
    view = draw_patterns(changes(unit=7), ground, scope=LAPTOP)
    assert view.cells
    assert view.values[-1] == 0
    assert view.classes[0].count == ""


def test_more_and_less_are_told_apart_with_both_numbers() -> None:
    use_language("en")
    view = draw_difference(comparison(), GROUND, scope=LAPTOP)
    assert classes_of(view)[:2] == ["More than before", "Less than before"]
    assert list(view.amounts.values())[:2] == ["2 → 60", "60 → 10"]
    counts = dict(zip(Difference, [each.count for each in view.classes[1:]], strict=True))
    assert (counts[Difference.NOT_DIFFERENT], counts[Difference.NOT_ENOUGH]) == ("1", "1")


def test_a_meeting_sees_ranges_of_both_windows() -> None:
    use_language("en")
    view = draw_difference(comparison(), GROUND, scope=MEETING)
    assert view.amounts[0] == "hidden (<5) → 50\N{EN DASH}99"


def test_the_maps_of_two_windows_have_equal_breaks_and_move_together() -> None:
    found = comparison()
    views = [
        draw_window(counts, GROUND, rules=RULES, scope=LAPTOP)
        for counts in (found.counts_before, found.counts_after)
    ]
    assert {view.linked for view in views} == {LINKED}
    labels = [[each.label for each in view.classes] for view in views]
    assert labels[0] == labels[1]
    assert views[0].title != views[1].title


def test_a_ratio_without_an_upper_end_is_at_least_its_lower() -> None:
    use_language("en")
    assert ratio_label(2.0, 1.25, 3.5) == "2.00 times (1.25\N{EN DASH}3.50)"
    assert ratio_label(math.inf, 1.25, math.inf) == "at least 1.25 times"
