"""Worlds of few units, and the example data that PySAL brings along."""

from __future__ import annotations

import warnings

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from h3.api import basic_int as h3

from geo.stats.neighbours import Neighbours

BALI = (-8.3, 115.1)
KALIMANTAN = (-1.5, 114.0)


def neighbours_of(*rows: list[int]) -> Neighbours:
    """Units whose neighbours are written out, one list each."""
    indptr = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    return Neighbours(indptr, np.array([i for row in rows for i in row], dtype=np.int32))


def in_a_row(n: int) -> Neighbours:
    """Units side by side, like houses along a road."""
    return neighbours_of(*[[j for j in (i - 1, i + 1) if 0 <= j < n] for i in range(n)])


def any_neighbours(rng: np.random.Generator, n: int) -> Neighbours:
    """Units of which any two are neighbours or not, by chance."""
    above = np.triu(rng.random((n, n)) < rng.random(), 1)
    return neighbours_of(*[np.flatnonzero(row).tolist() for row in above | above.T])


def rows(neighbours: Neighbours) -> list[list[int]]:
    """Neighbours of each unit, one list each."""
    return [row.tolist() for row in np.split(neighbours.indices, neighbours.indptr[1:-1])]


def cells_around(place: tuple[float, float], resolution: int, rings: int) -> npt.NDArray[np.uint64]:
    """H3 cells at most so many rings from the one that holds a place (lat, lng), ascending."""
    disk = h3.grid_disk(h3.latlng_to_cell(*place, resolution), rings)
    return np.array(sorted(disk), dtype=np.uint64)


def pysal_areas(name: str) -> gpd.GeoDataFrame:
    """One of the layers in PySAL's own package; nothing is fetched."""
    from libpysal import examples

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of the layers come without a CRS
        return gpd.read_file(examples.get_path(name))


def pysal_graph(neighbours: Neighbours) -> object:
    """The same neighbours as a graph of PySAL's."""
    from libpysal.graph import Graph

    return Graph.from_sparse(neighbours.matrix())
