"""The law where a unit is dealt anew too: against counting out every draw, and at its edges."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from geo.stats.exact_law import LawTooLarge, exact_p, whole_p
from geo.stats.gi_star import star_sums
from geo.stats.neighbours import Neighbours, hex_neighbours
from geo.stats.permutations import permutation_p, whole_permutation_p
from tests.stats.boards import square
from tests.stats.small_worlds import (
    KALIMANTAN,
    any_neighbours,
    cells_around,
    in_a_row,
    neighbours_of,
)

pytestmark = pytest.mark.slow


def p_by_counting_out(counts: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    """Share of all possible draws of a unit and its neighbours that reach the observed sum."""
    sums, p = star_sums(counts, neighbours), np.full(neighbours.n, np.nan)
    for i in np.flatnonzero(neighbours.counts):
        draws = [sum(drawn) for drawn in combinations(counts.tolist(), neighbours.counts[i] + 1)]
        p[i] = sum(drawn >= sums[i] for drawn in draws) / len(draws)
    return p


def test_three_houses_in_a_row_can_be_worked_out_by_hand() -> None:
    # Two of (1, 2, 5): 3, 6 or 7; three of them are all.
    assert whole_p([1, 2, 5], in_a_row(3)).tolist() == pytest.approx([1.0, 1.0, 1 / 3], rel=1e-15)


@pytest.mark.parametrize("outlier", [0, 40, 3000])
def test_p_is_the_share_of_all_possible_draws(outlier: int) -> None:
    rng = np.random.default_rng(outlier)
    for _ in range(60):
        n = int(rng.integers(2, 11))
        counts, neighbours = rng.poisson(rng.choice([0.2, 1, 5]), n), any_neighbours(rng, n)
        counts[rng.integers(n)] += outlier
        p, expected = whole_p(counts, neighbours), p_by_counting_out(counts, neighbours)
        np.testing.assert_allclose(p, expected, rtol=1e-13, atol=0)
        assert (p[expected == 1] == 1.0).all()


def test_counts_of_0_and_1_follow_the_hypergeometric_law() -> None:
    neighbours = hex_neighbours(cells_around(KALIMANTAN, 7, 20))
    flags = np.random.default_rng(4).integers(2, size=neighbours.n)
    sums, drawn = star_sums(flags, neighbours), neighbours.counts + 1
    expected = stats.hypergeom.sf(sums - 1, neighbours.n, flags.sum(), drawn)
    np.testing.assert_allclose(whole_p(flags, neighbours), expected, rtol=1e-11)


def test_one_place_alone_is_improbable_only_if_it_is_dealt_anew_too() -> None:
    board = square(12)
    counts, middle = np.zeros(board.n, dtype=np.int64), 5 * 12 + 6
    counts[middle] = 40
    assert exact_p(counts, board)[middle] == 1.0
    assert whole_p(counts, board)[middle] == pytest.approx(9 / 144)


def test_the_smallest_p_has_no_floor_and_is_exact() -> None:
    board, counts = square(30), np.zeros(900, dtype=np.int64)
    middle = 15 * 30 + 15
    start, end = board.indptr[middle : middle + 2]
    counts[[middle, *board.indices[start:end]]] = 7
    assert whole_p(counts, board)[middle] == pytest.approx(1 / math.comb(900, 9), rel=1e-12)


@pytest.mark.parametrize("law", [whole_p, lambda c, n: whole_permutation_p(c, n, seed=1)])
def test_a_unit_without_neighbours_is_not_tested(law: object) -> None:
    p = law([5, 1, 2], neighbours_of([], [2], [1]))  # type: ignore[operator]
    assert np.isnan(p).tolist() == [True, False, False]
    assert np.isnan(law([5, 1], neighbours_of([], []))).all()  # type: ignore[operator]


def test_drawn_permutations_of_all_counts_agree_within_their_error() -> None:
    board = square(12)
    counts = np.random.default_rng(6).poisson(2, board.n)
    p = whole_p(counts, board)
    drawn = whole_permutation_p(counts, board, n_permutations=20_000, seed=5)
    assert np.all(np.abs(drawn - p) <= 4.5 * np.sqrt(p * (1 - p) / 20_000) + 1e-4)
    conditional = permutation_p(counts, board, n_permutations=20_000, seed=5)
    assert np.abs(conditional - drawn).max() > 0.1


def test_counts_too_large_for_the_law_are_left_to_permutations() -> None:
    board = square(12)
    counts = np.random.default_rng(6).poisson(5, board.n)
    counts[70] = 10**8
    with pytest.raises(LawTooLarge):
        whole_p(counts, board)
