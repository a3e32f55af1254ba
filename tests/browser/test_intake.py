"""The week's file in a browser: given, counted, taken in, mended, undone; or refused in words."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.home import home
from tests.browser.clerk import (
    give,
    mend_kinds,
    on_the_way,
    open_desk,
    press,
    says,
    stored,
    sums,
    take_in,
    undo,
)
from tests.browser.conftest import (
    SCREENSHOTS,
    Watched,
    answered,
    drawn,
    running_dashboard,
    settled,
    watching,
)
from tests.browser.reader import address
from tests.conftest import home_like
from tests.intake.files import csv_of, line
from tests.intake.reading.files import FILES, write
from tests.intake.reading.test_hostile_uploads import far_cell, layer_bomb, rubbish, virtual_layer

pytestmark = [pytest.mark.browser, pytest.mark.real]

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

HELD = {name: 2 for name, n in ROWS.items() if n == 6}
"""Of these, rows whose point lies kilometres from the desa that they name."""

LARGE = 100_000
SECONDS_FOR_OTHERS = 5.0
BROKEN_DAY = line(3, day="31/02/2026")
UNKNOWN_KIND = line(4).replace("keberadaan", "semacamnya")
NAMED = line(5, note="a.n. Fulan Contoh")


@pytest.fixture(scope="module")
def clerk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up built, and a store of its own."""
    return home_like(home(), tmp_path_factory.mktemp("clerk") / "home")


@pytest.fixture(scope="module")
def desk(clerk_home: Path) -> Iterator[str]:
    """A dashboard that files are taken in by."""
    log = clerk_home.parent / "log.txt"
    with running_dashboard(log, PETAPORA_HOME=str(clerk_home)) as where:
        yield where


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Watched]:
    """The window of a clerk, who keeps it open from file to file."""
    with watching(chromium) as watched:
        yield watched


@pytest.fixture
def clerk(window: Watched) -> Iterator[Page]:
    """The page in that window; a test fails if it asked a foreign host or had a fault."""
    yield window.page
    if "job=" in window.page.url:
        press(window.page, "cancel")
    foreign, faults = window.foreign[:], window.faults[:]
    window.foreign[:], window.faults[:] = [], []
    assert (foreign, faults) == ([], [])


@pytest.mark.parametrize("name", ROWS)
def test_a_file_of_any_program_is_counted_taken_in_and_undone(
    clerk: Page, desk: str, clerk_home: Path, name: str
) -> None:
    give(clerk, desk, FILES / name)
    before = stored(clerk_home)["reports"]
    if name == "laporan_tanpa_prj.zip":  # only the reader can say what these metres are
        assert sums(clerk) == (4, 0, 4, 0)
        clerk.get_by_role("button", name="UTM zone 50 south").click()
        expect(clerk.locator(".pp-sum b").nth(1)).to_have_text("4", timeout=20_000)
    held = HELD.get(name, 0)
    taken = ROWS[name] - held
    assert sums(clerk) == (ROWS[name], taken, held, 0)
    press(clerk, "take in")
    says(clerk, f"{name}: {taken} of {ROWS[name]}" if held else f"{name}: all {taken} rows are in")
    assert sums(clerk) == (ROWS[name], taken, held, 0)
    assert stored(clerk_home)["reports"] == before + taken
    assert on_the_way(clerk_home) == []
    undo(clerk)
    assert stored(clerk_home)["reports"] == before


def test_rows_that_wait_are_mended_on_the_page_and_by_a_workbook_until_all_are_in(
    clerk: Page, desk: str, clerk_home: Path, tmp_path: Path
) -> None:
    file = write(tmp_path / "minggu.csv", csv_of(line(1), line(2), BROKEN_DAY, UNKNOWN_KIND, NAMED))
    give(clerk, desk, file)
    assert sums(clerk) == (5, 2, 3, 0)
    press(clerk, "take in")
    says(clerk, "2 of 5 rows are in; 3 wait")
    assert "Fulan" not in clerk.locator("[data-testid=stMain]").inner_text()
    answer = clerk.get_by_role("textbox", name=re.compile("what is right"))
    answer.first.fill("28/02/2026")
    answer.first.press("Enter")
    answered(clerk)
    press(clerk, "save answers")
    says(clerk, "3 of 5 rows are in; 2 wait")
    press(clerk, "without personal")
    says(clerk, "4 of 5 rows are in; 1 waits")
    with clerk.expect_download() as download:
        clerk.get_by_role("button", name=re.compile("Rows that wait")).click()
    mended = tmp_path / download.value.suggested_filename
    download.value.save_as(mended)
    assert mend_kinds(mended) == ["B-4"]
    press(clerk, "all")
    give(clerk, desk, mended)
    press(clerk, "mend by file")
    says(clerk, "all 5 rows are in")
    assert sums(clerk) == (5, 5, 0, 0)
    reports = stored(clerk_home)["reports"]
    undo(clerk)
    assert stored(clerk_home)["reports"] == reports - 5


def test_the_same_file_and_the_same_table_in_another_file_add_nothing(
    clerk: Page, desk: str, clerk_home: Path
) -> None:
    take_in(clerk, desk, FILES / "titik_koma_bom.csv")
    before = stored(clerk_home)
    press(clerk, "all")
    take_in(clerk, desk, FILES / "titik_koma_bom.csv")
    says(clerk, "was taken in before; nothing was added")
    assert stored(clerk_home) == before
    press(clerk, "all")
    take_in(clerk, desk, FILES / "tab_utf16.tsv")
    expect(clerk.get_by_text("0 came in, 0 took the place")).to_be_visible()
    held = HELD["tab_utf16.tsv"]
    more = {"imports": before["imports"] + 1, "waiting": before["waiting"] + held}
    assert stored(clerk_home) == {**before, **more}
    undo(clerk)
    assert stored(clerk_home) == {**before, "waiting": more["waiting"]}


def test_on_a_phone_a_file_is_taken_in_and_undone_and_nothing_is_too_wide(
    chromium: Browser, desk: str
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with watching(chromium, width=390, height=844) as watched:
        page = watched.page

        def fits(name: str) -> None:
            page.screenshot(path=SCREENSHOTS / f"berkas-{name}-390x844.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390

        open_desk(page, desk)
        fits("beri")
        give(page, desk, FILES / "buku.xlsx")
        assert sums(page) == (6, 4, 2, 0)
        fits("periksa")
        press(page, "take in")
        says(page, "4 of 6 rows are in")
        fits("kuitansi")
        undo(page)
        assert (watched.foreign, watched.faults) == ([], [])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (virtual_layer, "web page or XML"),
        (far_cell, "more than 256 columns"),
        (layer_bomb, "packed too tightly"),
        (rubbish, "none of the kinds"),
    ],
    ids=["virtual layer", "far cell", "bomb", "rubbish"],
)
def test_a_file_that_means_harm_is_refused_in_words_and_the_desk_stays_open(
    clerk: Page,
    desk: str,
    clerk_home: Path,
    tmp_path: Path,
    make: Callable[[Path], Path],
    said: str,
) -> None:
    open_desk(clerk, desk)
    file, before = make(tmp_path), stored(clerk_home)
    give(clerk, desk, file)
    refused = clerk.locator("[data-testid=stAlert]", has_text=file.name)
    expect(refused).to_contain_text(said, timeout=30_000)
    settled(clerk)
    assert clerk.locator(".stException, [role=dialog]").count() == 0
    assert (stored(clerk_home), on_the_way(clerk_home)) == (before, [])
    with urllib.request.urlopen(f"{desk}/_stcore/health", timeout=5) as answer:
        assert answer.read() == b"ok"
    expect(clerk.locator(".pp-drop")).to_be_visible()


def test_a_large_file_shows_how_far_it_is_leaves_others_alone_and_can_be_cancelled(
    chromium: Browser, clerk: Page, desk: str, clerk_home: Path, tmp_path: Path
) -> None:
    rows = (line(n, note=f"catatan {n}") for n in range(LARGE))
    file = write(tmp_path / "besar.csv", csv_of(*rows))
    with watching(chromium) as other:
        other.open(desk + address("laporan"))
        open_desk(clerk, desk)
        before = stored(clerk_home)
        give(clerk, desk, file)
        clerk.locator(".st-key-check button").click(timeout=60_000)
        expect(clerk.get_by_text("rows checked")).to_be_visible(timeout=30_000)
        began = time.monotonic()
        other.page.get_by_role("radio", name="Temuan petugas").click()
        expect(other.page).to_have_url(re.compile("series=temuan"), timeout=20_000)
        drawn(other.page)
        waited = time.monotonic() - began
        still_checking = clerk.get_by_text("rows checked").is_visible()
        clerk.locator(".st-key-cancel button").click()
        expect(clerk.locator(".pp-drop")).to_be_visible(timeout=20_000)
        settled(clerk)
        assert still_checking
        assert waited < SECONDS_FOR_OTHERS
        assert (other.foreign, other.faults) == ([], [])
    assert on_the_way(clerk_home) == []
    assert stored(clerk_home) == before
