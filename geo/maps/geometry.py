"""
Geometry as browsers fetch it: whole numbers, each the step from the point before it.

A file holds areas in the order of their kode, so that a view sends one character an area. Steps
on a grid of 0.00001° (about 1 m) gzip to about half of what GeoJSON does.
"""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.maps.assets import write_asset

STEPS_PER_DEGREE = 100_000


def encode_polygons(geometry: shapely.Geometry, *, steps: int = STEPS_PER_DEGREE) -> list[Any]:
    """
    Polygon parts, each a list of rings, each a flat list [lng, lat, step, step, …].

    Parameters
    ----------
    geometry : Polygon or MultiPolygon
        Longitude and latitude in degrees, WGS 84.
    steps : int
        Grid lines a degree. A ring that falls onto fewer than three grid points is left out.
    """
    parts = []
    for polygon in shapely.get_parts(geometry):
        rings = [_encode_ring(ring, steps) for ring in shapely.get_rings(polygon)]
        if rings and rings[0]:
            parts.append([ring for ring in rings if ring])
    return parts


def _encode_ring(ring: shapely.LinearRing, steps: int) -> list[int]:
    grid = np.rint(shapely.get_coordinates(ring) * steps).astype(np.int64)[:-1]
    kept = grid[np.any(np.diff(grid, axis=0, prepend=grid[-1:]) != 0, axis=1)]
    if len(kept) < 3:
        return []
    return [int(n) for n in np.diff(kept, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel()]


def area_geometry(areas: gpd.GeoDataFrame, groups: gpd.GeoDataFrame) -> dict[str, Any]:
    """
    Areas of one level with their names, as one JSON-ready object.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        Indexed by kode and sorted by it, with ``nama``; simplified, in WGS 84.
    groups : GeoDataFrame
        The kabupaten that hold them, indexed by kode, with ``nama``.

    Returns
    -------
    dict
        ``steps``; ``areas``: a list of {kode, nama, group, at, parts}, ``at`` being a point inside;
        ``groups``: {kode: nama}.
    """
    inside = areas.geometry.representative_point()
    return {
        "steps": STEPS_PER_DEGREE,
        "groups": groups["nama"].to_dict(),
        "areas": [
            {
                "kode": kode,
                "nama": nama,
                "group": kode[:5],
                "at": [round(point.y, 5), round(point.x, 5)],
                "parts": encode_polygons(geometry),
            }
            for kode, nama, point, geometry in zip(
                areas.index, areas["nama"], inside, areas.geometry, strict=True
            )
        ],
    }


def write_geometry(stem: str, content: dict[str, Any]) -> str:
    """Keep a geometry object as a hashed static file; return its name."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return write_asset(stem, "json", text.encode())
