"""GeoJSON read by hand: nothing in it is followed, and 51.10 stays 51.10."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from geo.crs import WGS84
from geo.intake.reading.cells import EMPTY, Cell, Written, cell_of, plain_text
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.features import Feature, are_degrees, write_features
from geo.intake.reading.found import Found
from geo.intake.reading.sheet_writer import Spool
from geo.intake.reason_words import Reason

_EPSG = re.compile(r"(?:EPSG:|urn:ogc:def:crs:EPSG:[\d.]*:)(\d{4,6})", re.IGNORECASE)
_CRS84 = re.compile(r"(?:urn:ogc:def:crs:OGC:[\d.]*:|OGC:)CRS84", re.IGNORECASE)
_NO_POINT: Final = Reason.NO_POINT.value


def read_geojson_table(file: Path, spool: Spool) -> Found:
    """Write the features of a FeatureCollection, or the one Feature, as a sheet."""
    try:
        collection = json.loads(
            file.read_bytes().decode("utf-8-sig"),
            parse_float=Written,
            parse_int=Written,
            parse_constant=lambda _word: None,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    if not isinstance(collection, dict):
        raise Unreadable(Fault.UNKNOWN)
    crs = _crs_of(collection.get("crs"))
    features = list(_features(collection))
    if crs is None and "crs" not in collection and are_degrees(features):
        crs = WGS84
    return Found("geojson", (write_features(spool, 0, features, crs=crs),))


def _features(collection: dict[str, Any]) -> Iterator[Feature]:
    members = [collection] if collection.get("type") == "Feature" else collection.get("features")
    if collection.get("type") not in ("Feature", "FeatureCollection"):
        raise Unreadable(Fault.UNKNOWN)
    if not isinstance(members, list):
        raise Unreadable(Fault.DAMAGED)
    for member in members:
        if not isinstance(member, dict):
            raise Unreadable(Fault.DAMAGED)
        yield _feature(member)


def _feature(member: dict[str, Any]) -> Feature:
    properties, geometry = member.get("properties"), member.get("geometry")
    said = properties if isinstance(properties, dict) else {}
    cells = {plain_text(name): _cell(value) for name, value in said.items()}
    if geometry is None:
        return Feature(cells)
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Point", "MultiPoint"):
        return Feature(cells, fault=_NO_POINT)
    place = geometry.get("coordinates")
    if geometry["type"] == "MultiPoint":
        place = place[0] if isinstance(place, list) and len(place) == 1 else None
    if place == []:
        return Feature(cells)
    if not isinstance(place, list) or not all(isinstance(n, Written) for n in place[:2]):
        return Feature(cells, fault=_NO_POINT)
    if len(place) < 2:
        return Feature(cells, fault=_NO_POINT)
    return Feature(cells, (str(place[0]), str(place[1])))


def _cell(value: Any) -> Cell:
    if isinstance(value, str) and not isinstance(value, Written):
        return (plain_text(value), "t") if value else EMPTY
    return cell_of(value)


def _crs_of(member: Any) -> str | None:
    """What the old member ``crs`` names, if it does so by number; a link is refused."""
    if not isinstance(member, dict):
        return None
    if member.get("type") == "link":
        raise Unreadable(Fault.LINK)
    properties = member.get("properties")
    name = str(properties.get("name")) if isinstance(properties, dict) else ""
    if stated := _EPSG.fullmatch(name):
        return f"EPSG:{stated[1]}"
    return WGS84 if _CRS84.fullmatch(name) else None
