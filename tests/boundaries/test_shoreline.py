"""The shore of a work area: where it runs, how it is cut, how far from it points and land are."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries.coast import coast_metres, land_near
from geo.boundaries.layers import read_areas
from geo.boundaries.shore_lines import in_turn
from geo.boundaries.shore_names import stretch_names
from geo.boundaries.shoreline import read_shore, shore_distance, strip_of, strips
from geo.crs import WGS84, points_at
from geo.words import Level
from tests.small_coast import KM, NO_LAND, box_km, make_boxes, make_shore, south_coast

BALI = ("51.01", "51.07", "51.08")


def point(x: float, y: float) -> gpd.GeoSeries:
    return points_at(pd.Series([y * KM]), pd.Series([110 + x * KM]))


def test_the_shore_is_as_long_as_the_metres_of_coast() -> None:
    boxes = box_km(0, 0, 10, 10), box_km(10, 0, 20, 10), box_km(20, 0, 30, 10)
    areas = make_boxes(*boxes)
    metres = coast_metres(areas, land_near(areas, NO_LAND))
    found = make_shore(*boxes).stretches.groupby("kabupaten")["length_m"].sum()
    assert found.to_dict() == pytest.approx(metres.to_dict(), rel=0.01)


def test_an_area_amid_land_has_no_shore() -> None:
    shore = make_shore(box_km(0, 0, 10, 10), other=box_km(-9, -9, 19, 19))
    assert shore.stretches.empty
    assert shore.land.empty


def test_a_lake_is_no_shore() -> None:
    ring = box_km(0, 0, 10, 10).difference(box_km(4, 4, 6, 6))
    assert make_shore(ring).stretches["length_m"].sum() == pytest.approx(40_000, rel=0.02)


def test_an_island_is_cut_all_round_from_its_western_end() -> None:
    stretches = make_shore(box_km(0, 0, 10, 10)).stretches
    assert len(stretches) == 8
    first, last = stretches.geometry.iloc[0], stretches.geometry.iloc[-1]
    assert first.distance(last) == pytest.approx(0)
    assert first.bounds[0] == pytest.approx(stretches.total_bounds[0])


@pytest.mark.parametrize(
    ("km", "lengths"), [(3, [3]), (5, [5]), (12, [5, 7]), (13, [5, 5, 3]), (16, [5, 5, 6])]
)
def test_a_coast_is_cut_every_5_km_and_a_short_rest_joins_the_last(
    km: int, lengths: list[int]
) -> None:
    found = south_coast(km).stretches["length_m"] / 1000
    assert found.tolist() == pytest.approx(lengths, abs=0.3)


def test_stretches_follow_each_other_along_the_coast_from_the_west() -> None:
    lines = south_coast(30).stretches.geometry
    assert lines.index.tolist() == [f"62.01-p{n:02}" for n in range(1, 7)]
    assert lines.centroid.x.is_monotonic_increasing
    assert lines.iloc[1:].distance(lines.iloc[:-1], align=False).max() == pytest.approx(0)


def test_kabupaten_follow_each_other_along_the_coast_whatever_their_kode() -> None:
    east, west, middle = box_km(20, 0, 30, 10), box_km(0, 0, 10, 10), box_km(10, 0, 20, 10)
    inland = box_km(-5, 0, 35, 20).difference(box_km(0, 0, 30, 10))
    stretches = make_shore(east, west, middle, other=inland).stretches
    assert stretches["kabupaten"].unique().tolist() == ["62.02", "62.03", "62.01"]
    assert stretches.geometry.centroid.x.is_monotonic_increasing


def test_lines_are_put_in_turn_by_their_ends() -> None:
    ends = [(20, 30), (0, 9), (10, 19)]
    assert in_turn([(np.array([a, 0.0]), np.array([b, 0.0])) for a, b in ends]) == [1, 2, 0]
    assert in_turn([]) == []


@pytest.mark.parametrize(("width", "lost"), [(0.5, 0), (3, 3)])
def test_only_a_long_break_in_the_shore_is_left_out(width: float, lost: float) -> None:
    pier = box_km(6, -1, 6 + width, -0.01)
    length = south_coast(15, pier).stretches["length_m"].sum() / 1000
    assert length == pytest.approx(15 - lost, abs=0.6)


def test_an_islet_joins_the_nearest_stretch() -> None:
    mainland = box_km(0, 0, 15, 10)
    islet = box_km(2, -1.5, 2.3, -1.2)
    inland = box_km(-5, 0, 20, 20).difference(mainland)
    stretches = make_shore(shapely.union(mainland, islet), other=inland).stretches
    assert len(stretches) == 3
    assert stretches["length_m"].iloc[0] == pytest.approx(6_700, abs=400)


@pytest.mark.parametrize(
    ("x", "y", "metres", "stretch"), [(2, 3, 3000, 0), (12, 0.4, 400, 2), (7, -0.08, 0, 1)]
)
def test_a_point_is_so_many_metres_from_the_shore_and_by_the_nearest_stretch(
    x: float, y: float, metres: float, stretch: int
) -> None:
    found, nearest = shore_distance(south_coast(15), point(x, y))
    assert found[0] == pytest.approx(metres, abs=20)
    assert nearest[0] == stretch


def test_a_report_without_a_point_is_by_no_stretch() -> None:
    metres, stretch = shore_distance(south_coast(15), gpd.GeoSeries([None], crs=WGS84))
    assert np.isnan(metres).all()
    assert stretch.tolist() == [-1]


def test_the_land_within_2_km_of_a_straight_coast_is_2_km_deep() -> None:
    shore = south_coast(15)
    assert strip_of(shore, 2_000).area / 1e6 == pytest.approx(30, rel=0.01)
    assert strip_of(shore, 99_000).area / 1e6 == pytest.approx(shore.land_km2)


def test_strips_share_the_land_by_the_sea_without_overlap() -> None:
    shore = make_shore(box_km(0, 0, 10, 10), box_km(10, 0, 20, 10))
    pieces = strips(shore, 2_000)
    flat = pieces.to_crs(shore.crs)
    assert pieces.crs == WGS84
    assert pieces.index.equals(shore.stretches.index)
    assert flat.area.sum() == pytest.approx(strip_of(shore, 2_000).area, rel=1e-3)
    assert flat.union_all().area == pytest.approx(flat.area.sum(), rel=1e-6)


def places(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["nama", "kode", "x", "y"])
    return frame.assign(lng=110 + frame["x"] * KM, lat=frame["y"] * KM)


def test_stretches_are_named_for_places_within_10_km_else_for_their_desa() -> None:
    shore = south_coast(30)
    desa = make_boxes(box_km(0, 0, 30, 10)).assign(nama="Desa Timur")
    known = places(("Pantai", "62.01.01", 7, 1), ("Seberang", "62.02.01", 28, 1))
    names = stretch_names(shore, known, desa)
    assert names["nama"].tolist() == [
        *(f"Pantai {n}" for n in (1, 2, 3)), "Desa Timur 1", "Desa Timur 2", "Desa Timur 3",
    ]  # fmt: skip
    assert names["place"].unique().tolist() == ["Pantai", "Desa Timur"]


def test_a_name_that_stands_alone_has_no_number() -> None:
    shore = south_coast(5)
    desa = make_boxes(box_km(0, 0, 5, 10)).assign(nama="Tanjung")
    assert stretch_names(shore, places(), desa)["nama"].tolist() == ["Tanjung"]


@pytest.mark.real
def test_the_shore_of_buleleng_jembrana_and_karangasem_runs_past_its_places(
    real_home: Path,
) -> None:
    from geo.store.facts import read_facts

    shore = read_shore(BALI)
    metres = shore.stretches.groupby("kabupaten")["length_m"].sum()
    coast = read_areas(Level.KABUPATEN, BALI)["coast_m"]
    assert metres.to_dict() == pytest.approx(coast.to_dict(), rel=0.01)
    names = stretch_names(shore, read_facts().places, read_areas(Level.DESA, BALI))
    assert names["nama"].is_unique
    order = names["place"].drop_duplicates().tolist()
    named = ["Medewi", "Gilimanuk", "Pemuteran", "Lovina", "Tulamben", "Amed", "Candidasa"]
    assert [place for place in order if place in named] == named
