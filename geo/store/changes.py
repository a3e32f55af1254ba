"""Every change of the store: who, when, what was before and after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from geo.store import tables
from geo.store.database import reading
from geo.store.scope import Scope

Content = Mapping[str, Any]


def note_change(
    connection: Connection,
    scope: Scope,
    action: str,
    about: str,
    *,
    key: str = "",
    before: Content | None = None,
    after: Content | None = None,
) -> None:
    """
    Note a change in the transaction that makes it.

    Parameters
    ----------
    connection : Connection
        Of `geo.store.database.writing`.
    scope : Scope
        Who makes it, in which role.
    action : str
        What is done: record, withdraw, load, take, keep, import, correct, undo, rejoin.
    about : str
        Name of the table.
    key : str
        Key of the row; empty where many rows change at once, which make one change.
    before, after : mapping, optional
        What the row says, or of many rows how many.
    """
    connection.execute(
        insert(tables.changes).values(
            at=utc_moment(),
            actor=scope.actor,
            role=scope.role.value,
            action=action,
            about=about,
            key=key,
            before=None if before is None else as_json(before),
            after=None if after is None else as_json(after),
        )
    )


def read_changes(scope: Scope) -> pd.DataFrame:
    """
    All changes, or of a scope with bounds those of its own actor.

    Returns
    -------
    DataFrame
        Indexed by ``seq`` and sorted by it: ``at`` (UTC), ``actor``, ``role``, ``action``,
        ``about``, ``key``, ``before`` and ``after`` (JSON or None).
    """
    columns = list(tables.changes.columns)
    wanted = select(*columns).order_by(tables.changes.c.seq)
    if scope.has_bounds:
        wanted = wanted.where(tables.changes.c.actor == scope.actor)
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    return frame.assign(at=pd.to_datetime(frame["at"], utc=True)).set_index("seq")


def as_json(content: Content) -> str:
    """The same text for the same content."""
    return json.dumps(dict(content), ensure_ascii=False, sort_keys=True)


def utc_moment() -> str:
    """The present moment as the store writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
