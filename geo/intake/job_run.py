"""A step of a job is run here, or in a process of its own that can be waited for and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from geo.errors import DataError
from geo.home import ROOT
from geo.intake.job_folder import (
    Job,
    JobState,
    Step,
    ask_to_stop,
    faults_in_words,
    file_of,
    read_state,
    remove_job,
    seconds_silent,
    write_state,
)
from geo.intake.job_steps import Action, Task, do_task, rows_in, write_task
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
_SECONDS_SILENT: Final = 180.0
"""A process that nobody can ask is given up after it has said nothing for so long."""
_SMALL_POOLS: Final = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_workers: dict[str, subprocess.Popen[bytes]] = {}


def run_task(job: Job, task: Task, progress: Progress | None) -> None:
    """
    Do a task, and return when it is done; that of a large file is done by another process.

    Raises
    ------
    DataError, StoreError
        As `do_task` does; the text of a fault in another process comes in a DataError.
    """
    if rows_in(job, task.understanding.sheet).sheet.n_rows <= BIG_ROWS:
        with _ready_again(job):
            do_task(job, task, progress=progress)
        return
    with faults_in_words(job):
        write_task(job, task)
        step = Step.JUDGING if task.action is Action.JUDGE else Step.TAKING
        write_state(job, JobState(step))
    _workers[job.key] = subprocess.Popen(
        [sys.executable, "-m", "geo.intake.work", job.key],
        cwd=ROOT,
        env={**os.environ, **_SMALL_POOLS},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait(job, progress=progress)


@contextmanager
def _ready_again(job: Job) -> Iterator[None]:
    """The job can be taken up again if the block ends early, as when its reader leaves the page."""
    try:
        yield
    except BaseException:
        if job.folder.is_dir():
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
            state = JobState(Step.FAILED, fault=_ended(job))
            break
        time.sleep(_POLL)
    worker = _workers.pop(job.key, None)
    if worker is not None:
        worker.wait()
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
    until = time.monotonic() + _SECONDS_TO_STOP
    while read_state(job).step.is_running and time.monotonic() < until:
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
    return worker.poll() is not None if worker else seconds_silent(job) > _SECONDS_SILENT


def _ended(job: Job) -> str:
    return _(
        "{file}: the work on it ended before it was done. Nothing was taken in. Give it again.",
        file=job.name,
    )
