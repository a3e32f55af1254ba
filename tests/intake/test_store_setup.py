"""A fresh store gets the facts that ship and the sample; one that was used never gets it again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.home import ROOT
from geo.intake.reports import enter_reports
from geo.intake.sample import load_sample
from geo.intake.store_setup import set_up_store
from geo.store.activities import read_meetings, read_operations, read_visits
from geo.store.database import store_version
from geo.store.facts import read_facts
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports
from geo.store.sample import has_sample, remove_sample
from geo.store.scope import LAPTOP, Role, Scope
from geo.words import Place
from tests.intake.test_reports import make_rows

UNTIL = dt.date(2026, 11, 21)


@pytest.fixture
def real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real boundaries, with a store of its own."""
    (tmp_path / "boundaries").symlink_to(ROOT / "built" / "boundaries")
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    return tmp_path


def n_reports(key: str) -> int:
    return len(read_reports(LAPTOP, read_facts().offices[key]))


def test_a_store_of_offices_without_a_plan_gets_its_facts_and_no_sample(small: Path) -> None:
    assert set_up_store(LAPTOP) == []
    assert list(recorded_facts(LAPTOP).offices) == ["bali", "kahayan"]
    assert not has_sample(LAPTOP, read_facts().offices["bali"])


def test_setting_up_twice_changes_nothing(small: Path) -> None:
    set_up_store(LAPTOP)
    version = store_version(LAPTOP)
    set_up_store(LAPTOP)
    assert store_version(LAPTOP) == version


def test_reports_enter_joined_to_the_areas_in_use(small: Path) -> None:
    set_up_store(LAPTOP)
    office = read_facts().offices["bali"]
    inside, sea = {"lat": -8.295, "lng": 115.005}, {"lat": -8.301, "lng": 115.005}
    elsewhere, stated = {"lat": -1.995, "lng": 113.005}, {"stated_kode": "51.08.02.2001"}
    enter_reports(LAPTOP, make_rows(inside, sea, elsewhere, stated, {}), office)
    read = read_reports(LAPTOP, office)
    assert read["place"].to_list() == ["inside", "shore", "outside", "stated", "missing"]
    assert read["kode_desa"].to_list()[:2] == ["51.07.01.2001"] * 2
    assert read["kode_desa"].isna().to_list() == [False, False, True, False, True]
    assert read["h3_r8"].notna().to_list() == [True, True, False, False, False]


def test_a_report_that_names_no_area_of_the_register_is_refused_and_nothing_enters(
    small: Path,
) -> None:
    set_up_store(LAPTOP)
    office = read_facts().offices["bali"]
    with pytest.raises(DataError, match="stated_kode '51.99': not a kabupaten, kecamatan or desa"):
        enter_reports(LAPTOP, make_rows({}, {"stated_kode": "51.99"}), office)
    assert read_reports(LAPTOP, office).empty


def test_real_reports_take_the_place_of_the_sample_in_one_step(small: Path) -> None:
    set_up_store(LAPTOP)
    office = read_facts().offices["bali"]
    rows = make_rows({"is_sample": True}, {"is_sample": True})
    enter_reports(LAPTOP, rows, office)
    enter_reports(LAPTOP, make_rows({"report": "own"}), office, replaces_sample=True)
    assert list(read_reports(LAPTOP, office).index) == ["own"]
    assert not has_sample(LAPTOP, office)


@pytest.mark.real
def test_a_fresh_store_gets_the_sample_and_after_its_removal_never_again(real_home: Path) -> None:
    assert set_up_store(LAPTOP) == ["singaraja", "palangka-raya"]
    assert (n_reports("singaraja"), n_reports("palangka-raya")) == (4000, 600)
    remove_sample(LAPTOP)
    assert set_up_store(LAPTOP) == []
    assert (n_reports("singaraja"), n_reports("palangka-raya")) == (0, 0)
    assert load_sample(LAPTOP, UNTIL) == ["singaraja", "palangka-raya"]
    assert n_reports("singaraja") == 4000


@pytest.mark.real
def test_a_sample_loaded_again_takes_the_place_of_the_first(real_home: Path) -> None:
    set_up_store(LAPTOP)
    load_sample(LAPTOP, dt.date(2025, 6, 30))
    office = read_facts().offices["singaraja"]
    reports = read_reports(LAPTOP, office)
    assert (len(reports), reports["received_on"].max()) == (4000, pd.Timestamp("2025-06-30"))
    days = [
        read_meetings(LAPTOP, office)["held_on"],
        read_operations(LAPTOP, office)["held_on"],
        read_visits(LAPTOP, office)["visited_on"],
    ]
    assert all(not each.empty and each.max() <= pd.Timestamp("2025-06-30") for each in days)


@pytest.mark.real
def test_in_the_store_every_report_is_in_a_kabupaten_or_outside_or_missing(
    real_home: Path,
) -> None:
    set_up_store(LAPTOP)
    reports = read_reports(LAPTOP, read_facts().offices["singaraja"])
    nowhere = reports["place"].isin([Place.OUTSIDE.value, Place.MISSING.value])
    assert reports["kode_kabupaten"].isna().eq(nowhere).all()
    assert reports["kode_kabupaten"].value_counts().sum() + nowhere.sum() == 4000
    assert reports["is_sample"].all()


def test_a_reader_of_a_part_may_not_load_a_sample(small: Path) -> None:
    set_up_store(LAPTOP)
    with pytest.raises(StoreError):
        load_sample(Scope("jembrana", Role.ENTRY, ("51.01",)))
