"""Straight coasts near the equator, and reports along them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.analysis.coast_place import Coast, coast_of, place_on_shore
from geo.analysis.coast_strip import CoastStrip, analyse_coast
from geo.analysis.reports import ReportFilter
from geo.boundaries.coast import land_near
from geo.boundaries.shore_names import stretch_names
from geo.boundaries.shoreline import Shore, shore_of
from geo.crs import WGS84, local_equal_area
from geo.store.rules import Rules
from tests.analysis.made_reports import make_report, make_reports

KM = 1 / 111.2
"""Degrees, near the equator."""

NO_LAND = shapely.Polygon()
YEAR = ReportFilter(dt.date(2025, 2, 1), dt.date(2026, 1, 31))


def box_km(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A box by kilometres from the equator at 110 degrees east."""
    return shapely.box(110 + west * KM, south * KM, 110 + east * KM, north * KM)


def make_boxes(*boxes: shapely.Polygon) -> gpd.GeoDataFrame:
    """Boxes as kabupaten 62.01, 62.02 and so on."""
    kodes = [f"62.{n:02}" for n in range(1, len(boxes) + 1)]
    index = pd.Index(kodes, name="kode")
    return gpd.GeoDataFrame({"nama": kodes}, index=index, geometry=list(boxes), crs=WGS84)


def make_shore(*boxes: shapely.Polygon, other: shapely.Geometry = NO_LAND) -> Shore:
    """The shore of these kabupaten; `other` is land beside them."""
    areas = make_boxes(*boxes)
    return shore_of(areas, land_near(areas, other), crs=local_equal_area(areas))


def south_coast(km: float, other: shapely.Geometry = NO_LAND, *, deep: float = 10) -> Shore:
    """So many kilometres of coast in the south, and other land on the three other sides."""
    own = box_km(0, 0, km, deep)
    inland = box_km(-5, 0, km + 5, deep + 10).difference(own)
    return make_shore(own, other=shapely.union(inland, other))


def make_coast(km: float, *, deep: float = 10) -> Coast:
    """A south coast whose stretches are Pantai 1, Pantai 2 and so on."""
    shore = south_coast(km, deep=deep)
    desa = make_boxes(box_km(0, 0, km, deep)).assign(nama="Pantai")
    none = pd.DataFrame({"nama": [], "kode": [], "lat": [], "lng": []}, dtype="object")
    none = none.astype({"nama": "str", "kode": "str", "lat": float, "lng": float})
    return coast_of(shore, stretch_names(shore, none, desa))


def at(x: float, y: float, **other: Any) -> dict[str, Any]:
    """A report in 62.01 so many kilometres east and north of the corner of the coast."""
    return make_report("62.01.01.2001", **other) | {"lat": y * KM, "lng": 110 + x * KM}


def make_strip(
    coast: Coast,
    *rows: dict[str, Any],
    wanted: ReportFilter = YEAR,
    rules: Rules | None = None,
) -> CoastStrip:
    """Reports, made by `at` or without a point by `make_report`, along a coast."""
    reports = make_reports(*({k: v for k, v in r.items() if k not in ("lat", "lng")} for r in rows))
    spots = pd.DataFrame(list(rows)).reindex(columns=["lat", "lng"]).astype(float)
    spots.index = pd.Index([f"r{n:04d}" for n in range(len(rows))], name="report", dtype="str")
    placed = place_on_shore(reports, spots.loc[reports.index], coast)
    return analyse_coast(reports, placed, wanted, coast=coast, rules=rules or Rules())
