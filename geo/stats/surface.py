"""
Land as a grid of nodes, with the scales that keep a kernel whole at coast and border.

A kernel cut off by the coast needs a correction. Dividing by the mass inside at the place (Diggle
1985) keeps an even pattern even, but not the number of points; at the point (Jones 1993) it keeps
the number, but an even pattern sinks towards the coast. Here the kernel between land nodes is
scaled on both sides until both hold (Sinkhorn and Knopp 1967): each point has mass 1 on land,
exactly, and an even pattern stays even within `TOLERANCE`. Away from the edge it is the plain
kernel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.fft
import scipy.ndimage
import shapely

NODES_PER_BANDWIDTH = 8
LEAST_PER_BANDWIDTH = 4
"""Nodes within a bandwidth; fewer than the least make no kernel."""

NODES_ACROSS = 16
"""Nodes along the side of a square as large as the land, at least."""

MOST_NODES = 2_000_000
PARTS = 6
TOLERANCE = 1e-3
MOST_STEPS = 50
EDGE = 2
"""Nodes beyond the land on each side, so that contours close at sea."""

Floats = npt.NDArray[np.float64]


class GridTooLargeError(ValueError):
    """A bandwidth too small for the land: its grid would have more than `MOST_NODES` nodes."""


@dataclass(frozen=True)
class Grid:
    """
    Nodes of a regular grid, row by row from the south, in metres.

    Attributes
    ----------
    west, south : float
        The first node.
    spacing : float
        Between two nodes.
    shape : tuple of int
        Rows and columns.
    """

    west: float
    south: float
    spacing: float
    shape: tuple[int, int]

    @property
    def x(self) -> Floats:
        """Where the columns lie."""
        return self.west + self.spacing * np.arange(self.shape[1], dtype=float)

    @property
    def y(self) -> Floats:
        """Where the rows lie."""
        return self.south + self.spacing * np.arange(self.shape[0], dtype=float)

    def rows_columns(self, points: Floats) -> Floats:
        """Rows and columns of points (n, 2: x, y), in parts of a node."""
        return np.stack([points[:, 1] - self.south, points[:, 0] - self.west]) / self.spacing


@dataclass(frozen=True)
class Surface:
    """
    Land as a grid, ready for points; the same for all points of one bandwidth.

    Attributes
    ----------
    grid : Grid
        The nodes.
    bandwidth : float
        Reach of the kernel in metres.
    share : array of float, grid.shape
        How much of what a node stands for (the square around it) is land, 0 to 1.
    nearest : array of int32, grid.shape
        The land node nearest to each, by its place in the flattened grid; on land its own.
    spread, mass : array of float, grid.shape
        Scales of the kernel where density is read and where points lie; 0 at sea.
    """

    grid: Grid
    bandwidth: float
    share: Floats
    nearest: npt.NDArray[np.int32]
    spread: Floats
    mass: Floats

    @property
    def land(self) -> npt.NDArray[np.bool_]:
        """Which nodes have land around them."""
        return self.share > 0

    @property
    def node_m2(self) -> float:
        """Area that a node stands for, land and sea."""
        return self.grid.spacing**2

    def integral(self, density: Floats) -> float:
        """Number of points that a density comes to over land."""
        return float((density * self.share).sum() * self.node_m2)

    def fill_sea(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values with those of the nearest land at sea, so that contours reach the coast."""
        return values.ravel()[self.nearest]


def lay_surface(
    land: shapely.Geometry,
    bandwidth: float,
    *,
    per_bandwidth: int = NODES_PER_BANDWIDTH,
) -> Surface:
    """
    A grid over land, and the scales that keep the kernel whole at its edges.

    Parameters
    ----------
    land : Polygon or MultiPolygon
        In metres of an equal-area projection.
    bandwidth : float
        Reach of the kernel, metres.
    per_bandwidth : int
        Nodes within a bandwidth; fewer where the grid would have more than `MOST_NODES`.

    Raises
    ------
    GridTooLargeError
        If fewer than `LEAST_PER_BANDWIDTH` would be left.
    ValueError
        If there is no land.
    """
    if land.area <= 0:
        raise ValueError("no land")
    grid = _grid_over(land, bandwidth, per_bandwidth)
    share = _land_share(grid, land)
    rows, columns = scipy.ndimage.distance_transform_edt(
        share == 0, return_distances=False, return_indices=True
    )
    convolve = convolver(grid, quartic(grid, bandwidth))
    spread, mass = _scales(share, convolve, grid.spacing**2)
    nearest = np.ravel_multi_index((rows, columns), grid.shape).astype(np.int32)
    return Surface(grid, bandwidth, share, nearest, spread, mass)


def _grid_over(land: shapely.Geometry, bandwidth: float, per_bandwidth: int) -> Grid:
    west, south, east, north = land.bounds
    wanted = min(bandwidth / per_bandwidth, np.sqrt(land.area) / NODES_ACROSS)
    spacing = max(wanted, np.sqrt((east - west) * (north - south) / MOST_NODES))
    if spacing > bandwidth / LEAST_PER_BANDWIDTH:
        raise GridTooLargeError(f"{bandwidth:g} m is too small for {land.area / 1e6:g} km²")
    shape = tuple(
        int(np.ceil(extent / spacing)) + 1 + 2 * EDGE for extent in (north - south, east - west)
    )
    return Grid(west - EDGE * spacing, south - EDGE * spacing, spacing, (shape[0], shape[1]))


def _land_share(grid: Grid, land: shapely.Geometry) -> Floats:
    """Share of land around each node; counted at `PARTS` by `PARTS` points where the edge runs."""
    shapely.prepare(land)
    x, y = np.meshgrid(grid.x, grid.y)
    share = shapely.contains_xy(land, x, y).astype(float)
    edge = shapely.get_coordinates(shapely.segmentize(land.boundary, grid.spacing / 4))
    cells = np.unique(np.rint(grid.rows_columns(edge)).astype(np.intp), axis=1)
    parts = ((np.arange(PARTS) + 0.5) / PARTS - 0.5) * grid.spacing
    right, up = (each.ravel() for each in np.meshgrid(parts, parts))
    inside = shapely.contains_xy(
        land, grid.x[cells[1]][:, None] + right, grid.y[cells[0]][:, None] + up
    )
    share[cells[0], cells[1]] = np.maximum(inside.mean(axis=1), 0.5 / PARTS**2)
    return share


def squared_reach(grid: Grid, bandwidth: float) -> Floats:
    """Squared distance from the middle of a window, in bandwidths, as far as the grid goes."""
    reach = min(int(np.floor(bandwidth / grid.spacing * (1 + 1e-9))), max(grid.shape))
    across = np.arange(-reach, reach + 1) * grid.spacing / bandwidth
    return across[:, None] ** 2 + across**2


def quartic(grid: Grid, bandwidth: float) -> Floats:
    """The kernel as a window of nodes, per square metre."""
    heights = np.maximum(0.0, 1.0 - squared_reach(grid, bandwidth)) ** 2
    return heights * 3 / (np.pi * bandwidth**2)


def convolver(grid: Grid, window: Floats) -> Callable[[Floats], Floats]:
    """What sums a window around every node; beyond the grid there is nothing."""
    reach = len(window) // 2
    rows, columns = grid.shape
    size = [scipy.fft.next_fast_len(max(n + reach, len(window)), real=True) for n in grid.shape]
    padded = np.zeros(size)
    padded[: len(window), : len(window)] = window
    spectrum = scipy.fft.rfft2(np.roll(padded, (-reach, -reach), axis=(0, 1)))

    def convolve(values: Floats) -> Floats:
        sums = scipy.fft.irfft2(scipy.fft.rfft2(values, s=size) * spectrum, s=size)
        return np.asarray(sums[:rows, :columns], dtype=float)

    return convolve


def _scales(
    share: Floats, convolve: Callable[[Floats], Floats], node_m2: float
) -> tuple[Floats, Floats]:
    """Scales of both sides: equal until even patterns are even, then columns sum to 1 exactly."""
    land = share > 0
    around = convolve(share) * node_m2
    scale = np.where(land, 1 / np.sqrt(np.where(land, around, 1.0)), 0.0)
    around = np.where(land, convolve(share * scale) * node_m2, 1.0)
    for _step in range(MOST_STEPS):
        if np.abs((scale * around)[land] - 1).max() < TOLERANCE:
            break
        scale = np.sqrt(scale / around)
        around = np.where(land, convolve(share * scale) * node_m2, 1.0)
    return scale, np.where(land, 1 / around, 0.0)
