"""
A hand-made coast of squares, each 1 km wide, in a row, with the sea to the north and south.

From west to east: a desa of 51.07.01 and 1 km of it that is no desa, a desa of 51.08.01, two of
51.08.02 one behind the other, then 1 km of a neighbour's land. Metres count from the south-west
corner, in one equal-area projection.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point, box

from geo.crs import WGS84, local_equal_area
from geo.intake.land import Land
from geo.words import parent_of

WEST, SOUTH = 115.0, -8.2
FLAT = local_equal_area(gpd.GeoSeries([box(WEST, SOUTH, WEST + 0.05, SOUTH + 0.02)], crs=WGS84))
CORNER = gpd.GeoSeries([Point(WEST, SOUTH)], crs=WGS84).to_crs(FLAT).iloc[0]

DESA = {
    "51.07.01.2001": (0, 1),
    "51.08.01.2001": (2, 3),
    "51.08.02.2001": (3, 4),
    "51.08.02.2002": (3, 4),
}
"""Columns of kilometres that each desa fills; the last lies north of the one before it."""

KECAMATAN = {"51.07.01": (0, 2), "51.08.01": (2, 3), "51.08.02": (3, 4)}
NEIGHBOUR = (4, 5)


def square(columns: tuple[int, int], *, row: int = 0, rows: int = 1) -> gpd.GeoSeries:
    """A rectangle of whole kilometres, in WGS 84."""
    x, y = CORNER.x, CORNER.y
    west, east = (x + 1000 * column for column in columns)
    shape = box(west, y + 1000 * row, east, y + 1000 * (row + rows))
    return gpd.GeoSeries([shape], crs=FLAT).to_crs(WGS84)


def make_land() -> Land:
    """The coast with its neighbour, as `read_land` would return it."""
    desa = {kode: square(at, row=int(kode[-1]) - 1) for kode, at in DESA.items()}
    kecamatan = {
        kode: square(at, rows=2 if kode == "51.08.02" else 1) for kode, at in KECAMATAN.items()
    }
    return Land(_layer(desa), _layer(kecamatan), square(NEIGHBOUR, rows=2))


def _layer(shapes: dict[str, gpd.GeoSeries]) -> gpd.GeoDataFrame:
    index = pd.Index(list(shapes), name="kode", dtype="str")
    columns = {"parent": [parent_of(kode) for kode in shapes]}
    geometry = [shape.iloc[0] for shape in shapes.values()]
    return gpd.GeoDataFrame(columns, index=index, geometry=geometry, crs=WGS84)


def spots(*metres: tuple[float, float] | None) -> gpd.GeoDataFrame:
    """Points so many metres east and north of the south-west corner; None for a missing one."""
    points = [None if at is None else Point(CORNER.x + at[0], CORNER.y + at[1]) for at in metres]
    return gpd.GeoDataFrame(geometry=gpd.GeoSeries(points, crs=FLAT).to_crs(WGS84))
