"""What a reader waits for, in Chromium on this machine."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from geo.home import ROOT

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DRAWN = ".peta[data-drawn]"
QUERY = "/?office=palangka-raya&date=2019-03-24"
WATCH = """
() => {
  const root = document.querySelector('.peta');
  window.drawnAt = null;
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


def measure_browser() -> list[tuple[str, str, str]]:
    """Rows of (what, measured, promised)."""
    path = os.environ.get("PETAPORA_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = _dashboard(browser)
        for office in ("singaraja", "palangka-raya"):
            rows += _desa(browser, office)
        browser.close()
    return rows


def _dashboard(browser: Browser) -> list[tuple[str, str, str]]:
    with server(ROOT / "app.py") as (address, started):
        _open(browser, address + QUERY)
        cold = time.perf_counter() - started
        warm = [_open(browser, address + QUERY) for _turn in range(7)]
        changes, weights = _changes(browser, address)
    return [
        ("First page usable after a cold start", f"{cold:.1f} s", "8 s"),
        (
            "First page usable on a warm server, median of 7",
            f"{statistics.median(warm):.1f} s",
            "2.5 s",
        ),
        (
            "Day changed to map redrawn, median of 20",
            f"{statistics.median(changes):.2f} s",
            "0.5 s",
        ),
        ("… the slowest of 20", f"{max(changes):.2f} s", "-"),
        (
            "Over the websocket for a changed view, median",
            f"{statistics.median(weights) / 1000:.0f} kB",
            "40 kB",
        ),
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


def _changes(browser: Browser, address: str) -> tuple[list[float], list[int]]:
    page, received = _page(browser)
    page.goto(address + QUERY)
    page.locator(DRAWN).wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    seconds, weights = [], []
    for turn in range(20):
        page.locator(".pp-day input[type=text]").last.click()
        page.wait_for_timeout(150)
        day = page.locator(".pp-days button").nth((turn + 1) % 2)
        before = len(received)
        seconds.append(_time_of(page, day.evaluate, "button"))
        page.wait_for_timeout(400)
        weights.append(sum(received[before:]))
    page.context.close()
    return seconds, weights


def _time_of(page: Page, evaluate: object, kind: str) -> float:
    """Seconds from a click inside the page to the map redrawn."""
    clicked = evaluate(
        "e => { window.drawnAt = null; const t = performance.now(); e.click(); return t; }"
    )  # type: ignore[operator]
    for _turn in range(400):
        drawn = page.evaluate("() => window.drawnAt")
        if drawn is not None:
            return float(drawn - clicked) / 1000
        page.wait_for_timeout(10)
    raise AssertionError(f"the map was not redrawn after a click on a {kind}")


def _page(browser: Browser) -> tuple[Page, list[int]]:
    """A page, and the sizes of what it received over its websocket."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    received: list[int] = []
    page.on(
        "websocket", lambda ws: ws.on("framereceived", lambda frame: received.append(len(frame)))
    )
    return page, received


def _desa(browser: Browser, office: str) -> list[tuple[str, str, str]]:
    with server(ROOT / "benchmarks" / "desa_page.py") as (address, _started):
        page, received = _page(browser)
        page.goto(f"{address}/?office={office}")
        page.locator(DRAWN).wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        n = page.locator("path.peta-area").count()
        page.evaluate(WATCH)
        seconds, weights = [], []
        for _turn in range(15):
            before = len(received)
            button = page.get_by_role("button", name="next")
            seconds.append(_time_of(page, button.evaluate, "button"))
            page.wait_for_timeout(300)
            weights.append(sum(received[before:]))
        page.context.close()
    return [
        (f"{n} desa recoloured, median of 15", f"{statistics.median(seconds):.2f} s", "0.5 s"),
        ("… over the websocket", f"{statistics.median(weights) / 1000:.0f} kB", "40 kB"),
    ]
