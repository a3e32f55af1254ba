"""One at a time works on a job: a file in its folder says who, and is let go at the end."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Final

from geo.intake.job_folder import Job
from geo.intake.job_owner import Owner, owner_in, this_process

SECONDS_SILENT: Final = 180.0
"""Whoever cannot be asked and has noted nothing for so long is taken for gone."""

_BUSY: Final = "busy"


def take_lock(job: Job) -> bool:
    """
    Begin to work on a job, unless somebody does; whoever is gone holds nothing.

    Raises
    ------
    OSError
        If the folder has gone, or the disk is full.
    """
    if _file(job).exists() and not is_held(job):
        _file(job).unlink(missing_ok=True)
    try:
        handle = os.open(_file(job), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except (FileExistsError, PermissionError):  # Windows says the second while it is let go
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(this_process().as_json(), file)
    return True


def pass_lock(job: Job, to: Owner) -> None:
    """Let another process hold what this one took."""
    draft = _file(job).with_suffix(".to")
    draft.write_text(json.dumps(to.as_json()), encoding="utf-8")
    os.replace(draft, _file(job))


def let_go(job: Job) -> None:
    """End to work on a job."""
    _file(job).unlink(missing_ok=True)


def is_held(job: Job) -> bool:
    """Whether somebody who may still live works on a job."""
    try:
        text = _file(job).read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except PermissionError:
        return True
    owner = _named(text)
    if owner is None or not owner.started:
        return _seconds_silent(job) < SECONDS_SILENT
    return not owner.is_gone


def _seconds_silent(job: Job) -> float:
    """How long ago the folder last said how far the job has come."""
    try:
        return time.time() - (job.folder / "state.json").stat().st_mtime
    except OSError:
        return time.time()


def _named(text: str) -> Owner | None:
    """Who the file names; None while it is being written."""
    try:
        return owner_in(json.loads(text))
    except ValueError:
        return None


def _file(job: Job) -> Path:
    return job.folder / _BUSY
