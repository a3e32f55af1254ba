"""The map of concentrations: every area's class and amount, where the other reports went."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

from geo.analysis.reports import ReportCounts, Series
from geo.maps.reports import draw_reports
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Level
from tests.maps.counted import make_counts
from tests.maps.grounds import make_ground

DRAWN = pd.Index(["51.07.01", "51.07.07", "51.08.01", "51.08.02"])
NONE, FEW, LOW, MEDIUM, HIGH, HIGHEST = range(6)


def draw(counts: ReportCounts, **changes: Any) -> AreaView:
    ground = make_ground(DRAWN, changes)
    parts: dict[str, Any] = {
        "rules": Rules(),
        "scope": LAPTOP,
    }
    return draw_reports(counts, ground, **{**parts, **changes})


def test_each_area_has_the_class_of_its_count_in_the_order_of_the_file() -> None:
    counts = make_counts(k51_08_02=260, k51_08_01=4, k51_07_01=0, k51_07_07=12)
    assert draw(counts).values == [NONE, MEDIUM, FEW, HIGHEST]
    assert draw(counts, drawn=DRAWN[::-1]).values == [HIGHEST, FEW, MEDIUM, NONE]


def test_fewer_reports_than_the_rule_asks_for_are_not_enough_data() -> None:
    use_language("en")
    view = draw(make_counts(k51_08_01=7), rules=Rules(enough_reports=8))
    assert view.values[2] == FEW
    assert view.classes[FEW].label == "1\N{EN DASH}7: not enough data"


def test_the_legend_has_every_class_with_its_number_of_areas() -> None:
    classes = draw(make_counts(k51_08_01=5, k51_08_02=5)).classes
    assert [each.count for each in classes] == ["2", "0", "2", "0", "0", "0"]
    assert len({each.style for each in classes}) == 6


def test_amounts_are_said_of_areas_with_reports_the_largest_first() -> None:
    view = draw(make_counts(k51_08_01=7, k51_08_02=1200, k51_07_01=0))
    assert list(view.amounts.items()) == [(3, "1.200"), (2, "7")]


def test_a_meeting_sees_ranges_and_no_small_count() -> None:
    use_language("en")
    counts = make_counts(k51_07_01=1, k51_07_07=4, k51_08_01=5, k51_08_02=30, outside=3)
    view = draw(counts, scope=MEETING)
    assert view.amounts[0] == view.amounts[1] == "hidden (<5)"
    assert (view.amounts[2], view.amounts[3]) == ("5\N{EN DASH}9", "25\N{EN DASH}49")
    assert "outside the work area: hidden (<5)" in view.stamp


def test_a_rule_below_the_least_count_shows_a_meeting_no_more() -> None:
    view = draw(make_counts(k51_08_01=4), rules=Rules(enough_reports=3), scope=MEETING)
    assert view.values[2] == FEW


def test_the_stamp_says_the_period_and_where_the_other_reports_went() -> None:
    use_language("en")
    stamp = draw(make_counts(k51_08_01=90, outside=4, missing=6, coarser=2)).stamp
    assert "23 November 2025 to 22 November 2026" in stamp
    assert "90 of 100 reports are on the map" in stamp
    assert "outside the work area: 4; without location: 4" in stamp
    assert "only to a wider area: 2" in stamp


def test_an_area_with_reports_and_without_a_polygon_is_said_to_be_missing() -> None:
    use_language("en")
    counts = make_counts(k51_08_01=9, k51_08_99=9, k51_08_98=0)
    assert "1 area without a polygon" in draw(counts).stamp
    assert "without a polygon" not in draw(counts, drawn=DRAWN.append(pd.Index(["51.08.99"]))).stamp


@pytest.mark.parametrize(("is_sample", "stamp"), [(True, "DATA CONTOH (sample data)"), (False, "")])
def test_a_map_of_invented_reports_is_stamped(is_sample: bool, stamp: str) -> None:
    use_language("en")
    assert draw(make_counts(k51_08_01=9, is_sample=is_sample)).sample == stamp


def test_cells_are_drawn_as_cells_and_empty_ones_are_not_counted() -> None:
    cells = pd.Index(["878d8a000ffffff", "878d8a001ffffff"])
    counts = dataclasses.replace(make_counts(7), counts=pd.Series([12], index=cells[1:]))
    view = draw(counts, drawn=cells, lines="k.json")
    assert view.cells
    assert view.values == [NONE, MEDIUM]
    assert view.classes[NONE].count == ""
    assert view.lines == "k.json"
    assert not draw(make_counts(Level.DESA)).cells


def test_what_officers_found_is_named_apart() -> None:
    use_language("en")
    view = draw(make_counts(Level.DESA, filter_={"series": Series.FOUND}))
    assert view.title == "Found by officers, Desa/kelurahan"
    assert view.amount_title == "Found by officers"
    assert "findings of officers are on the map" in view.stamp


def test_a_map_of_cells_says_how_large_they_are() -> None:
    use_language("en")
    titles = [draw(make_counts(size)).title.split("about ")[1] for size in (5, 6, 7, 8)]
    assert titles == ["253 km²", "36 km²", "5 km²", "0.7 km²"]
