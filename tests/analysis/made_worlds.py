"""A land of a hundred square desa, and reports at its points, shaped as the store gives them."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import h3
import pandas as pd
from shapely.geometry import box

from geo.analysis.worlds import Worlds, make_worlds
from geo.words import CELL_RESOLUTIONS, Level
from tests.analysis.made_reports import make_report, make_reports

WEST, SOUTH, SIDE, N = 115.0, -8.4, 0.03, 10
KABUPATEN, KECAMATAN = "51.08", "51.08.01"

Point = tuple[float, float]


def kode_of(row: int, column: int) -> str:
    """Kode of a desa: row 0 is the southernmost, column 0 the westernmost."""
    return f"{KECAMATAN}.{2001 + row * N + column}"


def squares(n: int = N) -> gpd.GeoDataFrame:
    """The desa of the first n rows and columns."""
    shapes = {
        kode_of(row, column): box(
            WEST + column * SIDE,
            SOUTH + row * SIDE,
            WEST + (column + 1) * SIDE,
            SOUTH + (row + 1) * SIDE,
        )
        for row in range(n)
        for column in range(n)
    }
    index = pd.Index(list(shapes), name="kode", dtype="str")
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=index, crs="EPSG:4326")


def whole(kode: str) -> gpd.GeoDataFrame:
    """The whole land as one area."""
    index = pd.Index([kode], name="kode", dtype="str")
    land = box(WEST, SOUTH, WEST + N * SIDE, SOUTH + N * SIDE)
    return gpd.GeoDataFrame(geometry=[land], index=index, crs="EPSG:4326")


def make_land() -> Worlds:
    """Worlds of the land; its map begins with cells of resolution 7."""
    desa = squares()
    registered = {Level.KECAMATAN: pd.Index([KECAMATAN]), Level.DESA: desa.index}
    areas = (whole(KABUPATEN), whole(KECAMATAN), desa)
    return make_worlds(areas, registered, resolution=7)


def middle(row: int, column: int) -> Point:
    """Latitude and longitude of the middle of a desa."""
    return SOUTH + (row + 0.5) * SIDE, WEST + (column + 0.5) * SIDE


def reports_at(
    points: Iterable[Point], on: str = "2026-06-15", **said: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One report at each point, joined to its desa and cells, and the points beside it."""
    places = list(points)
    rows = []
    for lat, lng in places:
        kode = kode_of(int((lat - SOUTH) / SIDE), int((lng - WEST) / SIDE))
        cells = {f"h3_r{r}": h3.latlng_to_cell(lat, lng, r) for r in CELL_RESOLUTIONS}
        rows.append(make_report(kode, on, **cells, **said))
    reports = make_reports(*rows)
    index = [f"r{n:04d}" for n in range(len(places))]
    table = pd.DataFrame(places, columns=["lat", "lng"], index=index, dtype=float)
    return reports, table.rename_axis("report").loc[reports.index]
