"""A rate is reports by a stated base, with its interval; few reports are not read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from geo.analysis.bases import Base
from geo.analysis.rates import NUMBERS, RateClass, Rates, rates_of, tells_rates
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.words import Measure
from tests.analysis.made_bases import make_base
from tests.maps.counted import make_counts

SIX: dict[str, Any] = {
    "k51_08_01": 60,
    "k51_08_02": 30,
    "k51_08_03": 10,
    "k51_08_04": 2,
    "k51_08_05": 4,
    "k51_08_06": 0,
}
LODGINGS: dict[str, float] = {
    "k51_08_01": 100,
    "k51_08_02": 150,
    "k51_08_03": 200,
    "k51_08_04": 5,
    "k51_08_05": 0,
}


def rates(base: Base | None = None, **n_reports: Any) -> Rates:
    return rates_of(make_counts(**(n_reports or SIX)), base or make_base(**LODGINGS), Rules())


def test_a_rate_is_said_for_100_lodgings_with_the_exact_interval_of_the_count() -> None:
    row = rates().table.loc["51.08.03"]
    assert (row["n_reports"], row["base"], row["rate"]) == (10, 200.0, 5.0)
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((4.795 / 2, 18.39 / 2), abs=0.01)


def test_the_office_s_rate_is_of_all_areas_with_a_base_together() -> None:
    assert rates().overall == pytest.approx((60 + 30 + 10 + 2) / 4.55)


def test_an_area_without_a_base_or_with_a_base_of_0_has_no_rate() -> None:
    table = rates().table
    assert table.loc[["51.08.05", "51.08.06"], list(NUMBERS)].isna().all().all()
    assert table.loc[["51.08.05", "51.08.06"], "klass"].to_list() == ["none", "none"]
    assert table.loc["51.08.05", "base"] == 0
    assert np.isnan(table.loc["51.08.06", "base"])


def test_every_area_counted_is_there_in_its_order() -> None:
    assert list(rates().table.index) == list(make_counts(**SIX).counts.index)


def test_a_small_base_is_drawn_further_to_the_office_s_rate_than_a_large_one() -> None:
    found = rates()
    pull = (found.table["smoothed"] - found.table["rate"]) / (found.overall - found.table["rate"])
    assert 0 < pull["51.08.01"] < 0.2 < pull["51.08.04"] < 1
    inside = found.table.loc[found.table["smoothed"].notna()]
    assert (inside["smoothed_low"] < inside["smoothed"]).all()
    assert (inside["smoothed"] < inside["smoothed_high"]).all()


def test_classes_begin_at_half_once_and_twice_the_office_s_rate() -> None:
    base = make_base(k51_08_01=100, k51_08_02=100, k51_08_03=100, k51_08_04=100)
    found = rates(base, k51_08_01=49, k51_08_02=50, k51_08_03=101, k51_08_04=200)
    assert found.overall == 100.0
    assert found.table["klass_raw"].to_list() == ["low", "medium", "high", "highest"]


def test_an_area_at_the_office_s_own_rate_is_not_above_it() -> None:
    found = rates(make_base(k51_08_01=100, k51_08_02=300), k51_08_01=7, k51_08_02=21)
    assert found.table["klass"].to_list() == found.table["klass_raw"].to_list() == ["medium"] * 2
    assert not found.differ
    assert rates().differ


def test_few_reports_are_not_read_unless_their_interval_keeps_off_the_office_s_rate() -> None:
    base = make_base(k51_08_01=100, k51_08_02=4, k51_08_03=100)
    found = rates(base, k51_08_01=60, k51_08_02=4, k51_08_03=0)
    assert found.table["klass"].to_list() == ["high", "few", "low"]


def test_without_any_report_nothing_is_read_and_without_any_base_nothing_is_divided() -> None:
    none = rates(make_base(k51_08_01=100, k51_08_02=50), k51_08_01=0, k51_08_02=0)
    assert (none.overall, none.table["klass"].to_list()) == (0.0, ["few", "few"])
    without = rates(make_base(k51_08_09=100), k51_08_01=9)
    assert np.isnan(without.overall)
    assert without.table["klass"].to_list() == ["none"]


def test_one_area_alone_keeps_its_own_rate() -> None:
    found = rates(make_base(k51_08_01=100), k51_08_01=9)
    assert found.table.loc["51.08.01", "smoothed"] == pytest.approx(9.0)


def test_visits_are_said_for_10_of_them() -> None:
    assert rates(make_base(Measure.VISITS, k51_08_01=20), k51_08_01=6).overall == 3.0


def test_a_meeting_sees_no_class_of_a_hidden_count_and_no_rate_in_numbers() -> None:
    base = make_base(k51_08_01=100, k51_08_02=1000, k51_08_03=1000)
    found = rates(base, k51_08_01=60, k51_08_02=4, k51_08_03=0)
    assert found.classes(LAPTOP).to_list() == ["highest", "low", "low"]
    assert found.classes(MEETING).to_list() == ["highest", "few", "low"]
    assert (tells_rates(LAPTOP), tells_rates(MEETING)) == (True, False)


def test_an_area_without_a_base_stays_one_in_a_meeting() -> None:
    assert rates().classes(MEETING)["51.08.05"] == RateClass.NONE
