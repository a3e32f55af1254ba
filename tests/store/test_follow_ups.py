"""A report moves through its states, each step with its day, its reason and who has it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.changes import read_changes
from geo.store.follow_ups import (
    BACK,
    FORWARD,
    read_steps,
    record_step,
    take_back_step,
    write_steps,
)
from geo.store.reports import read_reports, write_reports
from geo.store.sample import remove_sample
from geo.store.scope import LAPTOP, MEETING, Role, Scope
from geo.store.teams import withdraw
from geo.words import FollowUp
from tests.builders import day, make_office
from tests.store.made_rows import ask, make_reports

OFFICE = make_office("51.07", "51.08")
ON = day("2020-02-01")
NARROW = Scope("x", Role.ENTRY, ("51.08",))


@pytest.fixture
def reports(facts: Path) -> Path:
    """Two reports, received on 2020-01-02."""
    write_reports(LAPTOP, make_reports("51.08.01.2001", "51.07.01.2001"))
    return facts


def state_of(report: str) -> list[str]:
    said = ask("SELECT follow_up, agency FROM reports WHERE report = ?", report)
    return list(said[0])


def test_a_step_gives_its_state_and_its_agency_to_the_report(reports: Path) -> None:
    key = record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON, "Diperiksa di tempat", "camat")
    assert state_of("r1") == ["diverifikasi", "camat"]
    step = read_steps(LAPTOP, OFFICE).loc[key]
    assert (step["report"], step["state"], step["agency"]) == ("r1", "diverifikasi", "camat")
    assert (step["on_day"], step["reason"]) == (pd.Timestamp(ON), "Diperiksa di tempat")
    change = read_changes(LAPTOP).iloc[-1]
    assert (change["action"], change["about"], change["key"]) == ("record", "follow_ups", "r1")
    assert '"baru"' in change["before"]


def test_a_step_without_an_agency_leaves_it_and_an_empty_one_takes_it_away(reports: Path) -> None:
    record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON, agency="camat")
    record_step(LAPTOP, "r1", FollowUp.ACTED_ON, ON)
    assert state_of("r1") == ["ditindaklanjuti", "camat"]
    record_step(LAPTOP, "r1", FollowUp.DONE, ON, agency="")
    assert state_of("r1") == ["selesai", ""]


def test_steps_of_one_day_stand_in_the_order_in_which_they_were_recorded(reports: Path) -> None:
    for state in (FollowUp.VERIFIED, FollowUp.ACTED_ON, FollowUp.DONE):
        record_step(LAPTOP, "r1", state, ON)
    steps = read_steps(LAPTOP, OFFICE)
    assert steps["state"].to_list() == ["diverifikasi", "ditindaklanjuti", "selesai"]
    assert list(steps["state"].cat.categories) == list(FollowUp)


def test_a_report_does_not_skip_a_state(reports: Path) -> None:
    with pytest.raises(DataError, match="A report that is 'baru' does not become 'selesai'. It"):
        record_step(LAPTOP, "r1", FollowUp.DONE, ON)
    assert state_of("r1") == ["baru", ""]


def test_a_report_goes_back_only_for_a_reason(reports: Path) -> None:
    record_step(LAPTOP, "r1", FollowUp.UNFOUNDED, ON)
    with pytest.raises(DataError, match="goes back only for a reason"):
        record_step(LAPTOP, "r1", FollowUp.NEW, ON, "  ")
    record_step(LAPTOP, "r1", FollowUp.NEW, ON, "Laporan kedua")
    assert state_of("r1")[0] == "baru"


def test_a_report_can_be_handed_to_another_agency_in_the_same_state(reports: Path) -> None:
    record_step(LAPTOP, "r1", FollowUp.NEW, ON, agency="camat")
    with pytest.raises(DataError, match="does not become 'baru'"):
        record_step(LAPTOP, "r1", FollowUp.NEW, ON, "sama")
    record_step(LAPTOP, "r1", FollowUp.NEW, ON, agency="polsek")
    assert state_of("r1") == ["baru", "polsek"]


def test_every_state_says_where_it_leads_and_none_leads_to_itself() -> None:
    assert set(FORWARD) == set(BACK) == set(FollowUp)
    for state in FollowUp:
        assert state not in (*FORWARD[state], *BACK[state])
        assert set(FORWARD[state]) & set(BACK[state]) == set()


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2020-01-01", r"before the report was received \(2020-01-02\)"),
        ("2999-01-01", "a day that is yet to come"),
        ("2020-01-31", r"before its last step \(2020-02-01\)"),
    ],
)
def test_a_step_has_a_day_that_fits(reports: Path, on: str, reason: str) -> None:
    record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON)
    with pytest.raises(DataError, match=reason):
        record_step(LAPTOP, "r1", FollowUp.ACTED_ON, day(on))
    assert len(read_steps(LAPTOP, OFFICE)) == 1


def test_the_day_on_which_a_report_was_received_is_early_enough(reports: Path) -> None:
    record_step(LAPTOP, "r1", FollowUp.VERIFIED, day("2020-01-02"))
    assert read_steps(LAPTOP, OFFICE)["on_day"].dt.date.to_list() == [dt.date(2020, 1, 2)]


def test_a_step_needs_a_report_an_agency_and_a_reason_that_fits(reports: Path) -> None:
    with pytest.raises(DataError, match="reports has no 'r9' in use"):
        record_step(LAPTOP, "r9", FollowUp.VERIFIED, ON)
    with pytest.raises(DataError, match="agencies has no 'nobody' in use"):
        record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON, agency="nobody")
    with pytest.raises(DataError, match="reason: 501 characters; at most 500"):
        record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON, "x" * 501)
    withdraw(LAPTOP, "reports", "r1")
    with pytest.raises(DataError, match="reports has no 'r1' in use"):
        record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON)


def test_a_scope_records_and_reads_steps_in_its_areas_alone(reports: Path) -> None:
    with pytest.raises(StoreError, match="x may not record about 51.07.01.2001"):
        record_step(NARROW, "r2", FollowUp.VERIFIED, ON)
    with pytest.raises(StoreError, match="records nothing"):
        record_step(MEETING, "r1", FollowUp.VERIFIED, ON)
    record_step(NARROW, "r1", FollowUp.VERIFIED, ON)
    record_step(LAPTOP, "r2", FollowUp.VERIFIED, ON)
    assert read_steps(NARROW, OFFICE)["report"].to_list() == ["r1"]
    assert len(read_steps(LAPTOP, OFFICE)) == 2


def steps(*states: FollowUp, report: str = "r1", is_sample: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "follow_up": [f"{report}-{n}" for n in range(len(states))],
            "report": report,
            "state": [state.value for state in states],
            "on_day": "2020-02-01",
            "reason": "",
            "agency": "",
            "is_sample": is_sample,
        }
    )


def test_many_steps_leave_each_report_in_its_last_state(reports: Path) -> None:
    write_steps(LAPTOP, steps(FollowUp.VERIFIED, FollowUp.DONE))
    assert read_reports(LAPTOP, OFFICE)["follow_up"].to_list() == ["selesai", "baru"]
    with pytest.raises(DataError, match="state 'hilang' is not known"):
        write_steps(LAPTOP, steps(FollowUp.NEW).assign(state="hilang"))
    with pytest.raises(StoreError, match="x may not record about no area"):
        write_steps(NARROW, steps(FollowUp.NEW, report="r2"))


def test_invented_steps_go_with_the_invented_rows(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001", is_sample=True))
    write_steps(LAPTOP, steps(FollowUp.VERIFIED))
    record_step(LAPTOP, "r1", FollowUp.ACTED_ON, ON)
    remove_sample(LAPTOP)
    assert ask("SELECT count(*) FROM follow_ups WHERE deleted_at IS NULL") == [(0,)]
    assert len(read_steps(LAPTOP, OFFICE)) == 0


def test_steps_cannot_be_taken_out(reports: Path) -> None:
    key = record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON)
    for about in ("follow_ups", "imports", "import_rows", "pairs"):
        with pytest.raises(DataError, match=f"Nothing can be taken out of '{about}'"):
            withdraw(LAPTOP, about, key)


def test_the_last_step_is_taken_back_and_the_report_says_what_it_said(reports: Path) -> None:
    first = record_step(LAPTOP, "r1", FollowUp.VERIFIED, ON, "Diperiksa", "camat")
    last = record_step(LAPTOP, "r1", FollowUp.DONE, ON, "Selesai", "polsek")
    with pytest.raises(DataError, match="Only the last step"):
        take_back_step(LAPTOP, first)
    take_back_step(LAPTOP, last)
    assert state_of("r1") == ["diverifikasi", "camat"]
    take_back_step(LAPTOP, first)
    assert state_of("r1") == ["baru", ""]
    assert read_steps(LAPTOP, OFFICE).empty
    assert list(read_changes(LAPTOP)["action"].iloc[-2:]) == ["undo", "undo"]
    with pytest.raises(DataError, match="follow_ups has no"):
        take_back_step(LAPTOP, first)


def test_a_step_outside_of_the_scope_is_not_taken_back(reports: Path) -> None:
    step = record_step(LAPTOP, "r2", FollowUp.VERIFIED, ON, "Diperiksa")
    with pytest.raises(StoreError, match="x may not record about"):
        take_back_step(NARROW, step)
    assert state_of("r2")[0] == "diverifikasi"
