"""Rows that wait, as a workbook: the reasons beside them, and the cells as they stand."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from geo.exports.waiting_rows import waiting_rows
from geo.intake.job_mend import IMPORT_HEADING, LINE_HEADING
from geo.intake.table import MASK
from geo.text import use_language
from tests.hostile import TEXTS

IMPORT = "0a1b2c"


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def issue(**said: Any) -> dict[str, Any]:
    given = {"line": 2, "state": "held", "field": "", "column": "Tanggal", "value": "03/04/2026"}
    return given | {"reason": "day order", "details": []} | said


def rows_that_wait(*cells: dict[str, str], issues: list[dict[str, Any]] | None = None) -> bytes:
    frame = pd.DataFrame(
        {
            "state": ["held"] * len(cells),
            "cells": list(cells),
            "issues": [issues or [issue()]] * len(cells),
        },
        index=pd.Index(range(2, 2 + len(cells)), name="line"),
    )
    return waiting_rows(frame, import_id=IMPORT, file="laporan.csv")


def first_sheet(content: bytes) -> pd.DataFrame:
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)
    return pd.DataFrame(rows[1:], columns=rows[0])


def test_each_row_says_its_import_and_line_first_then_why_then_its_cells() -> None:
    sheet = first_sheet(rows_that_wait({"Tanggal": "03/04/2026", "Desa": "Selat"}))
    assert list(sheet.columns[:2]) == [IMPORT_HEADING, LINE_HEADING]
    assert list(sheet.columns[-2:]) == ["Tanggal", "Desa"]
    row = sheet.iloc[0].to_list()
    assert row[:3] == [IMPORT, "2", "Held for a question"]
    assert "Tanggal" in row[3]
    assert row[4]
    assert row[-2:] == ["03/04/2026", "Selat"]


def test_a_reason_that_is_said_twice_of_a_row_stands_there_once() -> None:
    once = first_sheet(rows_that_wait({"Tanggal": "x"}, issues=[issue()])).iloc[0, 3]
    twice = first_sheet(rows_that_wait({"Tanggal": "x"}, issues=[issue(), issue()])).iloc[0, 3]
    assert once == twice


def test_cells_of_rows_with_other_columns_stand_under_their_own_headings() -> None:
    sheet = first_sheet(rows_that_wait({"Tanggal": "a"}, {"Tanggal": "b", "Desa": "c"}))
    assert sheet["Tanggal"].to_list() == ["a", "b"]
    assert sheet["Desa"].isna().to_list() == [True, False]


def test_all_cells_are_text_and_none_a_formula() -> None:
    content = rows_that_wait(*({"Tanggal": text} for text in ["=1+1", "-8.25", "51.10", *TEXTS]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert not [cell.value for cell in cells if cell.value.startswith(("=", "-", "+", "@"))]


def test_what_was_masked_stays_masked_and_the_second_sheet_says_how_to_go_on() -> None:
    content = rows_that_wait({"Telepon": MASK})
    assert first_sheet(content)["Telepon"].to_list() == [MASK]
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    said = " ".join(str(row[0]) for row in about.values)
    assert "laporan.csv" in said
    assert MASK in said


def about(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    return " ".join(str(row[0]) for row in sheet.values)


def test_of_many_rows_the_first_are_written_and_the_workbook_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = [{"Tanggal": text} for text in "abcd"]
    assert "The first" not in about(rows_that_wait(*every))
    monkeypatch.setattr("geo.exports.waiting_rows.MOST_ROWS", 3)
    content = rows_that_wait(*every)
    assert first_sheet(content)["Tanggal"].to_list() == ["a", "b", "c"]
    assert "that wait: 4." in about(content)
    assert "The first 3 of them" in about(content)


def test_columns_are_text_wide_enough_and_the_headings_stay() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(rows_that_wait({"Tanggal": "a"}))).worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["F"].width > 20
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
