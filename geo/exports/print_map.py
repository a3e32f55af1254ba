"""A map on a sheet of A4, to be printed: as PNG of 300 dots an inch, or as PDF."""

from __future__ import annotations

import io
import threading
from typing import Literal

import geopandas as gpd
import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import geo
from geo.exports.print_furniture import (
    PIXEL,
    bubble_style,
    draw_legend,
    draw_north,
    draw_scale,
    filled,
)
from geo.exports.print_ground import Ground, draw, draw_base, draw_degrees, lay_ground
from geo.exports.print_labels import Box
from geo.exports.print_lines import draw_lines
from geo.exports.print_names import draw_names
from geo.exports.print_text import Ruler, font, plain, write
from geo.exports.taken import Taken, own_use
from geo.text import _, date
from geo.theme import colour

WIDE, HIGH = 11.69, 8.27
"""A4 on its side, in inches."""

DOTS = 300
_EDGE = 0.42
_SIDE = 2.3
_GAP = 0.2
_DEGREES = 0.16
_HEAD_MOST = 2
_TITLE_SIZES = (15, 14, 13)
_FOOT_MOST = 4

_one_at_a_time = threading.Lock()  # a sheet takes some 200 MB while it is drawn

mpl.rcParams["pdf.fonttype"] = 42  # letters stay letters, so that the sheet can be searched


def print_map(taken: Taken, *, to: Literal["png", "pdf"]) -> bytes:
    """
    The map of a view with legend, scale bar, north arrow, title, day, sources and stamp.

    Parameters
    ----------
    taken : Taken
        The base map around its areas is read from what is built.

    Returns
    -------
    bytes
        The same for the same view.

    Raises
    ------
    NotBuilt
        If the base map has not been built yet.
    """
    buffer = io.BytesIO()
    title = " · ".join(plain(text) for text in (taken.stamp, taken.heading) if text)
    with _one_at_a_time:
        figure = draw_sheet(taken)
        if to == "png":
            about: dict[str, str | None] = {"Title": title, "Software": None}
        else:
            about = {"Title": title, "Creator": "PetaPORA", "Producer": None, "CreationDate": None}
        figure.savefig(buffer, format=to, dpi=DOTS, metadata=about)
    return buffer.getvalue()


def draw_sheet(taken: Taken) -> Figure:
    """The whole sheet, with nothing of it outside of its edges."""
    figure = Figure(figsize=(WIDE, HIGH), dpi=DOTS, facecolor=colour("ink", "panel"))
    ruler = Ruler(figure)
    top = _draw_head(figure, ruler, taken)
    bottom = _draw_foot(figure, ruler, taken) + _DEGREES
    left, wide = _EDGE + _DEGREES, WIDE - 2 * _EDGE - _DEGREES - _SIDE - _GAP
    axes = _axes(figure, left, bottom, wide, top - bottom)
    whole = gpd.GeoSeries([*taken.areas.geometry, *taken.outline.geometry], crs=taken.areas.crs)
    ground = lay_ground(axes, whole, wide=wide, high=top - bottom)
    around = draw_base(ground, taken.outline)
    draw_degrees(ground)
    _draw_areas(ground, taken)
    lines = draw_lines(ground, taken.view.lines)
    draw_names(
        ground, ruler, taken, around=around, lines=lines, kept_free=_draw_bubbles(ground, taken)
    )
    _draw_watermark(ground, ruler, taken.stamp)
    side = _side(figure, left + wide + _GAP, bottom, top - bottom)
    _draw_side(side, ruler, taken, ground, high=top - bottom)
    return figure


def _axes(figure: Figure, left: float, bottom: float, wide: float, high: float) -> Axes:
    """An axes whose place is given in inches."""
    return figure.add_axes((left / WIDE, bottom / HIGH, wide / WIDE, high / HIGH))


def _side(figure: Figure, left: float, bottom: float, high: float) -> Axes:
    """The panel beside the map, its coordinates in inches."""
    side = _axes(figure, left, bottom, _SIDE, high)
    side.set(xlim=(0, _SIDE), ylim=(0, high))
    side.axis("off")
    return side


def _draw_head(figure: Figure, ruler: Ruler, taken: Taken) -> float:
    """Title, office, day and stamp; return where they end, in inches from below."""
    small = font(8.2)
    width = _draw_stamp(figure, ruler, taken.stamp) - _EDGE
    sizes = [font(size, "bold") for size in _TITLE_SIZES]
    fits = [like for like in sizes if ruler.size(taken.heading, like)[0] <= width]
    like = fits[0] if fits else sizes[-1]
    y = HIGH - _EDGE
    for line in ruler.broken(taken.heading, like, width=width, most=_HEAD_MOST):
        y -= 0.22
        write(figure, _EDGE / WIDE, y / HIGH, line, like=like)
        y -= 0.05
    said = [taken.office.name, _("Data as of {day}", day=date(taken.as_of))]
    under = " · ".join(dict.fromkeys([*said, *taken.view.stamp.split(" · ")]))
    for line in ruler.broken(under, small, width=WIDE - 2 * _EDGE, most=_HEAD_MOST):
        y -= 0.15
        write(figure, _EDGE / WIDE, y / HIGH, line, like=small, color=colour("ink", "soft"))
    return y - 0.14


def _draw_stamp(figure: Figure, ruler: Ruler, stamp: str) -> float:
    """The stamp at the right end of the title's line; return where the title has to end."""
    right = WIDE - _EDGE
    if not stamp:
        return right
    like = font(13, "bold")
    (line,) = ruler.broken(stamp, like, width=3, most=1)
    wide = ruler.size(line, like)[0] + 0.24
    mark = colour("mark", "sample")
    corner = ((right - wide) / WIDE, (HIGH - _EDGE - 0.29) / HIGH)
    figure.add_artist(Rectangle(corner, wide / WIDE, 0.29 / HIGH, facecolor=mark, linewidth=0))
    middle = (right - wide / 2) / WIDE
    y = (HIGH - _EDGE - 0.2) / HIGH
    write(figure, middle, y, line, like=like, color=colour("ink", "panel"), ha="center")
    return right - wide - 0.2


def _draw_foot(figure: Figure, ruler: Ruler, taken: Taken) -> float:
    """Notes, sources and licences at the lower edge; return where they begin from above."""
    like = font(6.3)
    texts = [
        " ".join(taken.notes),
        _("Sources: {sources}", sources="; ".join(taken.sources)) if taken.sources else "",
        f"{taken.view.credit}. {own_use()}",
        f"PetaPORA {geo.__version__}. "
        + _("For planning and display; not evidence of a legal border."),
    ]
    width = WIDE - 2 * _EDGE
    broken = [ruler.broken(text, like, width=width, most=_FOOT_MOST) for text in texts if text]
    lines = [line for text in broken for line in text]
    for n, line in enumerate(reversed(lines)):
        y = (_EDGE + n * 0.115) / HIGH
        write(figure, _EDGE / WIDE, y, line, like=like, color=colour("ink", "soft"))
    return _EDGE + len(lines) * 0.115 + 0.1


def _draw_areas(ground: Ground, taken: Taken) -> None:
    """Each class as one patch; borders of the kabupaten and of the chosen area over them."""
    view = taken.view
    shapes = ground.projected(taken.areas.geometry)
    outline = ground.projected(taken.outline.geometry)
    values = np.array(view.values, dtype=int)
    thin = {"linewidth": 0.6 if len(shapes) <= 150 else 0.3, "joinstyle": "round"}
    for number_of, each in enumerate(view.classes):
        own = outline if view.cells and number_of == 0 else shapes[values == number_of]
        draw(ground, own, zorder=3, edgecolor=each.style.border, **filled(each.style), **thin)
    border = {"facecolor": "none", "edgecolor": colour("base", "border-kabupaten")}
    draw(ground, outline, zorder=5, linewidth=1.1, joinstyle="round", **border)
    chosen = shapes[shapes.index == view.selected]
    mark = {"facecolor": "none", "edgecolor": colour("ink", "selected"), "linewidth": 2.0}
    draw(ground, chosen, zorder=5.5, **mark)


def _draw_bubbles(ground: Ground, taken: Taken) -> list[Box]:
    """Bubbles, the largest first; return the box of each, in metres."""
    view = taken.view
    if not any(view.bubbles):
        return []
    inside = ground.projected(taken.areas.representative_point())
    drawn = []
    for size in sorted({each for each in view.bubbles if each}, reverse=True):
        kind = view.bubble_classes[size - 1]
        own = inside[np.array(view.bubbles) == size]
        own = own[~own.is_empty & own.notna()]
        points = kind.radius * PIXEL
        style = bubble_style(kind.few)
        ground.axes.scatter(own.x, own.y, s=(2 * points) ** 2, zorder=6, **style)
        radius = points / 72 * ground.metres_an_inch
        drawn += [
            (x - radius, y - radius, x + radius, y + radius)
            for x, y in zip(own.x, own.y, strict=True)
        ]
    return drawn


def _draw_watermark(ground: Ground, ruler: Ruler, stamp: str) -> None:
    """The stamp across the whole map, seen through."""
    if not stamp:
        return
    west, south, east, north = ground.frame
    wide, high = ((east - west), (north - south))
    (line,) = ruler.broken(stamp, font(10, "bold"), width=3, most=1)
    room = 0.8 * float(np.hypot(wide, high)) / ground.metres_an_inch
    size = min(96.0, 10 * room / ruler.size(line, font(10, "bold"))[0])
    look = {"color": colour("mark", "sample"), "alpha": 0.15, "zorder": 15}
    turned = {"rotation": float(np.degrees(np.arctan2(high, wide))), "ha": "center", "va": "center"}
    x, y = (west + east) / 2, (south + north) / 2
    write(ground.axes, x, y, line, like=font(size, "bold"), **look, **turned)


def _draw_side(side: Axes, ruler: Ruler, taken: Taken, ground: Ground, *, high: float) -> None:
    draw_legend(side, ruler, taken.view, top=high, width=_SIDE)
    draw_scale(side, y=0.2, metres_an_inch=ground.metres_an_inch, widest=_SIDE - 0.75)
    draw_north(side, x=_SIDE - 0.2, y=0.44)
