"""Metres of coast."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries.coast import coast_metres, is_doubtful, land_near, read_doubtful
from geo.crs import WGS84

KM = 1 / 111.2
"""Degrees, near the equator."""

NO_LAND = shapely.Polygon()


def make_row(count: int) -> gpd.GeoDataFrame:
    """Squares of 10 km from west to east, on the equator, so that a side is 10,000 m."""
    shapes = [
        shapely.box(110 + n * 10 * KM, 0, 110 + (n + 1) * 10 * KM, 10 * KM) for n in range(count)
    ]
    kodes = [f"62.03.{n:02}" for n in range(1, count + 1)]
    return gpd.GeoDataFrame(index=pd.Index(kodes, name="kode"), geometry=shapes, crs=WGS84)


def test_an_island_is_coast_all_round() -> None:
    island = make_row(1)
    metres = coast_metres(island, land_near(island, NO_LAND))
    assert metres["62.03.01"] == pytest.approx(40_000, rel=0.03)


def test_a_border_between_two_areas_is_no_coast() -> None:
    row = make_row(3)
    metres = coast_metres(row, land_near(row, NO_LAND))
    assert metres.index.equals(row.index)
    assert metres["62.03.02"] == pytest.approx(20_000, rel=0.03)
    assert metres["62.03.01"] == pytest.approx(30_000, rel=0.03)


def test_a_border_with_other_land_is_no_coast() -> None:
    row = make_row(1)
    neighbour = shapely.box(109, -1, 110, 1)
    metres = coast_metres(row, land_near(row, neighbour))
    assert metres["62.03.01"] == pytest.approx(30_000, rel=0.03)


def test_an_area_amid_land_has_none() -> None:
    row = make_row(2)
    metres = coast_metres(row, land_near(row, shapely.box(109, -1, 112, 1)))
    assert metres.tolist() == [0, 0]


def test_a_lake_is_no_sea() -> None:
    ring = make_row(1)
    lake = shapely.box(110 + 4 * KM, 4 * KM, 110 + 6 * KM, 6 * KM)
    ring = ring.set_geometry([shapely.difference(ring.geometry.iloc[0], lake)], crs=WGS84)
    whole = make_row(1)
    metres = coast_metres(ring, land_near(ring, NO_LAND))
    assert metres.tolist() == coast_metres(whole, land_near(whole, NO_LAND)).tolist()


def test_a_gap_narrower_than_the_step_to_the_sea_is_no_coast() -> None:
    row = make_row(1)
    beyond = shapely.box(109, -1, 110 - 0.05 * KM, 1)  # 50 m away all along the west side
    metres = coast_metres(row, land_near(row, beyond))
    assert metres["62.03.01"] == pytest.approx(30_000, rel=0.03)


def test_bataguh_is_doubtful_and_so_are_those_of_its_desa_that_meet_water() -> None:
    assert read_doubtful() == {"62.03.17"}
    kodes = pd.Index(["62.03.16", "62.03.17", "62.03.17.2009", "62.03.17.2010"])
    doubtful = is_doubtful(kodes, pd.Series([900.0, 0.0, 900.0, 0.0], index=kodes))
    assert doubtful.tolist() == [False, True, True, False]
