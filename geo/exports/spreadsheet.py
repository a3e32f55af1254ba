"""What a cell of a spreadsheet may hold: never a formula, never what a file cannot keep."""

from __future__ import annotations

import re

from geo.exports.taken import Cell
from geo.spreadsheet_text import UNSEEN, without_formula

MOST_CHARACTERS = 32_767
"""As many as a cell of a workbook can hold."""

_UNSEEN = re.compile(f"[{UNSEEN}]+")


def safe_cell(value: Cell) -> Cell:
    """
    A cell that no spreadsheet takes for a formula; numbers and dates stay what they are.

    See `geo.spreadsheet_text.without_formula`.
    """
    return safe_cell_text(value) if isinstance(value, str) else value


def safe_cell_text(text: str) -> str:
    """Text of a cell; see `safe_cell`."""
    return without_formula(plain_text(text))[:MOST_CHARACTERS]


def plain_text(text: str) -> str:
    """Text on one line without what cannot be seen, as long as a cell can be."""
    return _UNSEEN.sub(" ", text[:MOST_CHARACTERS])
