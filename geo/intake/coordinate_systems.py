"""Coordinate systems that files are in, and where their coordinates lie on WGS 84."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
import pyproj

from geo.crs import WGS84
from geo.errors import CRSError
from geo.intake.judged import Understanding
from geo.intake.reports import BOUNDS
from geo.text import _

Bounds = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

INDONESIA: Final[Bounds] = (
    BOUNDS["lng"][0],
    BOUNDS["lat"][0],
    BOUNDS["lng"][1],
    BOUNDS["lat"][1],
)

_SAME_AS_WGS84 = (4326, 4755, 9470)
"""WGS 84, DGN95 and SRGI2013: within a metre of each other."""

_CODE = re.compile(r"(?:epsg\s*:\s*)?(\d{4,5})", re.ASCII)
_UTM = re.compile(r"(?:wgs\s*84\s*/\s*)?utm\s*(?:zone|zona)?\s*(4[6-9]|5[0-4])\s*([ns])", re.ASCII)
_DEGREES = ("", "wgs84", "wgs 84", "ogc:crs84", "crs84")


@cache
def crs_of(text: str) -> pyproj.CRS | None:
    """
    The coordinate system that a text names: EPSG:32750, 32750, "UTM 50S" or "WGS 84".

    Returns
    -------
    CRS or None
        None for degrees on WGS 84, and on DGN95 and SRGI2013, which do not differ here.

    Raises
    ------
    CRSError
        If it names none that is known.
    """
    plain = text.strip().casefold()
    if plain in _DEGREES:
        return None
    if zone := _UTM.fullmatch(plain):
        return pyproj.CRS.from_epsg((32600 if zone[2] == "n" else 32700) + int(zone[1]))
    code = _CODE.fullmatch(plain)
    try:
        crs = pyproj.CRS.from_epsg(int(code[1])) if code else None
    except pyproj.exceptions.CRSError:
        crs = None
    if crs is None or not (crs.is_geographic or crs.is_projected):
        raise CRSError(
            _(
                "“{name}” is not a known coordinate system. Write it as EPSG:32750 or UTM 50S.",
                name=text[:40],
            )
        )
    return None if crs.to_epsg() in _SAME_AS_WGS84 else crs


def place(
    raw: pd.DataFrame, understanding: Understanding, bounds: Bounds | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """
    Latitudes and longitudes of raw coordinates, by an understanding.

    Parameters
    ----------
    raw : DataFrame, n rows
        As in `Points`.
    understanding, bounds
        As `read_points` takes them.

    Returns
    -------
    tuple of ndarray, n rows each
        NaN where either is missing or cannot be projected back.
    """
    y, x, directed = as_meant(raw, understanding, bounds)
    crs = crs_of(understanding.crs)
    lat, lng = np.where(np.isnan(x), np.nan, y), np.where(np.isnan(y), np.nan, x)
    if crs is not None:
        lat, lng = _projected_back(lat, lng, crs)
    if understanding.minus and (crs is None or crs.is_geographic):
        turned = (lat > 0) & ~directed
        if bounds is not None:
            turned &= inside(-lat, lng, bounds) & ~inside(lat, lng, bounds)
        lat = np.where(turned, -lat, lat)
    return lat, lng


def inside(lat: np.ndarray, lng: np.ndarray, bounds: Bounds) -> np.ndarray:
    """Whether points lie within bounds; one that is missing does not."""
    west, south, east, north = bounds
    return (lat >= south) & (lat <= north) & (lng >= west) & (lng <= east)


def distance_km(lat: np.ndarray, lng: np.ndarray, bounds: Bounds) -> np.ndarray:
    """Rough distance of points from bounds, 0 inside of them; NaN for a missing point."""
    west, south, east, north = bounds
    across = np.maximum(np.maximum(west - lng, lng - east), 0) * np.cos(np.radians(lat))
    along = np.maximum(np.maximum(south - lat, lat - north), 0)
    return 111.2 * np.hypot(across, along)


def as_meant(
    raw: pd.DataFrame, understanding: Understanding, bounds: Bounds | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Raw values for latitude and longitude, and whether that for the latitude has a direction."""
    y, x, north, east = (raw[name].to_numpy() for name in ("y", "x", "north", "east"))
    if not understanding.swapped:
        return y, x, north
    turned = turned_rows(raw, understanding, bounds)
    return np.where(turned, x, y), np.where(turned, y, x), np.where(turned, east, north)


def turned_rows(
    raw: pd.DataFrame, understanding: Understanding, bounds: Bounds | None = None
) -> np.ndarray:
    """
    Which points have their latitude in the place of the longitude, whoever said so or not.

    Parameters
    ----------
    raw : DataFrame, n rows
        As in `Points`.
    understanding, bounds
        As `read_points` takes them.

    Returns
    -------
    ndarray of bool, n rows
        Degrees: those whose latitude is a longitude of Indonesia, and whose longitude is a
        latitude, with its minus or without; the two never overlap. Metres: those that lie in
        Indonesia, or in the bounds, only if northing and easting change places.
    """
    y, x = raw["y"].to_numpy(), raw["x"].to_numpy()
    crs = crs_of(understanding.crs)
    if crs is None or crs.is_geographic:
        west, south, east, _north = INDONESIA
        return (y >= west) & (y <= east) & (np.abs(x) <= -south)
    stands, changed = _projected_back(y, x, crs), _projected_back(x, y, crs)
    turned = np.zeros(len(raw), dtype=bool)
    for area in (INDONESIA, bounds or INDONESIA):
        turned |= inside(*changed, area) & ~inside(*stands, area)
    return turned


def _projected_back(
    northing: np.ndarray, easting: np.ndarray, crs: pyproj.CRS
) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude of what is in another system; NaN where there is none."""
    lng, lat = _to_degrees(crs).transform(easting, northing, errcheck=False)
    lat, lng = (np.where(np.isfinite(each), each, np.nan) for each in (lat, lng))
    return lat, lng


@cache
def _to_degrees(crs: pyproj.CRS) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
