"""Numbers: a sign that may part thousands or begin decimals is never guessed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.grammar_numbers import DecimalSigns, decimal_signs, read_numbers, read_whole
from geo.intake.reason_words import Reason


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize(("cell", "number"), [("3", 3), ("0", 0), ("03", 3), (" 12 ", 12)])
def test_a_count_is_written_in_digits(cell: str, number: int) -> None:
    whole = read_whole(column(cell))
    assert (whole.values[0], whole.reason[0]) == (number, "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("3 orang", Reason.WITH_WORDS),
        ("3 org.", Reason.WITH_WORDS),
        ("sekitar 3", Reason.WITH_WORDS),
        ("1.250", Reason.GROUPED),
        ("1,250", Reason.GROUPED),
        ("1.250.000", Reason.GROUPED),
        ("3,5", Reason.WHOLE),
        ("3.0", Reason.WHOLE),
        ("-3", Reason.WHOLE),
        ("3-5", Reason.WHOLE),
        ("tiga", Reason.WHOLE),
        ("1e3", Reason.WHOLE),
        ("0.125", Reason.WHOLE),
        ("2000000000", Reason.TOO_LARGE),
        ("9" * 40, Reason.WHOLE),
    ],
)
def test_a_count_that_is_not_plain_is_held(cell: str, reason: Reason) -> None:
    whole = read_whole(column(cell))
    assert whole.reason[0] == reason
    assert pd.isna(whole.values[0])


def test_a_number_cell_of_a_sheet_may_end_in_a_nought() -> None:
    whole = read_whole(column("3.0", "3.5", "1.250"), column("n", "n", "n"))
    assert list(whole.reason) == ["", Reason.WHOLE, Reason.WHOLE]
    assert whole.values[0] == 3


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1250", 1250.0),
        ("1250,5", 1250.5),
        ("1250.5", 1250.5),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1.250.000", 1_250_000.0),
        ("1,250,000.75", 1_250_000.75),
        ("0.125", 0.125),
        ("0,125", 0.125),
    ],
)
def test_a_number_that_can_only_be_meant_one_way_is_read(cell: str, number: float) -> None:
    numbers = read_numbers(column(cell))
    assert (numbers.values[0], numbers.reason[0]) == (number, "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1.250", Reason.GROUPED),
        ("-1", Reason.NUMBER),
        ("1.25.0", Reason.NUMBER),
        ("1.250.00", Reason.NUMBER),
        ("12 jiwa", Reason.WITH_WORDS),
        ("nan", Reason.NUMBER),
        ("inf", Reason.NUMBER),
        ("1e9999", Reason.NUMBER),
    ],
)
def test_what_is_no_number_has_a_reason(cell: str, reason: Reason) -> None:
    numbers = read_numbers(column(cell))
    assert numbers.reason[0] == reason
    assert pd.isna(numbers.values[0])


def test_the_column_decides_what_a_point_means() -> None:
    assert list(read_numbers(column("1.250", "3,5")).values) == [1250.0, 3.5]
    assert list(read_numbers(column("1.250", "3.5")).values) == [1.25, 3.5]
    assert list(read_numbers(column("1.250", "1.250.000")).values) == [1250.0, 1_250_000.0]


def test_a_column_of_both_signs_decides_nothing() -> None:
    numbers = read_numbers(column("1.250", "3.5", "3,5"))
    assert list(numbers.reason) == [Reason.GROUPED, "", ""]
    assert list(numbers.values[1:]) == [3.5, 3.5]


def test_the_whole_column_decides_for_a_part_of_it() -> None:
    whole = decimal_signs(column("1.250")) + decimal_signs(column("3,5", "0,25"))
    assert whole == DecimalSigns(n_comma=2, n_open=1)
    assert list(read_numbers(column("1.250"), signs=whole).values) == [1250.0]


def test_a_number_cell_has_a_point_and_says_nothing_of_the_others() -> None:
    cells, types = column("1.250", "1.250"), column("n", "t")
    numbers = read_numbers(cells, types)
    assert numbers.values[0] == 1.25
    assert numbers.reason[1] == Reason.GROUPED


def test_an_empty_cell_is_missing_without_a_reason() -> None:
    for parsed in (read_whole(column("", "-")), read_numbers(column("", "-"))):
        assert parsed.values.isna().all()
        assert set(parsed.reason) == {""}


def indonesian(number: int, cents: int) -> str:
    return f"{number:,}".replace(",", ".") + f",{cents:02}"


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 999_999_999), st.integers(0, 99))
def test_an_amount_as_indonesia_writes_it_reads_back(number: int, cents: int) -> None:
    numbers = read_numbers(column(indonesian(number, cents)))
    assert numbers.values[0] == pytest.approx(number + cents / 100)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 1_000_000_000))
def test_a_whole_number_reads_back(number: int) -> None:
    assert read_whole(column(str(number))).values[0] == number


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=12))
def test_whatever_a_cell_holds_it_is_a_number_or_has_a_reason_or_is_empty(text: str) -> None:
    for parsed in (read_whole(column(text)), read_numbers(column(text))):
        assert not (parsed.values.notna()[0] and parsed.reason[0])
