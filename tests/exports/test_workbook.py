"""Workbook and CSV: the page's numbers as numbers, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.exceptions import IllegalCharacterError

from geo.exports.spreadsheet import MOST_CHARACTERS, safe_cell, safe_cell_text
from geo.exports.taken import Table, Taken
from geo.exports.workbook import sheet_titles, table_csv, workbook
from tests.exports.made import STAMP, small_counts, taken_formation, taken_reports
from tests.hostile import TEXTS

pytestmark = pytest.mark.slow

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "\ufe661",
    "\u22121",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
]


def read_back(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells_of(book: openpyxl.Workbook) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


def with_texts(taken: Taken, texts: list[str]) -> Taken:
    """A view in which hostile texts stand wherever data may."""
    table = Table(texts[0], ["kode", texts[0]], [[str(n), text] for n, text in enumerate(texts)])
    return Taken(
        **{
            **vars(taken),
            "heading": texts[0],
            "notes": texts,
            "sources": texts,
            "tables": [table, table],
        }
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell_text(text).startswith("'")


@pytest.mark.parametrize("text", ["Selat; =1", 'Selat;"=1"', "a;;@b"])
def test_text_that_another_separator_would_part_is_made_harmless(text: str) -> None:
    for part in safe_cell_text(text).split(";"):
        assert part.strip(' "')[:1] not in ("=", "@")


@pytest.mark.parametrize("text", ["Gerokgak", "5\u20139", "51.08", "a = b", "873 laporan; 3 lain"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_cell_text(text) == text


@pytest.mark.parametrize("value", [0, -3, 67.5, None, dt.date(2026, 11, 22)])
def test_numbers_and_days_stay_what_they_are(value: Any) -> None:
    assert safe_cell(value) is value


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\uffffb", "a\u202eb", "a\nb"])
def test_what_a_workbook_cannot_hold_becomes_a_blank(text: str) -> None:
    assert safe_cell_text(text) == "a b"


def test_a_cell_is_cut_where_a_workbook_would_break() -> None:
    assert len(safe_cell_text("=" * 40_000)) == MOST_CHARACTERS


def test_hostile_text_stands_in_a_workbook_as_text(land: Path) -> None:
    try:
        content = workbook(with_texts(taken_formation(), [*FORMULAS, *TEXTS, "x" * 40_000]))
    except IllegalCharacterError:
        pytest.fail("a control character came through")
    cells = cells_of(read_back(content))
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if cell.value.lstrip()[:1] in ("=", "+", "-", "@")]
    kept = [cell.value for cell in cells]
    assert all(text.translate({0x2028: " "}) in kept for text in TEXTS)


def test_hostile_text_stands_in_a_csv_as_text(land: Path) -> None:
    rows = read_csv(table_csv(with_texts(taken_formation(), [*FORMULAS, *TEXTS])))
    assert len(rows) == 1 + len(FORMULAS) + len(TEXTS)
    assert {len(row) for row in rows} == {2}
    assert not [row for row in rows if row[1].lstrip()[:1] in ("=", "+", "-", "@", "\uff1d")]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_numbers_and_days_of_the_page_are_numbers_and_days_of_the_workbook(land: Path) -> None:
    counts = small_counts()
    book = read_back(workbook(taken_reports(counts)))
    rows = list(book["Areas"].iter_rows(min_row=2, values_only=True))
    assert {row[0]: row[4] for row in rows} == counts.counts.to_dict()
    assert sum(row[4] for row in rows) == counts.sums.in_areas
    formation = read_back(workbook(taken_formation()))["Kecamatan"]
    days = [row[5] for row in formation.iter_rows(min_row=2, values_only=True) if row[5]]
    assert [moment.date() for moment in days] == [dt.date(2020, 1, 2)] * 2


def test_headings_of_a_table_are_bold_and_stay_in_view(land: Path) -> None:
    sheet = read_back(workbook(taken_formation()))["Kecamatan"]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])


def test_the_first_sheet_says_what_of_whom_when_and_from_where(land: Path) -> None:
    taken = taken_reports(small_counts(is_sample=True))
    book = read_back(workbook(taken))
    said = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    for text in (taken.heading, taken.office.name, "22 November 2026", taken.stamp, "Buku laporan"):
        assert text in said


def test_the_stamp_stands_in_every_row_of_invented_data_and_in_no_other(land: Path) -> None:
    taken = taken_formation(stamp=STAMP)
    for sheet in read_back(workbook(taken)).worksheets[1:]:
        column = [row[-1] for row in sheet.iter_rows(values_only=True)]
        assert column == ["data", *[STAMP] * (len(column) - 1)]
    rows = read_csv(table_csv(taken))
    assert [row[-1] for row in rows] == ["data", *[STAMP] * 4]
    assert STAMP not in table_csv(taken_formation()).decode()


def test_a_csv_opens_as_utf_8_and_ends_its_lines_as_spreadsheets_do(land: Path) -> None:
    content = table_csv(taken_formation())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 5


def test_names_of_sheets_are_legal_and_each_once() -> None:
    names = ["Wilayah", "WILAYAH", "a/b\\c?*[x]:'y'", "", "x" * 40, "x" * 41]
    titles = sheet_titles(names)
    assert titles[:4] == ["Wilayah", "WILAYAH (2)", "a b c x y", "1"]
    assert len({title.casefold() for title in titles}) == len(names)
    assert all(0 < len(title) <= 31 for title in titles)
