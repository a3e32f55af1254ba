"""What can go wrong with the store's file, said so that a reader can mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.text import _


def _driver() -> Any:
    try:
        import pysqlite3
    except ImportError:  # no wheels for this system: what comes with Python
        return sqlite3
    return pysqlite3


driver = _driver()
"""
The library that speaks to SQLite, and the only one of a process that may open the store.

The locks of a file belong to the process: a second copy of SQLite in it, closing the file, would
take them from the first and remove the journal that is still being written.
"""

_Words = Callable[[str], str]


def _locked(store: str) -> str:
    return _("{store} is in use by another program. Wait until it has ended.", store=store)


def _full(store: str) -> str:
    return _("{store}: the disk is full; nothing was recorded. Make room there.", store=store)


def _no_right(store: str) -> str:
    return _(
        "{store} cannot be opened or written here. See to the rights of the folder and its files.",
        store=store,
    )


def _unreadable(store: str) -> str:
    return _("{store}: the disk does not answer. See to the disk, then try again.", store=store)


def damaged(store: str) -> str:
    """What is said of a file that is no store, or none any more."""
    return _(
        "{store} is damaged or is not a store of PetaPORA. "
        "Move it away and put your last copy in its place; nothing in it was changed.",
        store=store,
    )


_WORDS: dict[int, _Words] = {
    sqlite3.SQLITE_BUSY: _locked,
    sqlite3.SQLITE_LOCKED: _locked,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _no_right,
    sqlite3.SQLITE_CANTOPEN: _no_right,
    sqlite3.SQLITE_PERM: _no_right,
    sqlite3.SQLITE_IOERR: _unreadable,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
}
"""By the primary result code of SQLite."""


def name_of(file: Path) -> str:
    """The store's file as a reader is told of it: its name and its folder's."""
    return f"{file.parent.name}/{file.name}"


@contextmanager
def store_faults_in_words(file: Path) -> Iterator[None]:
    """
    Turn what SQLite says of `file` into a StoreError with its remedy.

    Raises
    ------
    StoreError
        For a file that is locked, full, without rights, unreadable or damaged, and for a row
        that the store refuses.
    """
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, driver.Error):
            raise
        raise StoreError(_in_words(file, error.orig)) from error
    except driver.Error as error:
        raise StoreError(_in_words(file, error)) from error


def _in_words(file: Path, fault: Exception) -> str:
    words = _WORDS.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if words is not None:
        return words(name_of(file))
    return _(
        "{store} refuses this: {reason}. Nothing was recorded.",
        store=name_of(file),
        reason=fault,
    )
