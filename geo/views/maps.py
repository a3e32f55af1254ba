"""The map component: Folium's map without data, hosted by a script of our own."""

from __future__ import annotations

import streamlit as st

from geo.maps.assets import map_assets
from geo.maps.view import AreaView, view_message
from geo.views.components import component


def show_map(view: AreaView, *, key: str, choice: str) -> None:
    """
    Show a map of areas with the list beside it.

    Moving it does not rerun the page; choosing an area does.

    Parameters
    ----------
    view : AreaView
        What to draw.
    key : str
        One key a map; the same key keeps zoom and centre from run to run.
    choice : str
        Name in the session's state under which the chosen kode is put; it becomes empty when a
        choice is taken back.
    """
    assets = map_assets()
    mount = component("area_map", root="peta", js=assets["area_map"], css=assets["area_map_css"])

    def chosen() -> None:
        st.session_state[choice] = st.session_state[key]["selected"]

    mount(data=view_message(view), key=key, on_selected_change=chosen)
