"""p-values of many tests, adjusted so that few of the findings are false."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt


def adjusted_p(p: npt.ArrayLike, *, method: Literal["bh", "by"] = "bh") -> npt.NDArray[np.float64]:
    """
    Smallest false discovery rate at which each test would still be a finding.

    Parameters
    ----------
    p : array, n p-values
        From 0 to 1; NaN where nothing was tested.
    method : "bh" or "by"
        Benjamini and Hochberg (1995), which holds for independent and positively dependent tests;
        Benjamini and Yekutieli (2001), which holds for any and finds less.

    Returns
    -------
    array of float, n values
        In the order of `p`, never below it. NaN stays NaN and does not count as a test.

    Raises
    ------
    ValueError
        If a value lies outside 0 to 1.

    Notes
    -----
    Tests are findings at the level a where the adjusted value is a or less.
    """
    from scipy import stats  # takes half a second, which a page without a test need not wait

    given = np.asarray(p, dtype=np.float64)
    adjusted = np.full(given.shape, np.nan)
    tested = ~np.isnan(given)
    if tested.any():
        adjusted[tested] = stats.false_discovery_control(given[tested], method=method)
    return adjusted
