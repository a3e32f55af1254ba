"""Views of change taken along: numbers of the page, how they were decided, nothing hidden told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.analysis.change import Changes
from geo.analysis.reports import Series, count_reports
from geo.analysis.windows import Comparison, compare_windows, window_before, window_year_before
from geo.boundaries.layers import read_areas
from geo.boundaries.register import read_register
from geo.exports.change import Land, take_changes, take_comparison
from geo.exports.change_rules import difference_rules, pattern_rules
from geo.exports.change_sentences import difference_headline, pattern_headline, whole_sentence
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
    return Changes(
        filter=WINDOW,
        unit=Level.KECAMATAN,
        period_months=1,
        periods=months,
        n_reports=np.full(10, 5),
        tested=np.ones(10, dtype=bool),
        hot=hot,
        table=table,
        is_sample=False,
        methods=("exact",) * 10,
    )


def taken_changes(scope: Scope = LAPTOP, **other: Any) -> Taken:
    ground, land = ground_and_land()
    changes = replace(small_changes(ground.drawn), **other)
    view = draw_patterns(changes, ground, scope=scope)
    return take_changes(changes, land, view=view, rules=RULES, scope=scope, sources=["Buku"])


def taken_comparison(scope: Scope = LAPTOP) -> Taken:
    ground = ground_and_land()[0]
    after = small_counts()
    before = count_reports(
        small_reports(), window_before(WINDOW), unit=Level.KECAMATAN, areas=ground.drawn
    )
    found = compare_windows(before, after, index=ground.drawn, rules=RULES)
    return taken_of(found, scope)


def taken_of(found: Comparison, scope: Scope = LAPTOP) -> Taken:
    ground, land = ground_and_land()
    view = draw_difference(found, ground, scope=scope)
    return take_comparison(found, land, view=view, rules=RULES, scope=scope)


def equal_windows(series: Series = Series.REPORTED) -> Comparison:
    """The small reports after, and as many on the same days a year earlier."""
    after = small_counts()
    after = replace(after, filter=replace(after.filter, series=series))
    before = replace(after, filter=window_year_before(after.filter))
    return compare_windows(before, after, index=ground_and_land()[0].drawn, rules=RULES)


def settings_of(taken: Taken) -> dict[str, object]:
    return dict(table_of(taken, "Settings").set_index("Setting")["Value"])


def without_rules(taken: Taken, rules: list[str]) -> str:
    """Heading, notes and headings of tables; without rules, and what stands in every file."""
    standing = "A concentration of reports speaks of places"
    notes = [each for each in taken.notes if each not in rules and standing not in each]
    headings = [f"{table.name} {' '.join(table.headings)}" for table in taken.tables]
    return " ".join([taken.heading, *notes, *headings])


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
    settings = settings_of(taken_changes())
    assert settings["unit"] == "kecamatan"
    assert settings["since"] == "2026-01-01"
    assert settings["rules.enough_total"] == 10
    assert str(settings["program"]).startswith("PetaPORA")
    assert (settings["method"], settings["correction"]) == ("exact", "bh")
    unused = {"n_permutations", "seed", "rules.change_months"}
    assert unused.isdisjoint(settings)


def test_permutations_that_stood_in_for_the_exact_law_are_stated(land: Path) -> None:
    methods = ("exact",) * 7 + ("permutations",) * 3
    taken = taken_changes(methods=methods)
    settings = settings_of(taken)
    assert settings["method"] == "exact, permutations"
    assert (settings["n_permutations"], settings["seed"]) == (9_999, 20260101)
    notes = " ".join(taken.notes)
    assert "In 3 of 10 periods tested the counts are too large for the exact law" in notes
    assert "9,999 drawn permutations, seed 20260101" in notes
    assert "exact p" not in notes
    assert "permutations" not in " ".join(taken_changes().notes)


def test_where_no_pattern_could_be_told_no_test_is_stated(land: Path) -> None:
    nothing = np.zeros(10, dtype=bool)
    settings = settings_of(taken_changes(period_months=0, tested=nothing, methods=("",) * 10))
    assert {"method", "correction", "n_permutations"}.isdisjoint(settings)
    stated = {name for name in settings if name.startswith("rules.")}
    assert stated == {"rules.enough_total", "rules.enough_units"}


def test_windows_state_their_days_and_the_tests_that_compared_them(land: Path) -> None:
    settings = settings_of(taken_of(equal_windows()))
    assert (settings["before.since"], settings["before.until"]) == ("2025-01-01", "2025-11-22")
    assert (settings["since"], settings["until"]) == ("2026-01-01", "2026-11-22")
    assert (settings["before.days"], settings["days"]) == (326, 326)
    assert (settings["method"], settings["correction"]) == ("fisher", "bh")
    assert settings["series"] == "laporan"
    unused = ("n_permutations", "seed", "rules.enough_neighbours", "rules.change_months")
    assert set(unused).isdisjoint(settings)


def test_windows_of_different_length_say_so(land: Path) -> None:
    found = equal_windows()
    assert "Both windows are 326 days long" in " ".join(difference_rules(found, RULES))
    longer = replace(found, whole=replace(found.whole, days_after=327))
    assert "326 before, 327 after" in " ".join(difference_rules(longer, RULES))


def test_what_officers_found_is_called_a_report_nowhere_but_in_the_rules(land: Path) -> None:
    series = replace(WINDOW, series=Series.FOUND)
    changes = replace(small_changes(ground_and_land()[0].drawn), filter=series)
    rules = pattern_rules(changes, RULES)
    assert "where this says “reports”, findings of officers are meant" in rules[0]
    taken = taken_changes(filter=series)
    assert "report" not in without_rules(taken, rules).lower()
    assert "Found by officers, with neighbours" in table_of(taken, "Areas")
    assert "Found by officers" in table_of(taken, "Periods")


def test_windows_of_what_officers_found_call_nothing_a_report(land: Path) -> None:
    found = equal_windows(Series.FOUND)
    taken = taken_of(found)
    assert "report" not in without_rules(taken, difference_rules(found, RULES)).lower()
    assert {"Found by officers before", "Found by officers after"} <= set(table_of(taken, "Areas"))
    assert difference_headline(found) == (
        "None of 1 kecamatan with enough findings of officers has a demonstrably different share "
        "of them."
    )
    assert whole_sentence(found, LAPTOP) == (
        "All findings of officers: 18 before, 18 after; no demonstrable change of the whole."
    )
    assert "Reports before" in table_of(taken_of(equal_windows()), "Areas")


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


@pytest.mark.slow
@pytest.mark.parametrize("to", list(FORMATS))
def test_every_kind_of_file_is_made(land: Path, to: str) -> None:
    assert len(file_of(taken_changes(), to)) > 100
    assert len(file_of(taken_comparison(), to)) > 100
