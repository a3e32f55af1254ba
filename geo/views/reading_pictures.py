"""Small pictures without words for the page that says how to read a map of concentrations."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable

from markupsafe import Markup

from geo.theme import ClassStyle, class_style, colour
from geo.views.html import fill, join

WIDTH, HEIGHT = 200, 110
_CELL = 17.0
"""Radius of a drawn cell, pixels."""

_RING = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]
_FLOWER = [(0, 0), *_RING]


def picture(parts: Iterable[Markup]) -> Markup:
    """A picture of parts, as an image; what it shows is said beside it."""
    drawing = fill(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}">{parts}</svg>',
        w=WIDTH,
        h=HEIGHT,
        parts=join(list(parts)),
    )
    content = b64encode(drawing.encode()).decode("ascii")
    return fill(
        '<img class="pp-picture" alt="" src="data:image/svg+xml;base64,{content}">',
        content=content,
    )


def with_neighbours() -> Markup:
    """A cell and the six around it, with their reports as dots."""
    strong, soft = class_style("hotspot", "signifikan"), class_style("hotspot", "tidak signifikan")
    cells = [
        _hexagon(*_centre(at), strong if at == (0, 0) else soft, wide=at == (0, 0))
        for at in [*_RING, (0, 0)]
    ]
    n_dots = dict(zip(_FLOWER, (4, 3, 2, 3, 1, 3, 2), strict=True))
    return picture([*cells, *(dot for at, n in n_dots.items() for dot in _dots(_centre(at), n))])


def beyond_chance() -> Markup:
    """Columns of how often chance gives each sum, the tail beyond what was seen filled."""
    heights = [_bell(i, middle=7.0, spread=2.6) for i in range(18)]
    calm, strong = colour("ink", "line"), class_style("hotspot", "signifikan").fill
    seen = 12
    columns = [
        fill(
            '<rect x="{x}" y="{y:.1f}" width="8" height="{h:.1f}" fill="{c}"/>',
            x=10 + 10 * i,
            y=96 - height,
            h=height,
            c=strong if i >= seen else calm,
        )
        for i, height in enumerate(heights)
    ]
    return picture([*columns, _line(9 + 10 * seen, 18, 9 + 10 * seen, 98), _line(8, 97, 192, 97)])


def four_grids() -> Markup:
    """The same dots under three grids; the cell that holds most of them is marked in each."""
    strong = class_style("hotspot", "stabil").fill
    parts = []
    for left, shift in ((6, 0), (72, 6), (138, 12)):
        parts += [
            fill(
                '<rect x="{x}" y="{y}" width="18" height="18" fill="{f}" stroke="{s}"/>',
                x=left + 18 * column + shift / 4,
                y=18 + 18 * row + shift / 3,
                f=strong if (column, row) == (1, 2) else colour("ink", "panel"),
                s=colour("ink", "line"),
            )
            for column in range(3)
            for row in range(4)
        ]
        parts += _dots((left + 28, 64), 6)
    return picture(parts)


def intervals() -> Markup:
    """Three counts with their intervals, which overlap."""
    rows = [(30, 24, 70), (52, 34, 96), (104, 74, 138)]
    parts = [_line(20, 100, 190, 100)]
    for (at, low, high), y in zip(rows, (25, 52, 79), strict=True):
        parts += [_line(20 + low, y, 20 + high, y), _disc(20 + at, y, 4.5)]
    return picture(parts)


def too_few() -> Markup:
    """Cells with one or two reports, dotted: nothing can be said of them."""
    style = class_style("hotspot", "belum cukup data")
    cells = [_hexagon(*_centre(at), style) for at in _FLOWER]
    return picture([*cells, *_dots(_centre((0, 0)), 1), *_dots(_centre((1, 0)), 1)])


def fill_and_bubble() -> Markup:
    """Two areas: many reports with little fill, few reports with much."""
    low, high = class_style("rate", "low").fill, class_style("rate", "highest").fill
    box = '<rect x="{x}" y="14" width="82" height="82" rx="6" fill="{f}"/>'
    return picture(
        [
            fill(box, x=12, f=low),
            fill(box, x=106, f=high),
            _disc(53, 55, 24, faint=True),
            _disc(147, 55, 9, faint=True),
        ]
    )


def contours() -> Markup:
    """Nested lines of equal density beside a coast."""
    ring = '<ellipse cx="92" cy="54" rx="{rx}" ry="{ry}" fill="{f}"/>'
    fills = [class_style("concentration", name).fill for name in ("low", "medium", "high")]
    rings = [
        fill(ring, rx=rx, ry=rx * 0.6, f=each) for rx, each in zip((64, 42, 20), fills, strict=True)
    ]
    sea = fill('<path d="M0 0H200V22Q140 40 96 24T0 26Z" fill="{sea}"/>', sea=colour("base", "sea"))
    return picture([*rings, sea])


def _centre(at: tuple[int, int]) -> tuple[float, float]:
    q, r = at
    return (
        WIDTH / 2 + _CELL * math.sqrt(3) * (q + r / 2),
        HEIGHT / 2 + _CELL * 1.5 * r,
    )


def _hexagon(x: float, y: float, style: ClassStyle, *, wide: bool = False) -> Markup:
    corners = [
        (x + _CELL * math.sin(math.pi * k / 3), y + _CELL * math.cos(math.pi * k / 3))
        for k in range(6)
    ]
    return fill(
        '<polygon points="{points}" fill="{f}" stroke="{s}" stroke-width="{w}"/>',
        points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners),
        f=style.fill,
        s=colour("ink", "strong") if wide else style.border,
        w=2 if wide else 1,
    )


def _dots(centre: tuple[float, float], n: int) -> list[Markup]:
    x, y = centre
    return [
        _disc(x + 7 * math.cos(2.4 * k) * (k > 0), y + 7 * math.sin(2.4 * k) * (k > 0), 2.4)
        for k in range(n)
    ]


def _disc(x: float, y: float, r: float, *, faint: bool = False) -> Markup:
    return fill(
        '<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{c}" fill-opacity="{o}"/>',
        x=x,
        y=y,
        r=r,
        c=colour("mark", "bubble") if faint else colour("ink", "strong"),
        o=0.75 if faint else 1,
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return fill(
        '<line x1="{a}" y1="{b}" x2="{c}" y2="{d}" stroke="{s}" stroke-width="2"/>',
        a=x1,
        b=y1,
        c=x2,
        d=y2,
        s=colour("ink", "strong"),
    )


def _bell(i: int, *, middle: float, spread: float) -> float:
    return 76 * math.exp(-(((i - middle) / spread) ** 2) / 2)
