"""From the classes that a meeting is shown no hidden count can be worked out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.analysis.change import Changes, change_filter, find_changes
from geo.analysis.concentrations import answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.hotspots import Hotspots, find_hotspots
from geo.analysis.reports import ReportFilter
from geo.analysis.worlds import area_world
from geo.intake.sample import load_sample
from geo.intake.store_setup import set_up_store
from geo.maps.worlds import read_worlds
from geo.store.facts import read_facts
from geo.store.reports import read_reports
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.words import HotspotClass, Level, Pattern
from tests.analysis.made_reports import make_report, make_reports
from tests.analysis.made_worlds import kode_of, squares
from tests.analysis.solver import Bools, worked_out

UNTIL = dt.date(2026, 10, 31)
YEAR = ReportFilter(dt.date(2025, 11, 1), UNTIL)
TOLD = [HotspotClass.SIGNIFICANT.value, HotspotClass.INDICATION.value]


def spread() -> Hotspots:
    """Ten by ten desa, many reports in a corner, and one each in four neighbours far from it."""
    desa = squares()
    counts = pd.Series(0, index=desa.index)
    counts[[kode_of(row, column) for row in (0, 1, 2) for column in (0, 1, 2, 3)]] = 12
    counts[[kode_of(7, 7), kode_of(7, 8), kode_of(8, 7), kode_of(8, 8)]] = 1
    world = area_world(desa, Level.DESA, desa.index)
    return find_hotspots(counts, world, HotspotSettings(YEAR, Level.DESA), Rules())


def forced(found: Hotspots, shown: Scope) -> Bools:
    """Hidden counts that ranges and the classes shown to a reader leave only one number."""
    near, words = found.world.neighbours, found.classes(shown).to_numpy(dtype=str)
    joined = near.counts >= found.rules.enough_neighbours
    few = joined & (words == HotspotClass.NOT_ENOUGH.value)
    many = np.isin(words, TOLD)
    if shown.least_count <= 1:
        many |= joined & ~few
    return worked_out(found.table["n_reports"].to_numpy(), near, few=few, many=many)


def test_four_ones_that_are_said_to_be_fewer_than_five_together_are_four_ones() -> None:
    found = spread()
    assert forced(found, LAPTOP).sum() == 4


def test_in_a_meeting_too_few_around_and_no_concentration_are_one_class() -> None:
    found = spread()
    shown = found.classes(MEETING)
    assert found.classes(LAPTOP).equals(found.table["klass"].astype("str"))
    assert set(shown) == {"signifikan", "indikasi", "tidak signifikan"} & set(found.table["klass"])
    assert (shown[found.table["shortage"] == "around"] == "tidak signifikan").all()
    assert not forced(found, MEETING).any()


def test_of_patterns_too_few_around_and_none_are_one_class_in_a_meeting() -> None:
    found = find_patterns()
    few = found.table["pattern"] == Pattern.NOT_ENOUGH.value
    assert few.any()
    assert found.is_enough
    assert (found.classes(MEETING)[few] == Pattern.NONE.value).all()
    assert found.classes(LAPTOP).equals(found.table["pattern"].astype("str"))


def find_patterns() -> Changes:
    """Ten by ten desa over two years: five reports a month in twelve of them, none elsewhere."""
    kode = [kode_of(row, column) for row in (0, 1, 2) for column in (0, 1, 2, 3)]
    months = pd.period_range("2024-11", "2026-10", freq="M")
    rows = [make_report(each, f"{m}-15") for each in kode for m in months for _n in range(5)]
    desa = squares()
    world = area_world(desa, Level.DESA, desa.index)
    wanted = change_filter(YEAR, UNTIL, len(months))
    return find_changes(make_reports(*rows), wanted, world, rules=Rules())


@pytest.fixture
def sample(real_home: Path) -> dict[str, Hotspots]:
    """The map shown first of each office, of a sample on the boundaries that set-up built."""
    set_up_store(LAPTOP)
    load_sample(LAPTOP, UNTIL)
    found = {}
    for key, office in read_facts().offices.items():
        worlds, reports = read_worlds(office.kabupaten), read_reports(LAPTOP, office)
        settings = HotspotSettings(YEAR, worlds.resolution)
        found[key] = answer_hotspots(reports, worlds, settings, Rules()).hotspots
    return found


@pytest.mark.real
def test_of_the_sample_nothing_hidden_can_be_worked_out_of_the_map_that_is_shown_first(
    sample: dict[str, Hotspots],
) -> None:
    assert all(found.enough.is_enough for found in sample.values())
    assert not any(forced(found, MEETING).any() for found in sample.values())
    assert any(forced(found, LAPTOP).any() for found in sample.values())
