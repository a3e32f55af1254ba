"""
The one door for geometry files of strangers: GeoPackage, GeoJSON, zipped Shapefile, GeoParquet.

What a file is, its first bytes say, never its name. GeoJSON and GeoParquet are read without GDAL;
the two others are copied under a name of our own and opened by a named driver. Every attribute
comes back as text, since a code read as a number is another code.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pyproj
import shapely
from pyarrow import parquet
from pyogrio.errors import DataLayerError, DataSourceError

from geo.errors import CRSError, DataError
from geo.gdal import unwanted_drivers
from geo.intake.archive import unpack
from geo.intake.geojson import read_geojson
from geo.text import _, number

MAX_BYTES: Final = 600 * 2**20
"""Largest file that is opened; all 83,000 desa of Indonesia take half of it."""

MAX_ROWS: Final = 200_000

MAX_TEXT: Final = 254
"""Characters of a cell that are kept, as many as a Shapefile holds."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")
"""Marks that steer a terminal or turn a line of text round."""

_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read_vector(path: str | Path, *, crs: str | None = None) -> gpd.GeoDataFrame:
    """
    Read a geometry file of unknown origin.

    Parameters
    ----------
    path : str or Path
        A file on this machine; an address of the web is refused.
    crs : str, optional
        Coordinate system, such as ``EPSG:32750``, for a file that names none or a wrong one.

    Returns
    -------
    GeoDataFrame, n rows
        In file order, indexed by ``row`` from 1, in the CRS of the file or the one stated, with
        every attribute as text without control characters (nothing is the empty string) and
        geometries in two dimensions.
        A geometry may be None or of any type.

    Raises
    ------
    DataError
        If the file is none of the four kinds, is damaged, or goes beyond the limits.
    CRSError
        If neither the file nor `crs` says what its coordinates are in.
    """
    file = _local_file(path)
    areas = _reader_of(file)(file)
    if areas.empty:
        raise DataError(_("{file}: holds no row. Nothing was read.", file=file.name))
    areas = _with_crs(areas, crs, file=file.name)
    areas.geometry = shapely.force_2d(areas.geometry.array)
    areas.index = pd.RangeIndex(1, len(areas) + 1, name="row")
    return areas


def parse_crs(text: str) -> pyproj.CRS:
    """The coordinate system that a reader named, such as ``EPSG:32750``."""
    try:
        return pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError as error:
        message = _("'{text}' is no coordinate system. Write it as EPSG:32750.", text=text)
        raise CRSError(message) from error


def _local_file(path: str | Path) -> Path:
    if re.match(r"[A-Za-z][\w+.-]+:/|/vsi", str(path)):
        message = _("{path}: not a file of this machine. Download it first.", path=path)
        raise DataError(message)
    file = Path(path)
    if not file.is_file():
        raise DataError(_("{path}: no such file. Check the path.", path=path))
    if file.stat().st_size > MAX_BYTES:
        limit = number(MAX_BYTES / 2**20)
        raise DataError(
            _(
                "{file}: larger than {limit} MB. Cut it down to the provinces needed.",
                file=file.name,
                limit=limit,
            )
        )
    return file


def _reader_of(file: Path) -> Callable[[Path], gpd.GeoDataFrame]:
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


def _read_geojson(file: Path) -> gpd.GeoDataFrame:
    return _texts_beside_geometry(read_geojson(file))


def _read_geoparquet(file: Path) -> gpd.GeoDataFrame:
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


def _read_geopackage(file: Path) -> gpd.GeoDataFrame:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copyfile(file, Path(folder) / "layer.gpkg")
        return _read_with_gdal(f"GPKG:{copy}", file=file)


def _read_zipped_shapefile(file: Path) -> gpd.GeoDataFrame:
    with tempfile.TemporaryDirectory() as folder:
        layer = unpack(file, Path(folder), suffixes=_SHAPEFILE_PARTS)
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


def _with_crs(areas: gpd.GeoDataFrame, stated: str | None, *, file: str) -> gpd.GeoDataFrame:
    if stated is not None:
        return areas.set_crs(parse_crs(stated), allow_override=True)
    if areas.crs is None:
        raise CRSError(
            _(
                "{file}: does not say what its coordinates are in (no .prj, no crs). "
                "Ask who made it, then say so with --crs, such as --crs EPSG:32750.",
                file=file,
            )
        )
    return areas
