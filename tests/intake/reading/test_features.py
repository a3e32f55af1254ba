"""Features that are no plain points: none is lost, and no text is taken for a number."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reason_words import Reason
from tests.intake.reading.files import FILES, all_rows, cells_of, pack, read_here


def collection(*features: tuple[dict[str, Any], Any], **members: Any) -> bytes:
    listed = [
        {"type": "Feature", "properties": said, "geometry": geometry} for said, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed, **members}).encode()


def point(*numbers: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(numbers)}


def test_numbers_keep_the_form_they_are_written_in(tmp_path: Path) -> None:
    text = collection(({"kode": "51.10", "n": 0}, point(115.5, -8.25))).replace(b": 0}", b": 7.10}")
    read_here(text, tmp_path)
    assert cells_of(tmp_path) == [["-8.25", "115.5", "51.10", "7.10"]]
    assert all_rows(tmp_path)["_types"].tolist() == ["nntn"]


def test_each_feature_is_a_row_whatever_its_geometry(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[115, -8], [116, -8]]}
    shapes = [point(115, -8), None, line, point(), point("a", 1), {"type": "Point"}]
    read_here(collection(*[({"no": n}, shape) for n, shape in enumerate(shapes)]), tmp_path)
    bad = Reason.NO_POINT.value
    assert all_rows(tmp_path)["_fault"].tolist() == ["", "", bad, "", bad, bad]


def test_coordinates_that_cannot_be_degrees_are_left_open(tmp_path: Path) -> None:
    found = read_here(collection(({"a": 1}, point(282468, 9097205))), tmp_path)
    assert found.sheets[0].headings[:2] == ("(x)", "(y)")


def test_a_stated_system_is_turned_to_degrees(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}}
    found = read_here(collection(({"a": 1}, point(282468.15, 9097205.14)), crs=crs), tmp_path)
    assert found.sheets[0].crs == "EPSG:32750"
    lat, lng = cells_of(tmp_path)[0][:2]
    assert (float(lat), float(lng)) == pytest.approx((-8.1625, 115.0256), abs=1e-6)


def test_properties_that_differ_share_one_table(tmp_path: Path) -> None:
    content = collection(({"a": "x"}, None), ({"b": {"c": [1]}}, None), ({"a": True}, None))
    read_here(content, tmp_path)
    assert cells_of(tmp_path) == [["x", ""], ["", '{"c": ["1"]}'], ["true", ""]]


def test_half_a_letter_does_not_end_the_reading(tmp_path: Path) -> None:
    read_here(b'{"type": "Feature", "properties": {"a": "x\\ud800"}, "geometry": null}', tmp_path)
    assert cells_of(tmp_path) == [["x\ufffd"]]


@pytest.mark.parametrize(
    "content", [b"{}", b"[1, 2]", b'{"type": "Topology"}', b'{"a": 1', b"{\xff}"]
)
def test_other_json_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_here(content, tmp_path)


def test_a_placemark_tells_its_name_data_and_point(tmp_path: Path) -> None:
    placemark = (
        "<Placemark><description>Titik 1</description><ExtendedData><Data name='Desa'>"
        "<value>Banjar</value></Data></ExtendedData>"
        "<Point><coordinates> 115.1,-8.2,0 </coordinates></Point></Placemark>"
    )
    line = "<Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>"
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
    read_here(f"<kml><Document>{link}{placemark}{line}</Document></kml>".encode(), tmp_path)
    assert cells_of(tmp_path) == [["-8.2", "115.1", "Titik 1", "Banjar"], ["", "", "", ""]]
    assert all_rows(tmp_path)["_fault"].tolist() == ["", Reason.NO_POINT.value]


def test_a_shapefile_without_its_index_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(FILES / "laporan_prj.zip") as archive:
        entries = {n: archive.read(n) for n in archive.namelist() if not n.endswith(".shx")}
    content = pack(tmp_path / "a.zip", entries).read_bytes()
    with pytest.raises(Unreadable, match=Fault.DAMAGED):
        read_here(content, tmp_path / "s")
