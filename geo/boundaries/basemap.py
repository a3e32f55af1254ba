"""The grey map beneath: all Indonesia's kabupaten, its land, the land of its neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries.gadm import read_kabupaten
from geo.boundaries.layers import boundaries_folder
from geo.boundaries.register import read_register
from geo.boundaries.sources import GADM, WORLD, packaged
from geo.boundaries.tiling import clean, simplify
from geo.crs import WGS84
from geo.errors import NotBuilt
from geo.home import folder_atomically, write_parquet
from geo.text import _
from geo.words import Level

BASE_VERSION = 1
"""Raise it when this module makes other layers, so that they are built anew."""

BOX = (90.0, -16.0, 146.0, 12.0)
"""West, south, east, north of what the base map shows, in degrees."""

TOLERANCE = 0.002
_GAP_WIDTH = 0.002
_BORDER_WIDTH = 0.03
_WORLD_FILE = "world-atlas/countries-10m.json"
_INDONESIA = "Indonesia"
_LEAST_RING = 4

BaseLayer = Literal["kabupaten", "land", "mask"]


def base_folder() -> Path:
    """Folder of the base map."""
    return boundaries_folder() / "base" / str(BASE_VERSION)


def build_base() -> None:
    """Make the layers of the base map from GADM and Natural Earth, whole or not at all."""
    if base_folder().exists():
        return
    own = read_kabupaten()
    abroad = _meeting(read_world().drop(_INDONESIA), own.geometry)
    whole = clean(gpd.GeoDataFrame(pd.concat([own, abroad])), gap_width=_GAP_WIDTH)
    thin = simplify(whole, TOLERANCE)
    layers = {
        "kabupaten": _kabupaten_layer(thin.loc[own.index]),
        "land": _land_layer(thin, abroad.index),
        "mask": _mask_layer(whole.geometry),
    }
    with folder_atomically(base_folder()) as folder:
        for name, layer in layers.items():
            write_parquet(layer, folder / f"{name}.parquet")


def read_base(layer: BaseLayer) -> gpd.GeoDataFrame:
    """
    One layer of the base map, in WGS 84.

    Parameters
    ----------
    layer : "kabupaten", "land" or "mask"
        Kabupaten: Indonesia's, indexed by ``kode``, with ``nama``, ``kabupaten`` (the kode of
        all that the polygon holds, by blanks) and ``source``; those split off since are inside
        the one they came from. Land: a row for each country, indexed by ``nama``, with
        ``indonesia`` (bool) and ``source``. Mask: all land as one row, not simplified, lakes
        filled and land borders closed, to tell land from sea.

    Raises
    ------
    NotBuilt
        If the base map has not been built yet.
    """
    file = base_folder() / f"{layer}.parquet"
    if not file.exists():
        raise NotBuilt(_("The base map is not built yet. Run: petapora build"))
    return _read(file).copy(deep=False)


@cache
def _read(file: Path) -> gpd.GeoDataFrame:
    return gpd.read_parquet(file)


def read_world() -> gpd.GeoDataFrame:
    """
    Countries near Indonesia, clipped to `BOX`, indexed by ``nama``, in WGS 84.

    The package holds TopoJSON: arcs of whole numbers, each the step from the one before it.
    """
    topology = json.loads(packaged(_WORLD_FILE).read_bytes())
    scale, move = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + move for arc in topology["arcs"]]
    near = [_meets_box(arc) for arc in arcs]
    countries = {
        country["properties"]["name"]: _shape(country, arcs)
        for country in topology["objects"]["countries"]["geometries"]
        if any(near[n] for n in _arc_numbers(country))
    }
    shapes = gpd.GeoSeries(countries, crs=WGS84).clip(shapely.box(*BOX)).sort_index()
    return gpd.GeoDataFrame(geometry=shapes).rename_axis("nama")


def _meets_box(arc: np.ndarray) -> bool:
    west, south, east, north = BOX
    (left, lower), (right, upper) = arc.min(axis=0), arc.max(axis=0)
    return bool(left <= east and right >= west and lower <= north and upper >= south)


def _arc_numbers(country: dict[str, Any]) -> Iterator[int]:
    """Which arcs a country is made of; ~n is arc n walked backwards."""
    for numbers in chain.from_iterable(_parts(country)):
        yield from (n if n >= 0 else ~n for n in numbers)


def _shape(country: dict[str, Any], arcs: list[np.ndarray]) -> shapely.Geometry:
    parts = _parts(country)
    drawn = [[_ring(numbers, arcs) for numbers in part] for part in parts]
    whole = [[ring for ring in rings if len(ring) >= _LEAST_RING] for rings in drawn]
    polygons = np.array([shapely.Polygon(rings[0], rings[1:]) for rings in whole if rings])
    valid = shapely.make_valid(polygons, method="structure", keep_collapsed=False)
    return shapely.union_all(valid)


def _parts(country: dict[str, Any]) -> list[list[list[int]]]:
    """Rings of each polygon of a country, as numbers of arcs."""
    return [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """Join arcs end to end; ~n is arc n walked backwards."""
    steps = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.vstack([steps[0], *(step[1:] for step in steps[1:])])


def _meeting(abroad: gpd.GeoDataFrame, indonesia: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """
    Neighbours that reach just to the border with Indonesia's kabupaten.

    The two sources draw the land borders a few kilometres apart: what lies within 0.03° of both
    sides counts as the neighbour's land unless it is Indonesia's.
    """
    tree = shapely.STRtree(indonesia.to_numpy())
    shapes = []
    for country in abroad.geometry:
        near = indonesia.to_numpy()[tree.query(country, "dwithin", distance=2 * _BORDER_WIDTH)]
        strip = shapely.intersection(_widened(shapely.union_all(near)), _widened(country))
        shapes.append(shapely.difference(shapely.union(country, strip), shapely.union_all(near)))
    return abroad.set_geometry(gpd.GeoSeries(shapes, index=abroad.index, crs=abroad.crs))


def _widened(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.buffer(shapely.simplify(shape, _BORDER_WIDTH / 10), _BORDER_WIDTH, quad_segs=2)


def _kabupaten_layer(kabupaten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    land = kabupaten[kabupaten["kode"].map(len) > 0]
    kode = land["kode"].str[0]
    columns = {
        "nama": kode.map(read_register(Level.KABUPATEN)["nama"]),
        "kabupaten": land["kode"].map(" ".join),
        "source": GADM.key,
    }
    layer = gpd.GeoDataFrame(columns, geometry=land.geometry, crs=land.crs)
    return layer.set_index(kode.rename("kode")).sort_index()


def _land_layer(areas: gpd.GeoDataFrame, abroad: pd.Index) -> gpd.GeoDataFrame:
    """One row a country, Indonesia's without its lakes."""
    own = areas.drop(abroad)
    own = own[own["kode"].map(len) > 0]
    shapes = {_INDONESIA: shapely.coverage_union_all(own.geometry.to_numpy())}
    countries = pd.concat([gpd.GeoSeries(shapes, crs=areas.crs), areas.geometry.loc[abroad]])
    home = countries.index == _INDONESIA
    source = np.where(home, GADM.key, WORLD.key)
    columns = pd.DataFrame({"indonesia": home, "source": source}, index=countries.index)
    layer = gpd.GeoDataFrame(columns, geometry=countries)
    return layer.rename_axis("nama")


def _mask_layer(areas: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """All land as one, its holes filled."""
    land = shapely.get_parts(shapely.coverage_union_all(areas.to_numpy()))
    filled = shapely.polygons(shapely.get_exterior_ring(land))
    whole = shapely.disjoint_subset_union_all(filled)
    return gpd.GeoDataFrame(geometry=[whole], crs=areas.crs)
