"""Which process sees to a job, and whether it still lives."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_PROCESSES: Final = Path("/proc")
_ENDED: Final = ("Z", "X", "x")
_STARTED: Final = 19
"""Place of the start of a process after its state, in what Linux says of it."""


@dataclass(frozen=True)
class Owner:
    """A process: its number, and when it started, since numbers are given again."""

    pid: int
    started: str

    @property
    def is_gone(self) -> bool:
        """Whether it has surely ended; False where the system does not tell."""
        if not self.started:
            return False
        state, started = _state_and_start(self.pid)
        return started != self.started or state in _ENDED

    def as_json(self) -> dict[str, Any]:
        """As a note says it."""
        return {"pid": self.pid, "started": self.started}


@cache
def tells_of_processes() -> bool:
    """Whether this system says of a process that it lives, and since when."""
    return bool(_state_and_start(os.getpid())[1])


def this_process() -> Owner:
    """The process that asks."""
    return owner_of(os.getpid())


def owner_of(pid: int) -> Owner:
    """A process that lives."""
    return Owner(pid, _state_and_start(pid)[1])


def owner_in(said: Any) -> Owner | None:
    """The owner that a note names; None for a note without one."""
    if not isinstance(said, dict) or not isinstance(said.get("pid"), int):
        return None
    return Owner(said["pid"], str(said.get("started", "")))


def _state_and_start(pid: int) -> tuple[str, str]:
    """State and start of a process as Linux says them; empty without that, or such a process."""
    try:
        text = (_PROCESSES / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", ""
    words = text.rpartition(")")[2].split()  # a name may hold anything, also ")"
    return words[0], words[_STARTED]
