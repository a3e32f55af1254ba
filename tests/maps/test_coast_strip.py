"""The map of a coast: every stretch's class and amount, and the file it is drawn from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.analysis.coast_place import Coast
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.reports import Series
from geo.maps.assets import read_asset
from geo.maps.coast_strip import draw_coast, strip_areas, strip_file
from geo.maps.files import kode_in
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from tests.maps.grounds import make_ground
from tests.small_coast import at, box_km, make_boxes, make_coast, make_strip

EN_DASH = "\N{EN DASH}"
SIGNIFICANT, INDICATION, NOT_SIGNIFICANT, NOT_ENOUGH = range(4)


@pytest.fixture(scope="module")
def coast() -> Coast:
    return make_coast(20)


@pytest.fixture(scope="module")
def found(coast: Coast) -> CoastStrip:
    """Four stretches with 30, 8, 2 and no report."""
    rows = [at(2, 1)] * 30 + [at(7, 1)] * 8 + [at(12, 1)] * 2
    return make_strip(coast, *rows, rules=Rules(enough_total=20))


def draw(found: CoastStrip, drawn: pd.Index | None = None, **changes: Any) -> AreaView:
    ground = make_ground(found.stretches.index if drawn is None else drawn, changes)
    return draw_coast(found, ground, **{"scope": LAPTOP, **changes})


def test_each_stretch_has_its_class_in_the_order_of_the_file(found: CoastStrip) -> None:
    assert draw(found).values == [SIGNIFICANT, NOT_SIGNIFICANT, NOT_ENOUGH, NOT_ENOUGH]
    assert [each.count for each in draw(found).classes] == ["1", "0", "1", "2"]
    turned = found.stretches.index[::-1]
    assert draw(found, turned).values == [NOT_ENOUGH, NOT_ENOUGH, NOT_SIGNIFICANT, SIGNIFICANT]


def test_numbers_are_said_with_their_interval(found: CoastStrip) -> None:
    amounts = draw(found).amounts
    assert amounts[0] == f"30 (20{EN_DASH}43)"
    assert sorted(amounts) == [0, 1, 2]


def test_a_meeting_sees_ranges_and_no_interval(found: CoastStrip) -> None:
    use_language("en")
    view = draw(found, scope=MEETING)
    assert list(view.amounts.values()) == [f"25{EN_DASH}49", f"5{EN_DASH}9", "hidden (<5)"]
    assert "interval" not in view.stamp
    assert view.values[0] == SIGNIFICANT


def test_the_stamp_says_the_period_and_what_is_compared(found: CoastStrip) -> None:
    use_language("en")
    stamp = draw(found).stamp
    assert "1 February 2025 to 31 January 2026" in stamp
    assert "even spread along the shore" in stamp
    assert draw(found).title.startswith("Reports up to 2 km from the shore")


def test_a_map_of_what_officers_found_calls_nothing_a_report(found: CoastStrip) -> None:
    use_language("en")
    view = draw(replace(found, filter=replace(found.filter, series=Series.FOUND)))
    assert view.title.startswith("Found by officers up to 2 km from the shore")
    assert "only findings of officers with a GPS point" in view.stamp
    assert "report" not in f"{view.title} {view.stamp} {view.amount_title}".lower()


@pytest.mark.parametrize(("is_sample", "stamp"), [(True, "DATA CONTOH (sample data)"), (False, "")])
def test_a_map_of_invented_reports_is_stamped(coast: Coast, is_sample: bool, stamp: str) -> None:
    use_language("en")
    assert draw(make_strip(coast, at(2, 1, is_sample=is_sample))).sample == stamp


def test_the_file_holds_the_strip_of_every_stretch(assets: Path, coast: Coast) -> None:
    areas = strip_areas(coast)
    file = strip_file(areas, make_boxes(box_km(0, 0, 20, 10)))
    assert file.startswith("coast-")
    assert kode_in(file).tolist() == coast.shore.stretches.index.tolist()
    content = json.loads(read_asset(file))
    assert content["groups"] == {"62.01": "62.01"}
    assert [area["nama"] for area in content["areas"]] == [f"Pantai {n}" for n in range(1, 5)]
    assert {area["group"] for area in content["areas"]} == {"62.01"}


def test_a_strip_goes_2_km_inland(coast: Coast) -> None:
    flat = strip_areas(coast).to_crs(coast.shore.crs)
    assert (flat.area / 1e6).tolist() == pytest.approx([10] * 4, rel=0.05)
