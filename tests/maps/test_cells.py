"""Cells over a work area: every report that may be counted finds its cell, and each cell once."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import h3
import numpy as np
import pyproj
import pytest
import shapely

from geo.analysis.slivers import cell_polygon
from geo.crs import WGS84
from geo.maps.cells import (
    cell_geometry,
    cell_resolutions,
    cells_over,
    name_cells,
)
from geo.words import CELL_RESOLUTIONS, Level
from tests.builders import make_kabupaten, make_kecamatan
from tests.maps.test_geometry import decode
from tests.small_land import make_areas

SHORE_M = 1000.0
SINGARAJA_KM2, PALANGKA_RAYA_KM2 = 3_009.0, 82_957.0


@pytest.fixture
def kecamatan() -> gpd.GeoDataFrame:
    return make_kecamatan("51.07.01", "51.08.01", "51.08.02")


def content_of(kecamatan: gpd.GeoDataFrame, resolution: int) -> dict[str, Any]:
    land = make_kabupaten(kecamatan)
    return cell_geometry(name_cells(land, resolution, named=kecamatan, shore_m=SHORE_M), kecamatan)


@pytest.mark.parametrize("resolution", CELL_RESOLUTIONS)
def test_every_point_within_the_tolerance_of_the_shore_finds_its_cell(
    kecamatan: gpd.GeoDataFrame, resolution: int
) -> None:
    cells = set(cells_over(kecamatan.geometry, resolution, reach_m=SHORE_M))
    edge = shapely.get_coordinates(shapely.segmentize(kecamatan.union_all(), 0.001))
    for azimuth in range(0, 360, 15):
        turn = np.full(len(edge), azimuth)
        metres = np.full(len(edge), SHORE_M)
        lng, lat, _back = pyproj.Geod(ellps="WGS84").fwd(edge[:, 0], edge[:, 1], turn, metres)
        found = {h3.latlng_to_cell(*each, resolution) for each in zip(lat, lng, strict=True)}
        assert found <= cells


def test_no_cell_stands_there_twice_or_far_away(kecamatan: gpd.GeoDataFrame) -> None:
    cells = cells_over(kecamatan.geometry, 8, reach_m=SHORE_M)
    assert len(set(cells)) == len(cells)
    assert cells == sorted(cells)
    around = kecamatan.union_all().buffer(0.02)
    assert all(cell_polygon(cell).intersects(around) for cell in cells)


def test_an_islet_and_a_hole_in_the_land_have_their_cells_too() -> None:
    ring = shapely.box(115, -8.3, 115.2, -8.1).difference(shapely.box(115.08, -8.22, 115.12, -8.18))
    areas = gpd.GeoSeries([ring, shapely.box(115.4, -8.2, 115.4001, -8.1999)], crs=WGS84)
    cells = set(cells_over(areas, 8, reach_m=0))
    assert h3.latlng_to_cell(-8.19995, 115.40005, 8) in cells
    assert h3.latlng_to_cell(-8.2, 115.1, 8) not in cells


def test_a_known_place_lies_in_its_known_cell() -> None:
    lovina = gpd.GeoSeries([shapely.Point(115.02, -8.16).buffer(0.001)], crs=WGS84)
    assert "878db58d2ffffff" in cells_over(lovina, 7, reach_m=0)


def test_cells_tile_the_land_without_gap_or_overlap(kecamatan: gpd.GeoDataFrame) -> None:
    drawn = [decode(area["parts"]) for area in content_of(kecamatan, 8)["areas"]]
    whole = shapely.union_all(drawn)
    assert whole.contains(kecamatan.union_all())
    assert sum(each.area for each in drawn) == pytest.approx(whole.area, rel=1e-4)


def test_a_cell_is_named_for_the_area_of_its_centre_and_at_sea_for_the_nearest(
    kecamatan: gpd.GeoDataFrame,
) -> None:
    areas = content_of(kecamatan, 8)["areas"]
    for area in areas:
        point = shapely.Point(area["at"][1], area["at"][0])
        nearest = shapely.distance(kecamatan.geometry.to_numpy(), point)
        assert area["group"] in kecamatan.index[nearest <= nearest.min() + 1e-5]
        assert area["nama"].partition(" (")[0] == kecamatan["nama"][area["group"]]
    assert {area["group"] for area in areas} == set(kecamatan.index)


def test_a_cell_is_named_for_its_desa_within_its_kecamatan() -> None:
    desa, kecamatan, kabupaten = (
        make_areas(level, within="51.08").set_index("KODE").rename(columns={"NAMA": "nama"})
        for level in (Level.DESA, Level.KECAMATAN, Level.KABUPATEN)
    )
    content = cell_geometry(name_cells(kabupaten, 8, named=desa, shore_m=0), kecamatan)
    assert content["groups"] == {"51.08.01": "GEROKGAK", "51.08.02": "SERIRIT"}
    names = {area["nama"].partition(" (")[0] for area in content["areas"]}
    assert names <= set(desa["nama"])


def test_the_file_is_sorted_and_its_point_lies_in_the_cell(kecamatan: gpd.GeoDataFrame) -> None:
    areas = content_of(kecamatan, 7)["areas"]
    assert [area["kode"] for area in areas] == sorted(area["kode"] for area in areas)
    assert [h3.latlng_to_cell(*area["at"], 7) for area in areas] == [a["kode"] for a in areas]


def test_more_cells_than_a_map_can_draw_are_refused() -> None:
    wide = gpd.GeoDataFrame(
        {"nama": ["x"]}, geometry=[shapely.box(112, -3, 116, 1)], index=["62.10"], crs=WGS84
    )
    with pytest.raises(ValueError, match="cells of resolution 7 are more than a map draws"):
        name_cells(wide, 7, named=wide, shore_m=0)


@pytest.mark.parametrize(
    ("area_km2", "offered", "first"),
    [
        (SINGARAJA_KM2, [5, 6, 7, 8], 7),
        (PALANGKA_RAYA_KM2, [5, 6], 5),
        (160, [5, 6, 7, 8], 8),
        (400_000, [5], 5),
    ],
)
def test_resolutions_follow_the_size_of_the_work_area(
    area_km2: float, offered: list[int], first: int
) -> None:
    assert cell_resolutions(area_km2) == (offered, first)


@pytest.mark.parametrize(("resolution", "is_alone"), [(5, True), (8, False)])
def test_cells_of_one_name_have_numbers_and_a_name_that_is_once_has_none(
    kecamatan: gpd.GeoDataFrame, resolution: int, is_alone: bool
) -> None:
    names = [area["nama"] for area in content_of(kecamatan, resolution)["areas"]]
    for own in kecamatan["nama"]:
        numbers = [name.removeprefix(own) for name in names if name.partition(" (")[0] == own]
        alone = numbers == [""]
        assert alone or numbers == [f" ({n})" for n in range(1, len(numbers) + 1)]
    assert any("(" not in name for name in names) == is_alone
