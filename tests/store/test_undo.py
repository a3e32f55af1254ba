"""An import is undone whole, or not at all where a later one rests on it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.changes import read_changes
from geo.store.follow_ups import read_steps, record_step
from geo.store.imports import (
    Undone,
    correcting,
    find_import,
    importing,
    read_imports,
    read_receipt,
    undo_import,
)
from geo.store.pairs import decide_pair
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP, MEETING, Role, Scope
from geo.store.teams import record_team_event, withdraw
from geo.words import FollowUp, Kind, TeamStatus
from tests.builders import day, make_register
from tests.store.made_imports import (
    DESA,
    OFFICE,
    lines_of,
    make_header,
    reports_of,
    take_in,
    waiting_of,
)
from tests.store.made_rows import ask

REPORTS = "SELECT * FROM reports ORDER BY report"


def undo(import_id: str, scope: Scope = LAPTOP) -> Undone:
    return undo_import(scope, OFFICE, import_id)


def keys() -> list[str]:
    return list(read_reports(LAPTOP, OFFICE).index)


def test_what_an_import_added_goes_and_it_can_be_taken_in_again(facts: Path) -> None:
    first = take_in(reports_of(DESA, DESA))
    before = len(read_changes(LAPTOP))
    assert undo(first.import_id) == Undone(withdrawn=2, restored=0)
    assert keys() == []
    changes = read_changes(LAPTOP).iloc[before:]
    assert changes[["action", "key"]].to_numpy().tolist() == [["undo", first.import_id]]
    assert find_import(LAPTOP, OFFICE, Kind.REPORTS, first.sha256) is None
    assert not pd.isna(read_imports(LAPTOP, OFFICE).loc[first.import_id, "undone_at"])
    again = take_in(reports_of(DESA, DESA))
    assert (again.added, keys()) == (2, ["r1", "r2"])
    assert undo(again.import_id) == Undone(withdrawn=2, restored=0)
    assert keys() == []


def test_what_an_import_changed_says_again_exactly_what_it_said(facts: Path) -> None:
    take_in(reports_of(DESA, DESA, lat=-8.123456789012345, distance_m=0.1 + 0.2))
    before = ask(REPORTS)
    frame = reports_of(DESA, DESA, DESA, n_persons=3, lat=-8.2, stated_kode="51.08")
    second = take_in(frame, make_header("betul.csv"))
    assert undo(second.import_id) == Undone(withdrawn=1, restored=2)
    assert [row for row in ask(REPORTS) if row[0] != "r3"] == before
    assert keys() == ["r1", "r2"]


def test_imports_are_undone_from_the_last_one_back(facts: Path) -> None:
    first = take_in(reports_of(DESA))
    second = take_in(reports_of(DESA, n_persons=3), make_header("betul.csv"))
    with pytest.raises(DataError, match=r"minggu\.csv cannot be undone: betul\.csv, taken in on"):
        undo(first.import_id)
    assert read_receipt(LAPTOP, OFFICE, first.import_id).undone_at == ""
    undo(second.import_id)
    assert read_reports(LAPTOP, OFFICE)["n_persons"].to_list() == [1]
    assert undo(first.import_id) == Undone(withdrawn=1, restored=0)
    with pytest.raises(DataError, match=r"minggu\.csv: this import was undone before"):
        undo(first.import_id)


def test_a_row_that_came_back_goes_again(facts: Path) -> None:
    take_in(reports_of(DESA))
    withdraw(LAPTOP, "reports", "r1")
    second = take_in(reports_of(DESA), make_header("lagi.csv"))
    assert undo(second.import_id) == Undone(withdrawn=1, restored=0)
    assert keys() == []


def test_steps_of_the_follow_up_outlive_an_undone_change(facts: Path) -> None:
    take_in(reports_of(DESA))
    second = take_in(reports_of(DESA, n_persons=3), make_header("betul.csv"))
    record_step(LAPTOP, "r1", FollowUp.VERIFIED, day("2020-02-01"), agency="camat")
    undo(second.import_id)
    report = read_reports(LAPTOP, OFFICE).loc["r1"]
    assert report[["n_persons", "follow_up", "agency"]].to_list() == [1, "diverifikasi", "camat"]
    assert len(read_steps(LAPTOP, OFFICE)) == 1


def test_what_was_changed_or_taken_out_by_hand_since_stays(facts: Path) -> None:
    event = {"fact": ["f"], "kode": "51.08.01", "applies_to": "area", "status": "terbentuk"}
    rows = pd.DataFrame(event).assign(holds_from="2020-01-02")
    first = take_in(lines_of(rows), about="team_events")
    own = {"fact": "f", "kode": "51.08.01", "source": "berita"}
    status = TeamStatus.INAUGURATED
    record_team_event(LAPTOP, status=status, holds_from=day("2020-03-01"), **own)
    assert undo(first.import_id) == Undone()
    formation = recorded_facts(LAPTOP, facts, register=make_register()).formation
    assert "dikukuhkan" in set(formation.loc[formation["fact"] == "f", "status"])

    take_in(reports_of(DESA))
    second = take_in(reports_of(DESA, n_persons=3), make_header("betul.csv"))
    withdraw(LAPTOP, "reports", "r1")
    assert undo(second.import_id) == Undone()
    assert keys() == []


def test_mended_rows_go_with_their_import(facts: Path) -> None:
    with importing(LAPTOP, make_header()) as rows:
        rows.put("reports", reports_of(DESA))
        rows.hold(*waiting_of(3))
    with correcting(LAPTOP, OFFICE, rows.import_id) as mended:
        mended.put("reports", reports_of(DESA, first=3, n_persons=2))  # the same key: it updates
    assert mended.receipt is not None
    assert (mended.receipt.accepted, mended.receipt.updated) == (2, 1)
    assert undo(rows.import_id) == Undone(withdrawn=1, restored=0)
    with pytest.raises(DataError, match="This import was undone; its rows cannot be mended"):
        mend_nothing(rows.import_id)


def mend_nothing(import_id: str) -> None:
    with correcting(LAPTOP, OFFICE, import_id):
        pass


def test_a_merged_report_does_not_come_back_with_its_file(facts: Path) -> None:
    take_in(reports_of(DESA, DESA))
    decide_pair(LAPTOP, "r1", "r2", "merged")
    again = take_in(reports_of(DESA, DESA), make_header("lagi.csv"))
    assert (again.unchanged, keys()) == (2, ["r1"])
    withdraw(LAPTOP, "reports", "r1")
    back = take_in(reports_of(DESA, DESA), make_header("lagi.csv"))
    assert (back.added, keys()) == (1, ["r1"])
    withdraw(LAPTOP, "reports", "r1")
    alone = take_in(reports_of(DESA, report="r2"), make_header("sendiri.csv"))
    assert (alone.added, keys()) == (1, ["r2"])


def test_an_import_is_undone_by_who_may_record_about_its_areas(facts: Path) -> None:
    narrow = Scope("x", Role.ENTRY, ("51.08",))
    whole = take_in(reports_of(DESA, "51.07.01.2001"))
    with pytest.raises(DataError, match="There is no import"):
        undo(whole.import_id, narrow)
    own = take_in(reports_of(DESA, report="own"), scope=Scope("x", Role.ENTRY, ("51",)))
    assert undo(own.import_id, narrow) == Undone(withdrawn=1)
    two = ["a", "b"]
    wide = reports_of(DESA, "51.07.01.2001", report=two)
    both = take_in(wide, scope=Scope("x", Role.ENTRY, ("51",)))
    with pytest.raises(StoreError, match="x may not record about 51.07.01.2001"):
        undo(both.import_id, narrow)
    assert set(two) <= set(keys())
    with pytest.raises(StoreError, match="records nothing"):
        undo(both.import_id, MEETING)


def test_nothing_of_a_sender_with_signs_of_sql_is_run(facts: Path) -> None:
    frame = reports_of(DESA, stated_kode="'); DROP TABLE reports; --")
    first = take_in(frame, make_header("'; DROP TABLE reports; --.csv"))
    take_in(reports_of(DESA, n_persons=2), make_header("betul.csv"))
    with pytest.raises(DataError, match="DROP TABLE reports"):
        undo(first.import_id)
    assert keys() == ["r1"]


def test_a_row_that_a_later_file_also_brought_stays_with_that_one(facts: Path) -> None:
    first = take_in(reports_of(DESA, DESA))
    second = take_in(reports_of(DESA, DESA, DESA), make_header("kumulatif.csv"))
    third = take_in(reports_of(DESA), make_header("lagi.csv"))
    assert undo(first.import_id) == Undone()
    assert keys() == ["r1", "r2", "r3"]
    owners = ask("SELECT import_id, source FROM reports ORDER BY report")
    assert owners == [(second.import_id, f"import-{second.import_id}")] * 3
    assert undo(second.import_id) == Undone(withdrawn=2, restored=0)
    assert keys() == ["r1"]
    assert undo(third.import_id) == Undone(withdrawn=1, restored=0)
    assert keys() == []


def test_undoing_the_later_of_two_leaves_the_row_with_the_first(facts: Path) -> None:
    first = take_in(reports_of(DESA))
    second = take_in(reports_of(DESA), make_header("lagi.csv"))
    assert undo(second.import_id) == Undone()
    assert ask("SELECT import_id FROM reports") == [(first.import_id,)]
    assert undo(first.import_id) == Undone(withdrawn=1, restored=0)


def test_a_row_that_is_handed_over_takes_along_what_it_said_before(facts: Path) -> None:
    take_in(reports_of(DESA))
    second = take_in(reports_of(DESA, n_persons=3), make_header("betul.csv"))
    third = take_in(reports_of(DESA, n_persons=3), make_header("lagi.csv"))
    assert undo(second.import_id) == Undone()
    assert read_reports(LAPTOP, OFFICE)["n_persons"].to_list() == [3]
    assert undo(third.import_id) == Undone(withdrawn=0, restored=1)
    assert read_reports(LAPTOP, OFFICE)["n_persons"].to_list() == [1]
