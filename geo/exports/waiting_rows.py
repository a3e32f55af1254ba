"""Rows of an import that wait, as a workbook: why, what to do, and cells to be mended in place."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geo.exports.workbook import argb, put_cell, sheet_titles
from geo.intake.job_mend import IMPORT_HEADING, LINE_HEADING
from geo.intake.reasons import Reason, reason_text, remedy_text
from geo.text import _
from geo.theme import colour
from geo.words import RowState

_WIDTHS: Final = (34, 14, 16, 60, 60)
_WIDTH, _TEXT = 22, 110


def waiting_rows(waiting: pd.DataFrame, *, import_id: str, file: str) -> bytes:
    """
    Held and rejected rows as XLSX, to be mended and taken in again.

    Parameters
    ----------
    waiting : DataFrame, n rows
        As `geo.store.imports.read_waiting` gives them.
    import_id : str
        The import that they belong to.
    file : str
        Name of the file that they came in.

    Returns
    -------
    bytes
        The first sheet has the import and the line of each row, its state, why it waits and what
        to do, and then its cells in the columns of the file, with identifiers masked. All cells
        are text, so that a program for spreadsheets leaves them as they are. By the first two
        columns the rows are known again when the workbook is taken in.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    titles = sheet_titles([_("Rows that wait"), _("About")])
    first.title = titles[0]
    _fill_rows(first, waiting, import_id)
    _fill_about(book.create_sheet(titles[1]), file=file, n=len(waiting))
    book.properties.creator = "PetaPORA"
    book.properties.title = _("Rows that wait")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill_rows(sheet: Worksheet, waiting: pd.DataFrame, import_id: str) -> None:
    columns = list(dict.fromkeys(name for cells in waiting["cells"] for name in cells))
    said = [IMPORT_HEADING, LINE_HEADING, _("State"), _("Why"), _("What to do")]
    for column, heading in enumerate([*said, *columns], start=1):
        cell = put_cell(sheet, 1, column, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        shade = "panel-soft" if column <= len(said) else "warn-soft"
        cell.fill = PatternFill("solid", fgColor=argb(colour("ink", shade)))
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS[column - 1] if column <= len(said) else _WIDTH
        dimension.number_format = "@"
    rows = zip(waiting.index, waiting["state"], waiting["cells"], waiting["issues"], strict=True)
    for number, (line, state, cells, issues) in enumerate(rows, start=2):
        told = [import_id, str(line), state_label(RowState(state)), *_why(issues)]
        for column, text in enumerate([*told, *(cells.get(name, "") for name in columns)], start=1):
            cell = put_cell(sheet, number, column, str(text))
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=column <= len(said), vertical="top")
    sheet.freeze_panes = "C2"


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


def _fill_about(sheet: Worksheet, *, file: str, n: int) -> None:
    texts = [
        _("Rows of {file} that wait: {n}.", file=file, n=n),
        _("Mend the cells to the right; what stands there as ••• was hidden and stays so."),
        _("Empty a hidden cell to take its row in without it."),
        _("Leave the first two columns as they are: by them the rows are known again."),
        _("Take this file in as any other. A row that you take out of it goes on waiting."),
        _("Never write names of persons, passport numbers, NIK, permit numbers or nationalities."),
    ]
    for line, text in enumerate(texts, start=1):
        cell = put_cell(sheet, line, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=line == 1)
    sheet.column_dimensions["A"].width = _TEXT
