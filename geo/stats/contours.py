"""Areas between levels of a grid, as polygons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import contourpy
import numpy as np
import numpy.typing as npt
import shapely


def bands_of(
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    values: npt.NDArray[np.float64],
    levels: Sequence[float],
) -> list[shapely.MultiPolygon]:
    """
    Areas of values from each level up to the next, the last without an end.

    Parameters
    ----------
    x, y : array of float
        Columns and rows of the grid.
    values : array of float, (rows, columns)
        Between nodes they are linear.
    levels : sequence of float, k levels
        Ascending.

    Returns
    -------
    list of MultiPolygon, k areas
        Valid, in the units of `x` and `y`; empty where no value lies between two levels.
    """
    lines = contourpy.contour_generator(x, y, values, fill_type=contourpy.FillType.OuterOffset)
    ends = [*levels[1:], np.inf]
    return [_area(*lines.filled(low, end)) for low, end in zip(levels, ends, strict=True)]


def _area(
    points: Sequence[npt.NDArray[np.float64]], offsets: Sequence[npt.NDArray[np.uint32]]
) -> shapely.MultiPolygon:
    polygons = []
    for ring_points, ends in zip(points, offsets, strict=True):
        rings = [ring_points[start:end] for start, end in pairwise(ends)]
        polygons.append(shapely.Polygon(rings[0], rings[1:]))
    whole = shapely.MultiPolygon(polygons)
    return whole if whole.is_valid else only_polygons(shapely.make_valid(whole))


def only_polygons(shape: shapely.Geometry, *, least: float = 0.0) -> shapely.MultiPolygon:
    """The polygons of a shape larger than `least`; what else a cut leaves behind is dropped."""
    parts = shapely.get_parts(shape)
    parts = shapely.get_parts(parts)  # of collections within
    kept = (shapely.get_type_id(parts) == 3) & (shapely.area(parts) > least)
    return shapely.MultiPolygon(parts[kept].tolist())
