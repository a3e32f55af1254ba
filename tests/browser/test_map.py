"""The map in a browser: it stays where it is, is reached by keyboard, asks nobody, goes along."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, drawn, settled, watching
from tests.browser.reader import KAPUAS, SIZES, WITH_MAP, address, click_area, margins, set_day

pytestmark = [pytest.mark.browser, pytest.mark.real]


def test_choosing_an_area_and_a_day_neither_redraws_nor_moves_the_map(
    watched: Watched, dashboard: str
) -> None:
    view = KAPUAS.format(day="2019-03-24", language="id")
    page = watched.open(f"{dashboard}/{view}&level=kabupaten")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(600)
    mark = "document.querySelectorAll('path.peta-area').forEach(p => { p.kept = true; })"
    page.evaluate(mark)
    before = page.locator("path.peta-area").first.get_attribute("d")
    click_area(page, "Kabupaten Kapuas")
    expect(page).to_have_url(re.compile(r"area=62\.03"))
    set_day(page, "25 Maret 2019")
    expect(page).to_have_url(re.compile("date=2019-03-25"))
    settled(page)
    kept = "[...document.querySelectorAll('path.peta-area')].every(path => path.kept)"
    assert page.evaluate(kept)
    assert page.locator("path.peta-area").first.get_attribute("d") == before


@pytest.mark.parametrize("name", WITH_MAP)
def test_moving_the_map_does_not_run_the_page_again(
    watched: Watched, dashboard: str, name: str
) -> None:
    sent: list[object] = []

    def note(frame: object) -> None:
        sent.append(frame)

    watched.page.on("websocket", lambda socket: socket.on("framesent", note))
    page = watched.open(dashboard + address(name))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sent.clear()
    box = page.locator(".peta-map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=8)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(800)
    assert (sent, asked) == ([], [])


def test_the_list_beside_the_map_reaches_every_area_by_keyboard(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    assert page.locator(".peta-list button").count() == 77
    page.locator(".peta-find").focus()
    page.keyboard.type("rungan barat")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".pp-office")).to_contain_text("62.10.12")
    settled(page)
    expect(page.locator(".pp-panel", has_text="62.10.12")).to_contain_text("Belum diketahui")


def test_the_online_background_is_never_asked_for_and_takes_itself_back(
    chromium: Browser, dashboard: str
) -> None:
    with watching(chromium) as watched:
        page = watched.open(dashboard)
        assert watched.foreign == []
        box = page.locator(".peta-tiles input")
        assert not box.is_checked()
        box.click()
        expect(page.locator(".peta-tiles")).to_contain_text("tidak terjangkau")
        assert {urlsplit(url).hostname for url in watched.foreign} == {"tile.openstreetmap.org"}
        assert not box.is_checked()
        assert page.locator("path.peta-area").count() == 22
        assert watched.faults == []


@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
def test_the_whole_work_area_stands_in_the_middle_of_its_map(
    watched: Watched, dashboard: str, office: str
) -> None:
    for width, height in [*SIZES, (768, 1024)]:
        watched.afresh(width=width, height=height)
        page = watched.open(f"{dashboard}/?office={office}")
        left, right, top, bottom = margins(page)
        assert min(left, right, top, bottom) >= 8
        assert abs(left - right) <= 4
        assert abs(top - bottom) <= 4


def test_the_keyboard_reaches_the_list_without_passing_every_area_of_the_map(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    page.locator(".leaflet-control-zoom-in").focus()
    for _press in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('peta-find')"):
            return
    raise AssertionError("15 tabs and still not in the list")


def test_switching_the_language_changes_every_word_on_the_map(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.locator(".pp-lead")).to_contain_text("52 of the target of 77")
    settled(page)
    words = page.locator(".peta").inner_text()
    for indonesian in ("Latar", "Daftar", "Belum", "Status pembentukan", "Peta dasar"):
        assert indonesian not in words
    assert page.locator(".pp-day input[type=text]").last.input_value() == "25 March 2019"


def test_scripts_come_from_the_app_alone(watched: Watched, dashboard: str) -> None:
    answer = watched.page.goto(dashboard)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    drawn(watched.page)
