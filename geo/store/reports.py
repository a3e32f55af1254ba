"""Reports as the store holds them, each with its areas and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import select

from geo.errors import DataError
from geo.store import tables
from geo.store.bounds import require_sees, visible_reports
from geo.store.changes import note_change, utc_moment
from geo.store.content import BOOKKEEPING
from geo.store.database import reading, writing
from geo.store.frames import insert_rows
from geo.store.offices import Office
from geo.store.sample import withdraw_sample
from geo.store.scope import Scope
from geo.text import _
from geo.words import CELL_RESOLUTIONS, Accuracy, Channel, FollowUp, Place, Suspicion

WORDS: Mapping[str, type[StrEnum]] = {
    "channel": Channel,
    "kind": Suspicion,
    "accuracy": Accuracy,
    "follow_up": FollowUp,
    "place": Place,
}
"""Columns of known words, and the words."""

KODE = ("kode_kabupaten", "kode_kecamatan", "kode_desa")
CELLS = tuple(f"h3_r{resolution}" for resolution in CELL_RESOLUTIONS)
_OTHERS = (*BOOKKEEPING, "agency")
WRITTEN = tuple(column.name for column in tables.reports.columns if column.name not in _OTHERS)
"""Columns that every report is written with; ``agency`` may come along."""


def read_reports(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Reports of an office, without their points.

    Parameters
    ----------
    scope : Scope
        A report in no area is read only if the scope holds the whole work area.
    office : Office
        Whose reports; the boundaries they were joined by do not matter here.

    Returns
    -------
    DataFrame
        Indexed by ``report`` and sorted by day and key: ``received_on`` (Timestamp of the local
        day); the columns of `WORDS`, categorical, each with all its words in their order; those
        of `KODE` and `CELLS`, and ``agency`` (key), categorical, NaN where nothing is known;
        ``n_persons`` (int) and ``is_sample`` (bool). Without reports it has no rows and the same
        columns.

    Raises
    ------
    StoreError
        As `geo.store.database.reading` does.
    """
    column = tables.reports.c
    names = ("report", "received_on", *WORDS, *KODE, *CELLS, "agency", "n_persons", "is_sample")
    wanted = (
        select(*(column[name] for name in names))
        .where(visible_reports(scope, office))
        .order_by(column.received_on, column.report)
    )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    return _frame(dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {})


def read_points(scope: Scope, office: Office) -> pd.DataFrame:
    """
    Points of an office's reports, in the order of `read_reports`.

    Returns
    -------
    DataFrame
        Indexed by ``report``: ``lat`` and ``lng``, degrees on WGS 84, NaN where there is no point.

    Raises
    ------
    StoreError
        As `geo.store.database.reading` does.
    """
    column = tables.reports.c
    wanted = (
        select(column.report, column.lat, column.lng)
        .where(visible_reports(scope, office))
        .order_by(column.received_on, column.report)
    )
    with reading(scope) as connection:
        rows = connection.execute(wanted).all()
    frame = pd.DataFrame(rows, columns=["report", "lat", "lng"])
    return frame.astype({"report": "str", "lat": float, "lng": float}).set_index("report")


def _frame(cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    def of(name: str) -> Sequence[Any]:
        return cells.get(name, ())

    days = pd.to_datetime(list(of("received_on")), format="%Y-%m-%d")
    columns: dict[str, object] = {"received_on": days.astype("datetime64[us]")}
    for name, words in WORDS.items():
        columns[name] = coded(of(name), [word.value for word in words])
    for name in (*KODE, *CELLS, "agency"):
        columns[name] = coded(of(name), sorted(set(of(name)) - {""}))
    columns["n_persons"] = np.array(of("n_persons"), dtype=int)
    columns["is_sample"] = np.array(of("is_sample"), dtype=bool)
    return pd.DataFrame(columns, index=pd.Index(of("report"), name="report", dtype="str"))


def coded(texts: Sequence[str], categories: list[str]) -> pd.Categorical:
    """Texts as categories; what is none of them, as the empty text, becomes NaN."""
    place = {category: code for code, category in enumerate(categories)}
    codes = np.fromiter(map(place.get, texts, repeat(-1)), dtype="int32", count=len(texts))
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories, dtype="str"))


def write_reports(scope: Scope, frame: pd.DataFrame, *, replaces_sample: bool = False) -> None:
    """
    Record reports that were joined to their areas, all of them or none.

    Parameters
    ----------
    scope : Scope
        Who records; holds the area of every report, and everything if one has none.
    frame : DataFrame
        The columns of `WRITTEN`, and ``agency`` if it is known; days as text (2019-03-25),
        moments as UTC text.
    replaces_sample : bool
        Take all invented rows out of the store in the same step.

    Raises
    ------
    DataError
        For a word that is not known.
    StoreError
        For a report outside of the scope, one that is there already, an unknown source or a
        value that the store refuses.
    """
    check_reports(scope, frame)
    columns = [*WRITTEN, *(["agency"] if "agency" in frame else [])]
    invented = frame["is_sample"].astype(bool)
    rows = frame[columns].assign(entered_at=np.where(invented, "", utc_moment()))
    key = str(frame["report"].iloc[0]) if len(frame) == 1 else ""
    with writing(scope) as connection:
        if replaces_sample:
            withdraw_sample(connection, scope)
        insert_rows(connection, tables.reports, rows)
        after = {"rows": len(frame)}
        note_change(connection, scope, "record", "reports", key=key, after=after)


def check_reports(scope: Scope, frame: pd.DataFrame) -> None:
    """Raise DataError for a word that is not known, StoreError for an area outside of the scope."""
    _check_words(frame)
    finest = frame["kode_desa"].where(frame["kode_desa"] != "", frame["kode_kecamatan"])
    require_sees(scope, finest.where(finest != "", frame["kode_kabupaten"]).unique())


def _check_words(frame: pd.DataFrame) -> None:
    for name, words in WORDS.items():
        unknown = sorted(set(frame[name].unique()) - {word.value for word in words})
        if unknown:
            raise DataError(
                _(
                    "{column} '{value}' is not known. Known: {known}.",
                    column=name,
                    value=unknown[0],
                    known=", ".join(word.value for word in words),
                )
            )
