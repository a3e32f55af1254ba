"""What a meeting agreed on: which agency does what by when, and when it was done."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.actions import (
    Action,
    finish_action,
    read_actions,
    record_meeting_with_actions,
    write_actions,
)
from geo.store.activities import (
    read_meetings,
    read_operations,
    read_visits,
    record_operation,
    record_visit,
    write_activities,
)
from geo.store.changes import read_changes
from geo.store.sample import remove_sample
from geo.store.scope import LAPTOP, Role, Scope
from geo.store.teams import withdraw
from geo.words import OperationKind
from tests.builders import day, make_office

OFFICE = make_office("51.07", "51.08")
HELD = day("2020-03-01")
DUE = day("2020-04-01")


def meet(*actions: Action, kode: str = "51.08") -> str:
    return record_meeting_with_actions(
        LAPTOP, kode=kode, held_on=HELD, source="berita", note="Rakor", actions=actions
    )


def test_a_meeting_is_recorded_with_what_it_agreed_on(facts: Path) -> None:
    meeting = meet(Action("polsek", " Cek penginapan ", DUE), Action("camat", "Rapat desa", HELD))
    actions = read_actions(LAPTOP, OFFICE)
    assert actions["agency"].to_list() == ["camat", "polsek"]
    assert actions["what"].to_list() == ["Rapat desa", "Cek penginapan"]
    assert set(actions["meeting"]) == {meeting} == set(read_meetings(LAPTOP, OFFICE).index)
    assert actions[["kode", "held_on"]].drop_duplicates().to_numpy().tolist() == [
        ["51.08", pd.Timestamp(HELD)]
    ]
    assert actions["done_on"].isna().all()
    assert not actions["is_sample"].any()
    assert read_changes(LAPTOP)["about"].to_list()[-2:] == ["meetings", "actions"]


def test_a_meeting_may_agree_on_nothing(facts: Path) -> None:
    meet()
    assert len(read_meetings(LAPTOP, OFFICE)) == 1
    assert len(read_actions(LAPTOP, OFFICE)) == 0


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (Action("camat", "  ", DUE), "An action without words"),
        (Action("camat", "x" * 501, DUE), "what: 501 characters; at most 500"),
        (Action("camat", "Cek", day("2020-02-29")), r"before the meeting \(2020-03-01\)"),
    ],
)
def test_an_action_that_does_not_fit_takes_the_meeting_along(
    facts: Path, action: Action, reason: str
) -> None:
    with pytest.raises(DataError, match=reason):
        meet(Action("camat", "Cek", DUE), action)
    assert len(read_meetings(LAPTOP, OFFICE)) == 0


def test_an_agency_that_nobody_knows_takes_the_meeting_along(facts: Path) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        meet(Action("nobody", "Cek", DUE))
    assert len(read_meetings(LAPTOP, OFFICE)) == 0


def test_an_action_is_done_on_a_day_or_not_after_all(facts: Path) -> None:
    meet(Action("camat", "Cek", DUE))
    (key,) = read_actions(LAPTOP, OFFICE).index
    finish_action(LAPTOP, key, day("2020-03-05"))
    assert read_actions(LAPTOP, OFFICE).loc[key, "done_on"] == pd.Timestamp("2020-03-05")
    assert read_changes(LAPTOP).iloc[-1]["after"] == '{"done_on": "2020-03-05"}'
    for on, reason in (("2020-02-29", "before the meeting"), ("2999-01-01", "yet to come")):
        with pytest.raises(DataError, match=reason):
            finish_action(LAPTOP, key, day(on))
    finish_action(LAPTOP, key, None)
    assert read_actions(LAPTOP, OFFICE)["done_on"].isna().all()
    with pytest.raises(DataError, match="actions has no 'none' in use"):
        finish_action(LAPTOP, "none", None)


def test_actions_are_seen_and_finished_with_the_area_of_their_meeting(facts: Path) -> None:
    meet(Action("camat", "Cek", DUE))
    (key,) = read_actions(LAPTOP, OFFICE).index
    narrow = Scope("x", Role.ENTRY, ("51.07",))
    assert len(read_actions(narrow, OFFICE)) == 0
    with pytest.raises(StoreError, match="x may not record about 51.08"):
        finish_action(narrow, key, HELD)
    withdraw(LAPTOP, "meetings", read_actions(LAPTOP, OFFICE)["meeting"].iloc[0])
    assert len(read_actions(LAPTOP, OFFICE)) == 0


def test_invented_actions_go_with_the_invented_meetings(facts: Path) -> None:
    meeting = pd.DataFrame({"meeting": ["m"], "kode": "51.08", "held_on": "2020-03-01"})
    meeting = meeting.assign(note="", source="daftar", is_sample=1)
    write_activities(LAPTOP, meetings=meeting)
    action = {"action": ["a"], "meeting": "m", "agency": "camat", "what": "Cek"}
    frame = pd.DataFrame(action).assign(due_on="2020-04-01", done_on="", is_sample=1)
    write_actions(LAPTOP, frame)
    assert read_actions(LAPTOP, OFFICE)["is_sample"].to_list() == [True]
    with pytest.raises(DataError, match="due_on '1 April': not a date"):
        write_actions(LAPTOP, frame.assign(due_on="1 April"))
    remove_sample(LAPTOP)
    assert len(read_actions(LAPTOP, OFFICE)) == 0


def test_an_operation_has_its_result_and_a_visit_its_note(facts: Path) -> None:
    kind = OperationKind.SPECIAL
    key = record_operation(
        LAPTOP, kode="51.08", held_on=HELD, kind=kind, source="berita", result="Nihil"
    )
    assert read_operations(LAPTOP, OFFICE).loc[key, "result"] == "Nihil"
    own = {"kode": "51.08.01.2001", "visited_on": HELD, "source": "berita"}
    key = record_visit(LAPTOP, note="Bertemu perbekel", **own)
    assert read_visits(LAPTOP, OFFICE).loc[key, "note"] == "Bertemu perbekel"
    with pytest.raises(DataError, match="note: 501 characters; at most 500"):
        record_visit(LAPTOP, note="x" * 501, **own)
