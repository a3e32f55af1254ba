"""Reports and the boundaries they were joined by: how many need it again, and its result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
from sqlalchemy import ColumnElement, and_, bindparam, func, select, update

from geo.store.bounds import require_sees, visible_reports
from geo.store.changes import note_change
from geo.store.database import reading, writing
from geo.store.frames import plain_rows
from geo.store.offices import Office
from geo.store.reports import CELLS, KODE
from geo.store.scope import Scope
from geo.store.tables import reports

JOINED: Final = ("received_on", "place", *KODE, "distance_m", *CELLS, "boundaries")
"""Columns that follow from a report and the boundaries."""


def count_joined_otherwise(scope: Scope, office: Office, boundaries: str) -> int:
    """Number of an office's reports, of those a scope may see, joined by other `boundaries`."""
    wanted = select(func.count()).where(
        visible_reports(scope, office), reports.c.boundaries != boundaries
    )
    with reading(scope) as connection:
        return int(connection.execute(wanted).scalar_one())


def read_to_join(scope: Scope, office: Office, columns: Sequence[str]) -> pd.DataFrame:
    """
    What is said of all reports of an office, with their points: only to join them again.

    Parameters
    ----------
    scope : Scope
        Holds the whole work area.
    office : Office
        Whose reports.
    columns : sequence of str
        Columns of the store's reports.

    Returns
    -------
    DataFrame
        By key; ``lat`` and ``lng`` NaN where there is no point; moments as text.

    Raises
    ------
    StoreError
        For a scope that does not hold the work area.
    """
    require_sees(scope, office.kabupaten)
    column = reports.c
    wanted = select(*(column[name] for name in columns)).where(_in_use(office))
    with reading(scope) as connection:
        rows = connection.execute(wanted.order_by(column.report)).all()
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: float for name in ("lat", "lng") if name in frame})


def replace_joins(scope: Scope, office: Office, frame: pd.DataFrame) -> None:
    """
    Put the areas and cells of reports in place of those that the store has.

    Parameters
    ----------
    scope : Scope
        Holds the whole work area.
    office : Office
        Whose reports.
    frame : DataFrame
        ``report`` and the columns of `JOINED`.

    Raises
    ------
    StoreError
        For a scope that does not hold the work area, or a value that the store refuses.
    """
    require_sees(scope, office.kabupaten)
    own = update(reports).where(_in_use(office), reports.c.report == bindparam("own_key"))
    again = own.values({name: bindparam(f"new_{name}") for name in JOINED})
    names = {"report": "own_key", **{name: f"new_{name}" for name in JOINED}}
    rows = plain_rows(frame[list(names)].rename(columns=names))
    with writing(scope) as connection:
        connection.execute(again, rows)
        note_change(
            connection, scope, "rejoin", "reports", key=office.key, after={"rows": len(rows)}
        )


def _in_use(office: Office) -> ColumnElement[bool]:
    return and_(reports.c.office == office.key, reports.c.deleted_at.is_(None))
