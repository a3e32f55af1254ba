"""Streamlit components of our own, declared by their files."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from geo.home import home
from geo.maps.assets import assets_folder

PROJECT = "petapora"
NAMES = ("area_map", "day_picker")


def component(name: str, *, root: str, js: str, css: str) -> Any:
    """
    A component of ours, ready to be mounted.

    Code given as text would be loaded from a blob address, which ``script-src 'self'`` forbids;
    a file of the app itself is not.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    root : str
        Class of the element that the script finds and fills.
    js, css : str
        Names of files in the folder of assets.
    """
    manager = get_bidi_component_manager()
    if manager.get(f"{PROJECT}.{name}") is None:  # each runtime keeps its own register
        folder = assets_folder().name
        configs = [ComponentConfig(name=each, asset_dir=folder) for each in NAMES]
        manifest = ComponentManifest(name=PROJECT, version="1", components=configs)
        manager.register_from_manifest(manifest, home())
        _declare.cache_clear()
    return _declare(name, root, js, css)


@cache
def _declare(name: str, root: str, js: str, css: str) -> Any:
    return st.components.v2.component(
        f"{PROJECT}.{name}",
        html=f'<div class="{root}"></div>',
        css=css,
        js=js,
        isolate_styles=False,
    )
