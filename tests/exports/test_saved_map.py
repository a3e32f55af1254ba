"""A saved map opens without a network: nothing outside is named, nothing in it can run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.exports.saved_map import NOTHING_FROM_OUTSIDE, saved_map, script_json
from geo.exports.taken import Taken
from geo.maps.assets import extract_assets, map_assets
from geo.maps.geometry import area_geometry, write_geometry
from geo.maps.view import AreaView, BubbleClass, MapClass
from geo.text import use_language
from geo.theme import status_style
from geo.words import TeamStatus
from tests.builders import day, make_kabupaten, make_kecamatan, make_office
from tests.hostile import EVALUATED, TEXTS
from tests.markup import Seen, elements
from tests.small_home import build_assets

LOADING = {"src", "href", "srcset", "action", "data", "poster", "background", "xlink:href"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    map_assets.cache_clear()
    build_assets()
    yield tmp_path
    map_assets.cache_clear()


def make_page(*, text: str = "Gerokgak", heading: str = "52 dari 77", note: str = "Kanim") -> str:
    """A saved map of two kecamatan, in which `text` stands wherever data may."""
    areas = make_kecamatan("51.08.01", "51.08.02")
    areas["nama"] = text
    geometry = area_geometry(areas, make_kabupaten(areas))
    base = {"places": [{"nama": text, "at": [0, 0]}], "land": []}
    view = AreaView(
        title=text,
        stamp=text,
        credit=text,
        classes=[MapClass(text, text, status_style(TeamStatus.FORMED))],
        values=[0, 0],
        geometry=write_geometry("kecamatan", geometry),
        base=write_geometry("base", base),
        amounts={1: text},
        amount_title=text,
        bubbles=[0, 1],
        bubble_classes=[BubbleClass(text, 5, count=text)],
        bubble_title=text,
        sample=text,
        lines=write_geometry("kecamatan", geometry),
    )
    taken = Taken(
        topic=text,
        heading=heading,
        office=replace(make_office("51.08"), name=note),
        as_of=day("2026-11-22"),
        notes=[text],
        sources=[text],
        stamp=text,
        view=view,
        areas=areas,
        outline=make_kabupaten(areas),
        tables=[],
    )
    return saved_map(taken)


def data_of(page: list[Seen]) -> dict[str, Any]:
    (view,) = [each for each in page if each.attributes.get("id") == "view"]
    assert view.attributes["type"] == "application/json"
    message: dict[str, Any] = json.loads(view.text)
    return message


def outside(page: list[Seen]) -> list[str]:
    """Addresses beyond the file that a browser would load, follow or send to."""
    found = [
        f"{each.tag} {name}={value}"
        for each in page
        for name, value in each.attributes.items()
        if name in LOADING and not value.startswith(("data:", "#"))
    ]
    styles = "".join(each.text for each in page if each.tag == "style")
    return found + re.findall(r"url\(['\"]?(?!data:|#)[^)]*\)|@import[^;]*", styles)


def tags(page: list[Seen]) -> list[str]:
    return [each.tag for each in page]


def test_a_saved_map_loads_nothing_beside_itself(home: Path) -> None:
    page = elements(make_page())
    assert outside(page) == []
    assert {"link", "base", "iframe", "object", "embed", "img"}.isdisjoint(tags(page))


def test_a_saved_map_forbids_the_browser_every_request_before_anything_runs(home: Path) -> None:
    page = elements(make_page())
    (policy,) = [
        each for each in page if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.attributes["content"] == NOTHING_FROM_OUTSIDE
    assert NOTHING_FROM_OUTSIDE.startswith("default-src 'none'; ")
    assert not re.search(r"http|\*|connect-src|frame-src", NOTHING_FROM_OUTSIDE)
    assert page.index(policy) < tags(page).index("style") < tags(page).index("script")


def test_the_map_and_its_data_lie_in_the_file(home: Path) -> None:
    data = data_of(elements(make_page()))
    assert data["values"] == "00"
    assert data["tiles"] is None
    assert [area["kode"] for area in data["geometry"]["areas"]] == ["51.08.01", "51.08.02"]
    assert data["lines"] == data["geometry"]
    assert (data["amounts"], data["sample"]) == ([[1], ["Gerokgak"]], "Gerokgak")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_saved_map_says_its_language_and_heading(home: Path, language: str) -> None:
    use_language(language)
    page = elements(make_page())
    assert page[tags(page).index("html")].attributes == {"lang": language}
    assert page[tags(page).index("h1")].text == "52 dari 77"


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_from_data_becomes_code_or_markup_of_the_file(home: Path, text: str) -> None:
    html = make_page(text=text, heading=text, note=text)
    page = elements(html)
    assert tags(page) == tags(elements(make_page()))
    assert not [value for value in EVALUATED if value in html]
    assert data_of(page)["title"] == text
    assert data_of(page)["geometry"]["areas"][0]["nama"] == text
    assert data_of(page)["amounts"] == [[1], [text]]
    assert page[tags(page).index("h1")].text == text


@pytest.mark.parametrize("text", [*TEXTS, "</SCRIPT >", "<!--<script>", "]]>", "\u2029"])
def test_json_cannot_end_the_script_it_stands_in(text: str) -> None:
    written = script_json({"nama": text, text: 1})
    assert json.loads(written) == {"nama": text, text: 1}
    assert not re.search("[<\u2028\u2029]", written)


@pytest.mark.real
def test_a_saved_map_with_the_real_packages_loads_nothing_beside_itself(home: Path) -> None:
    extract_assets()
    map_assets.cache_clear()
    page = elements(make_page())
    assert outside(page) == []
    assert tags(page).count("script") == 4
    assert "sourceMappingURL" not in "".join(each.text for each in page)
