"""The map of a form: a click chooses a spot or an area, and a pin shows which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from geo.maps.assets import area_map_script
from geo.maps.pick import draw_pick
from geo.maps.view import AreaView, view_message
from geo.text import use_language
from geo.words import Level
from tests.maps.grounds import make_ground

DESA = pd.Index(["51.08.01.2001", "51.08.01.2002", "51.08.02.2001"])
FILES = {"geometry": "desa-0123456789abcdef.json", "base": "base-0123456789abcdef.json"}


def draw(**changes: Any) -> AreaView:
    parts = {**FILES, **changes}
    return draw_pick(Level.DESA, make_ground(DESA, parts), **parts)


def test_all_areas_are_drawn_alike_and_say_no_figure() -> None:
    view = draw()
    assert list(view.values) == [0, 0, 0]
    assert len(view.classes) == 1
    assert (view.amounts, view.bubbles) == ({}, ())


def test_the_spot_chosen_goes_along_for_the_pin(assets: Path) -> None:
    message = json.loads(json.dumps(view_message(draw(point=True, at=(-8.295, 115.005)))))
    assert (message["pick"]["point"], message["pick"]["at"]) == (True, [-8.295, 115.005])


def test_without_a_choice_there_is_no_pin(assets: Path) -> None:
    message = view_message(draw())
    assert (message["pick"]["point"], message["pick"]["at"]) == (False, None)
    assert message["selected"] is None


def test_the_area_chosen_is_marked_if_it_is_drawn(assets: Path) -> None:
    assert view_message(draw(selected="51.08.02.2001"))["selected"] == "51.08.02.2001"
    assert view_message(draw(selected="51.08.02"))["selected"] is None


def test_the_map_begins_where_it_is_told_to(assets: Path) -> None:
    assert view_message(draw(focus="51.08.02"))["focus"] == "51.08.02"
    assert "focus" not in view_message(draw())


def test_a_map_that_no_form_asks_for_has_no_pick(assets: Path) -> None:
    view = draw()
    other = AreaView(
        title="", stamp="", credit="", classes=view.classes, values=[0], base="b", geometry="g"
    )
    assert "pick" not in view_message(other)


def test_the_map_says_in_the_language_of_the_reader_what_a_click_does(assets: Path) -> None:
    use_language("en")
    spot, area = (view_message(draw(point=point))["pick"]["label"] for point in (True, False))
    assert spot != area
    assert "keyboard" in spot


def test_the_script_of_the_map_knows_how_to_choose_a_spot() -> None:
    assert "function pickAt(" in area_map_script()
