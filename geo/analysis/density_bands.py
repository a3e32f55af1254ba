"""Bands of a density: areas by their ratio to the mean, and how many reports lie in each."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from geo.crs import WGS84
from geo.stats.contours import bands_of, only_polygons
from geo.stats.surface import Surface

LEVELS = (2, 4, 8, 16)
"""Published steps: times the mean of the work area."""

FEW = "band-few"
"""Denser than the first step, but with too few reports within a bandwidth to be read."""

REST = "band-0"
KODE = (*(f"band-{low}" for low in reversed(LEVELS)), REST, FEW)

SIMPLIFY = 0.25
"""How much outlines are simplified, in spacings of the grid."""

LEAST_M2 = 1.0
"""Smaller pieces are what cutting leaves behind."""

METRES_PER_DEGREE = 111_000


def density_bands(
    land: shapely.Geometry,
    surface: Surface,
    ratio: npt.NDArray[np.float64] | None,
    is_read: npt.NDArray[np.bool_] | None,
) -> gpd.GeoDataFrame:
    """
    Areas by their ratio to the mean, which together cover the land once.

    Parameters
    ----------
    land : Polygon or MultiPolygon
        In metres.
    surface : Surface
        The grid over it.
    ratio : array of float, grid.shape, optional
        Density by the mean; without it all land is one band.
    is_read : array of bool, grid.shape, optional
        Where there are enough reports within a bandwidth.

    Returns
    -------
    GeoDataFrame
        Indexed by ``kode`` in the order of `KODE`, ``low``, ``high`` (times the mean; infinite for
        none, NaN of `FEW`), ``area_km2``; without a CRS. A band without any area is left out.
    """
    shapes = {REST: only_polygons(land)}
    if ratio is not None and is_read is not None:
        shapes = _shapes(land, surface, ratio, is_read)
    ends = [*LEVELS[1:], np.inf]
    low = {f"band-{each}": float(each) for each in LEVELS} | {REST: 0.0}
    high = {f"band-{a}": float(b) for a, b in zip(LEVELS, ends, strict=True)} | {REST: LEVELS[0]}
    kode = [each for each in KODE if each in shapes and not shapes[each].is_empty]
    drawn = [shapes[each] for each in kode]
    return gpd.GeoDataFrame(
        {
            "low": [low.get(each, np.nan) for each in kode],
            "high": [float(high.get(each, np.nan)) for each in kode],
            "area_km2": shapely.area(np.array(drawn, dtype=object)) / 1e6,
        },
        index=pd.Index(kode, name="kode", dtype="str"),
        geometry=drawn,
    )


def _shapes(
    land: shapely.Geometry,
    surface: Surface,
    ratio: npt.NDArray[np.float64],
    is_read: npt.NDArray[np.bool_],
) -> dict[str, shapely.MultiPolygon]:
    """Shapes by kode: cut at the coast, simplified together, so that none overlaps another."""
    grid, filled = surface.grid, surface.fill_sea(ratio)
    (dense,) = bands_of(grid.x, grid.y, filled, LEVELS[:1])
    (readable,) = bands_of(grid.x, grid.y, surface.fill_sea(is_read).astype(float), [0.5])
    dense = dense.intersection(land)
    read = dense.intersection(readable)
    shapes = {
        f"band-{low}": only_polygons(each.intersection(read))
        for low, each in zip(LEVELS, bands_of(grid.x, grid.y, filled, LEVELS), strict=True)
    }
    shapes[FEW] = only_polygons(dense.difference(readable))
    shapes[REST] = only_polygons(land.difference(dense))
    simple = shapely.coverage_simplify(
        np.array(list(shapes.values()), dtype=object), SIMPLIFY * grid.spacing
    )
    return {kode: _valid(each, LEAST_M2) for kode, each in zip(shapes, simple, strict=True)}


def _valid(shape: shapely.Geometry, least: float) -> shapely.MultiPolygon:
    """A shape without faults and without pieces so small that rounding makes them lines."""
    return only_polygons(shapely.make_valid(only_polygons(shape, least=least)), least=least)


def in_degrees(bands: gpd.GeoDataFrame, crs: pyproj.CRS) -> gpd.GeoDataFrame:
    """Bands of metres of `crs` in WGS 84, valid there too."""
    turned = bands.set_crs(crs).to_crs(WGS84)
    least = LEAST_M2 / METRES_PER_DEGREE**2
    return turned.set_geometry([_valid(each, least) for each in turned.geometry], crs=WGS84)


def add_counts(bands: gpd.GeoDataFrame, ratios: npt.NDArray[np.float64]) -> gpd.GeoDataFrame:
    """
    Number of reports in each band.

    Parameters
    ----------
    bands : GeoDataFrame
        As `density_bands` gives them.
    ratios : array of float, n reports
        Density by the mean where each lies; NaN in `FEW`.

    Returns
    -------
    GeoDataFrame
        With ``n_reports``, which sums to n: a report whose band is nowhere drawn is in the next
        lower one.
    """
    steps = sorted(low for low in bands["low"] if np.isfinite(low))
    step = np.searchsorted(steps, np.nan_to_num(ratios, nan=0.0), side="right") - 1
    counts = np.bincount(np.maximum(step, 0), weights=np.isfinite(ratios), minlength=len(steps))
    by_low = dict(zip(steps, counts.astype(int), strict=True))
    n_few = int(np.isnan(ratios).sum())
    if FEW not in bands.index:
        by_low[steps[0]] += n_few
    n_reports = [by_low.get(low, n_few) for low in bands["low"]]
    return bands.assign(n_reports=np.array(n_reports, dtype=np.int64))
