"""The theme: a style for every rung, told apart by all readers, and no colour beside it."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import geo
from geo.maps.assets import area_map_script
from geo.theme import THEME_FILE, css_fill, css_variables, status_style
from geo.words import TeamStatus

PACKAGE = Path(geo.__file__).parent
PATTERNS = {"solid", "dots", "horizontal", "diagonal", "cross"}
"""What both the map's script and `css_fill` can draw."""

EYES = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""How linear RGB reaches such eyes: Machado, Oliveira and Fernandes 2009, severity 1."""

LEAST_DIFFERENCE = 25.0
"""CIE 1976 difference at which fills of one pattern count as told apart; 2.3 is just seen."""

LITERAL = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\b(?:rgb|hsl)a?\(")
ALLOWED = {"#fff"}


def linear(colour: str) -> np.ndarray:
    """Linear RGB, 0 to 1, of #rrggbb."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eyes: str = "usual") -> np.ndarray:
    """CIE Lab (D65) of a colour as such eyes see it."""
    seen = np.clip(np.array(EYES[eyes]) @ linear(colour), 0, 1)
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    xyz = np.array(to_xyz) @ seen / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, eyes: str = "usual") -> float:
    """CIE 1976 difference of two colours as such eyes see them."""
    return float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2, from 1 to 21."""
    light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def test_the_measures_agree_with_known_values() -> None:
    assert lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#ff0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert difference("#d62728", "#6b7a00", "deuteranopia") < 25 < difference("#d62728", "#6b7a00")


@pytest.mark.parametrize("status", TeamStatus)
def test_every_rung_of_the_ladder_has_a_style_with_a_known_pattern(status: TeamStatus) -> None:
    style = status_style(status)
    assert style.pattern in PATTERNS
    assert css_fill(style).count(style.fill) >= 1


def test_the_map_draws_every_pattern_that_the_theme_may_name() -> None:
    drawn = area_map_script().partition("const marks = {")[2].partition("};")[0]
    assert set(re.findall(r"^\s+(\w+): \[", drawn, re.M)) == PATTERNS


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("one", "other"), list(combinations(TeamStatus, 2)))
def test_two_rungs_differ_by_pattern_or_clearly_by_colour(
    one: TeamStatus, other: TeamStatus, eyes: str
) -> None:
    first, second = status_style(one), status_style(other)
    by_pattern = first.pattern != second.pattern
    assert by_pattern or difference(first.fill, second.fill, eyes) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("eyes", EYES)
def test_formed_and_not_formed_differ_clearly_even_without_their_patterns(eyes: str) -> None:
    fills = {status: status_style(status).fill for status in TeamStatus}
    formed = [fill for status, fill in fills.items() if status.is_formed]
    others = [fill for status, fill in fills.items() if not status.is_formed]
    closest = min(difference(a, b, eyes) for a in formed for b in others)
    assert closest >= LEAST_DIFFERENCE


@pytest.mark.parametrize("status", [s for s in TeamStatus if status_style(s).pattern != "solid"])
def test_a_pattern_is_seen_on_its_fill_in_grey_print(status: TeamStatus) -> None:
    style = status_style(status)
    assert abs(lab(style.ink)[0] - lab(style.fill)[0]) >= 20


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((("ink", ink), ("ink", "panel")) for ink in ("strong", "soft", "accent")),
        *((("ink", ink), ("ink", "paper")) for ink in ("strong", "soft", "accent")),
        (("ink", "warn"), ("ink", "warn-soft")),
        (("ink", "strong"), ("ink", "accent-soft")),
        (("base", "label"), ("base", "land")),
        (("base", "label"), ("base", "sea")),
    ],
)
def test_text_stands_out_from_what_lies_under_it(
    ink: tuple[str, str], paper: tuple[str, str]
) -> None:
    theme = tomllib.loads(THEME_FILE.read_text(encoding="utf-8"))
    (one, a), (other, b) = ink, paper
    assert contrast(theme[one][a], theme[other][b]) >= 4.5


def test_styles_use_only_variables_that_the_theme_has() -> None:
    known = set(re.findall(r"--[\w-]+(?=:)", css_variables()))
    files = [*PACKAGE.rglob("*.css"), *PACKAGE.rglob("*.js")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r"(?<!\w)--(?:ink|base)-[\w-]+", text))
    assert used
    assert used <= known


def test_no_colour_stands_outside_the_theme_file() -> None:
    files = [file for kind in ("py", "css", "js") for file in PACKAGE.rglob(f"*.{kind}")]
    found = {
        file.relative_to(PACKAGE).as_posix(): literals
        for file in files
        if (literals := set(LITERAL.findall(file.read_text(encoding="utf-8"))) - ALLOWED)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("color: #0b6e6e;", 1), ("rgb(0 0 0 / 12%)", 1), ("'#fff'", 0), ("#${id}", 0), ("&#38;", 0)],
)
def test_a_colour_literal_is_told_from_other_marks(text: str, found: int) -> None:
    assert len(set(LITERAL.findall(text)) - ALLOWED) == found
