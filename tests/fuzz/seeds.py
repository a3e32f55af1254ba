"""What is mutated: files of other programs, and small ones of each format and kind of rows."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook

from geo.intake.schema import field_label
from geo.words import Kind
from tests.intake.judged_rows import FULL
from tests.small_land import NAMES, square

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "files"
NIK = "5108010101700001"
EMAIL = "siti.contoh@contoh.test"
PLANTED = (NIK, EMAIL)
SQLITE_COUNTERS = (24, 92)
"""Where the header of a SQLite file counts its changes; both must say the same."""

FORMATS = ("csv", "tsv", "xlsx", "xls", "ods", "geojson", "gpkg", "kml", "kmz", "shp", "parquet")
_OF_FIXTURE = {"titik.parquet": "parquet", "buku_sandi.xlsx": "xls"}
_DATED = "docProps/core.xml"
_HEADINGS = ("No Laporan", "Tanggal", "Sumber", "Dugaan", "Kode", "Lintang", "Bujur", "Catatan")


@dataclass(frozen=True)
class Seed:
    """A whole file: what its rows are, and whether identifiers of a person were put into it."""

    content: bytes
    kind: Kind = Kind.REPORTS
    planted: bool = False


@cache
def seeds() -> Mapping[str, Sequence[Seed]]:
    """Seeds of each format, always the same."""
    found: dict[str, list[Seed]] = {each: [] for each in FORMATS}
    for file in sorted(FIXTURES.iterdir()):
        if file.suffix != ".md":
            suffix = file.suffix[1:].replace("zip", "shp")
            found[_OF_FIXTURE.get(file.name, suffix)].append(Seed(file.read_bytes()))
    for planted in (False, True):
        for each, write in WRITERS.items():
            found[each].append(Seed(write(reports(planted)), planted=planted))
    found["xls"].append(_planted_xls())
    for kind, row in FULL.items():
        table = [[field_label(name) for name in row], list(row.values())]
        found["csv"].append(Seed(_csv(table), kind))
        found["xlsx"].append(Seed(_xlsx(table), kind))
    return found


def reports(planted: bool) -> list[list[str]]:
    """Headings and a report in each desa of the small land; two tell who a person is."""
    rows = []
    for n, kode in enumerate(kode for kode in NAMES if kode.count(".") == 3):
        west, south, east, north = square(kode)
        point = [f"{(south + north) / 2:.4f}", f"{(west + east) / 2:.4f}"]
        said = ["masyarakat", "keberadaan", kode]
        rows.append([f"B-{n}", f"{n + 1:02}/03/2026", *said, *point, "dekat pasar"])
    if planted:
        rows[1][-1] = f"nik {NIK}"
        rows[2][-1] = EMAIL
    return [list(_HEADINGS), *rows]


def _csv(table: list[list[str]], *, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue().encode()


def _tsv(table: list[list[str]]) -> bytes:
    return _csv(table, delimiter="\t")


def _xlsx(table: list[list[str]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in table:
        book.active.append(row)
    book.save(file)
    return packed(
        {name: part for name, part in unpacked(file.getvalue()).items() if name != _DATED}
    )


def _ods(table: list[list[str]]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in table
    )
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{each}="{spaces}{each}:1.0"' for each in ("office", "table", "text"))
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet><table:table "
        f'table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    listed = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return packed(
        {
            "mimetype": mimetype.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": listed.encode(),
        }
    )


def _points(table: list[list[str]]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(table[1:], columns=table[0])
    points = gpd.points_from_xy(
        frame.pop("Bujur").astype(float), frame.pop("Lintang").astype(float)
    )
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def _geojson(table: list[list[str]]) -> bytes:
    return json.dumps(json.loads(_points(table).to_json())).encode()


def _written(table: list[list[str]], name: str) -> bytes:
    """A layer as GDAL writes it; the parts of one as a zip."""
    with TemporaryDirectory() as folder:
        _points(table).to_file(Path(folder) / name)
        parts = {part.name: part.read_bytes() for part in sorted(Path(folder).iterdir())}
    if "a.dbf" in parts:  # which tells the day it was written
        parts["a.dbf"] = parts["a.dbf"][:1] + bytes((126, 3, 1)) + parts["a.dbf"][4:]
    return parts[name] if len(parts) == 1 else packed(parts)


def _gpkg(table: list[list[str]]) -> bytes:
    """A GeoPackage, which tells when it was written, as if written on another day."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.gpkg"
        file.write_bytes(_written(table, "a.gpkg"))
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE gpkg_contents SET last_change = '2026-03-01T00:00:00.000Z'")
        connection.close()
        content = bytearray(file.read_bytes())
    for at in SQLITE_COUNTERS:  # of how often it was written, which GDAL does not do alike
        content[at : at + 4] = (1).to_bytes(4, "big")
    return bytes(content)


def _shp(table: list[list[str]]) -> bytes:
    return _written(table, "a.shp")


def _parquet(table: list[list[str]]) -> bytes:
    file = io.BytesIO()
    _points(table).to_parquet(file)
    return file.getvalue()


def _kml(table: list[list[str]]) -> bytes:
    marks = []
    for row in table[1:]:
        said = dict(zip(table[0], row, strict=True))
        point = f"<Point><coordinates>{said['Bujur']},{said['Lintang']}</coordinates></Point>"
        data = "".join(
            f'<Data name="{name}"><value>{text}</value></Data>'
            for name, text in said.items()
            if name not in ("Lintang", "Bujur")
        )
        marks.append(f"<Placemark><ExtendedData>{data}</ExtendedData>{point}</Placemark>")
    return f"<kml><Document>{''.join(marks)}</Document></kml>".encode()


def _kmz(table: list[list[str]]) -> bytes:
    return packed({"doc.kml": _kml(table)})


def _planted_xls() -> Seed:
    """The workbook of LibreOffice with a text of 16 letters made a NIK."""
    content = (FIXTURES / "buku.xls").read_bytes()
    old = b"alamat tidak sesuai"
    assert old in content
    return Seed(
        content.replace(old, f"nik {NIK}".encode().ljust(len(old))[: len(old)]), planted=True
    )


def unpacked(content: bytes) -> dict[str, bytes]:
    """Entries of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A zip archive of some entries, always the same."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


WRITERS: Mapping[str, Callable[[list[list[str]]], bytes]] = {
    "csv": _csv,
    "tsv": _tsv,
    "xlsx": _xlsx,
    "ods": _ods,
    "geojson": _geojson,
    "gpkg": _gpkg,
    "kml": _kml,
    "kmz": _kmz,
    "shp": _shp,
    "parquet": _parquet,
}
