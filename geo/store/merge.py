"""Rows that wait beside the store are taken over: added, or in place of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table

from geo.errors import StoreError
from geo.store import tables
from geo.store.bounds import require_sees
from geo.store.scope import Scope
from geo.text import _

SAID: Final = (
    "received_at",
    "channel",
    "kind",
    "accuracy",
    "follow_up",
    "agency",
    "n_persons",
    "lat",
    "lng",
    "stated_kode",
)
"""What is said of a report; the rest follows from it and the boundaries."""

ADDED, UNCHANGED, UPDATED, RETURNED = range(4)
"""Fates of a row: not there before, there as it is, there otherwise, there but taken out."""

HAS_STEPS: Final = (
    "EXISTS (SELECT 1 FROM main.follow_ups f WHERE f.report = t.report AND f.deleted_at IS NULL)"
)

_MERGED: Final = """EXISTS (
    SELECT 1 FROM main.pairs p JOIN main.reports o
    ON o.report = CASE p.first WHEN t.report THEN p.second ELSE p.first END
    WHERE p.decision = 'merged' AND t.report IN (p.first, p.second)
    AND (o.deleted_at IS NULL OR (
        (t.received_at, t.report) > (o.received_at, o.report)
        AND o.report IN (SELECT report FROM staging.reports)
    ))
)"""
"""Whether a report that was taken out is one with another in use, or an earlier that comes too."""


@dataclass(frozen=True)
class Put:
    """How many rows came in, changed what was said, or changed nothing."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Put) -> Put:
        """Both."""
        return Put(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )


@dataclass(frozen=True)
class Merge:
    """The rows for one table, by whom, for which office and by which import they are taken over."""

    scope: Scope
    office: str
    import_id: str
    table: Table
    columns: tuple[str, ...]
    kept: tuple[str, ...] = ()
    """Columns that the file does not tell: a row in use keeps what it says there."""

    def run(self, connection: Connection) -> Put:
        """Take the rows over; StoreError for one whose key is somebody else's."""
        is_met = connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {self._both})").scalar()
        if is_met:
            self._refuse_others(connection)
            self._keep(connection, self.kept, where="t.deleted_at IS NULL")
        if self.table is tables.reports:
            self._require_agencies(connection)
        if is_met:
            self._set_beside(connection)
        self._insert(connection)
        asked = f"SELECT _fate, count(*) FROM {self._staged} GROUP BY _fate"
        counts = {row[0]: row[1] for row in connection.exec_driver_sql(asked)}
        return Put(
            added=counts.get(ADDED, 0) + counts.get(RETURNED, 0),
            updated=counts.get(UPDATED, 0),
            unchanged=counts.get(UNCHANGED, 0),
        )

    def _set_beside(self, connection: Connection) -> None:
        """Tell rows from those that the store has, and take over what differs."""
        if self.table is tables.reports:
            self._keep(connection, ("follow_up", "agency"), where=HAS_STEPS)
        self._tell_fates(connection)
        self._keep_before(connection)
        self._replace(connection)

    @property
    def _staged(self) -> str:
        return f"staging.{self.table.name}"

    @property
    def _keys(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.primary_key.columns)

    @property
    def _same_key(self) -> str:
        return " AND ".join(f"t.{name} = s.{name}" for name in self._keys)

    @property
    def _both(self) -> str:
        return f"{self._staged} AS s JOIN main.{self.table.name} AS t ON {self._same_key}"

    def _refuse_others(self, connection: Connection) -> None:
        others = "SELECT import_id FROM main.imports WHERE office <> :office"
        foreign = [f"t.import_id IN ({others})"]
        foreign += ["t.office <> :office"] if "office" in self.table.c else []
        foreign += ["t.is_sample = 1"] if "is_sample" in self.table.c else []
        asked = f"SELECT s._line FROM {self._both} WHERE {' OR '.join(foreign)} LIMIT 1"
        line = connection.exec_driver_sql(asked, {"office": self.office}).scalar()
        if line is not None:
            raise StoreError(
                _(
                    "Line {line} has the key of a row of {about} that is invented or another "
                    "office's. Nothing was recorded.",
                    line=line,
                    about=self.table.name,
                )
            )
        if self.scope.has_bounds and (kode := area_of(self.table, "t")):
            areas = connection.exec_driver_sql(f"SELECT DISTINCT {kode} FROM {self._both}")
            require_sees(self.scope, areas.scalars())

    def _require_agencies(self, connection: Connection) -> None:
        if "agency" not in self.columns:
            return
        known = "SELECT agency FROM main.agencies WHERE deleted_at IS NULL"
        asked = f"SELECT agency FROM {self._staged} WHERE agency <> '' AND agency NOT IN ({known})"
        unknown = connection.exec_driver_sql(f"{asked} LIMIT 1").scalar()
        if unknown is not None:
            raise StoreError(_("{about} has no '{key}' in use.", about="agencies", key=unknown))

    def _keep(self, connection: Connection, names: tuple[str, ...], *, where: str) -> None:
        """Let rows of the store go on saying what they say in some columns."""
        cells = ", ".join(f"{name} = t.{name}" for name in names if name in self.columns)
        if cells:
            connection.exec_driver_sql(
                f"UPDATE {self._staged} AS s SET {cells} FROM main.{self.table.name} AS t "
                f"WHERE {self._same_key} AND {where}"
            )

    def _tell_fates(self, connection: Connection) -> None:
        told = [name for name in self.columns if name not in self._keys]
        if self.table is tables.reports:
            told = [name for name in told if name in SAID]
        same = " AND ".join(["1", *(f"t.{name} IS s.{name}" for name in told)])
        gone = f"CASE WHEN {_MERGED} THEN {UNCHANGED} ELSE {RETURNED} END"
        back = gone if self.table is tables.reports else f"{RETURNED}"
        connection.exec_driver_sql(
            f"UPDATE {self._staged} AS s SET _fate = CASE WHEN t.deleted_at IS NOT NULL "
            f"THEN {back} WHEN {same} THEN {UNCHANGED} ELSE {UPDATED} END "
            f"FROM main.{self.table.name} AS t WHERE {self._same_key}"
        )

    def _keep_before(self, connection: Connection) -> None:
        """Keep what rows said, and mark those it brings as well; but for the import's own."""
        cells = ", ".join(f"'{column.name}', t.{column.name}" for column in self.table.columns)
        own = {"own": self.import_id, "about": self.table.name}
        into = (
            "INTO main.import_before (import_id, about, key, before) "
            f"SELECT :own, :about, {joined_key(self.table, 't')}"
        )
        others = f"FROM {self._both} WHERE t.import_id <> :own AND s._fate"
        connection.exec_driver_sql(
            f"INSERT {into}, json_object({cells}) {others} IN ({UPDATED}, {RETURNED}) "
            "ON CONFLICT DO UPDATE SET before = excluded.before WHERE before = ''",
            own,
        )
        connection.exec_driver_sql(
            f"INSERT OR IGNORE {into}, '' {others} = {UNCHANGED} "
            "AND t.import_id <> '' AND t.deleted_at IS NULL",
            own,
        )

    def _replace(self, connection: Connection) -> None:
        told = [name for name in self.columns if name not in self._keys]
        cells = "".join(f"{name} = s.{name}, " for name in told)
        connection.exec_driver_sql(
            f"UPDATE main.{self.table.name} AS t SET {cells}"
            "source = :source, import_id = :own, deleted_at = NULL "
            f"FROM {self._staged} AS s "
            f"WHERE {self._same_key} AND s._fate IN ({UPDATED}, {RETURNED})",
            {"source": source_of(self.import_id), "own": self.import_id},
        )

    def _insert(self, connection: Connection) -> None:
        names = ", ".join(self.columns)
        entered = "entered_at" in self.table.c
        at = "(SELECT at FROM main.imports WHERE import_id = :own)"
        connection.exec_driver_sql(
            f"INSERT INTO main.{self.table.name} "
            f"({names}, source, import_id{', entered_at' if entered else ''}) "
            f"SELECT {names}, :source, :own{f', {at}' if entered else ''} FROM {self._staged} "
            f"WHERE _fate = {ADDED} ORDER BY rowid",
            {"source": source_of(self.import_id), "own": self.import_id},
        )


def source_of(import_id: str) -> str:
    """Key of the document that the rows of an import rest on."""
    return f"import-{import_id}"


def joined_key(table: Table, alias: str) -> str:
    """SQL for the key of a row as `geo.store.content.key_of` gives it."""
    return " || '/' || ".join(f"{alias}.{column.name}" for column in table.primary_key.columns)


def area_of(table: Table, alias: str) -> str:
    """SQL for the finest area that a row is about; empty for a table that has none."""
    if table is tables.reports:
        finer = (f"nullif({alias}.kode_{name}, '')" for name in ("desa", "kecamatan"))
        return f"coalesce({', '.join(finer)}, {alias}.kode_kabupaten)"
    return f"{alias}.kode" if "kode" in table.c else ""
