"""A process of its own for a file of strangers: started bare, watched, ended, its end told."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from geo.home import ROOT
from geo.intake.reading.faults import Fault
from geo.intake.reading.job import EXITS, PROGRESS, READ
from geo.intake.reading.limits import Limits
from geo.intake.reading.memory import held_mb

_log = logging.getLogger(__name__)
_POLL: Final = 0.05
_PASSED_ON: Final = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "TMPDIR", "PETAPORA_FACTS")
_ONE_CORE: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
_SMALL_POOLS: Final = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_TIME_SIGNALS: Final = ("SIGXCPU", "SIGALRM")


class Ended(Exception):
    """How a process ended; becomes an error in words where the file's name is known."""

    def __init__(self, fault: Fault, **values: int) -> None:
        super().__init__(fault.value)
        self.fault, self.values = fault, values


def run_confined(
    module: str,
    folder: Path,
    limits: Limits,
    *,
    progress: Callable[[int], None] = lambda _n: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """
    Run a module of ours on a folder, to its end or to that of its time.

    Parameters
    ----------
    module : str
        Which `geo.intake.reading.confine.limit_process` limits before it does anything else.
    folder : Path
        Where it finds what to do, and leaves what came of it.
    limits : Limits
    progress : callable
        Called with the number of rows that the process noted, now and then.
    stop : callable
        Asked many times a second.

    Returns
    -------
    bool
        False if the process itself refused the file and noted why.

    Raises
    ------
    Ended
        If it went beyond its limits, broke off, or was to stop.
    """
    process = start(module, folder)
    try:
        _wait(process, folder, limits, progress, stop)
    finally:
        _kill(process)
    return _has_read(process.returncode, folder, limits)


def start(module: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a module of ours on a folder: no settings of this process, no terminal, no files."""
    return subprocess.Popen(
        [sys.executable, "-E", "-B", "-m", module, str(folder.absolute())],
        cwd=ROOT,
        env=bare_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )


def bare_environment() -> dict[str, str]:
    """The settings that such a process gets."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, **_ONE_CORE, **_SMALL_POOLS}


def _wait(
    process: subprocess.Popen[bytes],
    folder: Path,
    limits: Limits,
    progress: Callable[[int], None],
    stop: Callable[[], bool],
) -> None:
    ends = time.monotonic() + limits.seconds
    told = 0
    while True:
        try:
            process.wait(_POLL)
            return
        except subprocess.TimeoutExpired:
            pass
        if stop():
            raise Ended(Fault.STOPPED)
        if time.monotonic() > ends:
            raise Ended(Fault.TIME, limit=limits.seconds)
        if (held_mb(process.pid) or 0) > limits.memory_mb:  # where the system sets no bound
            raise Ended(Fault.MEMORY, limit=limits.memory_mb)
        if (n := _rows_so_far(folder)) > told:
            told = n
            progress(n)


def _rows_so_far(folder: Path) -> int:
    try:
        return int((folder / PROGRESS).read_text(encoding="ascii") or 0)
    except (OSError, ValueError):
        return 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it may have started."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # not yet waited for, so still its own
        process.wait()


def _has_read(code: int, folder: Path, limits: Limits) -> bool:
    if code == 0:
        return True
    if EXITS.get(code, Fault.CRASHED) is None:
        return False
    end = folder / f"{READ}.end"
    if end.exists():
        _log.warning("reading ended with %s", end.read_text(encoding="ascii")[:80])
    fault = EXITS.get(code) or _by_signal(-code)
    most = {Fault.TIME: limits.seconds, Fault.UNPACKS_TOO_LARGE: limits.written_mb}
    raise Ended(fault, limit=most.get(fault, limits.memory_mb))


def _by_signal(number: int) -> Fault:
    """What a signal says: the clock, or memory, which libraries answer by aborting."""
    names = {getattr(signal, name, None) for name in _TIME_SIGNALS} - {None}
    if number in names:
        return Fault.TIME
    memory = {getattr(signal, name, None) for name in ("SIGKILL", "SIGABRT", "SIGSEGV", "SIGBUS")}
    return Fault.MEMORY if number in memory - {None} else Fault.CRASHED
