"""A day as a cell says it: which days it can be, its time, and why it is none."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from geo.intake.reason_words import Reason

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags agst aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months in Bahasa Indonesia and in English, with their short forms."""

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "senin monday",
            "selasa tuesday",
            "rabu wednesday",
            "kamis thursday",
            "jumat jum'at friday",
            "sabtu saturday",
            "minggu ahad sunday",
        )
    )
    for name in names.split()
}

LONGEST: Final = 80
"""A cell with more characters is no day, and is not looked at further."""

_HOURS = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0}
_SERIAL_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet knows no time zone
_MOST_SERIAL = 2_958_465
_CENTURIES = ("1", "2")
"""How a year of four digits begins; whatever else is a slip, and no day."""
_SERIAL = re.compile(r"\d{1,7}(?:\.\d+)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[\s./-]*([a-z]+)[\s.,/-]*(\d{2,4})", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{2,4})", re.ASCII)
_MOMENT = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?"
    r"(?P<day>\d{1,4}([-/.])\d{1,2}\3\d{1,4}"
    r"|\d{1,2}[\s./-]*[a-z]+[\s.,/-]*\d{2,4}"
    r"|[a-z]+\.?\s+\d{1,2},?\s+\d{2,4})"
    r"(?:(?:t|,?\s+)(?:(?:pukul|jam|pkl\.?)\s+)?(?P<time>\d{1,2}[:.]\d{2}.*))?",
    re.ASCII,
)
_TIME = re.compile(
    r"(\d{1,2})([:.])(\d{2})(?:\2(\d{2})(?:[.,]\d{1,9})?)?\s*(am|pm)?"
    r"\s*(wib|wita|wit|z|utc|gmt|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


@dataclass(frozen=True)
class DaySaid:
    """What a cell says of a day: read either way, its time, and why it says none."""

    day_first: dt.date | None = None
    month_first: dt.date | None = None
    reason: str = ""
    time: dt.timedelta | None = None
    hours: float | None = None
    """Hours that its clock is ahead of UTC, where it says so."""


def serial_said(text: str) -> DaySaid:
    """A day as spreadsheets count them, with the time in its fraction."""
    if not _SERIAL.fullmatch(text) or not 1 <= float(text) <= _MOST_SERIAL:
        return DaySaid(reason=Reason.DAY)
    whole, _point, fraction = text.partition(".")
    day = (_SERIAL_ZERO + dt.timedelta(days=int(whole))).date()
    seconds = round(float(f"0.{fraction or 0}") * 86_400)
    time = dt.timedelta(seconds=min(seconds, 86_399)) if seconds else None
    return DaySaid(day, day, time=time)


@lru_cache(maxsize=200_000)
def day_said(text: str) -> DaySaid:
    """A cell in small letters, taken apart."""
    parts = _MOMENT.fullmatch(text) if len(text) <= LONGEST else None
    if parts is None:
        return DaySaid(reason=Reason.DAY)
    day_first, month_first, reason = _readings(parts["day"])
    time, hours, is_time = time_of(parts["time"])
    if reason or not is_time:
        return DaySaid(reason=reason or Reason.DAY)
    if weekday := parts["weekday"]:
        day_first, month_first = (
            day if day and day.weekday() == WEEKDAYS[weekday] else None
            for day in (day_first, month_first)
        )
        if not (day_first or month_first):
            return DaySaid(reason=Reason.WEEKDAY)
    return DaySaid(day_first, month_first, time=time, hours=hours)


@lru_cache(maxsize=50_000)
def _readings(text: str) -> tuple[dt.date | None, dt.date | None, str]:
    """A day read with its day first and with its month first, or why it is none."""
    if numeric := _NUMERIC.fullmatch(text):
        return _numeric_readings(*numeric.groups())
    if parts := _DAY_MONTH.fullmatch(text):
        day, name, year = parts.groups()
    elif parts := _MONTH_DAY.fullmatch(text):
        name, day, year = parts.groups()
    else:
        return None, None, Reason.DAY
    if len(year) == 2 and name in MONTHS:
        return None, None, Reason.YEAR_SHORT
    found = _date(year, str(MONTHS.get(name, 0)), day) if len(year) == 4 else None
    return found, found, "" if found else Reason.DAY


def _numeric_readings(
    first: str, second: str, third: str
) -> tuple[dt.date | None, dt.date | None, str]:
    if len(first) == 4 and len(third) <= 2:
        found = _date(first, second, third)
        return found, found, "" if found else Reason.DAY
    if len(first) <= 2 and len(third) <= 2:
        return None, None, Reason.YEAR_SHORT
    if len(first) > 2 or len(third) != 4:
        return None, None, Reason.DAY
    day_first, month_first = _date(third, second, first), _date(third, first, second)
    return day_first, month_first, "" if day_first or month_first else Reason.DAY


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day)) if year[:1] in _CENTURIES else None
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def time_of(text: str | None) -> tuple[dt.timedelta | None, float | None, bool]:
    """Time of the day, hours ahead of UTC, and whether it is a time at all."""
    if text is None:
        return None, None, True
    parts = _TIME.fullmatch(text)
    if parts is None:
        return None, None, False
    hour, minute, second = int(parts[1]), int(parts[3]), int(parts[4] or 0)
    if parts[5]:
        if not 1 <= hour <= 12:
            return None, None, False
        hour = hour % 12 + (12 if parts[5] == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None, None, False
    hours = _hours_ahead(parts[6])
    told = (hour, minute, second) != (0, 0, 0) or parts[4] is None or hours is not None
    time = dt.timedelta(hours=hour, minutes=minute, seconds=second) if told else None
    return time, hours, hours is None or abs(hours) <= 14


def _hours_ahead(zone: str | None) -> float | None:
    if not zone:
        return None
    if zone in _HOURS:
        return _HOURS[zone]
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) + int(zone[-2:]) / 60)
