"""Imports run one way: from pages down to boundaries, and each door has one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["base", "boundaries", "store", "intake", "analysis", "maps", "exports", "views", "pages"]
TOP = len(LAYERS)
SHELL = (
    "cli",
    "cli_boundaries",
    "cli_export",
    "cli_follow_up",
    "cli_hotspots",
    "cli_imports",
    "cli_intake",
    "cli_options",
    "cli_reports",
    "cli_store",
    "console",
)
STREAMLIT_ROOMS = ("app.py", "pages/", "geo/views/")
FOLIUM_DOOR = "geo/maps/folium_door.py"
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("app.py", "pages/**/*.py", "geo/**/*.py")
    for path in ROOT.glob(pattern)
)


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def layer(module: str) -> int:
    """Height of a module of ours: 0 for words, errors and the like, TOP for app and cli."""
    first, _, rest = module.partition(".")
    if first in ("app", "pages"):
        return TOP if first == "app" else LAYERS.index("pages")
    name = rest.partition(".")[0]
    if name in SHELL:
        return TOP
    return LAYERS.index(name) if name in LAYERS else 0


def module_of(source: str) -> str:
    return source.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def climbing(source: str, code: str) -> list[str]:
    """Imports of `source` that look up, or around the doors of Streamlit and Folium."""
    here = layer(module_of(source))
    found = []
    for name in imported(ast.parse(code)):
        package = name.partition(".")[0]
        up = package in ("geo", "app", "pages") and layer(name) > here
        streamlit = package == "streamlit" and not source.startswith(STREAMLIT_ROOMS)
        folium = package in ("folium", "branca") and source != FOLIUM_DOOR
        if up or streamlit or folium or name.startswith("."):
            found.append(f"{source} imports {name}")
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_a_module_imports_only_from_its_own_layer_or_below(source: str) -> None:
    assert climbing(source, (ROOT / source).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("geo/boundaries/build.py", "from geo.store.offices import read_offices"),
        ("geo/store/teams.py", "def f():\n    import geo.views.cached"),
        ("geo/words.py", "from geo import boundaries"),
        ("geo/analysis/locate.py", "from geo.cli import main"),
        ("geo/analysis/locate.py", "from . import formation"),
        ("geo/maps/base.py", "import streamlit as st"),
        ("geo/exports/handout.py", "from branca.element import Figure"),
    ],
)
def test_an_import_that_climbs_is_found(source: str, code: str) -> None:
    assert len(climbing(source, code)) == 1


def test_a_layer_may_be_skipped() -> None:
    code = "from geo.boundaries.layers import read_areas\nimport streamlit as st"
    assert climbing("pages/formation.py", code) == []
