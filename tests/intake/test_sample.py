"""The sample is invented, says so, holds everything that pages have to show, and is repeatable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import pytest

from geo.intake.land import read_land
from geo.intake.reports import COLUMNS, join_reports
from geo.intake.sample import SEED, Sample, make_sample
from geo.intake.sample_plan import Plan, centres_of, read_plans
from geo.intake.sample_points import draw_points
from geo.intake.sample_reports import AGES, make_reports
from geo.store import tables
from geo.store.content import BOOKKEEPING
from geo.store.facts import read_facts
from geo.words import Accuracy, Channel, FollowUp, OperationKind, Place, Suspicion
from tests.builders import make_office
from tests.intake.squares import make_land

UNTIL = dt.date(2026, 11, 21)
OFFICES = {"singaraja": 4000, "palangka-raya": 600}
PERSONAL = ("name", "nama", "passport", "nik", "phone", "email", "address", "birth")


def small_plan(**changed: object) -> Plan:
    """A plan of 400 reports around 51.08.01 of the hand-made coast; 51.08.02 stays without."""
    centre = {"kode": "51.08.01", "weight": 1, "km": 0.8, "growth": 3.0}
    own = {"n_reports": 400, "quiet": ["51.08.02"], "centres": [centre], "astray_km": 3.0}
    return Plan(**{**vars(read_plans()["singaraja"]), **own, **changed})  # type: ignore[arg-type]


def small_reports(seed: int = 1, **changed: object) -> pd.DataFrame:
    plan, land, rng = small_plan(**changed), make_land(), np.random.default_rng(seed)
    places = pd.DataFrame({"nama": ["Lovina"], "lat": [-8.161], "lng": [115.026]})
    centres = centres_of(plan, places, land.kecamatan)
    points = draw_points(plan, centres, land, tolerance_m=300, rng=rng)
    office = make_office("51.07", "51.08")
    reports = make_reports(plan, points, office, until=UNTIL, rng=rng)
    return join_reports(reports, office, land, tolerance_m=300)


@cache
def real_sample(office: str, seed: int = SEED) -> Sample:
    facts = read_facts()
    sample = make_sample(facts.offices[office], facts, UNTIL, seed=seed)
    assert sample is not None
    return sample


@cache
def real_reports(office: str) -> pd.DataFrame:
    facts = read_facts()
    own = facts.offices[office]
    land = read_land(own.kabupaten)
    tolerance = facts.rules.shore_tolerance_m
    return join_reports(real_sample(office).reports, own, land, tolerance_m=tolerance)


def parts(sample: Sample) -> Sequence[pd.DataFrame]:
    return sample.reports, sample.meetings, sample.operations, sample.visits


def test_a_quiet_kecamatan_has_no_report_of_any_accuracy() -> None:
    reports = small_reports()
    assert not reports["kode_kecamatan"].eq("51.08.02").any()
    assert reports["kode_kecamatan"].eq("51.08.01").sum() > 50


def test_the_shares_of_a_plan_are_those_of_its_reports() -> None:
    place = small_reports(unlocated=0.1, outside=0.05, shore=0.04)["place"].value_counts()
    assert (place["missing"], place["outside"], place["shore"]) == (40, 20, 16)
    assert place["inside"] + place["stated"] == 324


def test_a_place_that_grows_has_more_reports_in_the_second_year() -> None:
    reports = small_reports(background=0.0, unlocated=0.0, outside=0.0, shore=0.0)
    second = reports["received_on"] > "2025-11-21"
    assert 1.4 < second.sum() / (~second).sum() < 3.2


def test_24_months_end_on_the_day_asked_for() -> None:
    days = small_reports()["received_on"]
    assert (days.min() >= "2024-11-22", days.max() <= "2026-11-21") == (True, True)
    assert days.str[:7].nunique() >= 24


def test_a_report_known_to_its_desa_or_kecamatan_names_it_and_has_no_point() -> None:
    reports = small_reports()
    coarse = reports[reports["accuracy"].isin(["desa", "kecamatan"])]
    assert (coarse["place"] == "stated").all()
    assert coarse["lat"].isna().all()
    assert coarse["stated_kode"].str.count(r"\.").eq(coarse["accuracy"].map(_depth)).all()


def _depth(accuracy: str) -> int:
    return {"desa": 3, "kecamatan": 2}[accuracy]


def test_an_office_without_a_plan_gets_no_sample() -> None:
    no_facts = None
    assert make_sample(make_office("51.08"), no_facts, UNTIL) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("plan", read_plans().values(), ids=list(read_plans()))
def test_a_plan_names_a_share_for_every_word_and_month(plan: Plan) -> None:
    assert (len(plan.kinds), len(plan.channels)) == (len(Suspicion), len(Channel))
    assert sum(plan.kinds) == pytest.approx(1) == sum(plan.channels)
    assert len(plan.season) == 12
    patrol = plan.channels[list(Channel).index(Channel.PATROL)]
    assert patrol == pytest.approx(0.1)


@pytest.mark.real
@pytest.mark.parametrize("office", OFFICES)
def test_the_same_seed_makes_the_same_sample_and_another_seed_another(office: str) -> None:
    real_sample.cache_clear()
    first = parts(real_sample(office))
    real_sample.cache_clear()
    for one, again in zip(first, parts(real_sample(office)), strict=True):
        pd.testing.assert_frame_equal(one, again)
    other = real_sample(office, SEED + 1).reports
    assert not other["lat"].equals(first[0]["lat"])


@pytest.mark.real
@pytest.mark.parametrize(("office", "n"), OFFICES.items())
def test_the_sample_holds_every_word_in_believable_shares(office: str, n: int) -> None:
    reports = real_reports(office)
    assert len(reports) == n
    for column, words in {
        "channel": Channel,
        "kind": Suspicion,
        "accuracy": Accuracy,
        "follow_up": FollowUp,
        "place": Place,
    }.items():
        assert set(reports[column]) == {word.value for word in words}
    share = {column: reports[column].value_counts(normalize=True) for column in reports}
    assert share["channel"]["temuan petugas"] == pytest.approx(0.10, abs=0.03)
    assert share["place"]["missing"] == pytest.approx(0.06, abs=0.01)
    assert share["place"]["outside"] == pytest.approx(0.03, abs=0.005)
    assert 0.001 < share["place"]["shore"] < 0.03


@pytest.mark.real
@pytest.mark.parametrize("office", OFFICES)
def test_the_sample_lies_in_the_office_s_kabupaten_with_some_kecamatan_empty(office: str) -> None:
    reports, own = real_reports(office), read_facts().offices[office].kabupaten
    kecamatan = read_land(own).kecamatan.index
    assert set(reports["kode_kabupaten"]) == {*own, ""}
    empty = set(kecamatan) - set(reports["kode_kecamatan"])
    assert set(read_plans()[office].quiet) <= empty
    assert len(empty) >= 4
    assert (reports["place"] == "outside").sum() == (reports["distance_m"] > 0).sum() - (
        reports["place"] == "shore"
    ).sum()


@pytest.mark.real
def test_singaraja_is_busy_at_the_coast_in_july_august_and_december() -> None:
    reports = real_reports("singaraja")
    land = read_land(read_facts().offices["singaraja"].kabupaten)
    coastal = set(land.kecamatan.index[land.kecamatan["coastal"]])
    located = reports[reports["kode_kecamatan"] != ""]
    assert located["kode_kecamatan"].isin(coastal).mean() > 0.8
    by_month = reports["received_on"].str[5:7].value_counts()
    assert set(by_month.head(3).index) == {"07", "08", "12"}
    assert (~land.desa.index.isin(reports["kode_desa"])).sum() > 50


@pytest.mark.real
@pytest.mark.parametrize("office", OFFICES)
def test_older_reports_are_further_along_and_some_are_overdue(office: str) -> None:
    reports = real_reports(office)
    age = (pd.Timestamp(UNTIL) - pd.to_datetime(reports["received_on"])).dt.days
    done = reports["follow_up"].isin(["selesai", "tidak terbukti"])
    young, middle, old = (done[age < AGES[0]], done[age < AGES[2]], done[age >= AGES[2]])
    assert young.mean() < 0.4 < middle.mean() < old.mean()
    assert (reports.loc[age > AGES[1], "follow_up"] == "baru").sum() >= 5


@pytest.mark.real
@pytest.mark.parametrize("office", OFFICES)
def test_every_row_says_that_it_is_invented_and_nothing_is_personal(office: str) -> None:
    for frame in parts(real_sample(office)):
        assert frame["is_sample"].all()
        assert set(frame["source"]) == {"contoh"}
        assert not [name for name in frame for word in PERSONAL if word in name.lower()]
    assert tuple(real_sample(office).reports.columns) == COLUMNS
    assert real_sample(office).reports["n_persons"].between(1, 6).all()


@pytest.mark.real
@pytest.mark.parametrize("office", OFFICES)
def test_activities_have_the_columns_of_their_tables_in_areas_of_the_office(office: str) -> None:
    sample, own = real_sample(office), read_facts().offices[office].kabupaten
    land = read_land(own)
    teams = {*own, *land.kecamatan.index}
    for frame, table, day, places in [
        (sample.meetings, tables.meetings, "held_on", teams),
        (sample.operations, tables.operations, "held_on", teams),
        (sample.visits, tables.visits, "visited_on", set(land.desa.index)),
    ]:
        columns = {column.name for column in table.columns} - {*BOOKKEEPING}
        assert columns - {*frame} <= {"result", "note"}
        assert {*frame} <= columns
        assert set(frame["kode"]) <= places
        assert frame[day].between("2024-11-22", "2026-11-21").all()
        assert frame.iloc[:, frame.columns.get_loc(table.primary_key.columns[0].name)].is_unique
    assert set(sample.operations["kind"]) == {kind.value for kind in OperationKind}


@pytest.mark.real
def test_singaraja_meets_yearly_and_visited_three_of_five_desa_some_long_ago() -> None:
    sample, year_ago = real_sample("singaraja"), "2025-11-21"
    meetings, visits = sample.meetings, sample.visits
    for kode in ("51.01", "51.07", "51.08"):
        days = meetings.loc[meetings["kode"] == kode, "held_on"]
        assert (len(days), (days > year_ago).sum()) == (2, 1)
    assert 5 <= meetings["kode"].str.len().gt(5).sum() < 22
    last = visits.groupby("kode")["visited_on"].max()
    assert 0.55 < len(last) / 275 < 0.65
    assert 20 < (last < year_ago).sum() < len(last) - 20
    assert set(visits["programme"]) == {"SI RAJA GARANG"}


@pytest.mark.real
def test_some_formed_kecamatan_of_palangka_raya_met_within_a_year_and_others_did_not() -> None:
    meetings = real_sample("palangka-raya").meetings
    last = meetings.groupby("kode")["held_on"].max()
    assert set(last.index.str[:5]) == {"62.03", "62.04", "62.05", "62.12", "62.13"}
    assert 8 < (last > "2025-11-21").sum() < 45
    assert (last <= "2025-11-21").sum() > 3
