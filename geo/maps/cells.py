"""H3 cells over a work area, as geometry that a map draws."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import h3
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.analysis.slivers import cell_polygon
from geo.crs import require_same_crs
from geo.maps.geometry import STEPS_PER_DEGREE, encode_polygons
from geo.maps.view import MOST_AREAS
from geo.words import CELL_RESOLUTIONS, Level, kode_at

CLEAR_CELLS = 600
"""Up to so many cells over the land a map of cells is clear at first sight."""

WITH_SHORE = 1.5
"""Cells over the land and the water beside it, at most, for each cell over the land."""

LEAST_METRES_PER_DEGREE = 109_000
"""Anywhere in Indonesia, in either direction; a reach divided by it is never too short."""

COARSE = 0.001
"""How much the outline of the work area is simplified before cells are laid over it, degrees."""

MARGIN_M = 250
"""Added to the reach of the shore; more than `COARSE` and the corners of a buffer take from it."""


def cell_resolutions(area_km2: float) -> tuple[list[int], int]:
    """
    H3 resolutions at which a map of cells can be drawn, and the one to begin with.

    Parameters
    ----------
    area_km2 : float
        Land of the work area.

    Returns
    -------
    offered, first : list of int, int
        `first` is the finest with fewer than `CLEAR_CELLS` cells over the land, or else the
        coarsest.
    """
    n_cells = {
        each: area_km2 / h3.average_hexagon_area(each, unit="km^2") for each in CELL_RESOLUTIONS
    }
    offered = [each for each, n in n_cells.items() if n * WITH_SHORE < MOST_AREAS]
    clear = [each for each in offered if n_cells[each] < CLEAR_CELLS]
    return offered, max(clear, default=min(CELL_RESOLUTIONS))


def cells_over(areas: gpd.GeoSeries, resolution: int, *, reach_m: float) -> list[str]:
    """
    All H3 cells that touch some areas or lie within a reach of them, sorted, each once.

    Parameters
    ----------
    areas : GeoSeries
        Polygons in WGS 84.
    resolution : int
        H3 resolution.
    reach_m : float
        Metres around the areas; a little more is taken, never less.
    """
    whole = shapely.union_all(shapely.simplify(areas.to_numpy(), COARSE))
    reach = (reach_m + MARGIN_M) / LEAST_METRES_PER_DEGREE
    around = shapely.buffer(whole, reach, quad_segs=4)
    found: set[str] = set()
    for part in shapely.get_parts(around):
        shape = h3.geo_to_h3shape(part)
        found.update(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))
    return sorted(found)


def name_cells(
    kabupaten: gpd.GeoDataFrame, resolution: int, *, named: gpd.GeoDataFrame, shore_m: float
) -> pd.DataFrame:
    """
    All H3 cells over a work area and the water beside it, with the name that each goes by.

    Parameters
    ----------
    kabupaten : GeoDataFrame
        The work area in full detail, in WGS 84.
    resolution : int
        One of those that `cell_resolutions` offers.
    named : GeoDataFrame, at least one row
        Desa (or kecamatan, where no desa are drawn), indexed by kode, with ``nama``: a cell is
        named for the one that holds its centre, at sea for the nearest.
    shore_m : float
        How far from land a report in the water is still counted, metres.

    Returns
    -------
    DataFrame
        Indexed by cell, sorted, with ``lat`` and ``lng`` of its centre, ``kode`` of the area that
        it is named for, and ``nama``; of several cells with one name each has its number: Amed (2).

    Raises
    ------
    ValueError
        If there are more cells than a map can draw.
    """
    require_same_crs(kabupaten, named)
    cells = cells_over(kabupaten.geometry, resolution, reach_m=shore_m)
    if len(cells) > MOST_AREAS:
        raise ValueError(f"{len(cells)} cells of resolution {resolution} are more than a map draws")
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells])
    nearest = named.iloc[nearest_areas(centres, named.geometry)]
    names = nearest["nama"].astype("str").set_axis(cells)
    turn = " (" + (names.groupby(names).cumcount() + 1).astype("str") + ")"
    table = {
        "lat": centres[:, 0],
        "lng": centres[:, 1],
        "kode": nearest.index,
        "nama": names.where(~names.duplicated(keep=False), names + turn),
    }
    return pd.DataFrame(table, index=pd.Index(cells, name="cell"))


def cell_geometry(cells: pd.DataFrame, kecamatan: gpd.GeoDataFrame) -> dict[str, Any]:
    """
    H3 cells over a work area, as one JSON-ready object.

    Parameters
    ----------
    cells : DataFrame
        As `name_cells` gives them.
    kecamatan : GeoDataFrame
        Kecamatan, indexed by kode, with ``nama``.

    Returns
    -------
    dict
        As `geo.maps.geometry.area_geometry` gives it: ``kode`` is the H3 cell, ``group`` the
        kecamatan of its name. Sorted by cell.
    """
    groups = [kode_at(kode, Level.KECAMATAN) for kode in cells["kode"]]
    return {
        "steps": STEPS_PER_DEGREE,
        "groups": kecamatan["nama"].reindex(sorted(set(groups)), fill_value="").to_dict(),
        "areas": [
            {
                "kode": cell,
                "nama": nama,
                "group": group,
                "at": [round(lat, 5), round(lng, 5)],
                "parts": encode_polygons(cell_polygon(cell)),
            }
            for cell, nama, group, lat, lng in zip(
                cells.index, cells["nama"], groups, cells["lat"], cells["lng"], strict=True
            )
        ],
    }


def nearest_areas(centres: npt.NDArray[np.float64], areas: gpd.GeoSeries) -> npt.NDArray[np.intp]:
    """Position of the area at each (lat, lng): the first that holds it, or else the nearest."""
    points = shapely.points(centres[:, 1], centres[:, 0])
    tree = shapely.STRtree(areas.to_numpy())
    found = np.asarray(tree.nearest(points))
    point, area = tree.query(points, predicate="intersects")
    order = np.lexsort((-area, point))  # the first area of a point comes last and stays
    found[point[order]] = area[order]
    return found
