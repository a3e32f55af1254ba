"""Faults and empty states, said to the reader."""

from __future__ import annotations

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
        st.warning(
            _("Not set up yet.") + " " + str(error).replace("$", "\\$"), icon=":material/build:"
        )
        st.stop()
    except PetaporaError as error:
        st.error(str(error).replace("$", "\\$"), icon=":material/error:")
        st.stop()
