"""Loops compiled by numba; `geo.stats.compiled` is the only way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
import numpy.typing as npt

_Loop = TypeVar("_Loop", bound=Callable[..., Any])

_BLOCK = 64
"""Series looked at together, so that one instruction compares several of them."""


def _jit(loop: _Loop) -> _Loop:
    jitted: Any = numba.njit(cache=True, nogil=True)(loop)
    return jitted


@_jit
def shuffled_heads(
    raw: npt.NDArray[np.uint64], deck: npt.NDArray[np.int32], heads: npt.NDArray[np.int64]
) -> tuple[int, int]:
    """
    Shuffle the numbers 0 … m - 1 as ``numpy.random.RandomState`` does, once for each row of heads.

    Parameters
    ----------
    raw : array of uint64
        Output of the generator, 32 bits each.
    deck : int32[m]
        Room to shuffle in.
    heads : int64[n_rows, k]
        Filled with the first k numbers of each shuffle.

    Returns
    -------
    rows, used : int
        Rows filled before `raw` came to its end, and how many of its numbers they used.
    """
    one, used = np.uint64(1), 0
    for row in range(len(heads)):
        for n in range(len(deck)):
            deck[n] = n
        i, mask, at = np.uint64(len(deck) - 1), one, used
        while mask < i:
            mask = mask << one | one
        while mask:  # numbers below a power of two; those above i are passed over
            while i > mask >> one and at < len(raw):
                j = raw[at] & mask
                at += 1
                fits = j <= i
                to = j if fits else i
                kept = deck[i]
                deck[i] = deck[to]
                deck[to] = kept
                i -= np.uint64(fits)
            mask = mask >> one
            if i > mask:
                return row, used
        heads[row] = deck[: heads.shape[1]]
        used = at
    return len(heads), used


@_jit
def sweep(
    values: npt.NDArray[np.int64],
    n_drawn: npt.NDArray[np.int32],
    observed: npt.NDArray[np.int64],
    draws: npt.NDArray[np.int64],
    by_id: npt.NDArray[np.int64],
    n_reaching: npt.NDArray[np.int64],
) -> None:
    """
    For each unit, how many draws from all others reach what its neighbours have.

    A draw skips the unit itself: number ``i`` means unit ``i`` for the units after it, and unit
    ``i + 1`` for unit ``i`` and those before it. So from one unit to the next only the draws that
    hold its number change: the sums, and how many reach each number, are kept from unit to unit.

    Parameters
    ----------
    values : int64[n]
        Counts, 0 or more.
    n_drawn : int32[n]
        How many others are drawn for each unit, at most K.
    observed : int64[n]
        Sums over the neighbours of each unit.
    draws : int64[n_permutations, K]
        Numbers from 0 to n - 2, different in each row.
    by_id : int64[n_permutations * K]
        Positions in the flattened `draws`, ascending by the number there.
    n_reaching : int64[n]
        Filled with the answer; of units that draw none, with 0.
    """
    n_permutations, most = draws.shape
    top = observed.max()
    sums = np.zeros((most + 1, n_permutations), dtype=np.int64)
    reaching = np.zeros((most + 1, top + 1), dtype=np.int64)
    for r in range(n_permutations):
        for k in range(1, most + 1):
            sums[k, r] = sums[k - 1, r] + values[draws[r, k - 1] + 1]
            reaching[k, min(sums[k, r], top)] += 1
    for t in range(top - 1, -1, -1):
        reaching[:, t] += reaching[:, t + 1]
    at = 0
    for i in range(len(values)):
        n_reaching[i] = reaching[n_drawn[i], observed[i]]
        while at < len(by_id) and draws[by_id[at] // most, by_id[at] % most] == i:
            row, column = by_id[at] // most, by_id[at] % most
            for k in range(column + 1, most + 1):
                before = min(sums[k, row], top)
                sums[k, row] += values[i] - values[i + 1]
                after = min(sums[k, row], top)
                for t in range(before + 1, after + 1):
                    reaching[k, t] += 1
                for t in range(after + 1, before + 1):
                    reaching[k, t] -= 1
            at += 1


@_jit
def rising_and_tied(
    values: npt.NDArray[np.float64], n_rising: npt.NDArray[np.int64], ties: npt.NDArray[np.int64]
) -> None:
    """
    Pairs of each series that rise, and that are tied, and the term of ties of Mann-Kendall.

    Parameters
    ----------
    values : float64[n, T]
        One series a row.
    n_rising : int64[n]
        Filled with the pairs whose later value is greater.
    ties : int64[n, 2]
        Filled with the tied pairs, and with the sum of t(t - 1)(2t + 5) over groups of t ties.
    """
    n, n_times = values.shape
    block = np.empty((n_times, _BLOCK))
    same = np.empty((n_times, _BLOCK), dtype=np.int32)
    rising = np.empty(_BLOCK, dtype=np.int32)
    for first in range(0, n, _BLOCK):
        size = min(_BLOCK, n - first)
        block[:, :size] = values[first : first + size].T
        same[:] = 1
        rising[:] = 0
        for i in range(n_times):
            for j in range(i + 1, n_times):
                for r in range(_BLOCK):
                    rising[r] += np.int32(block[j, r] > block[i, r])
                    tied = np.int32(block[j, r] == block[i, r])
                    same[i, r] += tied
                    same[j, r] += tied
        for r in range(size):
            n_rising[first + r] = rising[r]
            pairs, term = np.int64(0), np.int64(0)
            for i in range(n_times):
                t = np.int64(same[i, r])
                pairs += t - 1
                term += (t - 1) * (2 * t + 5)
            ties[first + r, 0], ties[first + r, 1] = pairs // 2, term
