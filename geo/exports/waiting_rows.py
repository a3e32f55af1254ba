"""Rows of an import that wait, as a workbook: why, what to do, and cells to be mended in place."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from geo.exports.workbook import argb, fill_cell, sheet_titles
from geo.intake.job_mend import IMPORT_HEADING, LINE_HEADING
from geo.intake.reasons import Reason, reason_text, remedy_text
from geo.text import _, number
from geo.theme import colour
from geo.words import RowState

MOST_ROWS: Final = 20_000
"""So many rows are written at most; the others come once these are mended."""

_WIDTHS: Final = (34, 14, 16, 60, 60)
_WIDTH, _TEXT = 22, 110


def waiting_rows(
    waiting: pd.DataFrame, *, import_id: str, file: str, n_waiting: int | None = None
) -> bytes:
    """
    Held and rejected rows as XLSX, to be mended and taken in again.

    Parameters
    ----------
    waiting : DataFrame, n rows
        As `geo.store.imports.read_waiting` gives them; the first `MOST_ROWS` are written.
    import_id : str
        The import that they belong to.
    file : str
        Name of the file that they came in.
    n_waiting : int, optional
        How many rows wait in all, if `waiting` does not have all of them.

    Returns
    -------
    bytes
        The first sheet has the import and the line of each row, its state, why it waits and what
        to do, and then its cells in the columns of the file, with identifiers masked. All cells
        are text, so that a program for spreadsheets leaves them as they are. By the first two
        columns the rows are known again when the workbook is taken in. The second sheet says how
        to go on, and how many rows of how many are there.
    """
    book = Workbook(write_only=True)  # a row goes out as it comes: a sheet in memory takes minutes
    titles = sheet_titles([_("Rows that wait"), _("About")])
    written = waiting.head(MOST_ROWS)
    _write_rows(book.create_sheet(titles[0]), written, import_id)
    n = len(waiting) if n_waiting is None else n_waiting
    _write_about(book.create_sheet(titles[1]), file=file, n=n, n_written=len(written))
    book.properties.creator = "PetaPORA"
    book.properties.title = _("Rows that wait")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_rows(sheet: WriteOnlyWorksheet, waiting: pd.DataFrame, import_id: str) -> None:
    columns = list(dict.fromkeys(name for cells in waiting["cells"] for name in cells))
    said = [IMPORT_HEADING, LINE_HEADING, _("State"), _("Why"), _("What to do")]
    for column in range(len(said) + len(columns)):
        width = _WIDTHS[column] if column < len(said) else _WIDTH
        _set_column(sheet, column + 1, width=width)
    sheet.freeze_panes = "C2"
    shades = ["panel-soft"] * len(said) + ["warn-soft"] * len(columns)
    sheet.append(
        [
            _heading(sheet, text, shade)
            for text, shade in zip([*said, *columns], shades, strict=True)
        ]
    )
    # One cell a column: a row is written when it is appended, and its cells serve the next.
    cells = [_text_cell(sheet, wrap=number < len(said)) for number in range(len(shades))]
    states = {state.value: state_label(state) for state in RowState}
    rows = zip(waiting.index, waiting["state"], waiting["cells"], waiting["issues"], strict=True)
    for line, state, texts, issues in rows:
        told = [import_id, str(line), states[state], *_why(issues)]
        told += [str(texts.get(name, "")) for name in columns]
        sheet.append([fill_cell(cell, text) for cell, text in zip(cells, told, strict=True)])


def _set_column(sheet: WriteOnlyWorksheet, column: int, *, width: int) -> None:
    """Make a column of texts so wide; a sheet that is only written has the columns of any other."""
    dimension = cast(Worksheet, sheet).column_dimensions[get_column_letter(column)]
    dimension.width = width
    dimension.number_format = "@"


def _heading(sheet: WriteOnlyWorksheet, text: str, shade: str) -> BookCell:
    cell = fill_cell(WriteOnlyCell(sheet), text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.fill = PatternFill("solid", fgColor=argb(colour("ink", shade)))
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, *, wrap: bool) -> BookCell:
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell


def state_label(state: RowState) -> str:
    """What became of a row, as readers know it."""
    return {
        RowState.ACCEPTED: _("Taken in"),
        RowState.WARNED: _("Taken in with a note"),
        RowState.HELD: _("Held for a question"),
        RowState.REJECTED: _("Rejected"),
    }[state]


def _why(issues: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """All reasons of a row, and all remedies, each once."""
    reasons = (
        reason_text(
            Reason(issue["reason"]),
            column=issue["column"],
            value=issue["value"],
            details=tuple(issue["details"]),
        )
        for issue in issues
    )
    remedies = (remedy_text(Reason(issue["reason"])) for issue in issues)
    return " ".join(dict.fromkeys(reasons)), " ".join(dict.fromkeys(remedies))


def _write_about(sheet: WriteOnlyWorksheet, *, file: str, n: int, n_written: int) -> None:
    texts = [
        _("Rows of {file} that wait: {n}.", file=file, n=number(n)),
        *([_first_of(n_written)] if n_written < n else []),
        _("Mend the cells to the right; what stands there as ••• was hidden and stays so."),
        _("Empty a hidden cell to take its row in without it."),
        _("Leave the first two columns as they are: by them the rows are known again."),
        _("Take this file in as any other. A row that you take out of it goes on waiting."),
        _("Never write names of persons, passport numbers, NIK, permit numbers or nationalities."),
    ]
    _set_column(sheet, 1, width=_TEXT)
    for line, text in enumerate(texts):
        cell = fill_cell(WriteOnlyCell(sheet), text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=line == 0)
        sheet.append([cell])


def _first_of(n: int) -> str:
    return _(
        "The first {n} of them are in this file. Mend these and take them in, then write it again "
        "for the next.",
        n=number(n),
    )
