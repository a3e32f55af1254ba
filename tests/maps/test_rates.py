"""The map of rates: fill for the rate, bubbles for the number, and what both rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geo.analysis.amounts import EN_DASH
from geo.analysis.rates import RateClass, rates_of
from geo.maps.rates import (
    class_label,
    days_label,
    document_label,
    draw_counts,
    draw_rates,
    per_label,
    rate_number,
)
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Measure
from tests.analysis.made_bases import make_base
from tests.maps.counted import make_counts
from tests.maps.grounds import make_ground

DRAWN = pd.Index(["51.08.01", "51.08.02", "51.08.03", "51.08.04"])
COUNTS = make_counts(k51_08_01=60, k51_08_02=4, k51_08_03=0, k51_08_04=30, missing=5)
BASE = make_base(k51_08_01=100, k51_08_02=1000, k51_08_03=5)
GROUND = make_ground(DRAWN)
LAWS: dict[str, Any] = {"rules": Rules(), "scope": LAPTOP}


def draw(**changes: Any) -> AreaView:
    use_language("en")
    rates = rates_of(changes.pop("counts", COUNTS), changes.pop("of", BASE), Rules())
    return draw_rates(rates, GROUND, **{"smoothed": True, "document": "Dinas", **LAWS, **changes})


def fills(view: AreaView) -> list[str]:
    return [view.classes[value].label for value in view.values]


def test_the_fill_is_the_rate_and_the_bubble_the_number() -> None:
    view = draw()
    assert fills(view) == [
        "2 times the office or more",
        "Under 0.5 times the office",
        "Not enough data",
        "No base known",
    ]
    assert view.bubbles == [4, 1, 0, 3]
    assert [each.count for each in view.classes] == ["1", "1", "1", "0", "0", "1"]


def test_the_legend_says_what_reports_are_divided_by_from_whom_and_when() -> None:
    view = draw()
    assert view.title == "Reports per 100 registered lodgings a year, Kecamatan"
    assert view.stamp.startswith(
        "Fill: smoothed rate; base: Registered lodgings, Kecamatan (Dinas, 2026) · 23 November 2025"
    )
    assert "94 of 99 reports are on the map" in view.stamp
    assert draw(smoothed=False).stamp.startswith("Fill: raw rate")


def test_an_area_says_its_number_its_rate_and_how_sure_that_is() -> None:
    amounts = draw(smoothed=False).amounts
    assert amounts[0] == "60 · 60.0 (45.8\N{EN DASH}77.2)"
    assert amounts[2] == "0 · 0.0 (0.0\N{EN DASH}73.8)"
    assert amounts[3] == "30"
    assert draw().amounts[0] != amounts[0]


def test_the_fill_may_be_of_the_raw_rate() -> None:
    base = make_base(k51_08_01=1000, k51_08_02=1000, k51_08_03=12)
    counts = make_counts(k51_08_01=100, k51_08_02=90, k51_08_03=5)
    smoothed, raw = (fills(draw(counts=counts, of=base, smoothed=each)) for each in (True, False))
    assert (smoothed[2], raw[2]) == ("1 to 2 times the office", "2 times the office or more")


def test_a_meeting_sees_classes_of_counts_that_are_shown_and_no_number_of_a_rate() -> None:
    view = draw(scope=MEETING)
    assert fills(view)[:2] == ["2 times the office or more", "Not enough data"]
    assert view.amounts == {0: f"50{EN_DASH}99", 3: f"25{EN_DASH}49", 1: "hidden (<5)"}
    assert "reports are on the map" not in view.stamp


@pytest.mark.parametrize("invented", ["base", "reports"])
def test_an_invented_base_or_invented_reports_stamp_the_map(invented: str) -> None:
    base = replace(BASE, is_sample=invented == "base")
    counts = replace(COUNTS, is_sample=invented == "reports")
    assert draw(of=base, counts=counts).sample
    assert not draw().sample


def test_where_nothing_fits_the_numbers_stand_alone() -> None:
    use_language("en")
    view = draw_counts(COUNTS, GROUND, **LAWS)
    assert set(fills(view)) == {"No base known"}
    assert (view.bubbles, view.amounts[0]) == ([4, 1, 0, 3], "60")
    assert view.title == "Reports without a base, Kecamatan"


def test_every_measure_and_every_class_has_words() -> None:
    use_language("en")
    said = {per_label(make_base(measure, k51_08_01=1)) for measure in Measure}
    assert len(said) == len(Measure)
    assert "per 1,000 residents a year" in said
    assert len({class_label(each) for each in RateClass}) == len(RateClass)


def test_days_of_whole_years_are_said_by_the_year() -> None:
    use_language("en")
    assert days_label(BASE) == "2026"
    assert days_label(replace(BASE, since=pd.Timestamp("2024-01-01"))) == "2024 to 2026"
    half = replace(BASE, until=pd.Timestamp("2026-06-30"))
    assert days_label(half) == "1 January 2026 to 30 June 2026"


def test_a_base_without_a_known_document_is_named_by_its_key_or_its_records() -> None:
    use_language("en")
    assert document_label(BASE, {}) == "dinas"
    assert document_label(replace(BASE, source=""), {}) == "recorded in this program"


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.0, "0.0"), (0.214, "0.21"), (8.25, "8.2"), (99.94, "99.9"), (1265.0, "1,265")],
)
def test_a_rate_has_so_many_decimals_as_can_be_read(rate: float, said: str) -> None:
    use_language("en")
    assert rate_number(rate) == said
