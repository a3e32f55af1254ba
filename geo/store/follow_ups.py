"""Steps of the follow-up of reports: into which state, on which day, why, and who has it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Final
from uuid import uuid4

import pandas as pd
from sqlalchemy import Connection, and_, bindparam, exists, select, text, update

from geo.errors import DataError
from geo.rows import iso_date
from geo.store.bounds import require_sees, visible_reports
from geo.store.changes import note_change, utc_moment
from geo.store.checks import not_a_flag, require_short, today_anywhere
from geo.store.content import Content, find_row
from geo.store.database import reading, writing
from geo.store.frames import insert_rows, plain_rows
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import agencies, changes, follow_ups, reports
from geo.text import _
from geo.words import FollowUp

FORWARD: Final[Mapping[FollowUp, tuple[FollowUp, ...]]] = {
    FollowUp.NEW: (FollowUp.VERIFIED, FollowUp.UNFOUNDED),
    FollowUp.VERIFIED: (FollowUp.ACTED_ON, FollowUp.DONE, FollowUp.UNFOUNDED),
    FollowUp.ACTED_ON: (FollowUp.DONE, FollowUp.UNFOUNDED),
    FollowUp.DONE: (),
    FollowUp.UNFOUNDED: (),
}
"""Into which states a report may go from each."""

BACK: Final[Mapping[FollowUp, tuple[FollowUp, ...]]] = {
    FollowUp.NEW: (),
    FollowUp.VERIFIED: (FollowUp.NEW,),
    FollowUp.ACTED_ON: (FollowUp.NEW, FollowUp.VERIFIED),
    FollowUp.DONE: (FollowUp.NEW, FollowUp.VERIFIED, FollowUp.ACTED_ON),
    FollowUp.UNFOUNDED: (FollowUp.NEW, FollowUp.VERIFIED, FollowUp.ACTED_ON),
}
"""Into which states it may go back from each, for a reason."""

WRITTEN: Final = ("follow_up", "report", "state", "on_day", "reason", "agency", "is_sample")
"""Columns of the steps that `write_steps` takes."""


def record_step(
    scope: Scope,
    report: str,
    state: FollowUp,
    on: dt.date,
    reason: str = "",
    agency: str | None = None,
) -> str:
    """
    Record that a report went into a state; the report says that state and agency from then on.

    Parameters
    ----------
    scope : Scope
        Who records; holds the area of the report.
    report : str
        Key of a report in use.
    state : FollowUp
        One of `FORWARD` or `BACK` of the report's state, or the same state with another agency.
    on : date
        Not before the report was received, nor before its last step, nor to come.
    reason : str
        Needed to go back.
    agency : str, optional
        Key of the agency that has it from then on, empty for none; without, it stays as it is.

    Returns
    -------
    str
        Key of the step.

    Raises
    ------
    DataError
        For a report that is not there, a move, a day or an agency that does not fit, a missing
        reason, or one that is too long.
    StoreError
        For a report outside of the scope.
    """
    require_short("reason", reason)
    with writing(scope) as connection:
        before = _report_in_use(connection, scope, report)
        own = before["agency"] if agency is None else agency
        _require_agency(connection, own)
        _require_move(FollowUp(before["follow_up"]), state, reason, moved=own != before["agency"])
        _require_day(before["received_on"], _last_day(connection, report), on)
        step = {
            "follow_up": uuid4().hex,
            "report": report,
            "state": state.value,
            "on_day": on.isoformat(),
            "reason": reason,
            "agency": own,
            "is_sample": before["is_sample"],
        }
        insert_rows(connection, follow_ups, pd.DataFrame([step]))
        said = update(reports).where(reports.c.report == report)
        connection.execute(said.values(follow_up=state.value, agency=own))
        was = {name: before[name] for name in ("follow_up", "agency")}
        note_change(connection, scope, "record", "follow_ups", key=report, before=was, after=step)
    return str(step["follow_up"])


def take_back_step(scope: Scope, step: str) -> None:
    """
    Take the last step of a report back; the report says its state and agency of before it.

    Parameters
    ----------
    scope : Scope
        Who takes it back; holds the area of the report.
    step : str
        Key of a step, as `record_step` gave it.

    Raises
    ------
    DataError
        For a step that is not there, is not the last of its report, was not recorded by itself,
        or after which the report was changed.
    StoreError
        For a report outside of the scope.
    """
    with writing(scope) as connection:
        row = find_row(connection, follow_ups, step)
        if row is None or row["deleted_at"]:
            raise DataError(_("{about} has no '{key}' in use.", about="follow_ups", key=step))
        report = _report_in_use(connection, scope, row["report"])
        was = _said_before(connection, row)
        says = {"follow_up": row["state"], "agency": row["agency"]}
        is_as_left = all(report[name] == cell for name, cell in says.items())
        if was is None or not is_as_left or _last_step(connection, row["report"]) != step:
            raise DataError(_("Only the last step of a report can be taken back."))
        gone = update(follow_ups).where(follow_ups.c.follow_up == step)
        connection.execute(gone.values(deleted_at=utc_moment()))
        said = update(reports).where(reports.c.report == row["report"])
        connection.execute(said.values(**was))
        note_change(
            connection, scope, "undo", "follow_ups", key=row["report"], before=dict(row), after=was
        )


def _said_before(connection: Connection, step: Content) -> dict[str, str] | None:
    """State and agency of a report before a step, as noted when it was recorded."""
    own = and_(
        changes.c.about == "follow_ups",
        changes.c.key == step["report"],
        changes.c.action == "record",
    )
    for before, after in connection.execute(
        select(changes.c.before, changes.c.after).where(own).order_by(changes.c.seq.desc())
    ):
        if json.loads(after).get("follow_up") == step["follow_up"]:
            said = json.loads(before)
            return {name: said[name] for name in ("follow_up", "agency")}
    return None


def write_steps(scope: Scope, frame: pd.DataFrame) -> None:
    """
    Record many steps at once, in the order of the frame; each report then says its last.

    Parameters
    ----------
    scope : Scope
        Without bounds.
    frame : DataFrame
        The columns of `WRITTEN`, days as text (2019-03-25); of each report in the order of their
        days. Whether each move is one of the table is not asked.

    Raises
    ------
    DataError
        For a state, a day or a mark of the sample that is none.
    StoreError
        For a scope with bounds, a report or an agency that is not there, and a key that is.
    """
    _check_steps(frame)
    with writing(scope) as connection:
        require_sees(scope, [""])
        insert_rows(connection, follow_ups, frame[list(WRITTEN)])
        last = frame.drop_duplicates("report", keep="last")
        rows = plain_rows(last[["report", "state", "agency"]].set_axis(["own", "to", "by"], axis=1))
        said = update(reports).where(reports.c.report == bindparam("own"))
        if rows:
            connection.execute(said.values(follow_up=bindparam("to"), agency=bindparam("by")), rows)
        note_change(connection, scope, "record", "follow_ups", after={"rows": len(frame)})


def read_steps(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Steps of the reports of an office that a scope may see.

    Returns
    -------
    DataFrame
        Indexed by ``follow_up`` and sorted by day, those of a day in the order in which they were
        recorded: ``report``, ``state`` (categorical, as `FollowUp`), ``on_day`` (Timestamp),
        ``reason``, ``agency``, ``is_sample`` (bool).
    """
    names = list(WRITTEN)
    wanted = (
        select(*(follow_ups.c[name] for name in names))
        .join(reports, reports.c.report == follow_ups.c.report)
        .where(visible_reports(scope, office), follow_ups.c.deleted_at.is_(None))
        .order_by(follow_ups.c.on_day, text("follow_ups.rowid"))
    )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    texts = dict.fromkeys(("follow_up", "report", "reason", "agency"), "str")
    days = pd.to_datetime(frame["on_day"], format="%Y-%m-%d").astype("datetime64[us]")
    states = pd.Categorical(frame["state"], categories=[state.value for state in FollowUp])
    kinds = frame.astype({**texts, "is_sample": bool})
    return kinds.assign(on_day=days, state=states).set_index("follow_up")


def _report_in_use(connection: Connection, scope: Scope, report: str) -> Content:
    row = find_row(connection, reports, report)
    if row is None or row["deleted_at"]:
        raise DataError(_("{about} has no '{key}' in use.", about="reports", key=report))
    require_sees(scope, [row["kode_desa"] or row["kode_kecamatan"] or row["kode_kabupaten"]])
    return row


def _require_agency(connection: Connection, agency: str) -> None:
    in_use = and_(agencies.c.agency == agency, agencies.c.deleted_at.is_(None))
    if agency and not connection.execute(select(exists().where(in_use))).scalar():
        raise DataError(_("{about} has no '{key}' in use.", about="agencies", key=agency))


def _require_move(now: FollowUp, state: FollowUp, reason: str, *, moved: bool) -> None:
    if state in FORWARD[now] or (state is now and moved):
        return
    if state not in BACK[now]:
        known = ", ".join(each.value for each in (*FORWARD[now], *BACK[now]))
        raise DataError(
            _(
                "A report that is '{now}' does not become '{state}'. It can become: {known}.",
                now=now.value,
                state=state.value,
                known=known,
            )
        )
    if not reason.strip():
        raise DataError(_("A report goes back only for a reason. Write it down."))


def _last_step(connection: Connection, report: str) -> str:
    own = and_(follow_ups.c.report == report, follow_ups.c.deleted_at.is_(None))
    order = (follow_ups.c.on_day.desc(), text("follow_ups.rowid DESC"))
    steps = select(follow_ups.c.follow_up).where(own).order_by(*order)
    return connection.execute(steps.limit(1)).scalar() or ""


def _last_day(connection: Connection, report: str) -> str:
    own = and_(follow_ups.c.report == report, follow_ups.c.deleted_at.is_(None))
    days = select(follow_ups.c.on_day).where(own).order_by(follow_ups.c.on_day.desc())
    return connection.execute(days.limit(1)).scalar() or ""


def _require_day(received_on: str, last: str, on: dt.date) -> None:
    day = on.isoformat()
    if on > today_anywhere():
        raise DataError(f"on_day '{day}': {_('a day that is yet to come')}.")
    if day < received_on:
        reason = _("before the report was received ({day})", day=received_on)
        raise DataError(f"on_day '{day}': {reason}.")
    if day < last:
        reason = _("before its last step ({day})", day=last)
        raise DataError(f"on_day '{day}': {reason}.")


def _check_steps(frame: pd.DataFrame) -> None:
    states = {state.value for state in FollowUp}
    for state in sorted(set(frame["state"]) - states):
        raise DataError(
            _(
                "{column} '{value}' is not known. Known: {known}.",
                column="state",
                value=state,
                known=", ".join(FollowUp),
            )
        )
    for day in frame["on_day"].unique():
        if fault := iso_date(day):
            raise DataError(f"on_day '{day}': {fault}.")
    for mark in frame.loc[not_a_flag(frame["is_sample"]), "is_sample"]:
        raise DataError(f"is_sample '{mark}': {_('neither 0 nor 1')}.")
