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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from geo.errors import DataError
from geo.home import home
from geo.intake.reading.job import file_read
from geo.intake.reading.sandbox import shown_name
from geo.intake.table import FileRead
from geo.text import _, number

MOST_MB: Final = 200
"""Size of the largest file that is taken; the pages and the shell say so."""

HOURS_KEPT: Final = 24
"""After so long a folder that nobody came back to is removed."""

HOURS_UNREAD: Final = 1
"""After so long a file that nobody read is removed: what stands in it is not masked yet."""

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_UPLOAD, _ROWS, _STOP = "upload", "read", "stop"
_PIECE = 1 << 20


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
        return self.folder / _UPLOAD


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
    remove_stale()
    job = Job(secrets.token_hex(16), shown_name(name))
    with faults_in_words(job):
        incoming().mkdir(parents=True, exist_ok=True, mode=0o700)
        job.folder.mkdir(mode=0o700)
        try:
            if isinstance(upload, Path):
                with upload.open("rb") as stream:
                    _copy(stream, job)
            else:
                _copy(upload, job)
            write_note(job, "job", {"name": job.name})
            write_state(job, JobState(Step.GIVEN))
        except DataError:
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
    if _ID.fullmatch(key) and (incoming() / key).is_dir():
        said = read_note(Job(key, ""), "job")
        if said is not None:
            return Job(key, str(said["name"]))
    raise DataError(_("This file is no longer waiting. Give it again."))


def read_state(job: Job) -> JobState:
    """How far a job has come; one that was removed has failed."""
    said = read_note(job, "state")
    if said is None:
        return JobState(Step.FAILED, fault=_("This file is no longer waiting. Give it again."))
    return JobState(**{**said, "step": Step(said["step"])})


def seconds_silent(job: Job) -> float:
    """How long ago the folder last said how far the job has come."""
    return time.time() - _newest(job.folder / "state.json")


def write_state(job: Job, state: JobState) -> None:
    """Say how far a job has come."""
    write_note(job, "state", asdict(state))


def read_note(job: Job, name: str) -> dict[str, Any] | None:
    """What a step of the job noted; None if it did not."""
    try:
        said = json.loads((job.folder / f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return dict(said)


def write_note(job: Job, name: str, content: Mapping[str, Any]) -> None:
    """Note what a later step needs; whoever reads it meanwhile finds the old or the new one."""
    handle, draft = tempfile.mkstemp(dir=job.folder, prefix=f".{name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
    os.replace(draft, job.folder / f"{name}.json")


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


def remove_stale() -> None:
    """Remove what nobody came back to, as after a power cut."""
    if not incoming().is_dir():
        return
    oldest = {
        name: time.time() - 3600 * n for name, n in (("", HOURS_KEPT), (_UPLOAD, HOURS_UNREAD))
    }
    for folder in incoming().iterdir():
        if _ID.fullmatch(folder.name) and any(
            0 < _newest(folder / name) < least for name, least in oldest.items()
        ):
            shutil.rmtree(folder, ignore_errors=True)


def _newest(path: Path) -> float:
    """When a file, or something in a folder, last changed; 0 if it is not there."""
    try:
        inside = path.iterdir() if path.is_dir() else ()
        return max(each.stat().st_mtime for each in (path, *inside))
    except OSError:
        return 0.0


@contextmanager
def faults_in_words(job: Job) -> Iterator[None]:
    """
    Turn what the disk says into a DataError; the folder of the job is removed then.

    Raises
    ------
    DataError
        For a disk that is full, or a file that cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        remove_job(job)
        raise DataError(_disk_in_words(job, error)) from error


def _disk_in_words(job: Job, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _(
            "{file}: the disk of this machine is full. Nothing was taken in. "
            "Make room there, then give it again.",
            file=job.name,
        )
    return _(
        "{file}: cannot be read or kept ({reason}). Nothing was taken in. "
        "See to the disk and its rights, then give it again.",
        file=job.name,
        reason=error.strerror or type(error).__name__,
    )
