"""SQLite as the store needs it: which library, which settings, how a transaction begins."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from geo.errors import StoreError
from geo.store.faults import driver
from geo.text import _

OLDEST = (3, 37, 0)
"""The first SQLite with strict tables."""

WAL_FIXED = (3, 51, 3)
"""From here on a store with a write-ahead log cannot be damaged by a reset of that log."""

WAL_BACK_PORTS = ((3, 50, 7), (3, 44, 6))
"""Older lines that were mended as well."""

SETTINGS = (
    "busy_timeout = 60000",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "recursive_triggers = ON",
    "journal_size_limit = 67108864",
)
WAL = ("journal_mode = WAL", "synchronous = FULL")
NO_WAL = ("journal_mode = TRUNCATE", "synchronous = EXTRA")


def sqlite_version() -> tuple[int, ...]:
    """Version of the SQLite in use."""
    return tuple(driver.sqlite_version_info)


def has_sound_wal(version: tuple[int, ...]) -> bool:
    """Whether a write-ahead log is safe with this SQLite."""
    line_fixed = any(version[:2] == fixed[:2] and version >= fixed for fixed in WAL_BACK_PORTS)
    return version >= WAL_FIXED or line_fixed


@cache
def journal_settings(version: tuple[int, ...]) -> tuple[str, str]:
    """Settings under which an acknowledged row outlives a power cut, with this SQLite."""
    text = ".".join(str(part) for part in version)
    if version < OLDEST:
        raise StoreError(
            _("SQLite {version} is too old for the store. Install pysqlite3.", version=text)
        )
    if has_sound_wal(version):
        return WAL
    logging.getLogger(__name__).warning(
        _(
            "SQLite {version} has a fault in its write-ahead log; the store does without.",
            version=text,
        )
    )
    return NO_WAL


def open_engine(file: Path, *, foreign_keys: bool = True) -> Engine:
    """
    Connections to one store file, with the settings of the store.

    Parameters
    ----------
    file : Path
        Made by the first connection if it is not there.
    foreign_keys : bool
        Off only while tables are rebuilt, which then has to be checked as a whole.
    """
    url = URL.create("sqlite", database=str(file))
    engine = create_engine(
        url, module=driver, connect_args={"isolation_level": None}, max_overflow=-1
    )
    settings = (*SETTINGS, *journal_settings(sqlite_version()))

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: object) -> None:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def connect_to_write(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock at once, and so never lose it midway."""
    return engine.connect().execution_options(begin="BEGIN IMMEDIATE")
