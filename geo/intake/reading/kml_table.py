"""KML and KMZ: the points of placemarks and what is said of them; links and entities never."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from geo.crs import WGS84
from geo.intake.reading.cells import Cell
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.features import Feature, write_features
from geo.intake.reading.found import Found
from geo.intake.reading.packed import opened
from geo.intake.reading.sheet_writer import Spool
from geo.intake.reason_words import Reason
from geo.intake.table import Sheet

_SHAPES = frozenset({"LineString", "LinearRing", "Polygon", "Model", "Track", "MultiTrack"})
_SAID = ("name", "description", "address", "phoneNumber", "when", "begin", "end")


def read_kml(file: Path, spool: Spool) -> Found:
    """Write the placemarks of a KML as a sheet."""
    most = spool.limits.sheet_rows
    with file.open("rb") as stream:
        return Found("kml", (write_features(spool, 0, _placemarks(stream, most), crs=WGS84),))


def read_kmz(file: Path, spool: Spool) -> Found:
    """Write each KML in an archive as a sheet; GDAL packs one a layer."""
    with opened(file) as archive:
        return Found("kmz", tuple(_packed_sheets(archive, spool)))


def _packed_sheets(archive: zipfile.ZipFile, spool: Spool) -> Iterator[Sheet]:
    names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
    number = 0
    for name in names:
        with archive.open(name) as stream:
            features = list(_placemarks(stream, spool.limits.sheet_rows))
        if features:
            layer = PurePosixPath(name).stem if len(names) > 1 else ""
            yield write_features(spool, number, features, name=layer, crs=WGS84)
            number += 1


def _placemarks(stream: IO[bytes], most: int) -> Iterator[Feature]:
    n = 0
    try:
        root = None
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
                if _tag(root) != "kml":
                    raise Unreadable(Fault.WEB_PAGE)
            elif event == "end" and _tag(element) == "Placemark":
                n += 1
                if n > most:
                    raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
                yield _feature(element)
                element.clear()
    except DefusedXmlException as error:
        raise Unreadable(Fault.ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(Fault.DAMAGED) from error


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _feature(placemark: Element) -> Feature:
    cells: dict[str, Cell] = {}
    points: list[str] = []
    is_shape = False
    for element in placemark.iter():
        tag, text = _tag(element), (element.text or "").strip()
        if tag in _SAID and text:
            cells.setdefault(tag, (text, "t"))
        elif tag == "SimpleData":
            cells[element.get("name") or ""] = (text, "t")
        elif tag == "Data":
            cells[element.get("name") or ""] = (_value(element), "t")
        elif tag == "Point":
            points += [(c.text or "").strip() for c in element if _tag(c) == "coordinates"]
        is_shape = is_shape or tag in _SHAPES
    if not points and not is_shape:
        return Feature(cells)
    parts = points[0].split(",") if len(points) == 1 and not is_shape else []
    if len(parts) < 2 or len(parts) > 3:
        return Feature(cells, fault=Reason.NO_POINT.value)
    return Feature(cells, (parts[0].strip(), parts[1].strip()))


def _value(data: Element) -> str:
    return next(((e.text or "").strip() for e in data if _tag(e) == "value"), "")
