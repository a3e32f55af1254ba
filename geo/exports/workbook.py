"""The tables of a view as a workbook, or its first table as CSV; nothing in them is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import geo
from geo.exports.spreadsheet import safe_cell, safe_cell_text
from geo.exports.taken import Cell, Table, Taken
from geo.text import _, date
from geo.theme import colour

STAMP_COLUMN = "data"
"""Heading of the column that stamps each row of invented data."""

_TITLE_MOST = 31
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']+")
_WIDEST, _NARROWEST = 60, 8
_MEASURED = 500
_LABEL, _TEXT = 22, 110


def workbook(taken: Taken) -> bytes:
    """
    All tables of a view as XLSX.

    The first sheet says what it is, of whom, as of when and from which sources; then a sheet a
    table, with its headings in bold and held in place. Numbers are numbers, days are days. Over
    invented data the stamp stands on the first sheet and beside every row.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    titles = sheet_titles([_("About"), *(table.name for table in taken.tables)])
    first.title = titles[0]
    _fill_about(first, taken)
    for title, table in zip(titles[1:], taken.tables, strict=True):
        _fill_table(book.create_sheet(title), _stamped(table, taken.stamp))
    book.properties.creator = "PetaPORA"
    book.properties.title = safe_cell_text(taken.heading)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table_csv(taken: Taken) -> bytes:
    """
    The first table of a view as CSV: UTF-8 with a mark, commas, one line a row.

    Over invented data the column `STAMP_COLUMN` stamps every row.
    """
    table = _stamped(taken.tables[0], taken.stamp)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe_cell_text(heading) for heading in table.headings])
    writer.writerows([[_in_csv(cell) for cell in row] for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, dt.date) else safe_cell(cell)


def _stamped(table: Table, stamp: str) -> Table:
    """The table with the stamp in its last column, if there is one."""
    if not stamp:
        return table
    rows = [[*row, stamp] for row in table.rows]
    return Table(table.name, [*table.headings, STAMP_COLUMN], rows)


def sheet_titles(names: Sequence[str]) -> list[str]:
    """Names that sheets may have: of at most 31 allowed characters, each once in any case."""
    titles: list[str] = []
    for name in names:
        allowed = " ".join(_NOT_IN_TITLE.sub(" ", safe_cell_text(name)).split()) or "1"
        title, n = allowed[:_TITLE_MOST], 1
        while title.casefold() in [taken.casefold() for taken in titles]:
            n += 1
            ending = f" ({n})"
            title = allowed[: _TITLE_MOST - len(ending)] + ending
        titles.append(title)
    return titles


def _fill_about(sheet: Worksheet, taken: Taken) -> None:
    rows = [
        ("", taken.heading),
        (_("Office"), taken.office.name),
        (_("Data as of"), date(taken.as_of)),
        *([(_("Stamp"), taken.stamp)] if taken.stamp else []),
        (_("Shown"), f"{taken.view.title}. {taken.view.stamp}"),
        *[(_("Note"), note) for note in taken.notes],
        *[(_("Source"), source) for source in taken.sources],
        (_("Boundaries"), taken.view.credit),
        (_("Program"), f"PetaPORA {geo.__version__}"),
        *([(_("Address of this view"), taken.address)] if taken.address else []),
    ]
    for number, (label, text) in enumerate(rows, start=1):
        put_cell(sheet, number, 1, label).font = Font(bold=True)
        cell = put_cell(sheet, number, 2, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = Font(bold=True, size=14)
        elif label == _("Stamp"):
            cell.font = Font(bold=True, size=14, color=argb(colour("mark", "sample")))
    sheet.column_dimensions["A"].width = _LABEL
    sheet.column_dimensions["B"].width = _TEXT


def _fill_table(sheet: Worksheet, table: Table) -> None:
    shade = PatternFill("solid", fgColor=argb(colour("ink", "panel-soft")))
    for column, heading in enumerate(table.headings, start=1):
        cell = put_cell(sheet, 1, column, heading)
        cell.font, cell.fill = Font(bold=True), shade
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = _width([heading, *(row[column - 1] for row in table.rows[:_MEASURED])])
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            put_cell(sheet, line, column, value)
    sheet.freeze_panes = "A2"


def put_cell(sheet: Worksheet, line: int, column: int, value: Cell) -> BookCell:
    """A value in its place on a sheet, by `fill_cell`."""
    cell = sheet.cell(line, column)
    assert isinstance(cell, BookCell)  # no cells are merged here
    return fill_cell(cell, value)


def fill_cell(cell: BookCell, value: Cell) -> BookCell:
    """The one way into a cell: text is text, whatever it begins with."""
    safe = safe_cell(value)
    cell.value = safe
    if isinstance(safe, str):
        cell.data_type = "s"
    elif isinstance(safe, dt.date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _width(cells: Sequence[Cell]) -> float:
    """Width of a column that shows its cells, within bounds."""
    longest = max(len(str(cell)) for cell in cells if cell is not None)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def argb(css: str) -> str:
    """A colour as workbooks write it."""
    return "FF" + css.removeprefix("#").upper()
