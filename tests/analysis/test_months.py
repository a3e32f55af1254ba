"""Months by the calendar."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from geo.analysis.months import (
    days_within,
    months_before,
    months_of,
    months_since,
    window_start,
)
from tests.builders import day


@pytest.mark.parametrize(
    ("from_day", "months", "back"),
    [
        ("2026-11-22", 12, "2025-11-22"),
        ("2026-11-22", 11, "2025-12-22"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_the_same_day_of_an_earlier_month_or_that_months_last(
    from_day: str, months: int, back: str
) -> None:
    assert months_before(day(from_day), months) == day(back)


def test_before_the_first_year_of_the_calendar_there_is_only_its_first_day() -> None:
    assert months_before(dt.date(1, 3, 1), 12) == dt.date.min


def test_a_month_has_elapsed_on_the_same_day_of_the_next_and_not_before() -> None:
    days = pd.to_datetime(pd.Series(["2026-10-22", "2026-10-23", "2025-11-22", None]))
    elapsed = months_since(days, on=day("2026-11-22"))
    assert list(elapsed[:3]) == [1, 0, 12]
    assert pd.isna(elapsed[3])


def test_a_span_has_every_month_it_touches_and_none_if_it_ends_before_it_begins() -> None:
    months = months_of(day("2025-12-31"), day("2026-02-01"))
    assert list(months.astype(str)) == ["2025-12", "2026-01", "2026-02"]
    assert len(months_of(day("2026-03-01"), day("2026-02-01"))) == 0


def test_a_window_of_twelve_months_has_neither_a_day_more_nor_less() -> None:
    assert window_start(day("2026-11-22"), 12) == day("2025-11-23")
    assert window_start(day("2026-02-28"), 12) == day("2025-03-01")


@pytest.mark.parametrize(
    ("month", "days"), [("2025-11", 8), ("2025-12", 31), ("2026-11", 22), ("2026-12", 0)]
)
def test_the_ends_of_a_span_count_a_month_in_part(month: str, days: int) -> None:
    span = day("2025-11-23"), day("2026-11-22")
    assert days_within(pd.Period(month, "M"), *span) == days
