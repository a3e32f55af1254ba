"""Why a whole file cannot be read: a word and numbers leave the process, never its text."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from geo.text import _, number

DISK_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
"""What the system says when no more can be written."""


class Fault(StrEnum):
    """Why a file was not read."""

    GONE = "gone"
    NO_FILE = "no_file"
    CHANGED = "changed"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    DISK_FULL = "disk_full"
    TIME = "time"
    MEMORY = "memory"
    CRASHED = "crashed"
    STOPPED = "stopped"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
    WEB_PAGE = "web_page"
    EMPTY = "empty"
    DAMAGED = "damaged"
    PASSWORD = "password"
    ARCHIVE = "archive"
    ENTITIES = "entities"
    LINK = "link"
    MIXED_ENCODING = "mixed_encoding"
    LINE_TOO_LONG = "line_too_long"
    NO_HEADING = "no_heading"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_SHEETS = "too_many_sheets"
    PART_OF_SHAPEFILE = "part_of_shapefile"


class Unreadable(Exception):
    """A file that cannot be read; carries numbers for the message, and no text of the file."""

    def __init__(self, fault: Fault, **values: int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.values = values


def fault_text(fault: Fault, *, file: str, values: Mapping[str, int]) -> str:
    """What a reader is told: which file, what is wrong with it, what to do."""
    told = {name: number(value) for name, value in values.items()}
    for texts in (_ends, _contents, _tables):
        if fault in (known := texts()):
            return known[fault](file=file, **told)
    raise KeyError(fault)


Text = Callable[..., str]


def _said(message: str) -> Text:
    return message.format


def _ends() -> dict[Fault, Text]:
    """Faults around the file."""
    return {
        Fault.GONE: _said(_("{file}: is no longer there. Give it again.")),
        Fault.NO_FILE: _said(_("{file}: not a file. Give the file itself.")),
        Fault.CHANGED: _said(
            _(
                "{file}: changed while it was read. Close the program that writes it, "
                "then give it again."
            )
        ),
        Fault.TOO_LARGE: _said(_("{file}: larger than {limit} MB. Split it.")),
        Fault.UNPACKS_TOO_LARGE: _said(
            _("{file}: unpacks to more than {limit} MB. Split it, or save it as CSV.")
        ),
        Fault.DISK_FULL: _said(
            _("{file}: the disk of this machine is full. Make room there, then give it again.")
        ),
        Fault.TIME: _said(
            _("{file}: could not be read within {limit} seconds. Split it, or save it as CSV.")
        ),
        Fault.MEMORY: _said(
            _(
                "{file}: needs more memory than the {limit} MB a file may take. Delete what stands "
                "far from the table, split it, or save it as CSV."
            )
        ),
        Fault.CRASHED: _said(
            _("{file}: could not be read and is probably damaged. Save it again, best as CSV.")
        ),
        Fault.STOPPED: _said(_("{file}: reading was stopped. Nothing was stored.")),
        Fault.FORBIDDEN: _said(
            _("{file}: asked for something outside itself, which is refused. Save it as CSV.")
        ),
    }


def _contents() -> dict[Fault, Text]:
    """Faults of what the file is."""
    return {
        Fault.UNKNOWN: _said(
            _(
                "{file}: by its content none of the kinds that are read: CSV, XLSX, XLS, ODS, "
                "GeoJSON, GeoPackage, KML, KMZ, zipped Shapefile, GeoParquet. Save it as one."
            )
        ),
        Fault.WEB_PAGE: _said(
            _(
                "{file}: a web page or XML, whatever its name says. Open it in a spreadsheet "
                "program and save it as XLSX."
            )
        ),
        Fault.EMPTY: _said(_("{file}: holds no row. Nothing was read.")),
        Fault.DAMAGED: _said(_("{file}: damaged or incomplete. Save it again.")),
        Fault.PASSWORD: _said(_("{file}: locked by a password. Save it without.")),
        Fault.ARCHIVE: _said(
            _(
                "{file}: an archive that is not opened: it holds another archive, more than one "
                "layer, too many files, or is packed too tightly. Pack only the one file."
            )
        ),
        Fault.ENTITIES: _said(
            _("{file}: its XML declares entities, which are never followed. Export it again.")
        ),
        Fault.LINK: _said(
            _("{file}: its coordinate system is a link, which is never followed. Remove it.")
        ),
        Fault.PART_OF_SHAPEFILE: _said(
            _("{file}: one part of a Shapefile. Zip all its parts and give the zip.")
        ),
    }


def _tables() -> dict[Fault, Text]:
    """Faults of its tables."""
    return {
        Fault.MIXED_ENCODING: _said(
            _(
                "{file}: letters in two encodings, the first fault on line {line}. "
                "Save it again as UTF-8."
            )
        ),
        Fault.LINE_TOO_LONG: _said(
            _("{file}: line {line} is longer than {limit} characters. It is no table of text.")
        ),
        Fault.NO_HEADING: _said(
            _("{file}: no line names its columns. Write a line of headings above the rows.")
        ),
        Fault.TOO_MANY_COLUMNS: _said(
            _("{file}: more than {limit} columns. Keep only those of the template.")
        ),
        Fault.TOO_MANY_ROWS: _said(
            _(
                "{file}: more than {limit} rows in one table. Delete what stands far below it, "
                "or split the file."
            )
        ),
        Fault.TOO_MANY_SHEETS: _said(
            _("{file}: more than {limit} sheets. Keep only those with rows.")
        ),
    }
