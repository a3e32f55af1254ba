"""Bubbles, cells and the stamp of a sample on a saved map, as a browser draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from geo.analysis.amounts import breaks_of, count_classes
from geo.exports.saved_map import saved_map
from geo.maps.files import areas_file, base_file_of, cells_file, kode_in
from geo.maps.reports import report_classes, shown_amounts
from geo.maps.view import AreaView, BubbleClass
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.words import Level
from tests.browser.conftest import watching
from tests.exports.made import taken_of
from tests.hostile import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.real]

STAMP = "DATA CONTOH"
SIZES = [BubbleClass("1 sampai 4", 4, few=True), BubbleClass("5+", 9), BubbleClass("50+", 15)]
BREAKS = breaks_of(Level.DESA, enough=5)


@dataclass(frozen=True)
class Files:
    """Files of the work area of Singaraja."""

    kecamatan: str
    cells: str
    base: str

    def view(self, numbers: list[int], **changes: Any) -> AreaView:
        """A map of kecamatan with so many reports each."""
        values = count_classes(numbers, BREAKS)
        parts: dict[str, Any] = {
            "classes": report_classes(values, BREAKS, cells=bool(changes.get("cells"))),
            "values": values.tolist(),
            "amounts": shown_amounts(np.array(numbers), LAPTOP),
            "amount_title": "Laporan",
            "geometry": self.kecamatan,
            "sample": STAMP,
        }
        texts = {"title": "Laporan", "stamp": "2026", "credit": "Batas"}
        return AreaView(**{"base": self.base, **texts, **parts, **changes})


@pytest.fixture(scope="module")
def files() -> Files:
    facts = read_facts()
    office = facts.offices["singaraja"]
    return Files(
        areas_file(office.kabupaten, Level.KECAMATAN),
        cells_file(office.kabupaten, 7, shore_m=1000),
        base_file_of(office, facts.places),
    )


Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a view as a saved map without a network; at the end nothing was asked or failed."""
    with watching(chromium) as stick:
        asked: list[str] = []
        stick.page.on("request", lambda request: asked.append(request.url))
        stick.page.context.set_offline(True)

        def open_view(view: AreaView, *, width: int = 1366, height: int = 768) -> Page:
            file = tmp_path / "map.html"
            file.write_text(saved_map(taken_of(view)), encoding="utf-8")
            stick.page.set_viewport_size({"width": width, "height": height})
            stick.page.goto(file.as_uri())
            stick.page.locator(".peta[data-drawn]").wait_for(timeout=15_000)
            return stick.page

        yield open_view
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert (stick.foreign, stick.faults) == ([], [])


def cell_counts(files: Files) -> pd.Series:
    """A report in every third cell, two in the next and so on up to 60."""
    cells = kode_in(files.cells)
    return pd.Series([n % 60 if n % 3 == 0 else 0 for n in range(len(cells))], index=cells)


def cell_view(files: Files, **changes: Any) -> AreaView:
    numbers = cell_counts(files).to_list()
    parts = {"geometry": files.cells, "cells": True, "lines": files.kecamatan}
    return files.view(numbers, **{**parts, **changes})


def amounts(page: Page) -> list[int]:
    texts = page.locator(".peta-list .peta-amount").all_text_contents()
    return [int(text) for text in texts if text]


def move_in(page: Page) -> None:
    """Zoom in and let the map come to rest."""
    for _step in range(4):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(500)


def test_each_area_with_reports_has_one_bubble_and_few_are_hollow(
    opened: Opener, files: Files
) -> None:
    sizes = [1, 2, 3, *[0] * 18, 1]
    page = opened(files.view([0] * 22, bubbles=sizes, bubble_classes=SIZES, bubble_title="Laporan"))
    assert page.locator(".peta-map path.peta-bubble").count() == 4
    assert page.locator(".peta-map path.peta-few").count() == 2
    assert page.locator(".peta-legend circle.peta-bubble").count() == 3
    assert page.locator("path.peta-area").count() == 22


def test_a_bubble_says_its_area_and_amount_and_chooses_it(opened: Opener, files: Files) -> None:
    page = opened(files.view([7] * 22, bubbles=[2] * 22, bubble_classes=SIZES))
    bubble = page.locator("path.peta-bubble").nth(4)
    bubble.hover()
    expect(page.locator(".leaflet-tooltip")).to_contain_text("Laporan: 7")
    named = page.locator(".leaflet-tooltip b").text_content()
    bubble.click()
    expect(page.locator(".peta-list button[aria-pressed=true] .peta-label")).to_have_text(
        str(named)
    )


def test_the_list_says_amounts_beside_the_names(opened: Opener, files: Files) -> None:
    page = opened(files.view([12, *[0] * 20, 1234]))
    buttons = page.locator(".peta-list button")
    assert buttons.count() == 22
    shown = page.locator(".peta-list .peta-amount").all_text_contents()
    assert sorted(shown) == [*[""] * 20, "1.234", "12"]


def test_only_cells_with_reports_are_drawn_and_listed_largest_first(
    opened: Opener, files: Files
) -> None:
    page = opened(cell_view(files))
    n_filled = int((cell_counts(files) > 0).sum())
    assert page.locator("path.peta-area").count() == n_filled
    shown = amounts(page)
    assert shown == sorted(cell_counts(files), reverse=True)[: len(shown)]
    expect(page.locator(".peta-note")).to_have_text(f"+ {n_filled - len(shown)}")


def test_after_moving_only_the_cells_in_view_are_drawn_and_home_brings_all_back(
    opened: Opener, files: Files
) -> None:
    page = opened(cell_view(files))
    whole = page.locator("path.peta-area").count()
    first = page.locator(".peta-list button").first.text_content()
    move_in(page)
    fewer = page.locator("path.peta-area").count()
    assert 0 < fewer < whole / 2
    assert page.locator(".peta-list button").count() == min(fewer, 200)
    assert amounts(page) == sorted(amounts(page), reverse=True)
    assert beyond_the_map(page) == 0
    page.locator(".peta-tools button").first.click()
    page.wait_for_timeout(300)
    assert page.locator("path.peta-area").count() == whole
    assert page.locator(".peta-list button").first.text_content() == first


def beyond_the_map(page: Page) -> int:
    """Cells drawn that do not touch what is seen of the map."""
    return int(
        page.evaluate(
            """() => {
                const map = document.querySelector('.peta-map').getBoundingClientRect();
                return [...document.querySelectorAll('path.peta-area')].filter((path) => {
                    const box = path.getBoundingClientRect();
                    return box.right < map.left - 1 || box.left > map.right + 1
                        || box.bottom < map.top - 1 || box.top > map.bottom + 1;
                }).length;
            }"""
        )
    )


def test_a_cell_is_chosen_in_the_list_by_keyboard_and_marked_on_the_map(
    opened: Opener, files: Files
) -> None:
    page = opened(cell_view(files))
    before = page.locator(".leaflet-pane path:not(.peta-area)").count()
    page.locator(".peta-find").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".peta-list button").first).to_have_attribute("aria-pressed", "true")
    assert page.locator(".leaflet-pane path:not(.peta-area)").count() == before + 2


def test_where_no_cell_has_reports_the_list_says_so(opened: Opener, files: Files) -> None:
    page = opened(files.view([0] * len(kode_in(files.cells)), geometry=files.cells, cells=True))
    assert page.locator("path.peta-area").count() == 0
    assert page.locator(".peta-list .peta-note").inner_text()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_stamp_of_a_sample_stands_over_the_map_and_catches_no_click(
    opened: Opener, files: Files, width: int, height: int
) -> None:
    page = opened(files.view([7] * 22), width=width, height=height)
    badge = page.locator(".peta-sample")
    expect(badge).to_be_visible()
    expect(badge).to_have_text(STAMP)
    expect(page.locator(".peta-legend")).to_contain_text(STAMP)
    box = badge.bounding_box()
    assert box is not None
    hit = "([x, y]) => document.elementFromPoint(x, y).closest('.peta-map') !== null"
    assert page.evaluate(hit, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])


def test_a_map_of_real_data_has_no_stamp(opened: Opener, files: Files) -> None:
    page = opened(files.view([7] * 22, sample=""))
    expect(page.locator(".peta-sample")).to_be_hidden()


def test_a_profile_begins_at_its_area(opened: Opener, files: Files) -> None:
    kode = str(kode_in(files.kecamatan)[3])
    page = opened(files.view([7] * 22, focus=kode, lines=files.kecamatan))
    box, whole = page.locator("path.peta-area").nth(3).bounding_box(), page.locator(".peta-map")
    seen = whole.bounding_box()
    assert box is not None
    assert seen is not None
    assert max(box["width"] / seen["width"], box["height"] / seen["height"]) > 0.4
    assert abs(box["x"] + box["width"] / 2 - seen["x"] - seen["width"] / 2) < 5


def test_hostile_text_in_amounts_bubbles_and_stamp_is_shown_and_never_run(
    opened: Opener, files: Files
) -> None:
    for text in TEXTS:
        view = files.view(
            [7] * 22,
            amounts=dict.fromkeys(range(22), text),
            amount_title=text,
            bubbles=[1] * 22,
            bubble_classes=[BubbleClass(text, 9, count=text)],
            bubble_title=text,
            sample=text,
        )
        page = opened(view)
        page.locator("path.peta-bubble").first.dispatch_event("mouseover")
        assert page.locator(".peta-sample").text_content() == text
        assert page.locator(".peta-amount").first.text_content() == text
        assert page.locator(".leaflet-tooltip").count() == 1
        assert page.evaluate("window.ran") is None
        assert page.locator(".peta-list").is_visible()
