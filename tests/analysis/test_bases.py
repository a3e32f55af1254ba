"""A base is one measure of one source that fits the window; nothing else is ever divided by."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from geo.analysis.bases import RECORDED, Base, bases_of
from geo.words import Level, Measure
from tests.analysis.made_bases import SINCE, UNTIL, make_denominators
from tests.analysis.made_reports import make_visits
from tests.builders import day

ONE = ("51.08.01", 40.0)
NO_VISITS = make_visits()
PATROLS = {"measure": "hari patroli"}


def bases(*parts: pd.DataFrame, visits: pd.DataFrame = NO_VISITS, **window: Any) -> list[Base]:
    known = pd.concat(parts, ignore_index=True) if parts else make_denominators()
    return bases_of(known, visits, **{"since": SINCE, "until": UNTIL, **window})


def test_two_measures_two_sources_and_two_levels_are_never_one_base() -> None:
    found = bases(
        make_denominators(ONE),
        make_denominators(ONE, measure="penduduk"),
        make_denominators(ONE, source="bps"),
        make_denominators(("51.08.01.2001", 3.0)),
    )
    assert [base.key for base in found] == [
        "lodgings-kecamatan-bps",
        "lodgings-desa-dinas",
        "lodgings-kecamatan-dinas",
        "population-kecamatan-dinas",
    ]
    assert found[2].values.to_dict() == {"51.08.01": 40.0}


def test_of_a_stock_the_newest_period_that_overlaps_the_window_counts() -> None:
    last = make_denominators(ONE, since="2025-01-01", until="2025-12-31")
    this = make_denominators(("51.08.01", 44.0))
    to_come = make_denominators(("51.08.01", 90.0), since="2027-01-01", until="2027-12-31")
    (base,) = bases(last, this, to_come)
    assert (base.fits, base.values["51.08.01"], base.since.year) == (True, 44.0, 2026)
    (earlier,) = bases(last, this, to_come, since=day("2025-03-01"), until=day("2025-05-31"))
    assert earlier.values["51.08.01"] == 40.0
    (both,) = bases(this, last, to_come, since=day("2025-07-01"), until=day("2026-06-30"))
    assert both.values["51.08.01"] == 44.0


def test_of_two_periods_the_one_that_ends_last_is_the_newest() -> None:
    long = make_denominators(("51.08.01", 1.0), since="2020-01-01")
    short = make_denominators(("51.08.01", 2.0), since="2026-06-01", until="2026-06-30")
    late = make_denominators(("51.08.01", 3.0), since="2026-05-01")
    assert bases(long, short)[0].values["51.08.01"] == 1.0
    assert bases(long, short, late)[0].values["51.08.01"] == 3.0


def test_a_base_of_other_days_does_not_fit_and_says_of_which_days_it_is() -> None:
    (base,) = bases(make_denominators(ONE, since="2020-01-01", until="2020-12-31"))
    assert (base.fits, base.cover, base.values.empty) == (False, 0.0, True)
    assert (base.since.year, base.until.year) == (2020, 2020)


def test_residents_are_counted_for_a_year_and_a_half_year_of_reports_for_half_of_it() -> None:
    (year,) = bases(make_denominators(ONE))
    assert year.exposure["51.08.01"] == 40 / 100
    (both,) = bases(make_denominators(ONE), since=day("2025-01-01"))
    assert both.exposure["51.08.01"] == 2 * 40 / 100
    (half,) = bases(make_denominators(ONE), until=day("2026-06-30"))
    assert half.exposure["51.08.01"] == pytest.approx(40 / 100 * 181 / 365.25)


def test_months_of_patrol_add_up_and_every_month_needs_a_number() -> None:
    months = [
        make_denominators(
            ONE, ("51.08.02", 5.0), **PATROLS, since=f"2026-{n:02}-01", until=f"2026-{n:02}-28"
        )
        for n in range(1, 13)
    ]
    (base,) = bases(*months[:-1], months[-1].query("kode == '51.08.01'"))
    assert base.cover == pytest.approx(12 * 28 / 365)
    assert base.values.to_dict() == {"51.08.01": pytest.approx(12 * 40 / base.cover)}


def test_a_year_and_its_months_are_not_both_counted() -> None:
    year = make_denominators(ONE, **PATROLS)
    month = make_denominators(ONE, **PATROLS, since="2026-05-01", until="2026-05-31")
    (base,) = bases(year, month)
    assert (base.cover, base.values["51.08.01"]) == (1.0, 40.0)


def test_a_flow_counts_by_the_days_that_lie_in_the_window() -> None:
    quarter = make_denominators(("51.08.01", 90.0), **PATROLS, until="2026-03-31")
    (base,) = bases(quarter, since=day("2026-01-01"), until=day("2026-01-31"))
    assert (base.cover, base.values["51.08.01"]) == (1.0, pytest.approx(31.0))


@pytest.mark.parametrize(("until", "fits"), [("2026-10-19", True), ("2026-10-18", False)])
def test_a_flow_has_to_cover_80_percent_of_the_window(until: str, fits: bool) -> None:
    (base,) = bases(make_denominators(ONE, **PATROLS, until=until))
    assert base.fits is fits
    assert base.values["51.08.01"] * base.cover == pytest.approx(40.0)


def test_an_area_with_two_numbers_for_one_period_has_none() -> None:
    (base,) = bases(
        make_denominators(ONE, ("51.08.01", 41.0), ("51.08.02", 7.0), ("51.08.02", 7.0))
    )
    assert base.values.to_dict() == {"51.08.02": 7.0}


def test_a_base_that_is_0_everywhere_does_not_fit() -> None:
    (base,) = bases(make_denominators(("51.08.01", 0.0)))
    assert not base.fits


def test_visits_of_the_office_s_records_are_a_base_of_their_own() -> None:
    visits = make_visits(
        ("51.08.01.2001", "2025-02-01"),
        ("51.08.01.2001", "2026-02-01"),
        ("51.08.01.2002", "2026-03-01"),
    )
    kecamatan, desa = bases(visits=visits)
    assert (kecamatan.level, desa.level, desa.source) == (Level.KECAMATAN, Level.DESA, RECORDED)
    assert kecamatan.values.to_dict() == {"51.08.01": 2.0}
    assert desa.values.to_dict() == {"51.08.01.2001": 1.0, "51.08.01.2002": 1.0}
    assert desa.fits


def test_before_the_first_recorded_visit_nothing_is_known_of_visits() -> None:
    first, _desa = bases(visits=make_visits(("51.08.01.2001", "2026-07-02")))
    assert not first.fits
    assert first.cover == pytest.approx(183 / 365)
    assert bases(visits=make_visits(("51.08.01.2001", "2024-01-01"))) == []


def test_what_fits_comes_first_and_lodgings_before_residents() -> None:
    found = bases(
        make_denominators(ONE, measure="penduduk"),
        make_denominators(ONE, measure="kunjungan"),
        make_denominators(ONE, measure="pemegang izin tinggal", until="2026-12-30"),
        make_denominators(ONE, until="2020-01-01", since="2020-01-01"),
    )
    assert [base.measure for base in found] == [
        Measure.PERMITS,
        Measure.VISITS,
        Measure.POPULATION,
        Measure.LODGINGS,
    ]


def test_an_invented_base_says_so() -> None:
    assert bases(make_denominators(ONE, source="contoh"))[0].is_sample
    assert bases(visits=make_visits(("51.08.01.2001", "2026-01-01"), is_sample=True))[0].is_sample
    assert not bases(make_denominators(ONE))[0].is_sample
