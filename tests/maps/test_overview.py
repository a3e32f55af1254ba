"""The map of the overview: status as fill, reports as bubbles, nothing hidden by the other."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.analysis.formation import FormationReport, report_formation
from geo.labels import status_label
from geo.maps.overview import draw_overview
from geo.maps.view import AreaView
from geo.store.facts import read_facts
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Level, TeamStatus
from tests.builders import day, make_register, write_facts
from tests.maps.counted import make_counts
from tests.maps.grounds import make_ground

DRAWN = pd.Index(["51.07.01", "51.07.07", "51.08.01", "51.08.02"])
COUNTS = make_counts(k51_07_01=0, k51_07_07=3, k51_08_01=12, k51_08_02=400, outside=5)


@pytest.fixture
def formation(tmp_path: Path) -> FormationReport:
    """The small land on a day when one kecamatan has no team, two have, one is not known."""
    names = make_register()
    facts = read_facts(write_facts(tmp_path), register=names)
    return report_formation(facts, names, office=facts.offices["bali"], on=day("2020-01-02"))


def draw(formation: FormationReport, **changes: Any) -> AreaView:
    ground = make_ground(DRAWN, changes)
    parts: dict[str, Any] = {
        "counts": COUNTS,
        "rules": Rules(),
        "scope": LAPTOP,
    }
    return draw_overview(formation, ground=ground, **{**parts, **changes})


def test_each_area_has_its_status_as_fill_and_its_reports_as_bubble(
    formation: FormationReport,
) -> None:
    view = draw(formation)
    labels = [view.classes[value].label for value in view.values]
    assert labels[0] == status_label(TeamStatus.NOT_FORMED)
    assert labels[2] == labels[3] == status_label(TeamStatus.FORMED)
    assert view.bubbles == [0, 1, 3, 5]
    assert view.amounts == {3: "400", 2: "12", 1: "3"}


def test_too_few_reports_are_hollow_and_every_size_is_larger_than_the_one_before(
    formation: FormationReport,
) -> None:
    sizes = draw(formation).bubble_classes
    assert [size.few for size in sizes] == [True, False, False, False, False]
    radii = [size.radius for size in sizes]
    assert radii == sorted(set(radii))
    assert [size.count for size in sizes] == ["1", "0", "1", "0", "1"]


def test_the_legend_shows_only_rungs_on_which_an_area_stands(formation: FormationReport) -> None:
    classes = draw(formation).classes
    assert [each.count for each in classes] == ["1", "1", "2"]


def test_an_area_that_the_register_does_not_have_keeps_its_class(
    formation: FormationReport,
) -> None:
    known = dataclasses.replace(formation, kecamatan=formation.kecamatan.drop("51.07.07"))
    view = draw(known, drawn=DRAWN)
    assert view.classes[view.values[1]].label.startswith(status_label(TeamStatus.UNKNOWN))


def test_the_stamp_says_the_day_the_period_and_the_sums(formation: FormationReport) -> None:
    use_language("en")
    stamp = draw(formation).stamp
    assert stamp.startswith("Data as of 2 January 2020 · 23 November 2025 to 22 November 2026")
    assert "415 of 420 reports" in stamp


def test_a_meeting_sees_ranges(formation: FormationReport) -> None:
    use_language("en")
    amounts = draw(formation, scope=MEETING).amounts
    assert amounts == {3: "250\N{EN DASH}499", 2: "10\N{EN DASH}24", 1: "hidden (<5)"}


def test_invented_reports_or_invented_meetings_stamp_the_map(formation: FormationReport) -> None:
    assert draw(formation).sample == ""
    assert draw(formation, counts=make_counts(is_sample=True)).sample
    assert draw(dataclasses.replace(formation, is_sample=True)).sample


def test_kabupaten_are_drawn_by_their_own_teams(formation: FormationReport) -> None:
    counts = make_counts(Level.KABUPATEN, k51_07=60, k51_08=2)
    view = draw(formation, counts=counts, drawn=pd.Index(["51.07", "51.08"]))
    assert view.bubbles == [3, 1]
