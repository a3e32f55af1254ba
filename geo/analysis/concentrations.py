"""The answer about concentrations of reports that page, files and shell share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.hotspots import Hotspots, find_hotspots
from geo.analysis.reports import ReportCounts, count_reports
from geo.analysis.worlds import Worlds
from geo.store.rules import Rules
from geo.words import Level


@dataclass(frozen=True)
class Totals:
    """
    Where all reports of a test went.

    Attributes
    ----------
    total : int
        All reports of the filter; the sum of the next four.
    in_units : int
        In one of the areas or cells of the map.
    off_grid : int
        Known finely enough, and in none of them: in the water off the shore and so in a cell
        without land, or in an area that no boundary is known of.
    outside : int
        Outside the work area.
    without_location : int
        In no area or cell that can be named; with `coarser`.
    coarser : int
        Of `without_location`: known only to a wider area, or too roughly for a cell.
    n_other : int
        Of the other series under the same filter; never added.
    """

    total: int
    in_units: int
    off_grid: int
    outside: int
    without_location: int
    coarser: int
    n_other: int

    @property
    def adds_up(self) -> bool:
        """Whether every report went to exactly one place."""
        parts = self.in_units + self.off_grid + self.outside + self.without_location
        return parts == self.total and self.coarser <= self.without_location


@dataclass(frozen=True, eq=False)
class Concentrations:
    """
    Concentrations of reports on one map, and where all reports went.

    Attributes
    ----------
    hotspots : Hotspots
        The test of each area or cell.
    counts : ReportCounts
        The same reports, counted, as every other page has them.
    totals : Totals
        Where they went.
    is_sample : bool
        Whether any report counted is invented.
    """

    hotspots: Hotspots
    counts: ReportCounts
    totals: Totals
    is_sample: bool


def answer_hotspots(
    reports: pd.DataFrame, worlds: Worlds, settings: HotspotSettings, rules: Rules
) -> Concentrations:
    """
    Test the reports of a filter for concentrations.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    worlds : Worlds
        Areas and cells of the office.
    settings : HotspotSettings
        What is asked.
    rules : Rules
        The published numbers.
    """
    unit = settings.unit
    areas = worlds.registered[unit] if isinstance(unit, Level) else None
    counts = count_reports(reports, settings.filter, unit=unit, areas=areas)
    hotspots = find_hotspots(counts.counts, worlds.of(unit), settings, rules)
    sums, in_units = counts.sums, int(hotspots.table["n_reports"].sum())
    totals = Totals(
        total=sums.total,
        in_units=in_units,
        off_grid=sums.in_areas - in_units,
        outside=sums.outside,
        without_location=sums.without_location,
        coarser=sums.coarser,
        n_other=counts.n_found,
    )
    return Concentrations(hotspots, counts, totals, is_sample=counts.is_sample)
