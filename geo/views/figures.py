"""Small pictures of numbers: tiles, bars, months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geo.theme import ClassStyle, css_fill
from geo.views.html import fill, join, show


@dataclass(frozen=True)
class Tile:
    """One figure: what it is, its value, and what it rests on."""

    title: str
    value: str
    under: str


@dataclass(frozen=True)
class Bar:
    """One bar: `share` from 0 to 1 is its length, `value` what is written at its end."""

    label: str
    share: float
    value: str


@dataclass(frozen=True)
class Month:
    """
    One month: `share` from 0 to 1 is its height, `said` what it holds in words.

    ``is_part`` says that only some of its days are counted.
    """

    label: str
    share: float
    said: str
    chosen: bool = False
    is_part: bool = False


def show_tiles(tiles: Sequence[Tile]) -> None:
    """Figures side by side."""
    parts = [
        fill(
            '<div class="pp-tile"><span>{title}</span><strong>{value}</strong>'
            "<span>{under}</span></div>",
            title=tile.title,
            value=tile.value,
            under=tile.under,
        )
        for tile in tiles
    ]
    show(fill('<div class="pp-tiles">{tiles}</div>', tiles=join(parts)))


def show_panel(title: str, body: Markup, note: str = "") -> None:
    """A titled panel of markup with a note beneath."""
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3>{body}{note}</div>',
            title=title,
            body=body,
            note=fill('<p class="pp-source">{n}</p>', n=note) if note else Markup(""),
        )
    )


def class_mark(style: ClassStyle, label: str = "") -> Markup:
    """A class as the map fills it, as a small mark, with its word behind it if that is given."""
    return fill_mark(css_fill(style), label, border=style.ink)


def fill_mark(background: str, label: str = "", *, border: str = "transparent") -> Markup:
    """A small mark of a CSS background, with what it stands for behind it if that is given."""
    mark = fill(
        '<i class="pp-mark" style="background:{look};border-color:{border}"></i>',
        look=background,
        border=border,
    )
    return (
        fill('<span class="pp-tag">{mark}{label}</span>', mark=mark, label=label) if label else mark
    )


def bars(rows: Sequence[Bar], *, colour: str) -> Markup:
    """Bars one under the other."""
    return fill(
        '<div class="pp-bars">{rows}</div>',
        rows=join(
            [
                fill(
                    '<span>{label}</span><span class="pp-bar" aria-hidden="true">'
                    '<span style="width:{width:.1f}%;background:{colour}"></span></span>'
                    "<b>{value}</b>",
                    label=row.label,
                    width=100 * min(1.0, max(0.0, row.share)),
                    colour=colour,
                    value=row.value,
                )
                for row in rows
            ]
        ),
    )


def months(columns: Sequence[Month]) -> Markup:
    """Months side by side, the first and the last of them named."""
    if not columns:
        return Markup("")
    return fill(
        '<div class="pp-months">{columns}</div>'
        '<div class="pp-months-ends"><span>{first}</span><span>{last}</span></div>',
        columns=join(
            [
                fill(
                    '<i class="{look}" style="height:{height:.0f}%" role="img" title="{said}"'
                    ' aria-label="{said}"></i>',
                    look=_look(column),
                    height=100 * column.share,
                    said=column.said,
                )
                for column in columns
            ]
        ),
        first=columns[0].label,
        last=columns[-1].label,
    )


def _look(column: Month) -> str:
    """Classes of a column."""
    looks = {"pp-on": column.chosen, "pp-part": column.is_part}
    return " ".join(name for name, holds in looks.items() if holds)


def facts(pairs: Sequence[tuple[object, object]]) -> Markup:
    """Pairs of what and which, one under the other."""
    return fill(
        '<dl class="pp-facts">{pairs}</dl>',
        pairs=join([fill("<dt>{a}</dt><dd>{b}</dd>", a=a, b=b) for a, b in pairs]),
    )
