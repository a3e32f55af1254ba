"""Rows of a file become rows of the store, or wait with the reason beside them; none is lost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.intake.context import Context
from geo.intake.judge_cells import Corrections, corrected, say
from geo.intake.judge_kinds import KEY, OWN, Read, rows_for_store
from geo.intake.judge_notes import Notes
from geo.intake.judge_places import locate_rows
from geo.intake.judge_questions import file_questions as file_questions
from geo.intake.judge_read import read_fields
from geo.intake.judge_seen import Seen, habits_of
from geo.intake.judge_totals import is_total
from geo.intake.judged import Judged, Understanding
from geo.intake.reason_words import Reason
from geo.intake.screening import with_known_headings
from geo.intake.table import LINE, Sheet
from geo.words import RowState

_NO_CORRECTIONS: Corrections = {}


def judge(
    batch: pd.DataFrame,
    sheet: Sheet,
    understanding: Understanding,
    context: Context,
    *,
    corrections: Corrections = _NO_CORRECTIONS,
    seen: Seen | None = None,
) -> Judged:
    """
    Accept, hold or reject each row of a batch.

    Parameters
    ----------
    batch : DataFrame, n rows
        With the columns that `geo.intake.table` names, in any order; no line stands twice.
    sheet : Sheet
        The table that the rows are from. What becomes of them names a column that tells no field
        by its number: "kolom 3".
    understanding : Understanding
        Which column tells which field, and how its cells are read.
    context : Context
        Of the same office and kind.
    corrections : mapping of int to mapping of str to str
        Line to field to the text that a reader put in its place.
    seen : Seen, optional
        The file's own memory, handed from batch to batch; without, the batch is the whole file.

    Returns
    -------
    Judged
        With as many rows accepted and waiting as `batch` has. Accepted reports have the columns of
        `geo.intake.reports.COLUMNS` but source, and ``agency`` and ``state``; other kinds those
        of their table but source, import_id and deleted_at, and ``state``. All are as the store
        takes them.

    Notes
    -----
    A row's key is its own number after the sender ("polsek-sawan.12"), so that a corrected file
    updates its rows; without an own number it is made of what the row says ("h-…"), so that the
    same file adds nothing. Of rows with the same key the first counts and the others are held.
    """
    sheet = with_known_headings(sheet, understanding)
    memory = Seen() if seen is None else seen
    ordered = batch.sort_values(LINE, kind="stable").reset_index(drop=True)
    habits = habits_of(ordered, understanding) if memory.habits is None else memory.habits
    mended = corrected(ordered, understanding, corrections)
    notes = Notes(mended[LINE].to_numpy(dtype=np.int64))
    notes.add(is_total(mended), Reason.TOTAL_ROW, state=RowState.REJECTED)
    said = say(mended, sheet, understanding, notes)
    values = read_fields(said, understanding, context, habits, notes)
    nothing = pd.Series("", index=mended.index, dtype="str")
    located = locate_rows(said, values.get("kode", nothing), understanding, context, notes)
    frame = rows_for_store(Read(said, values, located), understanding, context, notes)
    _note_twins(frame, memory, mended, notes)
    return _judged(frame.drop(columns=[KEY, OWN]), mended, sheet, notes)


def _note_twins(frame: pd.DataFrame, seen: Seen, batch: pd.DataFrame, notes: Notes) -> None:
    """Hold rows whose own number stood before, or that say no more than one that was accepted."""
    lines = batch[LINE].to_numpy(dtype=np.int64)
    own = frame[OWN].to_numpy(dtype=bool) & ~notes.noted(RowState.REJECTED)
    first = seen.first_lines(frame[KEY].where(own | ~notes.waits, ""), lines)
    details = [(str(line),) for line in first] if (first != lines).any() else None
    notes.add(first != lines, Reason.TWIN_IN_FILE, details=details)


def _judged(frame: pd.DataFrame, batch: pd.DataFrame, sheet: Sheet, notes: Notes) -> Judged:
    lines = pd.Index(batch[LINE].to_numpy(dtype=np.int64), name="line")
    states = pd.Series(notes.states(), index=lines, dtype="str")
    waits = notes.waits
    accepted = frame.set_axis(lines).assign(state=states)[~waits]
    waiting = pd.DataFrame({"state": states[waits]}, index=lines[waits])
    cells = pd.Series(cells_of(batch[waits], sheet), index=waiting.index, dtype=object)
    return Judged(accepted, notes.issues(), waiting.assign(cells=cells))


def cells_of(batch: pd.DataFrame, sheet: Sheet) -> list[dict[str, str]]:
    """Cells of rows by heading, as the file has them; masked ones as masked."""
    there = [(n, heading) for n, heading in enumerate(sheet.headings) if f"c{n}" in batch]
    headings = [heading for _n, heading in there]
    columns = [batch[f"c{n}"].astype("str").to_list() for n, _heading in there]
    return [dict(zip(headings, row, strict=True)) for row in zip(*columns, strict=True)]
