"""Values of other programs as text that reads back, and the letter that says what they were."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any, Final

Cell = tuple[str, str]
"""Text of a cell and the letter of its type, as ``_types`` has it."""

EMPTY: Final = ("", "t")
_WHOLE: Final = 2**53


class Written(str):
    """A number as it is written in the file; 51.10 keeps its zero."""

    __slots__ = ()


def cell_of(value: Any) -> Cell:
    """Text and type of any value that a reader of files hands over."""
    if value is None or (isinstance(value, str) and not value):
        return EMPTY
    if isinstance(value, Written):
        return str(value), "n"
    if isinstance(value, str):
        return value, "t"
    if isinstance(value, bool):
        return str(value).lower(), "b"
    if isinstance(value, int):
        return str(value), "n"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _moment(value)
    return _other(value)


def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return ("", "t") if math.isnan(value) else (str(value), "e")
    if value.is_integer() and abs(value) <= _WHOLE:
        return str(int(value)), "n"
    return repr(value), "n"


def _moment(value: dt.date | dt.time | dt.timedelta) -> Cell:
    """A day without a time of day is a day; a time of day without a day is text."""
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time() and value.tzinfo is None
        return (value.date().isoformat() if is_day else value.isoformat()), "d"
    if isinstance(value, dt.date):
        return value.isoformat(), "d"
    return str(value), "t"


def _other(value: Any) -> Cell:
    """Lists and objects as JSON, bytes not at all, anything else as it names itself."""
    if isinstance(value, bytes | bytearray | memoryview):
        return EMPTY
    if isinstance(value, dict | list | tuple):
        return plain_text(json.dumps(value, ensure_ascii=False, default=str)), "t"
    return plain_text(str(value)), "t"


def plain_text(text: str) -> str:
    """Text that every encoding can hold: half a letter becomes a mark of replacement."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
