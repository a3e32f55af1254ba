"""Names on a printed map: of the areas where they fit, of the kabupaten, of the neighbours."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.font_manager import FontProperties

from geo.exports.print_ground import Ground
from geo.exports.print_labels import Box, Label, Places, Wanted, by_size, forms_of
from geo.exports.print_lines import places_of
from geo.exports.print_text import Ruler, font, plain, write_with_halo
from geo.exports.taken import Taken
from geo.theme import colour

_FEW, _MANY = 30, 150
_WITHIN, _MOSTLY = 0.93, 0.5
"""How much of a name has to lie in its own area: at first, and where areas are few."""


def draw_names(
    ground: Ground,
    ruler: Ruler,
    taken: Taken,
    *,
    around: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame | None,
    kept_free: list[Box],
) -> None:
    """
    Put names on the map, none on another or on a bubble; what finds no room is left out.

    Parameters
    ----------
    around : GeoDataFrame
        Kabupaten around the work area, in metres of the map, with ``nama``.
    lines : GeoDataFrame, optional
        Areas whose outlines lie over cells, in metres of the map, with ``nama``.
    kept_free : list of Box
        Where no name may stand, in metres of the map.
    """
    shapes = ground.projected(taken.areas.geometry)
    places = Places(ground.frame, kept_free)
    outline = taken.outline.to_crs(ground.crs)
    notable = places_of(ground, taken.view.base)
    if taken.view.cells:
        _draw_places(ground, ruler, places, notable)  # they lie where reports are
        places.keep_free(shapes[np.array(taken.view.values) > 0].bounds.to_numpy())
    elif "nama" in taken.areas and not taken.areas.index.isin(outline.index).all():
        _draw_area_names(ground, ruler, places, taken.areas["nama"], shapes)
    _draw_kabupaten_names(ground, ruler, places, outline)
    if not taken.view.cells:
        _draw_places(ground, ruler, places, notable)
    if lines is not None:
        _draw_area_names(ground, ruler, places, lines["nama"], lines.geometry, fill=False)
    _draw_neighbours(ground, ruler, places, around)


def _draw_area_names(
    ground: Ground,
    ruler: Ruler,
    places: Places,
    names: pd.Series,
    shapes: gpd.GeoSeries,
    *,
    fill: bool = True,
) -> None:
    """Names of areas, the largest first; where they are few, also of those they hardly fit."""
    n = len(shapes)
    like = font(7 if n <= _FEW else 6 if n <= _MANY else 4.4)
    size = _in_metres(ground, ruler, like)
    left = []
    for i in by_size(shapes):
        wanted = Wanted(shapes.iloc[i], forms_of(plain(names.iloc[i]), size))
        label = places.put_inside(wanted, share=_WITHIN)
        _draw(ground, label, like)
        if label is None:
            left.append(wanted)
    if n > _MANY or not fill:
        return
    for wanted in left:
        _draw(ground, places.put_inside(wanted, share=_MOSTLY), like)


def _draw_kabupaten_names(
    ground: Ground, ruler: Ruler, places: Places, outline: gpd.GeoDataFrame
) -> None:
    like = font(8.5, "bold")
    size = _in_metres(ground, ruler, like)
    whole = shapely.union_all(outline.geometry.to_numpy())
    for i in by_size(outline.geometry):
        area = outline.geometry.iloc[i]
        name = plain(_short(outline["nama"].iloc[i])).upper()

        def worth(box: Box, area: shapely.Geometry = area) -> float:
            label = shapely.box(*box)
            if label.within(area):
                return 1.0
            return 0.6 if not label.intersects(whole) else 0.0

        label = places.put_near(Wanted(area, forms_of(name, size)), inside=worth)
        _draw(ground, label, like, color=colour("base", "border-kabupaten"))


def _draw_places(ground: Ground, ruler: Ruler, places: Places, found: gpd.GeoDataFrame) -> None:
    """Notable places that find room, each a point with its name."""
    like = font(6)
    size = _in_metres(ground, ruler, like)
    for nama, point in zip(found["nama"], found.geometry, strict=True):
        name = plain(nama)
        label = places.put_beside(point.x, point.y, (name, *size(name)))
        if label is not None:
            ink = colour("base", "label")
            ground.axes.scatter([point.x], [point.y], s=5, color=ink, linewidths=0, zorder=7)
            _draw(ground, label, like)


def _draw_neighbours(
    ground: Ground, ruler: Ruler, places: Places, around: gpd.GeoDataFrame
) -> None:
    like = font(6.5)
    size = _in_metres(ground, ruler, like)
    for i in by_size(around.geometry):
        name = plain(_short(around["nama"].iloc[i]))
        wanted = Wanted(around.geometry.iloc[i], forms_of(name, size))
        label = places.put_inside(wanted, share=_WITHIN)
        _draw(ground, label, like, color=colour("base", "neighbour"))


def _in_metres(
    ground: Ground, ruler: Ruler, like: FontProperties
) -> Callable[[str], tuple[float, float]]:
    """Size of a text on the map, with a little room around it."""

    def size(text: str) -> tuple[float, float]:
        wide, high = ruler.size(text, like)
        return (wide + 0.04) * ground.metres_an_inch, (high + 0.01) * ground.metres_an_inch

    return size


def _short(nama: str) -> str:
    return nama.removeprefix("Kabupaten ")


def _draw(ground: Ground, label: Label | None, like: FontProperties, **style: str) -> None:
    if label is not None:
        shown = {"color": colour("base", "label"), "zorder": 7, **style}
        write_with_halo(ground.axes, label.x, label.y, label.text, like=like, **shown)
