"""What a file is, told by its content and never by its name, and who reads it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.found import Found
from geo.intake.reading.job import PARTS
from geo.intake.reading.limits import Limits
from geo.intake.reading.sheet_writer import Spool

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_SHAPE: Final = b"\x00\x00\x27\x0a"
_OTHERS: Final = (
    b"%PDF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x89PNG",
    b"\xff\xd8\xff",
)
_KML = re.compile(rb"<(?:\w+:)?kml[\s>]")


def format_of(head: bytes) -> str:
    """
    What the first 4 kB of a file say that it is.

    Returns
    -------
    str
        zip, xls, gpkg, parquet, kml, geojson or csv: what is left is text, or is refused later.

    Raises
    ------
    Unreadable
        If it is known and never read: other databases, pictures, PDF, web pages.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(_OLE):
        return "xls"
    if head.startswith(b"SQLite format 3\0") and head[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return "gpkg"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_SHAPE):
        raise Unreadable(Fault.PART_OF_SHAPEFILE)
    if head.startswith((*_OTHERS, *_BIFF, b"SQLite format 3\0")):
        raise Unreadable(Fault.UNKNOWN)
    return _format_of_text(head)


def _format_of_text(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    wide = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if not wide.removeprefix(b"\xef\xbb\xbf"):
        raise Unreadable(
            Fault.EMPTY if not head.strip(b"\xff\xfe\xef\xbb\xbf\0 \r\n\t") else Fault.UNKNOWN
        )
    if text.startswith(b"{") or re.match(rb"\[\s*[\[{]", text):
        return "geojson"
    if wide.startswith(b"<"):
        if _KML.search(wide) or b"<!DOCTYPE kml" in wide:
            return "kml"
        raise Unreadable(Fault.WEB_PAGE)
    return "csv"


def read_any(file: Path, limits: Limits, folder: Path) -> Found:
    """Read a file by the reader of its kind, which writes its sheets into `folder`."""
    with file.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        raise Unreadable(Fault.EMPTY)
    found = _read(file, format_of(head), Spool(folder, limits))
    if not any(sheet.n_rows for sheet in found.sheets):
        raise Unreadable(Fault.EMPTY)
    return found


def _read(file: Path, kind: str, spool: Spool) -> Found:
    """Load no more libraries than the kind needs, and read."""
    if kind == "zip":
        from geo.intake.reading.packed import weighed

        kind = weighed(file, spool.limits)
    if kind in ("xlsx", "xls", "ods"):
        from geo.intake.reading.workbook import read_workbook

        return read_workbook(_named(file, spool, f"table.{kind}"), spool, kind=kind)
    if kind == "csv":
        from geo.intake.reading.text_table import read_text_table

        return read_text_table(file, spool)
    return _read_features(file, kind, spool)


def _read_features(file: Path, kind: str, spool: Spool) -> Found:
    if kind == "geojson":
        from geo.intake.reading.geojson_table import read_geojson_table

        return read_geojson_table(file, spool)
    if kind in ("kml", "kmz"):
        from geo.intake.reading import kml_table

        return kml_table.read_kml(file, spool) if kind == "kml" else kml_table.read_kmz(file, spool)
    if kind == "parquet":
        from geo.intake.reading.parquet_table import read_parquet_table

        return read_parquet_table(file, spool)
    from geo.intake.reading import layers

    if kind == "gpkg":
        return layers.read_geopackage(_named(file, spool, "layer.gpkg"), spool)
    return layers.read_shapefile(file, spool)


def _named(file: Path, spool: Spool, name: str) -> Path:
    """The file under a name of our own, whose ending tells a library what it is."""
    named = spool.folder / PARTS / name
    named.parent.mkdir(exist_ok=True)
    return file.rename(named)
