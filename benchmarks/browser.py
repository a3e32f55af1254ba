"""What a reader waits for, in Chromium on this machine."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.many import OFFICE, UNTIL
from benchmarks.rows import Row, in_s
from geo.home import ROOT

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MONTHS = 24
"""Steps on the scale of months."""

DRAWN = ".peta[data-drawn]"
QUERY = f"office={OFFICE}&date={UNTIL}"
PAGES = {
    "Overview": f"/?{QUERY}",
    "Concentration by cell": f"/laporan?{QUERY}",
    "Visits by desa": f"/kunjungan?{QUERY}",
}
CHANGES = 50
WATCH = """
() => {
  const root = document.querySelector('.peta');
  window.drawnAt = null;
  for (const kind of ['keydown', 'click'])
    document.addEventListener(kind, () => { window.changedAt = performance.now(); }, true);
  new MutationObserver(() => { window.drawnAt = performance.now(); })
    .observe(root, { attributes: true, attributeFilter: ['data-drawn'] });
}
"""


@contextmanager
def server(script: Path) -> Iterator[tuple[str, float]]:
    """A fresh server of a script; gives its address and the moment it was started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "from pathlib import Path; from geo.views.server import serve; "
        f"serve(port={port}, script=Path({str(script)!r}))"
    )
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        while not _healthy(address):
            time.sleep(0.05)
        yield address, started
    finally:
        process.terminate()
        process.wait(10)


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def measure_browser() -> list[Row]:
    """Rows of (what, measured, promised); ``PETAPORA_HOME`` names a home of many reports."""
    path = os.environ.get("PETAPORA_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = _dashboard(browser)
        for office in ("singaraja", "palangka-raya"):
            rows += _desa(browser, office)
        browser.close()
    return rows


def _dashboard(browser: Browser) -> list[Row]:
    with server(ROOT / "app.py") as (address, started):
        _open(browser, address + PAGES["Overview"])
        cold = time.perf_counter() - started
        rows = [("First page usable after a cold start", f"{cold:.1f} s", "8 s")]
        for name, query in PAGES.items():
            _open(browser, address + query)
            warm = [_open(browser, address + query) for _turn in range(7)]
            usable = f"{statistics.median(warm):.1f} s"
            rows.append((f"{name}: usable on a warm server, median of 7", usable, "2.5 s"))
        rows += _changed("Overview: day changed", *_days(browser, address))
        rows += _changed("Concentration: month or kind changed", *_filters(browser, address))
    return rows


def _changed(what: str, seconds: list[float], weights: list[int]) -> list[Row]:
    weight = statistics.median(weights) / 1000
    return [
        (f"{what} to map redrawn, {len(seconds)} changes", in_s(seconds), "0.5 s"),
        ("… over the websocket, median", f"{weight:.0f} kB", "40 kB"),
    ]


def _open(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.locator(DRAWN).wait_for(timeout=60_000)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


def _days(browser: Browser, address: str) -> tuple[list[float], list[int]]:
    """Days typed one after the other on the overview."""
    with _watched(browser, address + PAGES["Overview"]) as (page, received):
        timed = []
        for turn in range(CHANGES):
            field = page.locator(".pp-day input[type=text]").last
            field.fill((UNTIL - dt.timedelta(days=7 * (turn + 1))).isoformat())
            timed.append(_timed(page, received, partial(field.press, "Enter")))
    return _parted(timed)


def _filters(browser: Browser, address: str) -> tuple[list[float], list[int]]:
    """The scale of months moved by keyboard, then kinds of suspicion put in and out."""
    with _watched(browser, f"{address}{PAGES['Concentration by cell']}&months={MONTHS}") as pair:
        page, received = pair
        page.get_by_role("slider").first.focus()
        timed = [
            _timed(page, received, lambda: page.keyboard.press("ArrowRight"))
            for _turn in range(MONTHS)
        ]
        page.keyboard.press("Home")
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="Saring").click()
        kinds = page.locator(".st-key-kind button")
        for turn in range(CHANGES - MONTHS):
            kind = kinds.nth(turn % kinds.count())
            timed.append(_timed(page, received, kind.click))
    return _parted(timed)


def _parted(timed: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
    return [seconds for seconds, _weight in timed], [weight for _seconds, weight in timed]


@contextmanager
def _watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[int]]]:
    """A page whose map's redrawing is watched, and the sizes of what it receives."""
    page, received = _page(browser)
    page.goto(address)
    page.locator(DRAWN).wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    yield page, received
    page.context.close()


def _timed(page: Page, received: list[int], change: Callable[[], object]) -> tuple[float, int]:
    """Seconds from what the reader did to the map redrawn, and the bytes that it took."""
    before = len(received)
    page.evaluate("() => { window.drawnAt = null; }")
    change()
    page.wait_for_function("() => window.drawnAt !== null", timeout=20_000)
    seconds = page.evaluate("() => (window.drawnAt - window.changedAt) / 1000")
    page.wait_for_timeout(300)
    return float(seconds), sum(received[before:])


def _page(browser: Browser) -> tuple[Page, list[int]]:
    """A page, and the sizes of what it received over its websocket."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    received: list[int] = []
    page.on(
        "websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame)))
    )
    return page, received


def _desa(browser: Browser, office: str) -> list[Row]:
    with (
        server(ROOT / "benchmarks" / "desa_page.py") as (address, _started),
        _watched(browser, f"{address}/?office={office}") as (page, received),
    ):
        n = page.locator("path.peta-area").count()
        button = page.get_by_role("button", name="next")
        timed = [_timed(page, received, button.click) for _turn in range(15)]
    return _changed(f"{n} desa recoloured", *_parted(timed))
