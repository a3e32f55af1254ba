"""Invented rows: whether any are in use, and how all of them go at once."""

from __future__ import annotations

from sqlalchemy import Connection, Table, exists, func, select, update

from geo.store import tables
from geo.store.bounds import require_sees, visible_activities, visible_reports
from geo.store.changes import note_change, utc_moment
from geo.store.columns import is_invented
from geo.store.database import reading, writing
from geo.store.offices import Office
from geo.store.scope import Scope

ACTIVITIES = (tables.meetings, tables.operations, tables.visits)
SAMPLED = (tables.reports, *ACTIVITIES, tables.follow_ups, tables.actions, tables.denominators)
"""Tables that can hold invented rows."""


def has_records(scope: Scope) -> bool:
    """Whether a report, an activity or what they are measured against was ever recorded."""
    with reading(scope) as connection:
        return any(connection.execute(select(exists().select_from(t))).scalar() for t in SAMPLED)


def has_sample(scope: Scope, office: Office) -> bool:
    """Whether any row that a scope may see of an office is invented."""
    shown = {tables.reports: visible_reports(scope, office)}
    shown |= {table: visible_activities(table, scope, office) for table in ACTIVITIES}
    with reading(scope) as connection:
        return any(
            connection.execute(select(exists().where(table.c.is_sample == 1, rows))).scalar()
            for table, rows in shown.items()
        )


def remove_sample(scope: Scope) -> None:
    """Take all invented rows out of the store in one step; a scope with bounds is refused."""
    with writing(scope) as connection:
        withdraw_sample(connection, scope)


def withdraw_sample(connection: Connection, scope: Scope) -> None:
    """Take all invented rows out, in the transaction of the caller."""
    require_sees(scope, [""])
    counts = {table.name: _withdraw(connection, table) for table in SAMPLED}
    if any(counts.values()):
        note_change(connection, scope, "withdraw", "sample", before=counts)


def _withdraw(connection: Connection, table: Table) -> int:
    invented = is_invented(table.c) & table.c.deleted_at.is_(None)
    count = connection.execute(select(func.count()).where(invented)).scalar_one()
    connection.execute(update(table).where(invented).values(deleted_at=utc_moment()))
    return count
