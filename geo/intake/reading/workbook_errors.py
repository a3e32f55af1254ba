"""What the reader of workbooks does not tell of an XLSX: error values, and cells far away."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.limits import Limits
from geo.intake.reading.packed import opened

ErrorCells = dict[int, dict[int, str]]
"""Row and column, both from 0, of cells that show an error, and which."""

_CHUNK: Final = 2**20
_LONGEST_CELL: Final = 2**16
_ERROR = re.compile(
    rb'<c\b[^>]*\bt="e"[^>]*>(?:<f\b.{0,9000}?</f>|<f\b[^>]*/>)?<v>(#[^<]{1,12})</v>', re.DOTALL
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FAR = re.compile(rb'<c\b[^>]*\br="[A-Z]{3}\d{1,7}"[^>]*(?<!/)>')
_KNOWN: Final = frozenset(
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA #SPILL! #CALC! #FIELD!".split()
)


def error_cells(file: Path, limits: Limits) -> dict[str, ErrorCells]:
    """
    Cells of each sheet, by its name, that show an error instead of a value.

    Raises
    ------
    Unreadable
        If a cell with a value stands in a column of three letters, so beyond `limits.columns`:
        whoever reads such a sheet whole asks for hundreds of gigabytes.
    """
    try:
        with opened(file) as archive:
            return {name: _errors_of(archive, part, limits) for name, part in _sheet_parts(archive)}
    except (DefusedXmlException, ParseError) as error:
        known = isinstance(error, DefusedXmlException)
        raise Unreadable(Fault.ENTITIES if known else Fault.DAMAGED) from error


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name of each sheet, and the file in the archive that holds it."""
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    held = set(archive.namelist())
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        part = posixpath.normpath(posixpath.join("/xl", targets.get(_link(element)) or ""))
        if element.tag.endswith("}sheet") and part[1:] in held:
            yield element.get("name", ""), part[1:]


def _link(element: Element) -> str | None:
    return next((value for name, value in element.items() if name.endswith("}id")), None)


def _errors_of(archive: zipfile.ZipFile, part: str, limits: Limits) -> ErrorCells:
    found: ErrorCells = {}
    with archive.open(part) as stream:
        for text in _overlapping(stream):
            if _FAR.search(text):
                raise Unreadable(Fault.TOO_MANY_COLUMNS, limit=limits.columns)
            for match in _ERROR.finditer(text):
                place, shown = _PLACE.search(match[0]), match[1].decode("ascii", "replace")
                if place and shown in _KNOWN:
                    column = _column(place[1].decode())
                    found.setdefault(int(place[2]) - 1, {})[column] = shown
    return found


def _overlapping(stream: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces, each with the end of the one before, so that no cell is torn."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        yield rest + chunk
        rest = (rest + chunk)[-_LONGEST_CELL:]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
