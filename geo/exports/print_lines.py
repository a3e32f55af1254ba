"""Outlines over cells and notable places, read from the files that the screen draws."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.exports.print_ground import Ground, draw
from geo.maps.assets import read_asset
from geo.theme import colour


def draw_lines(ground: Ground, file: str) -> gpd.GeoDataFrame | None:
    """
    Thin outlines over the fill.

    Parameters
    ----------
    file : str
        Name of the static file, as `geo.maps.view.AreaView.lines` has it; empty for none.

    Returns
    -------
    GeoDataFrame or None
        The areas with ``nama``, in metres of the map.
    """
    if not file:
        return None
    areas = areas_of(json.loads(read_asset(file))).to_crs(ground.crs)
    line = {"facecolor": "none", "edgecolor": colour("base", "border-kabupaten")}
    draw(ground, areas.geometry, zorder=4, linewidth=0.3, **line)
    return areas


def places_of(ground: Ground, file: str) -> gpd.GeoDataFrame:
    """
    Notable places of the base map, in metres of the map, with ``nama``.

    Parameters
    ----------
    file : str
        Name of the static file, as `geo.maps.view.AreaView.base` has it.
    """
    places = json.loads(read_asset(file))["places"]
    points = [shapely.Point(lng, lat) for lat, lng in (place["at"] for place in places)]
    names = {"nama": [place["nama"] for place in places]}
    return gpd.GeoDataFrame(names, geometry=points, crs=WGS84).to_crs(ground.crs)


def areas_of(content: dict[str, Any]) -> gpd.GeoDataFrame:
    """Areas as `geo.maps.geometry.area_geometry` coded them, indexed by kode, with ``nama``."""
    steps, areas = content["steps"], content["areas"]
    index = pd.Index([area["kode"] for area in areas], name="kode")
    shapes = [
        shapely.MultiPolygon([_polygon(rings, steps) for rings in area["parts"]]) for area in areas
    ]
    names = {"nama": [area["nama"] for area in areas]}
    return gpd.GeoDataFrame(names, index=index, geometry=shapes, crs=WGS84)


def _polygon(rings: list[list[int]], steps: int) -> shapely.Polygon:
    outer, *holes = (np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / steps for ring in rings)
    return shapely.Polygon(outer, holes)
