"""A file comes in whole or not at all, twice without effect, and its counts always add up."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.activities import record_meeting, write_activities
from geo.store.changes import read_changes
from geo.store.database import store_file, store_version, writing
from geo.store.follow_ups import record_step
from geo.store.imports import (
    find_import,
    importing,
    read_imports,
    read_receipt,
    read_waiting,
)
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports, write_reports
from geo.store.sample import has_sample
from geo.store.scope import LAPTOP, MEETING, Role, Scope
from geo.store.teams import withdraw
from geo.words import FollowUp, Kind
from tests.builders import day, make_office, make_register
from tests.store.made_imports import (
    DESA,
    OFFICE,
    make_header,
    reports_of,
    take_in,
    waiting_of,
)
from tests.store.made_rows import ask, make_reports, make_visits

ROWS = "SELECT * FROM {} ORDER BY 1, 2"


def keys() -> list[str]:
    return list(read_reports(LAPTOP, OFFICE).index)


def hand_in(
    *frames: pd.DataFrame,
    n_read: int | None = None,
    waiting: int | None = None,
    fault: BaseException | None = None,
) -> None:
    """Import frames and a line that waits; say how many rows the file has; or break it off."""
    with importing(LAPTOP, make_header()) as rows:
        for frame in frames:
            rows.put("reports", frame)
        if waiting is not None:
            rows.hold(*waiting_of(waiting))
        if n_read is not None:
            rows.expect(n_read)
        if fault is not None:
            raise fault


def test_a_file_comes_in_with_a_receipt_and_one_change(facts: Path) -> None:
    before = len(read_changes(LAPTOP))
    receipt = take_in(reports_of(DESA, DESA, ""))
    assert keys() == ["r1", "r2", "r3"]
    assert (receipt.read, receipt.accepted, receipt.added, receipt.unchanged) == (3, 3, 3, 0)
    assert (receipt.file, receipt.sender, receipt.kind) == ("minggu.csv", "polres", Kind.REPORTS)
    assert receipt.settings == {"sheet": 0}
    changes = read_changes(LAPTOP).iloc[before:]
    assert changes[["action", "about", "key"]].to_numpy().tolist() == [
        ["import", "imports", receipt.import_id]
    ]
    own = ask("SELECT DISTINCT import_id, source, is_sample FROM reports")
    assert own == [(receipt.import_id, f"import-{receipt.import_id}", 0)]
    sources = recorded_facts(LAPTOP, facts, register=make_register()).sources
    assert sources[f"import-{receipt.import_id}"].title == "minggu.csv (polres)"


def test_the_same_rows_again_change_nothing(facts: Path) -> None:
    take_in(reports_of(DESA, DESA))
    before = ask(ROWS.format("reports"))
    receipt = take_in(reports_of(DESA, DESA), make_header("lagi.csv"))
    assert (receipt.accepted, receipt.added, receipt.updated, receipt.unchanged) == (2, 0, 0, 2)
    assert ask(ROWS.format("reports")) == before
    assert ask("SELECT key, before FROM import_before") == [("r1", ""), ("r2", "")]


def test_a_file_is_found_again_by_its_content_and_kind(facts: Path) -> None:
    receipt = take_in(reports_of(DESA))
    assert find_import(LAPTOP, OFFICE, Kind.REPORTS, receipt.sha256) == receipt
    assert find_import(LAPTOP, OFFICE, Kind.VISITS, receipt.sha256) is None
    assert find_import(LAPTOP, OFFICE, Kind.REPORTS, "other") is None
    assert find_import(LAPTOP, make_office("51.07"), Kind.REPORTS, receipt.sha256) == receipt
    assert find_import(Scope("x", Role.ENTRY, ("51.07",)), OFFICE, Kind.REPORTS, "") is None


def test_a_corrected_file_updates_by_its_own_keys_and_keeps_what_was_said(facts: Path) -> None:
    first = take_in(reports_of(DESA, DESA))
    frame = reports_of(DESA, DESA, DESA)
    frame["n_persons"] = [1, 4, 2]
    second = take_in(frame, make_header("betul.csv"))
    assert (second.added, second.updated, second.unchanged) == (1, 1, 1)
    assert read_reports(LAPTOP, OFFICE)["n_persons"].to_list() == [1, 4, 2]
    owners = ask("SELECT report, import_id FROM reports ORDER BY report")
    assert owners == [
        ("r1", first.import_id),
        ("r2", second.import_id),
        ("r3", second.import_id),
    ]
    kept = "SELECT import_id, about, key, before ->> 'n_persons' FROM import_before"
    kept += " WHERE before <> ''"
    assert ask(kept) == [(second.import_id, "reports", "r2", 1)]


def test_a_row_that_was_taken_out_comes_back_with_a_file(facts: Path) -> None:
    take_in(reports_of(DESA, DESA))
    withdraw(LAPTOP, "reports", "r1")
    receipt = take_in(reports_of(DESA, DESA), make_header("lagi.csv"))
    assert (receipt.added, receipt.unchanged) == (1, 1)
    assert keys() == ["r1", "r2"]


def test_other_boundaries_alone_do_not_make_a_report_another(facts: Path) -> None:
    take_in(reports_of(DESA))
    receipt = take_in(reports_of(DESA, boundaries="wilayah 2021", kode_desa="51.08.01.2002"))
    assert receipt.unchanged == 1
    assert ask("SELECT boundaries, kode_desa FROM reports") == [("wilayah 2020", DESA)]


def test_a_report_with_steps_keeps_its_state_whatever_a_file_says(facts: Path) -> None:
    take_in(reports_of(DESA, DESA, follow_up="baru"))
    record_step(LAPTOP, "r1", FollowUp.VERIFIED, day("2020-02-01"), agency="camat")
    told = take_in(reports_of(DESA, DESA, follow_up="baru", n_persons=3, agency=""))
    assert told.updated == 2
    said = "SELECT report, follow_up, agency, n_persons FROM reports ORDER BY report"
    assert ask(said) == [("r1", "diverifikasi", "camat", 3), ("r2", "baru", "", 3)]
    again = take_in(reports_of(DESA, DESA, follow_up="selesai", n_persons=3))
    assert (again.updated, again.unchanged) == (1, 1)
    assert read_reports(LAPTOP, OFFICE)["follow_up"].to_list() == ["diverifikasi", "selesai"]


def test_rows_that_wait_are_kept_with_their_cells_and_counted(facts: Path) -> None:
    with importing(LAPTOP, make_header()) as rows:
        rows.put("reports", reports_of(DESA, DESA), warned=1)
        rows.hold(*waiting_of(5, 4))
        rows.hold(*waiting_of(6, state="rejected"))
        rows.expect(5)
    receipt = rows.receipt
    assert receipt is not None
    assert (receipt.read, receipt.accepted, receipt.warned) == (5, 2, 1)
    assert (receipt.held, receipt.rejected) == (2, 1)
    waiting = read_waiting(LAPTOP, OFFICE, receipt.import_id)
    assert waiting["state"].to_dict() == {4: "held", 5: "held", 6: "rejected"}
    assert waiting.loc[4, "cells"] == {"Desa": "Selat", "Tanggal": "4"}
    (issue,) = waiting.loc[4, "issues"]
    assert (issue["reason"], issue["details"]) == ("ambiguous", ["51.07.07", "62.03.01"])
    listed = read_imports(LAPTOP, OFFICE).loc[receipt.import_id]
    assert listed[["read", "accepted", "held", "rejected"]].to_list() == [5, 2, 2, 1]
    assert pd.isna(listed["undone_at"])


def test_an_import_whose_rows_do_not_add_up_is_refused(facts: Path) -> None:
    version = store_version(LAPTOP)
    with pytest.raises(StoreError, match="3 rows were read, and 2 of them accounted for"):
        hand_in(reports_of(DESA, DESA), n_read=3)
    with pytest.raises(StoreError, match="A line was handed in twice"):
        hand_in(reports_of(DESA, DESA), waiting=3)
    assert (keys(), store_version(LAPTOP)) == ([], version)


def test_the_store_itself_refuses_counts_that_do_not_add_up(facts: Path) -> None:
    receipt = take_in(reports_of(DESA))
    with pytest.raises(Exception, match="ck_imports_adds_up"):
        ask("UPDATE imports SET n_held = 1")
    assert read_receipt(LAPTOP, OFFICE, receipt.import_id) == receipt


@pytest.mark.parametrize("fault", [RuntimeError("cancelled"), KeyboardInterrupt()])
def test_an_import_that_is_broken_off_leaves_nothing(facts: Path, fault: BaseException) -> None:
    version = store_version(LAPTOP)
    with pytest.raises(type(fault)):
        hand_in(reports_of(DESA), fault=fault)
    assert (keys(), store_version(LAPTOP)) == ([], version)
    assert ask("SELECT count(*) FROM imports") == [(0,)]
    assert not list(store_file().parent.glob(".staging*"))


def test_what_a_killed_process_left_long_ago_is_cleared_away(facts: Path) -> None:
    old, recent = (store_file().parent / f".staging.{name}" for name in ("old", "recent"))
    for folder in (old, recent):
        folder.mkdir()
        (folder / "rows.sqlite").write_bytes(b"rows")
    long_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    take_in(reports_of(DESA))
    assert [path.name for path in store_file().parent.glob(".staging*")] == [recent.name]


def test_others_write_while_a_file_is_being_read(facts: Path) -> None:
    with importing(LAPTOP, make_header()) as rows:
        rows.put("reports", reports_of(DESA))
        write_reports(LAPTOP, make_reports(DESA, prefix="hand"))
        rows.put("reports", reports_of(DESA, first=9, report="r9"))
    assert keys() == ["hand1", "r1", "r9"]


def test_a_key_that_is_there_twice_in_a_file_is_named_by_its_lines(facts: Path) -> None:
    with pytest.raises(StoreError, match="Lines 2 and 9 have the same key of reports"):
        hand_in(reports_of(DESA), reports_of(DESA, first=9))
    assert keys() == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"channel": "pelanggaran"}, "channel 'pelanggaran' is not known"),
        ({"office": "kahayan"}, "Rows of the office 'kahayan' in a file of 'bali'"),
        ({"report": "123456789"}, "Line 2, column report: a number of 9 or more digits"),
        ({"passport": "x"}, "reports has no column 'passport'"),
    ],
)
def test_a_row_that_the_store_does_not_take_is_refused_at_once(
    facts: Path, cells: dict[str, object], reason: str
) -> None:
    with pytest.raises(DataError, match=reason) as fault:
        take_in(reports_of(DESA, **cells))
    assert "123456789" not in str(fault.value)
    assert keys() == []


def test_the_store_refuses_a_value_when_the_rows_are_taken_over(facts: Path) -> None:
    with pytest.raises(StoreError, match="ck_reports_lat"):
        take_in(reports_of(DESA, DESA, lat=[-8.25, 115.0]))
    with pytest.raises(StoreError, match="agencies has no 'nobody' in use"):
        take_in(reports_of(DESA, agency="nobody"))
    assert keys() == []


def test_a_file_never_changes_an_invented_row_nor_another_offices(facts: Path) -> None:
    write_reports(LAPTOP, make_reports(DESA, is_sample=True))
    with pytest.raises(StoreError, match="Line 2 has the key of a row of reports"):
        take_in(reports_of(DESA, n_persons=3))
    write_reports(LAPTOP, make_reports(DESA, prefix="k").assign(office="kahayan"))
    with pytest.raises(StoreError, match="Line 2 has the key of a row of reports"):
        take_in(reports_of(DESA, report="k1"))
    assert read_reports(LAPTOP, OFFICE)["n_persons"].to_list() == [1]


def test_the_invented_rows_go_in_the_same_step_if_that_is_asked_for(facts: Path) -> None:
    write_reports(LAPTOP, make_reports(DESA, prefix="s", is_sample=True))
    header = make_header(replaces_sample=True)
    with pytest.raises(StoreError, match="ck_reports_lat"):
        take_in(reports_of(DESA, lat=99.0), header)
    assert has_sample(LAPTOP, OFFICE)
    take_in(reports_of(DESA), header)
    assert not has_sample(LAPTOP, OFFICE)
    assert keys() == ["r1"]


def test_nothing_comes_in_outside_of_a_scope_nor_changes_there(facts: Path) -> None:
    narrow = Scope("x", Role.ENTRY, ("51.08",))
    with pytest.raises(StoreError, match="x may not record about 51.07.01.2001"):
        take_in(reports_of("51.07.01.2001"), scope=narrow)
    take_in(reports_of("51.07.01.2001"))
    with pytest.raises(StoreError, match="x may not record about 51.07.01.2001"):
        take_in(reports_of(DESA, n_persons=3), scope=narrow)
    for scope in (MEETING, Scope("x", Role.AUDITOR)):
        with pytest.raises(StoreError, match="records nothing"):
            take_in(reports_of(DESA), scope=scope)
    assert read_reports(LAPTOP, OFFICE)["kode_kabupaten"].to_list() == ["51.07"]


def test_a_scope_with_bounds_sees_its_own_imports(facts: Path) -> None:
    narrow = Scope("x", Role.ENTRY, ("51.08",))
    whole = take_in(reports_of(DESA))
    own = take_in(reports_of(DESA, report="own"), scope=narrow)
    assert list(read_imports(narrow, OFFICE).index) == [own.import_id]
    assert set(read_imports(LAPTOP, OFFICE).index) == {whole.import_id, own.import_id}
    with pytest.raises(DataError, match="There is no import"):
        read_waiting(narrow, OFFICE, whole.import_id)


def test_a_file_is_not_taken_in_within_another_transaction(facts: Path) -> None:
    record_meeting(LAPTOP, kode="51.08", held_on=day("2020-01-02"), source="berita")
    write_activities(LAPTOP, visits=make_visits(DESA))
    with (
        pytest.raises(RuntimeError, match="a transaction of its own"),
        writing(LAPTOP),
        importing(LAPTOP, make_header()),
    ):
        pass
