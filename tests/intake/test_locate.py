"""Each point belongs to one area at most, by rules that can be checked by eye."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from geo.crs import WGS84, local_equal_area, points_at
from geo.errors import CRSError
from geo.intake.land import Land, read_built_land
from geo.intake.locate import locate
from tests.intake.squares import make_land, spots

TOLERANCE_M = 300.0
A, B, C, C_NORTH = "51.07.01.2001", "51.08.01.2001", "51.08.02.2001", "51.08.02.2002"


def found(points: gpd.GeoDataFrame, land: Land | None = None) -> pd.DataFrame:
    land = land or make_land()
    return locate(
        points, land.desa, land.kecamatan, elsewhere=land.elsewhere, tolerance_m=TOLERANCE_M
    )


def one(*metres: float) -> dict[str, object]:
    """What is found of one point, so many metres east and north of the corner."""
    return found(spots((metres[0], metres[1]))).iloc[0].to_dict()


def grid(*kode: str) -> Land:
    """Four desa around one corner at 115, -8, in degrees so that borders are exact."""
    boxes = [(114, -9), (115, -9), (114, -8), (115, -8)]
    shapes = [box(x, y, x + 1, y + 1) for x, y in boxes[: len(kode)]]
    desa = gpd.GeoDataFrame(index=pd.Index(kode, name="kode"), geometry=shapes, crs=WGS84)
    kecamatan = desa.dissolve(by=desa.index.str[:8])
    return Land(desa, kecamatan.rename_axis("kode"), gpd.GeoSeries([], crs=WGS84))


def test_a_point_inside_a_desa_has_its_kode_at_all_levels_and_no_distance() -> None:
    assert one(500, 500) == {
        "kode_kabupaten": "51.07",
        "kode_kecamatan": "51.07.01",
        "kode_desa": A,
        "place": "inside",
        "distance_m": 0.0,
    }


def test_a_point_in_a_kecamatan_but_in_no_desa_has_no_desa() -> None:
    at = one(1500, 500)
    assert (at["kode_kecamatan"], at["kode_desa"], at["place"]) == ("51.07.01", "", "inside")


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("51.08.01.2001", "51.08.01.2002"),
        ("51.08.01.2009", "51.08.02.2001"),
        ("51.07.09.2009", "51.08.01.2001"),
        ("51.08.09.2009", "62.03.01.2001"),
    ],
    ids=["two desa", "two kecamatan", "two kabupaten", "two provinsi"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_point_on_a_border_belongs_to_the_lower_kode(west: str, east: str, turned: bool) -> None:
    land = grid(east, west) if turned else grid(west, east)
    at = found(gpd.GeoDataFrame(geometry=[Point(115, -8.5)], crs=WGS84), land).iloc[0]
    assert (at["kode_desa"], at["place"]) == (west, "inside")
    assert (at["kode_kabupaten"], at["kode_kecamatan"]) == (west[:5], west[:8])


def test_a_point_at_a_corner_of_four_belongs_to_the_lowest() -> None:
    land = grid("51.08.02.2002", "51.08.02.2001", "51.08.01.2009", "51.08.03.2001")
    at = found(gpd.GeoDataFrame(geometry=[Point(115, -8)], crs=WGS84), land).iloc[0]
    assert at["kode_desa"] == "51.08.01.2009"


def test_on_the_border_of_a_desa_and_a_kecamatan_without_desa_the_desa_wins() -> None:
    west, east = box(114, -9, 115, -8), box(115, -9, 116, -8)
    desa = gpd.GeoDataFrame(index=["51.08.02.2001"], geometry=[east], crs=WGS84)
    both = gpd.GeoDataFrame(index=["51.08.01", "51.08.02"], geometry=[west, east], crs=WGS84)
    land = Land(desa, both, gpd.GeoSeries([], crs=WGS84))
    at = found(gpd.GeoDataFrame(geometry=[Point(115, -8.5)], crs=WGS84), land).iloc[0]
    assert at["kode_desa"] == "51.08.02.2001"


@pytest.mark.parametrize(("metres", "place"), [(1, "shore"), (299, "shore"), (301, "outside")])
def test_a_point_in_the_sea_is_at_the_shore_within_the_tolerance(metres: int, place: str) -> None:
    at = one(500, 1000 + metres)
    assert at["place"] == place
    assert at["distance_m"] == pytest.approx(metres, abs=0.2)
    assert at["kode_desa"] == (A if place == "shore" else "")


def test_a_point_in_the_sea_off_a_kecamatan_without_desa_has_no_desa() -> None:
    at = one(1500, 1100)
    assert (at["kode_kecamatan"], at["kode_desa"], at["place"]) == ("51.07.01", "", "shore")


def test_a_point_in_the_sea_as_near_to_two_desa_belongs_to_the_lower_kode() -> None:
    land = grid("51.08.01.2002", "51.08.01.2001")
    off_the_common_corner = gpd.GeoDataFrame(geometry=[Point(115, -7.999)], crs=WGS84)
    at = found(off_the_common_corner, land).iloc[0]
    assert (at["kode_desa"], at["place"]) == ("51.08.01.2001", "shore")


def test_a_point_in_a_neighbours_land_is_outside_though_near() -> None:
    at = one(4100, 500)
    assert (at["place"], at["kode_kabupaten"], at["kode_desa"]) == ("outside", "", "")
    assert at["distance_m"] == pytest.approx(100, abs=0.2)


@pytest.mark.parametrize("own_is_north", [True, False])
def test_along_a_border_that_a_projection_bends_a_neighbours_land_stays_outside(
    own_is_north: bool,
) -> None:
    south, north = box(112, -9, 118, -8), box(112, -8, 118, -7)
    own, other = (north, south) if own_is_north else (south, north)
    layer = gpd.GeoDataFrame(index=["51.08.01"], geometry=[own], crs=WGS84)
    land = Land(layer.iloc[:0], layer, gpd.GeoSeries([other], crs=WGS84))
    near = Point(115, -8.001 if own_is_north else -7.999)
    assert found(gpd.GeoDataFrame(geometry=[near], crs=WGS84), land)["place"].item() == "outside"


@pytest.mark.parametrize(("east", "place"), [(3900, "shore"), (4100, "outside")])
def test_in_the_sea_the_nearest_land_takes_a_point_also_if_it_is_a_neighbours(
    east: int, place: str
) -> None:
    at = one(east, 2100)
    assert at["place"] == place
    assert at["kode_desa"] == (C_NORTH if place == "shore" else "")


@pytest.mark.parametrize("point", [None, Point()], ids=["none", "empty"])
def test_what_has_no_point_is_missing(point: Point | None) -> None:
    at = found(gpd.GeoDataFrame(geometry=[point], crs=WGS84)).iloc[0]
    assert (at["place"], at["kode_kabupaten"]) == ("missing", "")
    assert np.isnan(at["distance_m"])


def test_a_point_on_the_other_side_of_the_earth_is_outside() -> None:
    far = gpd.GeoDataFrame(geometry=[Point(115.02 - 180, 8.19), Point(0, 51)], crs=WGS84)
    at = found(far)
    assert at["place"].to_list() == ["outside", "outside"]
    assert (at["distance_m"] > 1e7).all()


def test_order_and_index_come_back_as_they_went_in_and_nothing_is_changed() -> None:
    points = spots((3500, 500), None, (500, 500), (500, 500)).set_axis(["x", "y", "x", "z"])
    before, land = points.copy(), make_land()
    at = found(points, land)
    assert at.index.to_list() == ["x", "y", "x", "z"]
    assert at["kode_desa"].to_list() == [C, "", A, A]
    assert points.equals(before)
    assert list(land.desa.columns) == ["parent", "geometry"]


def test_no_points_give_no_rows_with_the_same_columns() -> None:
    assert list(found(spots()).columns) == list(found(spots((1, 1))).columns)


def test_inside_the_answer_is_that_of_the_spatial_join_of_geopandas() -> None:
    land, rng = make_land(), np.random.default_rng(1)
    points = spots(*rng.uniform((0, 0), (5000, 2500), (2000, 2)))
    joined = gpd.sjoin(points, land.desa, predicate="within")
    at = found(points, land)
    assert len(joined) > 500
    assert at.loc[joined.index, "kode_desa"].to_list() == joined["kode"].to_list()
    assert (at.loc[at["kode_desa"].ne("") & at["place"].eq("inside")].index == joined.index).all()


@pytest.mark.real
def test_100_000_points_on_real_borders_too_get_what_the_spatial_join_finds() -> None:
    land, rng = read_built_land(), np.random.default_rng(1)
    corners = land.desa.get_coordinates().sample(20_000, random_state=1)
    anywhere = rng.uniform((113.0, -8.9), (115.8, 0.8), (80_000, 2))
    lng_lat = np.concatenate([corners.to_numpy(), anywhere])
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*lng_lat.T), crs=WGS84)
    touching = gpd.sjoin(points, land.desa, predicate="intersects")
    lowest = touching.groupby(level=0)["kode"].min().reindex(points.index, fill_value="")
    at = found(points, land)
    inside = at["place"] == "inside"
    assert at.loc[inside, "kode_desa"].to_list() == lowest[inside].to_list()
    assert (lowest[~inside] == "").all()
    assert (touching.index.value_counts() > 1).sum() > 5_000
    assert len(at) == 100_000


def test_layers_of_two_crs_are_refused() -> None:
    with pytest.raises(CRSError):
        found(spots((1, 1)).to_crs("EPSG:32750"))


def test_latitude_and_longitude_are_turned_once_and_rightly() -> None:
    place = points_at(pd.Series([-8.115], index=["Singaraja"]), pd.Series([115.09], ["Singaraja"]))
    assert (place["Singaraja"].x, place["Singaraja"].y) == (115.09, -8.115)
    assert place.crs == WGS84


def test_a_point_without_latitude_or_longitude_is_none() -> None:
    half = points_at(pd.Series([-8.1, np.nan, np.nan]), pd.Series([np.nan, 115.0, np.nan]))
    assert half.isna().all()


def test_metres_are_measured_around_the_areas() -> None:
    crs = local_equal_area(gpd.GeoSeries([box(114, -9, 116, -8)], crs=WGS84))
    ends = gpd.GeoSeries([Point(115, -8.5), Point(115, -8.4)], crs=WGS84).to_crs(crs)
    assert ends.iloc[0].distance(ends.iloc[1]) == pytest.approx(11_059, rel=1e-3)
    with pytest.raises(CRSError):
        local_equal_area(gpd.GeoSeries([Point(115, -8)]))
