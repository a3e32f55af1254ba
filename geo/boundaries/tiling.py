"""Areas that tile: cleaned, dissolved and simplified as a whole layer, never one by one."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries.sources import Source
from geo.crs import EQUAL_AREA
from geo.words import Level

DISPLAY_TOLERANCE = {Level.KABUPATEN: 0.001, Level.KECAMATAN: 0.0005, Level.DESA: 0.0001}
"""Degrees; the smallest desa of a town lose a seventh of themselves at 0.0005 already."""

_DISPLAY_DECIMALS = 5
_ROUNDS = 4


@dataclass(frozen=True)
class Tiles:
    """
    What a source has for one province.

    Attributes
    ----------
    desa : GeoDataFrame
        A cleaned coverage indexed by ``kode`` with ``nama``, ``level`` and ``parent``.
    report : DataFrame
        How each desa found its polygon, as `layers.read_match_report` describes it.
    water : GeoSeries
        Lakes that the source has as areas of their own and that belong to no desa.
    """

    source: Source
    desa: gpd.GeoDataFrame
    report: pd.DataFrame
    water: gpd.GeoSeries


@dataclass(frozen=True)
class Faults:
    """Where a layer does not tile: land counted twice, and holes enclosed by it."""

    overlap_km2: float
    gap_km2: float


def clean(areas: gpd.GeoDataFrame, *, gap_width: float) -> gpd.GeoDataFrame:
    """
    Close the gaps and undo the overlaps of one layer.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        Valid polygons in degrees.
    gap_width : float
        Gaps narrower than this many degrees are given to a neighbour.

    Returns
    -------
    GeoDataFrame, at most n rows
        A valid coverage in the order of `areas`. An area that lay wholly under others is left
        out.
    """
    cleaned = shapely.coverage_clean(areas.geometry.to_numpy(), gap_width=gap_width)
    kept = ~(shapely.is_missing(cleaned) | shapely.is_empty(cleaned))
    return areas.set_geometry(gpd.GeoSeries(cleaned, index=areas.index, crs=areas.crs))[kept]


def dissolve(areas: gpd.GeoDataFrame, by: pd.Series) -> gpd.GeoSeries:
    """
    Join the areas of a valid coverage that share a value of `by`.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
    by : Series, n rows
        Kode to dissolve to, in the order of `areas`.

    Returns
    -------
    GeoSeries
        Indexed by the values of `by`, sorted; in the CRS of `areas`.
    """
    shapes = areas.geometry.to_numpy()
    groups: dict[str, np.ndarray] = pd.Series(range(len(by))).groupby(by.to_numpy()).indices
    kodes = sorted(groups)
    joined = [shapely.coverage_union_all(shapes[groups[kode]]) for kode in kodes]
    return gpd.GeoSeries(joined, index=pd.Index(kodes, name="kode"), crs=areas.crs)


def simplify(areas: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """
    The same coverage with fewer vertices, neighbours still sharing their borders.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        A valid coverage in degrees.
    tolerance : float
        As `shapely.coverage_simplify` takes it, in degrees.

    Returns
    -------
    GeoDataFrame, n rows
        In the order of `areas`; coordinates have five decimals (a metre) unless the coverage
        would not be valid with them.
    """
    thin = shapely.coverage_simplify(areas.geometry.to_numpy(), tolerance)
    rounded = _rounded(thin)
    shapes = thin if rounded is None else rounded
    return areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=areas.crs))


def _rounded(shapes: np.ndarray) -> np.ndarray | None:
    """Round a coverage and mend what that folds over, in turns; None if it does not settle."""
    for _turn in range(_ROUNDS):
        shapes = shapely.transform(shapes, lambda xy: np.round(xy, _DISPLAY_DECIMALS))
        if shapely.is_empty(shapes).any():
            return None
        if shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes):
            return shapes
        valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
        shapes = shapely.coverage_clean(valid, gap_width=10.0**-_DISPLAY_DECIMALS)
    return None


def tiling_faults(
    areas: gpd.GeoDataFrame | gpd.GeoSeries, water: gpd.GeoSeries | None = None
) -> Faults:
    """
    Overlaps and enclosed gaps of one layer.

    Parameters
    ----------
    areas : GeoDataFrame or GeoSeries
        Polygons in any stated CRS.
    water : GeoSeries, optional
        Lakes in the same CRS; a hole that a lake fills is no gap.

    Returns
    -------
    Faults
        In km², measured in EPSG:6933. Both are 0 for a layer that tiles.
    """
    shapes = areas.geometry.to_crs(EQUAL_AREA)
    whole = shapely.disjoint_subset_union_all(shapes.to_numpy())
    overlap = shapes.area.sum() - whole.area
    holes = _holes(whole)
    if water is not None and len(water):
        holes = shapely.difference(holes, shapely.union_all(water.to_crs(EQUAL_AREA).to_numpy()))
    return Faults(_km2(overlap), _km2(shapely.area(shapely.difference(holes, whole))))


def _holes(shape: shapely.Geometry) -> shapely.Geometry:
    rings = [ring for part in shapely.get_parts(shape) for ring in part.interiors]
    return shapely.union_all(np.array([shapely.Polygon(ring) for ring in rings], dtype=object))


def _km2(square_metres: float) -> float:
    """Rounded to a square metre: less is the noise of floating point."""
    return round(max(float(square_metres), 0.0) / 1e6, 6)
