"""What each fact file says, as the rest of the program gets it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.store.claims import Measure
from geo.store.facts import Facts, read_facts
from geo.text import use_language
from geo.words import Level
from tests.builders import day, make_register, write_facts


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return read_facts(write_facts(tmp_path), register=make_register())


def test_an_office_has_its_time_zone_and_its_kabupaten_in_order(facts: Facts) -> None:
    office = facts.offices["bali"]
    assert office.timezone == ZoneInfo("Asia/Makassar")
    assert office.kabupaten == ("51.07", "51.08")
    assert office.provinsi == ("51",)
    assert list(facts.offices) == ["bali", "kahayan"]


def test_an_office_may_work_in_two_provinces(tmp_path: Path) -> None:
    row = "dua,Kantor Dua,Dua,Asia/Jakarta,62.11 51.07,,daftar"
    folder = write_facts(tmp_path, offices=[row], targets=(), claims=(), members=())
    assert read_facts(folder, register=make_register()).offices["dua"].provinsi == ("51", "62")


def test_a_fact_about_the_kecamatan_of_a_kabupaten_speaks_of_each_of_them(facts: Facts) -> None:
    spoken_of = facts.formation[facts.formation["fact"] == "buleleng"]
    assert list(spoken_of["kode"]) == ["51.08.01", "51.08.02"]
    assert set(spoken_of["line"]) == {3}


def test_a_fact_about_an_area_speaks_of_that_area_alone(facts: Facts) -> None:
    spoken_of = facts.formation[facts.formation["fact"] == "buleleng-tim"]
    assert list(spoken_of["kode"]) == ["51.08"]


def test_facts_stand_in_the_order_of_kode_day_and_line(tmp_path: Path) -> None:
    rows = [
        "b,51.08.01,area,terbentuk,2020-01-02,,,,berita,,",
        "c,51.08.01,area,dikukuhkan,2020-01-02,,,,berita,,",
        "a,51.08.01,area,direncanakan,2020-01-01,,,,berita,,",
        "d,51.07.01,area,terbentuk,2021-01-01,,,,berita,,",
    ]
    folder = write_facts(tmp_path, formation=rows)
    formation = read_facts(folder, register=make_register()).formation
    assert list(formation["fact"]) == ["d", "a", "b", "c"]
    assert list(formation.index) == [0, 1, 2, 3]


def test_the_day_of_an_event_is_kept_apart_from_the_day_a_fact_holds_from(facts: Facts) -> None:
    row = facts.formation.set_index("kode").loc["51.08.01"]
    assert row["holds_from"] == row["event_on"] == pd.Timestamp("2020-01-02")
    assert pd.isna(facts.formation.set_index("kode").loc["51.07.01", "event_on"])


def test_the_rungs_of_the_ladder_can_be_compared(facts: Facts) -> None:
    status = facts.formation.set_index("kode")["status"]
    assert status["51.08"] == "dikukuhkan"
    assert status.cat.ordered
    assert list(status[status < "terbentuk"].index) == ["51.07.01"]


def test_claims_and_targets_are_kept_as_they_were_stated(facts: Facts) -> None:
    share, size = facts.claims
    assert (share.measure, share.value) == (Measure.FORMED_SHARE, 0.75)
    assert (size.measure, size.value) == (Measure.AREA_KM2, 5.5)
    assert share.stated_on == day("2020-01-02")
    target = facts.targets[0]
    assert (target.level, target.target, target.source) == (Level.KECAMATAN, 4, "berita")


def test_who_said_it_and_remarks_come_in_the_language_of_the_reader(facts: Facts) -> None:
    claim, source, agency = facts.claims[0], facts.sources["berita"], facts.agencies["camat"]
    assert (claim.said_by, claim.note, source.note) == ("The head", "Oral.", "Two teams.")
    assert (agency.name, source.publisher, source.said_by) == ("Head of kecamatan", "Daily", "Head")
    use_language("id")
    assert (claim.said_by, claim.note, source.note) == ("Kepala", "Lisan.", "Dua tim.")
    assert (agency.name, source.publisher, source.said_by) == ("Camat", "Harian", "Camat")


def test_a_document_says_whether_an_office_confirmed_it(facts: Facts) -> None:
    assert {key: source.confirmed for key, source in facts.sources.items()} == {
        "berita": False,
        "daftar": True,
    }


def test_members_stand_in_the_order_of_the_file(facts: Facts) -> None:
    assert [(m.office, m.level, m.agency) for m in facts.members] == [
        ("bali", Level.KECAMATAN, "camat"),
        ("bali", Level.KECAMATAN, "polsek"),
    ]


def test_a_place_has_its_coordinates_as_numbers(facts: Facts) -> None:
    lovina = facts.places.set_index("nama").loc["Lovina"]
    assert (lovina["lat"], lovina["lng"], lovina["kode"]) == (-8.29, 115.02, "51.08.01")


def test_the_setting_names_another_folder_of_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = "satu,Kantor Satu,Satu,Asia/Jayapura,51.08,,daftar"
    folder = write_facts(tmp_path, offices=[row], targets=(), claims=(), members=())
    monkeypatch.setenv("PETAPORA_FACTS", str(folder))
    office = read_facts(register=make_register()).offices["satu"]
    assert office.timezone.utcoffset(dt.datetime(2020, 1, 1)) == dt.timedelta(hours=9)  # noqa: DTZ001
