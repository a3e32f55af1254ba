"""The lens of change: what it answers, what stands in the address, what a meeting is not told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.views.reading import address, faults, notices, open_page, said, texts
from tests.views.recorded import ON

ASKED = {"lang": "en", "office": "bali", "date": ON, "lens": "perubahan"}


@pytest.mark.parametrize("unit", ["kecamatan", "desa", "h3-7"])
def test_with_a_handful_of_reports_it_says_that_patterns_cannot_be_told(
    recorded: Path, unit: str
) -> None:
    app = open_page("laporan", **ASKED, unit=unit)
    assert faults(app) == notices(app, "info") == []
    assert "Not enough data to tell how concentrations changed over 24 months" in said(app)
    assert "so nothing was tested" in said(app)
    assert address(app)["change"] == "pola"
    assert address(app)["span"] == "24"


def test_two_windows_have_two_maps_and_a_third_of_their_difference(recorded: Path) -> None:
    app = open_page("laporan", **ASKED, change="jendela", unit="kecamatan")
    assert faults(app) == notices(app, "info") == []
    assert "Not enough data to compare the two windows by place." in said(app)
    assert len([each for each in app.get("bidi_component") if "area_map" in str(each.proto)]) == 3
    assert address(app)["against"] == "before"


def test_the_earlier_window_may_end_on_another_day_that_stays(recorded: Path) -> None:
    asked = {"change": "jendela", "against": "day", "against_day": "2024-12-31"}
    app = open_page("laporan", **ASKED, **asked)
    assert faults(app) == notices(app, "info") == []
    assert asked.items() <= address(app).items()
    assert "31 December 2024" in said(app)


def test_a_window_that_would_overlap_is_not_taken(recorded: Path) -> None:
    app = open_page("laporan", **ASKED, change="jendela", against="day", against_day=ON)
    assert faults(app) == []
    assert "against_day" in notices(app, "info")[0]
    assert address(app)["against_day"] < ON


@pytest.mark.parametrize("change", ["pola", "jendela"])
def test_a_meeting_has_no_control_and_no_exact_number(recorded: Path, change: str) -> None:
    app = open_page("laporan", **ASKED, change=change, mode="rapat")
    assert faults(app) == []
    assert not app.selectbox
    assert not re.search(r"\d reports in places", said(app))


@pytest.mark.parametrize("change", ["pola", "jendela"])
def test_invented_reports_are_stamped(sampled: Path, change: str) -> None:
    app = open_page("laporan", **ASKED, change=change)
    assert faults(app) == []
    assert "SAMPLE DATA" in said(app).upper()


def test_the_same_days_a_year_earlier_are_those_of_the_calendar(recorded: Path) -> None:
    asked = {"lang": "en", "office": "bali", "lens": "perubahan", "change": "jendela"}
    app = open_page("laporan", **asked, date="2024-12-31", months="3", against="year")
    assert faults(app) == []
    assert "After: 1 October 2024 to 31 December 2024" in said(app)
    assert "Before: 1 October 2023 to 31 December 2023" in said(app)


def test_what_officers_found_is_not_called_a_report(recorded: Path) -> None:
    app = open_page("laporan", **ASKED, change="jendela", series="temuan")
    assert faults(app) == []
    assert "All findings of officers: 0 before, 2 after" in said(app)
    assert "All findings of officers" in texts(app)
    assert "All reports" not in said(app)
    assert "The first finding of officers on record is of 5 November 2025" in said(app)
    patterns = said(open_page("laporan", **ASKED, series="temuan"))
    assert "2 findings of officers in places." in patterns
    assert "reports in places." not in patterns
