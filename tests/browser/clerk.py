"""What a clerk does on the page for files: give one, read what is said, press, undo."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import answered, settled
from tests.browser.reader import address, whole

SENDER = "Polsek Contoh"
STORED = {
    "reports": "select count(*) from reports where deleted_at is null and is_sample = 0",
    "sample": "select count(*) from reports where deleted_at is null and is_sample = 1",
    "imports": "select count(*) from imports where undone_at = ''",
    "waiting": "select count(*) from import_rows",
    "mappings": "select count(*) from mappings",
}
"""What a file may change in the store, and how to count it."""


def stored(own: Path) -> dict[str, int]:
    """How many rows of each sort the store has."""
    with closing(sqlite3.connect(f"file:{own}/records/petapora.sqlite?mode=ro", uri=True)) as store:
        return {name: store.execute(asked).fetchone()[0] for name, asked in STORED.items()}


def on_the_way(own: Path) -> list[str]:
    """Names of the folders of files that are on their way."""
    folder = own / "incoming"
    return [entry.name for entry in folder.iterdir()] if folder.is_dir() else []


def open_desk(page: Page, desk: str) -> None:
    """The page for files, with a sender said."""
    if page.locator("input[type=file]").count() == 0:
        page.goto(desk + address("berkas", language="en"))
    sender = page.get_by_role("combobox", name=re.compile("Who sent it"))
    sender.wait_for(timeout=30_000)
    settled(page)
    if SENDER not in (page.locator(".stSelectbox", has=sender).inner_text() + sender.input_value()):
        sender.fill(SENDER)
        sender.press("Enter")
        answered(page)


def give(page: Page, desk: str, file: Path) -> None:
    """Say who sent a file, and give it."""
    open_desk(page, desk)
    page.locator("input[type=file]").set_input_files(file)


def press(page: Page, key: str) -> None:
    """Press a button of the page."""
    page.locator(f".st-key-{key.replace(' ', '-')} button").click()
    answered(page)


def sums(page: Page) -> tuple[int, int, int, int]:
    """Read, accepted, held and rejected rows, as the page says them: they add up."""
    shown = page.locator(".pp-sum b")
    expect(shown).to_have_count(4, timeout=30_000)
    settled(page)
    read, accepted, held, rejected = (whole(text) for text in shown.all_inner_texts())
    assert read == accepted + held + rejected
    return read, accepted, held, rejected


def says(page: Page, text: str) -> None:
    """Wait for the headline of the page."""
    expect(page.locator(".pp-lead")).to_contain_text(text, timeout=20_000)
    settled(page)


def undo(page: Page) -> None:
    """Undo the import that the page shows, and go back to all files."""
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Yes, undo it all").click()
    says(page, "was taken in and undone")
    press(page, "all")


def take_in(page: Page, desk: str, file: Path) -> None:
    """Give a file, and take its rows in."""
    give(page, desk, file)
    sums(page)
    press(page, "take in")
    expect(page).to_have_url(re.compile("import="), timeout=20_000)
    settled(page)


def mend_kinds(file: Path) -> list[str]:
    """Write a kind that is known into every row of a workbook; gives the rows' own numbers."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    own = []
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, columns["Jenis dugaan"]).value = "keberadaan"
        own.append(str(sheet.cell(row, columns["Nomor laporan"]).value))
    book.save(file)
    return own
