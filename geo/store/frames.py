"""Whole frames into a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert, insert

from geo.errors import StoreError
from geo.store.columns import is_invented
from geo.text import _


def insert_rows(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """
    Insert all rows of a frame.

    Parameters
    ----------
    connection : Connection
        Of `geo.store.database.writing`.
    table : Table
        Any that says by ``deleted_at`` which of its rows were taken out.
    frame : DataFrame
        All columns of the table but ``deleted_at``; any index. NaN and None are written as NULL.

    Raises
    ------
    StoreError
        If a key is there already; only an invented row that was taken out may come in again.
    """
    if frame.empty:
        return
    written = connection.execute(_insert(table, frame), _records(frame)).rowcount
    if written != len(frame):
        raise StoreError(
            _(
                "{n} of {rows} rows of {table} are in the store already. Nothing was recorded.",
                n=len(frame) - written,
                rows=len(frame),
                table=table.name,
            )
        )


def _insert(table: Table, frame: pd.DataFrame) -> Insert:
    """Insert rows whose key is not there; of a table with invented rows, those in place of gone."""
    new, own_key = insert(table), list(table.primary_key.columns)
    if not {"is_sample", "source"} & set(table.c.keys()):
        return new.on_conflict_do_nothing(index_elements=own_key)
    gone = is_invented(table.c) & table.c.deleted_at.is_not(None)
    return new.on_conflict_do_update(
        index_elements=own_key,
        set_={name: new.excluded[name] for name in frame.columns} | {"deleted_at": None},
        where=gone & is_invented(new.excluded),
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{**row, "deleted_at": None} for row in plain_rows(frame)]


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values of Python, None where a value is missing."""
    return [dict(zip(frame.columns, row, strict=True)) for row in plain_tuples(frame)]


def plain_tuples(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The same, each row as a tuple in the order of the columns."""
    return zip(*(_plain(frame[name]) for name in frame.columns), strict=True)


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype(int).to_list()
    missing = column.isna()
    plain = column.to_list()
    if missing.any():
        plain = [None if gone else value for value, gone in zip(plain, missing, strict=True)]
    return plain
