"""The exact law: against counting out every draw, against many draws, and at its edges."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from geo.stats.exact_law import LawTooLarge, exact_p
from geo.stats.gi_star import neighbour_sums
from geo.stats.neighbours import Neighbours, hex_neighbours
from tests.stats.small_worlds import (
    KALIMANTAN,
    any_neighbours,
    cells_around,
    in_a_row,
    neighbours_of,
)

pytestmark = pytest.mark.slow


def p_by_counting_out(counts: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    """Share of all possible draws that reach the observed sum."""
    sums, p = neighbour_sums(counts, neighbours), np.full(neighbours.n, np.nan)
    for i in np.flatnonzero(neighbours.counts):
        others = np.delete(counts, i).tolist()
        draws = [sum(drawn) for drawn in combinations(others, int(neighbours.counts[i]))]
        p[i] = sum(drawn >= sums[i] for drawn in draws) / len(draws)
    return p


def p_by_drawing(counts: np.ndarray, neighbours: Neighbours, *, n_draws: int) -> np.ndarray:
    """Share of so many draws, the same places for each unit, that reach the observed sum."""
    n, most = neighbours.n, int(neighbours.counts.max())
    places = np.random.default_rng(3).integers(n - 1, size=(n_draws + n_draws // 4, most))
    ranked = np.sort(places, axis=1)
    places = places[(ranked[:, 1:] != ranked[:, :-1]).all(axis=1)][:n_draws]
    assert len(places) == n_draws
    p, sums = np.empty(n), neighbour_sums(counts, neighbours)
    for i, k in enumerate(neighbours.counts):
        p[i] = (np.delete(counts, i)[places[:, :k]].sum(axis=1) >= sums[i]).mean()
    return p


def any_counts(rng: np.random.Generator, n: int, *, outlier: int) -> np.ndarray:
    counts = rng.poisson(rng.choice([0.2, 1, 5]), n)
    counts[rng.integers(n)] += outlier
    return counts


def cell_world(rings: int, *, mean: float) -> tuple[np.ndarray, Neighbours]:
    """Cells around a place, with a cluster in the middle of about the tenth part of them."""
    neighbours = hex_neighbours(cells_around(KALIMANTAN, 7, rings))
    means = np.full(neighbours.n, mean)
    means[: neighbours.n // 10] *= 4
    return np.random.default_rng(2).poisson(means), neighbours


def test_three_houses_in_a_row_can_be_worked_out_by_hand() -> None:
    # Beside the first house stands 2, drawn from (2, 5); beside the last the 2, drawn from (1, 2).
    assert exact_p([1, 2, 5], in_a_row(3)).tolist() == [1.0, 1.0, 0.5]


@pytest.mark.parametrize("outlier", [0, 40, 3000])
def test_p_is_the_share_of_all_possible_draws(outlier: int) -> None:
    rng = np.random.default_rng(outlier)
    for _ in range(60):
        n = int(rng.integers(2, 13))
        counts, neighbours = any_counts(rng, n, outlier=outlier), any_neighbours(rng, n)
        p, expected = exact_p(counts, neighbours), p_by_counting_out(counts, neighbours)
        np.testing.assert_allclose(p, expected, rtol=1e-13, atol=0)
        assert (p[expected == 1] == 1.0).all()


def test_p_of_500_cells_is_that_of_99999_draws_within_their_error() -> None:
    counts, neighbours = cell_world(12, mean=0.5)
    p, drawn = exact_p(counts, neighbours), p_by_drawing(counts, neighbours, n_draws=99_999)
    error = np.sqrt(p * (1 - p) / 99_999)
    assert neighbours.n == 469
    assert np.all(np.abs(drawn - p) <= 4.5 * error + 1e-5)
    assert p.min() < 0.001


def test_counts_of_0_and_1_follow_the_hypergeometric_law() -> None:
    _, neighbours = cell_world(20, mean=1)
    flags = np.random.default_rng(4).integers(2, size=neighbours.n)
    others, ones = neighbours.n - 1, flags.sum() - flags
    sums = neighbour_sums(flags, neighbours)
    expected = stats.hypergeom.sf(sums - 1, others, ones, neighbours.counts)
    np.testing.assert_allclose(exact_p(flags, neighbours), expected, rtol=1e-11)


def test_the_smallest_p_has_no_floor_and_is_exact() -> None:
    counts, neighbours = cell_world(40, mean=0)
    middle = int(np.argmax(neighbours.counts))
    around = neighbours.indices[neighbours.indptr[middle] : neighbours.indptr[middle + 1]]
    counts[around] = 9
    p = exact_p(counts, neighbours)[middle]
    assert p == pytest.approx(1 / math.comb(neighbours.n - 1, 6), rel=1e-13)


def test_p_is_1_where_no_less_could_be_drawn() -> None:
    assert exact_p([0, 0, 0, 4], in_a_row(4))[:2].tolist() == [1.0, 1.0]
    assert exact_p([3, 3, 3, 3], in_a_row(4)).tolist() == [1.0] * 4


def test_the_neighbour_of_all_others_has_nothing_to_compare_with() -> None:
    assert exact_p([1, 7, 2], neighbours_of([1], [0, 2], [1]))[1] == 1.0


def test_a_unit_without_neighbours_is_not_tested() -> None:
    p = exact_p([5, 1, 2], neighbours_of([], [2], [1]))
    assert np.isnan(p).tolist() == [True, False, False]
    assert np.isnan(exact_p([5, 1], neighbours_of([], []))).all()
    assert len(exact_p([], hex_neighbours([]))) == 0


def test_p_stays_between_0_and_1_and_falls_as_the_sum_rises() -> None:
    counts, neighbours = cell_world(30, mean=3)
    p, sums = exact_p(counts, neighbours), neighbour_sums(counts, neighbours)
    assert p.min() > 0 and p.max() <= 1
    alike = (counts == 3) & (neighbours.counts == 6)
    order = np.argsort(sums[alike])
    assert np.all(np.diff(p[alike][order]) <= 0)


def test_an_outlier_beside_no_unit_leaves_the_law_small() -> None:
    island, others = [], [[2], [1], [4], [3]]
    p = exact_p([10**12, 0, 2, 0, 3], neighbours_of(island, *others))
    assert p[1:].tolist() == [0.75, 1.0, 0.5, 1.0]  # of (10**12, 2, 0, 3), three reach 2


def test_looking_sums_up_in_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, neighbours = cell_world(20, mean=3)
    p = exact_p(counts, neighbours)
    monkeypatch.setattr("geo.stats.exact_law.AT_ONCE", 50)
    assert exact_p(counts, neighbours).tolist() == p.tolist()


@pytest.mark.parametrize("outlier", [10**6, 10**17])
def test_counts_too_large_for_the_law_are_left_to_permutations(outlier: int) -> None:
    counts, neighbours = cell_world(20, mean=5)
    counts[100] = outlier
    with pytest.raises(LawTooLarge, match="too large or too varied"):
        exact_p(counts, neighbours)
    assert issubclass(LawTooLarge, ValueError)


@pytest.mark.parametrize("counts", [[1, -1, 0], [0.5, 1, 2], [np.nan, 1, 2]])
def test_only_whole_counts_from_0_have_a_law(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="whole counts"):
        exact_p(counts, in_a_row(3))
