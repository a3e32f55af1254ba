"""Two windows of time side by side: where an area's or a cell's share of the reports changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.months import months_before
from geo.analysis.reports import ReportCounts, ReportFilter
from geo.stats.adjust import adjusted_p
from geo.stats.exact_tests import binomial_p, fisher_p
from geo.stats.intervals import share_interval
from geo.store.rules import Rules
from geo.words import Difference, Level

YEAR = 12
"""Months of a year."""


@dataclass(frozen=True)
class WholeChange:
    """
    All reports of the filter in both windows, wherever they are.

    Attributes
    ----------
    n_before, n_after : int
        Reports.
    days_before, days_after : int
        Lengths of the windows.
    p : float
        Two-sided; NaN without reports.
    ratio, low, high : float
        Reports a day after, over those before, with its 95 % interval; NaN or inf where the
        first window is empty.
    """

    n_before: int
    n_after: int
    days_before: int
    days_after: int
    p: float
    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """
    Two windows compared.

    Attributes
    ----------
    counts_before, counts_after : ReportCounts
        Of the windows.
    whole : WholeChange
        All reports of the filter.
    is_enough : bool
        Whether anything was tested.
    table : DataFrame
        Indexed by unit: ``n_before``, ``n_after`` (int); ``p``, ``q`` (adjusted; NaN where not
        tested); ``ratio``, ``low``, ``high`` (of shares, with a 95 % interval); ``difference``
        (words of `Difference`).
    """

    counts_before: ReportCounts
    counts_after: ReportCounts
    whole: WholeChange
    is_enough: bool
    table: pd.DataFrame

    @property
    def before(self) -> ReportFilter:
        """The earlier window."""
        return self.counts_before.filter

    @property
    def after(self) -> ReportFilter:
        """The later window."""
        return self.counts_after.filter

    @property
    def unit(self) -> Level | int:
        """Level of the areas, or resolution of the H3 cells."""
        return self.counts_after.unit

    @property
    def is_sample(self) -> bool:
        """Whether any report counted is invented."""
        return self.counts_before.is_sample or self.counts_after.is_sample

    @property
    def n_tested(self) -> int:
        """How many units hold enough reports to be tested."""
        return int(self.table["p"].notna().sum())

    def n_of(self, difference: Difference) -> int:
        """How many units differ so."""
        return int((self.table["difference"] == difference.value).sum())


def window_before(after: ReportFilter, until: dt.date | None = None) -> ReportFilter:
    """
    The window of as many days that ends on a day.

    Parameters
    ----------
    after : ReportFilter
        The later window.
    until : date, optional
        Last day of the earlier one; without it the day before the later one begins.

    Raises
    ------
    ValueError
        If the two would overlap, and so share reports.
    """
    last = until or after.since - dt.timedelta(days=1)
    if last >= after.since:
        raise ValueError(f"a window up to {last} overlaps the one from {after.since}")
    return replace(after, since=last - (after.until - after.since), until=last)


def has_year_before(after: ReportFilter) -> bool:
    """Whether the same days a year earlier are over before a window begins."""
    return months_before(after.until, YEAR) < after.since


def window_year_before(after: ReportFilter) -> ReportFilter:
    """
    The same days of the calendar a year earlier.

    From 1 October 2028 to 31 December 2028 it is 1 October 2027 to 31 December 2027. It is a day
    shorter or longer than the later one where only one of them holds a 29 February; a year
    without that day has 28 February in its place.

    Raises
    ------
    ValueError
        If the two would overlap, and so share reports.
    """
    if not has_year_before(after):
        raise ValueError(f"a year before {after.until} overlaps the window from {after.since}")
    since, until = (months_before(day, YEAR) for day in (after.since, after.until))
    return replace(after, since=since, until=until)


def compare_windows(
    before: ReportCounts, after: ReportCounts, *, index: pd.Index, rules: Rules
) -> Comparison:
    """
    Test in which units the share of the reports differs between two windows.

    Given the ``n`` reports of a unit in both windows, those in the later one follow, if the
    unit's share did not change, the hypergeometric law: so many are drawn from all reports in
    units, of which the later window holds so many (Fisher's exact test of the unit and the rest,
    both totals given). The p are two-sided and adjusted together (Benjamini and Hochberg); up to
    ``fdr_percent`` the unit is MORE or LESS. A change of the whole is not held against any unit:
    it is tested apart, by the lengths of the windows in days.

    Units with fewer than ``enough_reports`` in both windows together are NOT_ENOUGH, and all are
    if both windows hold fewer than ``enough_total``, in fewer than ``enough_units`` units, or one
    holds none.

    Parameters
    ----------
    before, after : ReportCounts
        Of one unit and, but for the days, one filter.
    index : Index
        Units to be told; those with reports that are missing in it are added.
    rules : Rules
        Published numbers.
    """
    units = index.union(before.counts.index).union(after.counts.index)
    old = before.counts.reindex(units, fill_value=0).to_numpy()
    new = after.counts.reindex(units, fill_value=0).to_numpy()
    both = old + new
    is_enough = bool(
        both.sum() >= rules.enough_total
        and np.count_nonzero(both) >= rules.enough_units
        and old.sum()
        and new.sum()
    )
    tested = (both >= rules.enough_reports) & is_enough
    totals = {"all_after": int(new.sum()), "all_both": int(both.sum())}
    tests = _tests(old[tested], new[tested], **totals, level=rules.fdr_percent / 100)
    counts = pd.DataFrame({"n_before": old, "n_after": new}, index=units)
    return Comparison(
        counts_before=before,
        counts_after=after,
        whole=whole_change(before, after),
        is_enough=is_enough,
        table=_table(counts, tests, tested),
    )


def whole_change(before: ReportCounts, after: ReportCounts) -> WholeChange:
    """
    Whether there were more or fewer reports a day at all, by the exact test of two Poisson counts.

    Given their sum the later count is binomial with the later window's share of the days
    (Przyborowski and Wilenski 1940).
    """
    n_before, n_after = before.sums.total, after.sums.total
    days_before, days_after = (
        (each.filter.until - each.filter.since).days + 1 for each in (before, after)
    )
    p = ratio = low = high = np.nan
    if both := n_before + n_after:
        share = days_after / (days_before + days_after)
        new, all_of = np.array([n_after]), np.array([both])
        p = float(binomial_p(new, all_of, share)[0])
        ratio, low, high = (float(each[0]) for each in _ratios(new, all_of, share))
    return WholeChange(
        n_before=n_before,
        n_after=n_after,
        days_before=days_before,
        days_after=days_after,
        p=p,
        ratio=ratio,
        low=low,
        high=high,
    )


def _tests(
    old: npt.NDArray[np.int64],
    new: npt.NDArray[np.int64],
    *,
    all_after: int,
    all_both: int,
    level: float,
) -> dict[str, npt.NDArray[np.float64] | npt.NDArray[np.str_]]:
    """The columns of `Comparison.table` of the units that are tested."""
    both = old + new
    p = fisher_p(new, both, all_after=all_after, all_both=all_both)
    share = all_after / max(all_both, 1)
    q = adjusted_p(p, method="bh") if len(p) else p
    ratio, low, high = _ratios(new, both, share)
    differs = np.where(new > both * share, Difference.MORE.value, Difference.LESS.value)
    words = np.where(q <= level, differs, Difference.NOT_DIFFERENT.value)
    return {"p": p, "q": q, "ratio": ratio, "low": low, "high": high, "difference": words}


def _ratios(
    new: npt.NDArray[np.int64], both: npt.NDArray[np.int64], share: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Ratio of two rates and its interval, from that of the later share; the totals are given."""
    low, high = share_interval(new, both)
    with np.errstate(divide="ignore"):
        odds = [each / (1 - each) * (1 - share) / share for each in (new / both, low, high)]
    return odds[0], odds[1], odds[2]


def _table(
    counts: pd.DataFrame,
    tests: dict[str, npt.NDArray[np.float64] | npt.NDArray[np.str_]],
    tested: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    found = pd.DataFrame(tests, index=counts.index[tested])
    table = counts.join(found)
    words = table["difference"].fillna(Difference.NOT_ENOUGH.value)
    return table.assign(
        difference=pd.Categorical(words, categories=[each.value for each in Difference])
    )
