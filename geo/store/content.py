"""What a row of the store says, apart from when it was taken out; and by which key it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

Content = Mapping[str, Any]

BOOKKEEPING = ("deleted_at", "import_id", "entered_at")
"""Columns that say what became of a row, and nothing of what it tells."""


def content_of(table: Table, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row in the types of its table, without those of `BOOKKEEPING`."""
    columns = (column for column in table.columns if column.name not in BOOKKEEPING)
    return {column.name: column.type.python_type(cells[column.name]) for column in columns}


def key_of(table: Table, content: Content) -> str:
    """Key of a row; one of several columns is joined by slashes, as in singaraja/kecamatan."""
    return "/".join(str(content[column.name]) for column in table.primary_key.columns)


def has_key(table: Table, key: str) -> ColumnElement[bool]:
    """Whether a row has the key as `key_of` gives it."""
    first, *others = table.primary_key.columns
    joined: ColumnElement[str] = first
    for column in others:
        joined = joined + "/" + column
    return joined == key


def put_row(connection: Connection, table: Table, content: Content) -> None:
    """Write a row in use, by no import, in place of the one of the same key if there is one."""
    row = {**content, "deleted_at": None} | ({"import_id": ""} if "import_id" in table.c else {})
    own_key = list(table.primary_key.columns)
    again = insert(table).on_conflict_do_update(index_elements=own_key, set_=row)
    connection.execute(again, [row])


def find_row(connection: Connection, table: Table, key: str) -> Content | None:
    """The row of a key with its ``deleted_at``, or None."""
    row = connection.execute(select(table).where(has_key(table, key))).mappings().one_or_none()
    return None if row is None else dict(row)
