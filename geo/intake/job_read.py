"""The file of a job is read in a limited process; only a few files are read at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from geo.intake.job_folder import (
    Job,
    JobState,
    Step,
    cancelled,
    faults_in_words,
    file_of,
    is_to_stop,
    remove_job,
    write_state,
)
from geo.intake.job_lock import let_go, take_lock
from geo.intake.job_run import Progress, wait
from geo.intake.reading.sandbox import read_file
from geo.intake.table import FileRead

AT_ONCE: Final = 2
"""So many files are read at once by one server; the others wait for their turn."""

_SECONDS_BETWEEN: Final = 0.5
_turns = threading.BoundedSemaphore(AT_ONCE)


def read(
    job: Job,
    *,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> FileRead:
    """
    Read the file of a job in a limited process, and delete it.

    Parameters
    ----------
    job : Job
    progress : callable, optional
        Told how many rows are read; nobody knows how many there are.
    waiting : callable, optional
        Called now and then while other files are read first.

    Raises
    ------
    DataError
        If it cannot be read, or the job was cancelled. The folder is removed then.
    """
    with faults_in_words(job):
        if not take_lock(job):
            wait(job, progress=progress)
            return file_of(job)
    try:
        with faults_in_words(job), _turn(job, waiting or (lambda: None)):
            return _read(job, progress or (lambda _done, _of: None))
    except BaseException:  # also a page that its reader left: nothing unmasked stays
        remove_job(job)
        raise
    finally:
        let_go(job)


def _read(job: Job, tell: Progress) -> FileRead:
    write_state(job, JobState(Step.READING))

    def told(done: int) -> None:
        tell(done, 0)
        write_state(job, JobState(Step.READING, done))

    found = read_file(
        job.upload,
        name=job.name,
        folder=job.rows,
        progress=told,
        stop=lambda: is_to_stop(job),
    )
    job.upload.unlink(missing_ok=True)
    n_rows = sum(sheet.n_rows for sheet in found.sheets)
    write_state(job, JobState(Step.READ, n_rows, n_rows))
    return found


@contextmanager
def _turn(job: Job, waiting: Callable[[], None]) -> Iterator[None]:
    """Wait until one of the turns is free, and give it back at the end."""
    while not _turns.acquire(timeout=_SECONDS_BETWEEN):
        if is_to_stop(job):
            raise cancelled(job)
        write_state(job, JobState(Step.READING))
        waiting()
    try:
        yield
    finally:
        _turns.release()
