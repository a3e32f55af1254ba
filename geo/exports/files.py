"""Kinds of files that a view can be taken along as."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.errors import DataError
from geo.exports.taken import Taken
from geo.store.offices import Office
from geo.text import _

N_: Callable[[str], str] = str
"""Marks a text for the catalogue; it is translated where it is shown."""


@dataclass(frozen=True)
class Format:
    """A kind of file: its mime type, its suffix without a dot, and what readers call it."""

    mime: str
    suffix: str
    name: str

    @property
    def label(self) -> str:
        """What readers call it, in their language."""
        return _(self.name)


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html", "html", N_("Map that opens offline (HTML)")),
    "png": Format("image/png", "png", N_("Picture to print, A4 (PNG)")),
    "pdf": Format("application/pdf", "pdf", N_("Sheet to print, A4 (PDF)")),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        N_("Tables (XLSX)"),
    ),
    "csv": Format("text/csv", "csv", N_("Table of areas (CSV)")),
    "gpkg": Format("application/geopackage+sqlite3", "gpkg", N_("Areas with numbers (GeoPackage)")),
}
"""By the word that the shell and the pages know it by."""

_MOST = 60


def file_of(taken: Taken, to: str) -> bytes:
    """
    A view as a file of one kind.

    Parameters
    ----------
    taken : Taken
        The view.
    to : str
        A key of `FORMATS`.

    Raises
    ------
    DataError
        If there is no such kind.
    """
    if to not in FORMATS:
        raise DataError(_("'{value}': say one of {known}.", value=to, known=", ".join(FORMATS)))
    if to == "html":
        from geo.exports.saved_map import saved_map

        return saved_map(taken).encode()
    if to in ("png", "pdf"):  # what draws a sheet is loaded when a sheet is drawn
        from geo.exports.print_map import print_map

        return print_map(taken, to="png" if to == "png" else "pdf")
    if to == "gpkg":
        from geo.exports.geopackage import geopackage

        return geopackage(taken)
    from geo.exports.workbook import table_csv, workbook

    return workbook(taken) if to == "xlsx" else table_csv(taken)


def file_stem(office: Office, topic: str, as_of: dt.date, stamp: str) -> str:
    """Name without its suffix: petapora, office, topic, day, stamp; small letters and dashes."""
    parts = ["petapora", office.key, topic, as_of.isoformat(), stamp]
    return "-".join(slug for part in parts if (slug := _slug(part)))


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_MOST].strip("-")
