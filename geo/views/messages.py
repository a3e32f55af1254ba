"""Faults and empty states, said to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.errors import NotBuilt, PetaporaError
from geo.text import _


@contextmanager
def data_errors_shown() -> Iterator[None]:
    """Show what is wrong with the data in place of the rest of the page."""
    try:
        yield
    except NotBuilt as error:
        remedy = _("In the folder of PetaPORA: make setup (Windows: py make.py setup).")
        text = " ".join([_("Not set up yet."), str(error), remedy])
        st.warning(as_text(text), icon=":material/build:")
        st.stop()
    except PetaporaError as error:
        st.error(as_text(str(error)), icon=":material/error:")
        st.stop()


def as_text(text: str) -> str:
    """Markdown that shows `text` as it stands: values in it come from files."""
    return re.sub(r"([!-/:-@[-`{-~])", r"\\\1", text)
