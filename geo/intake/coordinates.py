"""Coordinates of a file become degrees on WGS 84; nothing is swapped or signed unless told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.intake.coordinate_systems import (
    INDONESIA,
    Bounds,
    as_meant,
    crs_of,
    distance_km,
    inside,
    place,
    turned_rows,
)
from geo.intake.coordinate_text import LAT_AXIS, LNG_AXIS, read_coordinate, split_pair
from geo.intake.grammar_cells import cleaned
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.table import Sheet, X, Y

FAR_KM: Final = 300.0
"""Distance from the bounds of the work area beyond which a point is looked at."""

_EASY = r"^-?[0-9]{1,8}(?:[.,][0-9]{1,17})?$"
_PAIR = r"^(?P<lat>-?[0-9]{1,3}\.[0-9]{1,17})\s*[,;]\s*(?P<lng>-?[0-9]{1,3}\.[0-9]{1,17})$"
_Meant = tuple[np.ndarray, np.ndarray, np.ndarray]
_GROUPED = r"^[1-9][0-9]{0,2}[.,][0-9]{3}$"


@dataclass(frozen=True)
class Points:
    """
    Points as read.

    Attributes
    ----------
    lat, lng : Series of float, n rows
        Degrees on WGS 84; both missing where there is no point, or a faulty one.
    reason : Series of text, n rows
        Why a point cannot be taken, a word of `geo.intake.reasons`, or "".
    field : Series of text, n rows
        ``lat`` or ``lng``: which of them a reason is about first.
    warning : Series of text, n rows
        What is to be looked at in a point that is taken, or "".
    raw : DataFrame, n rows
        ``y`` and ``x`` as the columns for latitude and longitude have them, before they were
        swapped, signed or projected; ``north`` whether y says its direction, ``east`` whether x.
    """

    lat: pd.Series
    lng: pd.Series
    reason: pd.Series
    field: pd.Series
    warning: pd.Series
    raw: pd.DataFrame


def read_points(
    lat_texts: pd.Series,
    lng_texts: pd.Series,
    *,
    understanding: Understanding,
    bounds: Bounds | None = None,
    unstated: bool = False,
) -> Points:
    """
    Read the points of rows.

    Parameters
    ----------
    lat_texts, lng_texts : Series, n rows
        Cells of the columns for latitude (or northing) and longitude (or easting), with one index;
        the same one twice if `understanding` has one column for both.
    understanding : Understanding
        Which columns they stand in, what they are in, and whether a reader said that they are
        swapped or lack the minus of the south; only the points that are or do are changed.
    bounds : Bounds, optional
        Of the office's work area. A latitude is given a minus, or said to lack one, only where the
        point lies outside of them and would lie inside with it.
    unstated : bool
        Whether the file should say what its coordinates are in and does not; see `is_unstated`.

    Returns
    -------
    Points, n rows

    Raises
    ------
    CRSError
        If the coordinate system of `understanding` is not known.
    """
    columns = understanding.columns
    if columns.get(LAT_AXIS) is not None and columns.get(LAT_AXIS) == columns.get(LNG_AXIS):
        lat_texts, lng_texts = _parted(lat_texts)
    y, north, y_reason = _numbers(lat_texts, LAT_AXIS)
    x, east, x_reason = _numbers(lng_texts, LNG_AXIS)
    raw = pd.DataFrame({"y": y, "x": x, "north": north, "east": east}, index=lat_texts.index)
    if understanding.swapped:
        turned = turned_rows(raw, understanding, bounds)
        y_reason, x_reason = _turned(y_reason, turned, north), _turned(x_reason, turned, east)
    lat, lng = place(raw, understanding, bounds)
    meant = as_meant(raw, understanding, bounds)
    faults = _first_of(
        (y_reason, "lat"),
        (x_reason, "lng"),
        (_half(raw), "lat"),
        (_unplaced(meant, lat_texts, lng_texts, understanding, unstated=unstated), "lat"),
        (_misplaced(lat, lng, meant, understanding, bounds), "lat"),
    )
    faults.loc[(faults["reason"] == Reason.HALF_POINT.value) & np.isnan(x), "field"] = "lng"
    bad = (faults["reason"] != "").to_numpy()
    index = lat_texts.index
    lat, lng = np.where(bad, np.nan, lat), np.where(bad, np.nan, lng)
    far = distance_km(lat, lng, bounds) > FAR_KM if bounds else np.zeros(len(index), dtype=bool)
    return Points(
        pd.Series(lat, index=index),
        pd.Series(lng, index=index),
        faults["reason"].set_axis(index),
        faults["field"].set_axis(index),
        pd.Series(np.where(far, Reason.FAR_OUTSIDE.value, ""), index=index, dtype="str"),
        raw,
    )


def is_unstated(sheet: Sheet, understanding: Understanding) -> bool:
    """Whether a geometry file, whose coordinates may be in anything, does not say in what."""
    columns = [understanding.columns.get(name, -1) for name in (LAT_AXIS, LNG_AXIS)]
    named = [sheet.headings[column] for column in columns if 0 <= column < len(sheet.headings)]
    return any(name in (X, Y) for name in named) and not (sheet.crs or understanding.crs)


def _parted(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Cells that hold both coordinates, as two columns."""
    cells = cleaned(texts)
    easy = pc.extract_regex(pa.array(cells, type=pa.large_string()), _PAIR)
    known = pc.is_valid(easy).to_numpy(zero_copy_only=False)
    sides = []
    odd, distinct = pd.factorize(cells[~known])
    pairs = [split_pair(str(text)) for text in distinct]
    for side, name in enumerate((LAT_AXIS, LNG_AXIS)):
        own = np.array(pc.fill_null(pc.struct_field(easy, name), "").to_pylist(), dtype=object)
        if len(distinct):
            own[~known] = np.array([pair[side] for pair in pairs], dtype=object)[odd]
        sides.append(pd.Series(own, index=texts.index, dtype="str"))
    return sides[0], sides[1]


def _numbers(texts: pd.Series, axis: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, direction and reason of each cell: plain numbers at once, all others one by one."""
    cells = cleaned(texts)
    own = pa.array(cells, type=pa.large_string())
    easy = pc.match_substring_regex(own, _EASY)
    plain = pc.replace_substring(pc.if_else(easy, own, None), ",", ".")
    values = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False).copy()
    directed = np.zeros(len(cells), dtype=bool)
    reasons = np.full(len(cells), "", dtype=object)
    odd = ~easy.to_numpy(zero_copy_only=False) & (cells != "").to_numpy()
    if odd.any():
        codes, distinct = pd.factorize(cells[odd])
        read = [read_coordinate(str(text), axis) for text in distinct]
        values[odd] = np.array([np.nan if c.value is None else c.value for c in read])[codes]
        directed[odd] = np.array([c.directed for c in read])[codes]
        reasons[odd] = np.array([str(c.reason) for c in read], dtype=object)[codes]
    return values, directed, reasons


def _turned(reason: np.ndarray, turned: np.ndarray, directed: np.ndarray) -> np.ndarray:
    """Reasons of cells, some in each other's column: there the other direction is the right one."""
    other = reason == Reason.OTHER_AXIS.value
    right = np.where(turned & other, "", reason)
    return np.where(turned & directed & (reason == ""), Reason.OTHER_AXIS.value, right)


def _half(raw: pd.DataFrame) -> np.ndarray:
    half = raw["y"].isna() != raw["x"].isna()
    return np.where(half, Reason.HALF_POINT.value, "")


def _unplaced(
    meant: _Meant,
    lat_texts: pd.Series,
    lng_texts: pd.Series,
    understanding: Understanding,
    *,
    unstated: bool,
) -> np.ndarray:
    """Why raw coordinates are in nothing that is known."""
    y, x, _directed = meant
    crs = crs_of(understanding.crs)
    given = ~np.isnan(y) & ~np.isnan(x)
    reason = np.where((y == 0) & (x == 0), Reason.POINT_ZERO.value, "")
    degrees = (np.abs(y) <= 90) & (np.abs(x) <= 180)
    if crs is not None and crs.is_projected:
        reason = np.where(
            (reason == "") & given & degrees, Reason.DEGREES_AMONG_METRES.value, reason
        )
        grouped = _looks_grouped(lat_texts) | _looks_grouped(lng_texts)
        return np.where((reason == "") & given & grouped, Reason.GROUPED.value, reason)
    metres = given & ((np.abs(y) > 180) | (np.abs(x) > 180))
    reason = np.where(metres, Reason.METRES.value, reason)
    if unstated:
        reason = np.where((reason == "") & given, Reason.CRS_UNKNOWN.value, reason)
    return reason


def _looks_grouped(texts: pd.Series) -> np.ndarray:
    own = pa.array(cleaned(texts), type=pa.large_string())
    return pc.match_substring_regex(own, _GROUPED).to_numpy(zero_copy_only=False)


def _misplaced(
    lat: np.ndarray,
    lng: np.ndarray,
    meant: _Meant,
    understanding: Understanding,
    bounds: Bounds | None,
) -> np.ndarray:
    """Why degrees cannot be where they say."""
    y, x, directed = meant
    given = ~np.isnan(y) & ~np.isnan(x)
    crs = crs_of(understanding.crs)
    outside = given & ~inside(lat, lng, INDONESIA)
    west, _south, east, _north = INDONESIA
    crossed = outside & (lat >= west) & (lat <= east) & (np.abs(lng) <= -INDONESIA[1])
    area = bounds or INDONESIA
    unsigned = given & (lat > 0) & ~directed
    unsigned &= inside(-lat, lng, area) & ~inside(lat, lng, area)
    unsigned &= crs is None or crs.is_geographic
    reason = np.where(outside, Reason.FAR_POINT.value, "")
    reason = np.where(unsigned, Reason.MINUS_MISSING.value, reason)
    return np.where(crossed, Reason.SWAPPED.value, reason)


def _first_of(*faults: tuple[np.ndarray, str]) -> pd.DataFrame:
    """The first reason of each row, and the field that it is about."""
    reason = np.full(len(faults[0][0]), "", dtype=object)
    field = reason.copy()
    for own, name in faults:
        first = (reason == "") & (own != "")
        reason[first], field[first] = own[first], name
    return pd.DataFrame({"reason": reason, "field": field}, dtype="str")
