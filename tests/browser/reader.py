"""What a reader does on a page: choose a day, click an area, see where the areas stand."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import settled

SIZES = [(1366, 768), (1280, 720), (390, 844)]
KAPUAS = "?office=palangka-raya&date={day}&lang={language}"


def set_day(page: Page, text: str) -> None:
    """Type a day into the date field, as a reader with a keyboard does."""
    field = page.locator(".pp-day input[type=text]").last
    field.fill(text)
    field.press("Enter")
    page.wait_for_timeout(300)
    settled(page)


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
