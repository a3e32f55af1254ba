"""What meetings agreed on: which agency does what by when, and when it was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import pandas as pd
from sqlalchemy import and_, select, update

from geo.errors import DataError
from geo.rows import iso_date
from geo.store.activities import record_meeting
from geo.store.bounds import require_sees, visible_activities
from geo.store.changes import note_change
from geo.store.checks import require_short, today_anywhere
from geo.store.database import reading, writing
from geo.store.frames import insert_rows
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import actions, meetings
from geo.text import _

WRITTEN: Final = ("action", "meeting", "agency", "what", "due_on", "done_on", "is_sample")
"""Columns of the actions that `write_actions` takes."""


@dataclass(frozen=True)
class Action:
    """What an agency (its key) agreed to do by a day."""

    agency: str
    what: str
    due_on: dt.date


def record_meeting_with_actions(
    scope: Scope,
    *,
    kode: str,
    held_on: dt.date,
    source: str,
    actions: Sequence[Action] = (),
    note: str = "",
    key: str = "",
) -> str:
    """
    Record a meeting and what it agreed on, all or nothing; the key of the meeting.

    Raises
    ------
    DataError
        As `geo.store.activities.record_meeting` does, and for an action without words, with too
        many, or due before the meeting.
    StoreError
        As there, and for an agency that the store does not have.
    """
    for action in actions:
        _check_action(action, held_on)
    with writing(scope):
        meeting = record_meeting(
            scope, kode=kode, held_on=held_on, source=source, note=note, key=key
        )
        rows = [
            {
                "action": uuid4().hex,
                "meeting": meeting,
                "agency": each.agency,
                "what": each.what.strip(),
                "due_on": each.due_on.isoformat(),
                "done_on": "",
                "is_sample": 0,
            }
            for each in actions
        ]
        if rows:
            _write(scope, pd.DataFrame(rows), key=meeting)
    return meeting


def write_actions(scope: Scope, frame: pd.DataFrame) -> None:
    """
    Record many actions at once.

    Parameters
    ----------
    scope : Scope
        Without bounds.
    frame : DataFrame
        The columns of `WRITTEN`, days as text (2019-03-25), ``done_on`` empty where it is not done.

    Raises
    ------
    DataError
        For a day that is none.
    StoreError
        For a scope with bounds, a meeting or an agency that is not there, and a key that is.
    """
    for name in ("due_on", "done_on"):
        for day in frame[name].unique():
            fault = iso_date(day) if day or name == "due_on" else None
            if fault:
                raise DataError(f"{name} '{day}': {fault}.")
    require_sees(scope, [""])
    _write(scope, frame[list(WRITTEN)], key="")


def _write(scope: Scope, frame: pd.DataFrame, *, key: str) -> None:
    with writing(scope) as connection:
        insert_rows(connection, actions, frame)
        after = {"rows": len(frame)}
        note_change(connection, scope, "record", "actions", key=key, after=after)


def read_actions(scope: Scope, office: Office) -> pd.DataFrame:
    """
    What meetings of an office's teams agreed on.

    Returns
    -------
    DataFrame
        Indexed by ``action`` and sorted by ``due_on`` and key: ``meeting``, ``kode`` and
        ``held_on`` (of the meeting), ``agency``, ``what``, ``due_on`` (Timestamp), ``done_on``
        (Timestamp; NaT where it is not done), ``is_sample`` (bool).
    """
    columns = (
        *(actions.c[name] for name in ("action", "meeting")),
        *(meetings.c[name] for name in ("kode", "held_on")),
        *(actions.c[name] for name in ("agency", "what", "due_on", "done_on", "is_sample")),
    )
    wanted = (
        select(*columns)
        .join(meetings, meetings.c.meeting == actions.c.meeting)
        .where(visible_activities(meetings, scope, office), actions.c.deleted_at.is_(None))
        .order_by(actions.c.due_on, actions.c.action)
    )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    days = {
        name: pd.to_datetime(frame[name].replace("", None), format="%Y-%m-%d")
        for name in ("held_on", "due_on", "done_on")
    }
    texts = dict.fromkeys(("action", "meeting", "kode", "agency", "what"), "str")
    kinds = frame.astype({**texts, "is_sample": bool})
    micro = {name: day.astype("datetime64[us]") for name, day in days.items()}
    return kinds.assign(**micro).set_index("action")


def finish_action(scope: Scope, action: str, done_on: dt.date | None) -> None:
    """
    Say on which day an action was done, or with None that it is not done after all.

    Raises
    ------
    DataError
        For an action that is not there, and a day before its meeting or to come.
    StoreError
        For a meeting outside of the scope.
    """
    own = and_(actions.c.action == action, actions.c.deleted_at.is_(None))
    columns = (actions.c.done_on, meetings.c.kode, meetings.c.held_on)
    with writing(scope) as connection:
        joined = select(*columns).join(meetings, meetings.c.meeting == actions.c.meeting)
        found = connection.execute(joined.where(own, meetings.c.deleted_at.is_(None))).first()
        if found is None:
            raise DataError(_("{about} has no '{key}' in use.", about="actions", key=action))
        require_sees(scope, [found.kode])
        day = _done_day(found.held_on, done_on)
        connection.execute(update(actions).where(own).values(done_on=day))
        before, after = {"done_on": found.done_on}, {"done_on": day}
        note_change(connection, scope, "record", "actions", key=action, before=before, after=after)


def _done_day(held_on: str, done_on: dt.date | None) -> str:
    if done_on is None:
        return ""
    day = done_on.isoformat()
    if done_on > today_anywhere():
        raise DataError(f"done_on '{day}': {_('a day that is yet to come')}.")
    if day < held_on:
        raise DataError(f"done_on '{day}': {_('before the meeting ({day})', day=held_on)}.")
    return day


def _check_action(action: Action, held_on: dt.date) -> None:
    require_short("what", action.what)
    if not action.what.strip():
        raise DataError(_("An action without words. Say what is to be done."))
    if action.due_on < held_on:
        reason = _("before the meeting ({day})", day=held_on.isoformat())
        raise DataError(f"due_on '{action.due_on.isoformat()}': {reason}.")
