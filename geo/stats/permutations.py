"""Chance of as much around a unit, by drawing its neighbours anew many times."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt

from geo.stats.compiled import compiled
from geo.stats.gi_star import neighbour_sums, star_sums
from geo.stats.neighbours import Neighbours

_Ints = npt.NDArray[np.int64]

_WORTH = 1_000_000_000
"""Draws of a unit, all units together, from which on compiled code is worth its loading."""

_MOST_STEPS = 200_000_000
"""Of compiled code, which goes from count to count; plain code does not mind large counts."""

_AT_ONCE = 4_000_000
"""Random numbers held at once."""

_UNITS = 64
"""Units looked at together without compiled code; few, so that few draws change among them."""


def permutation_p(
    counts: npt.ArrayLike,
    neighbours: Neighbours,
    *,
    n_permutations: int = 9_999,
    seed: int,
    draws: _Ints | None = None,
) -> npt.NDArray[np.float64]:
    """
    One-sided p of the sum of each unit and its neighbours, by conditional permutation.

    A unit keeps its own count; as many others as it has neighbours are drawn from all others,
    without replacement. One set of draws serves all units.

    Parameters
    ----------
    counts : array of n whole numbers, 0 or more
    neighbours : Neighbours
        Of the n units.
    n_permutations : int
        How often neighbours are drawn.
    seed : int
        Of the draws; the same seed gives the same p.
    draws : int64[n_permutations, K], optional
        Draws made before, in place of these two: `drawn` or `esda_draws` gives them, K being at
        least the most neighbours of a unit.

    Returns
    -------
    float64[n]
        (1 + draws that reach the sum) / (n_permutations + 1), ties count; never below
        1 / (n_permutations + 1). NaN for units without neighbours.

    Raises
    ------
    ValueError
        If counts are negative, not whole or not one for each unit, or if the draws are
        too narrow or name units that do not exist.
    """
    values = _whole(counts, neighbours.n)
    most = int(neighbours.counts.max(initial=0))
    if most == 0:
        return np.full(neighbours.n, np.nan)
    if draws is None:
        draws = drawn(neighbours.n, most, n_permutations, seed=seed)
    if draws.shape[1] < most or draws.min() < 0 or draws.max() > neighbours.n - 2:
        raise ValueError("draws do not fit these units")
    draws = np.ascontiguousarray(draws[:, :most], dtype=np.int64)
    around = neighbour_sums(values, neighbours)
    reaching = _n_reaching(values, neighbours.counts, around, draws)
    return np.where(neighbours.counts > 0, (1 + reaching) / (len(draws) + 1), np.nan)


def whole_permutation_p(
    counts: npt.ArrayLike, neighbours: Neighbours, *, n_permutations: int = 9_999, seed: int
) -> npt.NDArray[np.float64]:
    """
    One-sided p of the same sums where all counts are dealt anew, those of the units too.

    Parameters, returned values and errors are those of `permutation_p`: k + 1 of all n counts are
    drawn for a unit with k neighbours.
    """
    values = _whole(counts, neighbours.n)
    most = int(neighbours.counts.max(initial=0))
    p = np.full(neighbours.n, np.nan)
    if most == 0:
        return p
    draws = drawn(neighbours.n + 1, most + 1, n_permutations, seed=seed)
    around = star_sums(values, neighbours)
    for k in np.unique(neighbours.counts[neighbours.counts > 0]):
        units = np.flatnonzero(neighbours.counts == k)
        sums = np.sort(values[draws[:, : k + 1]].sum(axis=1))
        reaching = len(sums) - np.searchsorted(sums, around[units])
        p[units] = (1 + reaching) / (len(sums) + 1)
    return p


def _whole(counts: npt.ArrayLike, n: int) -> _Ints:
    given = np.asarray(counts)
    values = given.astype(np.int64)
    if values.shape != (n,) or (values != given).any() or (values < 0).any():
        raise ValueError(f"wanted are {n} whole numbers, 0 or more")
    return values


def drawn(n: int, k: int, n_permutations: int, *, seed: int) -> _Ints:
    """
    Numbers drawn without replacement, for all units of a world.

    Parameters
    ----------
    n : int
        Units.
    k : int
        Numbers drawn each time, at most n - 1.
    n_permutations : int
        How often.
    seed : int
        Of ``numpy.random.default_rng``.

    Returns
    -------
    int64[n_permutations, k]
        From 0 to n - 2, different in each row, each order as likely as any other. Number i means
        unit i for the units after it, unit i + 1 for unit i and those before it.
    """
    rng = np.random.default_rng(seed)
    if k * k > n:  # rows without a number twice are too rare to wait for
        tall = max(1, _AT_ONCE // n)
        sizes = [min(tall, n_permutations - at) for at in range(0, n_permutations, tall)]
        return np.concatenate([np.argsort(rng.random((m, n - 1)), axis=1)[:, :k] for m in sizes])
    draws = rng.integers(0, n - 1, (n_permutations, k))
    while len(again := np.flatnonzero((np.diff(np.sort(draws, axis=1), axis=1) == 0).any(axis=1))):
        draws[again] = rng.integers(0, n - 1, (len(again), k))
    return draws


def esda_draws(n: int, k: int, n_permutations: int, seed: int) -> _Ints:
    """
    The numbers that ``esda.crand.vec_permutations`` draws, as `drawn` gives them.

    esda shuffles all n - 1 numbers and takes the first k, by the generator that NumPy calls
    ``RandomState``; this costs far more than `drawn` and is for comparison with esda only.
    """
    kernels = compiled(worth=n * n_permutations >= _WORTH)
    source = np.random.RandomState(seed)
    if kernels is None:
        rows = [source.permutation(n - 1)[:k] for _turn in range(n_permutations)]
        return np.array(rows, dtype=np.int64).reshape(n_permutations, k)
    draws = np.empty((n_permutations, k), dtype=np.int64)
    deck = np.empty(n - 1, dtype=np.int32)
    bits, state = np.random.MT19937(), cast(Any, source.get_state(legacy=False))
    bits.state = state
    raw, done = np.empty(0, dtype=np.uint64), 0
    while done < n_permutations:
        raw = np.concatenate([raw, bits.random_raw(4 * n + 65_536)])
        rows, used = kernels.shuffled_heads(raw, deck, draws[done:])
        raw, done = raw[used:], done + rows
    return draws


def _n_reaching(
    values: _Ints, n_drawn: npt.NDArray[np.int32], around: _Ints, draws: _Ints
) -> _Ints:
    """For each unit, how many draws reach what lies around it."""
    reaching = np.empty(len(values), dtype=np.int64)
    n_steps = draws.size * draws.shape[1] * values.mean() + draws.shape[1] * around.max()
    kernels = compiled(worth=len(values) * len(draws) >= _WORTH)
    if kernels is not None and n_steps <= _MOST_STEPS:
        by_id = np.argsort(draws, axis=None)
        kernels.sweep(values, n_drawn, around, draws, by_id, reaching)
        return reaching
    for k in np.unique(n_drawn):
        units = np.flatnonzero(n_drawn == k)
        for at in range(0, len(units), _UNITS):
            some = units[at : at + _UNITS]
            reaching[some] = _reaching_some(values, some, around[some], draws[:, :k])
    return reaching


def _reaching_some(values: _Ints, units: _Ints, around: _Ints, draws: _Ints) -> _Ints:
    """
    The same for a few units that draw equally many.

    Draws without a number between the first and the last unit mean the same for all of them: their
    sums are sorted once. Only the others are summed for each unit.
    """
    first, last = units[0], units[-1]
    moving = ((draws >= first) & (draws < last)).any(axis=1)
    steady = draws[~moving]
    sums = np.sort(values[steady + (steady >= first)].sum(axis=1))
    n_steady = len(sums) - np.searchsorted(sums, around)
    moved = np.zeros((len(units), np.count_nonzero(moving)), dtype=np.int64)
    for column in draws[moving].T:
        moved += values[column + (column >= units[:, np.newaxis])]
    return n_steady + np.count_nonzero(moved >= around[:, np.newaxis], axis=1)
