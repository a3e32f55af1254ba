"""The way of a file into the store: given, read, understood, judged, taken in; or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

import pandas as pd

from geo.intake.context import read_context
from geo.intake.headings import POINT, Match, match_headings
from geo.intake.job_folder import MOST_MB as MOST_MB
from geo.intake.job_folder import Job, file_of, make_job, remove_job
from geo.intake.job_folder import job_of as job_of
from geo.intake.job_mend import Mended, corrections_in, import_of, mend
from geo.intake.job_notes import Action, Outcome, task_of
from geo.intake.job_read import read as read
from geo.intake.job_run import BIG_ROWS as BIG_ROWS
from geo.intake.job_run import Progress, run_task
from geo.intake.job_run import cancel as cancel
from geo.intake.job_run import wait as wait
from geo.intake.job_steps import rows_in
from geo.intake.job_sweep import sweep as sweep
from geo.intake.judge import file_questions
from geo.intake.judged import Question, Understanding
from geo.intake.schema import SCHEMAS
from geo.intake.screening import require_harmless
from geo.intake.table import LINE, FileRead, Sheet
from geo.intake.take_in import Verdict
from geo.intake.update_questions import update_questions
from geo.store.imports import read_receipt
from geo.store.mappings import NO_FIELD, remember, remembered
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.words import Kind

BATCHES_ASKED_ABOUT: Final = 2
"""Questions about a whole file rest on so many of its first batches."""


def begin(upload: IO[bytes] | Path, *, name: str) -> Job:
    """
    Put a file into a private folder of its own; what was left of earlier ones is swept out.

    Parameters
    ----------
    upload : binary stream or Path
    name : str
        What its sender calls it; for messages only.

    Raises
    ------
    DataError
        If it is larger than `MOST_MB` or the disk is full; nothing is left then.
    """
    sweep()
    return make_job(upload, name=name)


def best_sheet(read: FileRead, kind: Kind) -> int:
    """The sheet whose headings tell the most fields of a kind; a hidden one only if alone."""

    def told(number: int) -> tuple[bool, int, int]:
        sheet = read.sheets[number]
        return not sheet.is_hidden, len(match_headings(sheet, kind, {}).taken), -number

    return max(range(len(read.sheets)), key=told)


def matched(scope: Scope, sheet: Sheet, *, kind: Kind, sender: str) -> Match:
    """What the headings of a sheet mean, with what was remembered of its sender."""
    return match_headings(sheet, kind, remembered(scope, sender, kind))


def understand(
    scope: Scope,
    job: Job,
    *,
    office: Office,
    kind: Kind,
    sender: str,
    sheet: int | None = None,
    constants: Mapping[str, str] | None = None,
) -> Understanding:
    """
    How the rows of a job's file are read as they stand; a reader may change all of it.

    Parameters
    ----------
    scope : Scope
    job : Job
        Whose file was read.
    office : Office
    kind : Kind
    sender : str
        An agency or a place, never a person.
    sheet : int, optional
        The `best_sheet` if not given.
    constants : mapping of str to str, optional
        Field to what every row says, instead of a column.

    Raises
    ------
    DataError
        If the sender or a constant tells who a person is.
    """
    found = file_of(job)
    number = best_sheet(found, kind) if sheet is None else sheet
    rows = rows_in(job, number)
    said = dict(constants or {})
    match = matched(scope, rows.sheet, kind=kind, sender=sender)
    columns = {field: column for field, column in match.taken.items() if field not in said}
    understanding = Understanding(kind, office.key, sender, number, columns, said)
    require_harmless(understanding)
    return understanding


def confirm(scope: Scope, job: Job, understanding: Understanding) -> None:
    """Remember what a reader decided about the headings of a sender's file, and no more."""
    require_harmless(understanding)
    sheet, kind = rows_in(job, understanding.sheet).sheet, understanding.kind
    decided: dict[str, str] = {}
    for field, column in understanding.columns.items():
        heading = sheet.headings[column]
        decided[heading] = POINT if heading in decided else field
    by_itself = match_headings(sheet, kind, {}).taken
    for column in by_itself.values():
        decided.setdefault(sheet.headings[column], NO_FIELD)
    known = {sheet.headings[column]: field for field, column in by_itself.items()}
    said = {heading: field for heading, field in decided.items() if known.get(heading) != field}
    if said:
        remember(scope, understanding.sender, kind, said)


def missing_fields(understanding: Understanding) -> list[str]:
    """Fields that every row needs and nothing tells."""
    told = {*understanding.columns, *understanding.constants}
    fields = SCHEMAS[understanding.kind].fields
    return [field.name for field in fields if field.required and field.name not in told]


def questions(
    scope: Scope, office: Office, job: Job, understanding: Understanding
) -> list[Question]:
    """What only a reader can decide about a whole file, by its first rows."""
    require_harmless(understanding)
    rows = rows_in(job, understanding.sheet)
    context = read_context(scope, office, understanding.kind)
    batches = [batch for _n, batch in zip(range(BATCHES_ASKED_ABOUT), rows.batches(), strict=False)]
    asked = file_questions(batches, rows.sheet, understanding, context)
    return [*asked, *update_questions(scope, batches, rows.sheet, understanding, context)]


def preview(job: Job, sheet: int, *, n: int = 20) -> pd.DataFrame:
    """The first `n` rows of a sheet as they stand, identifiers masked, indexed by ``line``."""
    rows = rows_in(job, sheet)
    headings = list(rows.sheet.headings)
    cells = [f"c{number}" for number in range(len(headings))]
    for batch in rows.batches():
        first = batch.head(n)
        index = pd.Index(first[LINE].to_numpy(), name="line")
        return first[cells].set_axis(headings, axis=1).set_axis(index)
    return pd.DataFrame(columns=headings, index=pd.Index([], name="line", dtype=int))


def judge_all(
    scope: Scope, job: Job, understanding: Understanding, *, progress: Progress | None = None
) -> Verdict:
    """
    Say what would become of every row; nothing is stored.

    A file of more than `BIG_ROWS` rows is judged by a process of its own, which goes on if the
    page is left; `job_of` and `wait` find it again.

    Raises
    ------
    DataError
        If the job was cancelled, the disk is full, or `understanding` tells who a person is.
    """
    require_harmless(understanding)
    verdict = run_task(job, task_of(Action.JUDGE, scope, understanding), progress)
    assert isinstance(verdict, Verdict)
    return verdict


def take_in(
    scope: Scope,
    job: Job,
    understanding: Understanding,
    *,
    replaces_sample: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """
    Take the rows of a job's file into the store, in one transaction.

    Parameters
    ----------
    scope : Scope
        Who takes them in.
    job : Job
    understanding : Understanding
    replaces_sample : bool
        Take all invented rows out in the same transaction.
    progress : callable, optional

    Returns
    -------
    Outcome
        Of a file that was taken in before: the earlier receipt, and nothing is added.

    Raises
    ------
    DataError
        If the job was cancelled, the disk is full, or `understanding` tells who a person is; the
        store is as it was.
    StoreError
        If the store does not take the rows; it is as it was.
    """
    require_harmless(understanding)
    task = task_of(Action.TAKE_IN, scope, understanding, replaces_sample=replaces_sample)
    outcome = run_task(job, task, progress)
    assert isinstance(outcome, Outcome)
    return outcome


def end(job: Job) -> None:
    """Remove the folder of a job that is done with."""
    remove_job(job)


def mends(job: Job) -> str:
    """The import that a file of mended rows belongs to; empty for any other file."""
    found = file_of(job)
    return next(filter(None, (import_of(rows_in(job, n)) for n in range(len(found.sheets)))), "")


def mend_by_file(scope: Scope, office: Office, job: Job) -> Mended:
    """
    Take in the rows of a workbook of waiting rows that were mended.

    Raises
    ------
    DataError
        If the file is none, its import is not there, or a line does not wait.
    """
    import_id = mends(job)
    receipt = read_receipt(scope, office, import_id)
    found = file_of(job)
    number = next(n for n in range(len(found.sheets)) if import_of(rows_in(job, n)))
    return mend(scope, office, import_id, corrections_in(rows_in(job, number), receipt))
