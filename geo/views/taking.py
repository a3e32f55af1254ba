"""Taking a view along: one file of six kinds, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from geo.exports.files import FORMATS, file_of
from geo.exports.taken import Taken, own_use
from geo.text import _, language, use_language
from geo.views.state import address_of_run, presenting


def offer_files(make: Callable[[], Taken], *, stem: str) -> None:
    """
    Offer a view as a file; nothing is made before a kind is clicked.

    Parameters
    ----------
    make : callable
        Gives the finished view; called in a thread of its own.
    stem : str
        Name of the file without its suffix, as `geo.exports.files.file_stem` gives it.
    """
    if presenting():
        return
    spoken, address = language(), address_of_run()

    def content(to: str) -> bytes:
        use_language(spoken)  # made in a thread of its own
        return file_of(replace(make(), address=address()), to)

    with st.popover(_("Take it along"), icon=":material/download:", type="tertiary"):
        st.caption(own_use())
        for to, kind in FORMATS.items():
            st.download_button(
                kind.label,
                partial(content, to),
                file_name=f"{stem}.{kind.suffix}",
                mime=kind.mime,
                key=f"take {to}",
                on_click="ignore",
                type="tertiary",
            )
