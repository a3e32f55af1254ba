"""The grey map beneath."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.boundaries import basemap
from geo.boundaries.basemap import BOX, read_base, read_world
from geo.errors import NotBuilt


def test_a_base_map_that_is_not_built_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    with pytest.raises(NotBuilt, match="petapora build"):
        read_base("land")


def test_an_arc_walked_backwards_closes_a_ring() -> None:
    arcs = [np.array([[0, 0], [1, 0], [1, 1]]), np.array([[0, 0], [0, 1], [1, 1]])]
    ring = basemap._ring([0, ~1], arcs)
    assert ring.tolist() == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


@pytest.mark.real
def test_the_neighbours_are_there_and_lie_inside_the_box(packages: None) -> None:
    world = read_world()
    assert {"Malaysia", "Papua New Guinea", "Timor-Leste", "Australia"} <= set(world.index)
    assert shapely.box(*BOX).covers(shapely.box(*world.total_bounds))
    assert world.loc["Malaysia", "geometry"].covers(shapely.Point(101.7, 3.1))  # Kuala Lumpur


@pytest.mark.real
def test_the_base_map_has_each_kabupaten_once_and_shares_their_borders(home: Path) -> None:
    kabupaten = read_base("kabupaten")
    assert len(kabupaten) == 497
    assert kabupaten.index.is_unique
    assert len(" ".join(kabupaten["kabupaten"]).split()) == 514
    assert kabupaten.loc["51.08", "nama"] == "Kabupaten Buleleng"
    assert shapely.coverage_is_valid(kabupaten.geometry.to_numpy())


@pytest.mark.real
@pytest.mark.parametrize(
    ("lat", "lng", "on_land"),
    [
        (-8.12, 115.09, True),  # Singaraja
        (-8.00, 115.09, False),  # Laut Bali
        (2.65, 98.88, True),  # Danau Toba
        (0.95, 110.10, True),  # at the border with Sarawak
        (-8.15, 114.42, False),  # Selat Bali
        (-9.45, 125.00, True),  # at the border with Timor-Leste
    ],
)
def test_the_mask_tells_land_from_sea(home: Path, lat: float, lng: float, on_land: bool) -> None:
    mask = read_base("mask").geometry.iloc[0]
    assert shapely.contains_xy(mask, lng, lat) == on_land


@pytest.mark.real
def test_the_land_of_one_country_is_not_the_land_of_another(home: Path) -> None:
    land = read_base("land")
    assert land.index[land["indonesia"]].tolist() == ["Indonesia"]
    own = land.loc["Indonesia", "geometry"]
    malaysia = land.loc["Malaysia", "geometry"]
    assert shapely.distance(own, malaysia) == 0
    assert shapely.intersection(own, malaysia).area < 0.02 * malaysia.area
