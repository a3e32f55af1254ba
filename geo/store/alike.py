"""Rows of a file beside the rows that the store has under the same keys."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, Table

from geo.store import tables
from geo.store.database import reading
from geo.store.merge import HAS_STEPS, area_of, joined_key
from geo.store.scope import Scope

_CHANGED = (
    "SELECT key, max(at) AS at FROM main.changes WHERE about = :about AND key <> '' "
    "AND action IN ('record', 'take', 'withdraw') GROUP BY key"
)
"""When rows of a table were last changed one by one, by hand."""


def read_alike(scope: Scope, about: str, keys: Iterable[str]) -> pd.DataFrame:
    """
    What the store says under some keys.

    Parameters
    ----------
    scope : Scope
        Rows outside of it are left out.
    about : str
        Table, one of `geo.store.import_checks.CHECKS`.
    keys : iterable of str
        As `geo.store.content.key_of` gives them.

    Returns
    -------
    DataFrame
        Indexed by key: the columns of the table, and ``taken_out`` (by hand or as one of a merged
        pair; rows that went by an undone import are left out), ``changed_here`` (by hand, after
        the import that it came in by) and ``has_steps`` (of follow-up), all bool.
    """
    table = tables.metadata.tables[about]
    area = area_of(table, "t")
    asked = {"about": about, "keys": json.dumps(list(keys))}
    with reading(scope) as connection:
        frame = _read(connection, table, area, asked)
    if scope.has_bounds and area:
        seen = {kode for kode in frame["_area"].unique() if scope.sees(kode)}
        frame = frame[frame["_area"].isin(seen)]
    flags = dict.fromkeys(("taken_out", "changed_here", "has_steps"), bool)
    return frame.drop(columns="_area").astype(flags)


def _read(connection: Connection, table: Table, area: str, asked: dict[str, str]) -> pd.DataFrame:
    names = [column.name for column in table.columns]
    key = joined_key(table, "t")
    flags = {
        "_key": key,
        "_area": area or "''",
        "taken_out": "t.deleted_at IS NOT NULL",
        "changed_here": "c.at IS NOT NULL AND c.at > coalesce(i.at, '')",
        "has_steps": HAS_STEPS if table is tables.reports else "0",
    }
    cells = [*(f"t.{name}" for name in names), *flags.values()]
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(cells)} FROM main.{table.name} AS t "
        f"LEFT JOIN ({_CHANGED}) AS c ON c.key = {key} "
        "LEFT JOIN main.imports AS i ON i.import_id = t.import_id "
        f"WHERE {key} IN (SELECT value FROM json_each(:keys)) "
        "AND (t.deleted_at IS NULL OR c.at >= t.deleted_at)",
        asked,
    ).all()
    frame = pd.DataFrame(rows, columns=[*names, *flags], dtype=object)
    return frame.set_index("_key").rename_axis("key")
