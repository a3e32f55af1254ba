"""Where the rows of a batch are: points, kode and names come to one place and its accuracy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.intake.context import Context
from geo.intake.coordinates import read_points
from geo.intake.judge_cells import Said
from geo.intake.judge_notes import Mask, Notes
from geo.intake.judged import Understanding
from geo.intake.place_names import COLUMNS, find_places
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS, field_label
from geo.intake.table import X, Y
from geo.words import Accuracy, Kind, Level, RowState

_AXES = ("lat", "lng")
_DESA_DEPTH = list(Level).index(Level.DESA)


@dataclass(frozen=True)
class Located:
    """
    Where rows are.

    Attributes
    ----------
    kode : Series of str, n rows
        The one area that a row names; empty where it names none, or not exactly one.
    lat, lng : Series of float, n rows
        Degrees on WGS 84, both NaN where a row has no point that can be used.
    """

    kode: pd.Series
    lat: pd.Series
    lng: pd.Series

    @property
    def has_point(self) -> Mask:
        """Rows with a point."""
        return self.lat.notna().to_numpy()


def locate_rows(
    said: Mapping[str, Said],
    kode: pd.Series,
    understanding: Understanding,
    context: Context,
    notes: Notes,
) -> Located:
    """
    Find the place of each row.

    Parameters
    ----------
    said : mapping of str to Said
        By field.
    kode : Series of str, n rows
        As read from its column; empty where there is none or it cannot be read.
    understanding : Understanding
    context : Context
    notes : Notes
        Told of coordinates that cannot be read, names that are not exactly one area, areas of
        another level, rows without a place, and reports outside of the work area.

    Notes
    -----
    A report with a point lies where the point is: of its names there is no more than a warning.
    """
    lat, lng = _points(said, understanding, context, notes)
    if not SCHEMAS[context.kind].levels:
        return Located(pd.Series("", index=kode.index, dtype="str"), lat, lng)
    texts = pd.DataFrame({n: said[n].texts for n in COLUMNS if n in said and n != "kode"})
    found = find_places(texts.assign(kode=kode), context.places)
    unread = (kode == "").to_numpy() & (said["kode"].texts != "").to_numpy()
    located = Located(found["kode"].astype("str"), lat, lng)
    _note_found(found, said, located, context, notes, ~unread & ~notes.noted(RowState.REJECTED))
    return located


def _points(
    said: Mapping[str, Said], understanding: Understanding, context: Context, notes: Notes
) -> tuple[pd.Series, pd.Series]:
    """Points in degrees; one that cannot be taken is noted and is none."""
    if "lat" not in said:
        nowhere = pd.Series(np.nan, index=next(iter(said.values())).texts.index)
        return nowhere, nowhere
    points = read_points(
        said["lat"].texts,
        said["lng"].texts,
        understanding=understanding,
        bounds=context.bounds,
        unstated=_is_unstated(said, understanding),
    )
    ok = ~notes.noted(RowState.REJECTED)
    far = (points.warning != "").to_numpy()
    for name in _AXES:
        here = (points.reason != "").to_numpy() & (points.field == name).to_numpy()
        said[name].note(here & ok, points.reason, RowState.HELD, notes)
    said["lat"].note(far & ok, points.warning, RowState.WARNED, notes)
    return points.lat, points.lng


def _is_unstated(said: Mapping[str, Said], understanding: Understanding) -> bool:
    """Whether the columns are those of a geometry file that does not say its system."""
    return {said[name].column for name in _AXES} <= {X, Y} and not understanding.crs


def _note_found(
    found: pd.DataFrame,
    said: Mapping[str, Said],
    located: Located,
    context: Context,
    notes: Notes,
    ok: Mask,
) -> None:
    is_report = context.kind is Kind.REPORTS
    outside = (found["reason"] == Reason.PLACE_OUTSIDE).to_numpy()
    by_point = located.has_point
    for where, state in (
        (outside & is_report, RowState.WARNED),
        (outside & (not is_report), RowState.HELD),
        ((found["reason"] != "").to_numpy() & ~outside & by_point, RowState.WARNED),
        ((found["reason"] != "").to_numpy() & ~outside & ~by_point, RowState.HELD),
    ):
        _note_field(found, said, where & ok, state, notes)
    _note_levels(found, said, context, notes, ok & ~outside, by_point)
    missing = (found["kode"] == "").to_numpy() & (found["reason"] == "").to_numpy() & ~by_point
    whole = missing & ok & ~_noted(said)
    state = RowState.WARNED if is_report else RowState.HELD
    notes.add(whole, Reason.PLACE_MISSING, state=state, field="kode", column=field_label("kode"))


def _noted(said: Mapping[str, Said]) -> Mask:
    """Rows that say something of their place, of which something was said already."""
    parts = [each.noted for name, each in said.items() if name in (*COLUMNS, *_AXES)]
    parts += [(said[name].texts != "").to_numpy() for name in _AXES if name in said]
    return np.logical_or.reduce(parts)


def _note_field(
    found: pd.DataFrame, said: Mapping[str, Said], where: Mask, state: RowState, notes: Notes
) -> None:
    """Note what was found of a place beside the field that it is about."""
    if not where.any():
        return
    for name in (name for name in COLUMNS if name in said):
        here = where & (found["field"] == name).to_numpy()
        said[name].note(here, found["reason"], state, notes, details=found["details"])


def _note_levels(
    found: pd.DataFrame,
    said: Mapping[str, Said],
    context: Context,
    notes: Notes,
    ok: Mask,
    by_point: Mask,
) -> None:
    """Hold rows about an area of a level that their kind does not have; warn of coarse ones."""
    levels = SCHEMAS[context.kind].levels
    depth = found["kode"].astype("str").str.count(r"\.").to_numpy()
    named = (found["kode"] != "").to_numpy()
    known = [list(Level).index(level) for level in levels]
    is_report = context.kind is Kind.REPORTS
    other = ~np.isin(depth, known)
    coarse = (depth == 1) & (found["reason"] == "").to_numpy() & is_report
    finest = _finest(said)
    for where, reason, state in (
        (other, Reason.LEVEL, RowState.HELD),
        (coarse & ~by_point, Reason.PLACE_COARSE, RowState.WARNED),
    ):
        for name in (name for name in COLUMNS if name in said):
            here = named & ok & where & (finest == name)
            said[name].note(here, reason, state, notes)


def _finest(said: Mapping[str, Said]) -> npt.NDArray[np.object_]:
    """Of each row the finest field of its place that says anything."""
    names = np.full(len(said["kode"].texts), "kode", dtype=object)
    for name in reversed([name for name in COLUMNS if name in said]):
        names[(said[name].texts != "").to_numpy()] = name
    return names


def accuracy_of(stated: pd.Series, said: Said, located: Located, notes: Notes) -> pd.Series:
    """
    How well the place of each report is known.

    Parameters
    ----------
    stated : Series of str, n rows
        What the row says of it; empty where it says nothing.
    said : Said
        The cells of the field.
    located : Located
    notes : Notes
        Told where what is stated does not fit.

    Returns
    -------
    Series of str, n rows
        What is stated, if the row is known as finely; else what its place gives: gps of a point,
        desa or kecamatan of a named area (of a kabupaten, kecamatan, which is the widest), none
        without either. A row that has a point and says that it has none is held.
    """
    depth = located.kode.str.count(r"\.").to_numpy()
    known = [located.kode == "", depth == _DESA_DEPTH]
    found = np.select(known, [Accuracy.NONE.value, Accuracy.DESA.value], Accuracy.KECAMATAN.value)
    own = pd.Series(found, index=stated.index, dtype="str").where(
        ~located.has_point, Accuracy.GPS.value
    )
    words = [word.value for word in Accuracy]
    given = (stated != "").to_numpy()
    is_none = (stated == Accuracy.NONE.value).to_numpy()
    nowhere = (own == Accuracy.NONE.value).to_numpy()
    finer = given & (_rank(stated, words) < _rank(own, words))
    denied = given & is_none & ~nowhere
    warned = (finer & ~nowhere) | (denied & ~located.has_point)
    for where, state in (
        (denied & located.has_point, RowState.HELD),
        (warned, RowState.WARNED),
    ):
        said.note(where & ~notes.waits, Reason.ACCURACY, state, notes)
    return own.where(finer | denied | ~given, stated).astype("str")


def _rank(texts: pd.Series, words: list[str]) -> npt.NDArray[np.intp]:
    """Place of each text among some words; that of the first for one that is none of them."""
    return np.maximum(pd.Index(words, dtype="str").get_indexer(texts), 0)
