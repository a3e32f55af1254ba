"""
Kernel density on a grid over land, in metres, with nothing lost at coast and border.

The kernel is the quartic (biweight), 3 / (π h²) · (1 - r²/h²)² up to the bandwidth h
(Silverman 1986), scaled at the edges as `geo.stats.surface` says.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.ndimage

from geo.stats.surface import Floats, Surface, convolver, quartic, squared_reach


def home_nodes(
    surface: Surface, points: Floats
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """
    The land node nearest to each point, and whether the point had to be moved onto land for it.

    Parameters
    ----------
    points : array of float, (n, 2)
        x and y in metres.
    """
    last = np.array(surface.grid.shape)[:, None] - 1
    row, column = np.clip(np.rint(surface.grid.rows_columns(points)).astype(np.intp), 0, last)
    return surface.nearest[row, column].astype(np.intp), ~surface.land[row, column]


def bin_points(surface: Surface, points: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """
    Points shared among the nodes around them by nearness (linear binning, Wand 1994).

    Nodes at sea get nothing; a point whose nearest node is at sea goes whole to the nearest land.

    Parameters
    ----------
    points : array of float, (n, 2)
        x and y in metres.

    Returns
    -------
    binned : array of float, grid.shape
        Sums to n.
    moved : array of bool, (n,)
        Which points were moved onto land.
    """
    home, moved = home_nodes(surface, points)
    rows, columns = surface.grid.shape
    row, column = surface.grid.rows_columns(points[~moved])
    low, left = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
    up, right = row - low, column - left
    corners = np.stack([low * columns + left + step for step in (0, 1, columns, columns + 1)])
    shares = np.stack([(1 - up) * (1 - right), (1 - up) * right, up * (1 - right), up * right])
    shares = np.where(surface.land.ravel()[corners], shares, 0.0)
    shares /= shares.sum(axis=0)
    size = rows * columns
    binned = np.bincount(corners.ravel(), shares.ravel(), minlength=size)
    at_shore = np.bincount(home[moved], minlength=size)
    return (binned + at_shore).astype(float).reshape(surface.grid.shape), moved


def kernel_density(surface: Surface, points: Floats) -> Floats:
    """
    Points per square metre at every node.

    Parameters
    ----------
    points : array of float, (n, 2)
        x and y in metres; those in the water count at the nearest land.

    Returns
    -------
    array of float, grid.shape
        0 at sea. `Surface.integral` of it is n.
    """
    convolve = convolver(surface.grid, quartic(surface.grid, surface.bandwidth))
    binned, _moved = bin_points(surface, points)
    return np.maximum(surface.spread * convolve(surface.mass * binned), 0.0)


def counts_within(surface: Surface, points: Floats) -> npt.NDArray[np.int64]:
    """
    Number of points within a bandwidth of every node, good to half the spacing of the grid.

    Parameters
    ----------
    points : array of float, (n, 2)
        x and y in metres.

    Returns
    -------
    array of int, grid.shape
        0 at sea.
    """
    home, _moved = home_nodes(surface, points)
    at_nodes = np.bincount(home, minlength=surface.land.size).reshape(surface.grid.shape)
    disc = (squared_reach(surface.grid, surface.bandwidth) <= 1).astype(float)
    sums = convolver(surface.grid, disc)(at_nodes.astype(float))
    return np.where(surface.land, np.rint(sums), 0).astype(np.int64)


def values_at(surface: Surface, values: Floats, points: Floats) -> Floats:
    """
    Values of the grid at points, linear between nodes, as contours are drawn.

    Parameters
    ----------
    values : array of float, grid.shape
        Sea nodes count as the nearest land.
    points : array of float, (n, 2)
        x and y in metres.
    """
    filled = surface.fill_sea(values)
    where = surface.grid.rows_columns(points)
    return scipy.ndimage.map_coordinates(filled, where, order=1, mode="nearest")


def peak_nodes(
    surface: Surface, values: Floats, *, least: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """
    Rows and columns of the highest nodes, no two within a bandwidth, the highest first.

    Parameters
    ----------
    values : array of float, grid.shape
        What is compared.
    least : float
        Lower nodes are no peaks.
    """
    highest = scipy.ndimage.maximum_filter(values, size=3, mode="constant")
    tops = surface.land & (values >= least) & (values > 0) & (values == highest)
    rows, columns = np.nonzero(tops)
    order = np.argsort(-values[rows, columns], kind="stable")
    reach = surface.bandwidth / surface.grid.spacing
    kept: list[int] = []
    for i in order:
        away = np.hypot(rows[kept] - rows[i], columns[kept] - columns[i])
        if not (away <= reach).any():
            kept.append(int(i))
    return rows[kept], columns[kept]
