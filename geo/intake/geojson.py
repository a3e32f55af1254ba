"""GeoJSON read by hand: nothing in the file is followed, and a code 51.10 stays 51.10."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.errors import DataError
from geo.text import _

_EPSG = re.compile(r"(?:EPSG:|urn:ogc:def:crs:EPSG:[\d.]*:)(\d{4,6})", re.IGNORECASE)


def read_geojson(file: Path) -> gpd.GeoDataFrame:
    """
    Read a FeatureCollection.

    Returns
    -------
    GeoDataFrame, n rows
        One row a feature, in file order. Numbers among the properties are the text they were
        written as. A geometry that cannot be read is None. The CRS is WGS 84, or the one the old
        ``crs`` member gives by EPSG number, or None if the coordinates cannot be degrees.

    Raises
    ------
    DataError
        If the file is no FeatureCollection, or its ``crs`` is a link.
    """
    collection, words = _parse(file)
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        message = _("{file}: not a FeatureCollection. Export it as one.", file=file.name)
        raise DataError(message)
    if not all(isinstance(feature, dict) for feature in features):
        raise _damaged(file)
    shapes = np.array([json.dumps(feature.get("geometry")) for feature in features], dtype=object)
    geometry = shapely.from_geojson(shapes, on_invalid="ignore")
    properties = [_properties(feature) for feature in words["features"]]
    attributes = pd.DataFrame(properties, index=range(len(properties)), dtype=object)
    crs = _crs_of(collection.get("crs"), geometry, file=file.name)
    return gpd.GeoDataFrame(attributes, geometry=geometry, crs=crs)


def _parse(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file's object twice: with numbers as numbers, and as the text they were written as."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        collection = json.loads(text)
        words = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise _damaged(file) from error
    return collection, words


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {name: value for name, value in properties.items() if name != "geometry"}


def _crs_of(member: Any, shapes: np.ndarray, *, file: str) -> str | None:
    member = member if isinstance(member, dict) else {}
    if member.get("type") == "link":
        raise DataError(
            _("{file}: its 'crs' is a link, which is never followed. Remove it.", file=file)
        )
    properties = member.get("properties")
    name = str(properties.get("name")) if isinstance(properties, dict) else ""
    if stated := _EPSG.fullmatch(name):
        return f"EPSG:{stated[1]}"
    west, south, east, north = shapely.total_bounds(shapes)
    outside = west < -180 or east > 180 or south < -90 or north > 90
    return None if outside else WGS84


def _damaged(file: Path) -> DataError:
    return DataError(_("{file}: damaged or incomplete. Export it again.", file=file.name))
