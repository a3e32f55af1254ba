"""
Exact p of a sum around a unit, where permutations would only estimate it.

Under the null hypothesis a unit keeps its own count and its k neighbours hold k of the other n - 1
counts, drawn without replacement (conditional permutation: Anselin 1995, Local indicators of
spatial association, Geographical Analysis 27(2)). For whole counts and weights of 1 the law of
their sum need not be simulated. It is built up here by adding the distinct counts one after the
other: how many of k draws take the new count is hypergeometric, so each law is a mixture of
shifted earlier ones. Only positive terms are added, so that the smallest p are as exact as others.

The law for the other n - 1 counts joins three pieces: all smaller counts, those equal to the unit's
own but one, and all larger counts. Units of equal own count, degree and sum share one p.

`whole_p` asks the other question: all n counts are dealt anew, so that a unit and its k neighbours
hold k + 1 of the n. A unit that holds much can then be improbable all by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.stats.gi_star import neighbour_sums, star_sums
from geo.stats.neighbours import Neighbours

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_WORK = 400_000_000
"""Numbers that may be worked out for one world, about 2 seconds and 400 MB."""

AT_ONCE = 1_000_000
"""Numbers held at once while sums are looked up."""


class LawTooLarge(ValueError):
    """Counts so large or so varied that their law takes longer than permutations."""


@dataclass(frozen=True)
class _World:
    """
    The counts of a world, without their places, and how far their laws are needed.

    Attributes
    ----------
    values, times : arrays of int, d
        The distinct counts, ascending, and how many units have each.
    degree, top : int
        The largest number of neighbours, and the largest sum of them.
    """

    values: Ints
    times: Ints
    degree: int
    top: int


def exact_p(counts: npt.ArrayLike, neighbours: Neighbours) -> Floats:
    """
    Chance that a unit's neighbours would hold as many as they do, or more, its own count kept.

    Parameters
    ----------
    counts : array of int, n counts
        0 or more, in the order of the units.
    neighbours : Neighbours, n units

    Returns
    -------
    array of float, n values
        One-sided ("greater"); equal sums count, so the least possible sum has exactly 1. NaN for
        units without neighbours.

    Raises
    ------
    LawTooLarge
        If the counts are too large or too varied; permutations answer then.
    ValueError
        If a count is negative or not whole, or there is not one for each unit.
    """
    own = _whole(counts)
    sums, degrees = neighbour_sums(own, neighbours), neighbours.counts.astype(np.int64)
    if not degrees.any():
        return np.full(len(own), np.nan)
    values, times, ranks = _distinct(own)
    world = _World(values, times, int(degrees.max()), int(sums.max()))
    _refuse_too_large(world, 0)
    shape = (len(values), world.degree + 1, world.top + 1)
    asked, which = _distinct(np.ravel_multi_index((ranks, degrees, sums), shape))[::2]
    _refuse_too_large(world, len(asked))
    answers = _chances(world, *np.unravel_index(asked, shape))
    return np.where(degrees > 0, answers[which], np.nan)


def whole_p(counts: npt.ArrayLike, neighbours: Neighbours) -> Floats:
    """
    Chance that a unit and its neighbours would hold as many together, were all counts dealt anew.

    Parameters
    ----------
    counts : array of int, n counts
        0 or more, in the order of the units.
    neighbours : Neighbours, n units

    Returns
    -------
    array of float, n values
        One-sided ("greater"); equal sums count, so the least possible sum has exactly 1. NaN for
        units without neighbours.

    Raises
    ------
    LawTooLarge, ValueError
        As `exact_p`.
    """
    own, degrees = _whole(counts), neighbours.counts.astype(np.int64)
    sums = star_sums(own, neighbours)
    if not degrees.any():
        return np.full(len(own), np.nan)
    values, times, _ranks = _distinct(own)
    world = _World(values, times, int(degrees.max()) + 1, int(sums.max()))
    _refuse_too_large(world, 0)
    above = times.sum() - np.cumsum(times)
    least_taken = _shares(times[:1], above[:1], world.degree)[0]
    tail = _add_tail(_upper_tails(world, above)[0], int(values[0]), least_taken)
    p = np.where(sums <= np.cumsum(np.sort(own))[degrees], 1.0, tail[degrees + 1, sums])
    return np.where(degrees > 0, np.minimum(p, 1.0), np.nan)


def _whole(counts: npt.ArrayLike) -> Ints:
    """Counts as whole numbers, refused where one is not."""
    given = np.asarray(counts)
    if np.any(given != np.floor(given)) or np.any(given < 0):
        raise ValueError("The exact law is for whole counts from 0.")
    return given.astype(np.int64)


def _distinct(numbers: Ints) -> tuple[Ints, Ints, Ints]:
    """Distinct numbers from 0, ascending; how often each comes; the rank of each given one."""
    if numbers.max() > 8 * len(numbers) + 100_000:
        distinct, ranks, times = np.unique(numbers, return_inverse=True, return_counts=True)
        return distinct, times, ranks
    often = np.bincount(numbers)
    distinct = np.flatnonzero(often)
    rank_of = np.empty(len(often), dtype=np.int64)
    rank_of[distinct] = np.arange(len(distinct))
    return distinct, often[distinct], rank_of[numbers]


def _refuse_too_large(world: _World, n_asked: int) -> None:
    """Raise LawTooLarge if the laws of a world and the answers from them are too many numbers."""
    rows = (8 * len(world.values) + n_asked) * (world.degree + 1)
    if rows * (world.top + world.degree + 1) > MOST_WORK:
        raise LawTooLarge("The counts are too large or too varied for the exact law.")


def _chances(world: _World, ranks: Ints, degrees: Ints, sums: Ints) -> Floats:
    """
    Chance of each sum or more, for its own count (by rank) and its degree.

    The three are sorted by rank.
    """
    chances = np.empty(len(ranks))
    for rank, (lower, upper, shares) in enumerate(_laws(world)):
        here = np.arange(*np.searchsorted(ranks, (rank, rank + 1)))
        for k in np.unique(degrees[here]).tolist():
            group = here[degrees[here] == k]
            width = min(world.top, k * int(world.values[rank])) + 1
            mass = shares[k, : k + 1, None] * lower[: k + 1, :width]
            chances[group] = _joined(mass, upper[k::-1], sums[group])
    least = _least_sums(world, ranks, degrees)
    return np.where(sums <= least, 1.0, np.minimum(chances, 1.0))


def _joined(mass: Floats, tails: Floats, sums: Ints) -> Floats:
    """Chance that a sum of law `mass` and one of tail `tails`, row by row, reach each of `sums`."""
    rows, width = mass.shape
    found = []
    for part in np.array_split(sums, 1 + len(sums) * rows * width // AT_ONCE):
        missing = np.maximum(part[:, None] - np.arange(width), 0)
        found.append(np.einsum("js,jts->t", mass, tails[:, missing]))
    return np.concatenate(found)


def _least_sums(world: _World, ranks: Ints, degrees: Ints) -> Ints:
    """Least sum of so many counts other than the unit's own."""
    few = np.minimum(world.times, world.degree + 1)
    smallest = np.repeat(world.values, few)[: world.degree + 1]
    total = np.r_[0, np.cumsum(smallest)]
    own = world.values[ranks]
    among = own <= smallest[degrees]
    return np.where(among, total[degrees + 1] - own, total[degrees])


def _laws(world: _World) -> Iterator[tuple[Floats, Floats, Floats]]:
    """
    For each distinct count in turn, the laws of sums of draws from the units but one of that count.

    Yields
    ------
    lower : array (degree + 1, top + 1)
        Chance that so many draws from the counts up to it, but one of its own, sum to exactly s;
        in the last place to that or more.
    upper : array (degree + 1, top + 1)
        Chance that so many draws from the larger counts sum to s or more.
    shares : array (degree + 1, degree + 1)
        Chance that of k draws c are from the former.
    """
    values, times = world.values.tolist(), world.times
    below, above = np.cumsum(times) - times, times.sum() - np.cumsum(times)
    shares = _shares(below + times - 1, above, world.degree)
    with_all, but_one = (_shares(m, below, world.degree) for m in (times, times - 1))
    law = np.zeros((world.degree + 1, world.top + 1))
    law[0, 0] = 1
    for rank, upper in enumerate(_upper_tails(world, above)):
        yield _add_mass(law, values[rank], but_one[rank]), upper, shares[rank]
        law = _add_mass(law, values[rank], with_all[rank])


def _upper_tails(world: _World, above: Ints) -> list[Floats]:
    """For each distinct count, the chance that k draws from the larger ones sum to s or more."""
    shares = _shares(world.times, above, world.degree)
    tail = np.zeros((world.degree + 1, world.top + 1))
    tail[0, 0] = 1
    tails = [tail]
    for rank in range(len(world.values) - 1, 0, -1):
        tails.append(_add_tail(tails[-1], int(world.values[rank]), shares[rank]))
    return tails[::-1]


def _shares(some: Ints, others: Ints, degree: int) -> Floats:
    """
    Hypergeometric chance that c of k draws are of `some` units and the rest of `others`.

    Parameters
    ----------
    some, others : arrays of int, d
        Numbers of units.
    degree : int
        Largest k.

    Returns
    -------
    array of float, (d, degree + 1, degree + 1)
        By k and c; 0 where there are not k units.
    """
    c = np.arange(degree + 1)
    shares = np.zeros((len(some), degree + 1, degree + 1))
    shares[:, 0, 0] = 1
    for k in range(degree):
        left = np.maximum(some + others - k, 1)[:, None]
        shares[:, k + 1] = shares[:, k] * np.maximum(others[:, None] + c - k, 0) / left
        taken = shares[:, k] * np.maximum(some[:, None] - c, 0) / left
        shares[:, k + 1, 1:] += taken[:, :-1]
    return shares


def _add_mass(law: Floats, value: int, shares: Floats) -> Floats:
    """Law of sums after units of one more value, of which `shares` says how many are drawn."""
    rows, width = law.shape
    more = np.zeros_like(law)
    for c in np.flatnonzero(shares.any(axis=0)):
        shift, weight, old = min(int(c) * value, width - 1), shares[c:, c, None], law[: rows - c]
        more[c:, shift:] += weight * old[:, : width - shift]
        if shift:
            more[c:, -1] += weight[:, 0] * old[:, width - shift :].sum(axis=1)
    return more


def _add_tail(tail: Floats, value: int, shares: Floats) -> Floats:
    """Tail of sums after units of one more value, of which `shares` says how many are drawn."""
    rows, width = tail.shape
    more = np.zeros_like(tail)
    for c in np.flatnonzero(shares.any(axis=0)):
        shift, weight = min(int(c) * value, width), shares[c:, c, None]
        more[c:, :shift] += weight
        more[c:, shift:] += weight * tail[: rows - c, : width - shift]
    return more
