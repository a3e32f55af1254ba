"""Whether reports along a stretch of the shore became more or fewer."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.months import day_after, months_before, window_start
from geo.analysis.reports import ReportFilter, chosen_reports
from geo.stats.adjust import adjusted_p
from geo.stats.trend import mann_kendall
from geo.store.rules import Rules

QUARTER = 3

LEAST_STEPS = 8
"""A trend is told over at least so many months or quarters: of fewer, not even a steady rise is
rare enough by chance."""

Ints = npt.NDArray[np.int64]


class Course(StrEnum):
    """How the reports of a stretch went."""

    UP = "naik"
    DOWN = "turun"
    NONE = "tanpa tren nyata"
    NOT_ENOUGH = "belum cukup data"


def stretch_trends(
    reports: pd.DataFrame,
    stretch: pd.Series,
    wanted: ReportFilter,
    *,
    n: int,
    rules: Rules,
) -> pd.DataFrame:
    """
    The trend of each stretch up to the last day of a filter.

    Counts by month, or by quarter where there is less than one report a month, are tested by Mann
    and Kendall, two-sided, and corrected for all stretches tested (Benjamini and Hochberg). Months
    before the first report of the whole record are left out: that nothing was recorded then says
    nothing. With less than one report a quarter, fewer than ``rules.enough_reports`` or fewer than
    `LEAST_STEPS` steps there is not enough data.

    Parameters
    ----------
    reports : DataFrame, n rows
        As `geo.store.reports.read_reports` gives them.
    stretch : Series of int, n rows
        Position of each report's stretch; -1 for none.
    wanted : ReportFilter
        Which reports; its first day does not matter here.
    n : int
        Number of stretches.
    rules : Rules
        ``change_months`` is how far a trend looks back.

    Returns
    -------
    DataFrame, n stretches
        ``n_trend``: reports in that time; ``every``: months of a step, 1 or 3, 0 where nothing was
        tested; ``trend_p``: corrected, NaN there; ``trend``: `Course`, categories.
    """
    months = monthly_counts(reports, stretch, wanted, n=n, rules=rules)
    quarters = by_quarter(months)
    total = months.sum(axis=1)
    enough = total >= rules.enough_reports
    monthly = enough & (total >= months.shape[1]) & (months.shape[1] >= LEAST_STEPS)
    quarterly = (
        enough & ~monthly & (total >= quarters.shape[1]) & (quarters.shape[1] >= LEAST_STEPS)
    )
    z, p = np.zeros(n), np.full(n, np.nan)
    for tested, series in ((monthly, months), (quarterly, quarters)):
        if tested.any():
            found = mann_kendall(series[tested])
            z[tested], p[tested] = found.z, found.p
    q = adjusted_p(p)
    course = np.select(
        [np.isnan(q), q > rules.fdr_percent / 100, z > 0],
        [Course.NOT_ENOUGH, Course.NONE, Course.UP],
        default=Course.DOWN,
    )
    columns = {
        "n_trend": total,
        "every": np.select([monthly, quarterly], [1, QUARTER], default=0),
        "trend_p": q,
        "trend": pd.Categorical(course, categories=[each.value for each in Course]),
    }
    return pd.DataFrame(columns)


def monthly_counts(
    reports: pd.DataFrame, stretch: pd.Series, wanted: ReportFilter, *, n: int, rules: Rules
) -> Ints:
    """
    Reports of each stretch in each month that ends on a filter's last day of the month.

    Returns
    -------
    array of int, n stretches x up to ``rules.change_months``
        The latest month last; only months that lie wholly after the first report recorded.
    """
    until = wanted.until
    whole = replace(wanted, since=window_start(until, rules.change_months))
    back = range(rules.change_months, -1, -1)
    edges = pd.DatetimeIndex([day_after(months_before(until, months)) for months in back])
    if len(reports):
        first = reports["received_on"].min()
        edges = edges[edges >= first] if (edges < first).any() else edges
    chosen = chosen_reports(reports, whole)
    day = reports["received_on"].iloc[chosen]
    month = np.searchsorted(edges.to_numpy(), day.to_numpy(), side="right") - 1
    row = stretch.to_numpy()[chosen]
    n_months = max(0, len(edges) - 1)
    counted = (row >= 0) & (month >= 0) & (month < n_months)
    counts = np.zeros((n, n_months), dtype=np.int64)
    np.add.at(counts, (row[counted], month[counted]), 1)
    return counts


def by_quarter(months: Ints) -> Ints:
    """Sums of three months each, the latest last; months that fill no quarter are left out."""
    n, count = months.shape
    kept = months[:, count % QUARTER :]
    return kept.reshape(n, kept.shape[1] // QUARTER, QUARTER).sum(axis=2)
