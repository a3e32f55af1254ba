"""What nobody came back to is swept out, first of all what is not masked."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final

from geo.intake.job_folder import UPLOAD, Job, incoming, is_key, read_note
from geo.intake.job_owner import owner_in

HOURS_KEPT: Final = 24
"""After so long a folder that nobody came back to is removed."""

HOURS_UNREAD: Final = 1
"""After so long a file that nobody read is removed: what stands in it is not masked yet."""


def sweep() -> None:
    """
    Remove what was left, as after a power cut.

    A file that was not read goes as soon as the process that was to read it is gone; where the
    system does not tell, after `HOURS_UNREAD`. A folder of rows that were read goes after
    `HOURS_KEPT`.
    """
    if not incoming().is_dir():
        return
    for folder in incoming().iterdir():
        if is_key(folder.name) and (_is_orphan(folder) or _is_old(folder)):
            (folder / UPLOAD).unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)


def _is_orphan(folder: Path) -> bool:
    """Whether a file was not read and nobody is there to read it."""
    if not (folder / UPLOAD).exists():
        return False
    try:
        said = read_note(Job(folder.name, ""), "job")
    except (OSError, ValueError):
        return False
    owner = owner_in((said or {}).get("owner"))
    return owner is not None and owner.is_gone


def _is_old(folder: Path) -> bool:
    last = {folder: HOURS_KEPT, folder / UPLOAD: HOURS_UNREAD}
    return any(0 < _newest(path) < time.time() - 3600 * hours for path, hours in last.items())


def _newest(path: Path) -> float:
    """When a file, or something in a folder, last changed; 0 if it is not there."""
    try:
        inside = path.iterdir() if path.is_dir() else ()
        return max(each.stat().st_mtime for each in (path, *inside))
    except OSError:
        return 0.0
