"""The page that says how to read the maps of concentrations: the numbers in force, no data."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geo.maps.hotspots import ORDER, map_class_label
from geo.store.rules import Rules
from geo.text import use_language
from geo.theme import class_style, css_fill
from tests.builders import write_facts
from tests.markup import Seen, elements
from tests.views.reading import component, faults, notices, open_page, panel, said, widgets
from tests.views.recorded import ON

HERE = {"lang": "en", "office": "bali", "date": ON}
SVG = "data:image/svg+xml;base64,"


def drawn(tag: str) -> list[Seen]:
    """Elements of one kind on the page."""
    app = open_page("cara-membaca", **HERE)
    assert faults(app) == []
    return [
        element
        for each in app.get("html")
        for element in elements(each.proto.body)
        if element.tag == tag
    ]


def test_every_class_of_the_map_is_explained_with_its_fill(dashboard: Path) -> None:
    told = panel(open_page("cara-membaca", **HERE), "The classes of the map")
    use_language("en")
    assert told[::2] == [map_class_label(word) for word in ORDER]
    assert all(len(text) > 40 for text in told[1::2])
    fills = [element.attributes.get("style", "") for element in drawn("i")]
    for word in ORDER:
        assert any(css_fill(class_style("hotspot", word)) in fill for fill in fills)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Stable", ["at least 66 of 100"]),
        ("Not enough data is an answer", ["Below 60 reports", "or 5 in a place"]),
        ("The classes of the map", ["at most about 10 in 100", "p up to 5 %"]),
    ],
)
def test_the_numbers_in_force_are_said(dashboard: Path, title: str, numbers: list[str]) -> None:
    told = " ".join(panel(open_page("cara-membaca", **HERE), title))
    assert [number for number in numbers if number not in told] == []


def test_a_rule_that_changes_is_said_as_it_is_then(dashboard: Path) -> None:
    values = asdict(Rules()) | {"stable_percent": 80, "enough_total": 90}
    rows = [f"{rule},{value},unit,daftar,," for rule, value in values.items()]
    write_facts(dashboard, rules=rows)
    page = said(open_page("cara-membaca", **HERE))
    assert "at least 80 of 100" in page
    assert "Below 90 reports" in page


def test_each_picture_is_a_drawing_of_ours_that_says_nothing_by_itself(dashboard: Path) -> None:
    pictures = [each for each in drawn("img") if each.attributes.get("class") == "pp-picture"]
    assert len(pictures) == 7
    for each in pictures:
        assert each.attributes["alt"] == ""
        assert each.attributes["src"].startswith(SVG)
        drawing = ElementTree.fromstring(b64decode(each.attributes["src"].removeprefix(SVG)))
        assert len(drawing) > 3
        assert not [part for part in drawing.iter() if part.tag.endswith(("text", "script"))]


def test_it_says_in_both_languages_what_the_maps_do_not_say(dashboard: Path) -> None:
    page = said(open_page("cara-membaca", **HERE))
    assert "They speak of places and of reporting, never of people." in page
    page = said(open_page("cara-membaca", **{**HERE, "lang": "id"}))
    assert "Cara membaca peta konsentrasi" in page
    assert "people" not in page


def test_it_shows_no_data_and_so_no_stamp_and_no_map(sampled: Path) -> None:
    app = open_page("cara-membaca", **HERE)
    assert "SAMPLE DATA" not in said(app).upper()
    with pytest.raises(ValueError, match="not enough values"):
        component(app, "area_map")


def test_in_a_meeting_it_can_be_shown_too(recorded: Path) -> None:
    app = open_page("cara-membaca", **HERE, mode="rapat")
    assert faults(app) == notices(app, "info") == []
    assert widgets(app) == ["button"]
    assert "The classes of the map" in said(app)
