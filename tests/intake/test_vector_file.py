"""What comes through the one door for geometry files, and as what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import Point

from geo.errors import CRSError, DataError
from geo.intake.vector_file import read_vector
from tests.intake.vector_files import SQUARE, make_areas, write_geojson, write_shapefile

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["gpkg", "geojson", "zip", "parquet"])
def test_each_of_the_four_kinds_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"areas.{kind}"
    if kind == "geojson":
        write_geojson(file)
    elif kind == "zip":
        write_shapefile(file)
    elif kind == "parquet":
        make_areas().to_parquet(file)
    else:
        make_areas().to_file(file)
    areas = read_vector(file)
    assert areas["kode"].tolist() == ["51.08.01", "51.10"]
    assert areas["no"].tolist() == ["1", "2"]
    assert areas["luas"].str.removesuffix(".0").tolist() == ["1", ""]
    assert areas.index.tolist() == [1, 2] and areas.crs == "EPSG:4326"
    assert areas.geometry.iloc[0].equals(SQUARE)


def test_the_content_tells_the_kind_not_the_name(tmp_path: Path) -> None:
    make_areas().to_file(tmp_path / "a.gpkg")
    renamed = (tmp_path / "a.gpkg").rename(tmp_path / "a:b {{7*7}}.geojson")
    assert len(read_vector(renamed)) == 2


def test_a_code_written_as_a_number_in_geojson_keeps_its_last_zero(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        ' {"kode": 51.10}, "geometry": {"type": "Point", "coordinates": [115, -8]}}]}'
    )
    assert read_vector(file)["kode"].tolist() == ["51.10"]


def test_heights_are_dropped_and_a_broken_geometry_is_none(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": None, "geometry": shape}
        for shape in (
            {"type": "Point", "coordinates": [115, -8, 20]},
            {"type": "Polygon", "coordinates": [[[115, -8], [115, -9]]]},
            None,
        )
    ]
    areas = read_vector(write_geojson(tmp_path / "a.geojson", features=features))
    assert areas.geometry.tolist() == [Point(115, -8), None, None]


@pytest.mark.parametrize("kind", ["zip", "parquet"])
def test_without_a_crs_the_reader_is_asked_to_state_one(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"utm.{kind}"
    if kind == "zip":
        write_shapefile(file, without=".prj", crs="EPSG:32750")
    else:
        make_areas("EPSG:32750").set_crs(None, allow_override=True).to_parquet(file)
    with pytest.raises(CRSError, match=r"does not say .* --crs EPSG:32750"):
        read_vector(file)
    stated = read_vector(file, crs="EPSG:32750").to_crs("EPSG:4326")
    assert stated.geometry.iloc[0].centroid.distance(SQUARE.centroid) < 1e-6


def test_geojson_in_metres_asks_for_its_crs_unless_a_number_names_it(tmp_path: Path) -> None:
    metres = json.loads(make_areas("EPSG:32750").to_json(drop_id=True))
    metres.pop("crs", None)
    file = write_geojson(tmp_path / "a.geojson", features=metres["features"])
    with pytest.raises(CRSError, match="--crs"):
        read_vector(file)
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}}
    write_geojson(file, features=metres["features"], crs=named)
    assert read_vector(file).crs == "EPSG:32750"


def test_an_unknown_crs_is_refused_with_its_form(tmp_path: Path) -> None:
    with pytest.raises(CRSError, match="'50S' is no coordinate system. Write it as EPSG:32750"):
        read_vector(write_geojson(tmp_path / "a.geojson"), crs="50S")


def test_a_geopackage_of_two_polygon_layers_asks_for_one(tmp_path: Path) -> None:
    for layer in ("kecamatan", "desa"):
        make_areas().to_file(tmp_path / "a.gpkg", layer=layer)
    with pytest.raises(DataError, match=r"2 layers of polygons.*desa"):
        read_vector(tmp_path / "a.gpkg")


def test_marks_that_steer_a_terminal_are_taken_out_and_long_texts_cut(tmp_path: Path) -> None:
    areas = make_areas().assign(nama=["\x1b[31mGero\u202ekgak\r\n ", "x" * 1000])
    areas.to_file(tmp_path / "a.gpkg")
    names = read_vector(tmp_path / "a.gpkg")["nama"]
    assert names.iloc[0] == "[31mGero kgak" and len(names.iloc[1]) == 254
