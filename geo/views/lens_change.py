"""The lens of change: patterns over the months, or two windows side by side."""

from __future__ import annotations

import streamlit as st

from geo.text import _
from geo.views.change_patterns import show_patterns
from geo.views.change_windows import show_windows
from geo.views.choices import pick_switch
from geo.views.lens import Ask
from geo.views.state import one_of, take_from_address

PATTERNS, WINDOWS = "pola", "jendela"


def asks_period() -> bool:
    """Whether the period decides anything: patterns have a span of their own."""
    take_from_address("change", parse=one_of(dict.fromkeys((PATTERNS, WINDOWS))), default=PATTERNS)
    return bool(st.session_state["change"] == WINDOWS)


def show_change(ask: Ask) -> None:
    """How concentrations went over the months, or how two windows differ."""
    kinds = {PATTERNS: _("Pattern over the months"), WINDOWS: _("Two windows")}
    if pick_switch("change", _("Change"), kinds) == PATTERNS:
        show_patterns(ask)
    else:
        show_windows(ask)
