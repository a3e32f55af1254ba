"""Uploads that mean harm: refused in words, nothing read, called or left behind because of them."""

from __future__ import annotations

import io
import json
import logging
import random
import struct
import zipfile
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.intake.reading.sandbox import read_file
from tests.intake.reading.files import FILES, changed_workbook, kml, leftovers, pack, write

pytestmark = pytest.mark.cold

SECRET = "rahasia-tak-boleh-bocor"
BILLION = (
    '<!DOCTYPE kml [<!ENTITY a "'
    + "x" * 50
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)


def virtual_layer(folder: Path) -> Path:
    source = FILES / "titik.gpkg"
    return write(
        folder / "virtual.geojson",
        f"<OGRVRTDataSource><OGRVRTLayer name='laporan'><SrcDataSource>{source}</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>",
    )


def web_service(folder: Path) -> Path:
    content = "<OGRWFSDataSource><URL>http://HOST/wfs</URL></OGRWFSDataSource>"
    return write(folder / "layanan.geojson", content)


def linked_crs(folder: Path) -> Path:
    link = {"type": "link", "properties": {"href": "http://HOST/crs", "type": "ogcwkt"}}
    collection = json.loads((FILES / "titik.geojson").read_text()) | {"crs": link}
    return write(folder / "tautan.geojson", json.dumps(collection))


def deep_json(folder: Path) -> Path:
    content = '{"type": "FeatureCollection", "features": ' + "[" * 100_000
    return write(folder / "dalam.geojson", content)


def outside_entity(folder: Path) -> Path:
    before = f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{folder / "secret.txt"}">]>'
    return write(folder / "xxe.kml", kml("<Placemark><name>&x;</name></Placemark>", before=before))


def billion_laughs(folder: Path) -> Path:
    return write(
        folder / "tawa.kml", kml("<Placemark><name>&h;</name></Placemark>", before=BILLION)
    )


def billion_laughs_in_workbook(folder: Path) -> Path:
    start = b'standalone="yes"?>'
    return changed_workbook(
        folder / "tawa.xlsx", "xl/workbook.xml", start, start + BILLION.encode()
    )


def far_cell(folder: Path) -> Path:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return changed_workbook(folder / "jauh.xlsx", "xl/worksheets/sheet1.xml", b"</sheetData>", cell)


def far_cell_nearer(folder: Path) -> Path:
    cell = b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row></sheetData>'
    return changed_workbook(
        folder / "besar.xlsx", "xl/worksheets/sheet1.xml", b"</sheetData>", cell
    )


def wide_workbook(folder: Path) -> Path:
    cells = b"".join(b'<c r="AAA%d"><v>1</v></c>' % n for n in (1, 2))
    old = b"</sheetData>"
    return changed_workbook(
        folder / "lebar.xlsx",
        "xl/worksheets/sheet1.xml",
        old,
        b'<row r="99">' + cells + b"</row>" + old,
    )


def repeated_cells(folder: Path) -> Path:
    with zipfile.ZipFile(FILES / "buku.ods") as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    cell = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    cell += b'table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    content = entries["content.xml"].replace(
        b"</table:table>", cell + b"</table:table-row></table:table>", 1
    )
    return pack(folder / "ulang.ods", entries | {"content.xml": content})


def layer_bomb(folder: Path) -> Path:
    return pack(folder / "bom.zip", {"a.shp": b" " * 30_000_000})


def workbook_bomb(folder: Path) -> Path:
    with zipfile.ZipFile(FILES / "buku.xlsx") as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return pack(folder / "bom.xlsx", entries | {"xl/media/a.bin": bytes(220 * 2**20)})


def lying_directory(folder: Path) -> Path:
    """A part that unpacks to 60 MB and claims to be 100 bytes."""
    start = b"<sheetData>"
    blanks = start + b" " * (60 * 2**20)
    file = changed_workbook(folder / "bohong.xlsx", "xl/worksheets/sheet1.xml", start, blanks)
    content = bytearray(file.read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.index(b"xl/worksheets/sheet1.xml", content.index(mark))
        begin = content.rindex(mark, 0, place)
        content[begin + at : begin + at + 4] = struct.pack("<I", 100)
    return write(file, bytes(content))


def nested_archive(folder: Path) -> Path:
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    return pack(folder / "sarang.zip", {"a.shp": b"a", "b.zip": inner.getvalue()})


def archive_of_archives(folder: Path) -> Path:
    return pack(folder / "arsip.zip", {"a.zip": (FILES / "laporan_prj.zip").read_bytes()})


def traversal(folder: Path) -> Path:
    return pack(folder / "naik.zip", {"../../naik.shp": b"abc", "a.shp": b"abc"})


def two_layers(folder: Path) -> Path:
    return pack(folder / "dua.zip", {"a.shp": b"a", "b.shp": b"b"})


def disguised_shapefile(folder: Path) -> Path:
    content = virtual_layer(folder).read_bytes()
    return pack(folder / "samar.zip", dict.fromkeys(("a.shp", "a.shx", "a.dbf"), content))


def locked_archive(folder: Path) -> Path:
    content = bytearray((FILES / "laporan_prj.zip").read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + at] |= 1
    return write(folder / "kunci.zip", bytes(content))


def torn_archive(folder: Path) -> Path:
    return write(folder / "robek.xlsx", (FILES / "buku.xlsx").read_bytes()[:4000])


def torn_old_workbook(folder: Path) -> Path:
    return write(folder / "robek.xls", (FILES / "buku.xls").read_bytes()[:3000])


def torn_geopackage(folder: Path) -> Path:
    content = bytearray((FILES / "titik.gpkg").read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    return write(folder / "rusak.gpkg", bytes(content))


def torn_parquet(folder: Path) -> Path:
    return write(folder / "rusak.parquet", b"PAR1" + bytes(100) + b"PAR1")


def rubbish(folder: Path) -> Path:
    return write(folder / "acak.csv", random.Random(4).randbytes(200_000))


def nothing(folder: Path) -> Path:
    return write(folder / "kosong.csv", b"")


def only_headings(folder: Path) -> Path:
    return write(folder / "kepala.csv", "Tanggal,Desa,Jumlah\n")


def ten_thousand_columns(folder: Path) -> Path:
    line = ",".join(f"k{n}" for n in range(10_000))
    return write(folder / "kolom.csv", f"{line}\n{line}\n")


def endless_line(folder: Path) -> Path:
    return write(folder / "garis.csv", "a,b\n" + "x" * 3_000_000)


def web_page(folder: Path) -> Path:
    return write(folder / "halaman.xls", f"<html><table><tr><td>{SECRET}</td></tr></table></html>")


def one_part(folder: Path) -> Path:
    with zipfile.ZipFile(FILES / "laporan_prj.zip") as archive:
        return write(folder / "satu.shp", archive.read("laporan.shp"))


HOSTILE = {
    virtual_layer: "web page or XML",
    web_service: "web page or XML",
    linked_crs: "is a link",
    deep_json: "damaged or incomplete",
    outside_entity: "declares entities",
    billion_laughs: "declares entities",
    billion_laughs_in_workbook: "declares entities",
    far_cell: "more than 256 columns",
    far_cell_nearer: "memory than the 1,024 MB",
    wide_workbook: "more than 256 columns",
    repeated_cells: "damaged or incomplete",
    layer_bomb: "packed too tightly",
    workbook_bomb: "unpacks to more than 200 MB",
    lying_directory: "damaged",
    nested_archive: "holds another archive",
    archive_of_archives: "holds another archive",
    traversal: "an archive that is not opened",
    two_layers: "more than one layer",
    disguised_shapefile: "damaged or incomplete",
    locked_archive: "locked by a password",
    torn_archive: "damaged or incomplete",
    torn_old_workbook: "damaged",
    torn_geopackage: "damaged or incomplete",
    torn_parquet: "damaged or incomplete",
    rubbish: "none of the kinds",
    nothing: "holds no row",
    only_headings: "holds no row",
    ten_thousand_columns: "more than 256 columns",
    endless_line: "line 2 is longer than",
    web_page: "web page or XML",
    one_part: "one part of a Shapefile",
}


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_upload_is_refused_and_reaches_nothing(
    make: Callable[[Path], Path],
    tmp_path: Path,
    listener: ThreadingHTTPServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    file = make(tmp_path)
    if file.stat().st_size < 10_000:
        here = f"127.0.0.1:{listener.server_port}".encode()
        file.write_bytes(file.read_bytes().replace(b"HOST", here))
    folder, before = tmp_path / "spool", sorted(tmp_path.rglob("*"))
    with caplog.at_level(logging.DEBUG), pytest.raises(DataError, match=HOSTILE[make]) as refused:
        read_file(file, name=file.name, folder=folder)
    assert str(refused.value).startswith(f"{file.name}: ")
    assert SECRET not in str(refused.value) + caplog.text
    assert listener.calls == []  # type: ignore[attr-defined]
    assert list(leftovers(folder)) == []
    assert sorted(path for path in tmp_path.rglob("*") if path != folder) == before


def test_a_workbook_with_a_password_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="locked by a password"):
        read_file(FILES / "buku_sandi.xlsx", name="buku.xlsx", folder=tmp_path)
