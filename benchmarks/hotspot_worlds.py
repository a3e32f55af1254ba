"""
Simulated worlds on the land of both offices: how often a map lies, and what it finds.

Reports are thrown on desa or cells, each as likely as any other, or those of a planted cluster as
many times likelier as its relative risk says; then the test of the dashboard itself is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from benchmarks.rows import as_table
from geo.analysis.hotspot_settings import METHODS, HotspotSettings
from geo.analysis.hotspots import find_hotspots
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.slivers import COARSE, cell_polygon
from geo.analysis.worlds import World
from geo.maps.worlds import read_worlds
from geo.stats.adjust import adjusted_p
from geo.stats.intervals import share_interval
from geo.store.facts import read_facts
from geo.store.rules import Rules
from geo.words import Level

OFFICES = ("singaraja", "palangka-raya")
N_REPORTS = (200, 500, 1000)
N_THROWN = (*N_REPORTS, 2500)
RISKS = (2, 3, 5, 8)
N_RANDOM, N_PLANTED = 500, 200
"""Worlds of each kind."""

_ANY_FILTER = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 12, 31), Series.REPORTED)

ON_LAND = "BH, reports even over the land"

Correction = Literal["bh", "by"]
CORRECTIONS: tuple[Correction, ...] = ("bh", "by")
Line = tuple[str, ...]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Land:
    """One kind of units of one office."""

    name: str
    world: World
    rules: Rules
    land_share: Floats | None
    """Of cells: how much land of the office counts with each, of all its land."""

    def p(self, counts: npt.NDArray[np.int64], method: str = METHODS[0]) -> Floats:
        """P of each unit; also of those of which a page would say "not enough data"."""
        settings = HotspotSettings(_ANY_FILTER, self.world.unit, method=method)
        reports = pd.Series(counts, index=self.world.index)
        return find_hotspots(reports, self.world, settings, self.rules).table["p"].to_numpy()

    def significant(self, p: Floats, correction: Correction = "bh") -> Flags:
        """Which units are beyond chance after a correction."""
        return adjusted_p(p, method=correction) <= self.rules.fdr_percent / 100

    def around(self, unit: int) -> npt.NDArray[np.int32]:
        """A unit and its neighbours."""
        table = self.world.neighbours
        return np.append(table.indices[table.indptr[unit] : table.indptr[unit + 1]], unit)


@dataclass(frozen=True)
class Planted:
    """What is made more likely, a unit with its neighbours or alone, and the law it is told by."""

    is_alone: bool
    method: str


PLANTED = {
    "a place and its neighbours": Planted(is_alone=False, method="exact"),
    "the same, whole law": Planted(is_alone=False, method="whole"),
}
ALONE = {
    "one place alone": Planted(is_alone=True, method="exact"),
    "one place alone, whole law": Planted(is_alone=True, method="whole"),
}


def read_lands() -> Iterator[Land]:
    """Desa and cells of both offices, in the home that is set."""
    facts = read_facts()
    for key in OFFICES:
        worlds = read_worlds(facts.offices[key].kabupaten)
        for unit in (Level.DESA, worlds.resolution):
            world = worlds.of(unit)
            what = "desa" if unit is Level.DESA else f"cells (H3 {unit})"
            name = f"{facts.offices[key].short_name}: {world.n:,} {what}"
            kabupaten = worlds.areas[Level.KABUPATEN].geometry
            yield Land(name, world, facts.rules, _land_share(world, kabupaten))


def _land_share(world: World, kabupaten: gpd.GeoSeries) -> Floats | None:
    if isinstance(world.unit, Level):
        return None
    whole = shapely.union_all(shapely.simplify(kabupaten.to_numpy(), COARSE))
    cells = np.array([cell_polygon(cell) for cell in world.parts])
    shares = shapely.area(shapely.intersection(cells, whole)) / shapely.area(cells)
    return np.bincount(world.find(world.parts), shares, world.n).astype(np.float64)


def measure_random(lands: Sequence[Land], n_worlds: int = N_RANDOM) -> list[Line]:
    """Share of worlds without any pattern in which a unit is called significant."""
    lines: list[Line] = []
    for land in lands:
        even, share = np.ones(land.world.n), land.land_share
        for n_reports in N_THROWN:
            told = _false_alarms(land, n_reports, even, n_worlds)
            on_land = "-" if share is None else _false_alarms(land, n_reports, share, n_worlds)[0]
            level = f"{land.rules.fdr_percent:g} %"
            lines.append((land.name, f"{n_reports:,}", *told, on_land, level))
    return lines


def _false_alarms(land: Land, n_reports: int, weights: Floats, n_worlds: int) -> list[str]:
    """By correction the share of worlds with a finding where only the weights can be found."""
    n_false = np.zeros(len(CORRECTIONS), dtype=int)
    for seed in range(n_worlds):
        counts = np.random.default_rng(seed).multinomial(n_reports, weights / weights.sum())
        p = land.p(counts)
        n_false += [land.significant(p, each).any() for each in CORRECTIONS]
    low, high = share_interval(n_false, np.full(len(CORRECTIONS), n_worlds))
    return [
        f"{n / n_worlds:.1%} ({least:.1%} - {most:.1%})"
        for n, least, most in zip(n_false, low, high, strict=True)
    ]


def measure_planted(lands: Sequence[Land], n_worlds: int = N_PLANTED) -> list[Line]:
    """Share of worlds in which a place with its neighbours is found, and of findings that miss."""
    lines: list[Line] = []
    for land in lands:
        for n_reports in N_REPORTS:
            for name, kind in PLANTED.items():
                found = [_found(land, n_reports, risk, n_worlds, kind) for risk in RISKS]
                told = [f"{share:.0%} ({false:.1%})" for share, false in found]
                lines.append((land.name, f"{n_reports:,}", name, *told))
    return lines


def measure_alone(lands: Sequence[Land], n_worlds: int = N_PLANTED) -> list[Line]:
    """Over lands and numbers of reports, the least and most of what `measure_planted` tells."""
    lines: list[Line] = []
    for name, kind in ALONE.items():
        told: list[str] = []
        for risk in RISKS:
            found = [_found(land, n, risk, n_worlds, kind)[0] for land in lands for n in N_REPORTS]
            told.append(f"{min(found):.0%} - {max(found):.0%}")
        lines.append(("all of these", "200 - 1,000", name, *told))
    return lines


def _found(
    land: Land, n_reports: int, risk: int, n_worlds: int, kind: Planted
) -> tuple[float, float]:
    """
    Share of worlds in which a planted cluster is found, and share of findings that miss it.

    A cluster is a unit and its neighbours, or a unit alone, another one in each world.

    It is found if one of its units is; a finding is false if neither it nor a neighbour of it lies
    in the cluster, so that there is nothing for it to find.
    """
    enough = np.flatnonzero(land.world.neighbours.counts >= land.rules.enough_neighbours)
    n_found, false_shares = 0, list[float]()
    for seed in range(n_worlds):
        rng = np.random.default_rng([seed, n_reports, risk])
        middle = int(rng.choice(enough))
        cluster = np.array([middle]) if kind.is_alone else land.around(middle)
        weights = np.ones(land.world.n)
        weights[cluster] = risk
        counts = rng.multinomial(n_reports, weights / weights.sum())
        found = land.significant(land.p(counts, kind.method))
        touching = np.unique(np.concatenate([land.around(each) for each in cluster]))
        n_found += int(found[cluster].any())
        false_shares.append((found.sum() - found[touching].sum()) / max(1, found.sum()))
    return n_found / n_worlds, float(np.mean(false_shares))


def worlds_tables() -> str:
    """Both tables as Markdown."""
    lands = list(read_lands())
    random = as_table(
        measure_random(lands),
        heading=("Land", "Reports", "Benjamini-Hochberg", "Benjamini-Yekutieli", ON_LAND, "Level"),
    )
    risks = [f"{risk} times" for risk in RISKS]
    found = [*measure_planted(lands), *measure_alone(lands)]
    planted = as_table(found, heading=("Land", "Reports", "Planted", *risks))
    return f"{random}\n\n{planted}"


if __name__ == "__main__":
    print(worlds_tables())
