"""Invented worlds: chance alone is seldom called a concentration, a planted one is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from geo.analysis.worlds import units_at
from geo.boundaries.layers import read_areas
from geo.maps.worlds import read_worlds
from geo.stats.adjust import adjusted_p
from geo.stats.exact_law import exact_p, whole_p
from geo.stats.neighbours import Neighbours, area_neighbours
from geo.stats.permutations import permutation_p
from geo.store.facts import read_facts
from geo.words import Level
from tests.stats.boards import square
from tests.stats.small_worlds import neighbours_of

pytestmark = pytest.mark.slow

LEVEL = 0.10
SEEDS = range(40)
RANDOM_SEEDS = range(500)

Law = Callable[[npt.ArrayLike, Neighbours], npt.NDArray[np.float64]]


def strip(n: int) -> Neighbours:
    """A coast: each unit has the two before and the two after it, the ends fewer."""
    return neighbours_of(
        *([j for j in range(i - 2, i + 3) if j != i and 0 <= j < n] for i in range(n))
    )


def thrown(weights: npt.NDArray[np.float64], n_reports: int, seed: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(seed).multinomial(n_reports, weights / weights.sum())


def found(
    counts: npt.NDArray[np.int64], world: Neighbours, law: Law = exact_p
) -> npt.NDArray[np.bool_]:
    return adjusted_p(law(counts, world)) <= LEVEL


@pytest.mark.parametrize("law", [exact_p, whole_p])
@pytest.mark.parametrize("n_reports", [100, 400])
@pytest.mark.parametrize("world", [square(12), strip(150)], ids=["square", "strip"])
def test_by_chance_alone_no_more_worlds_than_the_level_hold_a_finding(
    world: Neighbours, n_reports: int, law: Law
) -> None:
    even = np.ones(world.n)
    n_false = sum(found(thrown(even, n_reports, s), world, law).any() for s in RANDOM_SEEDS)
    assert n_false <= LEVEL * len(RANDOM_SEEDS)


@pytest.mark.real
@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
def test_on_the_desa_of_an_office_no_more_worlds_than_the_level_hold_a_finding(
    real_home: Path, office: str
) -> None:
    kabupaten = read_facts().offices[office].kabupaten
    world = area_neighbours(read_areas(Level.DESA, kabupaten).geometry.to_numpy())
    even = np.ones(world.n)
    n_false = sum(found(thrown(even, 500, s), world).any() for s in range(500))
    assert n_false <= LEVEL * 500


@pytest.mark.real
@pytest.mark.parametrize("n_reports", [500, 2500])
@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
def test_nor_on_its_cells_where_reports_are_even_over_the_land(
    real_home: Path, office: str, n_reports: int
) -> None:
    kabupaten = read_facts().offices[office].kabupaten
    worlds = read_worlds(kabupaten)
    world = worlds.of(worlds.resolution)
    land = shapely.union_all(worlds.areas[Level.KABUPATEN].geometry.to_numpy())
    shapely.prepare(land)
    west, south, east, north = land.bounds
    points = np.random.default_rng(0).uniform([south, west], [north, east], (300_000, 2))
    points = points[shapely.contains_xy(land, points[:, 1], points[:, 0])]
    on_land = np.bincount(units_at(world, points), minlength=world.n)
    dealt = (thrown(on_land, n_reports, seed) for seed in RANDOM_SEEDS)
    n_false = sum(found(counts, world.neighbours).any() for counts in dealt)
    assert n_false <= LEVEL * len(RANDOM_SEEDS)


def test_without_correction_almost_every_world_holds_one() -> None:
    world = square(12)
    p = [exact_p(thrown(np.ones(world.n), 400, seed), world) for seed in SEEDS]
    assert np.mean([(each <= 0.05).any() for each in p]) > 0.9


@pytest.mark.parametrize(("risk", "least"), [(3, 0.5), (8, 1.0)])
def test_a_planted_cluster_is_found_the_surer_the_greater_its_risk(
    risk: float, least: float
) -> None:
    world, middle = square(12), 5 * 12 + 6
    cluster = np.append(world.indices[world.indptr[middle] : world.indptr[middle + 1]], middle)
    weights = np.ones(world.n)
    weights[cluster] = risk
    n_found = sum(found(thrown(weights, 400, seed), world)[cluster].any() for seed in SEEDS)
    assert n_found >= least * len(SEEDS)


def test_few_permutations_cannot_find_what_the_exact_law_finds() -> None:
    world = square(20)
    counts = np.random.default_rng(4).poisson(0.5, world.n)
    counts[[210, 211]] += 6
    few = adjusted_p(permutation_p(counts, world, n_permutations=999, seed=1))
    assert found(counts, world).any()
    assert few.min() > LEVEL / 2
    assert (few <= LEVEL).sum() <= found(counts, world).sum()
