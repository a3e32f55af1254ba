"""Whether a concentration holds when the map is drawn otherwise: the same test, repeated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.enough import Enough
from geo.analysis.hotspot_settings import CORRECTIONS, HotspotSettings
from geo.analysis.hotspots import Hotspots, find_hotspots
from geo.analysis.placing import known_at, positions
from geo.analysis.reports import ReportFilter, chosen_reports
from geo.analysis.worlds import GRIDS, World, Worlds, units_at
from geo.store.rules import Rules
from geo.words import CELL_RESOLUTIONS, HotspotClass, Level

LEAST_RUNS = 4
"""With fewer repeats that could judge a place nothing is said of its stability."""

AS_COMPLEX = np.array([1, 1j])
"""Makes one number of a latitude and a longitude, so that equal points are found by sorting."""

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


class Aspect(StrEnum):
    """What a repeat has otherwise than the map."""

    NONE = "none"
    """Nothing: it is the map itself."""
    AREAS = "areas"
    CELLS = "cells"
    GRID = "grid"
    WINDOW = "window"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Repeat:
    """A test to be made: what is otherwise, its settings, and which of the shifted grids."""

    aspect: Aspect
    settings: HotspotSettings
    grid: int = 0


@dataclass(frozen=True)
class Run:
    """
    A repeat that was made.

    Attributes
    ----------
    repeat : Repeat
        What was asked.
    enough : Enough
        Whether anything could be tested.
    n_units, n_tested, n_significant : int
        Areas or cells of this map, those tested, and those significant.
    """

    repeat: Repeat
    enough: Enough
    n_units: int
    n_tested: int
    n_significant: int


@dataclass(frozen=True, eq=False)
class Stability:
    """
    How the units of a map fare in its repeats.

    Attributes
    ----------
    table : DataFrame, n units
        Indexed as the map: ``n_runs`` (repeats that could judge the place, the map among them),
        ``n_significant`` (of these) and ``stable`` (bool).
    runs : tuple of Run
        The map itself first.
    judged, significant : array of bool, (runs, units)
        What each run says of each unit of the map.
    """

    table: pd.DataFrame
    runs: tuple[Run, ...]
    judged: Bools
    significant: Bools

    @property
    def n_stable(self) -> int:
        """Number of stable units."""
        return int(self.table["stable"].sum())


def repeat_hotspots(
    base: Hotspots,
    reports: pd.DataFrame,
    points: pd.DataFrame,
    worlds: Worlds,
) -> Stability:
    """
    Repeat a test over other units, shifted grids, other windows and the other correction.

    A repeat judges a place by its area or cell that holds the place's point, if that one has
    enough data there. A place is stable that is significant on the map itself and in so many of a
    hundred runs that could judge it as `Rules.stable_percent` says, of at least `LEAST_RUNS`.

    Parameters
    ----------
    base : Hotspots
        The map, of the same reports.
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    points : DataFrame
        ``lat`` and ``lng`` by report, as `geo.store.reports.read_points` gives them.
    worlds : Worlds
        Areas and cells of the office.
    """
    counted = _Counted(reports, points.reindex(reports.index), worlds)
    made = [
        (repeat, counted.test(repeat, base.rules) if repeat.aspect is not Aspect.NONE else base)
        for repeat in repeats_of(base, worlds)
    ]
    said = [
        _says(found, worlds.match(base.settings.unit, found.settings.unit, repeat.grid))
        for repeat, found in made
    ]
    judged, significant = (np.array(part) for part in zip(*said, strict=True))
    runs = tuple(
        Run(repeat, found.enough, found.world.n, found.n_tested, found.n_significant)
        for repeat, found in made
    )
    table = stability_table(judged, significant, base.rules.stable_percent)
    return Stability(table.set_index(base.world.index), runs, judged, significant)


def repeats_of(base: Hotspots, worlds: Worlds) -> Iterator[Repeat]:
    """The map itself, and everything that is asked beside it; cells of two resolutions always."""
    settings = base.settings
    cells = settings.unit if isinstance(settings.unit, int) else worlds.resolution
    yield Repeat(Aspect.NONE, settings)
    if settings.unit is not Level.DESA:
        yield Repeat(Aspect.AREAS, replace(settings, unit=Level.DESA))
    if settings.unit != cells:
        yield Repeat(Aspect.CELLS, replace(settings, unit=cells))
    other = other_resolution(cells, worlds.of(cells), base.enough.n_reports, base.rules)
    yield Repeat(Aspect.CELLS, replace(settings, unit=other))
    for grid in range(1, GRIDS + 1):
        yield Repeat(Aspect.GRID, replace(settings, unit=cells), grid)
    for window in other_windows(settings.filter):
        yield Repeat(Aspect.WINDOW, replace(settings, filter=window))
    for correction in CORRECTIONS:
        if correction != settings.correction:
            yield Repeat(Aspect.CORRECTION, replace(settings, correction=correction))


def other_resolution(resolution: int, world: World, n_reports: int, rules: Rules) -> int:
    """
    The resolution beside one at which cells are tried too.

    The finer one, where a cell with its neighbours there, which is about one cell here, would
    hold as many reports on average as are needed to say anything; or else the coarser one.
    """
    finer, coarser = resolution + 1, resolution - 1
    is_filled = n_reports >= rules.enough_reports * world.n
    wanted = (finer, coarser) if is_filled else (coarser, finer)
    return next(each for each in wanted if each in CELL_RESOLUTIONS)


def other_windows(wanted: ReportFilter) -> tuple[ReportFilter, ReportFilter]:
    """The last half of a window, and one twice as long that ends on the same day."""
    days = (wanted.until - wanted.since).days + 1
    half, double = max(1, days // 2), 2 * days
    room = (wanted.until - dt.date.min).days
    return (
        replace(wanted, since=wanted.until - dt.timedelta(days=half - 1)),
        replace(wanted, since=wanted.until - dt.timedelta(days=min(double - 1, room))),
    )


@dataclass(eq=False)
class _Counted:
    """Reports of an office that are counted over and over."""

    reports: pd.DataFrame
    points: pd.DataFrame
    worlds: Worlds

    def __post_init__(self) -> None:
        self._chosen: dict[ReportFilter, Positions] = {}
        self._distinct: dict[ReportFilter, tuple[Floats, Positions]] = {}

    def test(self, repeat: Repeat, rules: Rules) -> Hotspots:
        """The same test for one repeat."""
        settings = repeat.settings
        world = self.worlds.of(settings.unit, repeat.grid)
        if repeat.grid:
            points, point_of = self._distinct_points(settings)
            held = units_at(world, points)[point_of]
        else:  # as the store has joined them
            rows = self._rows(settings.filter)
            held = positions(self.reports, settings.unit, world.find)[rows]
        counts = np.bincount(held[held >= 0], minlength=world.n)
        return find_hotspots(pd.Series(counts, index=world.index), world, settings, rules)

    def _rows(self, wanted: ReportFilter) -> Positions:
        if wanted not in self._chosen:
            self._chosen[wanted] = chosen_reports(self.reports, wanted)
        return self._chosen[wanted]

    def _distinct_points(self, settings: HotspotSettings) -> tuple[Floats, Positions]:
        """Points of the reports placed finely enough for cells, each once, and whose it is."""
        key = settings.filter
        if key not in self._distinct:
            rows = self._rows(key)
            fine = rows[known_at(self.reports, settings.unit)[rows]]
            points = self.points.to_numpy(dtype=float)[fine]
            distinct, point_of = np.unique(points @ AS_COMPLEX, return_inverse=True)
            self._distinct[key] = np.column_stack([distinct.real, distinct.imag]), point_of
        return self._distinct[key]


def _says(found: Hotspots, match: Positions) -> tuple[Bools, Bools]:
    """Of each unit of the map, whether a run judges it, and whether it is significant there."""
    klass = found.table["klass"]
    judged = np.append(klass != HotspotClass.NOT_ENOUGH.value, False)
    significant = np.append(klass == HotspotClass.SIGNIFICANT.value, False)
    return judged[match], significant[match]


def stability_table(judged: Bools, significant: Bools, stable_percent: int) -> pd.DataFrame:
    """
    How often each unit is judged and significant, and whether it is stable.

    Parameters
    ----------
    judged, significant : array of bool, (runs, n)
        What each run says of each unit; the map itself is the first run.
    stable_percent : int
        A stable unit is significant in so many of a hundred runs that judge it.

    Returns
    -------
    DataFrame, n units
        ``n_runs``, ``n_significant``, ``stable``.
    """
    n_runs, n_significant = judged.sum(axis=0), significant.sum(axis=0)
    often = n_significant * 100 >= n_runs * stable_percent
    stable = significant[0] & often & (n_runs >= LEAST_RUNS)
    return pd.DataFrame({"n_runs": n_runs, "n_significant": n_significant, "stable": stable})
