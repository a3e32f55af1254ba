"""Local concentration of counts: Getis and Ord's Gi*, with its analytical z."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.stats.neighbours import Neighbours


def star_sums(counts: npt.ArrayLike, neighbours: Neighbours) -> npt.NDArray[np.int64]:
    """
    Count of each unit and all its neighbours together.

    Parameters
    ----------
    counts : array of int, n counts
        In the order of the units.
    neighbours : Neighbours, n units

    Returns
    -------
    array of int64, n sums
        Of a unit without neighbours, its own count.

    Raises
    ------
    ValueError
        If there is not one count for each unit.
    """
    own = np.asarray(counts, dtype=np.int64)
    return own + neighbour_sums(own, neighbours)


def neighbour_sums(counts: npt.ArrayLike, neighbours: Neighbours) -> npt.NDArray[np.int64]:
    """
    Count of the neighbours of each unit together, without its own; 0 where there are none.

    Raises
    ------
    ValueError
        If there is not one count for each unit.
    """
    return _around(np.asarray(counts), neighbours).astype(np.int64)


def gi_star(counts: npt.ArrayLike, neighbours: Neighbours) -> npt.NDArray[np.float64]:
    """
    Standard score z of Gi* with weights of 1, each unit counted among its own neighbours.

    Parameters
    ----------
    counts : array, n numbers
        In the order of the units.
    neighbours : Neighbours, n units

    Returns
    -------
    array of float, n values
        How many standard deviations the sum around a unit lies above what n values in random order
        would give. NaN where that cannot vary: all counts equal, or every unit a neighbour.

    Raises
    ------
    ValueError
        If there is not one count for each unit.

    Notes
    -----
    Ord and Getis (1995), Local spatial autocorrelation statistics, Geographical Analysis 27(4),
    equation 5: with m units in the star, ``z = (sum - m mean) / (s sqrt(m (n - m) / (n - 1)))``.
    Wherever counts are small the law is far from normal: see `geo.stats.exact_law`.
    """
    values = np.asarray(counts, dtype=np.float64)
    sums = values + _around(values, neighbours)
    n, m = len(values), neighbours.counts + 1.0
    if n == 0 or values.min() == values.max():
        return np.full(n, np.nan)
    variance = values.var() * m * (n - m) / (n - 1)
    spread = np.sqrt(np.where(variance > 0, variance, np.nan))
    return (sums - m * values.mean()) / spread


def _around(values: npt.NDArray[np.generic], neighbours: Neighbours) -> npt.NDArray[np.float64]:
    """Sum of the values of the neighbours; exact for whole numbers below 2 ** 53."""
    if values.shape != (neighbours.n,):
        raise ValueError("There must be one value for each unit.")
    return neighbours.matrix() @ values.astype(np.float64, copy=False)
