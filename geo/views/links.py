"""Ways from one page to another that keep what was chosen."""

from __future__ import annotations

import streamlit as st

from geo.views.html import fill, show
from geo.views.messages import as_text
from geo.views.state import lead_to, presenting


def link_to_area(kode: str, text: str) -> None:
    """A link to the profile of an area; in a hall its text alone."""
    if presenting():
        show(fill('<p class="pp-plain">{text}</p>', text=text))
        return
    st.button(
        as_text(text),
        key=f"to {kode}",
        icon=":material/arrow_forward:",
        type="tertiary",
        on_click=lead_to,
        args=(kode,),
    )
