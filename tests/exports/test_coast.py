"""The view of a coast, taken along, and the sentences that page and files share."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.analysis.coast_place import Coast
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.reports import Series
from geo.exports.coast_sentences import (
    along_sentence,
    coast_headline,
    coast_rules,
    distance_label,
)
from geo.exports.coast_strip import parts_table, stretch_table, take_coast
from geo.exports.taken import Taken
from geo.maps.coast_strip import draw_coast, strip_areas
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.text import use_language
from tests.builders import make_office
from tests.maps.grounds import make_ground
from tests.small_coast import YEAR, at, box_km, make_boxes, make_coast, make_strip

RULES = Rules(enough_total=20)


@pytest.fixture(scope="module")
def coast() -> Coast:
    return make_coast(20)


@pytest.fixture(scope="module")
def found(coast: Coast) -> CoastStrip:
    """30 reports near the shore at one stretch, 8 at another, 10 inland."""
    return make_strip(coast, *[at(2, 0.4)] * 30, *[at(7, 1)] * 8, *[at(9, 6)] * 10, rules=RULES)


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def take(found: CoastStrip, coast: Coast, scope: Scope = LAPTOP) -> Taken:
    areas = strip_areas(coast)
    view = draw_coast(found, make_ground(areas.index), scope=scope)
    outline = make_boxes(box_km(0, 0, 20, 10)).assign(source="gadm", vintage="4.1")
    office = make_office("62.01")
    return take_coast(
        found, office=office, view=view, areas=areas, outline=outline, rules=RULES, scope=scope
    )


def test_the_headline_holds_the_share_of_reports_against_that_of_the_land(
    found: CoastStrip,
) -> None:
    said = coast_headline(found, rules=RULES, scope=LAPTOP)
    assert said == "Within 1 km of the shore: 79% of the reports, on 10% of the land."


def test_a_meeting_is_told_a_range_and_no_share_of_reports(found: CoastStrip) -> None:
    said = coast_headline(found, rules=RULES, scope=MEETING)
    assert said == "Reports: 25\N{EN DASH}49 within 1 km of the shore, on 10% of the land."


def test_stretches_that_stand_out_are_named(found: CoastStrip) -> None:
    said = along_sentence(found, rules=RULES, scope=LAPTOP)
    assert said.startswith("Along the shore 1 of 4 stretches shows")
    assert said.endswith(": Pantai 1.")


def test_too_few_reports_are_said_to_be_too_few(coast: Coast) -> None:
    few = make_strip(coast, *[at(2, 1)] * 7, *[at(2, 4)] * 2)
    assert "9 with a GPS point" in coast_headline(few, rules=RULES, scope=LAPTOP)
    assert "not enough data; 7 within 2 km" in along_sentence(few, rules=RULES, scope=LAPTOP)
    assert not few.is_enough and not few.is_tested
    for say in (coast_headline, along_sentence):
        assert not any(sign.isdigit() for sign in say(few, rules=RULES, scope=MEETING))
    none = make_strip(coast, at(2, 1, on="2020-01-01"))
    assert coast_headline(none, rules=RULES, scope=LAPTOP).startswith("No report")


def test_classes_of_distance_are_named_by_kilometres() -> None:
    assert [distance_label(metres) for metres in (0, 500, 5_000, 10_000)] == [
        "0 to 0.5 km", "0.5 to 1 km", "5 to 10 km", "beyond 10 km",
    ]  # fmt: skip


def test_what_is_taken_along_holds_the_stretches_first_and_the_settings(
    found: CoastStrip, coast: Coast
) -> None:
    taken = take(found, coast)
    assert [table.name for table in taken.tables] == [
        "Stretches of the shore", "By distance from the shore", "Where every report went",
        "Settings",
    ]  # fmt: skip
    assert taken.tables[0].rows[0][:3] == ["62.01-p01", "Pantai 1", "62.01"]
    assert taken.areas["n_reports"].tolist() == [30, 8, 0, 0]
    assert ["strip_m", 2000] in taken.tables[-1].rows
    assert ["rules.enough_total", 20] in taken.tables[-1].rows


def test_a_meeting_takes_along_neither_shares_nor_intervals(
    found: CoastStrip, coast: Coast
) -> None:
    taken = take(found, coast, MEETING)
    assert {"low", "high", "expected", "q"}.isdisjoint(taken.areas.columns)
    headings = stretch_table(found, pd.Series(dtype="str"), MEETING).headings
    assert headings[-3:] == ["Reports", "Class", "Trend"]
    assert "hidden on purpose" in " ".join(taken.notes)
    assert taken.areas["n_reports"].tolist() == ["25\N{EN DASH}49", "5\N{EN DASH}9", "0", "0"]


def test_where_every_report_went_adds_up(found: CoastStrip) -> None:
    numbers = [row[1] for row in parts_table(found, LAPTOP).rows]
    assert numbers[0] == sum(numbers[1:7]) == 48


def test_what_officers_found_is_called_a_report_nowhere_but_in_the_rules(
    found: CoastStrip, coast: Coast
) -> None:
    theirs = replace(found, filter=replace(found.filter, series=Series.FOUND))
    taken = take(theirs, coast)
    rules = coast_rules(RULES, Series.FOUND)
    assert "where this says “reports”, findings of officers are meant" in rules[0]
    told = [taken.heading, *(note for note in taken.notes if note not in rules)]
    told += [f"{table.name} {' '.join(table.headings)}" for table in taken.tables]
    told += [str(row[0]) for row in parts_table(theirs, LAPTOP).rows]
    standing = "A concentration of reports speaks of places"
    assert not [each for each in told if "report" in each.lower() and standing not in each]
    assert "1 of 4 stretches shows more findings of officers than" in taken.notes[0]
    assert "All findings of officers in this selection" in told


def test_that_officers_found_nothing_is_no_report_either(coast: Coast) -> None:
    none = make_strip(coast, at(2, 1, on="2020-01-01"), wanted=replace(YEAR, series=Series.FOUND))
    said = coast_headline(none, rules=RULES, scope=LAPTOP)
    assert said.startswith("Officers found nothing in this period")
