"""Files that mean harm: refused by name, and nothing read or called because of them."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pyproj
import pytest
from pyogrio.errors import DataSourceError

from geo.errors import DataError
from geo.gdal import DRIVERS, unwanted_drivers
from geo.home import ROOT
from geo.intake.vector_file import read_vector
from tests.intake.vector_files import make_areas, write_geojson, write_shapefile

pytestmark = pytest.mark.cold


def write_archive(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "address",
    ["http://HOST/a.geojson", "/vsicurl/http://HOST/a.gpkg", "GPKG:/vsicurl/HOST", '{"type": "x"}'],
)
def test_an_address_or_a_text_is_never_opened(address: str, listener: ThreadingHTTPServer) -> None:
    here = f"127.0.0.1:{listener.server_port}"
    with pytest.raises(DataError, match="not a file of this machine|no such file"):
        read_vector(address.replace("HOST", here))
    assert listener.calls == []  # type: ignore[attr-defined]


def virtual_layer(tmp_path: Path) -> Path:
    make_areas().to_file(tmp_path / "secret.gpkg")
    file = tmp_path / "virtual.geojson"
    file.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>"
        f"{tmp_path / 'secret.gpkg'}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    return file


def linked_crs(tmp_path: Path) -> Path:
    link = {"type": "link", "properties": {"href": "http://HOST/crs", "type": "ogcwkt"}}
    return write_geojson(tmp_path / "linked.geojson", crs=link)


def virtual_layer_afar(tmp_path: Path) -> Path:
    file = tmp_path / "afar.gpkg"
    file.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://HOST/a.gpkg"
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    return file


def web_service(tmp_path: Path) -> Path:
    file = tmp_path / "service.gpkg"
    file.write_text("<OGRWFSDataSource><URL>http://HOST/wfs</URL></OGRWFSDataSource>")
    return file


def bomb(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "bomb.zip", {"a.shp": b" " * 30_000_000})


def large(tmp_path: Path) -> Path:
    """An archive whose directory claims 4 GB."""
    file = write_archive(tmp_path / "large.zip", {"a.shp": b"abc"})
    content = bytearray(file.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 20
    content[at : at + 8] = struct.pack("<II", 2**31, 2**32 - 2)
    file.write_bytes(content)
    return file


def traversal(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "up.zip", {"../../up.shp": b"abc", "a.shp": b"abc"})


def nested(tmp_path: Path) -> Path:
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    return write_archive(tmp_path / "nested.zip", {"a.shp": b"a", "b.zip": inner.getvalue()})


def crowded(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "crowded.zip", {f"{i}.shp": b"a" for i in range(51)})


def two_layers(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "two.zip", {"a.shp": b"a", "b.shp": b"b"})


def torn(tmp_path: Path) -> Path:
    whole = write_shapefile(tmp_path / "whole.zip").read_bytes()
    file = tmp_path / "torn.zip"
    file.write_bytes(whole[: len(whole) // 2])
    return file


def disguised(tmp_path: Path) -> Path:
    virtual = virtual_layer(tmp_path).read_bytes()
    parts = {"a.shp": virtual, "a.shx": virtual, "a.dbf": virtual}
    return write_archive(tmp_path / "disguised.zip", parts)


def deep(tmp_path: Path) -> Path:
    file = tmp_path / "deep.geojson"
    file.write_text('{"type": "FeatureCollection", "features": ' + "[" * 100_000)
    return file


def plain_database(tmp_path: Path) -> Path:
    file = tmp_path / "plain.gpkg"
    file.write_bytes(b"SQLite format 3\0" + bytes(84))
    return file


def broken_geopackage(tmp_path: Path) -> Path:
    make_areas().to_file(tmp_path / "a.gpkg")
    content = bytearray((tmp_path / "a.gpkg").read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    (tmp_path / "a.gpkg").write_bytes(content)
    return tmp_path / "a.gpkg"


def broken_parquet(tmp_path: Path) -> Path:
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    return file


HOSTILE = {
    virtual_layer: "neither GeoPackage",
    virtual_layer_afar: "neither GeoPackage",
    web_service: "neither GeoPackage",
    linked_crs: "'crs' is a link",
    bomb: "packed more than 100 times",
    large: "unpacks to more than 200 MB",
    traversal: "leaves its folder",
    nested: "holds another archive",
    crowded: "more than 50 files",
    two_layers: "2 files .shp",
    torn: "damaged archive",
    disguised: "damaged or incomplete",
    deep: "damaged or incomplete",
    plain_database: "neither GeoPackage",
    broken_geopackage: "damaged or incomplete",
    broken_parquet: "no GeoParquet, or damaged",
}


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_is_refused_and_reaches_nothing(
    make: Callable[[Path], Path], tmp_path: Path, listener: ThreadingHTTPServer
) -> None:
    file = make(tmp_path)
    here = f"127.0.0.1:{listener.server_port}".encode()
    file.write_bytes(file.read_bytes().replace(b"HOST", here))
    before = sorted(tmp_path.parent.rglob("*"))
    with pytest.raises(DataError, match=HOSTILE[make]):
        read_vector(file)
    assert listener.calls == []  # type: ignore[attr-defined]
    assert sorted(tmp_path.parent.rglob("*")) == before


@pytest.mark.parametrize("make", [virtual_layer, virtual_layer_afar, linked_crs])
def test_gdal_itself_follows_nothing_even_past_the_door(
    make: Callable[[Path], Path], tmp_path: Path, listener: ThreadingHTTPServer
) -> None:
    file = make(tmp_path)
    here = f"127.0.0.1:{listener.server_port}".encode()
    file.write_bytes(file.read_bytes().replace(b"HOST", here))
    with contextlib.suppress(DataSourceError, pyproj.exceptions.CRSError, RuntimeWarning):
        assert "kode" not in gpd.read_file(file) or make is linked_crs
    assert listener.calls == []  # type: ignore[attr-defined]


def test_gdal_carries_only_the_drivers_that_are_needed() -> None:
    assert unwanted_drivers() == [] and "GPKG" in DRIVERS


@pytest.mark.parametrize(("first", "safe"), [("geopandas", True), ("pyogrio", False)])
def test_gdal_loaded_before_the_guard_is_noticed(first: str, safe: bool) -> None:
    code = f"import {first}, geo.gdal; print(geo.gdal.unwanted_drivers() == [])"
    bare = {name: value for name, value in os.environ.items() if name != "GDAL_SKIP"}
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, env=bare, cwd=ROOT, capture_output=True, check=True)
    assert answer.stdout.strip() == str(safe).encode()
