"""A walk over every page, in both languages and three sizes, as readers take it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENSHOTS, Watched, drawn, settled, watching

pytestmark = [pytest.mark.browser, pytest.mark.real]

SIZES = [(1366, 768), (1280, 720), (390, 844)]
PAGES = {"status": "Status pembentukan|Formation status", "tentang": "Tentang data|About the data"}
KAPUAS = "?office=palangka-raya&date={day}&lang={language}"


def open_page(watched: Watched, address: str, path: str, query: str) -> Page:
    if path == "status":
        return watched.open(f"{address}/{query}")
    watched.page.goto(f"{address}/{path}{query}")
    watched.page.locator(".pp-foot").wait_for(timeout=30_000)
    settled(watched.page)
    return watched.page


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_every_size_without_network_or_fault(
    chromium: Browser, dashboard: str, path: str, language: str
) -> None:
    for width, height in SIZES:
        with watching(chromium, width=width, height=height) as watched:
            query = KAPUAS.format(day="2019-03-25", language=language)
            page = open_page(watched, dashboard, path, query)
            page.wait_for_timeout(400)
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{path}-{language}-{width}x{height}.png")
            assert page.locator(".stException").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert (watched.foreign, watched.faults) == ([], [])


def test_kapuas_goes_from_none_to_all_on_25_march_2019(watched: Watched, dashboard: str) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-24", language="id"))
    bars = page.locator(".pp-bars")
    expect(page.locator(".pp-lead")).to_contain_text("35 dari target 77")
    expect(bars).to_contain_text(re.compile(r"Kapuas\s*0/17"))
    set_day(page, "25 Maret 2019")
    expect(page.locator(".pp-lead")).to_contain_text("52 dari target 77")
    expect(bars).to_contain_text(re.compile(r"Kapuas\s*17/17"))
    expect(page).to_have_url(re.compile("date=2019-03-25"))


def set_day(page: Page, text: str) -> None:
    """Type a day into the date field, as a reader with a keyboard does."""
    field = page.locator(".pp-day input[type=text]").last
    field.fill(text)
    field.press("Enter")
    page.wait_for_timeout(300)
    settled(page)


def test_a_click_on_a_kecamatan_shows_its_evidence_and_source(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    click_area(page, "Mantangai")
    panel = page.locator(".pp-panel", has_text="62.03.09")
    expect(panel).to_contain_text("Terbentuk")
    expect(panel).to_contain_text("25 Maret 2019")
    expect(panel).to_contain_text("Tim PORA Kecamatan Se Kabupaten Kapuas Dibentuk")
    expect(page).to_have_url(re.compile("area=62.03.09"))


def click_area(page: Page, nama: str) -> None:
    """Click on the middle of an area on the map, found by its place in the list."""
    index = page.evaluate(
        "nama => [...document.querySelectorAll('.peta-list button')]"
        ".findIndex(button => button.textContent === nama)",
        nama,
    )
    path = page.locator("path.peta-area").nth(index)
    spot = path.evaluate(
        """path => {
            const box = path.getBoundingClientRect();
            for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
                const x = box.x + box.width * j / 20, y = box.y + box.height * i / 20;
                if (document.elementFromPoint(x, y) === path) return [x, y];
            }
            return null;
        }"""
    )
    page.mouse.click(*spot)
    page.wait_for_timeout(300)
    settled(page)


def test_choosing_an_area_and_a_day_neither_redraws_nor_moves_the_map(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-24", language="id"))
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(600)
    mark = "document.querySelectorAll('path.peta-area').forEach(p => { p.kept = true; })"
    page.evaluate(mark)
    before = page.locator("path.peta-area").first.get_attribute("d")
    click_area(page, "Timpah")
    set_day(page, "25 Maret 2019")
    kept = "[...document.querySelectorAll('path.peta-area')].every(path => path.kept)"
    assert page.evaluate(kept)
    assert page.locator("path.peta-area").first.get_attribute("d") == before


def test_moving_the_map_does_not_run_the_page_again(watched: Watched, dashboard: str) -> None:
    sent: list[object] = []
    watched.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame))
    )
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
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
    assert sent == []


def test_the_list_beside_the_map_reaches_every_area_by_keyboard(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    assert page.locator(".peta-list button").count() == 77
    page.locator(".peta-find").focus()
    page.keyboard.type("rungan barat")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".pp-panel", has_text="62.10.12")).to_contain_text("Belum diketahui")


def test_a_view_that_was_sent_opens_as_it_was(watched: Watched, dashboard: str) -> None:
    page = watched.open(
        f"{dashboard}/?office=palangka-raya&date=2019-03-24&level=kabupaten&area=62.03&lang=en"
    )
    expect(page.locator(".pp-lead")).to_contain_text("35 of the target of 77")
    expect(page.locator(".pp-panel", has_text="62.03").first).to_contain_text("Kabupaten Kapuas")
    expect(page.locator(".peta-list button[aria-pressed=true]")).to_have_text("Kabupaten Kapuas")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_state_goes_along_from_page_to_page(watched: Watched, dashboard: str) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-24", language="en"))
    page.get_by_role("link", name="About the data").click()
    expect(page.locator(".pp-lead")).to_have_text("About the data")
    expect(page).to_have_url(re.compile("office=palangka-raya.*date=2019-03-24|date=2019-03-24"))
    page.get_by_role("link", name="Formation status").click()
    drawn(page)
    expect(page.locator(".pp-lead")).to_contain_text("35 of the target of 77")


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
        assert not box.is_checked()
        assert page.locator("path.peta-area").count() == 22
        assert watched.faults == []


def test_scripts_come_from_the_app_alone(watched: Watched, dashboard: str) -> None:
    answer = watched.page.goto(dashboard)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    drawn(watched.page)


def test_the_saved_map_opens_from_a_stick_without_any_request(
    chromium: Browser, dashboard: str, tmp_path: object
) -> None:
    with watching(chromium) as watched:
        page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
        with page.expect_download() as download:
            page.get_by_role("button", name="Simpan peta").click()
        file = download.value.path().rename(download.value.path().with_suffix(".html"))
    with watching(chromium) as stick:
        asked: list[str] = []
        stick.page.on("request", lambda request: asked.append(request.url))
        stick.page.context.set_offline(True)
        page = stick.page
        page.goto(file.as_uri())
        page.locator(".peta[data-drawn]").wait_for(timeout=15_000)
        page.screenshot(path=SCREENSHOTS / "saved-map.png")
        assert page.locator("path.peta-area").count() == 77
        expect(page.locator(".peta-legend")).to_contain_text("25 Maret 2019")
        expect(page.locator(".peta-credit")).to_contain_text("idn-area-data")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert stick.faults == []
