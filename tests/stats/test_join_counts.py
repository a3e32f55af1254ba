"""Units with a flag beside others with it, held against esda and against all arrangements."""

from __future__ import annotations

from itertools import combinations

import esda
import numpy as np
import pytest

from geo.stats.join_counts import local_join_counts
from tests.stats.boards import COUNTED, counted_world, square
from tests.stats.small_worlds import neighbours_of, pysal_graph

LINE = neighbours_of([1], [0, 2], [1, 3], [2])


def test_a_unit_with_the_flag_counts_its_neighbours_with_it() -> None:
    counts, p = local_join_counts([1, 1, 0, 1], LINE)
    assert counts.tolist() == [1, 1, 0, 0]
    # Of the three others two have it; the first unit has one neighbour, the second has two.
    assert p[0] == pytest.approx(2 / 3)
    assert p[1] == pytest.approx(1)
    assert np.isnan(p[2])
    assert p[3] == 1


@pytest.mark.parametrize("seed", range(6))
def test_p_is_the_share_of_all_arrangements_of_the_other_flags(seed: int) -> None:
    world = square(3)
    flags = np.random.default_rng(seed).integers(0, 2, world.n)
    counts, p = local_join_counts(flags, world)
    for unit in np.flatnonzero(flags):
        others = [each for each in range(world.n) if each != unit]
        near = set(world.indices[world.indptr[unit] : world.indptr[unit + 1]].tolist())
        drawn = [len(near & set(some)) for some in combinations(others, int(flags.sum()) - 1)]
        assert p[unit] == pytest.approx(np.mean(np.array(drawn) >= counts[unit]), abs=1e-12)


@pytest.mark.parametrize(("file", "column"), COUNTED)
def test_counts_are_those_of_esda(file: str, column: str) -> None:
    values, world = counted_world(file, column)
    flags = (values > np.median(values)).astype(int)
    theirs = esda.Join_Counts_Local(connectivity=pysal_graph(world)).fit(flags, permutations=0)
    np.testing.assert_array_equal(local_join_counts(flags, world)[0], theirs.LJC)


def test_a_unit_without_neighbours_is_not_tested() -> None:
    counts, p = local_join_counts([True, True, True], neighbours_of([], [2], [1]))
    assert counts.tolist() == [0, 1, 1]
    assert np.isnan(p).tolist() == [True, False, False]


def test_where_nobody_has_the_flag_nothing_is_tested() -> None:
    counts, p = local_join_counts([0, 0, 0, 0], LINE)
    assert not counts.any()
    assert np.isnan(p).all()


@pytest.mark.parametrize("flags", [[0, 1, 2, 0], [0, 1], [0, 1, np.nan, 0]])
def test_what_is_no_flag_is_refused(flags: list[float]) -> None:
    with pytest.raises(ValueError, match="flags of 0 or 1"):
        local_join_counts(flags, LINE)
