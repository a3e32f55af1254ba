"""Words, numbers and dates as readers of both languages write them."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from geo import text
from geo.text import _, _n, date, language, number, percent, use_language


@pytest.mark.parametrize(
    ("spoken", "value", "decimals", "written"),
    [
        ("id", 1234.5, 1, "1.234,5"),
        ("en", 1234.5, 1, "1,234.5"),
        ("id", 1234567, 0, "1.234.567"),
        ("en", 1234567, 0, "1,234,567"),
        ("id", 3046.07, 2, "3.046,07"),
        ("id", 77, 0, "77"),
        ("id", 3, 1, "3,0"),
        ("id", 0, 0, "0"),
        ("id", -1.25, 2, "-1,25"),
    ],
)
def test_a_number_has_the_marks_of_its_language(
    spoken: str, value: float, decimals: int, written: str
) -> None:
    use_language(spoken)
    assert number(value, decimals) == written


@pytest.mark.parametrize(("spoken", "written"), [("id", "67,5 %"), ("en", "67.5%")])
def test_52_of_77_is_67_and_a_half_percent(spoken: str, written: str) -> None:
    use_language(spoken)
    assert percent(52 / 77) == written


def test_a_share_of_one_is_a_hundred_percent() -> None:
    assert (percent(0), percent(1), percent(0.5, 0)) == ("0,0 %", "100,0 %", "50 %")


@pytest.mark.parametrize(("spoken", "written"), [("id", "25 Maret 2019"), ("en", "25 March 2019")])
def test_a_day_is_written_out(spoken: str, written: str) -> None:
    use_language(spoken)
    assert date(dt.date(2019, 3, 25)) == written
    assert date("2019-03-25") == written


@pytest.mark.parametrize(
    ("month", "written"), [(5, "1 Mei 2020"), (8, "1 Agustus 2020"), (10, "1 Oktober 2020")]
)
def test_months_have_their_indonesian_names(month: int, written: str) -> None:
    assert date(dt.date(2020, month, 1)) == written


def test_of_a_document_known_by_its_year_the_year_is_shown() -> None:
    assert date("2025") == "2025"


def test_bahasa_indonesia_comes_first_and_for_any_unknown_language() -> None:
    assert language() == "id"
    for unknown in ("", "fr", "EN", "../en"):
        use_language("en")
        use_language(unknown)
        assert language() == "id"


def test_a_message_is_said_in_the_language_spoken() -> None:
    assert _("Not known") == "Belum diketahui"
    use_language("en")
    assert _("Not known") == "Not known"


def test_values_are_filled_in_after_translation() -> None:
    use_language("en")
    assert _("{n} of {total} formed", n=3, total=17) == "3 of 17 formed"
    assert _("{n} of {total} formed", n="{total}", total=17) == "{total} of 17 formed"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 area"), (2, "2 areas"), (0, "0 areas"), (1200, "1,200 areas")]
)
def test_a_count_takes_the_form_and_the_marks_of_its_language(n: int, said: str) -> None:
    use_language("en")
    assert _n("{n} area", "{n} areas", n) == said


def test_each_reader_is_answered_in_his_own_language() -> None:
    answers: dict[str, str] = {}

    def read(spoken: str) -> None:
        use_language(spoken)
        together.wait()
        answers[spoken] = number(1.5, 1)

    together = threading.Barrier(2)
    readers = [threading.Thread(target=read, args=(spoken,)) for spoken in text.LANGUAGES]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == {"id": "1,5", "en": "1.5"}
