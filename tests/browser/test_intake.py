"""The week's file in a browser: given, counted, taken in, mended, undone; or refused in words."""

from __future__ import annotations

import re
import sqlite3
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geo.home import home
from tests.browser.conftest import SCREENSHOTS, Watched, running_dashboard, settled, watching
from tests.browser.reader import address, whole
from tests.conftest import home_like
from tests.intake.files import csv_of, line
from tests.intake.reading.files import FILES
from tests.intake.reading.test_hostile_uploads import far_cell, layer_bomb, rubbish, virtual_layer

pytestmark = [pytest.mark.browser, pytest.mark.real]

SENDER = "Polsek Contoh"
ROWS = {
    "buku.ods": 6,
    "buku.xls": 6,
    "buku.xlsx": 6,
    "koma_utf8.csv": 4,
    "laporan_prj.zip": 4,
    "laporan_tanpa_prj.zip": 4,
    "sep_cp1252.csv": 6,
    "tab_utf16.tsv": 6,
    "titik.geojson": 4,
    "titik.gpkg": 4,
    "titik.kml": 4,
    "titik.kmz": 4,
    "titik.parquet": 4,
    "titik_koma_bom.csv": 6,
    "titik_koma_cp1252.csv": 6,
}
"""Rows of each file that another program wrote, on the sheet that fits best."""

PEMUTERAN = "51.08.01.2005"
N_LARGE = 100_000
SECONDS_FOR_OTHERS = 5.0
COUNTED = ("reports", "imports", "import_rows", "mappings")
"""Tables that a file may change."""


@pytest.fixture(scope="module")
def clerk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up built, and a store of its own that nothing was taken into."""
    return home_like(home(), tmp_path_factory.mktemp("clerk") / "home")


@pytest.fixture(scope="module")
def desk(clerk_home: Path) -> Iterator[str]:
    """The dashboard of a clerk."""
    log = clerk_home.parent / "log.txt"
    with running_dashboard(log, PETAPORA_HOME=str(clerk_home)) as where:
        yield where


def stored(own: Path) -> dict[str, int]:
    """How many rows each table has that a file may change."""
    with sqlite3.connect(f"file:{own}/records/petapora.sqlite?mode=ro", uri=True) as store:
        return {
            name: store.execute(f"select count(*) from {name}").fetchone()[0] for name in COUNTED
        }


def on_the_way(own: Path) -> list[str]:
    """Names of the folders of files that are on their way."""
    folder = own / "incoming"
    return [entry.name for entry in folder.iterdir()] if folder.is_dir() else []


def give(page: Page, desk: str, file: Path) -> None:
    """Say who sent a file, and give it."""
    page.goto(desk + address("berkas", language="en"))
    sender = page.get_by_role("combobox", name=re.compile("Who sent it"))
    sender.wait_for(timeout=30_000)
    settled(page)
    sender.fill(SENDER)
    sender.press("Enter")
    page.wait_for_timeout(300)
    settled(page)
    page.locator("input[type=file]").set_input_files(file)


def press(page: Page, key: str) -> None:
    """Press a button by its key, and wait until the page has answered."""
    page.locator(f".st-key-{key.replace(' ', '-')} button").click()
    page.wait_for_timeout(300)
    settled(page)


def sums(page: Page) -> tuple[int, int, int, int]:
    """Read, accepted, held and rejected rows, as the page says them."""
    shown = page.locator(".pp-sum b")
    expect(shown).to_have_count(4, timeout=30_000)
    read, accepted, held, rejected = (whole(text) for text in shown.all_inner_texts())
    assert read == accepted + held + rejected
    return read, accepted, held, rejected


def headline(page: Page) -> Locator:
    return page.locator(".pp-lead")


def take_in(page: Page) -> None:
    press(page, "take in")
    expect(page).to_have_url(re.compile("import="), timeout=30_000)
    settled(page)


def undo(page: Page) -> None:
    """Undo the import that the page shows."""
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Yes, undo it all").click()
    expect(headline(page)).to_contain_text("was taken in and undone", timeout=15_000)
    settled(page)


@pytest.mark.parametrize("name", ROWS)
def test_a_file_of_any_program_is_counted_taken_in_and_undone(
    watched: Watched, desk: str, clerk_home: Path, name: str
) -> None:
    page = watched.page
    before = stored(clerk_home)["reports"] if (clerk_home / "records").is_dir() else 0
    give(page, desk, FILES / name)
    if name == "laporan_tanpa_prj.zip":  # nobody but the reader can say what these metres are
        expect(page.locator(".pp-sum b").nth(2)).to_have_text(str(ROWS[name]), timeout=30_000)
        page.get_by_role("button", name=re.compile("UTM.*50")).first.click()
        page.wait_for_timeout(300)
        settled(page)
    read, accepted, held, rejected = sums(page)
    assert (read, accepted, held, rejected) == (ROWS[name], ROWS[name], 0, 0)
    take_in(page)
    assert sums(page) == (read, accepted, held, rejected)
    assert stored(clerk_home)["reports"] == before + accepted
    assert on_the_way(clerk_home) == []
    undo(page)
    assert stored(clerk_home)["reports"] == before
