"""What a page sends to a map: classes and one character an area; never geometry, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
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
class AreaView:
    """
    A map of areas, ready to be drawn.

    ``geometry`` and ``base`` are names of static files; ``values`` holds the class of each area
    in the order of the geometry file. Title, stamp and credit are plain text.
    """

    title: str
    stamp: str
    credit: str
    classes: Sequence[MapClass]
    values: Sequence[int]
    geometry: str
    base: str
    selected: str | None = None

    def __post_init__(self) -> None:
        if len(self.values) > MOST_AREAS:
            raise ValueError(f"{len(self.values)} areas are more than a map can draw")
        if any(not 0 <= value < len(self.classes) for value in self.values):
            raise ValueError("an area has a class that the legend does not")


def view_message(view: AreaView, *, inline: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """
    The message a page sends, in JSON-ready form.

    Parameters
    ----------
    view : AreaView
        The map.
    inline : mapping, optional
        Contents of ``geometry`` and ``base``, for a saved map that cannot fetch files. It has no
        online background either.
    """
    assets = map_assets()
    files = inline or {"geometry": asset_url(view.geometry), "base": asset_url(view.base)}
    return {
        "leaflet": asset_url(assets["leaflet"]),
        "skeleton": asset_url(assets["skeleton"]),
        **files,
        "title": view.title,
        "stamp": view.stamp,
        "credit": view.credit,
        "classes": [{"label": c.label, "count": c.count, **asdict(c.style)} for c in view.classes],
        "values": "".join(_DIGITS[value] for value in view.values),
        "selected": view.selected,
        "tiles": None if inline else {"url": TILES["url"]},
        "words": _words(),
    }


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
