"""A running dashboard and a Chromium that reaches nothing but it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

from geo.home import home
from tests.conftest import home_like

ROOT = Path(__file__).resolve().parents[2]
UNTIL = "2026-10-31"
"""Last day of the sample that the dashboard shows."""

SCREENSHOTS = ROOT / "output" / "screenshots"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
"""The last two refuse every foreign host; refusing by a route would turn off the cache of files."""

FOREIGN = re.compile(r"^(https?|wss?)://(?!localhost[:/]|127\.0\.0\.1[:/])")
PETAPORA = [sys.executable, "-m", "geo.cli"]
LOOKED_FOR_BASE = re.compile(r"/_stcore/(health|host-config)$")
"""Streamlit asks for these under a page's own path first, to find out where the app lives."""

RUNS = "() => !document.querySelector('[data-test-script-state=notRunning]')"
BEGUN = f"""() => new Promise((done) => {{
    const runs = {RUNS};
    const look = () => {{ if (runs()) done(); }};
    new MutationObserver(look).observe(document, {{ subtree: true, attributes: true }});
    setTimeout(done, 400);
    look();
}})"""
"""Ends when a script of the page begins to run, or after 400 ms."""

AT_REST = f"""() => new Promise((done, fail) => {{
    const runs = {RUNS}, everything = {{
        subtree: true, childList: true, attributes: true, characterData: true,
    }};
    const note = () => {{ window.changedAt = performance.now(); }};
    if (!window.changedAt) {{ note(); new MutationObserver(note).observe(document, everything); }}
    const look = () => {{
        const rest = runs() ? 20 : window.changedAt + 150 - performance.now();
        if (rest > 0) setTimeout(look, rest); else done();
    }};
    setTimeout(() => fail(new Error('the page does not come to rest')), 30000);
    look();
}})"""
"""Ends when no script of the page runs and nothing on it has changed for the last 150 ms."""


@dataclass
class Watched:
    """A page, and what went wrong on it."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open an address and wait for its map to be drawn."""
        self.page.goto(address)
        drawn(self.page)
        return self.page

    def afresh(self, *, width: int = 1366, height: int = 768) -> Page:
        """Empty the page, and forget what sites stored; only the files that they sent are kept."""
        page = self.page
        page.context.set_offline(False)
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto("about:blank")
        page.context.clear_cookies()
        page.set_viewport_size({"width": width, "height": height})
        return page


def drawn(page: Page) -> None:
    """Wait until the map is there and the page has stopped running."""
    page.locator(".peta[data-drawn]").last.wait_for(timeout=30_000)
    settled(page)


def settled(page: Page) -> None:
    """Wait until no script of the page runs and nothing on it has changed for a moment."""
    idle = page.locator("[data-test-script-state=notRunning]")
    idle.first.wait_for(state="attached", timeout=30_000)
    page.evaluate(AT_REST)


def answered(page: Page) -> None:
    """Wait until the page has answered what was just done; if nothing runs, it had its time."""
    page.evaluate(BEGUN)
    settled(page)


@contextmanager
def running_dashboard(log: Path, **settings: str) -> Iterator[str]:
    """The dashboard at a free port of this machine; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [*PETAPORA, "serve", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=out, stderr=out
        )
        try:
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(300):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no dashboard at {address}: {log.read_text()}")


@pytest.fixture(scope="package")
def dashboard_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up built, and a store of its own with a sample that ends on `UNTIL`."""
    own = home_like(home(), tmp_path_factory.mktemp("dashboard") / "home")
    run_petapora(own, "sample", "load", "--until", UNTIL)
    return own


@pytest.fixture(scope="package")
def dashboard(dashboard_home: Path) -> Iterator[str]:
    """The dashboard on the boundaries that set-up built, with a sample."""
    log = dashboard_home.parent / "log.txt"
    with running_dashboard(log, PETAPORA_HOME=str(dashboard_home)) as address:
        yield address


Asked = Callable[..., Any]


@pytest.fixture(scope="package")
def asked(dashboard_home: Path) -> Asked:
    """What a shell answers as JSON on the dashboard's own home; the same question once."""

    @cache
    def ask(*words: str) -> Any:
        return json.loads(run_petapora(dashboard_home, *words, "--json"))

    return ask


def run_petapora(own: Path, *words: str) -> str:
    """What ``petapora`` says in a home."""
    settings = {**os.environ, "PETAPORA_HOME": str(own)}
    done = subprocess.run(
        [*PETAPORA, *words], cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium as set-up found it."""
    path = os.environ.get("PETAPORA_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium: run the tests by `python make.py test`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watching(browser: Browser, *, width: int = 1366, height: int = 768) -> Iterator[Watched]:
    """A page of a browser that knows nothing yet; foreign requests and faults are noted."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True
    )
    watched = Watched(context.new_page())

    def note(asked: Request | WebSocket) -> None:
        if FOREIGN.match(asked.url):
            watched.foreign.append(asked.url)

    context.on("request", note)
    watched.page.on("websocket", note)
    watched.page.on("pageerror", lambda error: watched.faults.append(str(error)))
    watched.page.on(
        "response",
        lambda answer: (
            watched.faults.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and not LOOKED_FOR_BASE.search(answer.url)
            else None
        ),
    )
    yield watched
    context.close()


@pytest.fixture(scope="package")
def tab(chromium: Browser) -> Iterator[Watched]:
    """A page that stays open: scripts are fetched and compiled once, not for every test."""
    with watching(chromium) as kept:
        yield kept


@pytest.fixture
def watched(tab: Watched) -> Iterator[Watched]:
    """An empty page that fails its test if it asked a foreign host or had a fault."""
    tab.afresh()
    tab.foreign[:], tab.faults[:] = [], []
    yield tab
    assert tab.foreign == []
    assert tab.faults == []
