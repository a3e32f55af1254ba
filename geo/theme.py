"""Colours, type and patterns, read from the one theme file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geo.words import TeamStatus

THEME_FILE = Path(__file__).parent / "theme.toml"


@dataclass(frozen=True)
class ClassStyle:
    """How one class of a map is filled: `pattern` in `ink` over `fill`, inside `border`."""

    fill: str
    ink: str
    border: str
    pattern: str


@cache
def _theme() -> dict[str, Any]:
    return tomllib.loads(THEME_FILE.read_text(encoding="utf-8"))


def status_style(status: TeamStatus) -> ClassStyle:
    """Style of one rung of the ladder."""
    return ClassStyle(**_theme()["status"][status.value])


def class_style(table: str, name: str) -> ClassStyle:
    """Style of a class of another table, such as ("concentration", "high")."""
    return ClassStyle(**_theme()[table][name])


def colour(table: str, name: str) -> str:
    """One colour of the theme, such as ("ink", "strong")."""
    value: str = _theme()[table][name]
    return value


def css_fill(style: ClassStyle) -> str:
    """The fill of a class as a CSS background, near enough to its pattern on the map."""
    stripes = f"{style.fill} 0 3px,{style.ink} 3px 4px"
    return {
        "solid": style.fill,
        "dots": f"radial-gradient({style.ink} 1px,{style.fill} 1.2px) 0 0/5px 5px",
        "horizontal": f"repeating-linear-gradient({stripes})",
        "diagonal": f"repeating-linear-gradient(135deg,{stripes})",
        "cross": f"repeating-conic-gradient({style.fill} 0 25%,{style.ink} 0 50%) 0 0/6px 6px",
    }[style.pattern]


def css_variables() -> str:
    """The theme as CSS custom properties: ``--ink-soft``, ``--base-sea`` and so on."""
    pairs = [
        f"--{table}-{name}:{colour}"
        for table in ("ink", "base", "mark")
        for name, colour in _theme()[table].items()
    ]
    return ":root{" + ";".join(pairs) + "}"
