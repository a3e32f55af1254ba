"""What every recorded row has to hold to: its key, its area, its day, whether it is invented."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import pandas as pd

from geo.boundaries.register import read_register
from geo.errors import DataError
from geo.text import _
from geo.words import Level

LATEST_CLOCK = ZoneInfo("Asia/Jayapura")
"""Where in Indonesia a day begins first."""

_LONGEST_KEY = 64
_SIGNS_OF_A_KEY = r"[A-Za-z0-9._-]+"
_KEY = re.compile(rf"[A-Za-z0-9._-]{{1,{_LONGEST_KEY}}}")
_LONG_NUMBER = re.compile(r"[0-9]{9}")
_UUID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[1-8][0-9a-f]{3}\1[89ab][0-9a-f]{3}\1[0-9a-f]{12}")


def key_fault(key: object) -> str | None:
    """
    Why a text cannot be the key of a report or an activity; None if it can.

    Numbers of nine digits and more are refused: a phone or a passport has such a number, and
    what is recorded tells nothing of persons. A UUID drawn by a machine may hold one.
    """
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return _("not a key: 1 to 64 letters, digits, dots, dashes and underscores")
    if _LONG_NUMBER.search(key) and not _UUID.fullmatch(key):
        return _(
            "a number of 9 or more digits, as phones and passports have. Use a key that tells "
            "nothing of a person"
        )
    return None


def require_keys(name: str, keys: pd.Series) -> None:
    """Raise DataError, naming line and reason but not the value, for the first that is no key."""
    for line, key in keys[~plain_keys(keys)].items():
        if fault := key_fault(key):
            raise DataError(
                _("Line {line}, column {column}: {fault}.", line=line, column=name, fault=fault)
            )


def plain_keys(keys: pd.Series) -> pd.Series:
    """Where a text is a key beyond doubt; the others are for `key_fault`."""
    texts = keys.astype("str")
    fits = texts.str.fullmatch(_SIGNS_OF_A_KEY) & (texts.str.len() <= _LONGEST_KEY)
    return fits & ~texts.str.contains(_LONG_NUMBER.pattern)


def not_a_flag(column: pd.Series) -> pd.Series:
    """Where a column says neither 0 nor 1."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return pd.Series(False, index=column.index)
    return ~column.isin([0, 1])


def unknown_areas(kode: Iterable[str], levels: Collection[Level]) -> list[str]:
    """
    Those of some kode that the register does not have at these levels, sorted.

    Raises
    ------
    NotBuilt
        If the register has not been built yet.
    """
    known = [read_register(level).index for level in levels]
    return sorted(each for each in set(kode) if not any(each in index for index in known))


def require_known_areas(kode: Iterable[str], levels: Collection[Level]) -> None:
    """Raise DataError, naming the first, if the register does not have all of these kode."""
    if unknown := unknown_areas(kode, levels):
        raise DataError(
            _("kode '{kode}' is not in the register. Look it up there.", kode=unknown[0])
        )


def today_anywhere() -> dt.date:
    """The latest day that has begun in Indonesia."""
    return dt.datetime.now(LATEST_CLOCK).date()


MOST_CHARACTERS = 500
"""The longest text that a person may enter."""


def require_short(name: str, text: str, *, most: int = MOST_CHARACTERS) -> None:
    """Raise DataError if a text that a person entered is longer than the store takes."""
    if len(text) > most:
        raise DataError(
            _(
                "{column}: {n} characters; at most {most}. Shorten it.",
                column=name,
                n=len(text),
                most=most,
            )
        )
