"""Features of any geometry file as the rows of a sheet: their points first, then what they say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyproj

from geo.crs import WGS84
from geo.intake.reading.cells import EMPTY, Cell
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.sheet_writer import SheetWriter, Spool
from geo.intake.reason_words import Reason
from geo.intake.table import LAT, LNG, Sheet, X, Y

DEGREES = frozenset({WGS84, "OGC:CRS84"})
_MOST_DEGREES = (180.0, 90.0)


@dataclass
class Feature:
    """
    One feature.

    Attributes
    ----------
    cells : mapping of str to Cell
        What it says, by the name of the column.
    point : tuple of str or None
        Its x and y as written, lng before lat; None if it has no geometry.
    fault : str
        Such as a geometry that is no point.
    """

    cells: Mapping[str, Cell]
    point: tuple[str, str] | None = None
    fault: str = field(default="")


def write_features(
    spool: Spool, number: int, features: Iterable[Feature], *, name: str = "", crs: str | None
) -> Sheet:
    """
    Write features as the rows of one sheet.

    Parameters
    ----------
    spool : Spool
    number : int
        Place of the sheet in the file.
    features : iterable of Feature
    name : str
        Of the layer.
    crs : str or None
        What the points are in: any text that PROJ understands; None if the file does not say.

    Returns
    -------
    Sheet
        With (lat) and (lng) in degrees on WGS 84 as its first columns, or (x) and (y) as they are
        written if nobody says what they are in. Features count as lines from 1.
    """
    rows = _limited(features, spool.limits.sheet_rows)
    names = list(dict.fromkeys(key for row in rows for key in row.cells))
    axes, points, told = _placed([row.point for row in rows], crs)
    with SheetWriter(
        spool,
        number,
        [*axes, *names],
        name=name,
        heading_line=0,
        crs=told,
        most_rows=spool.limits.sheet_rows,
    ) as sheet:
        for line, (row, point) in enumerate(zip(rows, points, strict=True), start=1):
            cells = [*((text, "n" if text else "t") for text in point[: len(axes)])]
            cells += [row.cells.get(key, EMPTY) for key in names]
            lost = row.point is not None and not all(point)
            fault = row.fault or (Reason.NO_POINT.value if lost else "")
            letters = "".join(letter for _text, letter in cells)
            texts = [text for text, _letter in cells]
            sheet.add(line, texts, fault=fault, types=letters if letters.strip("t") else "")
    return sheet.sheet


def _limited(features: Iterable[Feature], most: int) -> list[Feature]:
    rows: list[Feature] = []
    for feature in features:
        if len(rows) == most:
            raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
        rows.append(feature)
    return rows


Points = list[tuple[str, str]]


def _placed(
    points: Sequence[tuple[str, str] | None], crs: str | None
) -> tuple[tuple[str, ...], Points, str]:
    """Headings of the points, the points, and what the file said they were in."""
    if not any(points):
        return (), [("", "")] * len(points), ""
    known = _parsed(crs) if crs else None
    if crs in DEGREES or (known is not None and _is_wgs84(known)):
        finite = [_finite(point) for point in points]
        return (LAT, LNG), [(y, x) for x, y in finite], WGS84
    if known is None:
        return (X, Y), [_finite(point) for point in points], ""
    return (LAT, LNG), _turned(points, known), _label(known)


@cache
def _parsed(crs: str) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        return None


def _is_wgs84(crs: pyproj.CRS) -> bool:
    return crs.equals(WGS84, ignore_axis_order=True)


def _label(crs: pyproj.CRS) -> str:
    """Such as EPSG:32750; never a name that the file made up."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else "?"


def _turned(points: Sequence[tuple[str, str] | None], crs: pyproj.CRS) -> Points:
    """Latitudes and longitudes to a centimetre; empty where PROJ finds none."""
    turn = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    numbers = [tuple(map(float, xy)) if all(xy) else (math.nan,) * 2 for xy in map(_finite, points)]
    lng, lat = turn.transform([x for x, _y in numbers], [y for _x, y in numbers])
    return [
        (_degrees(north), _degrees(east)) if math.isfinite(north + east) else ("", "")
        for east, north in zip(lng, lat, strict=True)
    ]


def _degrees(value: float) -> str:
    return repr(round(value, 7) + 0.0)


def _finite(point: tuple[str, str] | None) -> tuple[str, str]:
    if point is None:
        return "", ""
    try:
        is_finite = all(math.isfinite(float(text)) for text in point)
    except ValueError:
        return "", ""
    return point if is_finite else ("", "")


def are_degrees(features: Iterable[Feature]) -> bool:
    """Whether no point lies outside the range of longitude and latitude."""
    finite = [_finite(feature.point) for feature in features]
    return all(
        abs(float(text)) <= most
        for point in finite
        if all(point)
        for text, most in zip(point, _MOST_DEGREES, strict=True)
    )
