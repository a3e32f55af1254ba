"""Which units lie beside which, as one sparse table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse
import shapely
from h3.api import basic_int as h3

from geo.stats.hex_lattice import cell_numbers, lattice

TOUCHING = 1e-7
"""Areas closer than this, in degrees (about 1 cm), share a border."""

AROUND = np.array([(1, 0), (1, 1), (0, 1), (-1, 0), (-1, -1), (0, -1)])
"""Steps on the lattice to the six cells beside a cell."""

ROOM_PER_CELL = 16
"""A lattice with at most so many places for each cell is written out in full."""


@dataclass(frozen=True)
class Neighbours:
    """
    Neighbours of n units, in compressed rows.

    Attributes
    ----------
    indptr : array of int32, n + 1
        The neighbours of unit i are ``indices[indptr[i] : indptr[i + 1]]``.
    indices : array of int32
        Positions of units, ascending in each row; a unit is never its own neighbour, and who is a
        neighbour of another has it as one.
    """

    indptr: npt.NDArray[np.int32]
    indices: npt.NDArray[np.int32]

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.indptr) - 1

    @property
    def counts(self) -> npt.NDArray[np.int32]:
        """Number of neighbours of each unit."""
        return np.diff(self.indptr)

    def matrix(self, *, star: bool = False) -> scipy.sparse.csr_array:
        """The table as a matrix of 1.0 for each neighbour; with `star` also for the unit itself."""
        ones = np.ones(len(self.indices))
        beside = scipy.sparse.csr_array((ones, self.indices, self.indptr), shape=(self.n, self.n))
        return scipy.sparse.csr_array(beside + scipy.sparse.eye_array(self.n)) if star else beside


def hex_neighbours(cells: Sequence[str] | npt.NDArray[np.uint64]) -> Neighbours:
    """
    H3 cells of a set that share an edge.

    Parameters
    ----------
    cells : sequence of str, or array of uint64, n cells
        Different H3 cells of one resolution, in any order; numbers are read without a loop.

    Returns
    -------
    Neighbours, n units
        In the order of `cells`; a cell at the rim of the set has those of its six that are in it.

    Raises
    ------
    ValueError
        If a value is no H3 cell, a cell comes twice or the resolutions differ.

    Notes
    -----
    The cells are laid on one hexagonal lattice (`geo.stats.hex_lattice`), where neighbours are six
    fixed steps away. A set that does not unfold into a plane is asked of H3 cell by cell.
    """
    numbers = cell_numbers(cells)
    if len(numbers) == 0:
        return _from_pairs(0, np.empty(0, int), np.empty(0, int))
    unfolded = lattice(numbers)
    if unfolded is None:
        return _from_disks(numbers)
    return _from_found(_beside(*unfolded))


def area_neighbours(
    areas: Sequence[shapely.Geometry | None], *, tolerance: float = TOUCHING
) -> Neighbours:
    """
    Areas that share a border or a point (queen contiguity).

    Parameters
    ----------
    areas : GeoSeries or sequence of polygons, n areas
        All in one CRS; None and empty ones have no neighbours.
    tolerance : float, default 1e-7
        Largest gap between neighbours, in units of the CRS (degrees on WGS 84).

    Returns
    -------
    Neighbours, n units
        In the order of `areas`; areas that overlap are neighbours too.
    """
    shapes = np.asarray(areas, dtype=object)
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="dwithin", distance=tolerance)
    return _from_pairs(len(shapes), np.r_[left, right], np.r_[right, left])


def _from_pairs(
    n: int, left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]
) -> Neighbours:
    """Table of the pairs of positions, each once and none with itself."""
    different = left != right
    pairs = np.unique(left[different].astype(np.int64) * n + right[different])
    counts = np.bincount(pairs // max(n, 1), minlength=n)
    indptr = np.r_[0, np.cumsum(counts)].astype(np.int32)
    return Neighbours(indptr, (pairs % max(n, 1)).astype(np.int32))


def _from_disks(numbers: npt.NDArray[np.uint64]) -> Neighbours:
    """Table of the cells by asking H3 for the ring around each."""
    place = {cell: i for i, cell in enumerate(numbers.tolist())}
    _refuse_twice(len(place) < len(numbers))
    pairs = [(i, place.get(b, i)) for cell, i in place.items() for b in h3.grid_disk(cell, 1)]
    left, right = np.array(pairs).T
    return _from_pairs(len(numbers), left, right)


def _from_found(found: npt.NDArray[np.int32]) -> Neighbours:
    """Table of six positions for each of n cells, where n stands for no cell."""
    n = len(found)
    found.sort(axis=1)
    known = found < n
    indptr = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(known.sum(axis=1, dtype=np.int32), out=indptr[1:])
    return Neighbours(indptr, found[known])


def _beside(i: npt.NDArray[np.int64], j: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Positions of the six cells around each place of a lattice, or their number for none."""
    i, j = i - i.min() + 1, j - j.min() + 1
    width = int(j.max()) + 2
    keys, size = i * width + j, (int(i.max()) + 2) * width
    steps = width * AROUND[:, 0] + AROUND[:, 1]
    if size > ROOM_PER_CELL * len(keys) + 4096:
        return _beside_sparse(keys, steps)
    place = np.full(size, len(keys), dtype=np.int32)
    place[keys] = np.arange(len(keys), dtype=np.int32)
    _refuse_twice(np.any(place[keys] != np.arange(len(keys))))
    found = np.empty((len(keys), len(steps)), dtype=np.int32)
    for column, step in enumerate(steps):
        found[:, column] = place[keys + step]
    return found


def _beside_sparse(
    keys: npt.NDArray[np.int64], steps: npt.NDArray[np.int64]
) -> npt.NDArray[np.int32]:
    """The same for cells strewn so widely that their lattice is almost empty."""
    order = np.argsort(keys)
    ranked = keys[order]
    _refuse_twice(np.any(ranked[1:] == ranked[:-1]))
    wanted = ranked[:, None] + steps
    at = np.minimum(np.searchsorted(ranked, wanted), len(keys) - 1)
    found = np.empty(wanted.shape, dtype=np.int32)
    found[order] = np.where(ranked[at] == wanted, order[at], len(keys))
    return found


def _refuse_twice(twice: bool | np.bool) -> None:
    """Raise a ValueError if a cell came twice."""
    if twice:
        raise ValueError("A cell comes twice.")
