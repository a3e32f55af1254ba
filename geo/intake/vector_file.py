"""
The one door for geometry files of strangers: GeoPackage, GeoJSON, zipped Shapefile, GeoParquet.

Each is parsed in a process of its own, limited and watched, which hands back a GeoParquet of ours;
`geo.intake.vector_parse` says how.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyproj

from geo.errors import CRSError, DataError
from geo.intake.reading.faults import Fault, fault_text
from geo.intake.reading.limits import MB, Limits
from geo.intake.reading.process import Ended, run_confined
from geo.intake.vector_child import AREAS, REFUSED, write_request
from geo.text import _, number

MAX_BYTES: Final = 600 * MB
"""Largest file that is opened; all 83,000 desa of Indonesia take half of it."""

LIMITS: Final = Limits(seconds=600, memory_mb=3072)
"""What the process that parses a file may take."""

_CHILD: Final = "geo.intake.vector_child"
_KINDS: Final = {each.__name__: each for each in (DataError, CRSError)}


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
        If the file is none of the four kinds, is damaged, or goes beyond the limits of its size
        or of the process that parses it.
    CRSError
        If neither the file nor `crs` says what its coordinates are in.
    """
    file = _local_file(path)
    areas = _with_crs(_parsed_apart(file), crs, file=file.name)
    areas.index = pd.RangeIndex(1, len(areas) + 1, name="row")
    return areas


def parse_crs(text: str) -> pyproj.CRS:
    """The coordinate system that a reader named, such as ``EPSG:32750``."""
    try:
        return pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError as error:
        message = _("'{text}' is no coordinate system. Write it as EPSG:32750.", text=text)
        raise CRSError(message) from error


def _parsed_apart(file: Path) -> gpd.GeoDataFrame:
    """What a limited process makes of a file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_request(folder, file, LIMITS)
        try:
            if not run_confined(_CHILD, folder, LIMITS):
                refused = json.loads((folder / REFUSED).read_text(encoding="utf-8"))
                raise _KINDS[refused["kind"]](refused["text"])
        except Ended as end:
            raise DataError(_end_text(end, file=file.name)) from None
        areas = gpd.read_parquet(folder / AREAS)
    texts = [column for column in areas.columns if column != "geometry"]
    return areas.astype(dict.fromkeys(texts, object))


def _end_text(end: Ended, *, file: str) -> str:
    """What is said of a process that did not come to its end."""
    limit = number(end.values.get("limit", 0))
    texts = {
        Fault.TIME: _(
            "{file}: could not be read within {limit} seconds. "
            "Cut it down to the provinces needed.",
            file=file,
            limit=limit,
        ),
        Fault.MEMORY: _(
            "{file}: needs more memory than {limit} MB. Cut it down to the provinces needed.",
            file=file,
            limit=limit,
        ),
        Fault.CRASHED: _("{file}: damaged or incomplete. Export it again.", file=file),
        Fault.FORBIDDEN: _(
            "{file}: asked for something outside itself, which is refused. Export it again.",
            file=file,
        ),
    }
    return texts.get(end.fault) or fault_text(end.fault, file=file, values=end.values)


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
