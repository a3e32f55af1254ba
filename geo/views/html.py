"""The door for markup on pages: our own templates, every value in them escaped."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup


def fill(template: str, **values: object) -> Markup:
    """Put values into a template of ours; text is escaped, what `fill` and `join` made is not."""
    return Markup(template).format(**values)


def join(parts: list[Markup]) -> Markup:
    """Markup made by `fill`, one after the other."""
    return Markup("").join(parts)


def show(markup: Markup) -> None:
    """Show markup made by `fill`; Streamlit cleans it once more and runs no script in it."""
    st.html(str(markup))
