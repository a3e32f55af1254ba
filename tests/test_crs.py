"""Areas are measured in one equal-area projection; layers without a CRS are not measured."""

from __future__ import annotations

import geopandas as gpd
import pytest
from pyproj import Geod
from shapely.geometry import Point, box

from geo.crs import WGS84, area_km2, require_same_crs
from geo.errors import CRSError
from geo.text import use_language
from tests.builders import make_kecamatan

PLACES = {
    "Sabang": (95.3, 5.9),
    "equator": (114.5, 0.0),
    "Palangka Raya": (113.9, -2.2),
    "Singaraja": (115.1, -8.1),
    "Rote": (123.0, -10.9),
    "Merauke": (140.4, -8.5),
}
TOLERANCE = 0.0005


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [0.01, 0.5])
def test_an_area_is_the_geodesic_one_within_a_twentieth_of_a_percent(
    place: str, size: float
) -> None:
    lng, lat = PLACES[place]
    square = box(lng, lat - size / 2, lng + size, lat + size / 2).segmentize(0.005)
    geodesic = abs(Geod(ellps="WGS84").geometry_area_perimeter(square)[0]) / 1e6
    measured = area_km2(gpd.GeoSeries([square], crs=WGS84))
    assert measured.iloc[0] == pytest.approx(geodesic, rel=TOLERANCE)


@pytest.mark.parametrize("crs", [WGS84, "EPSG:32749", "EPSG:32750", "EPSG:3857"])
def test_the_crs_of_a_layer_does_not_change_its_area(crs: str) -> None:
    areas = make_kecamatan("51.08.01", "51.08.02").to_crs(crs)
    assert area_km2(areas).to_list() == pytest.approx([1.0, 1.0], rel=TOLERANCE)


def test_areas_come_back_in_the_order_and_index_they_came_in() -> None:
    areas = make_kecamatan("51.08.01", "51.08.02", "51.08.03").iloc[[2, 0, 1]]
    assert list(area_km2(areas).index) == ["51.08.03", "51.08.01", "51.08.02"]


def test_a_layer_that_names_no_crs_is_refused() -> None:
    with pytest.raises(CRSError, match=r"no coordinate system\. Say which one it is in\."):
        area_km2(gpd.GeoSeries([box(115, -8, 116, -7)]))


def test_layers_of_one_crs_may_meet() -> None:
    require_same_crs(make_kecamatan("51.08.01"), make_kecamatan("51.08.02"))


def test_two_crs_that_meet_are_an_error_that_names_both() -> None:
    areas = make_kecamatan("51.08.01")
    with pytest.raises(CRSError, match=r"EPSG:32750, EPSG:4326\. Reproject one\."):
        require_same_crs(areas, areas.to_crs("EPSG:32750"))


def test_a_layer_without_crs_may_meet_none() -> None:
    areas = make_kecamatan("51.08.01")
    points = gpd.GeoDataFrame(geometry=[Point(115, -8)])
    with pytest.raises(CRSError, match="no coordinate system"):
        require_same_crs(areas, points)
