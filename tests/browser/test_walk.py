"""A walk over every page, in both languages and three sizes, as readers take it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENSHOTS, Watched, drawn, settled, watching
from tests.browser.reader import KAPUAS, SIZES, click_area, set_day

pytestmark = [pytest.mark.browser, pytest.mark.real]

PAGES = {"status": "Status pembentukan|Formation status", "tentang": "Tentang data|About the data"}


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


def test_a_view_that_was_sent_opens_as_it_was(watched: Watched, dashboard: str) -> None:
    page = watched.open(
        f"{dashboard}/?office=palangka-raya&date=2019-03-24&level=kabupaten&area=62.03&lang=en"
    )
    expect(page.locator(".pp-lead")).to_contain_text("which of the 8 kabupaten/kota")
    expect(page.locator(".pp-under").first).to_contain_text("35 of the target of 77")
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


def test_back_undoes_choices_one_by_one_and_leaves_the_dashboard(
    watched: Watched, dashboard: str
) -> None:
    page = watched.page
    page.goto(f"{dashboard}/_stcore/health")
    watched.open(dashboard + "/")
    click_area(page, "Gerokgak")
    expect(page).to_have_url(re.compile("area=51.08.01"))
    click_area(page, "Kubu")
    expect(page).to_have_url(re.compile("area=51.07.08"))
    page.go_back()
    expect(page.locator(".pp-panel", has_text="51.08.01")).to_be_visible()
    page.go_back()
    expect(page.locator(".pp-facts")).to_have_count(0)
    for _step in range(2):
        settled(page) if page.locator(".stApp").count() else None
        page.go_back()
        page.wait_for_timeout(1200)
        if page.url.endswith("/_stcore/health"):
            return
    raise AssertionError(f"Back is caught at {page.url}")


@pytest.mark.parametrize("typed", ["sampah", "31 Februari 2019", "2999-01-01", "1 Januari 1999"])
def test_a_typed_text_that_is_no_day_changes_nothing(
    watched: Watched, dashboard: str, typed: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    set_day(page, typed)
    expect(page).to_have_url(re.compile("date=2019-03-25"))
    expect(page.locator(".pp-day input[type=text]").last).to_have_value("25 Maret 2019")


@pytest.mark.parametrize("typed", ["2019-03-24", "24/3/2019", "24 maret 2019"])
def test_a_day_can_be_typed_as_people_write_it(
    watched: Watched, dashboard: str, typed: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    set_day(page, typed)
    expect(page).to_have_url(re.compile("date=2019-03-24"))
    expect(page.locator(".pp-lead")).to_contain_text("35 dari target 77")
