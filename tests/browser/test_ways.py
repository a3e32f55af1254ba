"""Ways from page to page: a click leads on, Back leads back, a link shows the same to others."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, answered, drawn, settled, watching
from tests.browser.reader import KAPUAS, address, choose, click_area, click_shape, listed

pytestmark = [pytest.mark.browser, pytest.mark.real]

PROFILE = re.compile(r"/wilayah\?")


def said(page: Page) -> list[str]:
    """All that stands on the page and on its map, line by line."""
    page.mouse.move(2, 2)  # off the map and what it says of the area beneath
    expect(page.locator(".leaflet-tooltip, [data-testid=stSkeleton]")).to_have_count(0)
    settled(page)
    text: str = page.locator("[data-testid=stMain]").inner_text()
    return [line.strip() for line in text.splitlines() if line.strip()]


def asks(where: str) -> set[tuple[str, str]]:
    """What an address says after its question mark."""
    return set(parse_qsl(urlsplit(where).query))


def at_profile(page: Page, kode: str) -> None:
    expect(page).to_have_url(re.compile(rf"/wilayah\?.*area={re.escape(kode)}(&|$)"))
    expect(page.locator(".pp-office")).to_contain_text(kode)
    drawn(page)


def test_a_kecamatan_of_the_overview_leads_to_its_profile_and_back_again(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + address(""))
    before = said(page)
    for _time in range(2):  # the same area leads there again
        click_area(page, "Gerokgak")
        at_profile(page, "51.08.01")
        expect(page.locator(".pp-lead")).to_contain_text("Gerokgak")
        page.go_back()
        expect(page.locator(".pp-tiles")).to_be_visible()
        drawn(page)
        assert page.locator("path.peta-area").count() == 22
        assert said(page) == before


def test_a_kecamatan_of_formation_status_leads_to_its_evidence_and_source(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + "/" + KAPUAS.format(day="2019-03-25", language="id"))
    click_area(page, "Mantangai")
    at_profile(page, "62.03.09")
    panel = page.locator(".pp-panel", has_text="62.03.09")
    expect(panel).to_contain_text("Terbentuk")
    expect(panel).to_contain_text("25 Maret 2019")
    expect(panel).to_contain_text("Tim PORA Kecamatan Se Kabupaten Kapuas Dibentuk")
    expect(page).to_have_url(re.compile("date=2019-03-25"))


def test_a_kabupaten_of_formation_status_shows_its_evidence_beside_the_map(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(
        dashboard + address("status", office="palangka-raya", more="&level=kabupaten")
    )
    click_area(page, "Kabupaten Kapuas")
    expect(page).to_have_url(re.compile(r"/status\?.*area=62\.03"))
    expect(page.locator(".pp-panel h3").first).to_have_text("Kabupaten Kapuas")
    assert page.locator("path.peta-area").count() == 8


def test_a_desa_of_visits_and_then_its_neighbour_lead_to_their_profiles(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + address("kunjungan"))
    click_area(page, "Pemuteran")
    at_profile(page, "51.08.01.2004")
    click_area(page, "Banyupoh")
    expect(page).not_to_have_url(re.compile(r"area=51\.08\.01\.2004"))
    expect(page.locator(".pp-lead")).to_contain_text("Banyupoh")
    page.go_back()
    at_profile(page, "51.08.01.2004")
    expect(page.locator(".pp-lead")).to_contain_text("Pemuteran")


def test_a_neighbour_in_the_list_of_a_profile_leads_to_its_own(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + address("wilayah", more="&area=51.08.06"))
    page.get_by_role("button", name=re.compile("Sukasada: ")).click()
    at_profile(page, "51.08.05")


def test_an_area_without_a_team_leads_from_the_list_of_the_overview_to_its_profile(
    watched: Watched, dashboard: str
) -> None:
    page = watched.open(dashboard + address(""))
    link = page.locator("[class*=st-key-to-] button").first
    named = link.inner_text().split("\n")[-1].split(",")[0]
    link.click()
    expect(page).to_have_url(PROFILE)
    expect(page.locator(".pp-lead")).to_contain_text(named)


def test_a_click_on_a_cell_shows_what_lies_in_it(watched: Watched, dashboard: str) -> None:
    page = watched.open(dashboard + address("laporan", more="&lens=jumlah"))
    most = listed(page)[0][1]
    page.locator(".peta-list button").first.click()
    panel = page.locator(".pp-panel", has_text=re.compile("Sel H3 8"))
    expect(panel.locator("h3")).to_contain_text(most)
    expect(page).to_have_url(re.compile("cell=87"))
    first = panel.inner_text()
    click_shape(page, page.locator("path.peta-area").nth(40))
    expect(panel).not_to_have_text(first)
    assert panel.inner_text() != first
    assert page.locator(".peta-list button[aria-pressed=true]").count() == 1


def test_back_undoes_choices_one_by_one_and_leaves_the_dashboard(
    watched: Watched, dashboard: str
) -> None:
    page = watched.page
    page.goto(f"{dashboard}/_stcore/health")
    watched.open(dashboard + "/status?level=kabupaten")
    click_area(page, "Kabupaten Buleleng")
    expect(page).to_have_url(re.compile(r"area=51\.08"))
    click_area(page, "Kabupaten Karangasem")
    expect(page).to_have_url(re.compile(r"area=51\.07"))
    page.go_back()
    expect(page.locator(".pp-panel", has_text="51.08")).to_be_visible()
    page.go_back()
    expect(page.locator(".pp-facts", has_text="Pesisir")).to_have_count(0)
    leave(page)


def test_back_from_profiles_leads_to_the_overview_and_out(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/_stcore/health")
    watched.open(dashboard + "/")
    click_area(page, "Gerokgak")
    at_profile(page, "51.08.01")
    page.go_back()
    expect(page.locator(".pp-tiles")).to_be_visible()
    drawn(page)
    leave(page, steps=3)


def leave(page: Page, *, steps: int = 2) -> None:
    """Go back until the page that was there before the dashboard, so many steps at most."""
    for _step in range(steps):
        settled(page)
        page.go_back()
        if page.url.endswith("/_stcore/health"):
            return
        answered(page)
    raise AssertionError(f"Back is caught at {page.url}")


VIEWS = [
    "/laporan?lens=jumlah&date=2026-10-31&unit=desa&kind=overstay,address&month=2026-09",
    "/laporan?office=singaraja&date=2026-10-31&lang=id&series=temuan&unit=h3-6&correction=by",
    "/kunjungan?office=palangka-raya&date=2026-09-15&lang=id&months=24",
    "/wilayah?office=singaraja&date=2026-10-31&lang=en&area=51.08.01.2004",
]


@pytest.mark.parametrize("view", VIEWS)
def test_an_address_copied_into_another_browser_shows_exactly_the_same(
    watched: Watched, chromium: Browser, dashboard: str, view: str
) -> None:
    page = watched.open(dashboard + view)
    assert page.locator("[data-testid=stAlert]").count() == 0
    shown, copied = said(page), page.url
    assert asks(view) <= asks(copied)
    with watching(chromium) as other:
        page = other.open(copied)
        assert said(page) == shown
        assert page.url == copied


def test_a_view_chosen_by_hand_is_the_same_in_another_browser(
    watched: Watched, chromium: Browser, dashboard: str
) -> None:
    page = watched.open(dashboard + address("laporan"))
    choose(page, "Menurut sel atau wilayah", "Kecamatan")
    choose(page, "Periode", "6 bulan")
    page.get_by_role("radio", name="Temuan petugas").click()
    expect(page).to_have_url(re.compile("series=temuan"))
    settled(page)
    shown, copied = said(page), page.url
    with watching(chromium) as other:
        assert said(other.open(copied)) == shown
