"""The map of a form, on which a click chooses where something was."""

from __future__ import annotations

from geo.labels import level_label
from geo.maps.ground import Ground
from geo.maps.view import AreaView, MapClass, Pick
from geo.text import _, number
from geo.theme import class_style
from geo.words import Level


def draw_pick(
    level: Level, ground: Ground, *, point: bool = False, at: tuple[float, float] | None = None
) -> AreaView:
    """
    Areas of an office without any figure, to choose a spot or one of them.

    Parameters
    ----------
    level : Level
        Of the areas.
    ground : Ground
        What it is drawn on.
    point : bool
        Whether the spot itself is chosen.
    at : tuple of float, optional
        Latitude and longitude of the spot chosen, for the pin.
    """
    said = (
        _("Map: click where it was; the lists of places do the same by keyboard")
        if point
        else _("Map: click an area; the lists of places do the same by keyboard")
    )
    return AreaView(
        title=_("Where was it?"),
        stamp="",
        classes=[
            MapClass(level_label(level), number(len(ground.drawn)), class_style("pick", "area"))
        ],
        values=[0] * len(ground.drawn),
        pick=Pick(point=point, label=said, at=at),
        **ground.parts,
    )
