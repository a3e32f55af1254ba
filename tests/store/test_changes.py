"""Every change is noted with who made it; deletions are events, and nothing is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import DataError, StoreError
from geo.store.activities import read_meetings, read_visits, record_meeting, write_activities
from geo.store.changes import read_changes
from geo.store.database import store_version, writing
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports, write_reports
from geo.store.sample import has_records, has_sample, remove_sample
from geo.store.scope import LAPTOP
from geo.store.tables import metadata
from geo.store.teams import record_team_event, withdraw
from geo.words import TeamStatus
from tests.builders import day, make_office, make_register
from tests.store.made_rows import ask, make_reports, make_visits

OFFICE = make_office("51.07", "51.08")
ON = day("2020-03-01")


def counts() -> dict[str, int]:
    """How many rows each table holds, those taken out among them."""
    return {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in metadata.tables}


@pytest.fixture
def full(facts: Path) -> Path:
    """A store with a row in every table, two of them invented."""
    write_reports(LAPTOP, make_reports("51.08.01.2001", "51.08.01.2002"))
    write_reports(LAPTOP, make_reports("51.08.01.2001", prefix="s", is_sample=True))
    visits = make_visits("51.08.01.2001", "51.08.01.2001").assign(is_sample=[True, False])
    write_activities(LAPTOP, visits=visits)
    record_meeting(LAPTOP, kode="51.08", held_on=ON, source="berita", key="m1")
    return facts


WITHDRAWN: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "a report": ("reports", "r1", lambda _: list(read_reports(LAPTOP, OFFICE).index)),
    "a meeting": ("meetings", "m1", lambda _: list(read_meetings(LAPTOP, OFFICE).index)),
    "a visit": ("visits", "v2", lambda _: list(read_visits(LAPTOP, OFFICE).index)),
    "an event": ("team_events", "rendang", lambda f: set(known(f).formation["fact"])),
    "a claim": ("claims", "luas", lambda f: [claim.key for claim in known(f).claims]),
    "a target": ("targets", "bali/kecamatan/2020-01-01", lambda f: known(f).targets),
    "a member": ("members", "bali/kecamatan/camat", lambda f: known(f).members),
}


def known(folder: Path):  # type: ignore[no-untyped-def]
    return recorded_facts(LAPTOP, folder, register=make_register())


@pytest.mark.parametrize("what", WITHDRAWN)
def test_what_is_taken_out_is_read_no_more_and_stays_in_the_store(full: Path, what: str) -> None:
    about, key, read = WITHDRAWN[what]
    before, rows = read(full), counts()
    withdraw(LAPTOP, about, key)
    assert len(read(full)) == len(before) - 1  # type: ignore[arg-type]
    assert counts() == rows | {"changes": rows["changes"] + 1}
    change = read_changes(LAPTOP).iloc[-1]
    assert change[["actor", "role", "action", "about", "key"]].to_list() == [
        "laptop", "kepala", "withdraw", about, key,
    ]  # fmt: skip
    assert json.loads(change["before"])["source"] in ("berita", "daftar")
    assert change["after"] is None


@pytest.mark.parametrize("what", WITHDRAWN)
def test_what_is_gone_cannot_be_taken_out_twice(full: Path, what: str) -> None:
    about, key, _read = WITHDRAWN[what]
    withdraw(LAPTOP, about, key)
    with pytest.raises(DataError, match=f"{about} has no '{key}' in use"):
        withdraw(LAPTOP, about, key)


@pytest.mark.parametrize("about", ["sources", "agencies", "changes", "shipped", "users; --"])
def test_what_other_rows_rest_on_is_not_taken_out(full: Path, about: str) -> None:
    with pytest.raises(DataError, match="Nothing can be taken out of"):
        withdraw(LAPTOP, about, "berita")


def test_all_invented_rows_go_in_one_step_and_no_other(full: Path) -> None:
    rows = counts()
    assert has_sample(LAPTOP, OFFICE)
    remove_sample(LAPTOP)
    assert not has_sample(LAPTOP, OFFICE)
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1", "r2"]
    assert list(read_visits(LAPTOP, OFFICE).index) == ["v2"]
    assert counts() == rows | {"changes": rows["changes"] + 1}
    change = read_changes(LAPTOP).iloc[-1]
    assert (change["action"], change["about"]) == ("withdraw", "sample")
    assert json.loads(change["before"]) == {
        "reports": 1, "meetings": 0, "operations": 0, "visits": 1, "follow_ups": 0, "actions": 0,
        "denominators": 0,
    }  # fmt: skip


def test_real_reports_take_the_place_of_the_invented_rows_in_one_step(full: Path) -> None:
    write_reports(LAPTOP, make_reports("51.07.01.2001", prefix="real"), replaces_sample=True)
    assert set(read_reports(LAPTOP, OFFICE).index) == {"r1", "r2", "real1"}
    assert not has_sample(LAPTOP, OFFICE)


def test_reports_that_are_refused_leave_the_invented_rows_in_use(full: Path) -> None:
    with pytest.raises(StoreError):
        write_reports(LAPTOP, make_reports("51.08.01.2001"), replaces_sample=True)
    assert has_sample(LAPTOP, OFFICE)


def test_invented_rows_may_come_in_again_after_they_went(full: Path) -> None:
    remove_sample(LAPTOP)
    invented = make_reports("51.07.01.2001", prefix="s", is_sample=True)
    write_reports(LAPTOP, invented)
    assert read_reports(LAPTOP, OFFICE).loc["s1", "kode_desa"] == "51.07.01.2001"
    with pytest.raises(StoreError, match="1 of 1 rows of reports are in the store already"):
        write_reports(LAPTOP, invented)


def test_a_real_report_does_not_take_the_key_of_an_invented_one(full: Path) -> None:
    remove_sample(LAPTOP)
    with pytest.raises(StoreError, match="1 of 1 rows of reports are in the store already"):
        write_reports(LAPTOP, make_reports("51.08.01.2001", prefix="s"))


def test_a_real_report_that_was_taken_out_does_not_come_in_again(full: Path) -> None:
    withdraw(LAPTOP, "reports", "r1")
    with pytest.raises(StoreError, match="1 of 1 rows of reports are in the store already"):
        write_reports(LAPTOP, make_reports("51.08.01.2001"))


def test_a_store_that_only_took_in_facts_has_no_records_yet(facts: Path) -> None:
    assert not has_records(LAPTOP)
    write_reports(LAPTOP, make_reports("51.08.01.2001", is_sample=True))
    remove_sample(LAPTOP)
    assert has_records(LAPTOP)


def test_an_event_recorded_anew_keeps_what_was_said_before(facts: Path) -> None:
    event = {"fact": "own", "kode": "51.07.07", "holds_from": ON, "source": "berita"}
    record_team_event(LAPTOP, status=TeamStatus.PLANNED, **event)
    record_team_event(LAPTOP, status=TeamStatus.FORMED, sk="SK 9", **event)
    formation = known(facts).formation.set_index("fact")
    assert (formation.loc["own", "status"], formation.loc["own", "sk"]) == ("terbentuk", "SK 9")
    first, second = read_changes(LAPTOP).tail(2).to_dict("records")
    assert first["before"] is None
    assert json.loads(second["before"]) == json.loads(first["after"])
    assert json.loads(second["before"])["status"] == "direncanakan"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"kode": "51.08.01.2001"}, r"kode '51\.08\.01\.2001' does not fit 'area'"),
        ({"kode": "Selat"}, "kode 'Selat' does not fit 'area'"),
        ({"applies_to": "kecamatan"}, r"kode '51\.07\.07' does not fit 'kecamatan'"),
        ({"status": TeamStatus.ACTIVE}, "'aktif' is not what a document can say"),
        ({"kode": "51.07.99"}, r"kode '51\.07\.99' is not in the register"),
        ({"fact": ""}, "An event of a team needs a key"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(
    facts: Path, wrong: dict[str, object], fault: str
) -> None:
    event = {"fact": "own", "kode": "51.07.07", "holds_from": ON, "source": "berita"}
    with pytest.raises(DataError, match=fault):
        record_team_event(LAPTOP, **({"status": TeamStatus.FORMED} | event | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET actor = 'y'",
        "DELETE FROM changes",
        "INSERT OR REPLACE INTO changes SELECT * FROM changes WHERE seq = 1",
    ],
)
def test_a_change_once_noted_is_never_altered(full: Path, statement: str) -> None:
    before = ask("SELECT * FROM changes")
    with (
        pytest.raises(StoreError, match="changes are never altered"),
        writing(LAPTOP) as connection,
    ):
        connection.exec_driver_sql(statement)
    assert ask("SELECT * FROM changes") == before


def test_a_change_and_its_note_are_kept_together_or_not_at_all(facts: Path) -> None:
    rows = counts()
    with pytest.raises(KeyboardInterrupt), writing(LAPTOP):  # noqa: PT012
        write_reports(LAPTOP, make_reports("51.08.01.2001"))
        raise KeyboardInterrupt
    assert counts() == rows


def test_steps_within_one_step_are_kept_together(facts: Path) -> None:
    with writing(LAPTOP):
        write_reports(LAPTOP, make_reports("51.08.01.2001"))
        write_activities(LAPTOP, visits=make_visits("51.08.01.2001"))
    assert (len(read_reports(LAPTOP, OFFICE)), len(read_visits(LAPTOP, OFFICE))) == (1, 1)


def test_the_version_of_the_store_is_another_after_every_change(facts: Path) -> None:
    versions = [store_version(LAPTOP)]
    for key in ("rendang", "buleleng"):
        withdraw(LAPTOP, "team_events", key)
        versions.append(store_version(LAPTOP))
    assert len(set(versions)) == 3
    assert store_version(LAPTOP) == versions[-1]
