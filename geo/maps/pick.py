"""The map of a form, on which a click chooses where something was."""

from __future__ import annotations

import pandas as pd

from geo.labels import level_label
from geo.maps.view import AreaView, MapClass, Pick
from geo.text import _, number
from geo.theme import class_style
from geo.words import Level


def draw_pick(
    level: Level,
    *,
    drawn: pd.Index,
    geometry: str,
    base: str,
    credit: str,
    lines: str = "",
    point: bool = False,
    at: tuple[float, float] | None = None,
    chosen: str | None = None,
    focus: str = "",
) -> AreaView:
    """
    Areas of an office without any figure, to choose a spot or one of them.

    Parameters
    ----------
    level : Level
        Of the areas.
    drawn : Index
        Kode of the areas in the geometry file, in its order.
    geometry, base, lines : str
        Names of static files; `lines` are the outlines of wider areas.
    credit : str
        Sources and licences, plain text.
    point : bool
        Whether the spot itself is chosen.
    at : tuple of float, optional
        Latitude and longitude of the spot chosen, for the pin.
    chosen : str, optional
        Kode of the area chosen; one that is not drawn is not marked.
    focus : str
        Kode of what the map shows first; empty for the whole work area.
    """
    said = (
        _("Map: click where it was; the lists of places do the same by keyboard")
        if point
        else _("Map: click an area; the lists of places do the same by keyboard")
    )
    return AreaView(
        title=_("Where was it?"),
        stamp="",
        credit=credit,
        classes=[MapClass(level_label(level), number(len(drawn)), class_style("pick", "area"))],
        values=[0] * len(drawn),
        geometry=geometry,
        base=base,
        lines=lines,
        selected=chosen if chosen in drawn else None,
        focus=focus,
        pick=Pick(point=point, label=said, at=at),
    )
