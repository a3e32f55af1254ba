"""Text on a printed sheet: one font that comes along, plain text only, broken to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from geo.theme import colour

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
_MISSING = "□"
_MOST_CHARACTERS = 4_000


def font(size: float, weight: str = "normal") -> FontProperties:
    """The sheet's font at a size in points; `weight` is normal or bold."""
    return FontProperties(fname=str(_FONTS / _FILES[weight]), size=size)


def plain(text: str) -> str:
    """
    The text as it can be printed: one line, visible characters of the font.

    What steers a line of text is left out, and a character that the font does not have becomes □.
    """
    known = _characters()
    shown = []
    for character in text[:_MOST_CHARACTERS]:
        kind = unicodedata.category(character)
        if character.isspace() or kind in ("Cc", "Zl", "Zp"):
            shown.append(" ")
        elif kind != "Cf":
            shown.append(character if ord(character) in known else _MISSING)
    return " ".join("".join(shown).split())


@cache
def _characters() -> frozenset[int]:
    """Code points that both weights of the font have."""
    first, second = (set(get_font(str(_FONTS / name)).get_charmap()) for name in _FILES.values())
    return frozenset(first & second)


def write(
    on: Figure | Axes, x: float, y: float, text: str, *, like: FontProperties, **style: Any
) -> Text:
    """
    Put text on a sheet: the one door, behind which a dollar sign is a dollar sign.

    Parameters
    ----------
    on : Figure or Axes
        What `x` and `y` are measured in: shares of the figure, or coordinates of the axes.
    like : FontProperties
        As `font` gives it.
    style
        Properties of a matplotlib text; it is drawn in the strong ink unless `color` is given.
    """
    shown = "\n".join(plain(line) for line in text.split("\n"))
    style = {"color": colour("ink", "strong"), "va": "baseline", **style}
    return on.text(x, y, shown, fontproperties=like, parse_math=False, **style)


def write_with_halo(
    on: Axes, x: float, y: float, text: str, *, like: FontProperties, **style: Any
) -> None:
    """Text over a map, light around its letters; the letters stay text that can be searched."""
    halo = Stroke(linewidth=like.get_size_in_points() / 3.2, foreground=colour("base", "halo"))
    placed = {"ha": "center", "va": "center", "linespacing": 1.05, **style}
    write(on, x, y, text, like=like, path_effects=[halo], **placed)
    write(on, x, y, text, like=like, **placed)


class Ruler:
    """Measures text on the sheet of a figure, in inches."""

    def __init__(self, figure: Figure) -> None:
        canvas: Any = FigureCanvasAgg(figure)
        self._renderer = canvas.get_renderer()
        self._dpi = figure.dpi

    def size(self, text: str, like: FontProperties) -> tuple[float, float]:
        """Width and height of text, which may have several lines."""
        lines = [plain(line) for line in text.split("\n")]
        width = max(self._width(line, like) for line in lines)
        return width, len(lines) * like.get_size_in_points() * 1.25 / 72

    def _width(self, line: str, like: FontProperties) -> float:
        width, _height, _descent = self._renderer.get_text_width_height_descent(line, like, False)
        return float(width) / self._dpi

    def broken(self, text: str, like: FontProperties, *, width: float, most: int) -> list[str]:
        """Lines of at most `width` inches; what goes beyond `most` lines ends in an ellipsis."""
        lines = [""]
        for word in self._words(plain(text), like, width):
            longer = f"{lines[-1]} {word}".strip()
            if self._width(longer, like) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self._width(f"{last} …", like) > width:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last} …"]

    def _words(self, text: str, like: FontProperties, width: float) -> Iterator[str]:
        """Words of a text; one that is wider than a line in pieces that are not."""
        for word in text.split():
            rest = word
            while self._width(rest, like) > width:
                fits = len(rest) - 1
                while fits > 1 and self._width(rest[:fits], like) > width:
                    fits = fits * 3 // 4
                yield rest[:fits]
                rest = rest[fits:]
            yield rest
