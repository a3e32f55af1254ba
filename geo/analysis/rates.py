"""Reports for a stated base: raw and smoothed rate with interval, by area."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from geo.analysis.bases import Base
from geo.analysis.reports import ReportCounts
from geo.stats.intervals import empirical_bayes, poisson_interval
from geo.store.rules import Rules
from geo.store.scope import Scope

BREAKS: Final = (0.5, 1.0, 2.0)
"""Where classes begin, in times the rate of the whole office."""

NUMBERS: Final = (
    "rate",
    "rate_low",
    "rate_high",
    "smoothed",
    "smoothed_low",
    "smoothed_high",
)
"""Raw and smoothed rate, each with the ends of its interval."""


class RateClass(StrEnum):
    """How the rate of an area stands to that of the office; named as in the theme."""

    NONE = "none"
    """No base is known, or it is 0."""
    FEW = "few"
    """Few reports, and an interval that holds the office's rate."""
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    HIGHEST = "highest"

    @property
    def is_read(self) -> bool:
        """Whether the class says something of the rate."""
        return self not in (RateClass.NONE, RateClass.FEW)


@dataclass(frozen=True)
class Rates:
    """
    Rates of the areas of a base.

    Attributes
    ----------
    counts : ReportCounts
        Of the areas of ``base.level``.
    base : Base
        What they are measured against.
    overall : float
        Rate of all areas with a base together; NaN without any.
    table : DataFrame
        Indexed as ``counts.counts``: ``n_reports`` (int), ``base``, ``rate``, ``rate_low``,
        ``rate_high`` (95 %, exact Poisson), ``smoothed``, ``smoothed_low``, ``smoothed_high``
        (empirical Bayes), and ``klass`` and ``klass_raw`` (`RateClass` of the smoothed and of the
        raw rate). NaN where there is no base above 0; ``base`` only where none is known.
    """

    counts: ReportCounts
    base: Base
    overall: float
    table: pd.DataFrame

    @property
    def is_sample(self) -> bool:
        """Whether any report or base is invented."""
        return self.counts.is_sample or self.base.is_sample

    @property
    def differ(self) -> bool:
        """Whether areas differ by more than chance, as the smoothing sees it."""
        smoothed = self.table["smoothed"].dropna()
        return not np.allclose(smoothed, self.overall)

    def classes(self, scope: Scope, *, smoothed: bool = True) -> pd.Series:
        """
        Class of each area as this reader may see it.

        Where the count is hidden from a meeting there is not enough data: with the base known, the
        rate would tell the count.
        """
        klass = self.table["klass" if smoothed else "klass_raw"]
        n = self.table["n_reports"]
        return klass.mask((n > 0) & (n < scope.least_count) & (klass != RateClass.NONE), "few")


def tells_rates(scope: Scope) -> bool:
    """Whether this reader is told rates in numbers: a rate times its base is the exact count."""
    return scope.least_count <= 1


def rates_of(counts: ReportCounts, base: Base, rules: Rules) -> Rates:
    """
    Measure reports against a base.

    Parameters
    ----------
    counts : ReportCounts
        Of areas of ``base.level``; their order is kept.
    base : Base
        One that fits the window of `counts`.
    rules : Rules
        Below ``enough_reports`` a rate is read only if its interval keeps off the office's rate.

    Notes
    -----
    Intervals of raw rates are exact (Garwood 1936), smoothed ones of the gamma posterior with
    Marshall's (1991) prior. Classes begin at `BREAKS` times the office's own rate, so that they
    mean the same on every map.
    """
    n = counts.counts.to_numpy()
    known = base.exposure.reindex(counts.counts.index).to_numpy(dtype="float64")
    exposure = np.where(known > 0, known, np.nan)
    low, high = poisson_interval(n)
    numbers = n / exposure, low / exposure, high / exposure, *empirical_bayes(n, exposure)
    measured = ~np.isnan(exposure)
    overall = float(n[measured].sum() / exposure[measured].sum()) if measured.any() else np.nan
    table = pd.DataFrame({"n_reports": n}, index=counts.counts.index).assign(
        base=base.values.reindex(counts.counts.index).astype("float64"),
        **dict(zip(NUMBERS, numbers, strict=True)),
    )
    classes = {
        name: _classes(table, shown, overall, enough=rules.enough_reports)
        for name, shown in (("klass", "smoothed"), ("klass_raw", "rate"))
    }
    return Rates(counts, base, overall, table.assign(**classes))


def _classes(table: pd.DataFrame, shown: str, overall: float, *, enough: int) -> pd.Series:
    """Class of each area by its rate; one at the office's own rate is not above it."""
    names = np.array([each.value for each in RateClass if each.is_read], dtype=object)
    with np.errstate(invalid="ignore", divide="ignore"):
        times = table[shown].to_numpy() / overall
    reached = np.searchsorted(BREAKS, times, side="right") - np.isclose(times, 1.0)
    klass = pd.Series(names[np.minimum(reached, len(names) - 1)], table.index)
    holds = (table["rate_low"] <= overall) & (table["rate_high"] >= overall)
    klass = klass.mask((table["n_reports"] < enough) & holds, RateClass.FEW.value)
    return klass.mask(table["rate"].isna(), RateClass.NONE.value).astype("str")
