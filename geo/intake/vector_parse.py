"""
Geometry files of strangers parsed: GeoPackage, GeoJSON, zipped Shapefile, GeoParquet.

What a file is, its first bytes say, never its name. GeoJSON and GeoParquet are read without GDAL;
the two others are copied under a name of our own and opened by a named driver. Every attribute
comes back as text, since a code read as a number is another code.
"""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet
from pyogrio.errors import DataLayerError, DataSourceError

from geo.errors import DataError
from geo.gdal import unwanted_drivers
from geo.intake.archive import unpack
from geo.intake.geojson import read_geojson
from geo.text import _, number

MAX_ROWS: Final = 200_000

MAX_TEXT: Final = 254
"""Characters of a cell that are kept, as many as a Shapefile holds."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
"""Marks that steer a terminal or turn a line of text round, and halves of letters."""

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def parse_vector(file: Path, folder: Path) -> gpd.GeoDataFrame:
    """
    Parse a geometry file of unknown origin; only a limited process should.

    Parameters
    ----------
    file : Path
    folder : Path
        An empty folder for what is copied or unpacked on the way.

    Returns
    -------
    GeoDataFrame, n rows
        In file order, indexed from 0, in the CRS of the file or None, attributes as text and
        geometries in two dimensions. A geometry may be None or of any type.

    Raises
    ------
    DataError
        If the file is none of the four kinds, is damaged, holds no row, or more than `MAX_ROWS`.
    """
    areas = _reader_of(file)(file, folder)
    if areas.empty:
        raise DataError(_("{file}: holds no row. Nothing was read.", file=file.name))
    areas.geometry = shapely.force_2d(areas.geometry.array)
    return areas.reset_index(drop=True)


def _reader_of(file: Path) -> Callable[[Path, Path], gpd.GeoDataFrame]:
    """Tell the kind of file by its first bytes."""
    with file.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"SQLite format 3\0") and head[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return _read_geopackage
    if head.startswith(b"PAR1"):
        return _read_geoparquet
    if head.startswith(b"PK\x03\x04"):
        return _read_zipped_shapefile
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _read_geojson
    if head.startswith(b"\x00\x00\x27\x0a"):
        raise DataError(
            _(
                "{file}: one part of a Shapefile. Zip all its parts and give the zip.",
                file=file.name,
            )
        )
    raise DataError(
        _(
            "{file}: neither GeoPackage, GeoJSON, zipped Shapefile nor GeoParquet by its content. "
            "Save it as one of these.",
            file=file.name,
        )
    )


def _read_geojson(file: Path, _folder: Path) -> gpd.GeoDataFrame:
    return _texts_beside_geometry(read_geojson(file))


def _read_geoparquet(file: Path, _folder: Path) -> gpd.GeoDataFrame:
    try:
        described = parquet.read_metadata(file)
        _limit_rows(described.num_rows, file=file)
        areas = gpd.read_parquet(file)
    except (pa.ArrowException, ValueError, KeyError, OSError) as error:
        name = file.name
        raise DataError(
            _("{file}: no GeoParquet, or damaged. Export it again.", file=name)
        ) from error
    areas = areas.rename_geometry("geometry") if areas.geometry.name != "geometry" else areas
    return _texts_beside_geometry(areas)


def _read_geopackage(file: Path, folder: Path) -> gpd.GeoDataFrame:
    copy = shutil.copyfile(file, folder / "layer.gpkg")
    return _read_with_gdal(f"GPKG:{copy}", file=file)


def _read_zipped_shapefile(file: Path, folder: Path) -> gpd.GeoDataFrame:
    layer = unpack(file, folder, suffixes=_SHAPEFILE_PARTS)
    missing = [s for s in (".shx", ".dbf") if not layer.with_suffix(s).exists()]
    if missing or not layer.read_bytes().startswith(b"\x00\x00\x27\x0a"):
        raise _damaged(file)
    return _read_with_gdal(str(layer), file=file)


def _read_with_gdal(opened: str, *, file: Path) -> gpd.GeoDataFrame:
    if unwanted := unwanted_drivers():
        raise DataError(
            _(
                "{file}: GDAL was loaded before petapora and may follow links ({drivers}). "
                "Import geo first.",
                file=file.name,
                drivers=", ".join(unwanted[:3]),
            )
        )
    try:
        with warnings.catch_warnings():  # of GDAL, about small slips in the file
            warnings.simplefilter("ignore", RuntimeWarning)
            layer = _only_polygon_layer(pyogrio.list_layers(opened), file=file)
            _limit_rows(pyogrio.read_info(opened, layer=layer)["features"], file=file)
            areas = pyogrio.read_dataframe(opened, layer=layer)
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
        raise _damaged(file) from error
    return _texts_beside_geometry(areas)


def _only_polygon_layer(layers: np.ndarray, *, file: Path) -> str:
    polygons = [
        name for name, kind in layers if kind and "Point" not in kind and "Line" not in kind
    ]
    if len(polygons) != 1:
        names = ", ".join(str(name) for name, _kind in layers[:5])
        raise DataError(
            _(
                "{file}: holds {n} layers of polygons; it must be one ({names}). "
                "Save the one layer in a file of its own.",
                file=file.name,
                n=len(polygons),
                names=names,
            )
        )
    return str(polygons[0])


def _limit_rows(rows: int, *, file: Path) -> None:
    if rows > MAX_ROWS:
        raise DataError(
            _(
                "{file}: {n} rows; more than {limit} are not read. Cut it down.",
                file=file.name,
                n=number(rows),
                limit=number(MAX_ROWS),
            )
        )


def _damaged(file: Path) -> DataError:
    return DataError(_("{file}: damaged or incomplete. Export it again.", file=file.name))


def _texts_beside_geometry(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    texts = _as_text(pd.DataFrame(areas.drop(columns="geometry")))
    return gpd.GeoDataFrame(texts, geometry=areas.geometry.array, crs=areas.crs)


def _as_text(attributes: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text; a whole number without its '.0', nothing as ''."""
    return pd.DataFrame(
        {_cell(name): attributes[name].map(_cell).astype(object) for name in attributes.columns},
        index=attributes.index,
    )


def _cell(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return _UNSEEN.sub(" ", text[:MAX_TEXT]).strip()
