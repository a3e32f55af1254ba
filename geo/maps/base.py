"""The base map of an office without tiles: land, neighbours in grey, outlines, names."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.maps.geometry import encode_polygons

STEPS_PER_DEGREE = 4_000
"""Coarser than areas, since this lies beneath them: about 28 m."""

MARGIN = 0.9
"""Land is drawn this many times the work area's own size beyond its edges, at least 1.5°."""


def base_geometry(
    kabupaten: gpd.GeoDataFrame,
    *,
    land: gpd.GeoDataFrame,
    neighbours: gpd.GeoDataFrame,
    places: pd.DataFrame,
) -> dict[str, Any]:
    """
    What lies under and around an office's areas, as one JSON-ready object.

    Parameters
    ----------
    kabupaten : GeoDataFrame
        The office's own, indexed by kode, with ``nama``; simplified, in WGS 84.
    land : GeoDataFrame
        Land of Indonesia and its neighbours, with ``indonesia`` (bool).
    neighbours : GeoDataFrame
        Kabupaten of all Indonesia, indexed by kode, with ``nama``.
    places : DataFrame
        ``nama``, ``lat``, ``lng`` of the places to name.

    Returns
    -------
    dict
        ``steps``; ``bounds`` [west, south, east, north] of the work area in degrees; ``land``
        and ``foreign``: polygons; ``neighbours`` and ``outline``: {nama, at, parts};
        ``places``: {nama, at}.
    """
    west, south, east, north = (float(edge) for edge in kabupaten.total_bounds)
    margin = max(1.5, MARGIN * max(east - west, north - south))
    frame = shapely.box(west - margin, south - margin, east + margin, north + margin)
    around = neighbours[neighbours.intersects(frame)]
    foreign = land[~land["indonesia"] & land.intersects(frame)]
    others = around[~around.index.isin(kabupaten.index)].clip(frame)
    return {
        "steps": STEPS_PER_DEGREE,
        "bounds": [round(edge, 5) for edge in (west, south, east, north)],
        "land": _clipped(around, frame),
        "foreign": _clipped(foreign, frame),
        "neighbours": _named(others, with_parts=False),
        "outline": _named(kabupaten, with_parts=True),
        "places": [
            {"nama": nama, "at": [lat, lng]}
            for nama, lat, lng in zip(places["nama"], places["lat"], places["lng"], strict=True)
        ],
    }


def _clipped(areas: gpd.GeoDataFrame, frame: shapely.Polygon) -> list[Any]:
    return [
        part
        for geometry in shapely.intersection(areas.geometry.to_numpy(), frame)
        for part in encode_polygons(_polygons_of(geometry), steps=STEPS_PER_DEGREE)
    ]


def _polygons_of(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """The polygons of a geometry: clipping may leave points and lines at the edge."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon(list(parts[shapely.get_type_id(parts) == 3]))


def _named(areas: gpd.GeoDataFrame, *, with_parts: bool) -> list[dict[str, Any]]:
    parts = areas.geometry.explode()
    largest = parts[
        parts.map(shapely.area).groupby(level=0).rank(method="first", ascending=False) == 1
    ]
    inside = largest.reindex(areas.index).representative_point()
    return [
        {
            "nama": nama.removeprefix("Kabupaten "),
            "at": [round(point.y, 4), round(point.x, 4)],
            **({"parts": encode_polygons(geometry, steps=STEPS_PER_DEGREE)} if with_parts else {}),
        }
        for nama, point, geometry in zip(areas["nama"], inside, areas.geometry, strict=True)
    ]
