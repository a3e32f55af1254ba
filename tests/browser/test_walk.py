"""A walk over every page, in both languages and three sizes, as readers take it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS, Watched, drawn, running_dashboard, settled
from tests.browser.reader import KAPUAS, LENSES, PAGES, SIZES, WITH_MAP, address, set_day

pytestmark = [pytest.mark.browser, pytest.mark.real]

CONTROLS = "button, input, select, textarea, summary, [role=slider], [role=combobox], [role=tab]"
WITHOUT_DATA = ("catat", "cara-membaca")
"""A form and a lesson show nothing that was recorded."""


def open_page(watched: Watched, dashboard: str, where: str) -> Page:
    """Open any page and wait for all of it."""
    page = watched.page
    page.goto(dashboard + where)
    page.locator(".pp-foot").first.wait_for(timeout=30_000)
    path = where.partition("?")[0].removeprefix("/")
    if path in WITH_MAP or (path == "catat" and "mode=rapat" not in where):
        drawn(page)
    settled(page)
    return page


def nothing_lies_on_the_map(page: Page) -> bool:
    """Whether map, legend and credit stand apart, the map high enough; true without a map."""
    found: bool = page.evaluate(
        """() => [...document.querySelectorAll('.peta')].every(root => {
            const [map, ...others] = ['.peta-map', '.peta-legend', '.peta-credit']
                .map(name => root.querySelector(name).getBoundingClientRect());
            const apart = other => other.top >= map.bottom || other.left >= map.right
                || other.height === 0;
            return map.height > 250 && others.every(apart);
        })"""
    )
    return found


def assert_whole(page: Page, name: str, sizes: list[tuple[int, int]], language: str) -> None:
    """In each size nothing is cut off, covered or wrong; a picture is kept of each."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for width, height in sizes:
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(250)
        size = f"{width}x{height}"
        page.screenshot(path=SCREENSHOTS / f"{name or 'ringkasan'}-{language}-{size}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert nothing_lies_on_the_map(page)
    assert page.locator(".stException, [role=dialog], [data-testid=stAlert]").count() == 0
    assert page.evaluate("document.documentElement.lang") == language
    if name not in WITHOUT_DATA:
        expect(page.locator(".pp-sample")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_every_size_without_network_or_fault(
    watched: Watched, dashboard: str, name: str
) -> None:
    wide, low, narrow = SIZES
    for language, sizes in (("id", [wide, low]), ("id", [narrow]), ("en", [narrow])):
        watched.afresh(width=sizes[0][0], height=sizes[0][1])
        page = open_page(watched, dashboard, address(name, language=language))
        assert_whole(page, name, sizes, language)
        assert (watched.foreign, watched.faults) == ([], [])


@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_of_the_reports_opens_wide_and_narrow(
    watched: Watched, dashboard: str, lens: str
) -> None:
    wide, _low, narrow = SIZES
    page = open_page(watched, dashboard, address("laporan", more=f"&lens={lens}"))
    assert_whole(page, f"laporan-{lens}", [wide, narrow], "id")


@pytest.mark.parametrize("name", [*WITH_MAP, "mutu"])  # the others are walked without a browser
def test_in_a_meeting_a_page_is_large_and_has_no_control_but_the_way_out(
    watched: Watched, dashboard: str, name: str
) -> None:
    page = open_page(watched, dashboard, address(name, more="&mode=rapat"))
    page.screenshot(path=SCREENSHOTS / f"{name or 'ringkasan'}-rapat-1366x768.png")
    controls = page.locator(CONTROLS).locator("visible=true").all_inner_texts()
    assert controls == ["Keluar dari tampilan rapat"]
    assert (
        page.locator("[data-testid=stSidebar], .stAppHeader").locator("visible=true").count() == 0
    )
    size = "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)"
    assert page.evaluate(size, "html") >= 20
    assert page.evaluate(size, ".pp-lead") >= 26
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_the_way_out_of_a_meeting_gives_all_controls_back(watched: Watched, dashboard: str) -> None:
    page = open_page(watched, dashboard, address("laporan", more="&mode=rapat&lens=jumlah"))
    page.get_by_role("button", name="Keluar dari tampilan rapat").click()
    expect(page.get_by_role("slider").first).to_be_visible()
    expect(page).not_to_have_url(re.compile("mode="))


def test_any_page_may_be_the_first_that_a_fresh_server_shows(
    watched: Watched, dashboard_home: Path, tmp_path: Path
) -> None:
    settings = {"PETAPORA_HOME": str(dashboard_home)}
    with running_dashboard(tmp_path / "log.txt", **settings) as fresh:
        page = open_page(watched, fresh, address("kunjungan"))
        assert page.locator("[role=dialog]").count() == 0
        expect(page.locator(".pp-lead")).to_contain_text("desa dikunjungi")
        watched.page.goto("about:blank")


def test_kapuas_goes_from_none_to_all_on_25_march_2019(watched: Watched, dashboard: str) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-24", language="id"))
    bars = page.locator(".pp-bars").first
    expect(page.locator(".pp-lead")).to_contain_text("35 dari target 77")
    expect(bars).to_contain_text(re.compile(r"Kapuas\s*0/17"))
    set_day(page, "25 Maret 2019")
    expect(page.locator(".pp-lead")).to_contain_text("52 dari target 77")
    expect(bars).to_contain_text(re.compile(r"Kapuas\s*17/17"))
    expect(page).to_have_url(re.compile("date=2019-03-25"))


def test_a_view_that_was_sent_opens_as_it_was(watched: Watched, dashboard: str) -> None:
    page = watched.open(
        f"{dashboard}/status?office=palangka-raya&date=2019-03-24"
        "&level=kabupaten&area=62.03&lang=en"
    )
    expect(page.locator(".pp-lead")).to_contain_text("which of the 8 kabupaten/kota")
    expect(page.locator(".pp-under").first).to_contain_text("35 of the target of 77")
    expect(page.locator(".pp-panel", has_text="62.03").first).to_contain_text("Kabupaten Kapuas")
    expect(page.locator(".peta-list button[aria-pressed=true] .peta-label")).to_have_text(
        "Kabupaten Kapuas"
    )
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_state_goes_along_from_page_to_page(watched: Watched, dashboard: str) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-24", language="en"))
    page.get_by_role("button", name="Data", exact=True).click()
    page.get_by_role("menuitem", name="About the data").click()
    expect(page.locator(".pp-lead")).to_have_text("About the data")
    expect(page).to_have_url(re.compile("office=palangka-raya.*date=2019-03-24|date=2019-03-24"))
    page.get_by_role("link", name="Formation status").click()
    drawn(page)
    expect(page.locator(".pp-lead")).to_contain_text("35 of the target of 77")


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
