"""The base map of an office without tiles: land, neighbours in grey, outlines, names."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.maps.geometry import STEPS_PER_DEGREE as AREA_STEPS
from geo.maps.geometry import encode_polygons

STEPS_PER_DEGREE = 2_000
"""Coarser than areas, since this lies beneath them: about 56 m."""

OUTLINE_STEPS = AREA_STEPS
"""Outlines lie on the areas' own edges, so they are as fine."""

NEAR, FAR = 0.6, 2.5
"""How far beyond the work area, in its own sizes, kabupaten and bare land are drawn; at least 1.5°
and 6°: as far as a reader can move the map on a wide screen."""
FAR_TOLERANCE = 0.02


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
        ``steps`` and ``outline_steps`` a degree; ``bounds`` [west, south, east, north] of the work
        area in degrees; ``land`` and ``foreign``: polygons; ``neighbours`` and ``outline``: {nama,
        at, parts}; ``places``: {nama, at}.
    """
    west, south, east, north = (float(edge) for edge in kabupaten.total_bounds)
    size = max(east - west, north - south)
    near = _frame(kabupaten, max(1.5, NEAR * size))
    far = _frame(kabupaten, max(6.0, FAR * size))
    around = neighbours[neighbours.intersects(near)]
    others = around[~around.index.isin(kabupaten.index)].clip(near)
    own, foreign = land[land["indonesia"]], land[~land["indonesia"]]
    beyond, abroad = (
        shapely.difference(shapely.simplify(country.geometry, FAR_TOLERANCE), near)
        for country in (own, foreign)
    )
    return {
        "steps": STEPS_PER_DEGREE,
        "outline_steps": OUTLINE_STEPS,
        "bounds": [round(edge, 5) for edge in (west, south, east, north)],
        "land": [*_clipped(around.geometry, near), *_clipped(beyond, far)],
        "foreign": [*_clipped(foreign.geometry, near), *_clipped(abroad, far)],
        "neighbours": _named(others, with_parts=False),
        "outline": _named(kabupaten, with_parts=True),
        "places": [
            {"nama": nama, "at": [lat, lng]}
            for nama, lat, lng in zip(places["nama"], places["lat"], places["lng"], strict=True)
        ],
    }


def _frame(areas: gpd.GeoDataFrame, margin: float) -> shapely.Polygon:
    west, south, east, north = areas.total_bounds
    return shapely.box(west - margin, south - margin, east + margin, north + margin)


def _clipped(areas: gpd.GeoSeries, frame: shapely.Polygon) -> list[Any]:
    return [
        part
        for geometry in shapely.intersection(areas.to_numpy(), frame)
        for part in encode_polygons(_polygons_of(geometry), steps=STEPS_PER_DEGREE)
    ]


def _polygons_of(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """The polygons of a geometry: clipping may leave points and lines at the edge."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon(list(parts[shapely.get_type_id(parts) == 3]))


def _named(areas: gpd.GeoDataFrame, *, with_parts: bool) -> list[dict[str, Any]]:
    parts = areas.geometry.explode()
    sizes = pd.Series(shapely.area(parts.to_numpy()), index=parts.index)
    largest = parts[sizes.groupby(level=0).rank(method="first", ascending=False) == 1]
    inside = largest.reindex(areas.index).representative_point()
    return [
        {
            "nama": nama.removeprefix("Kabupaten "),
            "at": [round(point.y, 4), round(point.x, 4)],
            **({"parts": encode_polygons(geometry, steps=OUTLINE_STEPS)} if with_parts else {}),
        }
        for nama, point, geometry in zip(areas["nama"], inside, areas.geometry, strict=True)
    ]
