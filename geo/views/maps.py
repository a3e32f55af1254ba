"""The map component: Folium's map without data, hosted by a script of our own."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from geo.home import home
from geo.maps.assets import assets_folder, map_assets
from geo.maps.view import AreaView, view_message

NAME = "petapora.area_map"


def show_map(view: AreaView, *, key: str) -> None:
    """
    Show a map of areas with the list beside it.

    Moving it does not rerun the page; choosing an area does, and `chosen_area` then tells which.

    Parameters
    ----------
    view : AreaView
        What to draw.
    key : str
        One key a map; the same key keeps zoom and centre from run to run.
    """
    _component()(data=view_message(view), key=key, on_selected_change=_nothing)


def chosen_area(key: str) -> str | None:
    """
    Kode chosen on the map of this key.

    Returns
    -------
    str or None
        None before the first choice; the empty string after a choice was taken back.
    """
    state: Any = st.session_state.get(key)
    return state.get("selected") if state else None


def _nothing() -> None:
    """Streamlit wants a callback for each state; the page reads the state itself."""


def _component() -> Any:
    manager = get_bidi_component_manager()
    if manager.get(NAME) is None:  # each runtime keeps its own register
        config = ComponentConfig(name="area_map", asset_dir=assets_folder().name)
        manifest = ComponentManifest(name="petapora", version="1", components=[config])
        manager.register_from_manifest(manifest, home())
        _declare.cache_clear()
    return _declare()


@cache
def _declare() -> Any:
    """
    Declare the component by its files.

    Code given as text would be loaded from a blob address, which ``script-src 'self'`` forbids;
    a file of the app itself is not.
    """
    assets = map_assets()
    return st.components.v2.component(
        NAME,
        html='<div class="peta"></div>',
        css=assets["area_map_css"],
        js=assets["area_map"],
        isolate_styles=False,
    )
