"""The steps of a job, done here or in a process of its own, and noted in the folder of the job."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from geo.errors import DataError, StoreError
from geo.intake.context import read_context
from geo.intake.job_folder import (
    Job,
    JobState,
    Step,
    cancelled,
    faults_in_words,
    file_of,
    is_to_stop,
    write_note,
    write_state,
)
from geo.intake.job_mend import settings_of
from geo.intake.job_notes import (
    Action,
    Outcome,
    Task,
    note_outcome,
    verdict_as_json,
)
from geo.intake.judge_seen import Habits, settled
from geo.intake.take_in import Entering, Rows, Tally, Verdict, judge_all, judge_rows
from geo.store.facts import read_facts
from geo.store.imports import ImportHeader, Receipt, find_import, importing
from geo.store.offices import Office
from geo.text import _

SECONDS_BETWEEN: Final = 0.3
"""So often the folder says how far a step has come."""


def rows_in(job: Job, sheet: int) -> Rows:
    """
    Rows of a sheet of a job's file.

    Raises
    ------
    DataError
        If the file was not read yet, or has no such sheet.
    """
    read = file_of(job)
    if not 0 <= sheet < len(read.sheets):
        raise DataError(_("{file}: has {n} sheets with rows.", file=read.file, n=len(read.sheets)))
    return Rows(job.rows, sheet, read.sheets[sheet])


def do_task(
    job: Job, task: Task, *, progress: Callable[[int, int], None] | None = None
) -> Verdict | Outcome:
    """
    Do a task and note what came of it.

    Once the rows are in the store their outcome is given back whether it could be noted or not.

    Parameters
    ----------
    job : Job
        Whose file was read.
    task : Task
    progress : callable, optional
        Told rows done and rows in all.

    Raises
    ------
    DataError
        If the job was cancelled, or the disk is full; the store is as it was.
    StoreError
        If the store does not take the rows.
    """
    with faults_in_words(job):
        if task.action is Action.JUDGE:
            return _judge(job, task, progress)
        outcome = _take_in(job, task, progress)
    note_outcome(job, outcome)
    return outcome


def _judge(job: Job, task: Task, progress: Callable[[int, int], None] | None) -> Verdict:
    rows, context = _begin(job, task)
    tell = _teller(job, Step.JUDGING, rows, progress)
    verdict = judge_all(rows, task.understanding, context, progress=tell, scope=task.scope)
    write_note(job, "verdict", verdict_as_json(verdict))
    n_read = verdict.counts.read
    write_state(job, JobState(Step.JUDGED, n_read, n_read))
    return verdict


def _begin(job: Job, task: Task) -> tuple[Rows, Any]:
    rows = rows_in(job, task.understanding.sheet)
    return rows, read_context(task.scope, office_of(task), task.understanding.kind)


def office_of(task: Task) -> Office:
    """The office that a task is for."""
    return read_facts().offices[task.understanding.office]


def taken_before(task: Task, sha256: str) -> Receipt | None:
    """The import of the same file, sheet, columns and kind that holds already; None without."""
    office, kind = office_of(task), task.understanding.kind
    settings = {"understanding": task.understanding.as_json()}
    return find_import(task.scope, office, kind, sha256, settings=settings)


def _take_in(job: Job, task: Task, progress: Callable[[int, int], None] | None) -> Outcome:
    known = taken_before(task, file_of(job).sha256)
    if known is not None:
        return Outcome(known, {}, was_known=True)
    rows, context = _begin(job, task)
    habits = rows.habits(task.understanding)  # a mended row has no column to ask
    tell, tally = _teller(job, Step.TAKING, rows, progress), Tally()
    header, entering = _header(job, task, rows, habits), None
    try:
        with importing(task.scope, header) as entering:
            tables = Entering(entering, office_of(task), task.understanding)
            for judged in judge_rows(
                rows,
                task.understanding,
                context,
                progress=tell,
                habits=habits,
                scope=task.scope,
            ):
                tables.enter(judged)
                tally.add(judged)
            entering.expect(rows.sheet.n_rows)
    except (OSError, StoreError) as error:
        # With a receipt the rows are in, and only what lay beside the store could not be cleared.
        if entering is None or entering.receipt is None:
            known = taken_before(task, header.sha256) if isinstance(error, StoreError) else None
            if known is None:
                raise
            return Outcome(known, {}, was_known=True)
    assert entering.receipt is not None
    return Outcome(entering.receipt, dict(tally.verdict().reasons))


def _header(job: Job, task: Task, rows: Rows, habits: Habits) -> ImportHeader:
    read, understanding = file_of(job), task.understanding
    return ImportHeader(
        office=office_of(task),
        kind=understanding.kind,
        sender=understanding.sender,
        file=read.file,
        sha256=read.sha256,
        settings=settings_of(settled(understanding, habits), rows.sheet),
        replaces_sample=task.replaces_sample,
    )


def _teller(
    job: Job, step: Step, rows: Rows, progress: Callable[[int, int], None] | None
) -> Callable[[int], None]:
    """Says how far a step has come, now and then, and ends it if the job was cancelled."""
    of, last = rows.sheet.n_rows, 0.0
    write_state(job, JobState(step, 0, of))

    def tell(done: int) -> None:
        nonlocal last
        if is_to_stop(job):
            raise cancelled(job)
        if progress is not None:
            progress(done, of)
        if time.monotonic() - last > SECONDS_BETWEEN:
            last = time.monotonic()
            with suppress(PermissionError):  # a page that looks on; the next one will say it
                write_state(job, JobState(step, done, of))

    return tell
