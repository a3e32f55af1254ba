"""Periods that can be tested, and the pattern of a place that was a concentration in some."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.store.rules import Rules
from geo.words import Pattern

PERIOD_MONTHS = (1, 2, 3)
"""Months are pooled into periods of one of these lengths; see `period_length`."""

LEAST_PERIODS = 8
"""With fewer periods that could be tested no pattern is told: a trend of z over seven values says
little, and two years of quarters are eight."""

HOT_SHARE = 0.9
"""A concentration in so large a share of the periods was there all the time (after Esri)."""

TREND_LEVEL = 0.05
"""Up to this p, two-sided, the Mann-Kendall test finds a trend of z."""


def pooled(monthly: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.int64]:
    """Counts of periods of so many months that end with the last; a rest at the start is left."""
    n, n_months = monthly.shape
    n_periods = n_months // length
    kept = monthly[:, n_months - n_periods * length :]
    return kept.reshape(n, n_periods, length).sum(axis=2)


def may_be_tested(counts: npt.NDArray[np.int64], rules: Rules) -> npt.NDArray[np.bool_]:
    """Whether each period (column) has enough reports, in enough units."""
    in_units = (counts > 0).sum(axis=0)
    return (counts.sum(axis=0) >= rules.enough_total) & (in_units >= rules.enough_units)


def period_length(monthly: npt.NDArray[np.int64], rules: Rules) -> int:
    """
    Months in a period; 0 where nothing can be tested.

    A single thin month finds only the largest concentrations, and a place that seems to come and
    go because its counts are small would be called sporadic. So the length is taken at which the
    largest share of the periods holds ``enough_total`` reports in at least ``enough_units`` units,
    as any test of concentration asks for; of equals the shortest, and only one at which at least
    `LEAST_PERIODS` periods do.
    """
    best, share = 0, 0.0
    for length in PERIOD_MONTHS:
        enough = may_be_tested(pooled(monthly, length), rules)
        if enough.sum() >= LEAST_PERIODS and enough.mean() > share:
            best, share = length, float(enough.mean())
    return best


def patterns_of(
    hot: npt.NDArray[np.bool_],
    trend_z: npt.NDArray[np.float64],
    trend_p: npt.NDArray[np.float64],
) -> npt.NDArray[np.str_]:
    """
    The pattern of each unit, exactly one, the first that fits from the top.

    ====================  ==========  =======================================================
    pattern               last        periods
    ====================  ==========  =======================================================
    INTENSIFYING          hot         at least 90 % hot, trend of z upwards
    DIMINISHING           hot         at least 90 % hot, trend of z downwards
    PERSISTENT            hot         at least 90 % hot, no trend
    NEW                   hot         no other was hot
    CONSECUTIVE           hot         the last two or more were, without a gap, and none before
    SPORADIC              hot         on and off, less than 90 % hot
    HISTORICAL            not hot     at least 90 % hot
    NONE                  not hot     less than 90 % hot
    ====================  ==========  =======================================================

    Parameters
    ----------
    hot : array of bool, n units x T periods tested
        In the order of time, T at least 1.
    trend_z, trend_p : array of float, n
        Of Mann and Kendall; NaN is no trend.

    Returns
    -------
    array of str, n
        Words of `Pattern`. NOT_ENOUGH is none of them: who calls knows where it holds.
    """
    last = hot[:, -1]
    n_hot = hot.sum(axis=1)
    always = n_hot >= HOT_SHARE * hot.shape[1]
    trend = np.where(trend_p <= TREND_LEVEL, np.sign(trend_z), 0.0)
    run = np.cumprod(hot[:, ::-1], axis=1).sum(axis=1)  # periods hot up to the last
    conditions = [
        (last & always & (trend > 0), Pattern.INTENSIFYING),
        (last & always & (trend < 0), Pattern.DIMINISHING),
        (last & always, Pattern.PERSISTENT),
        (last & (n_hot == 1), Pattern.NEW),
        (last & (run == n_hot), Pattern.CONSECUTIVE),
        (last, Pattern.SPORADIC),
        (always, Pattern.HISTORICAL),
    ]
    masks = [mask for mask, _pattern in conditions]
    words = [pattern.value for _mask, pattern in conditions]
    return np.select(masks, words, default=Pattern.NONE.value)
