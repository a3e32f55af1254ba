"""Days are read as they are written, and what can be meant two ways waits for a reader."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.grammar_day_text import MONTHS
from geo.intake.grammar_days import (
    DayOrders,
    Days,
    day_orders,
    moments_of,
    open_days,
    read_days,
)
from geo.intake.reason_words import Reason
from tests.builders import day

WITA = ZoneInfo("Asia/Makassar")
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
UNMISTAKABLE = DAYS.filter(lambda each: each.day > 12)


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def read(*cells: str, types: str = "", dates: str = "", latest: str = "2026-11-22") -> Days:
    letters = column(*types) if types else None
    return read_days(column(*cells), letters, dates=dates, latest=day(latest), timezone=WITA)


def days_of(days: Days) -> list[str]:
    return ["" if pd.isna(each) else str(each.date()) for each in days.values]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("25/03/2019", "2019-03-25"),
        ("25-3-2019", "2019-03-25"),
        ("25.03.2019", "2019-03-25"),
        ("2019-03-25", "2019-03-25"),
        ("2019/3/25", "2019-03-25"),
        ("25 Maret 2019", "2019-03-25"),
        ("25 MARET 2019", "2019-03-25"),
        ("3 Agustus 2026", "2026-08-03"),
        ("3 Agt. 2026", "2026-08-03"),
        ("25 Mar 2019", "2019-03-25"),
        ("25-Mar-2019", "2019-03-25"),
        ("March 25, 2019", "2019-03-25"),
        ("1 Pebruari 2020", "2020-02-01"),
        ("5 Nopember 2020", "2020-11-05"),
        ("Senin, 25 Maret 2019", "2019-03-25"),
        ("Jum'at, 22 Maret 2019", "2019-03-22"),
        ("\u200e25/03/2019\u00a0", "2019-03-25"),
        ("29/02/2024", "2024-02-29"),
        ("01/01/2000", "2000-01-01"),
        ("22/11/2026", "2026-11-22"),
    ],
)
def test_a_day_is_read_as_offices_write_it(cell: str, meant: str) -> None:
    days = read(cell)
    assert (days_of(days), days.reason[0]) == ([meant], "")
    assert days.times.isna().all()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("kemarin", Reason.DAY),
        ("31/02/2020", Reason.DAY),
        ("29/02/2023", Reason.DAY),
        ("2026-13-04", Reason.DAY),
        ("20260403", Reason.DAY),
        ("46100", Reason.DAY),
        ("Maret 2019", Reason.DAY),
        ("2019", Reason.DAY),
        ("25/03-2019", Reason.DAY),
        ("025/03/2019", Reason.DAY),
        ("25 Marett 2019", Reason.DAY),
        ("25/03/2019 25:00", Reason.DAY),
        ("25/03/2019 sore", Reason.DAY),
        ("0001-01-01", Reason.DAY),
        ("٢٥/٠٣/٢٠١٩", Reason.DAY),
        ("03/04/26", Reason.YEAR_SHORT),
        ("3 Agu 26", Reason.YEAR_SHORT),
        ("31/12/1999", Reason.DAY_EARLY),
        ("23/11/2026", Reason.DAY_TO_COME),
        ("Selasa, 25 Maret 2019", Reason.WEEKDAY),
    ],
)
def test_what_is_no_day_has_a_reason_and_no_value(cell: str, reason: Reason) -> None:
    days = read(cell)
    assert days.reason[0] == reason
    assert days_of(days) == [""]


def test_an_empty_cell_and_a_dash_are_missing_without_a_reason() -> None:
    days = read("", " ", "-", "\u2013")
    assert days_of(days) == [""] * 4
    assert set(days.reason) == {""}


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("25/03/2019 14:30", "14:30:00"),
        ("25/03/2019 14.30 WITA", "14:30:00"),
        ("25/03/2019 14.30 WIB", "15:30:00"),
        ("25/03/2019 14:30 WIT", "13:30:00"),
        ("25 Maret 2019 pukul 14.30", "14:30:00"),
        ("25 Maret 2019, jam 08.05", "08:05:00"),
        ("2019-03-25T14:30:05.250", "14:30:05"),
        ("2019-03-25T06:30:00Z", "14:30:00"),
        ("2019-03-25 14:30:00+08:00", "14:30:00"),
        ("25/03/2019 2:30 PM", "14:30:00"),
        ("25/03/2019 12:10 am", "00:10:00"),
    ],
)
def test_a_time_is_told_by_the_clock_of_the_office(cell: str, time: str) -> None:
    days = read(cell)
    assert days_of(days) == ["2019-03-25"]
    assert days.times[0] == pd.Timedelta(time)


def test_a_clock_of_its_own_can_move_the_day() -> None:
    assert days_of(read("24/03/2019 23:30 WIB", "2019-03-24T20:00:00Z")) == ["2019-03-25"] * 2


def test_midnight_with_seconds_is_how_programs_write_a_day_alone() -> None:
    days = read("2019-03-25 00:00:00", "2019-03-25 00:00")
    assert list(days.times.isna()) == [True, False]


def test_a_day_without_a_time_is_noon_by_the_clock_of_the_office() -> None:
    moments = moments_of(read("25/03/2019", "25/03/2019 08:15", ""), WITA)
    assert [str(each) for each in moments[:2]] == [
        "2019-03-25 12:00:00+08:00",
        "2019-03-25 08:15:00+08:00",
    ]
    assert pd.isna(moments[2])


def test_a_serial_is_a_day_in_a_number_cell_only() -> None:
    days = read("43549", "43549", "43549.5", "2026", "20190325", types="ntnnn")
    assert days_of(days) == ["2019-03-25", "", "2019-03-25", "", ""]
    assert list(days.reason) == ["", Reason.DAY, "", Reason.DAY_EARLY, Reason.DAY]
    assert days.times[2] == pd.Timedelta("12:00:00")


def test_a_cell_that_a_workbook_knows_as_a_day_is_never_turned_round() -> None:
    days = read("2026-04-03T00:00:00", "04/13/2026", types="dt")
    assert days_of(days) == ["2026-04-03", "2026-04-13"]


def test_days_that_may_be_read_two_ways_wait() -> None:
    days = read("03/04/2026", "05/05/2026")
    assert list(days.reason) == [Reason.DAY_ORDER, ""]
    assert days_of(days) == ["", "2026-05-05"]


def test_one_day_that_can_only_be_read_one_way_decides_for_its_column() -> None:
    assert days_of(read("03/04/2026", "13/04/2026")) == ["2026-04-03", "2026-04-13"]
    assert days_of(read("03/04/2026", "04/13/2026")) == ["2026-03-04", "2026-04-13"]
    assert days_of(read("03/04/2026", "Jumat, 03/04/2026")) == ["2026-04-03", "2026-04-03"]


def test_a_day_that_is_none_either_way_decides_nothing() -> None:
    assert list(read("03/04/2026", "31/02/2026").reason) == [Reason.DAY_ORDER, Reason.DAY]


def test_a_column_that_contradicts_itself_decides_nothing() -> None:
    days = read("03/04/2026", "13/04/2026", "04/14/2026")
    assert list(days.reason) == [Reason.DAY_ORDER, "", Reason.DAY_MIXED]


def test_a_reader_decides_and_what_contradicts_is_held() -> None:
    days = read("03/04/2026", "13/04/2026", "04/14/2026", "2026-03-04", dates="dmy")
    assert days_of(days) == ["2026-04-03", "2026-04-13", "", "2026-03-04"]
    assert days.reason[2] == Reason.DAY_MIXED
    assert days_of(read("03/04/2026", "13/04/2026", dates="mdy")) == ["2026-03-04", ""]


def test_the_whole_column_decides_for_a_part_of_it() -> None:
    whole = day_orders(column("03/04/2026")) + day_orders(column("13/04/2026", "13/04/2026"))
    assert whole == DayOrders(n_day_first=2, n_open=1)
    assert days_of(read_days(column("03/04/2026"), orders=whole)) == ["2026-04-03"]


def test_the_cells_that_are_open_are_shown() -> None:
    cells = column("03/04/2026", "13/04/2026", "03/04/2026", "2026-03-04", "1/2/2026", "5/5/2026")
    assert open_days(cells) == ("03/04/2026", "1/2/2026")


def test_the_index_stays_and_an_empty_column_can_be_read() -> None:
    cells = pd.Series(["25/03/2019", "x"], index=[7, 3], dtype="str")
    days = read_days(cells)
    assert list(days.values.index) == list(days.reason.index) == list(days.times.index) == [7, 3]
    assert read_days(column()).values.empty


def written(each: dt.date) -> list[str]:
    """A day in every form without a month's name that can only be read one way."""
    d, m, y = each.day, each.month, each.year
    return [
        f"{d:02}/{m:02}/{y}",
        f"{d}-{m}-{y}",
        f"{d}.{m:02}.{y}",
        each.isoformat(),
        f"{y}/{m}/{d}",
    ]


@settings(deadline=None, max_examples=50)
@given(UNMISTAKABLE)
def test_an_unmistakable_day_reads_back_from_every_form(each: dt.date) -> None:
    days = read_days(column(*written(each)))
    assert set(days_of(days)) == {each.isoformat()}


@settings(deadline=None, max_examples=50)
@given(
    DAYS, st.sampled_from(sorted(MONTHS)), st.sampled_from(["{} {} {}", "{}-{}-{}", "{} {}. {}"])
)
def test_a_day_with_the_name_of_its_month_reads_back(each: dt.date, name: str, form: str) -> None:
    meant = each.replace(month=MONTHS[name], day=min(each.day, 28))
    days = read_days(column(form.format(meant.day, name.title(), meant.year)))
    assert days_of(days) == [meant.isoformat()]


@settings(deadline=None, max_examples=50)
@given(st.lists(DAYS, min_size=1, max_size=8), st.sampled_from(["dmy", "mdy"]))
def test_no_day_is_ever_read_in_the_other_order(days: list[dt.date], order: str) -> None:
    form = (
        "{0.day:02}/{0.month:02}/{0.year}" if order == "dmy" else "{0.month:02}/{0.day:02}/{0.year}"
    )
    read_back = read_days(column(*(form.format(each) for each in days)))
    for found, each in zip(days_of(read_back), days, strict=True):
        assert found in ("", each.isoformat())


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30))
def test_whatever_a_cell_holds_it_has_a_day_or_a_reason_or_is_empty(text: str) -> None:
    days = read_days(column(text), timezone=WITA)
    assert days.values.notna()[0] != bool(days.reason[0]) or days.reason[0] == ""
