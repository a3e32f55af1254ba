"""Coordinates: longitude and latitude on WGS 84 to keep, one equal-area projection to measure."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.errors import CRSError
from geo.text import _

WGS84 = "EPSG:4326"
EQUAL_AREA = "EPSG:6933"


def require_same_crs(*frames: gpd.GeoDataFrame) -> None:
    """Raise CRSError if a frame has no CRS or two differ."""
    known = [frame.crs for frame in frames]
    if any(crs is None for crs in known):
        raise CRSError(_("A layer has no coordinate system. Say which one it is in."))
    if any(crs != known[0] for crs in known):
        names = ", ".join(sorted({crs.to_string() for crs in known}))
        raise CRSError(
            _("Layers of different coordinate systems meet: {names}. Reproject one.", names=names)
        )


def points_at(lat: pd.Series, lng: pd.Series) -> gpd.GeoSeries:
    """
    Points of latitudes and longitudes: the one place where their order is turned.

    Parameters
    ----------
    lat, lng : Series, n rows
        Degrees on WGS 84, with one index; NaN where not known.

    Returns
    -------
    GeoSeries, n rows
        In WGS 84, in the order and index of `lat`; None where either is not known.
    """
    known = (lat.notna() & lng.notna()).to_numpy()
    points = np.full(len(lat), None, dtype=object)
    points[known] = shapely.points(
        lng.to_numpy(dtype=float)[known], lat.to_numpy(dtype=float)[known]
    )
    return gpd.GeoSeries(points, index=lat.index, crs=WGS84)


def local_equal_area(areas: gpd.GeoDataFrame | gpd.GeoSeries) -> pyproj.CRS:
    """
    Lambert's equal-area projection, centred on `areas`, to measure metres near them.

    Within 500 km of the centre lengths are true to 0.1 %.

    Raises
    ------
    CRSError
        If `areas` has no CRS.
    """
    require_same_crs(areas)
    west, south, east, north = areas.geometry.to_crs(WGS84).total_bounds
    centre = {"lat_0": round((south + north) / 2, 3), "lon_0": round((west + east) / 2, 3)}
    return pyproj.CRS.from_dict({"proj": "laea", "datum": "WGS84", "units": "m", **centre})


def area_km2(areas: gpd.GeoDataFrame | gpd.GeoSeries) -> pd.Series:
    """
    Area of each geometry in km².

    Measured in EPSG:6933 (cylindrical equal-area), which stays within 0.05 % of the geodesic
    area throughout Indonesia.

    Parameters
    ----------
    areas : GeoDataFrame or GeoSeries, n rows
        Polygons in any stated CRS.

    Returns
    -------
    Series, n rows
        In the order and index of `areas`.

    Raises
    ------
    CRSError
        If `areas` has no CRS.
    """
    require_same_crs(areas)
    return areas.geometry.to_crs(EQUAL_AREA).area / 1e6
