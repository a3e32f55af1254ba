"""The base map: an office's own outline and names, its neighbours in grey, land around it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from geo.maps.base import base_geometry
from tests.builders import make_kabupaten, make_kecamatan

PLACES = pd.DataFrame({"nama": ["Lovina"], "lat": [-8.16], "lng": [115.02]})


@pytest.fixture
def kabupaten() -> gpd.GeoDataFrame:
    """Three kabupaten in a row; Buleleng is the easternmost."""
    return make_kabupaten(make_kecamatan("51.01.01", "51.07.01", "51.08.01", "51.08.02"))


def land_around(kabupaten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Land under the kabupaten, a country one degree east, and another far away."""
    west, south, east, north = kabupaten.total_bounds
    shapes = [
        box(west, south, east, north),
        box(east + 1, south, east + 1.2, north),
        box(east + 20, south, east + 21, north),
    ]
    indonesia = [True, False, False]
    return gpd.GeoDataFrame({"indonesia": indonesia}, geometry=shapes, crs=kabupaten.crs)


def draw(own: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame) -> dict[str, Any]:
    land = land_around(neighbours)
    return base_geometry(own, land=land, neighbours=neighbours, places=PLACES)


def test_an_offices_own_kabupaten_are_outlined_and_the_others_only_named(
    kabupaten: gpd.GeoDataFrame,
) -> None:
    base = draw(kabupaten.loc[["51.08"]], kabupaten)
    assert [own["nama"] for own in base["outline"]] == ["Buleleng"]
    assert [other["nama"] for other in base["neighbours"]] == ["Area 51.01", "Karangasem"]
    assert all(own["parts"] for own in base["outline"])
    assert not any("parts" in other for other in base["neighbours"])


def test_the_view_is_that_of_the_work_area_alone(kabupaten: gpd.GeoDataFrame) -> None:
    own = kabupaten.loc[["51.08"]]
    assert draw(own, kabupaten)["bounds"] == pytest.approx(own.total_bounds, abs=1e-5)


def test_land_of_neighbours_and_of_other_countries_is_drawn_apart(
    kabupaten: gpd.GeoDataFrame,
) -> None:
    base = draw(kabupaten.loc[["51.08"]], kabupaten)
    assert len(base["land"]) == 3
    ((ring,),) = base["foreign"]
    assert ring[0] / base["steps"] > kabupaten.total_bounds[2] + 0.9


def test_land_out_of_sight_is_left_out(kabupaten: gpd.GeoDataFrame) -> None:
    far = kabupaten.loc[["51.01"]].translate(xoff=30)
    neighbours = kabupaten.copy()
    neighbours.loc[["51.01"], "geometry"] = far
    base = draw(kabupaten.loc[["51.08"]], neighbours)
    assert [other["nama"] for other in base["neighbours"]] == ["Karangasem"]


def test_a_name_stands_inside_the_largest_part_of_its_kabupaten(
    kabupaten: gpd.GeoDataFrame,
) -> None:
    own = kabupaten.loc[["51.08"]].copy()
    shape = own.geometry.iloc[0]
    west, south, _east, _north = shape.bounds
    islet = box(west - 0.5, south, west - 0.499, south + 0.001)
    own.geometry = [shape.union(islet)]
    lat, lng = draw(own, kabupaten)["outline"][0]["at"]
    assert shape.buffer(1e-4).contains(gpd.points_from_xy([lng], [lat])[0])


def test_places_are_named_where_they_are(kabupaten: gpd.GeoDataFrame) -> None:
    places = draw(kabupaten.loc[["51.08"]], kabupaten)["places"]
    assert places == [{"nama": "Lovina", "at": [-8.16, 115.02]}]


def test_an_office_without_neighbours_is_drawn_too(kabupaten: gpd.GeoDataFrame) -> None:
    base = draw(kabupaten, kabupaten)
    assert base["neighbours"] == []
    assert len(base["outline"]) == 3
