"""A coordinate as a cell says it: degrees, degrees with minutes and seconds, or metres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from geo.intake.reason_words import Reason

LAT_AXIS, LNG_AXIS = "lat", "lng"

DIRECTIONS: Final = {
    **dict.fromkeys(("ls", "s"), (LAT_AXIS, -1)),
    **dict.fromkeys(("lu", "n", "u"), (LAT_AXIS, 1)),
    **dict.fromkeys(("bt", "e", "t"), (LNG_AXIS, 1)),
    **dict.fromkeys(("bb", "w", "b"), (LNG_AXIS, -1)),
}
"""Letters of a direction in Bahasa Indonesia and in English: which axis, which sign."""

LONGEST: Final = 80
"""A cell with more characters is no coordinate, and is not looked at further."""

MOST_METRES: Final = 10_000_000

_WRITTEN_OUT = {
    r"lintang\s+selatan|south": "ls",
    r"lintang\s+utara|north": "lu",
    r"bujur\s+timur|east": "bt",
    r"bujur\s+barat|west": "bb",
    r"[\u2010-\u2015\u2212\ufe63\uff0d]": "-",
    r"[\u00ba\u02da\u2218]|derajat|deg": "\u00b0",
    r"[\u2032\u2018\u2019\u00b4`\u02b9]|menit|min": "'",
    r"''|[\u2033\u201c\u201d\u02ba]|detik|sec": '"',
}
_SPELLINGS = [(re.compile(pattern), sign) for pattern, sign in _WRITTEN_OUT.items()]
_DIRECTION = "ls|lu|bt|bb|[snuetwb]"
_PLAIN = r"\d{1,8}(?:[.,]\d{0,17})?"
_DMS = (
    r"(?P<d>\d{1,3})(?:\s*\u00b0\s*|\s+|\s*[:-]\s*)(?P<m>\d{1,2}(?:[.,]\d+)?)"
    r"(?:(?:\s*'\s*|\s+|\s*[:-]\s*)(?P<s>\d{1,2}(?:[.,]\d+)?)\s*\"?|\s*'?)"
)
_COORDINATE = re.compile(
    rf"(?:(?P<before>{_DIRECTION})[\s.:]*)?(?P<sign>[-+]?)\s*"
    rf"(?:(?P<plain>{_PLAIN})\s*\u00b0?|{_DMS})\s*(?P<after>{_DIRECTION})?\.?",
    re.ASCII,
)
_GROUPED = re.compile(
    r"-?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)",
    re.ASCII,
)
_POWER = re.compile(r"-?\d(?:\.\d+)?[eE][-+]?\d{1,2}", re.ASCII)
_TWO_DIRECTIONS = (
    re.compile(rf"([^a-z]+?(?:{_DIRECTION}))[\s.,;/]*([^a-z]+?(?:{_DIRECTION})\.?)"),
    re.compile(rf"((?:{_DIRECTION})[^a-z]+?)[\s,;/]*((?:{_DIRECTION})[^a-z]+)"),
)
_SEPARATORS = (
    re.compile(r"\s*[;|/]\s*"),
    re.compile(r"\s*,\s+"),
    re.compile(r"\s+"),
    re.compile(r"(?<=\d),(?=[-+\d])"),
)


class Coordinate(NamedTuple):
    """
    What one cell says of a coordinate.

    Attributes
    ----------
    value : float or None
        Degrees or metres, south and west negative.
    directed : bool
        Whether it says north, south, east or west.
    reason : str
        A word of `geo.intake.reasons` if it cannot be taken as it stands.
    """

    value: float | None = None
    directed: bool = False
    reason: str = ""


@lru_cache(maxsize=100_000)
def read_coordinate(text: str, axis: str) -> Coordinate:
    """
    Read one cell.

    Parameters
    ----------
    text : str
        Such as -8.1125, "8,1125 LS", 8°06'45" LS, "LS 8 06 45", 9103000 or 9.103.000.
    axis : str
        ``lat`` or ``lng``: a direction of the other one is a fault, though its value is told.
    """
    if len(text) > LONGEST:
        return Coordinate(reason=Reason.COORDINATE)
    plain = _spelled(text)
    if _POWER.fullmatch(plain):
        return Coordinate(float(plain))
    if _GROUPED.fullmatch(plain):
        return _grouped(plain)
    parts = _COORDINATE.fullmatch(plain)
    value = None if parts is None else _degrees(parts)
    if parts is None or value is None:
        return Coordinate(reason=Reason.COORDINATE)
    directions = [parts[side] for side in ("before", "after") if parts[side]]
    if not directions:
        return Coordinate(-value if parts["sign"] == "-" else value)
    if len(directions) == 2 or parts["sign"]:
        return Coordinate(reason=Reason.SIGN_TWICE)
    own_axis, sign = DIRECTIONS[directions[0]]
    return Coordinate(sign * value, True, "" if own_axis == axis else Reason.OTHER_AXIS)


def split_pair(text: str) -> tuple[str, str]:
    """
    Part a cell that holds both coordinates, such as "-8.11, 115.09" or "8°06' LS 115°05' BT".

    What cannot be parted in exactly one way is given back whole, with nothing beside it.
    """
    if len(text) > 2 * LONGEST:
        return text, ""
    plain = _spelled(text).strip("()[] ")
    found = list(dict.fromkeys(_pairs(plain)))
    return found[0] if len(found) == 1 else (text, "")


def _pairs(plain: str) -> Iterator[tuple[str, str]]:
    for pattern in _TWO_DIRECTIONS:
        if both := pattern.fullmatch(plain):
            yield (both[1].strip(" ,;"), both[2].strip(" ,;"))
            return
    for separator in _SEPARATORS:
        parts = separator.split(plain)
        if len(parts) == 2 and all(_is_number(part) for part in parts):
            if separator is _SEPARATORS[-1] and not all("." in part for part in parts):
                continue  # 8,115 is one number as well
            yield (parts[0], parts[1])
            return


def _is_number(text: str) -> bool:
    return read_coordinate(text, LAT_AXIS).reason in ("", Reason.OTHER_AXIS)


def _spelled(text: str) -> str:
    """Small letters, one sign for each thing."""
    plain = text.casefold()
    if plain.isascii() and not any(letter.isalpha() or letter == "'" for letter in plain):
        return plain.strip()
    for pattern, sign in _SPELLINGS:
        plain = pattern.sub(sign, plain)
    return plain.strip()


def _degrees(parts: re.Match[str]) -> float | None:
    if parts["plain"]:
        return float(parts["plain"].replace(",", "."))
    minutes, seconds = parts["m"].replace(",", "."), (parts["s"] or "").replace(",", ".")
    told = seconds or parts["before"] or parts["after"] or "\u00b0" in parts[0]
    if not told or (seconds and "." in minutes):
        return None  # "8 11" may be two numbers, and a minute with decimals has no seconds
    if float(minutes) >= 60 or float(seconds or 0) >= 60:
        return None
    return int(parts["d"]) + float(minutes) / 60 + float(seconds or 0) / 3600


def _grouped(plain: str) -> Coordinate:
    """Metres such as 9.103.000; what cannot be metres was degrees, and has lost its sign."""
    first = next(sign for sign in plain if sign in ".,")
    value = float(plain.replace(first, "").replace(",", "."))
    if 0 <= value <= MOST_METRES:
        return Coordinate(value)
    return Coordinate(reason=Reason.GROUPED)
