"""XLSX, XLS and ODS: every sheet, its headings found, each cell with what it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geo.intake.reading.cells import EMPTY, Cell, cell_of
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.found import Found
from geo.intake.reading.headings import SAMPLE, Range, find_heading
from geo.intake.reading.sheet_writer import SheetWriter, Spool
from geo.intake.reading.workbook_errors import ErrorCells, error_cells
from geo.intake.table import Sheet

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""What an XLSX with a password holds; it is packed like an XLS."""

Row = tuple[int, list[Cell]]
"""Where a row stands, counted from 1, and its cells."""


def read_workbook(file: Path, spool: Spool, *, kind: str) -> Found:
    """Write each sheet of a workbook that holds rows beneath headings."""
    errors = error_cells(file, spool.limits) if kind == "xlsx" else {}
    try:
        with CalamineWorkbook.from_path(file) as workbook:
            return Found(kind, tuple(_sheets(workbook, spool, errors)))
    except PasswordError as error:
        raise Unreadable(Fault.PASSWORD) from error
    except CalamineError as error:
        is_locked = kind == "xls" and _LOCKED in file.read_bytes()
        raise Unreadable(Fault.PASSWORD if is_locked else Fault.DAMAGED) from error


def _sheets(
    workbook: CalamineWorkbook, spool: Spool, errors: dict[str, ErrorCells]
) -> Iterator[Sheet]:
    listed = [m for m in workbook.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet]
    if len(listed) > spool.limits.sheets:
        raise Unreadable(Fault.TOO_MANY_SHEETS, limit=spool.limits.sheets)
    number, without_heading = 0, False
    for about in listed:
        sheet = workbook.get_sheet_by_name(about.name)
        if sheet.start is None or not sheet.height:
            continue
        written = _write_sheet(
            sheet,
            spool,
            number,
            errors=errors.get(about.name, {}),
            is_hidden=about.visible is not SheetVisibleEnum.Visible,
        )
        without_heading = without_heading or written is None
        if written is not None and written.n_rows:
            number += 1
            yield written
    if not number and without_heading:
        raise Unreadable(Fault.NO_HEADING)


def _write_sheet(
    sheet: CalamineSheet, spool: Spool, number: int, *, errors: ErrorCells, is_hidden: bool
) -> Sheet | None:
    """Write a sheet; None if it has no headings."""
    limits = spool.limits
    if sheet.height > limits.sheet_rows + SAMPLE:
        raise Unreadable(Fault.TOO_MANY_ROWS, limit=limits.sheet_rows)
    rows = _rows(sheet, errors)
    top = list(islice(rows, SAMPLE))
    first = top[0][0] if top else 1
    heading = find_heading([_texts(cells) for _line, cells in top], _merged(sheet, first))
    if heading is None:
        return None
    names = [*heading.names, *[""] * (sheet.width - len(heading.names))]
    with SheetWriter(
        spool,
        number,
        names,
        name=sheet.name,
        heading_line=top[heading.at][0],
        is_hidden=is_hidden,
        most_rows=limits.sheet_rows,
    ) as writer:
        for line, cells in chain(top[heading.at + heading.n_rows :], rows):
            _add(writer, line, cells)
    return replace(writer.sheet)


def _add(writer: SheetWriter, line: int, cells: list[Cell]) -> None:
    if not any(text and not text.isspace() for text, _letter in cells):
        return
    padded = cells + [EMPTY] * (writer.width - len(cells))
    letters = "".join(letter for _text, letter in padded)
    writer.add(line, _texts(padded), types=letters if letters.strip("t") else "")


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [text for text, _letter in cells]


def _rows(sheet: CalamineSheet, errors: ErrorCells) -> Iterator[Row]:
    """Rows from the first that holds anything, with the errors that the reader leaves out."""
    row, column = sheet.start or (0, 0)
    for at, values in enumerate(_used_rows(sheet, row, column), start=row):
        cells = [cell_of(value) for value in values]
        for n, text in errors.get(at, {}).items():
            if 0 <= n - column < len(cells):
                cells[n - column] = (text, "e")
        yield at + 1, cells


def _used_rows(sheet: CalamineSheet, row: int, column: int) -> Iterator[list[Any]]:
    """Rows of the used area alone, wherever the reader of workbooks begins."""
    skip_rows = row if sheet.total_height == row + sheet.height and row else 0
    for values in islice(sheet.iter_rows(), skip_rows, None):
        yield values[column:] if len(values) > sheet.width else values


def _merged(sheet: CalamineSheet, first: int) -> list[Range]:
    """Merged cells near the top, counted from the used area; empty for ODS, which tells none."""
    column = sheet.start[1] if sheet.start else 0
    return [
        ((top + 1 - first, left - column), (bottom + 1 - first, right - column))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if 0 <= top + 1 - first < SAMPLE and left >= column
    ]
