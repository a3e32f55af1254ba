"""A form that was filled in becomes rows of the store, in one step, and can be taken back."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import pandas as pd

from geo.intake.entered import Cells, Form, cleaned, count_actions
from geo.intake.reports import enter_reports
from geo.store.actions import Action, record_meeting_with_actions
from geo.store.activities import record_operation, record_visit
from geo.store.database import writing
from geo.store.documents import record_source
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.teams import record_team_event, withdraw
from geo.words import (
    Accuracy,
    Channel,
    FollowUp,
    Level,
    OperationKind,
    TeamStatus,
    level_of,
)

_LETTERS = "abcdefghijklmnop"
_NAN = float("nan")
_TABLES = {
    Form.REPORT: "reports",
    Form.VISIT: "visits",
    Form.MEETING: "meetings",
    Form.OPERATION: "operations",
    Form.TEAM: "team_events",
}


@dataclass(frozen=True)
class Saved:
    """A form that was recorded: its main row, by which it can be taken back."""

    form: Form
    key: str


def new_key(prefix: str = "c") -> str:
    """A key of random letters; without digits, it can pass for no number of a person."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _n in range(12))}"


def save_entry(scope: Scope, office: Office, form: Form, cells: Cells) -> Saved:
    """
    Record a form that has no fault, with the source it rests on, in one transaction.

    Parameters
    ----------
    scope : Scope
        Who records.
    office : Office
        Whose form.
    form : Form
    cells : mapping of str to str
        As `geo.intake.entered.Cells` describes them, without any fault.

    Raises
    ------
    DataError, StoreError
        As the functions that record each kind do; nothing is recorded then.
    """
    save = {
        Form.REPORT: _save_report,
        Form.VISIT: _save_visit,
        Form.MEETING: _save_meeting,
        Form.OPERATION: _save_operation,
        Form.TEAM: _save_team,
    }[form]
    with writing(scope):
        return Saved(form, save(scope, office, cleaned(form, cells)))


def take_back(scope: Scope, saved: Saved) -> None:
    """Take a form that was recorded out again; the actions of a meeting go with it."""
    withdraw(scope, _TABLES[saved.form], saved.key)


def _notebook(scope: Scope, office: Office, day: dt.date, channel: Channel | None = None) -> str:
    """Key of what an office wrote down in a year; of reports one for each channel."""
    about = f"-{channel.name.lower()}" if channel else ""
    key = f"catatan-{office.key}-{day.year}{about}"
    said_by = (channel.value, channel.name.lower()) if channel else ("", "")
    title = f"Catatan {office.short_name} {day.year}" + (f": {channel.value}" if channel else "")
    record_source(
        scope, source=key, title=title, publisher=office.name, on=day.year, said_by=said_by
    )
    return key


def _save_report(scope: Scope, office: Office, cells: Cells) -> str:
    day = dt.date.fromisoformat(cells["received_on"])
    key, kode = new_key(), cells.get("kode", "")
    accuracy = _accuracy(cells)
    placed = accuracy is not Accuracy.NONE
    has_point = placed and bool(cells.get("lat"))
    noon = dt.datetime.combine(day, dt.time(12), office.timezone)
    row = {
        "report": key,
        "received_at": pd.Timestamp(noon).tz_convert("UTC"),
        "channel": cells["channel"],
        "kind": cells["kind"],
        "accuracy": accuracy.value,
        "follow_up": FollowUp.NEW.value,
        "n_persons": int(cells.get("n_persons") or 1),
        "lat": float(cells["lat"]) if has_point else _NAN,
        "lng": float(cells["lng"]) if has_point else _NAN,
        "stated_kode": kode if placed else "",
        "agency": cells.get("agency", ""),
        "source": _notebook(scope, office, day, Channel(cells["channel"])),
        "is_sample": 0,
    }
    enter_reports(scope, pd.DataFrame([row]), office)
    return key


def _accuracy(cells: Cells) -> Accuracy:
    """How well the place is known: as said of a spot, else by the level of the area."""
    stated = cells.get("accuracy", "")
    if stated == Accuracy.NONE.value:
        return Accuracy.NONE
    if cells.get("lat"):
        return Accuracy.GPS if stated == Accuracy.GPS.value else Accuracy.ADDRESS
    return Accuracy.DESA if level_of(cells["kode"]) is Level.DESA else Accuracy.KECAMATAN


def _save_visit(scope: Scope, office: Office, cells: Cells) -> str:
    day = dt.date.fromisoformat(cells["visited_on"])
    return record_visit(
        scope,
        kode=cells["kode"],
        visited_on=day,
        source=_notebook(scope, office, day),
        programme=cells.get("programme", "").strip(),
        note=cells.get("note", "").strip(),
        key=new_key(),
    )


def _save_meeting(scope: Scope, office: Office, cells: Cells) -> str:
    day = dt.date.fromisoformat(cells["held_on"])
    agreed = [
        Action(
            agency=cells[f"agency.{i}"],
            what=cells[f"what.{i}"],
            due_on=dt.date.fromisoformat(cells[f"due_on.{i}"]),
        )
        for i in range(count_actions(cells))
    ]
    return record_meeting_with_actions(
        scope,
        kode=cells["kode"],
        held_on=day,
        source=_notebook(scope, office, day),
        actions=agreed,
        note=cells.get("note", "").strip(),
        key=new_key(),
    )


def _save_operation(scope: Scope, office: Office, cells: Cells) -> str:
    day = dt.date.fromisoformat(cells["held_on"])
    return record_operation(
        scope,
        kode=cells["kode"],
        held_on=day,
        kind=OperationKind(cells["kind"]),
        source=_notebook(scope, office, day),
        order_no=cells.get("order_no", "").strip(),
        result=cells.get("result", "").strip(),
        note=cells.get("note", "").strip(),
        key=new_key(),
    )


def _save_team(scope: Scope, office: Office, cells: Cells) -> str:
    day = dt.date.fromisoformat(cells["event_on"])
    key, document = new_key(), new_key("dokumen")
    record_source(
        scope, source=document, title=cells["document"], publisher=cells["said_by"], on=day
    )
    review_by = cells.get("review_by", "")
    record_team_event(
        scope,
        fact=key,
        kode=cells["kode"],
        status=TeamStatus(cells["status"]),
        holds_from=day,
        event_on=day,
        sk=cells.get("sk", "").strip(),
        review_by=dt.date.fromisoformat(review_by) if review_by else None,
        source=document,
    )
    return key
