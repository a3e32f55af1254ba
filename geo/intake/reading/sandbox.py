"""
The door for files of strangers: each is read in a process of its own, limited and watched.

Whatever the process does, reading ends in rows or in a `DataError` that names the file and what to
do. No text of the file is in the error, in a log or on the screen of the server.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa

from geo.errors import DataError
from geo.home import ROOT
from geo.intake.reading.faults import DISK_FULL, Fault, fault_text
from geo.intake.reading.headings import clean_text
from geo.intake.reading.job import (
    EXITS,
    JOB,
    PARTS,
    PROGRESS,
    READ,
    REFUSED,
    UPLOAD,
    Job,
    file_read,
)
from geo.intake.reading.limits import MB, Limits
from geo.intake.table import FileRead

_log = logging.getLogger(__name__)
_POLL: Final = 0.05
_PASSED_ON: Final = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "TMPDIR", "PETAPORA_FACTS")
_ONE_CORE: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
_SMALL_POOLS: Final = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_TIME_SIGNALS: Final = ("SIGXCPU", "SIGALRM")


class ReadingStopped(DataError):
    """The reader did not want to wait any longer."""


class _End(Exception):
    """How a process ended; becomes an error in words where the file's name is known."""

    def __init__(self, fault: Fault, **values: int) -> None:
        super().__init__(fault.value)
        self.fault, self.values = fault, values


def read_file(
    source: Path,
    *,
    name: str,
    folder: Path,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> FileRead:
    """
    Read a file of any kind that is known, in a limited process.

    Parameters
    ----------
    source : Path
        The file. If it lies in `folder` it is deleted at the end, read or not.
    name : str
        What its sender calls it: for messages only.
    folder : Path
        Private folder for its rows, made if it is missing. `rows_of` reads them there. After an
        error it holds nothing of the file.
    limits : Limits
    progress : callable, optional
        Called with the number of rows read so far, now and then.
    stop : callable, optional
        Asked many times a second; reading stops once it says True.

    Returns
    -------
    FileRead
        Also kept in `folder`, where `file_read` finds it.

    Raises
    ------
    ReadingStopped
        If `stop` said so.
    DataError
        If the file cannot be read, naming it and what to do.
    """
    shown = shown_name(name)
    try:
        with _spool(folder, source):
            sha256, n_bytes = _copy(source, folder / UPLOAD, most=limits.file_mb * MB)
            Job(shown, sha256, n_bytes, limits).write(folder)
            _run(folder, limits, progress or (lambda _n: None), stop or (lambda: False))
            return file_read(folder)
    except _End as end:
        said = fault_text(end.fault, file=shown, values=end.values)
        kind = ReadingStopped if end.fault is Fault.STOPPED else DataError
        raise kind(said) from None
    except OSError as error:
        full = error.errno in DISK_FULL
        fault = Fault.DISK_FULL if full else Fault.NO_FILE
        raise DataError(fault_text(fault, file=shown, values={})) from None


def rows_of(folder: Path, sheet: int) -> Iterator[pd.DataFrame]:
    """
    Rows of a sheet that `read_file` wrote, in file order.

    Parameters
    ----------
    folder : Path
    sheet : int
        Place of the sheet in `FileRead.sheets`.

    Yields
    ------
    DataFrame, at most 50,000 rows
        Any index; ``_line`` (int), ``_fault``, ``_types``, ``_hidden`` and the cells ``c0``, ``c1``
        and so on, all text and never missing.
    """
    with pa.OSFile(str(folder / f"sheet-{sheet}.arrow"), "rb") as stream:
        reader = pa.ipc.open_file(stream)
        for n in range(reader.num_record_batches):
            yield reader.get_batch(n).to_pandas()


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no path, no control characters, no identifiers."""
    from geo.intake.identifiers import mask_text

    last = name.replace("\\", "/").rpartition("/")[2]
    return mask_text(clean_text(last)) or "?"


@contextmanager
def _spool(folder: Path, source: Path) -> Iterator[None]:
    """A private folder that keeps nothing but rows, and nothing at all after an error."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for rows in (*folder.glob("sheet-*.arrow"), folder / READ):
            rows.unlink(missing_ok=True)
        raise
    finally:
        for rest in (UPLOAD, JOB, REFUSED, PROGRESS, f"{READ}.end"):
            (folder / rest).unlink(missing_ok=True)
        shutil.rmtree(folder / PARTS, ignore_errors=True)
        if source.parent.absolute() == folder.absolute():
            source.unlink(missing_ok=True)


def _copy(source: Path, target: Path, *, most: int) -> tuple[str, int]:
    """Copy a file that stands still; its hash and size are those of the bytes copied."""
    try:
        if not source.is_file():
            raise _End(Fault.NO_FILE if source.exists() else Fault.GONE)
        with source.open("rb") as stream, target.open("xb") as copy:
            target.chmod(0o600)
            before = os.fstat(stream.fileno())
            digest, n_bytes = hashlib.sha256(), 0
            while chunk := stream.read(MB):
                n_bytes += len(chunk)
                if n_bytes > most:
                    raise _End(Fault.TOO_LARGE, limit=most // MB)
                digest.update(chunk)
                copy.write(chunk)
            after = os.fstat(stream.fileno())
    except FileNotFoundError:
        raise _End(Fault.GONE) from None
    if n_bytes != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise _End(Fault.CHANGED)
    return digest.hexdigest(), n_bytes


def _run(
    folder: Path, limits: Limits, progress: Callable[[int], None], stop: Callable[[], bool]
) -> None:
    """Run the process to its end, or end it."""
    process = subprocess.Popen(
        [sys.executable, "-E", "-B", "-m", "geo.intake.reading.child", str(folder.absolute())],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    try:
        _wait(process, folder, limits, progress, stop)
    finally:
        _kill(process)
    _require_success(process.returncode, folder, limits)


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
            raise _End(Fault.STOPPED)
        if time.monotonic() > ends:
            raise _End(Fault.TIME, limit=limits.seconds)
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


def _require_success(code: int, folder: Path, limits: Limits) -> None:
    if code == 0:
        return
    if EXITS.get(code, Fault.CRASHED) is None:
        content = json.loads((folder / REFUSED).read_text(encoding="utf-8"))
        raise _End(Fault(content["fault"]), **content["values"])
    end = folder / f"{READ}.end"
    if end.exists():
        _log.warning("reading ended with %s", end.read_text(encoding="ascii")[:80])
    fault = EXITS.get(code) or _by_signal(-code)
    most = {Fault.TIME: limits.seconds, Fault.UNPACKS_TOO_LARGE: limits.written_mb}
    raise _End(fault, limit=most.get(fault, limits.memory_mb))


def _by_signal(number: int) -> Fault:
    """What a signal says: the clock, or memory, which libraries answer by aborting."""
    names = {getattr(signal, name, None) for name in _TIME_SIGNALS} - {None}
    if number in names:
        return Fault.TIME
    memory = {getattr(signal, name, None) for name in ("SIGKILL", "SIGABRT", "SIGSEGV", "SIGBUS")}
    return Fault.MEMORY if number in memory - {None} else Fault.CRASHED


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, **_ONE_CORE, **_SMALL_POOLS}
