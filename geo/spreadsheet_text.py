"""Text of a cell that no spreadsheet takes for a formula: one rule for every file we write."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff"
)
"""Control characters, marks that turn text round, and what no file of text can hold."""

_START = re.compile(rf"[\s{UNSEEN}]*([^\s{UNSEEN}])")
_LATER = re.compile(rf";[\s\"{UNSEEN}]*(?=([^\s{UNSEEN}]))")
"""What a program that parts lines at semicolons would take for the start of a cell."""


def without_formula(text: str) -> str:
    """
    The text with an apostrophe before whatever a spreadsheet would run.

    That is text which begins like a formula, after blanks or in any width of character, or with
    a tab or the end of a line, and what follows a semicolon, at which some programs part a line
    of CSV.
    """
    shown = _LATER.sub(_parted, text)
    start = _START.match(shown)
    risky = start is not None and _is_formula(start.group(1))
    return f"'{shown}" if risky or shown[:1] in ("\t", "\r", "\n") else shown


def as_it_was(text: str) -> str:
    """The text that `without_formula` gave this one for; any other text as it is."""
    bare = text.removeprefix("'")
    bare = re.sub(rf"(;[\s\"{UNSEEN}]*)'", r"\1", bare)
    return bare if without_formula(bare) == text else text


def _parted(match: re.Match[str]) -> str:
    return match.group() + ("'" if _is_formula(match.group(1)) else "")


def _is_formula(first: str) -> bool:
    """Whether a character, in whatever width it is written, begins a formula."""
    return unicodedata.normalize("NFKC", first)[:1] in ("=", "+", "-", "@", "\u2212")
