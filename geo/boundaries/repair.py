"""Published rings made into valid polygons, without losing land or inventing it."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

_DECIMALS = 6
_LEAST_RING = 4


def polygons_of(path: list[Any]) -> shapely.MultiPolygon:
    """
    One area from its published rings, repaired.

    Parameters
    ----------
    path : list
        [lat, lng] pairs, nested three deep (the rings of a polygon) or four (its parts).

    Returns
    -------
    MultiPolygon
        x = lng, y = lat, six decimals. A ring listed as a hole but lying outside its shell is
        a part; what nests inside another part is land; a ring without area is left out.
    """
    parts = path if isinstance(path[0][0][0], list) else [path]
    shapes = [shape for rings in parts for shape in _repaired(rings)]
    return shapely.multipolygons(shapely.get_parts(shapely.union_all(shapes)))


def _repaired(rings: list[list[list[float]]]) -> list[shapely.Geometry]:
    polygons = [polygon for polygon in map(_polygon, rings) if not polygon.is_empty]
    if not polygons:
        return []
    shell, others = polygons[0], np.array(polygons[1:], dtype=object)
    inside = shapely.covers(shell, shapely.point_on_surface(others))
    return [shapely.difference(shell, shapely.union_all(others[inside])), *others[~inside]]


def _polygon(pairs: list[list[float]]) -> shapely.Geometry:
    """
    What one ring encloses; empty where that is nothing.

    The method "structure" keeps all that a ring encloses; the default would make a hole of what
    it encloses twice.
    """
    xy = np.round(np.asarray(pairs, dtype=float)[:, ::-1], _DECIMALS)
    xy = xy[np.append(True, (xy[1:] != xy[:-1]).any(axis=1))]
    if (xy[0] != xy[-1]).any():
        xy = np.vstack([xy, xy[:1]])
    if len(xy) < _LEAST_RING:
        return shapely.Polygon()
    return shapely.make_valid(shapely.Polygon(xy), method="structure", keep_collapsed=False)
