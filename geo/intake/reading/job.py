"""What the process that reads a file is asked, and what it answers; both lie in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from geo.intake.reading.faults import Fault
from geo.intake.reading.limits import Limits
from geo.intake.table import FileRead, Sheet

JOB: Final = "job.json"
UPLOAD: Final = "upload"
READ: Final = "read.json"
REFUSED: Final = "fault.json"
PROGRESS: Final = "rows"
PARTS: Final = "parts"
"""Folder of what is unpacked while the file is read."""

EXITS: Final = {
    3: None,
    4: Fault.DISK_FULL,
    5: Fault.UNPACKS_TOO_LARGE,
    6: Fault.MEMORY,
    7: Fault.FORBIDDEN,
    8: Fault.CRASHED,
}
"""Ends of the process; the first says that `REFUSED` holds the fault."""


@dataclass(frozen=True)
class Job:
    """One file to read: what it is called, what it is, and what it may take."""

    file: str
    sha256: str
    n_bytes: int
    limits: Limits

    def write(self, folder: Path) -> None:
        """Put it where the process finds it."""
        (folder / JOB).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Job:
        """The job in a folder."""
        content = json.loads((folder / JOB).read_text(encoding="utf-8"))
        return cls(**{**content, "limits": Limits(**content["limits"])})


def write_file_read(found: FileRead, folder: Path) -> None:
    """Put what a file was found to be beside its rows."""
    content = json.dumps(asdict(found), ensure_ascii=False)
    (folder / READ).write_text(content, encoding="utf-8")


def file_read(folder: Path) -> FileRead:
    """What the file in a spool folder was found to be."""
    content = json.loads((folder / READ).read_text(encoding="utf-8"))
    sheets = tuple(_sheet(sheet) for sheet in content["sheets"])
    return FileRead(**{**content, "sheets": sheets, "remarks": tuple(content["remarks"])})


def _sheet(content: Mapping[str, Any]) -> Sheet:
    personal = tuple((int(column), str(kind)) for column, kind in content["personal"])
    headings = tuple(content["headings"])
    return Sheet(**{**content, "headings": headings, "personal": personal})
