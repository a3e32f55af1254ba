"""Rows that waited, mended on a page or in a workbook, are judged again and taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from geo.errors import DataError
from geo.intake.context import read_context
from geo.intake.identifiers import mask_batch
from geo.intake.judge import judge
from geo.intake.judged import Judged, Understanding
from geo.intake.mended_columns import IMPORT_HEADING as IMPORT_HEADING
from geo.intake.mended_columns import LINE_HEADING as LINE_HEADING
from geo.intake.mended_columns import mended_columns
from geo.intake.point_check import PointCheck
from geo.intake.reasons import Reason
from geo.intake.schema import SCHEMAS
from geo.intake.screening import with_known_headings
from geo.intake.table import FAULT, HIDDEN, LINE, MASK, TYPES, Sheet
from geo.intake.take_in import Entering, Rows
from geo.intake.updates import compare
from geo.spreadsheet_text import as_it_was
from geo.store.imports import Receipt, correcting, read_receipt, read_waiting
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import Identifier

_LONGEST_LINE: Final = 9
"""Digits of the largest number of a line."""

Corrections = Mapping[int, Mapping[str, str]]
"""
What rows are to say: line to field to text; the empty text empties a cell.

A column that tells no field is named by its heading in place of the field.
"""


@dataclass(frozen=True)
class Mended:
    """An import after some of its rows were mended: how many went in, and how it stands since."""

    taken_in: int
    receipt: Receipt


def settings_of(understanding: Understanding, sheet: Sheet) -> dict[str, Any]:
    """What an import keeps, so that rows which wait can be judged again."""
    personal = [[column, what] for column, what in sheet.personal]
    headings = with_known_headings(sheet, understanding).headings
    said = {"headings": list(headings), "personal": personal, "crs": sheet.crs}
    return {"understanding": understanding.as_json(), "sheet": {"name": sheet.name, **said}}


def mend(
    scope: Scope,
    office: Office,
    import_id: str,
    corrections: Corrections,
    *,
    without_personal: bool = False,
) -> Mended:
    """
    Judge rows of an import that wait once more, and take in those that pass.

    Parameters
    ----------
    scope : Scope
        Who mends them.
    office : Office
        Whose import.
    import_id : str
    corrections : mapping of int to mapping of str to str
        Line to field to text, of the rows to judge; identifiers of persons in it are masked and
        hold the row, as in a file. An empty mapping judges a row as it stands.
    without_personal : bool
        Take rows without the cells that were masked, where no field needs them.

    Returns
    -------
    Mended
        Lines that do not pass wait on, with their new cells. A row that stood in the file twice
        is passed over unless something in it is changed.

    Raises
    ------
    DataError
        For an import that is not there or was undone, and a line that does not wait.
    StoreError
        If the store does not take a row; nothing is changed then.
    """
    receipt = read_receipt(scope, office, import_id)
    waiting = read_waiting(scope, office, import_id, lines=corrections)
    _require_waiting(waiting, corrections)
    understanding, sheet = _understood(receipt)
    understanding = replace(
        understanding,
        without_personal=understanding.without_personal or without_personal,
    )
    wanted = _worth_judging(waiting, corrections, understanding, sheet)
    if not wanted:
        return Mended(0, receipt)
    judged = _judged(scope, office, understanding, sheet, waiting.loc[list(wanted)], wanted)
    with correcting(scope, office, import_id) as importing:
        Entering(importing, office, _with_said(understanding, wanted)).enter(judged)
    return Mended(len(judged.accepted), read_receipt(scope, office, import_id))


def _with_said(understanding: Understanding, corrections: Corrections) -> Understanding:
    """The understanding with the fields that a reader told, so that they are taken over."""
    asked = {field for said in corrections.values() for field in said}
    known = {field.name for field in SCHEMAS[understanding.kind].fields} & asked
    return replace(understanding, constants={**dict.fromkeys(known, ""), **understanding.constants})


def _require_waiting(waiting: pd.DataFrame, corrections: Corrections) -> None:
    gone = sorted(set(corrections) - set(waiting.index))
    if gone:
        raise DataError(
            _(
                "Line {line} of this import does not wait: it was mended before, or is none. "
                "Open the import again.",
                line=gone[0],
            )
        )


def _understood(receipt: Receipt) -> tuple[Understanding, Sheet]:
    """How the file was understood, and its headings."""
    said = receipt.settings["sheet"]
    personal = tuple((int(column), str(what)) for column, what in said["personal"])
    sheet = Sheet("", tuple(said["headings"]), receipt.read, personal=personal, crs=said["crs"])
    return Understanding.from_json(receipt.settings["understanding"]), sheet


def _worth_judging(
    waiting: pd.DataFrame, corrections: Corrections, understanding: Understanding, sheet: Sheet
) -> dict[int, Mapping[str, str]]:
    """Corrections but those that leave a row which stood in the file twice as it is."""
    wanted = {}
    for line, said in corrections.items():
        cells, issues = waiting.at[line, "cells"], waiting.at[line, "issues"]
        is_twin = any(issue["reason"] == Reason.TWIN_IN_FILE for issue in issues)
        if not is_twin or _differs(said, cells, understanding, sheet):
            wanted[line] = said
    return wanted


def _differs(
    said: Mapping[str, str], cells: Mapping[str, str], understanding: Understanding, sheet: Sheet
) -> bool:
    def before(field: str) -> str:
        column = understanding.columns.get(field)
        return str(cells.get(field if column is None else sheet.headings[column], ""))

    return any(text.strip() != before(field) for field, text in said.items())


def _judged(
    scope: Scope,
    office: Office,
    understanding: Understanding,
    sheet: Sheet,
    rows: pd.DataFrame,
    corrections: Corrections,
) -> Judged:
    """The rows with their corrections, screened for identifiers and judged as in a file."""
    known = [field.name for field in SCHEMAS[understanding.kind].fields]
    asked = {field for said in corrections.values() for field in said}
    before = {heading for said in rows["cells"] for heading in said}
    more = [
        name
        for name in known
        if name not in understanding.columns and (name in asked or f"({name})" in before)
    ]
    headings = (*sheet.headings, *(f"({name})" for name in more))
    columns = {**understanding.columns, **{n: headings.index(f"({n})") for n in more}}
    usual = {f"({name})": understanding.constants.get(name, "") for name in more}
    cells = pd.DataFrame(
        [[str(said.get(each, usual.get(each, ""))) for each in headings] for said in rows["cells"]],
        index=rows.index,
        columns=[f"c{number}" for number in range(len(headings))],
        dtype="str",
    )
    for line, said in corrections.items():
        for field, text in said.items():
            if field in columns or field in headings:
                number = columns[field] if field in columns else headings.index(field)
                cells.at[line, f"c{number}"] = text
    wider = replace(sheet, headings=headings)
    constants = {name: said for name, said in understanding.constants.items() if name not in more}
    batch = _screened(cells, wider)
    wanted = replace(understanding, columns=columns, constants=constants)
    context = read_context(scope, office, understanding.kind)
    judged = judge(batch, wider, wanted, context)
    judged = PointCheck(context).checked(judged, batch, wider, wanted)
    return compare(scope, office, judged, batch, wider, wanted)


def _screened(cells: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Cells as a batch of a file's rows; what was masked before is still so."""
    was_masked = cells.eq(MASK)
    personal = {column: Identifier(what) for column, what in sheet.personal}
    plain = cells.mask(was_masked, "").reset_index(drop=True)
    masked, hidden = mask_batch(plain, sheet.headings, personal)
    masked = masked.set_axis(cells.index).mask(was_masked, MASK)
    texts = []
    for found, flags in zip(hidden, was_masked.to_numpy(), strict=True):
        before = (
            f"{column}:{personal.get(column, Identifier.NAME).value}"
            for column, flag in enumerate(flags)
            if flag
        )
        texts.append(",".join([*filter(None, [found]), *before]))
    lines = {LINE: cells.index.to_numpy(), FAULT: "", TYPES: "", HIDDEN: texts}
    return pd.concat([pd.DataFrame(lines, index=cells.index), masked], axis=1).reset_index(
        drop=True
    )


def import_of(rows: Rows) -> str:
    """The import that a workbook of waiting rows belongs to; empty for any other file."""
    if not {IMPORT_HEADING, LINE_HEADING} <= set(rows.sheet.headings):
        return ""
    column = f"c{rows.sheet.headings.index(IMPORT_HEADING)}"
    named = {str(each) for batch in rows.batches() for each in batch[column].unique()} - {""}
    if len(named) != 1:
        raise DataError(
            _(
                "The column {column} names {n} imports. Mend one import a file.",
                column=IMPORT_HEADING,
                n=len(named),
            )
        )
    return named.pop()


def corrections_in(rows: Rows, receipt: Receipt) -> dict[int, dict[str, str]]:
    """
    What a workbook of waiting rows says, by line of the import and field.

    A field that no column of the file told may stand in a column of its own, under any heading
    that tells it in a file; where such a cell is empty, nothing is said of the field.

    Raises
    ------
    DataError
        For a row whose line is no number, or stands there twice.
    """
    understanding, _sheet = _understood(receipt)
    at = rows.sheet.headings.index(LINE_HEADING)
    columns = mended_columns(rows.sheet, understanding, receipt.settings["sheet"]["headings"])
    said: dict[int, dict[str, str]] = {}
    for batch in rows.batches():
        for row in batch.to_dict("records"):
            line = _line(str(row[f"c{at}"]))
            if line in said:
                raise DataError(
                    _(
                        "{column} {line} stands in this workbook twice. Leave one of the rows.",
                        column=LINE_HEADING,
                        line=line,
                    )
                )
            cells = {n: as_it_was(str(text)) for n, text in row.items()}
            more = {field: cells[f"c{n}"] for field, n in columns.added.items()}
            said[line] = {name: cells[f"c{n}"] for name, n in columns.kept.items()}
            said[line] |= {field: text for field, text in more.items() if text.strip()}
    return said


def _line(text: str) -> int:
    """The line of the import that a row of a workbook is about."""
    plain = text.strip()
    if plain.isascii() and plain.isdecimal() and len(plain) <= _LONGEST_LINE:
        return int(plain)
    raise DataError(
        _(
            "{column} '{value}' is not a line of the import. Leave this column as it was.",
            column=LINE_HEADING,
            value=text[:20],
        )
    )
