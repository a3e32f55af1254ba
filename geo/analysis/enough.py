"""Whether there is enough data for a test of concentration, by published numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.store.rules import Rules

Ints = npt.NDArray[np.int64]


class Shortage(StrEnum):
    """What there is too little of."""

    REPORTS = "reports"
    """Reports in the whole window: nothing is tested."""
    UNITS = "units"
    """Areas or cells that have reports: nothing is tested."""
    NEIGHBOURS = "neighbours"
    """Neighbours of a place: it is not tested."""
    AROUND = "around"
    """Reports in a place and its neighbours: it is tested, and nothing is said of it."""


@dataclass(frozen=True)
class Enough:
    """
    Whether the whole map has enough data, and how much of what.

    Attributes
    ----------
    n_reports, least_reports : int
        Reports in the areas or cells of the map, and how many are needed.
    n_units, least_units : int
        Areas or cells with reports, and how many are needed.
    """

    n_reports: int
    least_reports: int
    n_units: int
    least_units: int

    @property
    def shortage(self) -> Shortage | None:
        """What there is too little of, the gravest; None if there is enough."""
        if self.n_reports < self.least_reports:
            return Shortage.REPORTS
        return Shortage.UNITS if self.n_units < self.least_units else None

    @property
    def is_enough(self) -> bool:
        """Whether anything is tested."""
        return self.shortage is None


def enough_data(counts: npt.ArrayLike, rules: Rules) -> Enough:
    """Whether the counts of a map, one an area or cell, are enough to be tested."""
    own = np.asarray(counts)
    return Enough(
        n_reports=int(own.sum()),
        least_reports=rules.enough_total,
        n_units=int(np.count_nonzero(own)),
        least_units=rules.enough_units,
    )


def unit_shortages(
    enough: Enough, n_neighbours: npt.ArrayLike, n_around: npt.ArrayLike, rules: Rules
) -> pd.Categorical:
    """
    What there is too little of at each place, the gravest; NaN where there is enough.

    Parameters
    ----------
    enough : Enough
        Of the whole map; if it has too little, every place has.
    n_neighbours, n_around : array of int, n
        Neighbours of each place, and reports in it and its neighbours.
    rules : Rules
        The numbers.
    """
    neighbours, around = np.asarray(n_neighbours), np.asarray(n_around)
    words = list(Shortage)
    if enough.shortage is not None:
        code: npt.NDArray[np.int8] = np.full(len(around), words.index(enough.shortage), np.int8)
    else:
        code = np.full(len(around), -1, dtype=np.int8)
        code[around < rules.enough_reports] = words.index(Shortage.AROUND)
        code[neighbours < rules.enough_neighbours] = words.index(Shortage.NEIGHBOURS)
    return pd.Categorical.from_codes(code, categories=[word.value for word in words])
