"""
The door for files of strangers: each is read in a process of its own, limited and watched.

Whatever the process does, reading ends in rows or in a `DataError` that names the file and what to
do. No text of the file is in the error, in a log or on the screen of the server.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa

from geo.errors import DataError
from geo.intake.reading.faults import DISK_FULL, Fault, fault_text
from geo.intake.reading.job import (
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
from geo.intake.reading.process import Ended, run_confined
from geo.intake.screening import shown_name
from geo.intake.table import FileRead

_CHILD: Final = "geo.intake.reading.child"


class ReadingStopped(DataError):
    """The reader did not want to wait any longer."""


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
            told, asked = progress or (lambda _n: None), stop or (lambda: False)
            was_read = run_confined(_CHILD, folder, limits, progress=told, stop=asked)
            _require_read(was_read, folder)
            return file_read(folder)
    except Ended as end:
        said = fault_text(end.fault, file=shown, values=end.values)
        kind = ReadingStopped if end.fault is Fault.STOPPED else DataError
        raise kind(said) from None
    except OSError as error:
        full = error.errno in DISK_FULL
        fault = Fault.DISK_FULL if full else Fault.NO_FILE
        raise DataError(fault_text(fault, file=shown, values={})) from None


def rows_of(
    folder: Path, sheet: int, *, columns: Collection[str] | None = None
) -> Iterator[pd.DataFrame]:
    """
    Rows of a sheet that `read_file` wrote, in file order.

    Parameters
    ----------
    folder : Path
    sheet : int
        Place of the sheet in `FileRead.sheets`.
    columns : collection of str, optional
        Those to read, as far as they are there; all by default.

    Yields
    ------
    DataFrame, at most 50,000 rows
        Any index; ``_line`` (int), ``_fault``, ``_types``, ``_hidden`` and the cells ``c0``, ``c1``
        and so on, all text and never missing.
    """
    with pa.OSFile(str(folder / f"sheet-{sheet}.arrow"), "rb") as stream:
        reader = pa.ipc.open_file(stream)
        if columns is not None:
            wanted = [n for n, name in enumerate(reader.schema.names) if name in columns]
            reader = pa.ipc.open_file(stream, options=pa.ipc.IpcReadOptions(included_fields=wanted))
        for n in range(reader.num_record_batches):
            yield reader.get_batch(n).to_pandas()


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
            raise Ended(Fault.NO_FILE if source.exists() else Fault.GONE)
        with source.open("rb") as stream, target.open("xb") as copy:
            target.chmod(0o600)
            before = os.fstat(stream.fileno())
            digest, n_bytes = hashlib.sha256(), 0
            while chunk := stream.read(MB):
                n_bytes += len(chunk)
                if n_bytes > most:
                    raise Ended(Fault.TOO_LARGE, limit=most // MB)
                digest.update(chunk)
                copy.write(chunk)
            after = os.fstat(stream.fileno())
    except FileNotFoundError:
        raise Ended(Fault.GONE) from None
    if n_bytes != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise Ended(Fault.CHANGED)
    return digest.hexdigest(), n_bytes


def _require_read(was_read: bool, folder: Path) -> None:
    """Raise what the process noted, if it did not read the file."""
    if not was_read:
        content = json.loads((folder / REFUSED).read_text(encoding="utf-8"))
        raise Ended(Fault(content["fault"]), **content["values"])
