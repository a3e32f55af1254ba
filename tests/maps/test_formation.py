"""The map of formation: each area's class, counted in the legend, in the order of its file."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.analysis.formation import FormationReport, report_formation
from geo.maps.formation import draw_formation
from geo.maps.view import AreaView
from geo.store.facts import read_facts
from geo.text import use_language
from geo.words import Level, TeamStatus
from tests.builders import day, make_register, write_facts
from tests.maps.grounds import make_ground

DRAWN = pd.Index(["51.07.01", "51.07.07", "51.08.01", "51.08.02"])
UNKNOWN, NOT_FORMED, FORMED = (
    list(TeamStatus).index(status)
    for status in (TeamStatus.UNKNOWN, TeamStatus.NOT_FORMED, TeamStatus.FORMED)
)


@pytest.fixture
def report(tmp_path: Path) -> FormationReport:
    """The small land on a day when one kecamatan has no team, two have, one is not known."""
    names = make_register()
    facts = read_facts(write_facts(tmp_path), register=names)
    return report_formation(facts, names, office=facts.offices["bali"], on=day("2020-01-02"))


def draw(report: FormationReport, level: Level = Level.KECAMATAN, **changes: Any) -> AreaView:
    return draw_formation(report, level, make_ground(DRAWN, changes))


def test_each_area_has_the_class_of_its_rung_in_the_order_of_the_file(
    report: FormationReport,
) -> None:
    assert draw(report).values == [NOT_FORMED, UNKNOWN, FORMED, FORMED]
    assert draw(report, drawn=DRAWN[::-1]).values == [FORMED, FORMED, UNKNOWN, NOT_FORMED]


def test_the_legend_has_every_rung_with_its_count_also_the_empty_ones(
    report: FormationReport,
) -> None:
    classes = draw(report).classes
    assert [each.count for each in classes] == ["1", "1", "0", "0", "2", "0", "0", "0"]
    assert classes[UNKNOWN].label == "Belum diketahui (tanpa data)"


def test_the_map_of_kabupaten_shows_their_own_teams(report: FormationReport) -> None:
    view = draw(report, Level.KABUPATEN, drawn=pd.Index(["51.07", "51.08"]))
    assert view.values == [UNKNOWN, UNKNOWN]


def test_an_area_that_the_register_does_not_have_is_drawn_as_unknown(
    report: FormationReport,
) -> None:
    assert draw(report, drawn=DRAWN.append(pd.Index(["51.08.99"]))).values[-1] == UNKNOWN


def test_an_area_without_a_polygon_is_counted_and_said_to_be_missing(
    report: FormationReport,
) -> None:
    use_language("en")
    view = draw(report, drawn=DRAWN[:3])
    assert len(view.values) == 3
    assert sum(int(each.count) for each in view.classes) == 4
    assert "1 area without a polygon" in view.stamp


def test_title_and_stamp_say_what_and_as_of_when_in_both_languages(
    report: FormationReport,
) -> None:
    assert "2 Januari 2020" in draw(report).stamp
    use_language("en")
    view = draw(report)
    assert view.title == "Formation status, Kecamatan"
    assert view.stamp == "Data as of 2 January 2020"
    assert view.credit == "Batas: x"


def test_a_status_that_rests_on_an_invented_meeting_stamps_the_map(
    report: FormationReport,
) -> None:
    assert draw(report).sample == ""
    assert draw(dataclasses.replace(report, is_sample=True)).sample != ""
