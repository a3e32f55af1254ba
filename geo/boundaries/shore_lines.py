"""
Lines of the shore: where the outline of an area faces the sea, in order along the coast.

The outline is pushed out by `geo.boundaries.coast.PUSHED_OUT_M` and sampled every
`SAMPLED_EVERY_M`, as its metres of coast are; samples on no land, joined, are its shore.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geo.boundaries.coast import PUSHED_OUT_M, SAMPLED_EVERY_M
from geo.crs import WGS84

BRIDGED_M = 1_000.0
"""A shorter break in the shore is drawn through: a jetty, a mouth, or two sources of land that do
not agree."""

CORNERS = 4
"""Points of a quarter circle, where a buffer goes round a corner."""

Points = npt.NDArray[np.float64]
"""n points, their x and y in metres."""


@dataclass(frozen=True, eq=False)
class Coastline:
    """
    The shore of one area.

    Attributes
    ----------
    open : list of arrays
        Lines of points every `SAMPLED_EVERY_M`, in order along the coast, the sea on their left.
    islands : list of arrays
        Closed ones, the longest first, each from its western end.
    """

    open: list[Points]
    islands: list[Points]

    @property
    def lines(self) -> list[Points]:
        """All of them, the mainland first."""
        return [*self.open, *self.islands]

    @property
    def metres(self) -> float:
        """Length of all lines."""
        return SAMPLED_EVERY_M * sum(len(line) - 1 for line in self.lines)

    @property
    def ends(self) -> tuple[Points, Points]:
        """Where it begins and where it ends."""
        own = self.open or self.islands
        return own[0][0], own[-1][-1]

    def turned(self) -> Coastline:
        """The same from its other end, the sea on the right."""
        return Coastline([line[::-1] for line in reversed(self.open)], self.islands)


def coastline(shape: shapely.Geometry, land: shapely.Geometry, crs: pyproj.CRS) -> Coastline:
    """
    The shore of one area.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        In `crs`, metres.
    land : Geometry
        All land in and around it, in WGS 84; prepared, if there are many areas.
    crs : CRS
        Of `shape`.
    """
    to_degrees = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    around = shapely.buffer(shape, PUSHED_OUT_M, quad_segs=CORNERS)
    parts = shapely.get_parts(shapely.orient_polygons(around, exterior_cw=True))
    lines: list[Points] = []
    islands: list[Points] = []
    for ring in shapely.get_exterior_ring(parts):  # what lies in a hole is a lake
        count = max(4, round(shapely.length(ring) / SAMPLED_EVERY_M))
        spots = shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True)
        points = shapely.get_coordinates(spots)
        lng, lat = to_degrees.transform(points[:, 0], points[:, 1])
        at_sea = ~shapely.contains_xy(land, lng, lat)
        if at_sea.all():
            closed = np.roll(points, -int(points[:, 0].argmin()), axis=0)
            islands.append(np.vstack([closed, closed[:1]]))
        elif at_sea.any():
            lines += _runs(points, at_sea)
    order = in_turn([(line[0], line[-1]) for line in lines])
    return Coastline([lines[i] for i in order], sorted(islands, key=len, reverse=True))


def in_turn(ends: Sequence[tuple[Points, Points]]) -> list[int]:
    """
    Order of lines by which each begins nearest to where the one before it ended.

    Parameters
    ----------
    ends : sequence of (start, end)
        Of each line, x and y. The line that begins farthest from any other's end is the first.
    """
    if not ends:
        return []
    starts, stops = (np.array(each) for each in zip(*ends, strict=True))
    gaps = np.hypot(*np.moveaxis(stops[:, None] - starts[None], 2, 0))
    np.fill_diagonal(gaps, np.inf)
    order = [int(gaps.min(axis=0).argmax())]
    while len(order) < len(ends):
        gaps[:, order[-1]] = np.inf
        order.append(int(gaps[order[-1]].argmin()))
    return order


def _runs(points: Points, at_sea: npt.NDArray[np.bool_]) -> Iterator[Points]:
    """Runs of a closed line's points that lie in the sea, short breaks drawn through."""
    start = _longest_break(at_sea)
    points, at_sea = np.roll(points, -start, axis=0), np.roll(at_sea, -start)
    edges = np.flatnonzero(np.diff(at_sea, prepend=False, append=False))
    first, end = edges[::2], edges[1::2]
    breaks = (first[1:] - end[:-1]) * SAMPLED_EVERY_M >= BRIDGED_M
    for low, high in zip(first[np.r_[True, breaks]], end[np.r_[breaks, True]], strict=True):
        if high - low > 1:
            yield points[low:high]


def _longest_break(at_sea: npt.NDArray[np.bool_]) -> int:
    """Where the longest run of points on land begins, of points that close on themselves."""
    starts = np.flatnonzero(~at_sea & np.roll(at_sea, 1))
    next_sea = np.flatnonzero(at_sea & ~np.roll(at_sea, 1))
    ends = next_sea[np.searchsorted(next_sea, starts) % len(next_sea)]
    return int(starts[np.argmax((ends - starts) % len(at_sea))])
