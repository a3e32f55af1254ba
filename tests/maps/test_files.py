"""Files that maps are drawn from, made from the boundaries in use."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from geo.boundaries.layers import read_areas
from geo.maps.assets import read_asset
from geo.maps.files import areas_file, base_file_of, cells_file, kode_in
from geo.words import Level
from tests.builders import make_office
from tests.small_land import kodes

KABUPATEN = ("51.07", "51.08")
PLACES = pd.DataFrame(
    {"nama": ["Lovina", "Kurun"], "kode": ["51.08.01", "62.10.02"], "lat": -8.29, "lng": 115.02}
)


@pytest.fixture(autouse=True)
def _home(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(small_home))


@pytest.mark.parametrize("level", [Level.KABUPATEN, Level.KECAMATAN, Level.DESA])
def test_a_file_of_areas_has_them_in_the_order_of_the_layer(level: Level) -> None:
    file = areas_file(KABUPATEN, level)
    assert file.startswith(f"{level}-")
    assert list(kode_in(file)) == list(read_areas(level, KABUPATEN).index)
    assert list(kode_in(file)) == kodes(level, within="51")


def test_a_base_file_names_the_places_of_the_office_alone() -> None:
    base = json.loads(read_asset(base_file_of(make_office(*KABUPATEN), PLACES)))
    assert [place["nama"] for place in base["places"]] == ["Lovina"]


def test_a_file_of_cells_is_found_again_under_the_same_name() -> None:
    file = cells_file(KABUPATEN, 8, shore_m=1000)
    assert cells_file(KABUPATEN, 8, shore_m=1000) == file
    assert file.startswith("cells-8-")
    assert kode_in(file).is_unique


def test_a_wider_shore_has_more_cells() -> None:
    near, far = (len(kode_in(cells_file(KABUPATEN, 8, shore_m=m))) for m in (0, 5000))
    assert near < far
