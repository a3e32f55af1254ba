"""Metres of coast of an area: how much of its outline, pushed out a little, lies in the sea."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.home import ROOT
from geo.rows import filled, read_rows
from geo.words import Level, is_kode, parent_of

PUSHED_OUT_M = 100.0
SAMPLED_EVERY_M = 50.0
COASTAL_FROM_M = {Level.KABUPATEN: 500.0, Level.KECAMATAN: 500.0, Level.DESA: 200.0}
"""An area with at least so many metres of coast is coastal."""

DOUBTFUL = ROOT / "data" / "coast.csv"
_MASK_MARGIN = 0.1  # degrees
_NEAR_SHORE = 0.004  # degrees; beyond it the pushed-out outline cannot reach the sea
_POLYGON = 2  # dimensions


def land_near(areas: gpd.GeoDataFrame, mask: shapely.Geometry) -> shapely.Geometry:
    """
    All land in and around a layer.

    Parameters
    ----------
    areas : GeoDataFrame
        The polygons of the layer, in WGS 84; holes between and inside them count as land.
    mask : Geometry
        All other land, in WGS 84.
    """
    west, south, east, north = areas.total_bounds
    margin = _MASK_MARGIN
    around = shapely.clip_by_rect(
        mask, west - margin, south - margin, east + margin, north + margin
    )
    parts = shapely.get_parts([shapely.make_valid(around), *areas.geometry])
    polygons = parts[shapely.get_dimensions(parts) == _POLYGON]
    land = shapely.get_parts(shapely.disjoint_subset_union_all(polygons))
    return shapely.disjoint_subset_union_all(shapely.polygons(shapely.get_exterior_ring(land)))


def coast_metres(areas: gpd.GeoDataFrame, land: shapely.Geometry) -> pd.Series:
    """
    Metres of coast of each area.

    The outline is pushed out by `PUSHED_OUT_M` and sampled every `SAMPLED_EVERY_M`; each sample
    that lies on no land counts as so many metres of coast.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        Polygons in WGS 84.
    land : Geometry
        As `land_near` gives it.

    Returns
    -------
    Series, n rows
        float, in the order and index of `areas`; 0 for an area inland.
    """
    metric = _metric_crs(areas)
    metres = pd.Series(0.0, index=areas.index)
    shore = shapely.boundary(land)
    shapely.prepare(shore)
    near = shapely.dwithin(shore, areas.geometry.to_numpy(), _NEAR_SHORE)
    if not near.any():
        return metres
    outlines = areas.geometry[near].to_crs(metric).buffer(PUSHED_OUT_M, quad_segs=4).boundary
    samples, owner = _samples(outlines)
    points = gpd.GeoSeries(gpd.points_from_xy(*samples.T), crs=metric).to_crs(WGS84)
    shapely.prepare(land)
    at_sea = ~shapely.contains_xy(land, points.x.to_numpy(), points.y.to_numpy())
    counts = np.bincount(owner[at_sea], minlength=near.sum())
    metres[near] = counts * SAMPLED_EVERY_M
    return metres


def read_doubtful() -> frozenset[str]:
    """Kode of the kecamatan of which the maps do not agree whether they touch the sea."""
    checks = {
        "kode": lambda cell: None if is_kode(cell) else "not a kode",
        "source": filled,
    }
    rows = read_rows(DOUBTFUL, columns=["kode", "nama", "reason", "source"], checks=checks)
    return frozenset(row["kode"] for row in rows)


def is_doubtful(kodes: pd.Index, metres: pd.Series) -> pd.Series:
    """Whether each area is a doubtful kecamatan, or a desa of one that has metres of coast."""
    doubtful = read_doubtful()
    listed = kodes.isin(doubtful)
    inside = kodes.map(parent_of).isin(doubtful) & (metres.to_numpy() > 0)
    return pd.Series(listed | inside, index=kodes)


def _metric_crs(areas: gpd.GeoDataFrame) -> str:
    """Metres round the middle of the layer: true to 0.1 % within 500 km."""
    west, south, east, north = areas.total_bounds
    return f"+proj=aeqd +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +units=m"


def _samples(outlines: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
    """Points every `SAMPLED_EVERY_M` along the lines (x, y), and the position of each's line."""
    lines, line_of = shapely.get_parts(outlines.to_numpy(), return_index=True)
    counts = np.maximum(shapely.length(lines) // SAMPLED_EVERY_M, 1).astype(int)
    which = np.repeat(np.arange(len(lines)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    points = shapely.line_interpolate_point(lines[which], step * SAMPLED_EVERY_M)
    return shapely.get_coordinates(points), line_of[which]
