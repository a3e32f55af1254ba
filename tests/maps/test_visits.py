"""The map of visits: months since the last one, and desa without any."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.maps.view import AreaView
from geo.maps.visits import draw_visits
from geo.store.rules import Rules
from geo.text import use_language
from tests.builders import day
from tests.maps.grounds import make_ground

DRAWN = pd.Index([f"51.08.01.200{n}" for n in range(1, 7)])
RECENT, YEAR, OLDER, NEVER = range(4)


def draw(months: list[float], **changes: Any) -> AreaView:
    visits = pd.DataFrame({"months_since": months}, index=DRAWN[: len(months)])
    ground = make_ground(DRAWN, changes)
    parts: dict[str, Any] = {
        "on": day("2026-11-22"),
        "rules": Rules(),
    }
    return draw_visits(visits, ground, **{**parts, **changes})


def test_each_desa_has_the_class_of_the_months_since_its_last_visit() -> None:
    view = draw([0, 6, 7, 12, 13, np.nan])
    assert view.values == [RECENT, RECENT, YEAR, YEAR, OLDER, NEVER]
    assert [each.count for each in view.classes] == ["2", "2", "1", "1"]


def test_the_rule_sets_how_long_a_visit_holds() -> None:
    use_language("en")
    view = draw([3, 4, 8, 9], rules=Rules(visit_months=8))
    assert view.values[:4] == [RECENT, RECENT, YEAR, OLDER]
    assert [each.label for each in view.classes][:2] == ["Within 4 months", "5 to 8 months ago"]


def test_a_desa_of_which_nothing_is_recorded_has_no_months() -> None:
    view = draw([3])
    assert view.values == [RECENT, *[NEVER] * 5]
    assert list(view.amounts) == [0]
    assert view.amounts[0].startswith("3 ")


def test_a_desa_without_a_polygon_is_said_to_be_missing() -> None:
    use_language("en")
    view = draw([3, 3], drawn=DRAWN[:1])
    assert view.stamp == "Data as of 22 November 2026 · 1 area without a polygon"


def test_invented_visits_stamp_the_map() -> None:
    assert draw([3]).sample == ""
    assert draw([3], is_sample=True).sample != ""
