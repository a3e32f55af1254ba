"""Months by the calendar: a window that ends on a day, months elapsed, the months of a span."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

import pandas as pd


def months_before(day: dt.date, months: int) -> dt.date:
    """
    The same day of an earlier month, or the last day of that month where it has no such day.

    12 months before 2026-11-22 is 2025-11-22, one month before 2026-03-31 is 2026-02-28. What
    happened "within 12 months" of a day happened on that earlier day or later.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < dt.MINYEAR:
        return dt.date.min
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window_start(on: dt.date, months: int) -> dt.date:
    """First day of the window of so many months that ends on a day, both days included."""
    return months_before(on, months) + dt.timedelta(days=1)


def day_after(day: dt.date) -> pd.Timestamp:
    """Midnight at the end of a day: what happened on it or before lies before that."""
    return pd.Timestamp(day) + pd.Timedelta(days=1)


def months_since(days: pd.Series, *, on: dt.date) -> pd.Series:
    """Whole months elapsed from each day to `on`, as floats; NaN where there is no day."""
    whole = (on.year - days.dt.year) * 12 + (on.month - days.dt.month)
    return (whole - (days.dt.day > on.day)).astype("float64").where(days.notna())


def days_within(month: pd.Period, since: dt.date, until: dt.date) -> int:
    """How many days of a month lie in a span, both its ends included."""
    first = max(month.start_time.date(), since)
    last = min(month.end_time.date(), until)
    return max(0, (last - first).days + 1)


def months_of(since: dt.date, until: dt.date) -> pd.PeriodIndex:
    """All months that a span touches, from first to last; none if it ends before it begins."""
    return pd.period_range(since, until, freq="M", name="month")
