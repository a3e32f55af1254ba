"""How far counts, shares and rates can be trusted: their 95 % intervals."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
"""Coverage of an interval where nothing else is said."""


def poisson_interval(counts: npt.ArrayLike, level: float = LEVEL) -> tuple[Floats, Floats]:
    """
    Exact interval of the mean of which each count is one draw.

    Parameters
    ----------
    counts : array of n counts
        0 or more; NaN gives NaN.
    level : float, default 0.95
        Coverage: at least this.

    Returns
    -------
    low, high : arrays of float, n values
        0 counts give 0 to 3.69.

    Raises
    ------
    ValueError
        If a count is negative.

    Notes
    -----
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28: quantiles of chi
    squared with 2 c and 2 c + 2 degrees of freedom, halved.
    """
    known = _not_negative(counts)
    tail = (1 - level) / 2
    low = np.where(known == 0, 0.0, special.gammaincinv(known, tail))
    return low, special.gammainccinv(known + 1, tail)


def share_interval(
    k: npt.ArrayLike, n: npt.ArrayLike, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """
    Exact interval of the chance of which k of n came true.

    Parameters
    ----------
    k, n : arrays of counts, m values
        0 <= k <= n.
    level : float, default 0.95
        Coverage: at least this.

    Returns
    -------
    low, high : arrays of float, m values
        From 0 to 1; with n = 0 nothing is known: 0 and 1.

    Raises
    ------
    ValueError
        If a count is negative or k is larger than n.

    Notes
    -----
    Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the case of
    the binomial, Biometrika 26: quantiles of beta laws.
    """
    came, of = np.broadcast_arrays(_not_negative(k), _not_negative(n))
    if np.any(came > of):
        raise ValueError("A part is larger than its whole.")
    tail, missed = (1 - level) / 2, of - came
    low = np.where(came == 0, 0.0, special.betaincinv(np.maximum(came, 1), missed + 1, tail))
    high = np.where(missed == 0, 1.0, special.betainccinv(came + 1, np.maximum(missed, 1), tail))
    return low, high


def empirical_bayes(
    events: npt.ArrayLike, base: npt.ArrayLike, level: float = LEVEL
) -> tuple[Floats, Floats, Floats]:
    """
    Rates of areas, each drawn to the mean of all the more the smaller its base is.

    Parameters
    ----------
    events, base : arrays, n values
        Number of events of each area, and what they are events of (persons, nights, visits).
    level : float, default 0.95
        Probability that the interval holds the rate.

    Returns
    -------
    rate, low, high : arrays of float, n values
        Events per unit of `base`; NaN where the base is 0 or either value is unknown.

    Raises
    ------
    ValueError
        If an event count or a base is negative.

    Notes
    -----
    Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied
    Statistics 40(2): global mean m and variance A between areas by moments. A gamma prior with
    these two has Marshall's estimate as posterior mean; the interval is the posterior's, with equal
    tails, and takes m and A as known.

    Where the areas differ no more than by chance A is 0 and every rate is m. That small counts
    cannot tell areas apart does not prove them equal, so the interval is then the exact one of the
    area's own count, widened where it does not hold m.
    """
    seen, exposed = np.broadcast_arrays(_not_negative(events), _not_negative(base))
    usable = (exposed > 0) & ~np.isnan(seen)
    rate, low, high = (np.full(seen.shape, np.nan) for _ in range(3))
    if not usable.any():
        return rate, low, high
    e, b = seen[usable], exposed[usable]
    mean, between = _moments(e, b)
    rate[usable] = (mean**2 + between * e) / (mean + between * b) if between > 0 else mean
    low[usable], high[usable] = _rate_interval(e, b, mean, between, level)
    return rate, low, high


def _moments(events: Floats, base: Floats) -> tuple[float, float]:
    """Mean rate and variance of rates between areas, 0 where chance explains all of it."""
    mean = events.sum() / base.sum()
    spread = (base * (events / base - mean) ** 2).sum() / base.sum()
    return float(mean), max(0.0, float(spread - mean / base.mean()))


def _rate_interval(
    events: Floats, base: Floats, mean: float, between: float, level: float
) -> tuple[Floats, Floats]:
    """Interval of each rate: the posterior's, or that of the area alone where there is none."""
    if between > 0:
        shape, scale = events + mean**2 / between, base + mean / between
        tail = (1 - level) / 2
        return (
            special.gammaincinv(shape, tail) / scale,
            special.gammainccinv(shape, tail) / scale,
        )
    low, high = poisson_interval(events, level)
    return np.minimum(low / base, mean), np.maximum(high / base, mean)


def _not_negative(values: npt.ArrayLike) -> Floats:
    """Values as numbers, refused where one is negative."""
    numbers = np.asarray(values, dtype=np.float64)
    if np.any(numbers < 0):
        raise ValueError("A count is negative.")
    return numbers
