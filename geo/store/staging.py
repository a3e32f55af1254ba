"""Rows wait in a file of their own, so that the store is locked only while they are taken over."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection, Table

from geo.errors import StoreError
from geo.store.faults import driver
from geo.store.frames import plain_tuples
from geo.text import _

WAITING: Final = "waiting_rows"
"""Where rows that are held or rejected wait: line, state, cells, issues."""

_PREFIX: Final = ".staging."
_LEFT_AFTER_S: Final = 24 * 60 * 60
_SETTINGS: Final = (
    "staging.journal_mode = OFF",
    "staging.synchronous = OFF",
    "staging.cache_size = -32768",
    "main.cache_size = -65536",
)


class Staging:
    """
    Tables beside the store, on a connection of `geo.store.database.preparing`.

    Attributes
    ----------
    columns : dict of str to tuple of str
        By table of the store, the columns that its rows were handed in with.
    """

    def __init__(self, connection: Connection) -> None:
        self._raw: Any = connection.connection.dbapi_connection
        self.columns: dict[str, tuple[str, ...]] = {}
        self._lines: list[npt.NDArray[np.int64]] = []

    @property
    def lines(self) -> str:
        """SQL for the lines of all rows that wait."""
        own = [f"SELECT line FROM staging.{WAITING}"]
        own += [f"SELECT _line FROM staging.{name}" for name in self.columns]
        return " UNION ALL ".join(own)

    def open(self, file: Path) -> None:
        """Attach a file that is not there yet."""
        self._raw.execute("ATTACH DATABASE ? AS staging", (str(file),))
        for setting in _SETTINGS:
            self._raw.execute(f"PRAGMA {setting}").fetchall()
        self._raw.execute(
            f"CREATE TABLE staging.{WAITING} (line INTEGER, state TEXT, cells TEXT, issues TEXT)"
        )

    def add(self, table: Table, frame: pd.DataFrame) -> None:
        """Let rows for a table wait; ``line`` is the index of the frame."""
        names = tuple(str(name) for name in frame)
        if table.name not in self.columns:
            self.columns[table.name] = names
            typed = ", ".join(f"{name} {table.c[name].type}" for name in names)
            self._raw.execute(
                f"CREATE TABLE staging.{table.name} ({typed}, _line INTEGER, _fate INTEGER)"
            )
        own = self.columns[table.name]
        rows = frame[list(own)].assign(_line=frame.index, _fate=0)
        self._lines.append(frame.index.to_numpy(dtype=np.int64))
        self._fill(f"staging.{table.name} ({', '.join(own)}, _line, _fate)", rows)

    def add_waiting(self, frame: pd.DataFrame) -> None:
        """Let rows wait that are held or rejected: line, state, cells and issues as JSON."""
        self._lines.append(frame["line"].to_numpy(dtype=np.int64))
        self._fill(f"staging.{WAITING} (line, state, cells, issues)", frame)

    def require_each_line_once(self) -> None:
        """Raise StoreError if a line was handed in twice."""
        lines = np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *self._lines]))
        if (lines[1:] == lines[:-1]).any():
            raise StoreError(_("A line was handed in twice. Nothing was recorded."))

    def index(self, table: Table) -> None:
        """Index the rows for a table by their key; StoreError if one is there twice."""
        names = ", ".join(column.name for column in table.primary_key.columns)
        of = f"staging.{table.name}"
        try:
            self._raw.execute(
                f"CREATE UNIQUE INDEX staging.ix_{table.name} ON {table.name} ({names})"
            )
        except driver.IntegrityError:
            twice = f"SELECT min(_line), max(_line) FROM {of} GROUP BY {names} HAVING count(*) > 1"
            first, second = self._raw.execute(f"{twice} LIMIT 1").fetchone()
            raise StoreError(
                _(
                    "Lines {first} and {second} have the same key of {about}. "
                    "Nothing was recorded.",
                    first=first,
                    second=second,
                    about=table.name,
                )
            ) from None

    def _fill(self, into: str, frame: pd.DataFrame) -> None:
        marks = ", ".join("?" * len(frame.columns))
        self._raw.execute("BEGIN")
        self._raw.executemany(f"INSERT INTO {into} VALUES ({marks})", plain_tuples(frame))
        self._raw.execute("COMMIT")


@contextmanager
def staging_beside(connection: Connection, store: Path) -> Iterator[Staging]:
    """Tables in a file beside the store that no other program sees; gone when the block ends."""
    _clear_left(store.parent)
    with tempfile.TemporaryDirectory(
        dir=store.parent, prefix=_PREFIX, ignore_cleanup_errors=True
    ) as folder:
        rows = Staging(connection)
        rows.open(Path(folder) / "rows.sqlite")
        if os.name != "nt":  # open, yet without a name: it goes with the process, however that ends
            shutil.rmtree(folder)
        try:
            yield rows
        finally:
            connection.close()


def _clear_left(folder: Path) -> None:
    """Remove what a process left that was killed on a system where open files keep their name."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < time.time() - _LEFT_AFTER_S:
                shutil.rmtree(left, ignore_errors=True)
