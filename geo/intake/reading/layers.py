"""GeoPackage and Shapefile: the two kinds of file that GDAL reads, by a driver that is named."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from geo.errors import DataError
from geo.gdal import unwanted_drivers
from geo.intake.archive import unpack
from geo.intake.reading.cells import Cell, cell_of
from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.features import Feature, write_features
from geo.intake.reading.found import Found
from geo.intake.reading.job import PARTS
from geo.intake.reading.sheet_writer import Spool
from geo.intake.reason_words import Reason
from geo.intake.table import Sheet

_SHAPEFILE: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHAPE_MAGIC: Final = b"\x00\x00\x27\x0a"
_BROKEN = (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, ValueError)


def read_geopackage(file: Path, spool: Spool) -> Found:
    """Write each layer and table of a GeoPackage as a sheet."""
    return Found("gpkg", tuple(_sheets(f"GPKG:{file}", spool, is_named=True)))


def read_shapefile(file: Path, spool: Spool) -> Found:
    """Write the one layer of a zipped Shapefile as a sheet."""
    folder = spool.folder / PARTS / "layer"
    folder.mkdir(parents=True)
    try:
        layer = unpack(file, folder, suffixes=_SHAPEFILE)
    except DataError as error:
        raise Unreadable(Fault.ARCHIVE) from error
    missing = [s for s in (".shx", ".dbf") if not layer.with_suffix(s).exists()]
    with layer.open("rb") as stream:
        if missing or stream.read(4) != _SHAPE_MAGIC:
            raise Unreadable(Fault.DAMAGED)
    return Found("shp", tuple(_sheets(str(layer), spool, is_named=False)))


def _sheets(opened: str, spool: Spool, *, is_named: bool) -> Iterator[Sheet]:
    if unwanted_drivers():
        raise Unreadable(Fault.FORBIDDEN)
    number = 0
    for name in _layer_names(opened, spool):
        features, crs = _features(opened, name, spool.limits.sheet_rows)
        if features:
            told = name if is_named else ""
            yield write_features(spool, number, features, name=told, crs=crs)
            number += 1


def _layer_names(opened: str, spool: Spool) -> list[str]:
    try:
        names = [str(name) for name, _kind in pyogrio.list_layers(opened)]
    except _BROKEN as error:
        raise Unreadable(Fault.DAMAGED) from error
    if len(names) > spool.limits.sheets:
        raise Unreadable(Fault.TOO_MANY_SHEETS, limit=spool.limits.sheets)
    return names


def _features(opened: str, layer: str, most: int) -> tuple[list[Feature], str | None]:
    try:
        with warnings.catch_warnings():  # of GDAL, about small slips in the file
            warnings.simplefilter("ignore", RuntimeWarning)
            meta, _fids, shapes, columns = pyogrio.raw.read(
                opened, layer=layer, force_2d=True, datetime_as_string=True, max_features=most + 1
            )
    except _BROKEN as error:
        raise Unreadable(Fault.DAMAGED) from error
    names = [str(name) for name in meta["fields"]]
    days = [str(kind).startswith("datetime64") for kind in meta["dtypes"]]
    cells = [_column(column, is_day) for column, is_day in zip(columns, days, strict=True)]
    n_rows = len(columns[0]) if columns else len(shapes if shapes is not None else ())
    if n_rows > most:
        raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
    said = [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)] or [{}] * n_rows
    if shapes is None:
        return [Feature(row) for row in said], None
    placed = features_at(said, shapes)
    return placed, meta.get("crs") or None


def _column(values: np.ndarray, is_day: bool) -> list[Cell]:
    cells = [cell_of(value) for value in values.tolist()]
    if not is_day:
        return cells
    return [(text.removesuffix("T00:00:00"), "d" if text else "t") for text, _letter in cells]


def features_at(
    said: Sequence[dict[str, Cell]], shapes: Sequence[Any] | np.ndarray
) -> list[Feature]:
    """Features of cells and of geometries in well-known binary; None is no geometry."""
    geometries = shapely.from_wkb(np.asarray(shapes, dtype=object), on_invalid="ignore")
    return [
        Feature(row, fault=Reason.NO_POINT.value)
        if wkb is not None and geometry is None
        else _at(row, geometry)
        for row, wkb, geometry in zip(said, shapes, geometries, strict=True)
    ]


def _at(row: dict[str, Cell], geometry: Any) -> Feature:
    if geometry is None or geometry.is_empty:
        return Feature(row)
    if geometry.geom_type == "MultiPoint" and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    if geometry.geom_type != "Point":
        return Feature(row, fault=Reason.NO_POINT.value)
    return Feature(row, (cell_of(float(geometry.x))[0], cell_of(float(geometry.y))[0]))
