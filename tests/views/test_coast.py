"""Pictures and tables of a coast: every stretch is there, and text stays text."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.analysis.coast_strip import CoastStrip
from geo.analysis.reports import Series
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.views.coast import distance_bars, ratio_sentence, shore_bars, stretch_facts
from geo.views.coast_tables import distance_rows, stretch_rows
from tests.small_coast import at, make_coast, make_strip

NAMES = pd.Series({"62.01": "Kabupaten <i>Uji"})


@pytest.fixture(scope="module")
def found() -> CoastStrip:
    rows = [at(2, 0.4)] * 3 + [at(12, 0.4)] * 30
    return make_strip(make_coast(20), *rows, rules=Rules(enough_total=20))


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def test_there_is_a_bar_a_stretch_with_what_it_says(found: CoastStrip) -> None:
    markup = str(shore_bars(found, NAMES, LAPTOP))
    assert markup.count('role="img"') == 4
    assert "Pantai 3: 30 (20\N{EN DASH}43), Significant" in markup
    assert "an even spread: 8." in markup


def test_names_in_pictures_are_text(found: CoastStrip) -> None:
    markup = str(shore_bars(found, NAMES, LAPTOP))
    assert "<i>Uji" not in markup
    assert "&lt;i&gt;Uji" in markup


def test_a_meeting_sees_no_small_number_in_pictures_and_tables(found: CoastStrip) -> None:
    markup = str(shore_bars(found, NAMES, MEETING)) + str(distance_bars(found, MEETING))
    assert "hidden (&lt;5)" in markup
    assert "even spread" not in markup
    assert ratio_sentence(found, MEETING) == ""
    headings, rows = stretch_rows(found, NAMES, MEETING)
    assert headings[3:] == ["Reports", "Class", "Trend"]
    assert [row[3] for row in rows] == ["25\N{EN DASH}49", "hidden (<5)", "0", "0"]
    assert "Expected" not in str(stretch_facts(found, "62.01-p03", MEETING))


def test_tables_hold_shares_with_their_intervals(found: CoastStrip) -> None:
    _headings, rows = stretch_rows(found, NAMES, LAPTOP)
    assert rows[0][0] == "Pantai 3"
    assert rows[0][3:5] == ["30 (20\N{EN DASH}43)", "90.9%"]
    headings, rows = distance_rows(found, LAPTOP)
    assert len(headings) == len(rows[0]) == 6
    assert rows[0][4] == "100.0% (89.4%\N{EN DASH}100.0%)"


def test_of_too_few_reports_only_counts_are_shown() -> None:
    few = make_strip(make_coast(20), at(2, 0.4), at(12, 0.4))
    assert "even spread" not in str(shore_bars(few, NAMES, LAPTOP))
    assert "Reports" not in str(distance_bars(few, LAPTOP))
    headings, rows = stretch_rows(few, NAMES, LAPTOP)
    assert headings[3:] == ["Reports", "Class", "Trend"]
    assert rows[0][3] == "1 (0\N{EN DASH}6)"
    headings, _rows = distance_rows(few, LAPTOP)
    assert headings[-1] == "Share of the land"
    assert ratio_sentence(few, LAPTOP) == ""


def test_tables_of_what_officers_found_name_it(found: CoastStrip) -> None:
    theirs = replace(found, filter=replace(found.filter, series=Series.FOUND))
    headings = [*distance_rows(theirs, LAPTOP)[0], *stretch_rows(theirs, NAMES, LAPTOP)[0]]
    assert {"Found by officers", "Share of what officers found"} <= set(headings)
    assert "report" not in " ".join(headings).lower()
    assert "report" not in str(distance_bars(theirs, LAPTOP)).lower()
