"""The map of a profile: one area in its surroundings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.maps.profile import draw_profile
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP
from geo.words import Level
from tests.maps.counted import make_counts
from tests.maps.grounds import make_ground

DRAWN = pd.Index(["51.08.01.2001", "51.08.01.2002", "51.08.02.2001"])


def draw(kode: str, **changes: Any) -> AreaView:
    counts = make_counts(Level.DESA, k51_08_01_2001=12)
    ground = make_ground(DRAWN, {"lines": "k.json"})
    parts: dict[str, Any] = {
        "rules": Rules(),
        "scope": LAPTOP,
    }
    return draw_profile(kode, counts, ground, **{**parts, **changes})


def test_a_kecamatan_is_what_the_map_begins_with_and_its_outline_is_marked() -> None:
    view = draw("51.08.01")
    assert (view.focus, view.selected, view.lines) == ("51.08.01", None, "k.json")


def test_a_desa_is_chosen_as_well() -> None:
    view = draw("51.08.01.2002")
    assert (view.focus, view.selected) == ("51.08.01.2002", "51.08.01.2002")


def test_all_desa_around_it_are_filled_by_their_reports() -> None:
    assert draw("51.08.02").values == [3, 0, 0]
