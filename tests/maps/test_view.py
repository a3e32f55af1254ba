"""What a page sends to a map: one character an area, never geometry, never markup."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from geo.maps.assets import area_map_script
from geo.maps.view import MOST_AREAS, AreaView, BubbleClass, MapClass, view_message
from geo.text import use_language
from geo.theme import status_style
from geo.words import TeamStatus
from tests.hostile import TEXTS

CLASSES = [MapClass(status.value, "1.234", status_style(status)) for status in TeamStatus]
CREDIT = "Batas: wilayah_boundaries (Cahya DSN, MIT) · Register: idn-area-data 4.0.1 (ODbL)"
MOST_BYTES = 4_000


def make_view(values: list[int], **changes: Any) -> AreaView:
    """A map of areas of these classes."""
    parts: dict[str, Any] = {
        "title": "Status pembentukan, Kecamatan",
        "stamp": "Data per tanggal 25 Maret 2019",
        "credit": CREDIT,
        "classes": CLASSES,
        "geometry": "kecamatan-0123456789abcdef.json",
        "base": "base-0123456789abcdef.json",
    }
    return AreaView(**{**parts, "values": values, **changes})


def size(message: dict[str, Any]) -> int:
    return len(json.dumps(message, ensure_ascii=False).encode())


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_view_of_77_areas_is_sent_in_less_than_4_kb(assets: Path, language: str) -> None:
    use_language(language)
    assert size(view_message(make_view([4] * 77))) < MOST_BYTES


def test_a_view_grows_by_one_byte_an_area(assets: Path) -> None:
    small, large = (size(view_message(make_view([0] * n))) for n in (77, 277))
    assert large - small == 200


def test_a_view_names_its_geometry_and_does_not_carry_it(assets: Path) -> None:
    message = view_message(make_view([0, 4, 5]))
    assert message["geometry"] == "/aset/kecamatan-0123456789abcdef.json"
    assert message["base"] == "/aset/base-0123456789abcdef.json"
    assert not {"areas", "parts", "coordinates", "features"} & set(message)
    assert message["values"] == "045"


def test_a_class_is_sent_with_its_label_count_and_style(assets: Path) -> None:
    first = view_message(make_view([0]))["classes"][0]
    assert (first["label"], first["count"]) == ("belum diketahui", "1.234")
    assert set(first) == {"label", "count", "fill", "ink", "border", "pattern"}


def test_a_chosen_area_goes_along(assets: Path) -> None:
    assert view_message(make_view([0], selected="51.08.01"))["selected"] == "51.08.01"
    assert view_message(make_view([0]))["selected"] is None


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text_is_sent_as_it_is_and_drawn_as_text(assets: Path, text: str) -> None:
    message = json.loads(json.dumps(view_message(make_view([0], title=text, credit=text))))
    assert (message["title"], message["credit"]) == (text, text)


def test_every_word_of_the_map_comes_in_the_language_of_the_reader(assets: Path) -> None:
    indonesian = view_message(make_view([0]))["words"]
    use_language("en")
    english = view_message(make_view([0]))["words"]
    assert set(indonesian) == set(english)
    same = {name for name in english if english[name] == indonesian[name]}
    assert same == set()
    assert all(indonesian.values())


def test_every_word_that_the_map_asks_for_is_sent(assets: Path) -> None:
    asked = set(re.findall(r"\bwords\.(\w+)", area_map_script()))
    assert asked
    assert asked <= set(view_message(make_view([0]))["words"])


def test_online_tiles_are_offered_by_the_page_alone(assets: Path) -> None:
    view = make_view([0])
    assert view_message(view)["tiles"]["url"].startswith("https://")
    assert view_message(view, inline={"geometry": {}, "base": {}})["tiles"] is None


def test_7000_areas_can_be_drawn_and_no_more() -> None:
    make_view([0] * MOST_AREAS)
    with pytest.raises(ValueError, match="7001 areas are more than a map can draw"):
        make_view([0] * (MOST_AREAS + 1))


@pytest.mark.parametrize("value", [-1, len(CLASSES)])
def test_a_class_that_the_legend_does_not_have_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="an area has a class that the legend does not"):
        make_view([0, value])


SIZES = [BubbleClass("1", 4, few=True, count="2"), BubbleClass("5", 8)]
ADDITIONS = {
    *("amounts", "amountTitle", "bubbles", "bubbleClasses", "bubbleTitle"),
    *("sample", "cells", "lines", "focus"),
}


def test_what_a_view_does_not_have_is_not_sent(assets: Path) -> None:
    assert not ADDITIONS & set(view_message(make_view([0] * 77)))


def test_bubbles_are_one_character_an_area_with_their_sizes(assets: Path) -> None:
    view = make_view([0, 0, 0], bubbles=[0, 2, 1], bubble_classes=SIZES, bubble_title="Laporan")
    message = view_message(view)
    assert message["bubbles"] == "021"
    assert message["bubbleClasses"][0] == {"label": "1", "radius": 4, "few": True, "count": "2"}
    assert message["bubbleTitle"] == "Laporan"


def test_amounts_are_sent_of_areas_that_have_one_in_their_order(assets: Path) -> None:
    view = make_view([0] * 300, amounts={299: "40", 7: "3"}, amount_title="Laporan")
    assert view_message(view)["amounts"] == [[299, 7], ["40", "3"]]
    assert size(view_message(view)) - size(view_message(make_view([0] * 300))) < 80


def test_outlines_are_fetched_like_the_geometry(assets: Path) -> None:
    view = make_view([0], lines="kecamatan-0123456789abcdef.json")
    assert view_message(view)["lines"] == "/aset/kecamatan-0123456789abcdef.json"
    assert view_message(view, inline={part: {} for part in view.files})["lines"] == {}
    assert set(view.files) == {"geometry", "base", "lines"}
    assert set(make_view([0]).files) == {"geometry", "base"}


def test_a_map_of_cells_says_how_its_list_is_called_and_a_sample_is_stamped(assets: Path) -> None:
    message = view_message(make_view([0], cells=True, sample="DATA CONTOH", focus="51.08.01"))
    assert set(message["cells"]) == {"list", "none"}
    assert (message["sample"], message["focus"]) == ("DATA CONTOH", "51.08.01")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"bubbles": [3, 0], "bubble_classes": SIZES}, "a bubble has a size that the legend"),
        ({"bubbles": [1], "bubble_classes": SIZES}, "1 bubbles for 2 areas"),
        ({"amounts": {2: "4"}}, "an amount belongs to no area"),
        ({"amounts": {-1: "4"}}, "an amount belongs to no area"),
    ],
)
def test_an_addition_that_fits_no_area_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make_view([0, 0], **wrong)
