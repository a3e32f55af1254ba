"""Where the boundaries of a map come from, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from geo.boundaries.sources import SOURCES
from geo.text import _


def boundary_credit(used: Iterable[str]) -> str:
    """
    Sources of boundaries, register and base map, and that they are indicative where they are.

    Parameters
    ----------
    used : iterable of str
        The column ``source`` of the areas drawn; a set of a reader's own is named as it is.
    """
    known = [_(SOURCES[key].attribution) if key in SOURCES else key for key in dict.fromkeys(used)]
    beneath = f"{SOURCES['gadm'].vintage}, {SOURCES['world'].vintage}"
    base = _("Base map: {sources}", sources=beneath)
    return " · ".join([*known, _(SOURCES["register"].attribution), base])
