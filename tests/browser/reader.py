"""What a reader does on a page: choose a day, click an area, read figures, take a file along."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.conftest import UNTIL, answered

SIZES = [(1366, 768), (1280, 720), (390, 844)]
KAPUAS = "status?office=palangka-raya&date={day}&lang={language}"
WITH_MAP = ["", "status", "laporan", "wilayah", "kunjungan", "tindak-lanjut"]
"""Addresses of the pages that always have a map; the overview has none of its own."""
PAGES = [*WITH_MAP, "catat", "berkas", "mutu", "cara-membaca", "tentang"]
"""Addresses of all pages."""

LENSES = ["jumlah", "perubahan", "angka", "kepadatan", "pesisir"]
"""Lenses of the page of reports that are opened by their address, beside the first one."""


def address(page: str, *, office: str = "singaraja", language: str = "id", more: str = "") -> str:
    """Address of a page on the last day of the sample, without the server."""
    return f"/{page}?office={office}&date={UNTIL}&lang={language}{more}"


def set_day(page: Page, text: str) -> None:
    """Type a day into the date field, as a reader with a keyboard does."""
    field = page.locator(".pp-day input[type=text]").last
    field.fill(text)
    field.press("Enter")
    answered(page)


def click_area(page: Page, nama: str) -> None:
    """Click on the middle of an area on the map, found by its place in the list."""
    index = page.evaluate(
        "nama => [...document.querySelectorAll('.peta-list .peta-label')]"
        ".findIndex(label => label.textContent === nama)",
        nama,
    )
    assert index >= 0, f"{nama} is not in the list"
    click_shape(page, page.locator("path.peta-area").nth(index))


def click_shape(page: Page, shape: Locator) -> None:
    """Click where nothing lies over a shape of the map."""
    spot = shape.evaluate(
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
    answered(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by its text."""
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()
    answered(page)


def take(page: Page, kind: str, folder: Path) -> Path:
    """Take the page's view along as one kind of file; gives the file under its own name."""
    button = page.locator(f".st-key-take-{kind} button")
    if not button.is_visible():
        page.get_by_role("button", name=re.compile("Unduh tampilan ini|Take it along")).click()
    with page.expect_download(timeout=60_000) as download:
        button.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def listed(page: Page) -> list[tuple[str, str]]:
    """Name and amount of every area in the list beside the map."""
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('.peta-list button')].map(button =>
            [button.querySelector('.peta-label').firstChild.textContent,
             button.querySelector('.peta-amount').textContent])"""
    )
    return [(nama, amount) for nama, amount in found]


def whole(text: str) -> int:
    """A whole number as it is written in either language; nothing is 0."""
    return int(re.sub(r"[.,]", "", text) or "0")


def margins(page: Page) -> tuple[float, float, float, float]:
    """Space between the areas and the edges of their map: left, right, top, bottom, in pixels."""
    found = page.evaluate(
        """() => {
            const map = document.querySelector('.peta-map').getBoundingClientRect();
            const all = [...document.querySelectorAll('path.peta-area')]
                .map(path => path.getBoundingClientRect());
            return [Math.min(...all.map(b => b.left)) - map.left,
                    map.right - Math.max(...all.map(b => b.right)),
                    Math.min(...all.map(b => b.top)) - map.top,
                    map.bottom - Math.max(...all.map(b => b.bottom))];
        }"""
    )
    left, right, top, bottom = found
    return left, right, top, bottom
