"""A form that was filled in becomes rows of the store, and goes again whole."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.intake.entered import Form
from geo.intake.entries import Saved, new_key, save_entry, take_back
from geo.store.actions import read_actions
from geo.store.activities import read_meetings, read_operations, read_visits
from geo.store.documents import record_source
from geo.store.offices import Office
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.intake.test_entered import OPERATION, REPORT, TEAM, VISIT, WHOLE


@pytest.fixture
def office(small: Path) -> Office:
    return recorded_facts(LAPTOP).offices["bali"]


def save(office: Office, form: Form, **changes: str) -> Saved:
    return save_entry(LAPTOP, office, form, {**WHOLE[form], **changes})


def report_of(office: Office, **changes: str) -> pd.Series:
    saved = save(office, Form.REPORT, **changes)
    return read_reports(LAPTOP, office).loc[saved.key]


def test_a_report_of_a_spot_lies_where_the_spot_does(office: Office) -> None:
    spot = {"lat": "-8.29500", "lng": "115.02500", "accuracy": "gps", "kode": "51.08.01.2001"}
    saved = save(office, Form.REPORT, **spot)
    report = read_reports(LAPTOP, office).loc[saved.key]
    assert (report["place"], report["accuracy"], report["n_persons"]) == ("inside", "gps", 2)
    assert report["kode_desa"]
    assert report["h3_r8"]
    assert not report["is_sample"]


@pytest.mark.parametrize(
    ("change", "accuracy", "place"),
    [
        ({}, "desa", "stated"),
        ({"kode": "51.08.01"}, "kecamatan", "stated"),
        ({"kode": "", "accuracy": "tanpa lokasi"}, "tanpa lokasi", "missing"),
        ({"lat": "-8.29500", "lng": "115.02500"}, "alamat", "inside"),
    ],
)
def test_how_well_a_place_is_known_follows_from_what_was_chosen(
    office: Office, change: dict[str, str], accuracy: str, place: str
) -> None:
    report = report_of(office, **change)
    assert (report["accuracy"], report["place"]) == (accuracy, place)


def test_a_report_is_of_the_day_by_the_clock_of_the_office(office: Office) -> None:
    report = report_of(office)
    assert report["received_on"].isoformat()[:10] == REPORT["received_on"]


def test_reports_rest_on_a_notebook_of_the_office_the_year_and_the_channel(office: Office) -> None:
    for channel in ("masyarakat", "media", "masyarakat"):
        save(office, Form.REPORT, channel=channel)
    sources = recorded_facts(LAPTOP).sources
    notebooks = {
        key: each.sayers["id"] for key, each in sources.items() if key.startswith("catatan-")
    }
    assert notebooks == {
        "catatan-bali-2026-public": "masyarakat",
        "catatan-bali-2026-media": "media",
    }


def test_a_visit_keeps_its_programme_and_its_note(office: Office) -> None:
    saved = save(office, Form.VISIT, note="Balai desa")
    visit = read_visits(LAPTOP, office).loc[saved.key]
    assert (visit["kode"], visit["programme"]) == (VISIT["kode"], "SI RAJA GARANG")
    assert visit["note"] == "Balai desa"


def test_a_meeting_is_recorded_with_what_it_agreed_on(office: Office) -> None:
    more = {"agency.1": "polsek", "what.1": "Patroli bersama", "due_on.1": "2026-04-30"}
    saved = save(office, Form.MEETING, n_actions="2", **more)
    actions = read_actions(LAPTOP, office)
    assert list(actions["what"]) == ["Patroli bersama", "Mendata penginapan"]
    assert set(actions["meeting"]) == {saved.key}
    assert list(read_meetings(LAPTOP, office).index) == [saved.key]


def test_an_operation_keeps_its_order_and_its_result(office: Office) -> None:
    saved = save(office, Form.OPERATION)
    operation = read_operations(LAPTOP, office).loc[saved.key]
    assert operation["order_no"] == OPERATION["order_no"]
    assert (operation["kind"], operation["result"]) == ("khusus", OPERATION["result"])


def test_an_event_of_a_team_rests_on_the_document_named(office: Office) -> None:
    saved = save(office, Form.TEAM)
    facts = recorded_facts(LAPTOP)
    event = facts.formation[facts.formation["fact"] == saved.key].iloc[0]
    source = facts.sources[event["source"]]
    assert (event["status"], event["sk"]) == ("dikukuhkan", TEAM["sk"])
    assert (source.title, source.publisher) == (TEAM["document"], TEAM["said_by"])
    assert (source.date, source.confirmed) == (TEAM["event_on"], False)


@pytest.mark.parametrize("form", Form)
def test_what_was_recorded_can_be_taken_back_whole(office: Office, form: Form) -> None:
    before = len(recorded_facts(LAPTOP).formation)
    saved = save(office, form)
    take_back(LAPTOP, saved)
    assert len(recorded_facts(LAPTOP).formation) == before
    for read in (read_reports, read_visits, read_meetings, read_operations, read_actions):
        assert len(read(LAPTOP, office)) == 0
    with pytest.raises(DataError):
        take_back(LAPTOP, saved)


def test_a_form_that_the_store_refuses_leaves_nothing_behind(office: Office) -> None:
    with pytest.raises(StoreError):
        save(office, Form.MEETING, **{"agency.0": "nobody"})
    assert len(read_meetings(LAPTOP, office)) == 0
    assert not any(key.startswith("catatan") for key in recorded_facts(LAPTOP).sources)


def test_a_key_is_of_random_letters_and_passes_for_no_number() -> None:
    keys = {new_key() for _n in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"c-[a-p]{12}", key) for key in keys)


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"publisher": ""}, {"title": "x" * 501}, {"source": "a b"}]
)
def test_a_document_without_a_title_or_a_publisher_is_none(
    office: Office, wrong: dict[str, str]
) -> None:
    said = {"source": "dokumen-a", "title": "Berita acara", "publisher": "Camat", **wrong}
    with pytest.raises(DataError):
        record_source(LAPTOP, on=2026, **said)
