"""Whole frames into a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import insert

from geo.errors import StoreError
from geo.text import _


def insert_rows(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """
    Insert all rows of a frame.

    Parameters
    ----------
    connection : Connection
        Of `geo.store.database.writing`.
    table : Table
        One that can hold invented rows.
    frame : DataFrame
        All columns of the table but ``deleted_at``; any index. NaN and None are written as NULL.

    Raises
    ------
    StoreError
        If a key is there already; only an invented row that was taken out may come in again.
    """
    if frame.empty:
        return
    new = insert(table)
    gone = (table.c.is_sample == 1) & table.c.deleted_at.is_not(None)
    again = new.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: new.excluded[name] for name in frame.columns} | {"deleted_at": None},
        where=gone & (new.excluded.is_sample == 1),
    )
    written = connection.execute(again, _records(frame)).rowcount
    if written != len(frame):
        raise StoreError(
            _(
                "{n} of {rows} rows of {table} are in the store already. Nothing was recorded.",
                n=len(frame) - written,
                rows=len(frame),
                table=table.name,
            )
        )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{**row, "deleted_at": None} for row in plain_rows(frame)]


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values of Python, None where a value is missing."""
    columns = {name: _plain(frame[name]) for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype(int).to_list()
    missing = column.isna()
    plain = column.to_list()
    if missing.any():
        plain = [None if gone else value for value, gone in zip(plain, missing, strict=True)]
    return plain
