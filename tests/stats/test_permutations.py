"""The chance of as much around a unit, drawn many times; held against esda and all permutations."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from esda.crand import crand, vec_permutations
from esda.getisord import G_Local, _g_local_star_crand

from geo.stats.exact_law import exact_p
from geo.stats.neighbours import Neighbours
from geo.stats.permutations import drawn, esda_draws, permutation_p
from tests.stats.boards import COUNTED, counted_world, square
from tests.stats.small_worlds import neighbours_of, pysal_graph

pytestmark = pytest.mark.slow

LINE = neighbours_of([1], [0, 2], [1, 3], [2])


def all_draws(n: int, k: int) -> npt.NDArray[np.int64]:
    return np.array(list(permutations(range(n - 1), k)))


def esda_p(
    counts: npt.NDArray[np.int64], neighbours: Neighbours, *, seed: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of esda: p for "greater", the statistic, and 999 drawn statistics of each unit."""
    world = pysal_graph(neighbours)
    plain = G_Local(counts.astype(float), world, transform="B", star=True, permutations=0)
    p, drawn_g = crand(
        plain.y,
        plain.w,
        plain.Gs,
        999,
        keep=True,
        n_jobs=1,
        stat_func=_g_local_star_crand,
        scaling=plain.y.sum(),
        seed=seed,
        alternative="greater",
    )
    return p, plain.Gs, drawn_g


def test_p_counts_the_draws_that_reach_what_the_neighbours_hold() -> None:
    # The first unit has 3 beside it; one other is drawn out of 3, 0, 1: numbers 0, 1, 2.
    draws = np.array([[0, 1], [1, 2], [2, 0], [1, 0]])
    p = permutation_p([5, 3, 0, 1], LINE, seed=0, draws=draws)
    assert p[0] == (1 + 1) / (4 + 1)


def test_a_draw_never_takes_the_unit_itself() -> None:
    # The last unit has 0 beside it and could be beaten only by itself.
    draws = np.array([[2, 1], [2, 0]])
    p = permutation_p([0, 0, 1, 9], LINE, seed=0, draws=draws)
    assert p[3] == (1 + 2) / (2 + 1)  # number 2 is the third unit: 1, which is what it has
    assert p[2] == (1 + 2) / (2 + 1)  # and for the third it is the last: 9 and 0


@pytest.mark.parametrize("seed", range(5))
def test_with_every_possible_draw_p_is_the_exact_law(seed: int) -> None:
    world = square(3)
    counts = np.random.default_rng(seed).poisson(1.2, world.n)
    draws = all_draws(world.n, 8)
    p = permutation_p(counts, world, seed=0, draws=draws)
    expected = (1 + len(draws) * exact_p(counts, world)) / (len(draws) + 1)
    np.testing.assert_allclose(p, expected, rtol=0, atol=1e-12)


def test_many_draws_come_near_the_exact_law() -> None:
    world = square(12)
    counts = np.random.default_rng(3).poisson(0.7, world.n)
    exact, p = exact_p(counts, world), permutation_p(counts, world, n_permutations=99_999, seed=1)
    error = np.sqrt(exact * (1 - exact) / 99_999)
    assert (np.abs(p - exact) <= 5 * error + 1e-5).all()


@pytest.mark.parametrize(("n", "k"), [(5, 3), (100, 8), (700, 6)])
def test_the_draws_of_esda_are_made_again(n: int, k: int) -> None:
    np.testing.assert_array_equal(esda_draws(n, k, 99, 12345), vec_permutations(k, n, 99, 12345))


@pytest.mark.parametrize(("file", "column"), COUNTED)
def test_p_equals_that_of_esda_bit_by_bit_where_its_division_is_exact(
    file: str, column: str
) -> None:
    counts, world = counted_world(file, column)
    counts[0] += 2 ** int(np.ceil(np.log2(counts.sum()))) - counts.sum()  # a power of two in all
    p, _g, _drawn = esda_p(counts, world, seed=7)
    draws = esda_draws(world.n, int(world.counts.max()), 999, 7)
    np.testing.assert_array_equal(permutation_p(counts, world, seed=0, draws=draws).astype("f4"), p)


@pytest.mark.parametrize(("file", "column"), COUNTED)
def test_elsewhere_esda_loses_some_ties_to_its_rounding_and_nothing_else_differs(
    file: str, column: str
) -> None:
    counts, world = counted_world(file, column)
    p, g, drawn_g = esda_p(counts, world, seed=7)
    draws = esda_draws(world.n, int(world.counts.max()), 999, 7)
    ours = permutation_p(counts, world, seed=0, draws=draws)
    sums, drawn_sums = np.rint(g * counts.sum()), np.rint(drawn_g * counts.sum())
    mended = (1 + (drawn_sums >= sums[:, np.newaxis]).sum(axis=1)) / 1000
    np.testing.assert_array_equal(ours, mended)
    assert (p <= ours.astype("f4")).all()


@pytest.mark.parametrize(("n", "k"), [(10, 9), (50, 6), (5000, 6)])
def test_drawn_numbers_are_different_in_each_row_and_all_are_drawn(n: int, k: int) -> None:
    draws = drawn(n, k, 20_000, seed=5)
    assert all(len(set(row)) == k for row in draws[:500].tolist())
    times = np.bincount(draws.ravel(), minlength=n - 1)
    expected = 20_000 * k / (n - 1)
    assert len(times) == n - 1
    assert (np.abs(times - expected) <= 6 * np.sqrt(expected)).all()


def test_the_same_seed_gives_the_same_p_and_another_seed_does_not() -> None:
    world = square(6)
    counts = np.random.default_rng(0).poisson(1, world.n)
    first, again, other = (
        permutation_p(counts, world, n_permutations=199, seed=seed) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_a_unit_without_neighbours_is_not_tested() -> None:
    p = permutation_p([9, 1, 0], neighbours_of([], [2], [1]), n_permutations=9, seed=0)
    assert np.isnan(p).tolist() == [True, False, False]
    assert np.isnan(permutation_p([9, 1], neighbours_of([], []), seed=0)).all()


@pytest.mark.parametrize("counts", [[1, -1, 0, 0], [0.5, 1, 1, 1], [1, 2, 3]])
def test_counts_that_are_none_are_refused(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        permutation_p(counts, LINE, seed=0)


@pytest.mark.parametrize("draws", [[[0]], [[0, 3]], [[-1, 0]]])
def test_draws_of_another_world_are_refused(draws: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        permutation_p([1, 1, 1, 1], LINE, seed=0, draws=np.array(draws))
