"""Views of change taken along: numbers of the page, how they were decided, nothing hidden told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.analysis.change import Changes
from geo.analysis.reports import count_reports
from geo.analysis.windows import compare_windows, window_before
from geo.boundaries.layers import read_areas
from geo.boundaries.register import read_register
from geo.exports.change import Land, take_changes, take_comparison
from geo.exports.change_sentences import pattern_headline, whole_sentence
from geo.exports.files import FORMATS, file_of
from geo.exports.taken import Taken
from geo.maps.change import draw_difference, draw_patterns
from geo.maps.files import areas_file, base_file_of
from geo.maps.ground import Ground
from geo.store.facts import read_facts
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.words import Level, Pattern
from tests.exports.made import WINDOW, small_counts, small_reports, table_of

RULES = Rules(enough_total=10, enough_units=1)


def ground_and_land() -> tuple[Ground, Land]:
    facts = read_facts()
    office = facts.offices["bali"]
    areas = read_areas(Level.KECAMATAN, office.kabupaten, display=True)
    geometry = areas_file(office.kabupaten, Level.KECAMATAN)
    base = base_file_of(office, facts.places)
    names = pd.concat([read_register(level)["nama"] for level in Level])
    outline = read_areas(Level.KABUPATEN, office.kabupaten, display=True)
    return Ground(geometry, base, areas.index, "Batas: x"), Land(office, areas, outline, names)


def small_changes(index: pd.Index) -> Changes:
    """The first area persistent, the second hidden in a meeting; nothing in the others."""
    months = tuple((m, m) for m in pd.period_range("2026-01", "2026-10", freq="M"))
    words = [Pattern.PERSISTENT, Pattern.NEW, Pattern.NONE, Pattern.NOT_ENOUGH]
    table = pd.DataFrame(
        {
            "n_reports": [40, 3, 12, 0],
            "n_around": [43, 43, 12, 2],
            "n_hot": [10, 1, 0, 0],
            "has_neighbours": True,
            "trend_z": [0.5, 0.1, 0.0, np.nan],
            "trend_p": [0.6, 0.9, 1.0, np.nan],
            "pattern": [word.value for word in words],
        },
        index=index,
    )
    hot = np.zeros((4, 10), dtype=bool)
    hot[0], hot[1, -1] = True, True
    n = np.full(10, 5)
    return Changes(
        WINDOW, Level.KECAMATAN, 1, months, n, np.ones(10, dtype=bool), hot, table, is_sample=False
    )


def taken_changes(scope: Scope = LAPTOP) -> Taken:
    ground, land = ground_and_land()
    changes = small_changes(ground.drawn)
    view = draw_patterns(changes, ground, scope=scope)
    return take_changes(changes, land, view=view, rules=RULES, scope=scope, sources=["Buku"])


def taken_comparison(scope: Scope = LAPTOP) -> Taken:
    ground, land = ground_and_land()
    after = small_counts()
    before = count_reports(
        small_reports(), window_before(WINDOW), unit=Level.KECAMATAN, areas=ground.drawn
    )
    found = compare_windows(before, after, index=ground.drawn, rules=RULES)
    view = draw_difference(found, ground, scope=scope)
    return take_comparison(found, land, view=view, rules=RULES, scope=scope)


def test_the_headline_names_the_patterns_found(land: Path) -> None:
    found = small_changes(ground_and_land()[0].drawn)
    assert pattern_headline(found) == (
        "Over 11 months 2 of 4 kecamatan show a pattern of concentration: new concentration 1, "
        "persistent 1."
    )


def test_every_area_has_its_numbers_and_its_pattern(land: Path) -> None:
    table = table_of(taken_changes(), "Areas").set_index("Kode")
    first = table.iloc[0]
    assert (first["Reports"], first["Periods with a concentration"]) == (40, 10)
    assert table["Pattern"].to_list() == [
        "Persistent",
        "New concentration",
        "No pattern",
        "Not enough data",
    ]


def test_the_periods_of_each_place_with_a_pattern_stand_in_a_table(land: Path) -> None:
    runs = table_of(taken_changes(), "Concentration by period").set_index("Kode")
    assert len(runs) == 2
    assert runs["2026-10"].to_list() == [1, 1]
    assert runs["2026-09"].to_list() == [1, 0]


def test_the_settings_say_all_that_decided_the_answer(land: Path) -> None:
    settings = table_of(taken_changes(), "Settings").set_index("Setting")["Value"]
    assert settings["unit"] == "kecamatan"
    assert settings["since"] == "2026-01-01"
    assert settings["rules.enough_total"] == 10
    assert settings["program"].startswith("PetaPORA")


def test_a_meeting_takes_no_small_number_and_nothing_it_follows_from(land: Path) -> None:
    taken = taken_changes(MEETING)
    areas = table_of(taken, "Areas")
    shown = ["25\N{EN DASH}49", "hidden (<5)", "10\N{EN DASH}24", "0"]
    assert areas["Reports"].to_list() == shown
    assert [name for name in areas if "p " in name or "neighbours" in name] == []
    assert "Reports" not in table_of(taken, "Periods")


def test_windows_without_reports_before_are_not_compared(land: Path) -> None:
    taken = taken_comparison()
    assert taken.heading == "Not enough data to compare the two windows by place."
    settings = table_of(taken, "Settings").set_index("Setting")["Value"]
    assert str(settings["before.until"]) == "2025-12-31"
    assert set(table_of(taken, "Areas")["Difference"]) == {"Not enough data"}


def test_the_whole_is_said_in_words_that_a_meeting_may_hear(land: Path) -> None:
    ground, _land = ground_and_land()
    after = small_counts()
    found = compare_windows(after, after, index=ground.drawn, rules=RULES)
    assert whole_sentence(found, LAPTOP) == (
        "All reports: 18 before, 18 after; no demonstrable change of the whole."
    )
    assert "18" not in whole_sentence(found, MEETING)


@pytest.mark.parametrize("to", list(FORMATS))
def test_every_kind_of_file_is_made(land: Path, to: str) -> None:
    assert len(file_of(taken_changes(), to)) > 100
    assert len(file_of(taken_comparison(), to)) > 100
