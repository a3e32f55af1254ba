"""Concentrations are computed once, as the shell has them, until something changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.reports import ReportFilter
from geo.exports.hotspot_settings import read_settings_file, settings_file
from geo.exports.hotspots_answer import unit_rows
from geo.intake.reports import COLUMNS, enter_reports
from geo.store.facts import read_facts
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.views.cached_hotspots import (
    load_doubles,
    load_hotspots,
    load_piles,
    load_points,
    load_provenance,
    load_stability,
)
from geo.words import Level
from tests.shell import Shell
from tests.test_cli_hotspots import CELLS, reported, row

__all__ = ["reported"]
SETTINGS = HotspotSettings(ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), 8)


def test_the_page_has_the_numbers_of_the_shell(shell: Shell, reported: Path) -> None:
    office, told = read_facts().offices["bali"], shell(*CELLS, "--json").json
    answer = load_hotspots(LAPTOP, office, SETTINGS)
    stability = load_stability(LAPTOP, office, SETTINGS)
    names = pd.Series({unit["cell"]: unit["nama"] for unit in told["units"]})
    assert unit_rows(answer, stability, names) == told["units"]
    made_of = load_provenance(LAPTOP, office, SETTINGS)
    stated = read_settings_file(settings_file(answer, made_of), name="a.json")
    assert stated.settings == SETTINGS
    assert told["made_of"]["data"] == made_of.data


def test_an_answer_is_kept_until_the_store_or_the_question_changes(reported: Path) -> None:
    office = read_facts().offices["bali"]
    first = load_hotspots(LAPTOP, office, SETTINGS)
    assert load_hotspots(LAPTOP, office, SETTINGS) is first
    asked = [replace(SETTINGS, correction="by"), replace(SETTINGS, unit=Level.DESA)]
    assert all(load_hotspots(LAPTOP, office, each) is not first for each in asked)
    enter_reports(LAPTOP, pd.DataFrame([row(999)], columns=list(COLUMNS)), office)
    again = load_hotspots(LAPTOP, office, SETTINGS)
    assert again.totals.total == first.totals.total + 1


def test_points_stand_in_the_order_of_the_reports_and_piles_are_found(reported: Path) -> None:
    office = read_facts().offices["bali"]
    same = pd.DataFrame([row(n) for n in range(2000, 2006)], columns=list(COLUMNS))
    enter_reports(LAPTOP, same, office)
    points = load_points(LAPTOP, office)
    assert points.index.equals(read_reports(LAPTOP, office).index)
    piles = load_piles(LAPTOP, office, SETTINGS.filter)
    assert piles[["lat", "lng", "n_reports"]].to_numpy().tolist() == [[-8.295, 115.025, 6.0]]
    assert load_doubles(LAPTOP, office, SETTINGS.filter).n_pairs >= 15
