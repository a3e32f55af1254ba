"""Forms in a browser: a tap on a phone is the place, and what was typed outlives a fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.home import home
from tests.browser.conftest import SCREENSHOTS, drawn, running_dashboard, settled
from tests.browser.reader import address
from tests.conftest import home_like

pytestmark = [pytest.mark.browser, pytest.mark.real]

PHONE = {"width": 390, "height": 844}
LEAST_TARGET = 44
"""Pixels that a thumb needs at least."""


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with a store of its own: what is entered here is seen by no other test."""
    own = home_like(home(), tmp_path_factory.mktemp("record") / "home")
    with running_dashboard(own.parent / "log.txt", PETAPORA_HOME=str(own)) as where:
        yield where


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page on a phone with a touch screen."""
    context = chromium.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def open_form(page: Page, dashboard: str, form: str) -> None:
    page.goto(dashboard + address("catat", language="en", more=f"&form={form}"))
    drawn(page)


def tap(page: Page, name: str) -> None:
    """Tap on a choice or a button by what it says."""
    page.locator(".stMain button").filter(has_text=re.compile(f"^\\W*\\w*{name}$")).first.tap()
    page.wait_for_timeout(300)
    settled(page)


def tap_map(page: Page, *, right: float, down: float) -> None:
    """Tap on the map, so many parts of its size from its upper left."""
    shown = page.locator(".st-key-entry .peta-map")
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + right * box["width"], box["y"] + down * box["height"])
    page.wait_for_timeout(600)
    settled(page)


def test_a_report_is_entered_on_a_phone_with_a_tap_on_the_map(phone: Page, dashboard: str) -> None:
    open_form(phone, dashboard, "report")
    tap(phone, "Public")
    tap(phone, "Overstay")
    tap_map(phone, right=0.42, down=0.40)
    expect(phone.locator(".peta-pin")).to_have_count(1)
    expect(phone.locator(".stSelectbox").filter(has_text="Desa/kelurahan")).to_contain_text(
        re.compile(r"\w+")
    )
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    phone.screenshot(path=SCREENSHOTS / "record-390.png")
    phone.locator(".st-key-save-entry button").tap()
    saved = phone.locator(".stAlert").filter(has_text="Saved: Report of")
    expect(saved).to_be_attached(timeout=15_000)
    expect(phone).not_to_have_url(re.compile("draft="))
    phone.locator(".st-key-take-back button").tap()
    expect(saved).to_have_count(0)
    expect(phone.locator(".peta-pin")).to_have_count(1)


def test_nothing_on_the_phone_is_too_wide_or_too_small_for_a_thumb(
    phone: Page, dashboard: str
) -> None:
    for form in ("report", "visit", "meeting", "operation", "team"):
        open_form(phone, dashboard, form)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        heights = phone.evaluate(
            """() => [...document.querySelectorAll(
                '.st-key-entry button:not(.peta button, [aria-label^="Clear"]),'
                + ' .st-key-entry input, .st-key-entry .peta-tools button, .st-key-form button'
            )].filter(e => e.checkVisibility() && e.type !== 'checkbox'
                && !e.closest('.peta label, .peta-list, .stSelectbox'))
              .map(e => e.getBoundingClientRect().height)"""
        )
        assert heights
        assert min(heights) >= LEAST_TARGET, form
        save = phone.locator(".st-key-save-entry button").bounding_box()
        assert save is not None
        assert save["width"] > 0.85 * PHONE["width"]
        assert save["y"] + save["height"] <= PHONE["height"]  # where the thumb is, from the start


def test_the_fields_come_before_the_map_on_a_phone_and_beside_it_on_a_desk(
    phone: Page, dashboard: str
) -> None:
    def corner(name: str) -> tuple[float, float]:
        box = phone.locator(f".st-key-entry-{name}").bounding_box()
        assert box is not None
        return box["x"], box["y"]

    open_form(phone, dashboard, "visit")
    assert corner("fields")[1] < corner("map")[1]
    phone.set_viewport_size({"width": 1366, "height": 768})
    settled(phone)
    assert corner("map")[0] > corner("fields")[0] + 300
    assert abs(corner("map")[1] - corner("fields")[1]) < 40


def test_a_fault_stands_under_its_field_and_over_the_button(phone: Page, dashboard: str) -> None:
    open_form(phone, dashboard, "visit")
    phone.locator(".st-key-save-entry button").tap()
    expect(phone.locator(".st-key-entry-fields .pp-fault")).to_have_count(1)
    expect(phone.locator(".st-key-entry-save .pp-fault")).to_be_in_viewport()


def test_a_form_outlives_a_lost_connection_and_a_new_start(
    chromium: Browser, tmp_path: Path
) -> None:
    own = home_like(home(), tmp_path / "home")  # its drafts are nobody else's
    context = chromium.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    with running_dashboard(tmp_path / "one.txt", PETAPORA_HOME=str(own)) as first:
        open_form(page, first, "operation")
        page.locator(".st-key-entry .stTextInput input").first.fill("W.20-0412")
        page.wait_for_timeout(1_200)  # still typing: no other field was touched
        settled(page)
        page.wait_for_url(re.compile("draft="))
        where = page.url.removeprefix(first)
        context.set_offline(True)
        page.wait_for_timeout(300)
        context.set_offline(False)
        page.reload()
        drawn(page)
        field = page.locator(".st-key-entry .stTextInput input").first
        expect(field).to_have_value("W.20-0412")
    with running_dashboard(tmp_path / "two.txt", PETAPORA_HOME=str(own)) as second:
        page.goto(second + where)
        drawn(page)
        field = page.locator(".st-key-entry .stTextInput input").first
        expect(field).to_have_value("W.20-0412")
        page.goto(second + address("catat", language="en"))
        drawn(page)
        offered = page.locator(".stAlert").filter(has_text="not saved: Operation")
        expect(offered).to_be_visible()
        page.locator(".st-key-drop-draft button").tap()
        expect(offered).to_have_count(0)
    context.close()
