"""Events of teams as an office records them, and rows that it takes out."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Table, update

from geo.errors import DataError
from geo.rows import iso_date
from geo.store import tables
from geo.store.bounds import require_sees
from geo.store.changes import note_change, utc_moment
from geo.store.checks import require_known_areas, require_short
from geo.store.content import Content, content_of, find_row, has_key, put_row
from geo.store.database import writing
from geo.store.scope import Scope
from geo.text import _
from geo.words import Level, TeamStatus, is_kode, level_of

LASTING = ("sources", "agencies", "follow_ups", "actions")
"""Tables whose rows stay, since other rows rest on them or they say what was done."""


def record_team_event(
    scope: Scope,
    *,
    fact: str,
    kode: str,
    status: TeamStatus,
    holds_from: dt.date,
    source: str,
    applies_to: str = "area",
    event_on: dt.date | None = None,
    sk: str = "",
    review_by: dt.date | None = None,
    note_id: str = "",
    note_en: str = "",
) -> None:
    """
    Record what a document says of a team; under a known key, in place of what was said.

    Parameters
    ----------
    scope : Scope
        Who records; holds the area.
    fact : str
        Key of the event.
    kode : str
        A kabupaten or a kecamatan.
    status : TeamStatus
        One that can be stated.
    holds_from : date
        First day on which it is known to hold.
    source : str
        Key of the document.
    applies_to : str
        ``area``, or of a kabupaten ``kecamatan``: each of them.
    event_on, sk, review_by, note_id, note_en : optional
        Day of the event, number of the decree, day by which it has to be renewed, remarks.

    Raises
    ------
    DataError
        For a kode, a status or an `applies_to` that does not fit.
    StoreError
        For an area outside of the scope and a document that the store does not have.
    """
    cells = {
        "fact": fact,
        "kode": kode,
        "applies_to": applies_to,
        "status": status.value,
        "holds_from": holds_from.isoformat(),
        "event_on": event_on.isoformat() if event_on else "",
        "sk": sk,
        "review_by": review_by.isoformat() if review_by else "",
        "source": source,
        "note_id": note_id,
        "note_en": note_en,
    }
    _check_event(cells, status)
    require_sees(scope, [kode])
    table = tables.team_events
    with writing(scope) as connection:
        before = find_row(connection, table, fact)
        if before is not None:
            require_sees(scope, [before["kode"]])
        put_row(connection, table, cells)
        said = None if before is None or before["deleted_at"] else content_of(table, before)
        note_change(connection, scope, "record", table.name, key=fact, before=said, after=cells)


def _check_event(cells: dict[str, str], status: TeamStatus) -> None:
    kode, applies_to = cells["kode"], cells["applies_to"]
    levels = {"area": (Level.KABUPATEN, Level.KECAMATAN), "kecamatan": (Level.KABUPATEN,)}
    if not cells["fact"]:
        raise DataError(_("An event of a team needs a key."))
    if not status.is_stated:
        raise DataError(_("'{status}' is not what a document can say.", status=status.value))
    if not is_kode(kode) or level_of(kode) not in levels.get(applies_to, ()):
        raise DataError(
            _("kode '{kode}' does not fit '{applies_to}'.", kode=kode, applies_to=applies_to)
        )
    require_known_areas([kode], levels["area"])


def check_events(scope: Scope, frame: pd.DataFrame) -> None:
    """Raise DataError or StoreError for an event of a frame that the store does not take."""
    stated = {status.value for status in TeamStatus if status.is_stated}
    for status in sorted(set(frame["status"].unique()) - stated):
        raise DataError(_("'{status}' is not what a document can say.", status=status))
    said = ["kode", "applies_to", "status"]
    for cells in frame.drop_duplicates(said).to_dict("records"):
        own = {str(name): str(cell) for name, cell in cells.items()}
        _check_event(own, TeamStatus(own["status"]))
    for name in ("holds_from", "event_on", "review_by"):
        for day in frame[name].unique() if name in frame else ():
            fault = iso_date(day) if day or name == "holds_from" else None
            if fault:
                raise DataError(f"{name} '{day}': {fault}.")
    for name in {"sk", "note_id", "note_en"} & set(frame):
        for each in frame[name].unique():
            require_short(name, each)
    require_sees(scope, frame["kode"].unique())


def withdraw(scope: Scope, about: str, key: str) -> None:
    """
    Take a row out: it is read no more, and stays in the store with the moment it went.

    Parameters
    ----------
    scope : Scope
        Who takes it out; holds the area of the row, or everything if the row is about an office.
    about, key : str
        Table and key, as `geo.store.content.key_of` gives it.

    Raises
    ------
    DataError
        If there is no such row in use, or rows of that table stay.
    StoreError
        For a row outside of the scope.
    """
    table = tables.metadata.tables.get(about)
    if table is None or about in LASTING or "deleted_at" not in table.c:
        raise DataError(_("Nothing can be taken out of '{about}'.", about=about))
    with writing(scope) as connection:
        row = find_row(connection, table, key)
        if row is None or row["deleted_at"]:
            raise DataError(_("{about} has no '{key}' in use.", about=about, key=key))
        require_sees(scope, [_area(table, row)])
        gone = update(table).where(has_key(table, key)).values(deleted_at=utc_moment())
        connection.execute(gone)
        said = {name: cell for name, cell in row.items() if name != "deleted_at"}
        note_change(connection, scope, "withdraw", about, key=key, before=said)


def _area(table: Table, row: Content) -> str:
    """The area that a row is about; empty if it is about none."""
    if table is tables.reports:
        return row["kode_desa"] or row["kode_kecamatan"] or row["kode_kabupaten"]
    return row.get("kode", "")
