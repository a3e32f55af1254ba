"""What comes in again: the same file, another sheet of it, rows that a file tells in part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.store.alike import read_alike
from geo.store.imports import find_import, importing
from geo.store.quality import read_quality_rows
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP, Role, Scope
from geo.store.teams import withdraw
from geo.words import Kind
from tests.store.made_imports import DESA, OFFICE, make_header, reports_of, take_in


def test_two_pages_that_take_the_same_file_at_once_take_it_once(facts: Path) -> None:
    header = make_header()

    def both() -> None:
        with importing(LAPTOP, header) as slow:
            slow.put("reports", reports_of(DESA, DESA))
            take_in(reports_of(DESA), header)

    with pytest.raises(StoreError, match="was taken in meanwhile, as import"):
        both()
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1"]


def test_another_sheet_of_a_file_or_other_columns_are_not_known(facts: Path) -> None:
    settings = {"understanding": {"sheet": 0, "columns": {"report": 0}}}
    header = replace(make_header(), settings=settings)
    own = take_in(reports_of(DESA), header)

    def found(**said: object) -> str:
        wanted = {"understanding": {**settings["understanding"], **said}}
        known = find_import(LAPTOP, OFFICE, Kind.REPORTS, own.sha256, settings=wanted)
        return "" if known is None else known.import_id

    assert found() == own.import_id
    assert [found(sheet=1), found(columns={}), found(corrects=True)] == ["", "", ""]
    take_in(reports_of(DESA), replace(header, settings={"understanding": {"sheet": 1}}))


def test_columns_that_a_file_does_not_tell_stay_and_come_with_a_row_that_is_added(
    facts: Path,
) -> None:
    take_in(reports_of(DESA, follow_up="selesai"))
    again = reports_of(DESA, DESA, follow_up="baru", n_persons=3)
    with importing(LAPTOP, make_header("lagi.csv")) as rows:
        rows.put("reports", again, kept=("follow_up",))
    report = read_reports(LAPTOP, OFFICE)
    assert report["follow_up"].to_list() == ["selesai", "baru"]
    assert report["n_persons"].to_list() == [3, 3]


def test_the_moment_of_the_first_entry_stays(facts: Path) -> None:
    first = take_in(reports_of(DESA))
    before = read_quality_rows(LAPTOP, OFFICE)["entered_at"]["r1"]
    take_in(reports_of(DESA, n_persons=3), make_header("betul.csv"))
    rows = read_quality_rows(LAPTOP, OFFICE)
    assert rows["import_id"]["r1"] != first.import_id
    assert rows["entered_at"]["r1"] == before


def test_rows_alike_are_those_a_scope_sees_in_use_or_taken_out_by_hand(facts: Path) -> None:
    take_in(reports_of(DESA, "51.07.01.2001", DESA))
    withdraw(LAPTOP, "reports", "r3")
    found = read_alike(LAPTOP, "reports", ["r1", "r2", "r3", "none"])
    assert found["taken_out"].to_dict() == {"r1": False, "r2": False, "r3": True}
    narrow = Scope("x", Role.ENTRY, ("51.08",))
    assert set(read_alike(narrow, "reports", ["r1", "r2"]).index) == {"r1"}
