"""What a process that reads a file of strangers gives up before it opens it."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from geo.intake.reading.faults import DISK_FULL, Fault
from geo.intake.reading.job import EXITS
from geo.intake.reading.limits import MB, Limits

_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.link",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.symlink",
    "os.system",
    "pty.",
    "urllib.",
    "http.",
    "ftplib.",
    "winreg.",
)
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES: Final = {
    "os.chmod": 1,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.truncate": 1,
}
"""What changes files, and how many paths it is given first."""
GIVES_WAY: Final = 5
"""How much a process that reads a file gives way to the pages, as Unix counts it."""
_AFTER_THE_CLOCK: Final = 5
"""Seconds until what the clock should have ended is ended by force."""
_UNMAPPED: Final = "failed to map segment"
"""What the loader of libraries says for want of memory."""
_CODES: Final = {fault: code for code, fault in EXITS.items()}


class Forbidden(BaseException):
    """Something that reading a file never needs; no handler of a library swallows it."""


def limit_process(limits: Limits) -> None:
    """Set what the system lets this process take; where it cannot, the parent's clock holds."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(GIVES_WAY)

    signal.alarm(limits.seconds + _AFTER_THE_CLOCK)  # should the parent be gone
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.written_mb * MB,
        resource.RLIMIT_NOFILE: 256,
    }
    if sys.platform == "linux":
        bounds[resource.RLIMIT_AS] = limits.memory_mb * MB
    for kind, most in bounds.items():
        # a clock that runs out sends a signal of its own, before the one that kills
        further = _AFTER_THE_CLOCK if kind == resource.RLIMIT_CPU else 0
        resource.setrlimit(kind, (most, most + further))


def watch_over(folder: Path) -> None:
    """From here on refuse the network, other programs, and writing anywhere but in `folder`."""
    inside = os.path.realpath(folder) + os.sep

    def refuse(event: str, values: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED):
            raise Forbidden
        paths = values[: _CHANGES.get(event, 0)]
        if event == "open" and isinstance(values[2], int) and values[2] & _WRITES:
            paths = values[:1]
        if not all(_lies_in(path, inside) for path in paths):
            raise Forbidden

    sys.addaudithook(refuse)


def _lies_in(path: Any, inside: str) -> bool:
    if isinstance(path, int):
        return True
    real = os.path.realpath(os.fsdecode(path))
    return real.startswith(inside) or real == os.path.realpath(os.devnull)


def exit_code(error: BaseException) -> int:
    """How this process ends by an error; its text is told to nobody."""
    if isinstance(error, Forbidden):
        return _CODES[Fault.FORBIDDEN]
    unmapped = isinstance(error, ImportError) and _UNMAPPED in str(error)
    if unmapped or isinstance(error, MemoryError):
        return _CODES[Fault.MEMORY]
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return _CODES[Fault.DISK_FULL]
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return _CODES[Fault.UNPACKS_TOO_LARGE]
    return _CODES[Fault.CRASHED]


def end_silently(note: Callable[[str], None]) -> None:
    """Let an error that nobody caught end the process with a code, and `note` where it was."""

    def end(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        code = trace.tb_frame.f_code if trace is not None else None
        where = f"{Path(code.co_filename).name}:{trace.tb_lineno}" if code else ""
        try:
            note(f"{kind.__name__} {where}")
        finally:
            os._exit(exit_code(error))

    sys.excepthook = end
