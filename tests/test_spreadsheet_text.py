"""Text that a spreadsheet would run is made harmless, and can be had back as it was."""

from __future__ import annotations

import pytest

from geo.spreadsheet_text import as_it_was, without_formula


@pytest.mark.parametrize(
    "text", ["-8.25", "=1+1", "@SUM(1)", "Selat; =1", "5;-3", "Selat", "", "'kutipan", "\t=1"]
)
def test_text_comes_back_as_it_was(text: str) -> None:
    assert as_it_was(without_formula(text)) == text


def test_an_apostrophe_of_its_own_stays() -> None:
    assert as_it_was("'t Jeruk") == "'t Jeruk"
    assert as_it_was("Ra'anan") == "Ra'anan"
