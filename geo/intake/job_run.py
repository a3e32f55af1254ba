"""A step of a job is run here, or in a process of its own that can be waited for and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from geo.errors import DataError
from geo.home import ROOT
from geo.intake.job_folder import (
    Job,
    JobState,
    Step,
    ask_to_stop,
    disk_fault,
    faults_in_words,
    file_of,
    read_state,
    remove_job,
    write_state,
)
from geo.intake.job_lock import is_held, let_go, pass_lock, take_lock
from geo.intake.job_notes import (
    Action,
    Outcome,
    Task,
    begin_task,
    note_outcome,
    read_outcome,
    read_task,
    read_verdict,
)
from geo.intake.job_owner import owner_of
from geo.intake.job_steps import do_task, rows_in, taken_before
from geo.intake.take_in import Verdict
from geo.store.imports import Receipt, find_import
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import Kind

BIG_ROWS: Final = 20_000
"""A file of more rows is judged and taken in by a process of its own."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, and how many there are; 0 while nobody knows."""

_POLL: Final = 0.1
_SECONDS_TO_STOP: Final = 3.0
_SECONDS_TO_COMMIT: Final = 20.0
"""Another page or server cannot be ended; it stops by itself, but not while it writes."""
_SMALL_POOLS: Final = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_workers: dict[str, subprocess.Popen[bytes]] = {}


def run_task(job: Job, task: Task, progress: Progress | None) -> Verdict | Outcome:
    """
    Do a task, and return when it is done; that of a large file is done by another process.

    While another page works on the same job this one waits; what that one took in is not taken in
    again.

    Returns
    -------
    Verdict or Outcome
        Of judging, and of taking in.

    Raises
    ------
    DataError, StoreError
        As `do_task` does; the text of a fault in another process comes in a DataError.
    """
    sha256, rows = file_of(job).sha256, rows_in(job, task.understanding.sheet)
    while not _has_begun(job):
        outcome = _outlasted(job, task, sha256, progress)
        if outcome is not None:
            return outcome
    _workers.pop(job.key, None)  # one that a page left, and that has ended
    try:
        with faults_in_words(job):
            begin_task(job, task)
        if rows.sheet.n_rows <= BIG_ROWS:
            with _ready_again(job):
                return do_task(job, task, progress=progress)
        known = taken_before(task, sha256) if task.action is Action.TAKE_IN else None
        if known is not None:
            note_outcome(job, outcome := Outcome(known, {}, was_known=True))
            return outcome
        _start(job, task)
    finally:
        if job.key not in _workers:
            let_go(job)
    return _waited_for(job, task, sha256, progress)


def _has_begun(job: Job) -> bool:
    """Whether this page is the one that works on the job from here on."""
    try:
        return take_lock(job)
    except FileNotFoundError:  # the folder has gone
        return False
    except OSError as error:
        raise disk_fault(job, error) from error


def _outlasted(job: Job, task: Task, sha256: str, progress: Progress | None) -> Outcome | None:
    """What another page made of the job, after waiting for it; None if it is to be done here."""
    while is_held(job):
        if progress is not None:
            state = read_state(job)
            progress(state.done, state.of)
        time.sleep(_POLL)
    taking = task.action is Action.TAKE_IN
    if taking and (outcome := read_outcome(job)) is not None:
        return outcome
    if job.folder.is_dir():
        return None
    if taking and (known := taken_before(task, sha256)) is not None:
        return Outcome(known, {}, was_known=True)
    raise DataError(read_state(job).fault)


def _start(job: Job, task: Task) -> None:
    with faults_in_words(job):
        write_state(job, JobState(Step.JUDGING if task.action is Action.JUDGE else Step.TAKING))
    worker = subprocess.Popen(
        [sys.executable, "-m", "geo.intake.work", job.key],
        cwd=ROOT,
        env={**os.environ, **_SMALL_POOLS},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _workers[job.key] = worker
    with suppress(OSError):  # it may have ended already; its end is seen by `wait` as well
        pass_lock(job, owner_of(worker.pid))


def _waited_for(job: Job, task: Task, sha256: str, progress: Progress | None) -> Verdict | Outcome:
    """What came of a task in another process: as it noted it, or else as the store has it."""
    taking = task.action is Action.TAKE_IN
    fault = ended(job)
    try:
        wait(job, progress=progress)
        said = read_outcome(job) if taking else read_verdict(job)
    except DataError as error:
        said, fault = None, error
    if said is None and taking and (taken := taken_before(task, sha256)) is not None:
        return Outcome(taken, {})
    if said is None:
        raise fault
    return said


@contextmanager
def _ready_again(job: Job) -> Iterator[None]:
    """The job can be taken up again if the block ends early, as when its reader leaves the page."""
    try:
        yield
    except BaseException:
        if job.folder.is_dir():
            with suppress(OSError):
                write_state(job, JobState(Step.READ))
        raise


def wait(job: Job, *, progress: Progress | None = None) -> JobState:
    """
    Wait until nothing is being done to a job, also by a process that another page began.

    Raises
    ------
    DataError
        With the reason, if the step failed.
    """
    while (state := read_state(job)).step.is_running:
        if progress is not None:
            progress(state.done, state.of)
        if _has_ended(job) and read_state(job) == state:
            state = _after_the_end(job)
            break
        time.sleep(_POLL)
    worker = _workers.pop(job.key, None)
    if worker is not None:
        worker.wait()
        let_go(job)
    if state.step is Step.FAILED:
        raise DataError(state.fault)
    return state


def cancel(scope: Scope, office: Office, job: Job, kind: Kind) -> Receipt | None:
    """
    End what is being done to a job, and remove its folder.

    Returns
    -------
    Receipt or None
        None if nothing was stored; a receipt if the rows were in the store already, from where
        only `geo.store.imports.undo_import` takes them.
    """
    try:
        sha256 = file_of(job).sha256
    except DataError:
        sha256 = ""
    was_taking = read_state(job).step in (Step.TAKING, Step.TAKEN)
    ask_to_stop(job)
    _end(job)
    remove_job(job)
    return find_import(scope, office, kind, sha256) if sha256 and was_taking else None


def _end(job: Job) -> None:
    """Let whoever works on a job stop by itself; a process of ours is ended if it does not."""
    worker = _workers.pop(job.key, None)
    until = time.monotonic() + (_SECONDS_TO_COMMIT if worker is None else _SECONDS_TO_STOP)
    while is_held(job) and time.monotonic() < until:
        if worker is not None and worker.poll() is not None:
            break
        time.sleep(_POLL)
    if worker is not None and worker.poll() is None:
        if sys.platform == "win32":
            worker.kill()
        else:
            os.killpg(worker.pid, signal.SIGKILL)  # not yet waited for, so still its own
        worker.wait()


def _has_ended(job: Job) -> bool:
    """Whether nobody works on a job any more."""
    worker = _workers.get(job.key)
    return worker.poll() is not None if worker else not is_held(job)


def _after_the_end(job: Job) -> JobState:
    """How far a job came whose worker broke off: its rows may be in the store already."""
    task = read_task(job)
    if task is not None and task.action is Action.TAKE_IN:
        taken = taken_before(task, file_of(job).sha256)
        if taken is not None:
            note_outcome(job, Outcome(taken, {}))
            return JobState(Step.TAKEN, taken.read, taken.read)
    return JobState(Step.FAILED, fault=str(ended(job)))


def ended(job: Job) -> DataError:
    """What is said of a job whose worker broke off before anything was stored."""
    return DataError(
        _(
            "{file}: the work on it ended before it was done. Nothing was taken in. Give it again.",
            file=job.name,
        )
    )
