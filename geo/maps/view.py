"""What a page sends to a map: classes and one character an area; never geometry, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from geo.maps.assets import asset_url, map_assets
from geo.text import _
from geo.theme import ClassStyle

MOST_AREAS = 7_000
"""More areas than this are never sent to a Leaflet map."""

TILES = {"url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "host": "tile.openstreetmap.org"}
"""Online background, asked for only when the reader ticks it."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class MapClass:
    """One class of the legend."""

    label: str
    count: str
    style: ClassStyle


@dataclass(frozen=True)
class BubbleClass:
    """
    One size of bubble in the legend.

    ``radius`` is in pixels; ``few`` draws it hollow and dashed, since it stands for too few
    reports to be read; ``count`` is the number of areas that have this size, as text.
    """

    label: str
    radius: float
    few: bool = False
    count: str = ""


@dataclass(frozen=True)
class Pick:
    """
    What a click on the map of a form chooses; such a map has neither legend nor list.

    Attributes
    ----------
    point : bool
        Whether the very spot is chosen, and told as "-8.18700,114.76000"; else the area.
    label : str
        What the map is said to be for, in place of the usual words.
    at : tuple of float, optional
        Latitude and longitude of the pin; a chosen area has its own.
    """

    point: bool
    label: str
    at: tuple[float, float] | None = None


@dataclass(frozen=True)
class AreaView:
    """
    A map of areas, ready to be drawn; every text in it is plain text.

    Attributes
    ----------
    values : sequence of int, n areas
        Class of each area, in the order of the geometry file.
    geometry, base : str
        Names of static files.
    amounts : mapping of int to str
        By position of the area, what its tooltip and the list say of it, such as "12"; of a map of
        cells, in the order in which the list shows them.
    amount_title : str
        What the amounts are of, such as "Reports".
    bubbles : sequence of int, n areas or none
        Size of the bubble on each area: 0 for no bubble, k for the k-th of `bubble_classes`.
    sample : str
        Stamp over a map of invented data; empty on a map of real data.
    cells : bool
        Whether the areas are cells: only those of a class above 0 that lie in view are drawn,
        and of these those with an amount are listed.
    lines : str
        Name of a static file of areas whose outlines and names are drawn thin over the fill.
    focus : str
        Kode of an area or of what holds several: the map begins there, and an outline of `lines`
        with this kode is drawn as chosen.
    pick : Pick, optional
        What a click chooses on the map of a form.
    linked : str
        Maps of one page that say the same name here move together.
    """

    title: str
    stamp: str
    credit: str
    classes: Sequence[MapClass]
    values: Sequence[int]
    geometry: str
    base: str
    selected: str | None = None
    amounts: Mapping[int, str] = field(default_factory=dict)
    amount_title: str = ""
    bubbles: Sequence[int] = ()
    bubble_classes: Sequence[BubbleClass] = ()
    bubble_title: str = ""
    sample: str = ""
    cells: bool = False
    lines: str = ""
    focus: str = ""
    pick: Pick | None = None
    linked: str = ""

    def __post_init__(self) -> None:
        n = len(self.values)
        if n > MOST_AREAS:
            raise ValueError(f"{n} areas are more than a map can draw")
        if any(not 0 <= value < len(self.classes) for value in self.values):
            raise ValueError("an area has a class that the legend does not")
        if any(not 0 <= size <= len(self.bubble_classes) for size in self.bubbles):
            raise ValueError("a bubble has a size that the legend does not")
        if self.bubbles and len(self.bubbles) != n:
            raise ValueError(f"{len(self.bubbles)} bubbles for {n} areas")
        if any(not 0 <= index < n for index in self.amounts):
            raise ValueError("an amount belongs to no area")

    @property
    def files(self) -> dict[str, str]:
        """Names of the static files that the map is drawn from, by their part in it."""
        names = {"geometry": self.geometry, "base": self.base, "lines": self.lines}
        return {part: name for part, name in names.items() if name}


def view_message(view: AreaView, *, inline: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """
    The message a page sends, in JSON-ready form.

    Parameters
    ----------
    view : AreaView
        The map.
    inline : mapping, optional
        Contents of `AreaView.files`, for a saved map that cannot fetch files. It has no online
        background either.

    Returns
    -------
    dict
        What a view does not have is left out of it.
    """
    assets = map_assets()
    files = inline or {part: asset_url(name) for part, name in view.files.items()}
    return {
        "leaflet": asset_url(assets["leaflet"]),
        "skeleton": asset_url(assets["skeleton"]),
        **files,
        "title": view.title,
        "stamp": view.stamp,
        "credit": view.credit,
        "classes": [{"label": c.label, "count": c.count, **asdict(c.style)} for c in view.classes],
        "values": _digits(view.values),
        "selected": view.selected,
        "tiles": None if inline else {"url": TILES["url"]},
        "words": _words(),
        **_additions(view),
    }


def _additions(view: AreaView) -> dict[str, Any]:
    """What only some maps have, as short as can be."""
    cells = {"list": _("Cells in view"), "none": _("No cell with reports in view.")}
    parts: dict[str, Any] = {
        "amounts": [list(view.amounts), list(view.amounts.values())] if view.amounts else None,
        "amountTitle": view.amount_title,
        "bubbles": _digits(view.bubbles),
        "bubbleClasses": [asdict(each) for each in view.bubble_classes],
        "bubbleTitle": view.bubble_title,
        "sample": view.sample,
        "cells": cells if view.cells else None,
        "focus": view.focus,
        "pick": asdict(view.pick) if view.pick else None,
        "linked": view.linked,
    }
    return {name: part for name, part in parts.items() if part}


def _digits(numbers: Sequence[int]) -> str:
    return "".join(_DIGITS[each] for each in numbers)


def _words() -> dict[str, str]:
    return {
        "map": _("Map; the list beside it reaches every area by keyboard"),
        "list": _("List of areas"),
        "find": _("Find an area"),
        "loading": _("Loading the map …"),
        "failed": _("The map could not be loaded. Reload the page, or run: petapora build"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "whole": _("Whole work area"),
        "fullScreen": _("Full screen"),
        "north": _("N"),
        "tiles": _("Online background"),
        "tilesFailed": _("Online background out of reach; the map stays as it is"),
        "decimal": _("."),
        "east": _("°E"),
        "west": _("°W"),
        "northOf": _("°N"),
        "southOf": _("°S"),
    }
