"""Columns that many tables have, and how a table of the store is made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

INVENTED = "contoh"
"""Key in sources.csv of all that is invented."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def key(name: str) -> Column[str]:
    """Part of the primary key."""
    return Column(name, Text, primary_key=True, nullable=False)


def text(name: str) -> Column[str]:
    """A text that is empty where nothing is known."""
    return Column(name, Text, nullable=False, server_default="")


def source() -> Column[str]:
    """The document that a row rests on."""
    return Column("source", Text, ForeignKey("sources.source"), nullable=False)


def deleted() -> Column[str]:
    """The moment at which a row was taken out; it stays, and is not read."""
    return Column("deleted_at", Text)


def sample() -> Column[int]:
    """Whether the row is invented."""
    return Column("is_sample", Integer, nullable=False, server_default="0")


def is_invented(columns: Any) -> ColumnElement[bool]:
    """Whether a row is invented, by its mark or, where its table has none, by its document."""
    found: ColumnElement[bool] = (
        columns.is_sample == 1 if "is_sample" in columns else columns.source == INVENTED
    )
    return found


def imported() -> Column[str]:
    """The import that a row last came in by; empty for one entered by hand or shipped."""
    return text("import_id")


def table(name: str, *parts: SchemaItem) -> Table:
    """A table of the store; its columns hold values of their own type and no other."""
    return Table(name, metadata, *parts, sqlite_strict=True)
