"""The private folder that a file waits in until its rows are in the store."""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from geo.errors import DataError
from geo.home import home
from geo.intake.job_owner import this_process
from geo.intake.reading.job import file_read
from geo.intake.screening import shown_name
from geo.intake.table import FileRead
from geo.text import _, number

MOST_MB: Final = 200
"""Size of the largest file that is taken; the pages and the shell say so."""

UPLOAD: Final = "upload"
"""Name of the file itself in the folder of its job, while it is not read."""

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_ROWS, _STOP = "read", "stop"
_PIECE = 1 << 20
_SECONDS_TO_REPLACE, _SECONDS_BETWEEN = 2.0, 0.05

Done = TypeVar("Done")


class Step(StrEnum):
    """How far the file of a job has come."""

    GIVEN = "given"
    READING = "reading"
    READ = "read"
    JUDGING = "judging"
    JUDGED = "judged"
    TAKING = "taking"
    TAKEN = "taken"
    FAILED = "failed"

    @property
    def is_running(self) -> bool:
        """Whether something is being done to the file."""
        return self in (Step.READING, Step.JUDGING, Step.TAKING)


@dataclass(frozen=True)
class JobState:
    """
    How far a job has come.

    Attributes
    ----------
    step : Step
    done, of : int
        Rows done, and in all; `of` is 0 while nobody knows.
    fault : str
        Why it failed, for readers.
    """

    step: Step
    done: int = 0
    of: int = 0
    fault: str = ""


@dataclass(frozen=True)
class Job:
    """A file on its way: its id, which cannot be guessed, and its name as it may be shown."""

    key: str
    name: str

    @property
    def folder(self) -> Path:
        """Its folder, which only this account may open."""
        return incoming() / self.key

    @property
    def rows(self) -> Path:
        """Where its rows lie once it is read."""
        return self.folder / _ROWS

    @property
    def upload(self) -> Path:
        """The file itself, while it is not read."""
        return self.folder / UPLOAD


def incoming() -> Path:
    """Folder of all files on their way."""
    return home() / "incoming"


def make_job(upload: IO[bytes] | Path, *, name: str) -> Job:
    """
    Put a file into a folder of its own.

    Raises
    ------
    DataError
        If it is larger than `MOST_MB`, cannot be read, or the disk is full; nothing is left then.
    """
    job = Job(secrets.token_hex(16), shown_name(name))
    with faults_in_words(job):
        incoming().mkdir(parents=True, exist_ok=True, mode=0o700)
        job.folder.mkdir(mode=0o700)
        try:
            write_note(job, "job", {"name": job.name, "owner": this_process().as_json()})
            if isinstance(upload, Path):
                with upload.open("rb") as stream:
                    _copy(stream, job)
            else:
                _copy(upload, job)
            write_state(job, JobState(Step.GIVEN))
        except BaseException:
            remove_job(job)
            raise
    return job


def _copy(stream: IO[bytes], job: Job) -> None:
    left = MOST_MB * 1_000_000
    with job.upload.open("xb") as copy:
        job.upload.chmod(0o600)
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise DataError(
                    _(
                        "{file}: larger than {limit} MB. Split it.",
                        file=job.name,
                        limit=number(MOST_MB),
                    )
                )
            copy.write(piece)


def job_of(key: str) -> Job:
    """
    The job of an id, as an address may hold it.

    Raises
    ------
    DataError
        If there is none: it was cancelled, has ended, or never was.
    """
    if is_key(key) and (incoming() / key).is_dir():
        said = read_note(Job(key, ""), "job")
        if said is not None:
            return Job(key, str(said["name"]))
    raise DataError(_("This file is no longer waiting. Give it again."))


def is_key(name: str) -> bool:
    """Whether a text is of the form of a job's id."""
    return _ID.fullmatch(name) is not None


def read_state(job: Job) -> JobState:
    """How far a job has come; one that was removed has failed."""
    said = read_note(job, "state")
    if said is None:
        return JobState(Step.FAILED, fault=_("This file is no longer waiting. Give it again."))
    return JobState(**{**said, "step": Step(said["step"])})


def write_state(job: Job, state: JobState) -> None:
    """Say how far a job has come."""
    write_note(job, "state", asdict(state))


def read_note(job: Job, name: str) -> dict[str, Any] | None:
    """What a step of the job noted; None if it did not."""
    try:
        text = _patiently(lambda: (job.folder / f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return dict(json.loads(text))


def write_note(job: Job, name: str, content: Mapping[str, Any]) -> None:
    """Note what a later step needs; whoever reads it meanwhile finds the old or the new one."""
    handle, draft = tempfile.mkstemp(dir=job.folder, prefix=f".{name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        _patiently(lambda: os.replace(draft, job.folder / f"{name}.json"))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _patiently(work: Callable[[], Done]) -> Done:
    """Do what Windows refuses while another page has the file open; it soon lets go."""
    until = time.monotonic() + _SECONDS_TO_REPLACE
    while True:
        try:
            return work()
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(_SECONDS_BETWEEN)


def file_of(job: Job) -> FileRead:
    """
    What the file of a job was found to be.

    Raises
    ------
    DataError
        If it was not read yet.
    """
    try:
        return file_read(job.rows)
    except FileNotFoundError:
        raise DataError(_("{file}: not read yet. Give it again.", file=job.name)) from None


def ask_to_stop(job: Job) -> None:
    """Ask whoever works on a job to stop at the next batch."""
    if job.folder.is_dir():
        (job.folder / _STOP).touch()


def is_to_stop(job: Job) -> bool:
    """Whether a job was cancelled."""
    return not job.folder.is_dir() or (job.folder / _STOP).exists()


def remove_job(job: Job) -> None:
    """Remove all that a job kept."""
    job.upload.unlink(missing_ok=True)  # first of all what is not masked
    shutil.rmtree(job.folder, ignore_errors=True)


@contextmanager
def faults_in_words(job: Job) -> Iterator[None]:
    """
    Turn what the disk says before anything is stored into a DataError.

    The folder of the job is removed then, unless a file in it may only not be touched just now.

    Raises
    ------
    DataError
        For a disk that is full, or a file that cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        was_removed = isinstance(error, FileNotFoundError) and not job.folder.is_dir()
        if not isinstance(error, PermissionError):
            remove_job(job)
        raise (cancelled(job) if was_removed else disk_fault(job, error)) from error


def cancelled(job: Job) -> DataError:
    """What is said of a job that was cancelled before anything was stored."""
    return DataError(_("{file}: cancelled. Nothing was taken in.", file=job.name))


def disk_fault(job: Job, error: OSError) -> DataError:
    """What is said of a disk that is full, or refuses, before anything was stored."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = _(
            "{file}: the disk of this machine is full. Nothing was taken in. "
            "Make room there, then give it again.",
            file=job.name,
        )
    else:
        text = _(
            "{file}: cannot be read or kept ({reason}). Nothing was taken in. "
            "See to the disk and its rights, then give it again.",
            file=job.name,
            reason=error.strerror or type(error).__name__,
        )
    return DataError(text)
