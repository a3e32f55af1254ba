"""Rows of an import that wait, and what becomes of them when they are mended."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from geo.errors import DataError, StoreError
from geo.store.changes import utc_moment
from geo.store.merge import Put
from geo.store.staging import WAITING
from geo.text import _


def write_waiting(connection: Connection, import_id: str) -> None:
    """Write the rows of an import that wait."""
    connection.exec_driver_sql(
        "INSERT INTO main.import_rows (import_id, line, state, cells, issues) "
        f"SELECT ?, line, state, cells, issues FROM staging.{WAITING} ORDER BY line",
        (import_id,),
    )


def settle_corrections(
    connection: Connection, import_id: str, lines: str, counts: Mapping[str, int], put: Put
) -> None:
    """
    Let lines of an import that were put wait no longer, and its counts follow.

    Parameters
    ----------
    connection : Connection
        On which the lines were handed in.
    import_id : str
        Which import.
    lines : str
        SQL for the lines that were handed in.
    counts : mapping of str to int
        How many lines were ``read``, ``accepted`` and ``warned`` among those handed in.
    put : Put
        What became of those that were accepted.

    Raises
    ------
    DataError
        If the import was undone meanwhile.
    StoreError
        For a line that does not wait.
    """
    undone = "SELECT undone_at FROM main.imports WHERE import_id = ?"
    if connection.exec_driver_sql(undone, (import_id,)).scalar():
        raise DataError(_("This import was undone; its rows cannot be mended."))
    waits = "import_id = ? AND resolved_at = ''"
    asked = f"SELECT count(*) FROM main.import_rows WHERE {waits} AND line IN ({lines})"
    n_waiting = connection.exec_driver_sql(asked, (import_id,)).scalar_one()
    if n_waiting != counts["read"]:
        raise StoreError(
            _(
                "{n} of {rows} rows do not wait any longer. Load the list again.",
                n=counts["read"] - n_waiting,
                rows=counts["read"],
            )
        )
    connection.exec_driver_sql(
        "UPDATE main.import_rows AS r SET state = w.state, cells = w.cells, issues = w.issues "
        f"FROM staging.{WAITING} AS w WHERE r.import_id = ? AND r.line = w.line",
        (import_id,),
    )
    connection.exec_driver_sql(
        f"UPDATE main.import_rows SET resolved_at = ? WHERE {waits} AND line IN ({lines}) "
        f"AND line NOT IN (SELECT line FROM staging.{WAITING})",
        (utc_moment(), import_id),
    )
    left = f"SELECT count(*) FROM main.import_rows WHERE {waits} AND state ="
    connection.exec_driver_sql(
        "UPDATE main.imports SET n_accepted = n_accepted + ?, n_warned = n_warned + ?, "
        "n_added = n_added + ?, n_updated = n_updated + ?, "
        f"n_held = ({left} 'held'), n_rejected = ({left} 'rejected') WHERE import_id = ?",
        (
            *(counts[name] for name in ("accepted", "warned")),
            *(put.added, put.updated, import_id, import_id, import_id),
        ),
    )
