"""The steps of a job, done here or in a process of its own, and noted in the folder of the job."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

import pandas as pd

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
    read_note,
    write_note,
    write_state,
)
from geo.intake.job_mend import settings_of
from geo.intake.judge_seen import Habits, read_habits, settled
from geo.intake.judged import Counts, Understanding
from geo.intake.take_in import Entering, Rows, Tally, Verdict, judge_all, judge_rows
from geo.store.facts import read_facts
from geo.store.imports import ImportHeader, Importing, Receipt, find_import, importing
from geo.store.offices import Office
from geo.store.scope import Role, Scope
from geo.text import _, language
from geo.words import Kind

_log = logging.getLogger(__name__)

SECONDS_BETWEEN: Final = 0.3
"""So often the folder says how far a step has come."""

ISSUE_COLUMNS: Final = ("line", "state", "field", "column", "value", "reason", "details")


class Action(StrEnum):
    """What is to be done to the rows of a file that was read."""

    JUDGE = "judge"
    TAKE_IN = "take in"


@dataclass(frozen=True)
class Task:
    """An action, for whom, and how the file is understood; noted for a process of its own."""

    action: Action
    scope: Scope
    understanding: Understanding
    language: str
    replaces_sample: bool = False


@dataclass(frozen=True)
class Outcome:
    """
    What became of a file.

    Attributes
    ----------
    receipt : Receipt
    reasons : mapping of str to int
        How many rows each reason is said of.
    was_known : bool
        Whether the same file was taken in before, so that nothing was done now; the receipt is
        then the earlier one's.
    """

    receipt: Receipt
    reasons: dict[str, int]
    was_known: bool = False


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
    verdict = judge_all(
        rows, task.understanding, context, progress=_teller(job, Step.JUDGING, rows, progress)
    )
    write_note(job, "verdict", _verdict_as_json(verdict))
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
    """The import of the same file, sheet and kind that holds already; None without."""
    return find_import(task.scope, office_of(task), task.understanding.kind, sha256)


def _take_in(job: Job, task: Task, progress: Callable[[int, int], None] | None) -> Outcome:
    known = taken_before(task, file_of(job).sha256)
    if known is not None:
        return Outcome(known, {}, was_known=True)
    rows, context = _begin(job, task)
    habits = read_habits(rows.batches(), task.understanding)  # a mended row has no column to ask
    tell, tally = _teller(job, Step.TAKING, rows, progress), Tally()
    entering: Importing | None = None
    try:
        with importing(task.scope, _header(job, task, rows, habits)) as entering:
            tables = Entering(entering, office_of(task), task.understanding.kind)
            for judged in judge_rows(
                rows, task.understanding, context, progress=tell, habits=habits
            ):
                tables.enter(judged)
                tally.add(judged)
            entering.expect(rows.sheet.n_rows)
    except (OSError, StoreError):
        if entering is None or entering.receipt is None:
            raise  # else the rows are in, and only what lay beside the store could not be cleared
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


def begin_task(job: Job, task: Task) -> None:
    """Note what is to be done, for a process of its own; what came of an earlier task goes."""
    (job.folder / "outcome.json").unlink(missing_ok=True)
    write_note(job, "task", {**asdict(task), "understanding": task.understanding.as_json()})


def read_task(job: Job) -> Task | None:
    """The task that `begin_task` noted; None before."""
    said = read_note(job, "task")
    if said is None:
        return None
    scope = said["scope"]
    return Task(
        action=Action(said["action"]),
        scope=Scope(scope["actor"], Role(scope["role"]), tuple(scope["areas"])),
        understanding=Understanding.from_json(said["understanding"]),
        language=said["language"],
        replaces_sample=said["replaces_sample"],
    )


def task_of(
    action: Action, scope: Scope, understanding: Understanding, *, replaces_sample: bool = False
) -> Task:
    """A task in the language that is spoken here."""
    return Task(action, scope, understanding, language(), replaces_sample)


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    issues = [
        {**row, "line": int(row["line"]), "details": list(row["details"])}
        for row in verdict.issues.to_dict("records")
    ]
    return {
        "counts": asdict(verdict.counts),
        "reasons": dict(verdict.reasons),
        "issues": issues,
    }


def read_verdict(job: Job) -> Verdict | None:
    """What would become of the rows, as the last judging said; None before."""
    said = read_note(job, "verdict")
    if said is None:
        return None
    issues = pd.DataFrame(said["issues"], columns=list(ISSUE_COLUMNS))
    return Verdict(Counts(**said["counts"]), said["reasons"], issues)


def note_outcome(job: Job, outcome: Outcome) -> None:
    """Note what became of the file, where that can be: its rows are in the store either way."""
    receipt = {**asdict(outcome.receipt), "kind": outcome.receipt.kind.value}
    said = {"receipt": receipt, "reasons": outcome.reasons, "was_known": outcome.was_known}
    n_read = outcome.receipt.read
    try:
        write_note(job, "outcome", said)
        write_state(job, JobState(Step.TAKEN, n_read, n_read))
    except OSError as error:  # the disk is full, or another page has taken the folder away
        key = outcome.receipt.import_id
        _log.warning("import %s holds; it could not be noted: %s", key, error.strerror)


def read_outcome(job: Job) -> Outcome | None:
    """What became of the file; None before it was taken in."""
    said = read_note(job, "outcome")
    if said is None:
        return None
    receipt = Receipt(**{**said["receipt"], "kind": Kind(said["receipt"]["kind"])})
    return Outcome(receipt, said["reasons"], said["was_known"])
