"""Settings of a test of concentration stand in a file word by word, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from geo.analysis.hotspot_settings import (
    UNITS,
    HotspotSettings,
    settings_from_json,
    settings_problems,
    settings_to_json,
    unit_from_key,
    unit_key,
)
from geo.analysis.reports import ReportFilter, Series
from geo.text import use_language
from geo.words import Accuracy, Channel, Level, Suspicion

ASKED = HotspotSettings(
    ReportFilter(
        dt.date(2026, 1, 1),
        dt.date(2026, 1, 1),
        series=Series.FOUND,
        kinds=(Suspicion.OVERSTAY, Suspicion.PRESENCE),
        channels=(Channel.PATROL,),
        accuracies=(Accuracy.GPS,),
    ),
    unit=Level.DESA,
    method="permutations",
    n_permutations=99,
    seed=0,
)


def stated(**other: Any) -> dict[str, Any]:
    return settings_to_json(ASKED) | other


def test_settings_come_back_as_they_were_stated() -> None:
    assert settings_problems(stated()) == []
    assert settings_from_json(stated()) == ASKED


def test_every_unit_that_is_tested_has_a_text_of_its_own() -> None:
    assert [unit_from_key(unit_key(unit)) for unit in UNITS] == list(UNITS)


@pytest.mark.parametrize("text", ["h3:07", "h3: 7", "h3:+7", "h3:7_0", "Desa"])
def test_a_text_written_otherwise_names_no_unit(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text.removeprefix("h3:"))):
        unit_from_key(text)


def test_every_wrong_setting_is_named_in_the_language_of_the_reader() -> None:
    wrong = stated(seed="12", unit=7)
    use_language("en")
    english = settings_problems(wrong)
    assert [(each.column, each.value) for each in english] == [
        ("settings.unit", "7"),
        ("settings.seed", '"12"'),
    ]
    assert str(english[0]) == (
        "settings.unit '7': say one of kecamatan, desa, h3:5, h3:6, h3:7, h3:8"
    )


def test_of_a_long_value_only_the_beginning_is_shown() -> None:
    (problem,) = settings_problems(stated(kinds=["x" * 500]))
    assert problem.value == f'["{"x" * 38}'


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    use_language("en")
    (problem,) = settings_problems(stated(since="2026-01-02"))
    assert problem.reason == "later than the last day"
