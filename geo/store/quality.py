"""What is needed to tell how far the reports can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import select

from geo.store.bounds import visible_reports
from geo.store.database import reading
from geo.store.offices import Office
from geo.store.reports import KODE, WORDS, coded
from geo.store.scope import Scope
from geo.store.tables import reports

_CODED: Final = (*KODE, "import_id")
_NAMES: Final = (
    "report",
    "received_at",
    "entered_at",
    "received_on",
    "accuracy",
    "place",
    *_CODED,
    "distance_m",
    "is_sample",
)


def read_quality_rows(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Reports of an office with what tells how good they are, without their points.

    Returns
    -------
    DataFrame
        Indexed by ``report`` and sorted by day and key: ``received_at`` and ``entered_at`` (UTC;
        the last of the first entry, NaT where it is not known), ``received_on`` (Timestamp),
        ``accuracy``, ``place``, ``kode_kabupaten``, ``kode_kecamatan``, ``kode_desa`` and
        ``import_id`` (categorical; NaN where nothing is known), ``distance_m`` (float, NaN without
        a point), ``is_sample`` (bool).
    """
    order = (reports.c.received_on, reports.c.report)
    wanted = select(*(reports.c[name] for name in _NAMES)).where(visible_reports(scope, office))
    with reading(scope) as connection:
        rows = connection.execute(wanted.order_by(*order)).all()
    cells = dict(zip(_NAMES, zip(*rows, strict=True), strict=True)) if rows else {}
    return _frame({name: cells.get(name, ()) for name in _NAMES})


def _frame(cells: dict[str, Sequence[Any]]) -> pd.DataFrame:
    keys = pd.Index(cells["report"], name="report", dtype="str")
    columns: dict[str, object] = {
        name: _moments(list(cells[name])) for name in ("received_at", "entered_at")
    }
    days = pd.to_datetime(list(cells["received_on"]), format="%Y-%m-%d")
    columns["received_on"] = days.astype("datetime64[us]")
    for name in ("accuracy", "place"):
        columns[name] = coded(cells[name], [word.value for word in WORDS[name]])
    for name in _CODED:
        known = sorted({str(cell) for cell in cells[name]} - {""})
        columns[name] = coded(cells[name], known)
    columns["distance_m"] = np.array(cells["distance_m"], dtype=float)
    columns["is_sample"] = np.array(cells["is_sample"], dtype=bool)
    return pd.DataFrame(columns, index=keys)


def _moments(texts: Sequence[object]) -> pd.DatetimeIndex:
    """Moments in UTC, NaT for the empty text; each text is read once."""
    codes, known = pd.factorize(np.array(texts, dtype=object))
    read = pd.to_datetime([each or None for each in known], utc=True, format="ISO8601")
    return pd.DatetimeIndex(read.astype("datetime64[us, UTC]").take(codes))
