"""The lens of change: patterns over the months, or two windows side by side."""

from __future__ import annotations

from geo.text import _
from geo.views.change_patterns import show_patterns
from geo.views.change_windows import show_windows
from geo.views.choices import pick_switch
from geo.views.lens import Ask

PATTERNS, WINDOWS = "pola", "jendela"


def show_change(ask: Ask) -> None:
    """How concentrations went over the months, or how two windows differ."""
    kinds = {PATTERNS: _("Pattern over the months"), WINDOWS: _("Two windows")}
    if pick_switch("change", _("Change"), kinds) == PATTERNS:
        show_patterns(ask)
    else:
        show_windows(ask)
