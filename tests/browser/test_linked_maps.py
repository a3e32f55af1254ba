"""Two maps side by side: moving one moves the other, and nothing asks a foreign host."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo.exports.saved_map import saved_map
from geo.maps.assets import read_asset
from geo.maps.files import areas_file, base_file_of
from geo.maps.view import AreaView, MapClass, view_message
from geo.store.facts import read_facts
from geo.theme import class_style
from geo.words import Level
from tests.browser.conftest import Watched
from tests.exports.made import taken_of

pytestmark = [pytest.mark.browser, pytest.mark.real]

SECOND = """async (message) => {
    const root = document.createElement('div');
    root.className = 'peta';
    document.body.append(root);
    await window.showMap(root, message, () => {});
}"""
"""Puts another map on the page of a saved one."""


def linked_view(name: str) -> AreaView:
    facts = read_facts()
    office = facts.offices["singaraja"]
    return AreaView(
        title="Laporan",
        stamp="2026",
        credit="Batas",
        classes=[MapClass("ada", "22", class_style("pick", "area"))],
        values=[0] * 22,
        geometry=areas_file(office.kabupaten, Level.KECAMATAN),
        base=base_file_of(office, facts.places),
        linked=name,
    )


def open_pair(watched: Watched, tmp_path: Path, *names: str) -> Page:
    """Two maps on one page without a network, each linked by its own name."""
    first, second = (linked_view(name) for name in names)
    text = saved_map(taken_of(first)).replace("const view =", "window.showMap = show; const view =")
    file = tmp_path / "pair.html"
    file.write_text(text, encoding="utf-8")
    watched.page.context.set_offline(True)
    watched.page.goto(file.as_uri())
    watched.page.locator(".peta[data-drawn]").wait_for(timeout=15_000)
    inline = {part: json.loads(read_asset(name)) for part, name in second.files.items()}
    watched.page.evaluate(SECOND, view_message(second, inline=inline))
    assert watched.page.locator(".peta[data-drawn]").count() == 2
    return watched.page


def seen(page: Page) -> list[list[int]]:
    """Where each map draws its first area and how large, in whole pixels of its own."""
    found: list[list[int]] = page.evaluate(
        """() => [...document.querySelectorAll('.peta-map')].map(map => {
            const own = map.getBoundingClientRect();
            const box = map.querySelector('path.peta-area').getBoundingClientRect();
            return [box.x - own.x, box.y - own.y, box.width, box.height].map(Math.round);
        })"""
    )
    return found


def agree(first: list[int], second: list[int]) -> bool:
    """Whether two maps show the same, but for a pixel of rounding."""
    return all(abs(a - b) <= 2 for a, b in zip(first, second, strict=True))


def drag(page: Page, which: int) -> None:
    """Pull a map to the left by hand."""
    stage = page.locator(".peta-map").nth(which)
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y - 30, steps=6)
    page.wait_for_timeout(300)  # at rest before it is let go, so that it does not glide on
    page.mouse.up()
    page.wait_for_timeout(500)


@pytest.mark.parametrize("leader", [0, 1])
def test_moving_one_of_two_linked_maps_moves_the_other(
    watched: Watched, tmp_path: Path, leader: int
) -> None:
    page = open_pair(watched, tmp_path, "windows", "windows")
    before = seen(page)
    drag(page, leader)
    first, second = seen(page)
    assert agree(first, second)
    assert first[0] < before[0][0] - 50


def test_zooming_and_going_home_are_followed_too(watched: Watched, tmp_path: Path) -> None:
    page = open_pair(watched, tmp_path, "windows", "windows")
    home = seen(page)
    page.locator(".leaflet-control-zoom-in").first.click()
    page.wait_for_timeout(600)
    first, second = seen(page)
    assert agree(first, second)
    assert first[2] > 1.2 * home[0][2]
    page.locator(".peta-tools").last.locator("button").first.click()
    page.wait_for_timeout(300)
    assert all(agree(*pair) for pair in zip(seen(page), home, strict=True))


def test_maps_that_are_not_linked_stay_where_they_are(watched: Watched, tmp_path: Path) -> None:
    page = open_pair(watched, tmp_path, "windows", "")
    before = seen(page)
    drag(page, 0)
    after = seen(page)
    assert after[0] != before[0]
    assert after[1] == before[1]
