"""What a cell of a spreadsheet may hold: never a formula, never what a file cannot keep."""

from __future__ import annotations

import re
import unicodedata

from geo.exports.taken import Cell

MOST_CHARACTERS = 32_767
"""As many as a cell of a workbook can hold."""

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]+"
)
"""Control characters, marks that turn text round, and what no file of text can hold."""

_START = re.compile(r"\s*(\S)")
_LATER = re.compile(r";[\s\"]*(?=(\S))")
"""What a program that parts lines at semicolons would take for the start of a cell."""


def safe_cell(value: Cell) -> Cell:
    """
    A cell that no spreadsheet takes for a formula; numbers and dates stay what they are.

    Text that begins like a formula, after blanks or in any width of character, gets an apostrophe
    before it, and so does what follows a semicolon, at which some programs part a line of CSV.
    """
    return safe_cell_text(value) if isinstance(value, str) else value


def safe_cell_text(text: str) -> str:
    """Text of a cell; see `safe_cell`."""
    shown = _LATER.sub(_parted, plain_text(text))
    start = _START.match(shown)
    risky = start is not None and _is_formula(start.group(1))
    return (f"'{shown}" if risky else shown)[:MOST_CHARACTERS]


def plain_text(text: str) -> str:
    """Text on one line without what cannot be seen, as long as a cell can be."""
    return _UNSEEN.sub(" ", text[:MOST_CHARACTERS])


def _parted(match: re.Match[str]) -> str:
    return match.group() + ("'" if _is_formula(match.group(1)) else "")


def _is_formula(first: str) -> bool:
    """Whether a character, in whatever width it is written, begins a formula."""
    return unicodedata.normalize("NFKC", first)[:1] in ("=", "+", "-", "@", "\u2212")
