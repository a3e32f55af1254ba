"""What reports are measured against: a number of an area in a period."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import and_, select

from geo.errors import DataError
from geo.rows import iso_date
from geo.store.bounds import require_sees, within
from geo.store.changes import note_change
from geo.store.checks import key_fault, require_known_areas
from geo.store.database import reading, writing
from geo.store.frames import insert_rows
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.store.tables import denominators
from geo.text import _
from geo.words import Level, Measure

LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
WRITTEN = ("denominator", "kode", "measure", "since", "until", "value", "source")
"""Columns that `write_denominators` takes."""


def read_denominators(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Denominators of an office's areas.

    Returns
    -------
    DataFrame
        Indexed by ``denominator`` and sorted by measure, kode and period: ``kode``, ``measure``
        (categorical, as `geo.words.Measure`), ``since`` and ``until`` (Timestamp, both days
        count), ``value`` (float, at least 0), ``source``, ``import_id``.
    """
    column = denominators.c
    names = (*WRITTEN, "import_id")
    own = and_(within(column.kode, office.kabupaten), within(column.kode, scope.areas))
    order = (column.measure, column.kode, column.since, column.denominator)
    wanted = select(*(column[name] for name in names)).where(column.deleted_at.is_(None), own)
    with reading(scope) as connection:
        rows = connection.execute(wanted.order_by(*order)).all()
    frame = pd.DataFrame(rows, columns=list(names), dtype=object)
    days = {
        name: pd.to_datetime(frame[name], format="%Y-%m-%d").astype("datetime64[us]")
        for name in ("since", "until")
    }
    words = pd.Categorical(frame["measure"], categories=[measure.value for measure in Measure])
    texts = dict.fromkeys(("denominator", "kode", "source", "import_id"), "str")
    kinds = frame.astype({**texts, "value": float})
    return kinds.assign(**days, measure=words).set_index("denominator")


def write_denominators(scope: Scope, frame: pd.DataFrame) -> None:
    """
    Record denominators in one step, all of them or none.

    Parameters
    ----------
    scope : Scope
        Who records; holds the area of every row.
    frame : DataFrame
        The columns of `WRITTEN`, days as text (2019-03-25); any index.

    Raises
    ------
    DataError
        For a key, kode, measure, day or value that is none, and a period that ends too early.
    StoreError
        For a row outside of the scope or there already, and for an unknown source.
    """
    check_denominators(scope, frame)
    if frame.empty:
        return
    with writing(scope) as connection:
        insert_rows(connection, denominators, frame[list(WRITTEN)])
        note_change(connection, scope, "record", "denominators", after={"rows": len(frame)})


def check_denominators(scope: Scope, frame: pd.DataFrame) -> None:
    """Raise DataError or StoreError for a row that the store does not take."""
    for key in frame["denominator"]:
        if fault := key_fault(key):
            raise DataError(f"denominator '{key}': {fault}.")
    known = [measure.value for measure in Measure]
    for measure in sorted(set(frame["measure"]) - set(known)):
        raise DataError(
            _(
                "{column} '{value}' is not known. Known: {known}.",
                column="measure",
                value=measure,
                known=", ".join(known),
            )
        )
    for name in ("since", "until"):
        for day in frame[name].unique():
            if fault := iso_date(day):
                raise DataError(f"{name} '{day}': {fault}.")
    for day in frame.loc[frame["until"] < frame["since"], "until"]:
        reason = _("before the period begins")
        raise DataError(f"until '{day}': {reason}.")
    if not np.isfinite(frame["value"].astype(float)).all():
        raise DataError(_("A value that is no number. Mend it."))
    require_known_areas(frame["kode"].unique(), LEVELS)
    require_sees(scope, frame["kode"].unique())
