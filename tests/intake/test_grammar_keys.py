"""Keys, kode, numbers of documents and free text keep their form, and never lose a zero."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.grammar_keys import read_documents, read_keys, read_kode, read_texts
from geo.intake.reason_words import Reason
from geo.store.checks import key_fault
from geo.words import is_kode


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize(
    ("cell", "kode"),
    [
        ("51.10", "51.10"),
        ("51", "51"),
        ("5108", "51.08"),
        ("510806", "51.08.06"),
        ("5108062001", "51.08.06.2001"),
        ("51.08.06.2001", "51.08.06.2001"),
        (" 62.03.01 ", "62.03.01"),
    ],
)
def test_a_kode_keeps_its_zeros(cell: str, kode: str) -> None:
    read = read_kode(column(cell))
    assert (read.values[0], read.reason[0]) == (kode, "")


@pytest.mark.parametrize(
    "cell", ["51.8", "51.1"], ids=["one digit that was eight", "one digit that was one"]
)
def test_a_kode_that_lost_a_zero_is_held_with_what_it_may_have_been(cell: str) -> None:
    read = read_kode(column(cell))
    digit = cell[-1]
    assert read.reason[0] == Reason.KODE_SHORT
    assert read.details[cell] == (f"51.{digit}0", f"51.0{digit}")


@pytest.mark.parametrize(
    "cell",
    ["Buleleng", "510", "51080620", "51 08", "51-08", "51.08.06.4001", "51.08.06.20011", "\u0665"],
)
def test_what_is_no_kode_is_held(cell: str) -> None:
    read = read_kode(column(cell))
    assert (read.values[0], read.reason[0]) == ("", Reason.KODE)


def test_a_kode_in_a_number_cell_is_held() -> None:
    cells = column("51.1", "51.08", "5108062001", "510806.0", "51")
    read = read_kode(cells, column("n", "n", "n", "n", "n"))
    held = Reason.KODE_AS_NUMBER
    assert list(read.reason) == [held, held, "", "", held]
    assert list(read.values) == ["", "", "51.08.06.2001", "51.08.06", ""]
    assert read.details["51.1"] == ("51.10", "51.01")


@settings(deadline=None, max_examples=50)
@given(st.from_regex(r"[1-9][0-9]\.[0-9]{2}\.[0-9]{2}\.[12][0-9]{3}", fullmatch=True))
def test_a_kode_reads_back_with_dots_and_without(kode: str) -> None:
    for depth in range(1, 5):
        own = ".".join(kode.split(".")[:depth])
        assert list(read_kode(column(own, own.replace(".", ""))).values) == [own, own]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=15))
def test_whatever_is_taken_as_a_kode_has_the_form_of_one(text: str) -> None:
    read = read_kode(column(text))
    assert is_kode(read.values[0]) or (read.values[0] == "")


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("LAP-12", "LAP-12"),
        ("12/LP/III/2026", "12-LP-III-2026"),
        ("LP 12 / 2026", "LP-12-2026"),
        ("7", "7"),
    ],
)
def test_an_own_number_becomes_a_key(cell: str, key: str) -> None:
    read = read_keys(column(cell))
    assert (read.values[0], read.reason[0]) == (key, "")


@pytest.mark.parametrize(
    "cell", ["081234567890", "A123456789", "a" * 41, "x;y", "=1+1", "<b>", "naïf"]
)
def test_what_may_be_a_phone_or_holds_other_signs_is_no_key(cell: str) -> None:
    read = read_keys(column("LAP-1", cell))
    assert list(read.values) == ["LAP-1", ""]
    assert list(read.reason) == ["", Reason.KEY]


def test_a_number_cell_gives_a_key_without_decimals() -> None:
    assert list(read_keys(column("12.0", "12"), column("n", "n")).values) == ["12", "12"]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=45), min_size=1, max_size=5))
def test_whatever_is_taken_as_a_key_is_one(texts: list[str]) -> None:
    for key in read_keys(column(*texts)).values:
        assert key == "" or (key_fault(key) is None and len(key) <= 40)


def test_the_number_of_a_document_stays_as_it_is() -> None:
    cells = column("W.20.IMI.5-GR.01.01-1234", "SK 7/2019", "", "x" * 81, "SK\n7")
    read = read_documents(cells)
    assert list(read.values) == ["W.20.IMI.5-GR.01.01-1234", "SK 7/2019", "", "", ""]
    assert list(read.reason) == ["", "", "", Reason.DOCUMENT, Reason.DOCUMENT]


def test_free_text_is_one_line_without_marks_and_is_never_cut() -> None:
    cells = column("dua\nbaris\tini", "a\u202egnp.exe", "NA", "None", "x" * 501, "-")
    read = read_texts(cells)
    assert list(read.values) == ["dua baris ini", "agnp.exe", "NA", "None", "", ""]
    assert list(read.reason) == ["", "", "", "", Reason.LONG_TEXT, ""]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60))
def test_no_text_keeps_a_control_character(text: str) -> None:
    value = read_texts(column(text)).values[0]
    assert not any(ord(letter) < 32 or 0x202A <= ord(letter) <= 0x202E for letter in value)
