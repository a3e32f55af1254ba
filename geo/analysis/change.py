"""
How concentrations of reports went over the months: one pattern for each area or cell.

The classes are after Esri's emerging hot spot analysis, adapted: concentrations only (no cold
spots, and so nothing oscillates), the exact law in place of the normal one, and a class of its own
where there is not enough data.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.hotspot_settings import SEED
from geo.analysis.hotspots import concentration_p
from geo.analysis.months import months_of
from geo.analysis.patterns import (
    LEAST_PERIODS,
    may_be_tested,
    patterns_of,
    period_length,
    pooled,
)
from geo.analysis.placing import positions
from geo.analysis.reports import ReportFilter, chosen_reports
from geo.analysis.worlds import World
from geo.stats.adjust import adjusted_p
from geo.stats.gi_star import gi_star, star_sums
from geo.stats.neighbours import Neighbours
from geo.stats.trend import mann_kendall
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.words import Level, Pattern

LEAST_MONTHS, MOST_MONTHS = 12, 36
"""Patterns are told over no fewer and no more months."""

DRAWS = 9_999
"""Permutations drawn in a period whose counts are too large for the exact law."""


@dataclass(frozen=True)
class Changes:
    """
    Patterns of concentrations over a span of whole months.

    Attributes
    ----------
    filter : ReportFilter
        Which reports; ``since`` and ``until`` are the first and last day of whole months.
    unit : Level or int
        Level of the areas, or resolution of the H3 cells.
    period_months : int
        Length of a period; 0 where no length holds enough reports, and nothing was tested.
    periods : tuple of (Period, Period)
        First and last month of each of T periods.
    n_reports : array of int, T
        Reports in units by period.
    tested : array of bool, T
        Whether a period holds enough reports to be tested.
    hot : array of bool, n units x T
        Whether a unit was a significant concentration in a period; False where not tested.
    table : DataFrame, n units
        Indexed by unit: ``n_reports`` and ``n_around`` (own, and with the neighbours', over the
        whole span), ``n_hot`` (periods), ``trend_z``, ``trend_p`` (Mann-Kendall; NaN where not
        tested), ``has_neighbours`` (enough of them), ``pattern`` (words of `Pattern`).
    is_sample : bool
        Whether any report counted is invented.
    methods : tuple of str, T
        By what the p of each period were found, as `geo.analysis.hotspots.concentration_p` names
        it: "exact" or "permutations"; empty where not tested.
    host_of : Series of str
        Of cells with little land the unit they count with, as `World.host_of` has it.
    """

    filter: ReportFilter
    unit: Level | int
    period_months: int
    periods: tuple[tuple[pd.Period, pd.Period], ...]
    n_reports: npt.NDArray[np.int64]
    tested: npt.NDArray[np.bool_]
    hot: npt.NDArray[np.bool_]
    table: pd.DataFrame
    is_sample: bool
    methods: tuple[str, ...]
    host_of: pd.Series = field(default_factory=lambda: pd.Series(dtype="str"))

    @property
    def is_enough(self) -> bool:
        """Whether patterns could be told at all."""
        return self.period_months > 0

    @property
    def n_months(self) -> int:
        """Length of the span."""
        return len(months_of(self.filter.since, self.filter.until))

    @property
    def last_tested(self) -> tuple[pd.Period, pd.Period] | None:
        """First and last month of the newest period tested, by which "last" is meant."""
        found = np.flatnonzero(self.tested)
        return self.periods[found[-1]] if len(found) else None

    @property
    def n_drawn(self) -> int:
        """Periods tested by drawn permutations, not by the exact law."""
        return self.methods.count("permutations")

    def classes(self, scope: Scope) -> pd.Series:
        """
        Pattern of each unit (words of `Pattern`) as this reader may see it.

        That too few reports lie around a unit can tell a count that is hidden from a meeting. So
        it is told NONE of these too, as in `geo.analysis.hotspots.Hotspots.classes`.
        """
        words = self.table["pattern"].astype("str")
        few = self.table["has_neighbours"] & (words == Pattern.NOT_ENOUGH.value)
        folded = self.is_enough and scope.least_count > 1
        return words.mask(few, Pattern.NONE.value) if folded else words

    def n_of(self, pattern: Pattern) -> int:
        """How many units have a pattern."""
        return int((self.table["pattern"] == pattern.value).sum())


def change_months(rules: Rules) -> int:
    """Months over which patterns are told: the published number, from 12 to 36."""
    return min(MOST_MONTHS, max(LEAST_MONTHS, rules.change_months))


def change_filter(wanted: ReportFilter, on: dt.date, n_months: int) -> ReportFilter:
    """
    The same filter over so many whole months.

    The last month is the last one that is over on the day: on 22 November 2026 October 2026, on
    30 November 2026 November 2026.
    """
    is_over = on.day == calendar.monthrange(on.year, on.month)[1]
    last = pd.Period(on, freq="M") - (0 if is_over else 1)
    first = last - (n_months - 1)
    return replace(wanted, since=first.start_time.date(), until=last.end_time.date())


def find_changes(
    reports: pd.DataFrame, wanted: ReportFilter, world: World, *, rules: Rules
) -> Changes:
    """
    Tell the pattern of every unit over the months of a filter.

    Months are pooled into periods as `period_length` says; where no length holds enough reports
    nothing is tested. In each period that holds enough, Gi* with the exact p of the conditional
    permutation is found for every unit with at least ``enough_neighbours`` neighbours, and the p
    of one period are adjusted together (Benjamini and Hochberg) at ``fdr_percent``. A period with
    counts too large for the exact law is tested by `DRAWS` permutations; `Changes.methods` says
    so. The trend is that of Mann and Kendall over the z of the periods tested.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    wanted : ReportFilter
        As `change_filter` gives it.
    world : World
        The units.
    rules : Rules
        Published numbers.
    """
    chosen = chosen_reports(reports, wanted)
    monthly = count_months(reports.iloc[chosen], wanted, world)
    length = period_length(monthly, rules)
    counts = pooled(monthly, length or 1)
    tested = may_be_tested(counts, rules) & (length > 0)
    z, hot, methods = _tests(counts, world.neighbours, tested=tested, rules=rules)
    return Changes(
        filter=wanted,
        unit=world.unit,
        period_months=length,
        periods=_periods(wanted, length or 1),
        n_reports=counts.sum(axis=0),
        tested=tested,
        hot=hot,
        table=_table(monthly, world, z=z[:, tested], hot=hot[:, tested], rules=rules),
        is_sample=bool(reports["is_sample"].to_numpy(dtype=bool)[chosen].any()),
        methods=methods,
        host_of=world.host_of,
    )


def count_months(
    reports: pd.DataFrame, wanted: ReportFilter, world: World
) -> npt.NDArray[np.int64]:
    """Reports of each unit (n) in each month (M) of a filter, n x M; others are left out."""
    n_months = len(months_of(wanted.since, wanted.until))
    position = positions(reports, world.unit, world.find)
    first = np.datetime64(wanted.since, "M")
    month = (reports["received_on"].to_numpy().astype("datetime64[M]") - first).astype(int)
    placed = position >= 0
    flat = position[placed] * n_months + month[placed]
    counts = np.bincount(flat, minlength=len(world.index) * n_months)
    return counts.reshape(len(world.index), n_months).astype(np.int64)


def _tests(
    counts: npt.NDArray[np.int64],
    neighbours: Neighbours,
    *,
    tested: npt.NDArray[np.bool_],
    rules: Rules,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], tuple[str, ...]]:
    """Gi* of each unit in each period, NaN where not tested, if it is significant, the method."""
    z = np.full(counts.shape, np.nan)
    hot = np.zeros(counts.shape, dtype=bool)
    methods = [""] * counts.shape[1]
    joined = neighbours.counts >= rules.enough_neighbours
    for period in np.flatnonzero(tested):
        own = counts[:, period]
        found, methods[period] = concentration_p(own, neighbours, n_permutations=DRAWS, seed=SEED)
        p = np.where(joined, found, np.nan)
        z[joined, period] = gi_star(own, neighbours)[joined]
        hot[:, period] = adjusted_p(p, method="bh") <= rules.fdr_percent / 100
    return z, hot, tuple(methods)


def _table(
    monthly: npt.NDArray[np.int64],
    world: World,
    *,
    z: npt.NDArray[np.float64],
    hot: npt.NDArray[np.bool_],
    rules: Rules,
) -> pd.DataFrame:
    """One row a unit; `z` and `hot` are of the periods tested."""
    n = len(world.index)
    own = monthly.sum(axis=1)
    around = star_sums(own, world.neighbours)
    trend_z, trend_p = np.full(n, np.nan), np.full(n, np.nan)
    pattern = np.full(n, Pattern.NOT_ENOUGH.value, dtype=object)
    joined = world.neighbours.counts >= rules.enough_neighbours
    if hot.shape[1] >= LEAST_PERIODS:
        found = mann_kendall(z[joined])
        trend_z[joined], trend_p[joined] = found.z, found.p
        enough = joined & (around >= rules.enough_reports)
        pattern[enough] = patterns_of(hot, trend_z, trend_p)[enough]
    columns = {
        "n_reports": own,
        "n_around": around,
        "n_hot": hot.sum(axis=1),
        "trend_z": trend_z,
        "trend_p": trend_p,
        "has_neighbours": joined,
        "pattern": pd.Categorical(pattern, categories=[each.value for each in Pattern]),
    }
    return pd.DataFrame(columns, index=world.index)


def _periods(wanted: ReportFilter, length: int) -> tuple[tuple[pd.Period, pd.Period], ...]:
    months = months_of(wanted.since, wanted.until)
    rest = len(months) % length
    firsts = range(rest, len(months), length)
    return tuple((months[first], months[first + length - 1]) for first in firsts)
