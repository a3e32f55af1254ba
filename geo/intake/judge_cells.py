"""What each row of a batch says of each field, as text: columns, constants and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from geo.intake.grammar import cell_types, cleaned
from geo.intake.identifiers import find_identifiers
from geo.intake.judge_notes import Mask, Notes
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS, Field, field_label
from geo.intake.table import FAULT, HIDDEN, LINE, MASK, TYPES, Sheet
from geo.words import RowState

_ERROR_CELL: Final = "e"

Corrections = Mapping[int, Mapping[str, str]]
"""Line to field to the text that stands in its place."""


@dataclass(frozen=True)
class Said:
    """
    What the rows say of one field.

    Attributes
    ----------
    field : Field
    column : str
        Heading of its column; what readers call the field where the file has none.
    texts : Series of str, n rows
        Without outer blanks; empty where a row says nothing, or tells who a person is.
    types : Series of str, n rows, optional
        See `geo.intake.grammar_cells.cell_types`.
    noted : ndarray of bool, n rows
        Whether the cell is masked or an error of the spreadsheet; that is said of it already.
    """

    field: Field
    column: str
    texts: pd.Series
    types: pd.Series | None
    noted: Mask

    def note(
        self,
        where: Mask,
        reason: str | pd.Series,
        state: RowState,
        notes: Notes,
        *,
        details: pd.Series | None = None,
    ) -> None:
        """Note something of the cells where `where` holds; the reason, or one a row."""
        if not where.any():
            return
        notes.add(
            where,
            reason if isinstance(reason, str) else reason.to_list(),
            state=state,
            field=self.field.name,
            column=self.column,
            value=self.texts.to_list(),
            details=None if details is None else details.to_list(),
        )

    @property
    def is_empty(self) -> Mask:
        """Where a row says nothing of the field, and nothing was said of the cell."""
        return (self.texts == "").to_numpy() & ~self.noted


def corrected(
    batch: pd.DataFrame, understanding: Understanding, corrections: Corrections
) -> pd.DataFrame:
    """
    A batch with the corrections of its lines in place, those that tell of a person masked.

    Parameters
    ----------
    batch : DataFrame, n rows
        See `geo.intake.table`; numbered 0, 1 and so on.
    understanding : Understanding
    corrections : mapping
        Of any lines and fields; a field without a column gets one, named for it.

    Returns
    -------
    DataFrame, n rows
        Corrected cells are text. ``_hidden`` says no more that such a cell was masked; what was
        found in the correction itself stands there instead.
    """
    if not corrections:
        return batch
    places = {int(line): place for place, line in enumerate(batch[LINE])}
    changes = [
        (places[line], name, text)
        for line, said in corrections.items()
        if line in places
        for name, text in said.items()
        if name in {field.name for field in SCHEMAS[understanding.kind].fields}
    ]
    if not changes:
        return batch
    cells = {name: batch[name].to_numpy(dtype=object, copy=True) for name in batch.columns}
    for place, name, text in changes:
        number = understanding.columns.get(name)
        if number is None:
            blank = np.full(len(batch), None, dtype=object)
            cells.setdefault(f"+{name}", blank)[place] = _gated(text)[0]
            continue
        shown, found = _gated(text)
        cells[f"c{number}"][place] = shown
        cells[TYPES][place] = _with(cells[TYPES][place], number, "t")
        cells[HIDDEN][place] = _hidden(cells[HIDDEN][place], number, found)
    return pd.DataFrame(cells, index=batch.index).astype({LINE: "int64"})


def _gated(text: str) -> tuple[str, str]:
    """A text that a reader wrote, masked whole if it tells of a person, and what it told."""
    found = find_identifiers(text)
    return (MASK, found[0].value) if found else (text, "")


def _with(letters: str, number: int, letter: str) -> str:
    return letters[:number] + letter + letters[number + 1 :] if letters else letters


def _hidden(said: str, number: int, found: str) -> str:
    others = [part for part in said.split(",") if part and not part.startswith(f"{number}:")]
    return ",".join([*others, f"{number}:{found}"] if found else others)


def say(
    batch: pd.DataFrame, sheet: Sheet, understanding: Understanding, notes: Notes
) -> dict[str, Said]:
    """
    Take apart what a batch says, by field; structural faults and masked cells are noted.

    Parameters
    ----------
    batch : DataFrame, n rows
        As `corrected` returns it.
    sheet : Sheet
    understanding : Understanding
    notes : Notes
        Told of every row that is rejected for its structure, and of every masked cell.
    """
    faulty = (batch[FAULT] != "").to_numpy()
    if faulty.any():
        notes.add(faulty, batch[FAULT].to_list(), state=RowState.REJECTED)
    hidden = _masked_cells(batch, sheet)
    _note_hidden(batch, sheet, understanding, hidden, notes)
    for name in [name for name in batch.columns if name.startswith("+")]:
        masked = (batch[name] == MASK).to_numpy()
        field = name.removeprefix("+")
        column = field_label(field)
        notes.add(masked, Reason.IDENTIFIER, field=field, column=column, value=MASK)
    fields = SCHEMAS[understanding.kind].fields
    said = {field.name: _say(field, batch, sheet, understanding, hidden) for field in fields}
    return {name: _without_errors(each, notes) for name, each in said.items()}


def _without_errors(said: Said, notes: Notes) -> Said:
    """The same with empty cells where the spreadsheet shows an error; those are noted."""
    if said.types is None:
        return said
    broken = (said.types == _ERROR_CELL).to_numpy() & ~said.noted
    said.note(broken & ~notes.noted(RowState.REJECTED), Reason.ERROR_CELL, RowState.HELD, notes)
    return replace(said, texts=said.texts.mask(broken, ""), noted=said.noted | broken)


def _say(
    field: Field,
    batch: pd.DataFrame,
    sheet: Sheet,
    understanding: Understanding,
    hidden: Mapping[int, Mask],
) -> Said:
    number = understanding.columns.get(field.name)
    masked = np.zeros(len(batch), dtype=bool)
    constant = understanding.constants.get(field.name, "")
    if number is not None and f"c{number}" in batch:
        types = cell_types(batch[TYPES], number)
        masked = hidden.get(number, masked)
        texts = cleaned(batch[f"c{number}"])
        texts = texts.mask(texts == "", constant) if constant else texts
        column = sheet.headings[number]
    else:
        types, column = None, field_label(field.name)
        texts = pd.Series(constant, index=batch.index, dtype="str")
    if (own := f"+{field.name}") in batch:
        given = batch[own].notna()
        texts = texts.where(~given, cleaned(batch[own].fillna("")))
        masked = masked | (texts == MASK).to_numpy()
    return Said(field, column, texts.mask(masked, ""), types, masked)


def _masked_cells(batch: pd.DataFrame, sheet: Sheet) -> dict[int, Mask]:
    """Which cells of which columns are masked."""
    listed = "," + batch[HIDDEN].astype("str")
    any_listed = bool((listed != ",").any())
    found = {}
    for number in range(len(sheet.headings)):
        if f"c{number}" not in batch:
            continue
        masked = batch[f"c{number}"].str.contains(MASK, regex=False).to_numpy(dtype=bool)
        if any_listed:
            masked = masked | listed.str.contains(f",{number}:", regex=False).to_numpy(dtype=bool)
        if masked.any():
            found[number] = masked
    return found


def _note_hidden(
    batch: pd.DataFrame,
    sheet: Sheet,
    understanding: Understanding,
    hidden: Mapping[int, Mask],
    notes: Notes,
) -> None:
    """A masked cell holds its row, unless a reader lets it go and no field needs it."""
    fields = {number: name for name, number in understanding.columns.items()}
    schema = SCHEMAS[understanding.kind]
    known = {field.name: field for field in schema.fields}
    promised = dict(sheet.personal)
    whole = ~notes.noted(RowState.REJECTED)
    for number, masked in hidden.items():
        field = known.get(fields.get(number, ""))
        is_held = not understanding.without_personal or (field is not None and field.required)
        if not is_held and field is None:
            continue
        kinds = batch[HIDDEN].str.extract(rf"(?:^|,){number}:([^,]+)")[0].fillna("")
        kinds = kinds.where(kinds != "", promised.get(number, ""))
        notes.add(
            masked & whole,
            Reason.IDENTIFIER if is_held else Reason.LEFT_OUT,
            state=RowState.HELD if is_held else RowState.WARNED,
            field=field.name if field else "",
            column=sheet.headings[number],
            value=MASK,
            details=[(kind,) if kind else () for kind in kinds],
        )
