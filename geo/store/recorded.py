"""All facts as the store has them, in the shape in which they ship."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, select, text

from geo.rows import Row
from geo.store import tables
from geo.store.content import content_of
from geo.store.database import reading
from geo.store.facts import Facts, facts_of, read_fact_files
from geo.store.offices import Office
from geo.store.scope import Role, Scope
from geo.store.shipped import take_in

PROGRAM = Scope("petapora", Role.ADMIN)
"""The program itself, which takes in what ships with it."""


def recorded_facts(
    scope: Scope, folder: Path | None = None, *, register: pd.Series | None = None
) -> Facts:
    """
    Facts of the store; offices, places and rules come from the fact files.

    What ships and is not known yet is taken in first.

    Parameters
    ----------
    scope : Scope
        Facts of a team are read if its area lies in the scope; targets, claims and members of
        an office if its whole work area does.
    folder, register
        As `geo.store.facts.read_fact_files` takes them.

    Returns
    -------
    Facts
        As `geo.store.facts.read_facts` gives them; ``line`` of the formation is the place of a
        fact in the order in which they were recorded.

    Raises
    ------
    DataError
        If a fact file has a fault.
    StoreError
        If the store cannot be read or written.
    """
    files = read_fact_files(folder, register=register)
    take_in(PROGRAM, files.rows)
    with reading(scope) as connection:
        rows = {about: _rows(connection, about) for about in files.rows}
    facts = {
        about: [row for row in of if _is_seen(row, scope, files.offices)]
        for about, of in rows.items()
    }
    return facts_of(files, facts)


def _rows(connection: Connection, about: str) -> list[Row]:
    """Rows in use of a table, in the order in which they were recorded, as a file has them."""
    table = tables.metadata.tables[about]
    wanted = select(table).where(table.c.deleted_at.is_(None)).order_by(text("rowid"))
    found = connection.execute(wanted).mappings()
    contents = (content_of(table, dict(row)) for row in found)
    return [
        Row(line, {name: str(cell) for name, cell in content.items()})
        for line, content in enumerate(contents, start=1)
    ]


def _is_seen(row: Row, scope: Scope, offices: Mapping[str, Office]) -> bool:
    if "kode" in row:
        return scope.sees(row["kode"])
    if "office" in row:
        office = offices.get(row["office"])  # none, if an office ships no more
        return office is not None and scope.sees_all(office.kabupaten)
    return True
