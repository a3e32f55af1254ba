"""An import is undone whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Table

from geo.errors import DataError
from geo.store import tables
from geo.store.bounds import require_sees
from geo.store.changes import note_change, utc_moment
from geo.store.database import writing
from geo.store.import_checks import CHECKS
from geo.store.merge import HAS_STEPS, area_of, joined_key
from geo.store.offices import Office
from geo.store.receipts import read_receipt
from geo.store.scope import Scope
from geo.text import _


@dataclass(frozen=True)
class Undone:
    """How many rows an undone import took with it, and how many say again what they said."""

    withdrawn: int = 0
    restored: int = 0

    def __add__(self, other: Undone) -> Undone:
        """Both."""
        return Undone(self.withdrawn + other.withdrawn, self.restored + other.restored)


def undo_import(scope: Scope, office: Office, import_id: str) -> Undone:
    """
    Undo an import: rows that it added are taken out, those it changed say again what they said.

    Steps of the follow-up stay, and so does the state they gave a report. Rows that were changed
    or taken out by hand since stay as they are; invented rows that the import took out do not come
    back. A row that a later file brought as well, unchanged, is that import's from then on.

    Raises
    ------
    DataError
        If the office has no such import, it was undone before, or a later import, which is
        named, changed its rows.
    StoreError
        For rows outside of the scope.
    """
    with writing(scope) as connection:
        receipt = read_receipt(scope, office, import_id)
        if receipt.undone_at:
            raise DataError(_("{file}: this import was undone before.", file=receipt.file))
        _refuse_if_rested_on(connection, import_id, receipt.file)
        undone = Undone()
        for about in CHECKS:
            undone += _undo(connection, scope, tables.metadata.tables[about], import_id)
        connection.exec_driver_sql(
            "UPDATE imports SET undone_at = ? WHERE import_id = ?", (utc_moment(), import_id)
        )
        note_change(connection, scope, "undo", "imports", key=import_id, after=asdict(undone))
    return undone


def _refuse_if_rested_on(connection: Connection, import_id: str, file: str) -> None:
    """Raise DataError if a later import changed rows that this one brought."""
    later = connection.exec_driver_sql(
        "SELECT i.file, i.at FROM import_before b JOIN imports i ON i.import_id = b.import_id "
        "WHERE i.undone_at = '' AND json_extract(nullif(b.before, ''), '$.import_id') = ? "
        "AND b.import_id <> ? ORDER BY i.at DESC LIMIT 1",
        (import_id, import_id),
    ).first()
    if later is not None:
        raise DataError(
            _(
                "{file} cannot be undone: {later}, taken in on {day}, changed its rows. "
                "Undo that import first.",
                file=file,
                later=later.file,
                day=later.at[:10],
            )
        )


def _undo(connection: Connection, scope: Scope, table: Table, import_id: str) -> Undone:
    own = {"own": import_id, "about": table.name}
    if scope.has_bounds and (kode := area_of(table, "t")):
        asked = f"SELECT DISTINCT {kode} FROM {table.name} AS t WHERE t.import_id = :own"
        require_sees(scope, connection.exec_driver_sql(asked, own).scalars().all())
    _hand_over(connection, table, own)
    before = "SELECT key FROM import_before WHERE import_id = :own AND about = :about"
    withdrawn = connection.exec_driver_sql(
        f"UPDATE {table.name} AS t SET deleted_at = :now WHERE t.import_id = :own "
        f"AND t.deleted_at IS NULL AND {joined_key(table, 't')} NOT IN ({before})",
        {**own, "now": utc_moment()},
    ).rowcount
    counted = connection.exec_driver_sql(
        "SELECT count(*), count(json_extract(b.before, '$.deleted_at')) "
        f"FROM {table.name} AS t JOIN import_before AS b ON {joined_key(table, 't')} = b.key "
        "WHERE b.import_id = :own AND b.about = :about AND t.import_id = :own "
        "AND t.deleted_at IS NULL",
        own,
    ).one()
    connection.exec_driver_sql(_restoring(table), own)
    return Undone(withdrawn + counted[1], counted[0] - counted[1])


def _hand_over(connection: Connection, table: Table, own: dict[str, str]) -> None:
    """Let rows that a later import in force brought as well be its own.

    Of several the earliest has them; the others go on marking them.
    """
    key, name = joined_key(table, "t"), table.name
    connection.exec_driver_sql(
        "CREATE TEMP TABLE handed AS SELECT b.key AS key, b.import_id AS later, min(i.at) "
        "FROM main.import_before AS b JOIN main.imports AS i ON i.import_id = b.import_id "
        f"JOIN main.{name} AS t ON {key} = b.key WHERE b.about = :about AND b.before = '' "
        "AND i.undone_at = '' AND t.import_id = :own AND t.deleted_at IS NULL GROUP BY b.key",
        own,
    )
    connection.exec_driver_sql(
        "DELETE FROM main.import_before WHERE about = :about AND before = '' "
        "AND (import_id, key) IN (SELECT later, key FROM temp.handed)",
        own,
    )
    connection.exec_driver_sql(
        "INSERT INTO main.import_before (import_id, about, key, before) "
        "SELECT h.later, b.about, b.key, b.before FROM main.import_before AS b "
        "JOIN temp.handed AS h ON h.key = b.key "
        "WHERE b.import_id = :own AND b.about = :about AND b.before <> ''",
        own,
    )
    connection.exec_driver_sql(
        f"UPDATE main.{name} AS t SET import_id = h.later, source = 'import-' || h.later "
        f"FROM temp.handed AS h WHERE {key} = h.key"
    )
    connection.exec_driver_sql("DROP TABLE temp.handed")


def _restoring(table: Table) -> str:
    """SQL that lets the rows that an import changed say again what they said before it."""
    keys = {column.name for column in table.primary_key.columns}
    cells = {
        column.name: f"json_extract(b.before, '$.{column.name}')"
        for column in table.columns
        if column.name not in keys
    }
    cells["deleted_at"] = f"coalesce(t.deleted_at, {cells['deleted_at']})"
    if table is tables.reports:
        for name in ("follow_up", "agency"):
            cells[name] = f"CASE WHEN {HAS_STEPS} THEN t.{name} ELSE {cells[name]} END"
    said = ", ".join(f"{name} = {cell}" for name, cell in cells.items())
    return (
        f"UPDATE {table.name} AS t SET {said} FROM import_before AS b "
        "WHERE b.import_id = :own AND b.about = :about AND t.import_id = :own "
        f"AND {joined_key(table, 't')} = b.key"
    )
