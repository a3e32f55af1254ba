"""What lies beside the areas is other land: built provinces, unbuilt ones, other countries."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import Point

from geo.errors import NotBuilt
from geo.intake.land import built_kabupaten, read_built_land, read_land
from tests.small_home import ABROAD


def test_the_areas_are_those_asked_for_and_their_neighbours_are_elsewhere(small: Path) -> None:
    land = read_land(["51.07"])
    assert set(land.desa.index.str[:5]) == set(land.kecamatan.index.str[:5]) == {"51.07"}
    in_buleleng, in_karangasem = Point(115.025, -8.295), Point(115.005, -8.295)
    assert land.elsewhere.intersects(in_buleleng).any()
    assert not land.elsewhere.intersects(in_karangasem).any()


def test_other_countries_are_elsewhere_too(small: Path) -> None:
    west, south, _east, _north = ABROAD
    assert read_built_land().elsewhere.intersects(Point(west + 0.1, south + 0.1)).any()


def test_all_kabupaten_of_the_provinces_that_are_built_are_looked_through(small: Path) -> None:
    assert built_kabupaten() == ["51.07", "51.08", "62.10", "62.11"]
    assert len(read_built_land().desa) == 16


def test_before_a_build_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    with pytest.raises(NotBuilt, match="petapora build"):
        read_built_land()


@pytest.mark.real
def test_the_land_of_a_province_that_is_not_built_is_that_of_the_base_map() -> None:
    land = read_built_land().elsewhere
    banyuwangi, banjarmasin, kuching = Point(114.36, -8.22), Point(114.59, -3.32), Point(110.3, 1.5)
    assert all(land.intersects(place).any() for place in (banyuwangi, banjarmasin, kuching))
    assert not land.intersects(Point(115.09, -8.115)).any()
