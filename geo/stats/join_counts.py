"""Units that have something beside neighbours that have it: local join counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.stats.gi_star import neighbour_sums
from geo.stats.neighbours import Neighbours


def local_join_counts(
    flags: npt.ArrayLike, neighbours: Neighbours
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """
    Neighbours with the flag of each unit with the flag, and how likely so many are.

    Parameters
    ----------
    flags : array of n, 0 and 1 or False and True
        Whether a unit has it.
    neighbours : Neighbours
        Of the n units.

    Returns
    -------
    counts : int64[n]
        Neighbours with the flag, 0 for a unit without it.
    p : float64[n]
        Chance of as many or more, if the flags of all others lay at random among them: the
        hypergeometric law. NaN for units without the flag or without neighbours.

    Raises
    ------
    ValueError
        If the flags are not n of 0 and 1.

    Notes
    -----
    Anselin and Li 2019, the univariate local join count BB; they draw for p, here it is exact.
    """
    from scipy.stats import hypergeom  # slow to import, and most pages need none of it

    own = np.asarray(flags)
    if own.shape != (neighbours.n,) or not np.isin(own, (0, 1)).all():
        raise ValueError(f"wanted are {neighbours.n} flags of 0 or 1")
    own = own.astype(np.int64)
    counts = own * neighbour_sums(own, neighbours)
    p = np.full(neighbours.n, np.nan)
    has = np.flatnonzero(own * neighbours.counts)
    seen, which = np.unique(
        np.column_stack([counts[has], neighbours.counts[has]]), axis=0, return_inverse=True
    )
    law = hypergeom.sf(seen[:, 0] - 1, neighbours.n - 1, own.sum() - 1, seen[:, 1])
    p[has] = law[which.reshape(-1)]
    return counts, p
