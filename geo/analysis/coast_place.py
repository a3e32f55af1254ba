"""How far from the shore each report is, and by which stretch of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.placing import PLACED, codes, says
from geo.boundaries.shoreline import Shore, shore_distance, strip_of
from geo.crs import points_at
from geo.words import Accuracy, Place

DISTANCE_EDGES_M = (500, 1_000, 2_000, 5_000, 10_000)
"""
Published edges of the classes of distance from the shore; the last class lies beyond.

Up to 500 m lie the beach and the first row of lodgings, and an address is seldom known better than
that; 1 km is a walk to the beach, 2 km is what is called the coastal strip here; 5 km holds the
towns of the coast and 10 km the foot of the mountains. Each is about twice the one before it.
"""

STRIP_M = 2_000
"""Reports up to so far from the shore are counted along it: the width of Bali's northern plain."""

NEAR_M = 1_000
"""The distance that the first sentence speaks of."""


class Part(StrEnum):
    """Where a report went; each goes to exactly one."""

    STRIP = "strip"
    INLAND = "inland"
    """In a kabupaten that has a shore, farther from it than `STRIP_M`."""
    NO_SHORE = "no shore"
    """In a kabupaten of the work area that has no shore."""
    COARSE = "coarse"
    """Not known to a point: a distance from the shore would be invented."""
    OUTSIDE = "outside"
    MISSING = "missing"


PARTS = tuple(Part)


@dataclass(frozen=True, eq=False)
class Coast:
    """
    A shore with its names and the land behind it.

    Attributes
    ----------
    shore : Shore
        With or without stretches.
    names : DataFrame, n stretches
        ``nama`` and ``place`` by kode, as `geo.boundaries.shore_names.stretch_names` gives them.
    land_km2 : array of float, n classes
        Land of the kabupaten with a shore, by class of distance; all 0 without a shore.
    """

    shore: Shore
    names: pd.DataFrame
    land_km2: npt.NDArray[np.float64]

    @property
    def exists(self) -> bool:
        """Whether the work area has a shore."""
        return len(self.shore.stretches) > 0


def coast_of(shore: Shore, names: pd.DataFrame) -> Coast:
    """A shore with the land of each class of distance."""
    land = np.zeros(len(DISTANCE_EDGES_M) + 1)
    if len(shore.stretches):
        within = [strip_of(shore, edge).area / 1e6 for edge in DISTANCE_EDGES_M]
        land = np.diff([0.0, *within, shore.land_km2])
    return Coast(shore, names, land)


def place_on_shore(reports: pd.DataFrame, points: pd.DataFrame, coast: Coast) -> pd.DataFrame:
    """
    How far from the shore each report is, and by which stretch.

    Parameters
    ----------
    reports, points : DataFrame, n rows
        As `geo.store.reports.read_reports` and `read_points` give them, in one order.
    coast : Coast
        That has a shore.

    Returns
    -------
    DataFrame, n rows
        ``part`` (position in `PARTS`); ``metres`` from the shore, NaN where it is not known;
        ``stretch`` (position; -1 outside of the strip); ``in_water`` (bool).
    """
    fine = says(reports, "accuracy", [each for each in Accuracy if each.fits_cells])
    placed, water = says(reports, "place", PLACED), says(reports, "place", [Place.SHORE])
    known = reports["kode_kabupaten"].cat.categories.isin(coast.shore.land.index)
    has_shore = np.append(known, False)[codes(reports, "kode_kabupaten")]
    usable = placed & has_shore & fine
    where = points_at(points["lat"].where(usable), points["lng"].where(usable))
    metres, stretch = shore_distance(coast.shore, where)
    in_water = water & (metres <= STRIP_M)
    metres[in_water] = 0.0
    measured = ~np.isnan(metres)
    part = np.select(
        [
            says(reports, "place", [Place.OUTSIDE]),
            ~placed,
            ~has_shore,
            ~measured,
            metres <= STRIP_M,
        ],
        [PARTS.index(each) for each in _ORDER],
        default=PARTS.index(Part.INLAND),
    )
    columns = {
        "part": part,
        "metres": metres,
        "stretch": np.where(measured & (metres <= STRIP_M), stretch, -1),
        "in_water": in_water,
    }
    return pd.DataFrame(columns, index=reports.index)


_ORDER = (Part.OUTSIDE, Part.MISSING, Part.NO_SHORE, Part.COARSE, Part.STRIP)
