"""Where reports are: counts by area or cell under a filter, and where all the others went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.analysis.months import months_of, window_start
from geo.analysis.placing import (
    AREA_LEVELS,
    beside,
    codes,
    column_of,
    known_at,
    positions,
    says,
    units_of,
)
from geo.store.rules import Rules
from geo.words import Accuracy, Channel, FollowUp, Level, Place, Suspicion, level_of


class Series(StrEnum):
    """What came in as reports, and apart from it what officers found; they are never added."""

    REPORTED = "laporan"
    FOUND = "temuan"


@dataclass(frozen=True)
class ReportFilter:
    """
    Which reports are asked for.

    Attributes
    ----------
    since, until : date
        First and last day, both included, by the office's own clock.
    series : Series
        Reports, or what officers found.
    kinds, accuracies : tuple
        All if empty.
    channels : tuple of Channel
        All if empty. Asked only of reports: what officers found came by one channel.
    """

    since: dt.date
    until: dt.date
    series: Series = Series.REPORTED
    kinds: tuple[Suspicion, ...] = ()
    channels: tuple[Channel, ...] = ()
    accuracies: tuple[Accuracy, ...] = ()


@dataclass(frozen=True)
class Sums:
    """
    Where all reports of a filter went.

    Attributes
    ----------
    total : int
        All reports of the filter.
    in_areas : int
        In one of the areas or cells asked for.
    outside : int
        Outside the work area, or in an area that was not asked for.
    without_location : int
        In no area that can be named at this unit; with `coarser`.
    coarser : int
        Of `without_location`: known only to a wider area, or too roughly for a cell.
    shore : int
        Of `in_areas`: in the water and given to the nearest area.
    """

    total: int
    in_areas: int
    outside: int
    without_location: int
    coarser: int
    shore: int

    @property
    def adds_up(self) -> bool:
        """Whether every report went to exactly one place."""
        parts = self.in_areas + self.outside + self.without_location
        return parts == self.total and self.coarser <= self.without_location

    @property
    def nowhere(self) -> int:
        """Reports without any location, not even a wider area."""
        return self.without_location - self.coarser

    @property
    def located_share(self) -> float | None:
        """Share of all reports that lies in the areas asked for, 0 to 1; None without reports."""
        return self.in_areas / self.total if self.total else None


@dataclass(frozen=True)
class ReportCounts:
    """
    Reports of a filter, counted by area or cell and by what they say.

    Attributes
    ----------
    filter : ReportFilter
        What was asked for.
    unit : Level or int
        Level of the areas, or resolution of the H3 cells.
    counts : Series of int
        Indexed by kode or cell. Of areas, every one asked for, also with 0, in the order given;
        of cells, those with reports.
    sums : Sums
        Where all reports of the filter went; every other breakdown adds up to its total too.
    by_month : Series of int
        Indexed by all months of the span (periods), also without reports.
    by_kind, by_channel, by_accuracy, by_follow_up : Series of int
        Indexed by the words of files, all of them, in the order of the vocabulary;
        `by_channel` holds the channels of the series asked for.
    n_found : int
        Number of the other series under the same filter, to stand beside and never be added:
        what officers found, or the reports if what officers found was asked for.
    is_sample : bool
        Whether any report counted here, `n_found` included, is invented.
    """

    filter: ReportFilter
    unit: Level | int
    counts: pd.Series
    sums: Sums
    by_month: pd.Series
    by_kind: pd.Series
    by_channel: pd.Series
    by_accuracy: pd.Series
    by_follow_up: pd.Series
    n_found: int
    is_sample: bool


def window_filter(on: dt.date, rules: Rules) -> ReportFilter:
    """Filter of the published window of reports that ends on a day."""
    return ReportFilter(since=window_start(on, rules.window_months), until=on)


def reports_in(reports: pd.DataFrame, kode: str) -> pd.DataFrame:
    """Reports known to lie in one kabupaten, kecamatan or desa, in their own order."""
    level = level_of(kode)
    return reports[known_at(reports, level) & says(reports, column_of(level), [kode])]


def chosen_reports(reports: pd.DataFrame, wanted: ReportFilter) -> np.ndarray:
    """Positions of the reports of a filter, in their own order."""
    mask, _other = _masks(reports, wanted)
    return np.flatnonzero(mask)


def count_reports(
    reports: pd.DataFrame,
    wanted: ReportFilter,
    *,
    unit: Level | int,
    areas: pd.Index | None = None,
) -> ReportCounts:
    """
    Count the reports of a filter by area or cell, and say where all the others went.

    Parameters
    ----------
    reports : DataFrame, n rows
        As `geo.store.reports.read_reports` gives them: one row a report, words and kode as
        categories, NaN where no area or cell is known.
    wanted : ReportFilter
        Which of them.
    unit : Level or int
        KABUPATEN, KECAMATAN or DESA, or the resolution of the H3 cells.
    areas : Index of str, optional
        Kode of the areas asked for. Without it every area with reports is asked for.

    Returns
    -------
    ReportCounts
        With ``sums.total == sums.in_areas + sums.outside + sums.without_location`` at every
        unit. A report that is known only to be in a kecamatan is in no desa, whatever point it
        carries; where its kecamatan holds none of the areas asked for, it is outside.
    """
    mask, other = _masks(reports, wanted)
    chosen = np.flatnonzero(mask)
    index = units_of(reports, unit, areas)
    position = positions(reports, unit, index.get_indexer)[chosen]
    counts = np.bincount(position[position >= 0], minlength=len(index))
    found = pd.Series(counts, index=index, name="n_reports")
    is_cell = isinstance(unit, int)
    channels = [c for c in Channel if (c is Channel.PATROL) == (wanted.series is Series.FOUND)]
    return ReportCounts(
        filter=wanted,
        unit=unit,
        counts=found[found > 0] if areas is None or is_cell else found,
        sums=_sums(reports, chosen, position, unit=unit, areas=areas),
        by_month=_by_month(reports, chosen, wanted),
        by_kind=_by_word(reports, chosen, "kind", Suspicion),
        by_channel=_by_word(reports, chosen, "channel", channels),
        by_accuracy=_by_word(reports, chosen, "accuracy", Accuracy),
        by_follow_up=_by_word(reports, chosen, "follow_up", FollowUp),
        n_found=int(np.count_nonzero(other)),
        is_sample=bool((reports["is_sample"].to_numpy(dtype=bool) & (mask | other)).any()),
    )


def _masks(reports: pd.DataFrame, wanted: ReportFilter) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the series asked for, and of the other one under the same filter."""
    day = reports["received_on"].to_numpy()
    base = day >= np.datetime64(wanted.since, "D")
    base &= day < np.datetime64(wanted.until, "D") + 1
    for column, words in (("kind", wanted.kinds), ("accuracy", wanted.accuracies)):
        if words:
            base &= says(reports, column, words)
    found = says(reports, "channel", [Channel.PATROL])
    if wanted.series is Series.FOUND:
        return base & found, base & ~found
    asked = says(reports, "channel", wanted.channels) if wanted.channels else True
    return base & ~found & asked, base & found


def _sums(
    reports: pd.DataFrame,
    chosen: np.ndarray,
    position: np.ndarray,
    *,
    unit: Level | int,
    areas: pd.Index | None,
) -> Sums:
    columns = ["place", "accuracy", *(column_of(level) for level in AREA_LEVELS)]
    columns += [column_of(unit)] if isinstance(unit, int) else []
    rest = reports[columns].iloc[chosen[position < 0]]
    found = beside(rest, unit, areas)
    return Sums(
        total=len(chosen),
        in_areas=len(chosen) - len(rest),
        outside=int(np.count_nonzero(found.outside)),
        without_location=int(np.count_nonzero(found.nowhere)),
        coarser=int(np.count_nonzero(found.near)),
        shore=int(np.count_nonzero(says(reports, "place", [Place.SHORE])[chosen[position >= 0]])),
    )


def _by_month(reports: pd.DataFrame, chosen: np.ndarray, wanted: ReportFilter) -> pd.Series:
    months = months_of(wanted.since, wanted.until)
    days = np.sort(reports["received_on"].to_numpy()[chosen], kind="stable")
    edges = np.datetime64(wanted.since, "M") + np.arange(len(months) + 1)
    counts = np.diff(np.searchsorted(days, edges.astype(days.dtype)))
    return pd.Series(counts, index=months, name="n_reports")


def _by_word(
    reports: pd.DataFrame, chosen: np.ndarray, column: str, words: Iterable[StrEnum]
) -> pd.Series:
    categories = reports[column].cat.categories
    counts = np.bincount(codes(reports, column)[chosen], minlength=len(categories))
    counted = pd.Series(counts, index=categories.astype("str"), name="n_reports")
    index = pd.Index([word.value for word in words], dtype="str", name=column)
    return counted.reindex(index, fill_value=0)
