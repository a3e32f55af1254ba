"""Exact two-sided tests of counts: of a known share, and of two counts with their totals given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

TIES = 1 + 1e-7
"""Probabilities that differ by less are equal, as in `scipy.stats.binomtest`."""


def binomial_p(
    successes: npt.NDArray[np.int64], trials: npt.NDArray[np.int64], share: float
) -> npt.NDArray[np.float64]:
    """
    Exact two-sided p of binomial counts: all outcomes that are no likelier than the one seen.

    Parameters
    ----------
    successes, trials : array of int, n
        ``0 <= successes <= trials``.
    share : float
        Probability of a success, 0 to 1.

    Returns
    -------
    array of float, n
        Equal to ``scipy.stats.binomtest(k, n, share).pvalue``, found once for each ``trials``.
    """
    from scipy.stats import binom  # slow to import, and most pages need none of it

    return _two_sided(successes, trials, lambda n: binom.pmf(np.arange(n + 1), n, share))


def fisher_p(
    after: npt.NDArray[np.int64], both: npt.NDArray[np.int64], *, all_after: int, all_both: int
) -> npt.NDArray[np.float64]:
    """
    Fisher's exact test, two-sided, of units against all others: both totals are given.

    Parameters
    ----------
    after, both : array of int, n
        Reports of each unit in the later window, and in both.
    all_after, all_both : int
        The same of all units.

    Returns
    -------
    array of float, n
        Chance that of ``both`` reports drawn from ``all_both``, of which ``all_after`` lie in the
        later window, so many do as are no likelier than those seen (Fisher 1935). Equal to
        ``scipy.stats.fisher_exact`` of the unit and the rest, found once for each ``both``.
    """
    from scipy.stats import hypergeom

    def law(n: int) -> npt.NDArray[np.float64]:
        return hypergeom.pmf(np.arange(n + 1), all_both, all_after, n)

    return _two_sided(after, both, law)


def _two_sided(
    successes: npt.NDArray[np.int64],
    trials: npt.NDArray[np.int64],
    law_of: Callable[[int], npt.NDArray[np.float64]],
) -> npt.NDArray[np.float64]:
    """Sum of the chances of all outcomes of so many trials that are no likelier than the one."""
    p = np.ones(len(trials))
    for n in np.unique(trials).tolist():
        law = law_of(n)
        ordered = np.sort(law)
        up_to = np.append(0.0, np.cumsum(ordered))
        here = trials == n
        rank = np.searchsorted(ordered, law[successes[here]] * TIES, side="right")
        p[here] = np.minimum(1.0, up_to[rank])
    return p
