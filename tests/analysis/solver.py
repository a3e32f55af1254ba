"""What a reader could work out of ranges and of what places and their neighbours hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.analysis.amounts import UNBOUNDED, span_of
from geo.stats.neighbours import Neighbours
from geo.store.scope import MEETING

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def worked_out(
    counts: Ints, neighbours: Neighbours, *, few: Bools, many: Bools, enough: int = 5
) -> Bools:
    """
    Which hidden counts can be only one number.

    `few` are the places of which is known that they hold with their neighbours fewer than `enough`
    reports, `many` those that hold as many or more. Each tightens the bounds of the counts in it,
    until nothing changes.
    """
    low, high = np.array([span_of(int(n), MEETING) for n in counts]).T
    stars = [np.append(around, at) for at, around in enumerate(_rows(neighbours))]
    before = -1
    while before != (before := int(low.sum() - np.minimum(high, UNBOUNDED).sum())):
        for at in np.flatnonzero(few):
            own = stars[at]
            high[own] = np.minimum(high[own], enough - 1 - (low[own].sum() - low[own]))
        for at in np.flatnonzero(many):
            own = stars[at]
            low[own] = np.maximum(low[own], enough - (high[own].sum() - high[own]))
    assert np.all((low <= counts) & (counts <= high))
    return (counts > 0) & (counts < MEETING.least_count) & (low == high)


def _rows(neighbours: Neighbours) -> list[Ints]:
    return np.split(neighbours.indices.astype(np.int64), neighbours.indptr[1:-1])
