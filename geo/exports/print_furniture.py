"""What stands around a printed map: legend, scale bar, north arrow, in an axes of inches."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from geo.exports.print_text import Ruler, font, write
from geo.maps.view import AreaView, BubbleClass, MapClass
from geo.text import _, number
from geo.theme import ClassStyle, colour

HATCHES = {
    "solid": "",
    "dots": "....",
    "horizontal": "-----",
    "diagonal": "//////",
    "cross": "xxxxx",
}
"""Matplotlib's hatch for each pattern of the theme."""

HATCH_WIDTH = 0.45
PIXEL = 0.75
"""Points of one pixel of the screen, at its usual 96 a inch."""

_ROW = 0.215
_SWATCH = 0.27, 0.145


def filled(style: ClassStyle) -> dict[str, Any]:
    """Properties of a patch drawn like a class on the screen."""
    return {
        "facecolor": style.fill,
        "hatch": HATCHES[style.pattern],
        "hatchcolor": style.ink,
        "hatch_linewidth": HATCH_WIDTH,
    }


def bubble_style(few: bool) -> dict[str, Any]:
    """Properties of a bubble; hollow and dashed where there is not enough data."""
    if few:
        look = {"facecolor": "none", "edgecolor": colour("mark", "bubble-few"), "linestyle": "--"}
        return {**look, "linewidth": 0.7}
    rim = {"edgecolor": colour("ink", "panel"), "linewidth": 0.6}
    return {"facecolor": colour("mark", "bubble"), "alpha": 0.8, **rim}


def draw_legend(side: Axes, ruler: Ruler, view: AreaView, *, top: float, width: float) -> float:
    """
    Classes with their counts, then bubbles.

    Parameters
    ----------
    side : Axes
        Its coordinates are inches from its lower left corner.
    top, width : float
        Where the legend begins and how wide it may be, in inches.

    Returns
    -------
    float
        Where it ends.
    """
    y = _title(side, ruler, view.title, top=top, width=width)
    for each in view.classes:
        y = _class_row(side, ruler, each, y=y, width=width)
    if any(view.bubbles):
        y = _title(side, ruler, view.bubble_title, top=y - 0.12, width=width)
        for bubble in view.bubble_classes:
            y = _bubble_row(side, ruler, bubble, y=y, width=width)
    return y


def _title(side: Axes, ruler: Ruler, text: str, *, top: float, width: float) -> float:
    like = font(8.5, "bold")
    lines = ruler.broken(text, like, width=width, most=3)
    for n, line in enumerate(lines):
        write(side, 0, top - 0.12 - n * 0.155, line, like=like)
    return top - 0.12 - len(lines) * 0.155 - 0.03


def _class_row(side: Axes, ruler: Ruler, each: MapClass, *, y: float, width: float) -> float:
    wide, high = _SWATCH
    corner = (0.01, y - high - 0.02)
    look = filled(each.style) | {"edgecolor": each.style.ink, "linewidth": 0.6}
    side.add_patch(Rectangle(corner, wide, high, **look))
    return _told(side, ruler, each.label, each.count, y=y, width=width)


def _bubble_row(side: Axes, ruler: Ruler, each: BubbleClass, *, y: float, width: float) -> float:
    radius = each.radius * PIXEL / 72
    row = max(_ROW, 2 * radius + 0.05)
    middle = y - row / 2
    side.add_patch(Circle((0.17, middle), radius, **bubble_style(each.few)))
    words = {"y": middle + _ROW / 2 - 0.015, "left": 0.42}
    _told(side, ruler, each.label, each.count, width=width, **words)
    return y - row


def _told(
    side: Axes,
    ruler: Ruler,
    label: str,
    count: str,
    *,
    y: float,
    width: float,
    left: float = 0.38,
) -> float:
    """The words of a row: label on one or two lines, count at the right."""
    like = font(7.5)
    right = ruler.size(count, like)[0] if count else 0.0
    lines = ruler.broken(label, like, width=width - left - right - 0.08, most=2)
    soft = {} if count != number(0) else {"color": colour("ink", "soft")}
    for n, line in enumerate(lines):
        write(side, left, y - 0.135 - n * 0.125, line, like=like, **soft)
    write(side, width, y - 0.135, count, like=like, ha="right", **soft)
    return y - _ROW - (len(lines) - 1) * 0.125


def draw_scale(side: Axes, *, y: float, metres_an_inch: float, widest: float) -> None:
    """A bar of a round number of kilometres, in four parts, with the scale in figures."""
    length = round_length(widest * metres_an_inch)
    part = length / 4 / metres_an_inch
    ink = colour("ink", "strong")
    for n in range(4):
        fill = ink if n % 2 == 0 else colour("ink", "panel")
        corner = (0.02 + n * part, y)
        side.add_patch(Rectangle(corner, part, 0.055, facecolor=fill, edgecolor=ink, linewidth=0.6))
    like = font(6.8)
    for n, text in ((0, "0"), (2, _km(length / 2)), (4, _("{km} km", km=_km(length)))):
        write(side, 0.02 + n * part, y + 0.085, text, like=like, ha="left" if n == 0 else "center")
    scale = number(round(metres_an_inch / 0.0254, -3))
    write(side, 0.02, y - 0.14, _("About 1 : {scale} on A4", scale=scale), like=like)


def round_length(longest: float) -> float:
    """The longest length of 1, 2 or 5 times a power of ten that is not longer, in metres."""
    power = 10.0 ** np.floor(np.log10(longest))
    return float(max(step * power for step in (1, 2, 5) if step * power <= longest))


def _km(metres: float) -> str:
    km = metres / 1000
    return number(km, 0 if km == int(km) else 1 if km * 10 == int(km * 10) else 2)


def draw_north(side: Axes, *, x: float, y: float, height: float = 0.42) -> None:
    """An arrow to the north, its tip at (x, y), with the letter above."""
    wide, ink = 0.3 * height, colour("ink", "strong")
    for sign, fill in ((-1, colour("ink", "panel")), (1, ink)):
        corners = [(x, y), (x + sign * wide, y - height), (x, y - 0.78 * height)]
        side.add_patch(Polygon(corners, facecolor=fill, edgecolor=ink, linewidth=0.7))
    write(side, x, y + 0.04, _("N"), like=font(10, "bold"), ha="center")
