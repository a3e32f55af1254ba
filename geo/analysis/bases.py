"""What reports can be measured against in a window: one measure of one source, as it fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.analysis.months import day_after
from geo.store.columns import INVENTED
from geo.words import Level, Measure, kode_at, level_of

PER: Final[Mapping[Measure, int]] = {
    Measure.LODGINGS: 100,
    Measure.PERMITS: 100,
    Measure.VISITS: 10,
    Measure.PATROL_DAYS: 10,
    Measure.POPULATION: 1000,
}
"""A rate is said for so many of a measure; the measures nearest to foreigners come first."""

FLOWS: Final = (Measure.VISITS, Measure.PATROL_DAYS)
"""Measures that add up over days; the others are what there is on any day."""

LEAST_COVER: Final = 0.8
"""A flow has to be counted on so great a share of the days of the window."""

RECORDED: Final = ""
"""In place of a document: counted from the records of the office."""

_DAY = pd.Timedelta(days=1)
_YEAR_DAYS = 365.25


@dataclass(frozen=True)
class Base:
    """
    One measure of one source, of areas of one level, for the window of reports.

    Attributes
    ----------
    measure : Measure
        What is counted.
    level : Level
        Of the areas.
    source : str
        Key of its document, or `RECORDED`.
    values : Series of float
        By kode: of a stock the number of the period, of a flow the number in the window. Empty
        where no period fits.
    since, until : Timestamp
        First and last day of what was counted.
    cover : float
        Share of the days of the window that lie in it, 0 to 1.
    years : float
        Length of the window in years; of a flow 1, since it is of the window itself.
    is_sample : bool
        Whether any of it is invented.
    """

    measure: Measure
    level: Level
    source: str
    values: pd.Series
    since: pd.Timestamp
    until: pd.Timestamp
    cover: float
    years: float
    is_sample: bool

    @property
    def key(self) -> str:
        """Name of the base in an address."""
        return f"{self.measure.name.lower()}-{self.level}-{self.source}".strip("-")

    @property
    def is_flow(self) -> bool:
        """Whether it adds up over days."""
        return self.measure in FLOWS

    @property
    def fits(self) -> bool:
        """Whether reports of the window may be measured against it."""
        least = LEAST_COVER if self.is_flow else 0.0
        return bool((self.values > 0).any()) and self.cover > 0 and self.cover >= least

    @property
    def exposure(self) -> pd.Series:
        """By how much reports are divided, by kode: in hundreds, tens … as `PER` says."""
        return self.values * self.years / PER[self.measure]


@dataclass(frozen=True)
class Window:
    """Days that reports are asked for, both included, as midnights."""

    since: pd.Timestamp
    until: pd.Timestamp

    @property
    def n_days(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def years(self) -> float:
        """How many years; a year from day to day is 1, whether it has 365 days or 366."""
        years = self.n_days / _YEAR_DAYS
        whole = round(years)
        return float(whole) if whole and abs(self.n_days - whole * _YEAR_DAYS) < 1 else years


def bases_of(
    denominators: pd.DataFrame, visits: pd.DataFrame, *, since: dt.date, until: dt.date
) -> list[Base]:
    """
    All that reports of a window could be measured against.

    Parameters
    ----------
    denominators : DataFrame
        As `geo.store.denominators.read_denominators` gives them.
    visits : DataFrame
        As `geo.store.activities.read_visits` gives them: counted in the window they are a base of
        their own, by kecamatan and by desa.
    since, until : date
        First and last day of the window.

    Returns
    -------
    list of Base
        One a measure, source and level; those that fit first, then in the order of `PER`, the
        newest first. Measures and sources are never added up.

    Notes
    -----
    Of a stock (residents, lodgings, permits) the newest period that overlaps the window counts;
    its rate is said for a year. Of a flow (visits, days of patrol) periods that do not overlap one
    another are added, the newest and longest first, each by the share of its days that lie in the
    window, and scaled to the whole window; an area needs a number in each of them. An area with
    two different numbers for one period has none.
    """
    window = Window(pd.Timestamp(since), pd.Timestamp(until))
    levels = pd.Series([str(level_of(k)) for k in denominators["kode"]], denominators.index, "str")
    grouped = denominators.groupby(["measure", "source", levels], observed=True, sort=True)
    found = [
        _base(rows, window, Measure(measure), Level(level), str(source))
        for (measure, source, level), rows in grouped
    ]
    found += _recorded_visits(visits, window)
    order = list(PER)
    return sorted(
        found,
        key=lambda b: (not b.fits, order.index(b.measure), -b.until.toordinal(), b.is_sample),
    )


def _base(rows: pd.DataFrame, window: Window, measure: Measure, level: Level, source: str) -> Base:
    near = rows[(rows["since"] <= window.until) & (rows["until"] >= window.since)]
    taken = _apart(near) if measure in FLOWS else _newest(near)
    days = sum(_days_in(window, *period) for period in taken)
    parts = [_share(near, period, window, is_flow=measure in FLOWS) for period in taken]
    values = pd.concat(parts, axis=1).dropna().sum(axis=1) if parts else pd.Series(dtype="float64")
    cover = days / window.n_days
    ends = taken or [(rows["since"].min(), rows["until"].max())]
    return Base(
        measure=measure,
        level=level,
        source=source,
        values=values / cover if measure in FLOWS and cover else values,
        since=min(first for first, _last in ends),
        until=max(last for _first, last in ends),
        cover=cover,
        years=1.0 if measure in FLOWS else window.years,
        is_sample=source == INVENTED,
    )


_Period = tuple[pd.Timestamp, pd.Timestamp]


def _newest(rows: pd.DataFrame) -> list[_Period]:
    """The period that ends last, and of several the one that begins last."""
    return [max(_periods(rows), key=lambda each: (each[1], each[0]))] if len(rows) else []


def _apart(rows: pd.DataFrame) -> list[_Period]:
    """Periods that share no day, the newest and longest first."""
    taken: list[_Period] = []
    for first, last in sorted(_periods(rows), key=lambda each: (-each[1].toordinal(), each[0])):
        if all(last < begins or ends < first for begins, ends in taken):
            taken.append((first, last))
    return taken


def _periods(rows: pd.DataFrame) -> list[_Period]:
    pairs = rows[["since", "until"]].drop_duplicates()
    return list(zip(pairs["since"], pairs["until"], strict=True))


def _share(rows: pd.DataFrame, period: _Period, window: Window, *, is_flow: bool) -> pd.Series:
    """Numbers of one period by kode; of a flow the part of them that falls into the window."""
    first, last = period
    own = rows[(rows["since"] == first) & (rows["until"] == last)]
    once = own.drop_duplicates(["kode", "value"]).drop_duplicates("kode", keep=False)
    values = once.set_index("kode")["value"]
    n_days = (last - first).days + 1
    return values * (_days_in(window, first, last) / n_days) if is_flow else values


def _days_in(window: Window, first: pd.Timestamp, last: pd.Timestamp) -> int:
    return max(0, (min(last, window.until) - max(first, window.since)).days + 1)


def _recorded_visits(visits: pd.DataFrame, window: Window) -> list[Base]:
    """Visits of the window, counted; before the first that was recorded nothing is known."""
    own = visits[
        (visits["visited_on"] >= window.since)
        & (visits["visited_on"] < day_after(window.until.date()))
    ]
    if own.empty:
        return []
    since = max(window.since, visits["visited_on"].min())
    cover = _days_in(window, since, window.until) / window.n_days
    return [
        Base(
            measure=Measure.VISITS,
            level=level,
            source=RECORDED,
            values=_counted(own["kode"], level) / cover,
            since=since,
            until=window.until,
            cover=cover,
            years=1.0,
            is_sample=bool(own["is_sample"].any()),
        )
        for level in (Level.KECAMATAN, Level.DESA)
    ]


def _counted(kode: pd.Series, level: Level) -> pd.Series:
    areas = pd.Series([kode_at(each, level) for each in kode], dtype="str", name="kode")
    return areas.value_counts(sort=False).sort_index().astype("float64")
