"""Long lists of rows: a table of some of them at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.text import _, number
from geo.views.about import show_table

AT_ONCE = 25


def show_rows(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    key: str,
    at_once: int = AT_ONCE,
) -> None:
    """
    Show a table of rows, some at a time.

    Parameters
    ----------
    title : str
        Of the table.
    headings : sequence of str
        Of its columns.
    rows : sequence of sequence
        All rows.
    key : str
        One key a list; the part of another list that was seen is not kept for it.
    at_once : int
        How many rows.
    """
    part = _pick_part(len(rows), key=key, at_once=at_once)
    shown = [list(row) for row in rows[part : part + at_once]]
    show_table(title, list(headings), shown)


def _pick_part(n_rows: int, *, key: str, at_once: int) -> int:
    """Number of the first row shown; a choice is drawn where there is more than one part."""
    if n_rows <= at_once:
        return 0
    labels = {
        first: _(
            "{first} to {last} of {n}",
            first=number(first + 1),
            last=number(min(first + at_once, n_rows)),
            n=number(n_rows),
        )
        for first in range(0, n_rows, at_once)
    }
    chosen: int = st.selectbox(
        _("Rows"),
        list(labels),
        key=f"part of {key} {n_rows}",
        format_func=lambda first: labels[first],
    )
    return chosen
