"""Facts that ship with the project: taken in once, and later changes of them offered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from geo.errors import DataError
from geo.rows import Row
from geo.store import tables
from geo.store.bounds import require_sees
from geo.store.changes import as_json, note_change, utc_moment
from geo.store.content import Content, content_of, has_key, key_of, put_row
from geo.store.database import reading, writing
from geo.store.facts import read_fact_files
from geo.store.scope import Scope
from geo.text import _

FactRows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Offer:
    """
    A shipped fact that differs from what the store says, for the office to decide.

    Attributes
    ----------
    about, key : str
        Table and key of the row.
    own : mapping or None
        What the store says; None if the office took the row out.
    shipped : mapping or None
        What ships; None if the fact ships no more.
    """

    about: str
    key: str
    own: Content | None
    shipped: Content | None


@dataclass(frozen=True)
class _State:
    """Rows of one table by key: what ships, what shipped when last looked at, what is in use."""

    table: Table
    ships: Mapping[str, dict[str, Any]]
    seen: Mapping[str, dict[str, Any]]
    own: Mapping[str, dict[str, Any] | None]

    def to_insert(self) -> list[str]:
        """Keys that nobody knows yet."""
        return [key for key in self.ships if key not in self.seen and key not in self.own]

    def to_remember(self) -> list[str]:
        """Keys of which the store says what ships, though that was not noted."""
        ships, own, seen = self.ships, self.own, self.seen
        return [k for k in ships if own.get(k) == ships[k] and seen.get(k) != ships[k]]

    def offers(self) -> list[Offer]:
        """What ships otherwise, or no more, than when the office last looked at it."""
        about, own, seen, ships = self.table.name, self.own, self.seen, self.ships
        changed = [k for k in ships if k in own and own[k] != ships[k] and seen.get(k) != ships[k]]
        gone = [key for key in seen if key not in ships and own.get(key) is not None]
        return [Offer(about, key, own[key], ships.get(key)) for key in (*changed, *gone)]


def load_shipped(
    scope: Scope, folder: Path | None = None, *, register: pd.Series | None = None
) -> None:
    """
    Take into the store the facts of a folder that it does not know yet, each once, by its id.

    A fact that is known stays as the store has it, also if it was taken out.

    Parameters
    ----------
    scope : Scope
        Who takes them in; without bounds.
    folder, register
        As `geo.store.facts.read_fact_files` takes them.

    Raises
    ------
    DataError
        If a file has a fault; the store is then as it was.
    StoreError
        If the store cannot be written.
    """
    take_in(scope, read_fact_files(folder, register=register).rows)


def take_in(scope: Scope, rows: FactRows) -> None:
    """Take in what is not known yet of checked rows; see `load_shipped`."""
    with reading(scope) as connection:
        if not any(s.to_insert() or s.to_remember() for s in _states(connection, rows)):
            return
    with writing(scope) as connection:
        require_sees(scope, [""])
        taken: dict[str, list[str]] = {}
        for state in _states(connection, rows):
            keys = state.to_insert()
            for key in keys:
                put_row(connection, state.table, state.ships[key])
            for key in (*keys, *state.to_remember()):
                _remember(connection, state.table, key, state.ships[key])
            taken |= {state.table.name: keys} if keys else {}
        note_change(connection, scope, "load", "facts", after=taken)


def read_offers(
    scope: Scope, folder: Path | None = None, *, register: pd.Series | None = None
) -> list[Offer]:
    """
    Shipped facts that changed or ship no more since the office last looked at them.

    Parameters
    ----------
    scope : Scope
        Who asks; one with bounds gets none.
    folder, register
        As `geo.store.facts.read_fact_files` takes them.
    """
    rows = read_fact_files(folder, register=register).rows
    with reading(scope) as connection:
        return [] if scope.has_bounds else _offers(connection, rows)


def take_offer(
    scope: Scope,
    about: str,
    key: str,
    folder: Path | None = None,
    *,
    register: pd.Series | None = None,
) -> None:
    """Let the store say what ships; DataError if nothing of that key is offered."""
    rows = read_fact_files(folder, register=register).rows
    with writing(scope) as connection:
        require_sees(scope, [""])
        take_in(scope, rows)  # it may refer to a document that is new
        offer, table = _offer(connection, rows, about, key), tables.metadata.tables[about]
        if offer.shipped is None:
            gone = update(table).where(has_key(table, key)).values(deleted_at=utc_moment())
            connection.execute(gone)
        else:
            put_row(connection, table, offer.shipped)
        _settle(connection, scope, "take", offer)


def keep_own(
    scope: Scope,
    about: str,
    key: str,
    folder: Path | None = None,
    *,
    register: pd.Series | None = None,
) -> None:
    """Stay with what the store says; DataError if nothing of that key is offered."""
    rows = read_fact_files(folder, register=register).rows
    with writing(scope) as connection:
        require_sees(scope, [""])
        _settle(connection, scope, "keep", _offer(connection, rows, about, key))


def _offer(connection: Connection, rows: FactRows, about: str, key: str) -> Offer:
    for offer in _offers(connection, rows):
        if (offer.about, offer.key) == (about, key):
            return offer
    raise DataError(
        _(
            "Nothing is offered for {about} '{key}'. See: petapora facts offers",
            about=about,
            key=key,
        )
    )


def _settle(connection: Connection, scope: Scope, action: str, offer: Offer) -> None:
    """Note that the office looked at what ships, and what it decided."""
    table = tables.metadata.tables[offer.about]
    if offer.shipped is None:
        known = tables.shipped.c
        forget = delete(tables.shipped)
        connection.execute(forget.where(known.about == offer.about, known.key == offer.key))
    else:
        _remember(connection, table, offer.key, offer.shipped)
    note_change(
        connection,
        scope,
        action,
        offer.about,
        key=offer.key,
        before=offer.own,
        after=offer.shipped,
    )


def _remember(connection: Connection, table: Table, key: str, content: Content) -> None:
    row = {"about": table.name, "key": key, "content": as_json(content)}
    own_key = list(tables.shipped.primary_key.columns)
    again = insert(tables.shipped).on_conflict_do_update(index_elements=own_key, set_=row)
    connection.execute(again, [row])


def _offers(connection: Connection, rows: FactRows) -> list[Offer]:
    found = [offer for state in _states(connection, rows) for offer in state.offers()]
    named = _named(connection)
    return [o for o in found if o.shipped is not None or (o.about, o.key) not in named]


def _named(connection: Connection) -> set[tuple[str, str]]:
    """Documents and agencies that a row in use rests on: they cannot go."""
    named = set()
    for table in tables.metadata.tables.values():
        for column in table.columns:
            for foreign in column.foreign_keys if "deleted_at" in table.c else ():
                in_use = select(column).distinct().where(table.c.deleted_at.is_(None))
                keys = connection.execute(in_use).scalars()
                named |= {(foreign.column.table.name, key) for key in keys}
    return named


def _states(connection: Connection, rows: FactRows) -> list[_State]:
    remembered = connection.execute(select(tables.shipped)).all()
    states = []
    for about, shipped in rows.items():
        table = tables.metadata.tables[about]
        contents = [content_of(table, row) for row in shipped]
        states.append(
            _State(
                table=table,
                ships={key_of(table, content): content for content in contents},
                seen={key: json.loads(text) for of, key, text in remembered if of == about},
                own=_own(connection, table),
            )
        )
    return states


def _own(connection: Connection, table: Table) -> dict[str, dict[str, Any] | None]:
    """Rows of a table by key; None for one that was taken out."""
    own = {}
    for row in connection.execute(select(table)).mappings():
        content = content_of(table, dict(row))
        own[key_of(table, content)] = content if row["deleted_at"] is None else None
    return own
