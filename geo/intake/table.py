"""A file of strangers as it leaves the limited process: cells as text, identifiers masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

MASK: Final = "•••"
"""What stands in place of a cell, or the part of a heading, that tells who a person is."""

LAT, LNG = "(lat)", "(lng)"
"""Headings of the columns that hold the points of a geometry file, in degrees on WGS 84."""

X, Y = "(x)", "(y)"
"""The same where the file does not say what its coordinates are in."""

LINE, FAULT, TYPES, HIDDEN = "_line", "_fault", "_types", "_hidden"
"""
Columns of a sheet's rows beside its cells, which are named c0, c1 and so on.

``_line`` (int): where the row stands, counted from 1 as an editor or a spreadsheet does.
``_fault`` (text): why the row cannot be read as it stands, a word of `geo.intake.reasons`, or "".
``_types`` (text): a letter a cell: t text, n number, d day or moment (ISO text), b truth value,
e error value; "" if all are text, as in CSV.
``_hidden`` (text): what was masked, such as "3:nik,5:telepon" (column and `Identifier`), or "".
"""


@dataclass(frozen=True)
class Sheet:
    """
    One table of a file.

    Attributes
    ----------
    name : str
        Of the sheet or the layer; empty if the file has but one table without a name.
    headings : tuple of str
        One a column, each once; a column without one is called "kolom 3".
    personal : tuple of (int, str)
        Columns whose heading promises identifiers of persons, and which (`Identifier`); all
        their cells are masked.
    n_rows : int
        Rows beneath the headings that are not empty.
    heading_line : int
        Where the headings stand; 0 if the file has no such line.
    is_hidden : bool
        Whether the sheet is hidden in its workbook.
    crs : str
        What a geometry file says its coordinates are in, such as EPSG:32750.
    """

    name: str
    headings: tuple[str, ...]
    n_rows: int
    heading_line: int = 1
    personal: tuple[tuple[int, str], ...] = ()
    is_hidden: bool = False
    crs: str = ""


@dataclass(frozen=True)
class FileRead:
    """
    What a file was found to be.

    Attributes
    ----------
    file : str
        Its name as it may be shown: no path, no control characters, at most 80 characters.
    sha256 : str
    n_bytes : int
    format : str
        csv, xlsx, xls, ods, geojson, gpkg, kml, kmz, shp or parquet, by its content.
    encoding, delimiter : str
        Of a CSV; otherwise empty.
    sheets : tuple of Sheet
        Those that hold any row; sheet n has its rows in ``sheet-n.arrow``.
    remarks : tuple of str
        Words of `geo.intake.reasons` about the whole file.
    """

    file: str
    sha256: str
    n_bytes: int
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[Sheet, ...] = field(default_factory=tuple)
    remarks: tuple[str, ...] = ()
