"""Units on a square board, and counts that PySAL ships with the areas they belong to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geo.stats.neighbours import Neighbours, area_neighbours
from tests.stats.small_worlds import neighbours_of, pysal_areas

COUNTED = [("sids2.shp", "SID74"), ("sids2.shp", "SID79"), ("stl_hom.shp", "HC7984")]
"""Files of PySAL with a column of counts: deaths of infants, and homicides, by county."""


def square(side: int) -> Neighbours:
    """Units of a square board; those that share a side or a corner are neighbours."""
    at = [(i, j) for i in range(side) for j in range(side)]
    near = [
        [n for n, b in enumerate(at) if max(abs(a[0] - b[0]), abs(a[1] - b[1])) == 1] for a in at
    ]
    return neighbours_of(*near)


def counted_world(file: str, column: str) -> tuple[npt.NDArray[np.int64], Neighbours]:
    """Counts and neighbours of an example of PySAL."""
    areas = pysal_areas(file)
    return areas[column].to_numpy().astype(np.int64), area_neighbours(areas.geometry.to_numpy())
