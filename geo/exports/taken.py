"""A finished view, taken along: its map, its areas, its tables, and what has to be said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd

from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.text import _

Cell = str | int | float | dt.date | None
"""What a cell of a table may hold; None is an empty cell."""


@dataclass(frozen=True)
class Table:
    """A table with its name; every row is as long as the headings."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def __post_init__(self) -> None:
        width = len(self.headings)
        if any(len(row) != width for row in self.rows):
            raise ValueError(f"{self.name}: a row is not {width} cells long")


@dataclass(frozen=True)
class Taken:
    """
    A finished view, from which every kind of file is made.

    Attributes
    ----------
    topic : str
        What it is about, for names of files and layers: ``formation-kecamatan``.
    heading : str
        The answer in one sentence.
    office : Office
        Whose work area.
    as_of : date
        The day that the data speak of.
    notes, sources : sequence of str
        Plain sentences: how to read it; documents behind it.
    stamp : str
        What stands over invented data; empty over real data.
    view : AreaView
        The map as the page draws it.
    areas : GeoDataFrame, n rows
        The areas or cells in the order of ``view.values``, indexed by ``kode``, with ``nama`` and
        the numbers shown; simplified, in WGS 84. Without ``nama`` no name stands on the sheet.
    outline : GeoDataFrame
        The kabupaten around them, with ``nama``, in WGS 84.
    tables : sequence of Table
        The first one holds the areas.
    address : str
        Under which the dashboard shows this view again, from its first slash on; empty where it
        was not taken from a page.
    """

    topic: str
    heading: str
    office: Office
    as_of: dt.date
    notes: Sequence[str]
    sources: Sequence[str]
    stamp: str
    view: AreaView
    areas: gpd.GeoDataFrame
    outline: gpd.GeoDataFrame
    tables: Sequence[Table]
    address: str = ""

    def __post_init__(self) -> None:
        if len(self.areas) != len(self.view.values):
            raise ValueError(f"{len(self.areas)} areas for {len(self.view.values)} classes")
        if self.view.sample and not self.stamp:
            raise ValueError("a stamped map is not taken along without its stamp")


def own_use() -> str:
    """What whoever holds a file with GADM's borders in it has to know."""
    return _("Boundaries of GADM in it are for own use, not to be passed on to the public.")
