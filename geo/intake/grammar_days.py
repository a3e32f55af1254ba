"""Days as offices write them, read strictly: what can be meant two ways is not decided here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.intake.grammar_cells import NUMBER_CELL, Cell, Parsed, cleaned, read_each, reasons_of
from geo.intake.grammar_day_text import DaySaid, day_said, serial_said, time_of
from geo.intake.reason_words import Reason

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
EARLIEST: Final = dt.date(2000, 1, 1)
NOON: Final = dt.timedelta(hours=12)
"""Time of a report of which only the day is told."""

_PLAIN_TIME = (
    r"^(?P<day>[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})[ T]"
    r"(?P<time>(?:[01]?[0-9]|2[0-3])(?:(?::[0-5][0-9]){1,2}|(?:\.[0-5][0-9]){1,2}))$"
)


@dataclass(frozen=True)
class DayOrders:
    """How many cells of a column can only be day first, only month first, or both."""

    n_day_first: int = 0
    n_month_first: int = 0
    n_open: int = 0

    def __add__(self, other: DayOrders) -> DayOrders:
        """Counts of two parts of a column."""
        return DayOrders(
            self.n_day_first + other.n_day_first,
            self.n_month_first + other.n_month_first,
            self.n_open + other.n_open,
        )

    @property
    def order(self) -> str:
        """``dmy`` or ``mdy`` if the column decides; empty if no cell does, or two disagree."""
        if bool(self.n_day_first) == bool(self.n_month_first):
            return ""
        return DAY_FIRST if self.n_day_first else MONTH_FIRST


@dataclass(frozen=True)
class Days(Parsed):
    """
    Days as read: ``values`` are midnights (datetime64) by the clock of the office.

    Attributes
    ----------
    times : Series of timedelta, n rows
        Time of the day; missing where none is told.
    """

    times: pd.Series = field(default_factory=lambda: pd.Series(dtype="timedelta64[s]"))


def day_orders(texts: pd.Series, types: pd.Series | None = None) -> DayOrders:
    """
    What the cells of a column, or of a part of it, say of the order of days and months.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`; a number is a serial and says nothing of it.

    Returns
    -------
    DayOrders
        Cells that are no day either way count nowhere.
    """
    cells = cleaned(texts)
    if types is not None:
        cells = cells[(types != NUMBER_CELL).to_numpy()]
    counts = {"n_day_first": 0, "n_month_first": 0, "n_open": 0}
    for text, n in _without_times(cells)[0].value_counts().items():
        said = day_said(str(text).casefold())
        if said.reason or said.day_first == said.month_first:
            continue
        if said.day_first and said.month_first:
            counts["n_open"] += int(n)
        else:
            counts["n_day_first" if said.day_first else "n_month_first"] += int(n)
    return DayOrders(**counts)


def open_days(texts: pd.Series, *, most: int = 3) -> tuple[str, ...]:
    """First distinct cells that can be read as two days."""
    distinct = (str(text) for text in cleaned(texts).unique())
    said = ((text, day_said(text.casefold())) for text in distinct)
    found = (
        text
        for text, each in said
        if each.day_first and each.month_first and each.day_first != each.month_first
    )
    return tuple(islice(found, most))


def read_days(
    texts: pd.Series,
    types: pd.Series | None = None,
    *,
    dates: str = "",
    orders: DayOrders | None = None,
    latest: dt.date | None = None,
    timezone: ZoneInfo | None = None,
) -> Days:
    """
    Read days, with the time where one is told.

    Parameters
    ----------
    texts : Series, n rows
        Such as 25/03/2019, 25-3-2019, 2019-03-25, "25 Maret 2019", "25 Mar 2019 14.30 WITA".
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`. Only a number cell may hold a serial.
    dates : str
        ``dmy`` or ``mdy`` if a reader decided the order of 03/04/2026.
    orders : DayOrders, optional
        Of the whole column, of which `texts` may be a part; by default of `texts`.
    latest : date, optional
        Days after it are faulty, and so are days before `EARLIEST`.
    timezone : ZoneInfo, optional
        Clock to which a time is turned that names its own, such as WIB.

    Returns
    -------
    Days, n rows
        A day that can be read two ways, which neither a reader nor the column decides, is faulty;
        so is one that contradicts the column. Years first are never turned round.
    """
    order = dates or (orders or day_orders(texts, types)).order

    def read(text: str, letter: str) -> Cell:
        said = serial_said(text) if letter == NUMBER_CELL else day_said(text.casefold())
        day, reason = _decided(said, order)
        if day is None:
            return Cell(reason=reason)
        moment, timed = _at_the_office(said, day, timezone)
        if moment.date() < EARLIEST:
            return Cell(reason=Reason.DAY_EARLY)
        if latest is not None and moment.date() > latest:
            return Cell(reason=Reason.DAY_TO_COME)
        midnight = dt.datetime.combine(moment.date(), dt.time())
        return Cell((midnight, moment - midnight if timed else None))

    day_texts, time_texts = _without_times(texts)
    codes, cells, details = read_each(day_texts, types, read)
    pairs = [cell.value or (None, None) for cell in cells]
    days = np.array([day for day, _time in pairs], dtype="datetime64[s]")[codes]
    times = np.array([time for _day, time in pairs], dtype="timedelta64[s]")[codes]
    apart, distinct = pd.factorize(time_texts)
    told = np.array([time_of(str(text) or None)[0] for text in distinct], dtype="timedelta64[s]")
    times = np.where((time_texts != "").to_numpy() & ~np.isnat(days), told[apart], times)
    index = texts.index
    return Days(
        pd.Series(days, index=index),
        reasons_of(cells, codes, index),
        details,
        pd.Series(times, index=index),
    )


def moments_of(days: Days, timezone: ZoneInfo) -> pd.Series:
    """Moments with a time zone by the clock of an office; noon where only the day is told."""
    local = days.values + days.times.fillna(pd.Timedelta(NOON))
    return local.dt.tz_localize(timezone)


def _without_times(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Cells without a plain time after their day, and these times; few of either are distinct."""
    own = pa.array(cleaned(texts), type=pa.large_string())
    parts = pc.extract_regex(own, _PLAIN_TIME)
    day = pc.if_else(pc.is_valid(parts), pc.struct_field(parts, "day"), own)
    time = pc.fill_null(pc.struct_field(parts, "time"), "")
    columns = (pd.Series(pd.array(each, dtype="str"), index=texts.index) for each in (day, time))
    return next(columns), next(columns)


def _decided(said: DaySaid, order: str) -> tuple[dt.date | None, str]:
    """The day that is meant, or why it stays open."""
    if said.reason or said.day_first == said.month_first:
        return said.day_first, said.reason
    if order:
        chosen = said.day_first if order == DAY_FIRST else said.month_first
        return chosen, Reason.DAY_MIXED
    if said.month_first is None:
        return said.day_first, ""
    return None, Reason.DAY_ORDER if said.day_first else Reason.DAY_MIXED


def _at_the_office(
    said: DaySaid, day: dt.date, timezone: ZoneInfo | None
) -> tuple[dt.datetime, bool]:
    """Day and time by the clock of the office, and whether a time is told."""
    moment = dt.datetime.combine(day, dt.time()) + (said.time or dt.timedelta())
    if said.hours is not None and timezone is not None:
        own = dt.timezone(dt.timedelta(hours=said.hours))
        moment = moment.replace(tzinfo=own).astimezone(timezone).replace(tzinfo=None)
    return moment, said.time is not None
