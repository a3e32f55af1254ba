"""Codes of documents, which look like numbers of persons and protect the digits within them."""

from __future__ import annotations

import re
from typing import Final

SECOND: Final = r"[A-Z]{1,2}\d{6,8}(?!\w)"
"""A passport beside another one."""

_CODE = rf"(?-i:(?!{SECOND})[A-Z]{{1,8}}(?:[./\-][A-Z]{{1,8}}){{0,4}}[./\-]?\d)"

GOES_ON: Final = rf"(?![.\-](?:\d|{_CODE}))"
"""
What must not follow a number: digits, or capitals and digits such as -IMI.IMI.3-GR.01.

A full stop or a hyphen before anything else ends the number: ".Tinggal", ".xlsx", "-X7654321".
"""

KEY_BEFORE: Final = re.compile(
    r"(?:laporan|lap|no|nomor|nmr|kode|berkas|reg|register|registrasi|agenda|surat|sk|tiket|id|ref"
    r"|utm|zona|zone"
    r"|invoice|kwitansi|perkara|peta|lembar|seri)[ .:#\-]*$",
    re.IGNORECASE,
)
"""Words at the end of a text that make the number behind them one of a document."""

_GLUED = re.compile(r"([^\W_.]*)[.]?[/\-]$")
_CODE_AFTER = re.compile(rf"/\s?[^\W\d_]|-\s?{_CODE}")


def digits_of(text: str) -> str:
    """The digits 0 to 9 of a text."""
    return "".join(char for char in text if "0" <= char <= "9")


def is_in_code(text: str, start: int, end: int, *, label: re.Pattern[str]) -> bool:
    """
    Whether a number is part of a longer code, such as W20-0812345678 or 0812345678/IMI.

    Capitals and words for documents before it make it one; other words, such as a name, do not,
    nor does a word that `label` matches.
    """
    if _CODE_AFTER.match(text, end):
        return True
    before = _GLUED.search(text[max(0, start - 24) : start])
    if before is None:
        return False
    word = before.group(1)
    is_code = word.isupper() or KEY_BEFORE.search(word) is not None
    return is_code and label.fullmatch(word) is None


def is_slashed_code(run: str) -> bool:
    """Whether digits parted by slashes are rather the number of a letter, such as 0812/03/2026."""
    groups = [digits_of(group) for group in run.split("/")]
    return len(groups) > 1 and (min(map(len, groups)) < 3 or len("".join(groups)) < 11)
