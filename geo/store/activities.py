"""Meetings, joint operations and visits to desa: what teams and officers did, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

import pandas as pd
from sqlalchemy import Table, select

from geo.errors import DataError
from geo.rows import iso_date
from geo.store import tables
from geo.store.bounds import require_sees, visible_activities
from geo.store.changes import note_change
from geo.store.checks import (
    key_fault,
    not_a_flag,
    require_known_areas,
    require_short,
    today_anywhere,
)
from geo.store.database import reading, writing
from geo.store.frames import insert_rows
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import Level, OperationKind, is_kode, level_of


@dataclass(frozen=True)
class _Activity:
    """A kind of activity: its table, its own key, its day, its words, and where it can be."""

    table: Table
    day: str
    levels: tuple[Level, ...]
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        return next(iter(self.table.primary_key.columns)).name


_TEAMS = (Level.KABUPATEN, Level.KECAMATAN)
_MEETING = _Activity(tables.meetings, "held_on", _TEAMS, ("note",))
_OPERATION = _Activity(tables.operations, "held_on", _TEAMS, ("kind", "order_no", "note", "result"))
_VISIT = _Activity(tables.visits, "visited_on", (Level.DESA,), ("programme", "note"))


def read_meetings(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Coordination meetings of the teams of an office's areas.

    Returns
    -------
    DataFrame
        Indexed by ``meeting`` and sorted by day and key: ``kode``, ``held_on`` (Timestamp),
        ``note``, ``source``, ``is_sample`` (bool).
    """
    return _read(scope, office, _MEETING)


def read_operations(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Joint operations and patrols in an office's areas.

    Returns
    -------
    DataFrame
        Indexed by ``operation`` and sorted by day and key: ``kode``, ``held_on`` (Timestamp),
        ``kind`` (categorical, as `OperationKind`), ``order_no``, ``note``, ``result``,
        ``source``, ``is_sample`` (bool).
    """
    frame = _read(scope, office, _OPERATION)
    kinds = [kind.value for kind in OperationKind]
    return frame.assign(kind=pd.Categorical(frame["kind"], categories=kinds))


def read_visits(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Visits to the desa of an office.

    Returns
    -------
    DataFrame
        Indexed by ``visit`` and sorted by day and key: ``kode``, ``visited_on`` (Timestamp),
        ``programme``, ``note``, ``source``, ``is_sample`` (bool).
    """
    return _read(scope, office, _VISIT)


def _read(scope: Scope, office: Office, activity: _Activity) -> pd.DataFrame:
    column, own_key = activity.table.c, activity.key
    texts = ("kode", *activity.texts, "source")
    names = (own_key, "kode", activity.day, *activity.texts, "source", "is_sample")
    wanted = (
        select(*(column[name] for name in names))
        .where(visible_activities(activity.table, scope, office))
        .order_by(column[activity.day], column[own_key])
    )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=list(names), dtype=object)
    days = pd.to_datetime(frame[activity.day], format="%Y-%m-%d").astype("datetime64[us]")
    kinds = {**dict.fromkeys((own_key, *texts), "str"), "is_sample": bool}
    return frame.astype(kinds).assign(**{activity.day: days}).set_index(own_key)


def record_meeting(
    scope: Scope, *, kode: str, held_on: dt.date, source: str, note: str = "", key: str = ""
) -> str:
    """Record a meeting of the team of a kabupaten or kecamatan; its key."""
    own = {"kode": kode, "held_on": held_on.isoformat(), "note": note, "source": source}
    return _record(scope, _MEETING, key, own)


def record_operation(
    scope: Scope,
    *,
    kode: str,
    held_on: dt.date,
    kind: OperationKind,
    source: str,
    order_no: str = "",
    note: str = "",
    result: str = "",
    key: str = "",
) -> str:
    """Record an operation or patrol in a kabupaten or kecamatan; its key."""
    own = {"kode": kode, "held_on": held_on.isoformat(), "kind": kind.value}
    texts = {"order_no": order_no, "note": note, "result": result, "source": source}
    return _record(scope, _OPERATION, key, own | texts)


def record_visit(
    scope: Scope,
    *,
    kode: str,
    visited_on: dt.date,
    source: str,
    programme: str = "",
    note: str = "",
    key: str = "",
) -> str:
    """Record a visit to a desa; its key."""
    own = {"kode": kode, "visited_on": visited_on.isoformat(), "source": source}
    return _record(scope, _VISIT, key, own | {"programme": programme, "note": note})


def write_activities(
    scope: Scope,
    *,
    meetings: pd.DataFrame | None = None,
    operations: pd.DataFrame | None = None,
    visits: pd.DataFrame | None = None,
) -> None:
    """
    Record many activities in one step, all of them or none.

    Parameters
    ----------
    scope : Scope
        Who records; holds the area of every row.
    meetings, operations, visits : DataFrame, optional
        All columns of the table but ``deleted_at`` and ``import_id``, days as text (2019-03-25);
        any index. ``result`` and ``note`` may be missing.

    Raises
    ------
    DataError
        For a key, a kode, a day, a kind or a mark of the sample that is none, a day to come, and
        a text that is too long.
    StoreError
        For a row outside of the scope or there already, and for an unknown source.
    """
    given = {_MEETING: meetings, _OPERATION: operations, _VISIT: visits}
    with writing(scope) as connection:
        for activity, frame in given.items():
            if frame is None or frame.empty:
                continue
            _check(scope, activity, frame)
            insert_rows(connection, activity.table, frame)
            about = activity.table.name
            note_change(connection, scope, "record", about, after={"rows": len(frame)})


def _record(scope: Scope, activity: _Activity, key: str, own: dict[str, str]) -> str:
    row = {activity.key: key or uuid4().hex, **own}
    frame = pd.DataFrame([{**row, "is_sample": 0}])
    _check(scope, activity, frame)
    with writing(scope) as connection:
        insert_rows(connection, activity.table, frame)
        about = activity.table.name
        note_change(connection, scope, "record", about, key=row[activity.key], after=row)
    return row[activity.key]


def check_activities(scope: Scope, table: Table, frame: pd.DataFrame) -> None:
    """Raise DataError or StoreError for a row that the store does not take; see above."""
    (activity,) = (each for each in (_MEETING, _OPERATION, _VISIT) if each.table is table)
    _check(scope, activity, frame)


def _check(scope: Scope, activity: _Activity, frame: pd.DataFrame) -> None:
    _check_rows(activity, frame)
    for kode in frame["kode"].unique():
        if not is_kode(kode) or level_of(kode) not in activity.levels:
            known = " / ".join(level.value for level in activity.levels)
            raise DataError(_("kode '{kode}' is not a {known}.", kode=kode, known=known))
    require_known_areas(frame["kode"].unique(), activity.levels)
    kinds = [kind.value for kind in OperationKind]
    for kind in frame["kind"].unique() if "kind" in frame else ():
        if kind not in kinds:
            raise DataError(
                _(
                    "{column} '{value}' is not known. Known: {known}.",
                    column="kind",
                    value=kind,
                    known=", ".join(kinds),
                )
            )
    require_sees(scope, frame["kode"].unique())


def _check_rows(activity: _Activity, frame: pd.DataFrame) -> None:
    """Raise DataError for a key, a day or a mark of the sample that is none."""
    for key in frame[activity.key]:
        if fault := key_fault(key):
            raise DataError(f"{activity.key} '{key}': {fault}.")
    for name in set(activity.texts) & set(frame):
        for each in frame[name].unique():
            require_short(name, each)
    today = today_anywhere().isoformat()
    for day in frame[activity.day].unique():
        fault = iso_date(day) or (_("a day that is yet to come") if day > today else None)
        if fault:
            raise DataError(f"{activity.day} '{day}': {fault}.")
    for mark in frame.loc[not_a_flag(frame["is_sample"]), "is_sample"]:
        raise DataError(f"is_sample '{mark}': {_('neither 0 nor 1')}.")
