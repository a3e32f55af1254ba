"""
The shore of a work area, cut into stretches, and how far points and land are from it.

The shore lies `geo.boundaries.coast.PUSHED_OUT_M` out in the water, and inlets narrower than twice
that are closed; a distance *from the shore* is one from this line, less those metres.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from geo.boundaries.basemap import read_base
from geo.boundaries.coast import COASTAL_FROM_M, PUSHED_OUT_M, SAMPLED_EVERY_M, land_near
from geo.boundaries.layers import read_areas, read_current
from geo.boundaries.register import read_register
from geo.boundaries.shore_lines import CORNERS, Coastline, Points, coastline, in_turn
from geo.crs import WGS84, local_equal_area
from geo.words import Level, kode_at

STRETCH_M = 5_000.0
"""Length of a stretch; a rest of half of it or more is one more stretch, a shorter one joins the
last."""

_PER_STRETCH = int(STRETCH_M / SAMPLED_EVERY_M)
_SIMPLIFIED_M = 20.0


@dataclass(frozen=True)
class Shore:
    """
    Shore of a work area, in its equal-area CRS (metres).

    Attributes
    ----------
    stretches : GeoDataFrame, n stretches
        Indexed by ``kode`` (51.08-p01), in order along the coast from the end that lies farther
        west, kabupaten after kabupaten, in each the islands last. ``kabupaten`` (kode),
        ``length_m``; lines that lie `PUSHED_OUT_M` out in the water.
    land : GeoSeries
        Polygons of the kabupaten that have a shore, by kode.
    """

    stretches: gpd.GeoDataFrame
    land: gpd.GeoSeries

    @property
    def crs(self) -> pyproj.CRS:
        """Metres in which it is measured."""
        return self.stretches.crs

    @property
    def land_km2(self) -> float:
        """Land of the kabupaten that have a shore."""
        return float(self.land.area.sum() / 1e6)


def read_shore(kabupaten: Collection[str]) -> Shore:
    """
    Shore of some kabupaten, by the boundaries in use; without stretches if they have none.

    Raises
    ------
    NotBuilt
        If one of their provinces, or the base map, has not been built yet.
    """
    areas = read_areas(Level.KABUPATEN, kabupaten)
    crs = local_equal_area(areas)
    coastal = areas[areas["coast_m"] > 0]
    areas = areas if coastal.empty else coastal
    built = read_current().sets
    known = read_register(Level.KABUPATEN).index
    around = [kode for kode in known if kode_at(kode, Level.PROVINSI) in built]
    nearby = read_areas(Level.KABUPATEN, around)
    west, south, east, north = areas.total_bounds
    land = land_near(nearby.cx[west:east, south:north], read_base("mask").geometry.iloc[0])
    return shore_of(areas, land, crs=crs)


def shore_of(areas: gpd.GeoDataFrame, land: shapely.Geometry, *, crs: pyproj.CRS) -> Shore:
    """
    The shore of some areas, cut into stretches.

    Parameters
    ----------
    areas : GeoDataFrame
        Kabupaten in WGS 84, indexed by ``kode``. One with less than
        ``COASTAL_FROM_M[KABUPATEN]`` metres of coast has no shore.
    land : Geometry
        All land in and around them, in WGS 84, as `geo.boundaries.coast.land_near` gives it.
    crs : CRS
        Equal-area, in metres: that of the office, `geo.crs.local_equal_area`.
    """
    shapely.prepare(land)
    flat = areas.geometry.to_crs(crs)
    found = {kode: coastline(shape, land, crs) for kode, shape in flat.items()}
    least = COASTAL_FROM_M[Level.KABUPATEN]
    coasts = _along({kode: own for kode, own in found.items() if own.metres >= least})
    frames = [_stretches(kode, own.lines) for kode, own in coasts.items()]
    columns = {"kabupaten": "str", "length_m": "float64"}
    rows = pd.concat(frames) if frames else pd.DataFrame(columns=[*columns, "line"])
    index = pd.Index(rows.index, name="kode", dtype="str")
    stretches = gpd.GeoDataFrame(
        rows[list(columns)].astype(columns).set_axis(index), geometry=list(rows["line"]), crs=crs
    )
    return Shore(stretches, flat.loc[list(coasts)])


def _along(coasts: dict[str, Coastline]) -> dict[str, Coastline]:
    """Coasts of kabupaten one after the other, from the end that lies farther west."""
    kodes = list(coasts)
    ordered = [kodes[i] for i in in_turn([coasts[kode].ends for kode in kodes])]
    if not ordered or coasts[ordered[0]].ends[0][0] <= coasts[ordered[-1]].ends[1][0]:
        return {kode: coasts[kode] for kode in ordered}
    return {kode: coasts[kode].turned() for kode in reversed(ordered)}


def _stretches(kode: str, lines: list[Points]) -> pd.DataFrame:
    """The lines of one kabupaten, cut; what is too short for a stretch joins the nearest."""
    least = min(_PER_STRETCH // 2, max(map(len, lines)) - 1)
    whole = [line for line in lines if len(line) > least]
    pieces = [shapely.LineString(piece) for line in whole for piece in _cut(line)]
    own: list[list[shapely.Geometry]] = [[piece] for piece in pieces]
    tree = shapely.STRtree(pieces)
    for line in lines:
        if len(line) <= least:
            rest = shapely.LineString(line)
            own[int(tree.nearest(rest))].append(rest)
    shapes = [shapely.MultiLineString(each) for each in own]
    return pd.DataFrame(
        {"kabupaten": kode, "length_m": shapely.length(shapes), "line": shapes},
        index=[f"{kode}-p{number:02}" for number in range(1, len(own) + 1)],
    )


def _cut(line: Points) -> Iterator[Points]:
    """Pieces of `STRETCH_M`; neighbours share their point."""
    n_steps = len(line) - 1
    count = max(1, (n_steps + _PER_STRETCH // 2) // _PER_STRETCH)
    for i in range(count):
        end = n_steps if i == count - 1 else (i + 1) * _PER_STRETCH
        yield line[i * _PER_STRETCH : end + 1]


def shore_distance(shore: Shore, points: gpd.GeoSeries) -> tuple[Points, npt.NDArray[np.intp]]:
    """
    Metres from the shore, and the nearest stretch.

    Parameters
    ----------
    shore : Shore
        With at least one stretch.
    points : GeoSeries, n points
        In any stated CRS; None where no point is known.

    Returns
    -------
    metres, stretch : array of float, array of int, n
        0 at the shore and in the water up to 100 m before it; NaN and -1 without a point.
    """
    metres = np.full(len(points), np.nan)
    stretch = np.full(len(points), -1, dtype=np.intp)
    tree = shapely.STRtree(shore.stretches.geometry.to_numpy())
    flat = points.to_crs(shore.crs).to_numpy()
    (point, found), distance = tree.query_nearest(flat, return_distance=True, all_matches=False)
    metres[point] = np.maximum(0.0, distance - PUSHED_OUT_M)
    stretch[point] = found
    return metres, stretch


def strip_of(shore: Shore, reach_m: float) -> shapely.Geometry:
    """Land of the kabupaten with a shore that lies within `reach_m` of it, in the shore's CRS."""
    lines = shapely.simplify(shore.stretches.geometry.to_numpy(), _SIMPLIFIED_M)
    near = shapely.union_all(shapely.buffer(lines, reach_m + PUSHED_OUT_M, quad_segs=CORNERS))
    return shapely.intersection(near, shapely.union_all(shore.land.to_numpy()))


def strips(shore: Shore, reach_m: float) -> gpd.GeoSeries:
    """
    The strip along the shore, each point of it given to the nearest stretch.

    Parameters
    ----------
    shore : Shore
        With at least one stretch.
    reach_m : float
        How far inland the strip goes, metres.

    Returns
    -------
    GeoSeries, n stretches
        Polygons by the kode of the stretches, which share their borders and do not overlap; in
        WGS 84, simplified by no more than 20 m. Empty where a stretch has no land of its own.
    """
    cells, owner = _nearest_cells(shore)
    strip = strip_of(shore, reach_m)
    shapes = [
        shapely.intersection(shapely.union_all(cells[owner == i]), strip)
        for i in range(len(shore.stretches))
    ]
    polygons = [_polygons(shape) for shape in shapes]
    simple = shapely.coverage_simplify(np.array(polygons), _SIMPLIFIED_M)
    return gpd.GeoSeries(simple, index=shore.stretches.index, crs=shore.crs).to_crs(WGS84)


def _nearest_cells(shore: Shore) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.intp]]:
    """Cells round the middles of the shore's steps, and the position of each one's stretch."""
    lines, line_of = shapely.get_parts(shore.stretches.geometry.to_numpy(), return_index=True)
    points, of = shapely.get_coordinates(lines, return_index=True)
    same = of[1:] == of[:-1]
    middles = ((points[1:] + points[:-1]) / 2)[same]
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.MultiPoint(middles),
            extend_to=shapely.box(*shore.land.total_bounds),
            ordered=True,
        )
    )
    return cells, line_of[of[1:][same]]


def _polygons(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """The polygons of a shape: where it only touches the strip there are lines and points."""
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon(list(parts[shapely.get_type_id(parts) == 3]))
