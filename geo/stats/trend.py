"""Whether series rise or fall: the test of Mann and Kendall, many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from geo.stats.compiled import compiled

_Floats = npt.NDArray[np.float64]
_Counts = npt.NDArray[np.int64]

_WORTH = 500_000_000
"""Pairs of values from which on compiled code is worth its loading."""

_ROWS = 4096
"""Series compared at once, as many as fit the cache of a processor."""


@dataclass(frozen=True)
class Trend:
    """
    Mann-Kendall test of n series.

    Attributes
    ----------
    s : float64[n]
        Pairs that rise less pairs that fall.
    var_s : float64[n]
        Variance of s where there is no trend, corrected for ties.
    z : float64[n]
        s in standard deviations, with the correction for continuity; above 0 a series rises.
    p : float64[n]
        Two-sided, by the normal law.
    """

    s: _Floats
    var_s: _Floats
    z: _Floats
    p: _Floats


def mann_kendall(values: npt.ArrayLike) -> Trend:
    """
    Test each series for a steady rise or fall.

    Parameters
    ----------
    values : array, n x T
        One series of T values a row, in the order of time.

    Returns
    -------
    Trend
        NaN for a series that holds NaN. A series without any change has z 0 and p 1.

    Raises
    ------
    ValueError
        If `values` is not a table.

    Notes
    -----
    Mann 1945 and Kendall 1975: s sums the signs of all later less earlier values, and
    var_s = (T(T - 1)(2T + 5) - sum of t(t - 1)(2t + 5) over groups of t ties) / 18.
    """
    series = np.ascontiguousarray(values, dtype=np.float64)
    if series.ndim != 2:
        raise ValueError(f"series come as a table, not as {series.ndim} dimensions")
    n_times = series.shape[1]
    n_pairs = n_times * (n_times - 1) // 2
    rising, tied, tie_term = _compared(series, n_pairs)
    s = np.where(np.isnan(series).any(axis=1), np.nan, 2.0 * rising + tied - n_pairs)
    var_s = (n_times * (n_times - 1) * (2 * n_times + 5) - tie_term) / 18
    var_s = np.where(np.isnan(s), np.nan, var_s)
    z = np.zeros_like(s)
    np.divide(s - np.sign(s), np.sqrt(var_s), out=z, where=s != 0)
    return Trend(s, var_s, z, 2 * ndtr(-np.abs(z)))


def _compared(series: _Floats, n_pairs: int) -> tuple[_Counts, _Counts, _Counts]:
    """Rising pairs, tied pairs and the term of ties of each series."""
    kernels = compiled(worth=len(series) * n_pairs >= _WORTH)
    if kernels is not None:
        rising = np.empty(len(series), dtype=np.int64)
        ties = np.empty((len(series), 2), dtype=np.int64)
        kernels.rising_and_tied(series, rising, ties)
        return rising, ties[:, 0], ties[:, 1]
    parts = [_by_lags(series[at : at + _ROWS].T.copy()) for at in range(0, len(series), _ROWS)]
    empty = np.empty(0, dtype=np.int64)
    if not parts:
        return empty, empty, empty
    rising, tied, tie_term = (np.concatenate(column) for column in zip(*parts, strict=True))
    return rising, tied, tie_term


def _by_lags(series: _Floats) -> tuple[_Counts, _Counts, _Counts]:
    """Of series in columns: all pairs as far apart as each other are compared at once."""
    rising = np.zeros(series.shape[1], dtype=np.int64)
    same = np.ones(series.shape, dtype=np.int64)
    for lag in range(1, len(series)):
        later, earlier = series[lag:], series[:-lag]
        rising += np.count_nonzero(later > earlier, axis=0)
        equal = later == earlier
        same[lag:] += equal
        same[:-lag] += equal
    tied = (same - 1).sum(axis=0) // 2
    return rising, tied, ((same - 1) * (2 * same + 5)).sum(axis=0)
