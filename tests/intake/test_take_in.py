"""Batches add up, whatever their size; rows that waited are mended and taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.exports.waiting_rows import waiting_rows
from geo.intake import jobs
from geo.intake.context import read_context
from geo.intake.job_mend import Mended, mend
from geo.intake.job_steps import rows_in
from geo.intake.judged import Judged
from geo.intake.table import MASK
from geo.intake.take_in import MOST_ISSUES, Rows, Tally, judge_all
from geo.store.imports import Receipt, read_waiting
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.text import use_language
from tests.intake.files import HEADINGS, csv_of, given, line, ready_store, understood

pytestmark = pytest.mark.slow

HELD_DAY = line(2, day="besok")
HELD_TWIN = line(1)
HELD_NIK = line(4, note="nik 5108010101700001")
WAITING = csv_of(line(1), HELD_DAY, HELD_TWIN, HELD_NIK, line(5))


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


@pytest.fixture
def taken(office: Office) -> Receipt:
    """Two rows of five in the store; a day that is none, a twin and a NIK wait."""
    job = given(WAITING)
    return jobs.take_in(LAPTOP, job, understood(job, office)).receipt


def n_reports(office: Office) -> int:
    return len(read_reports(LAPTOP, office))


def lines_of(office: Office, receipt: Receipt) -> list[int]:
    return list(read_waiting(LAPTOP, office, receipt.import_id).index)


@dataclass(frozen=True)
class Parted(Rows):
    """Rows of a sheet, one a batch."""

    def batches(self):  # type: ignore[no-untyped-def]
        for batch in super().batches():
            for n in range(len(batch)):
                yield batch.iloc[n : n + 1].reset_index(drop=True)


def test_what_becomes_of_rows_does_not_depend_on_how_they_are_parted(office: Office) -> None:
    job = given(WAITING)
    understanding = understood(job, office)
    context = read_context(LAPTOP, office, understanding.kind)
    whole = rows_in(job, 0)
    parted = Parted(whole.folder, whole.number, whole.sheet)
    first, second = (
        judge_all(rows, understanding, context, progress=lambda _n: None)
        for rows in (whole, parted)
    )
    assert first.counts == second.counts
    assert first.counts.adds_up
    assert (first.counts.read, first.counts.accepted) == (5, 2)
    assert dict(first.reasons) == dict(second.reasons)


def judged(n: int) -> Judged:
    """So many rows that wait."""
    lines = range(1, n + 1)
    issues = pd.DataFrame({"line": lines, "state": "held", "field": "kind", "column": "Jenis"})
    issues = issues.assign(value="x", reason="not a known word", details=[()] * n)
    cells = pd.Series([{} for _line in lines], index=lines, dtype=object)
    waiting = pd.DataFrame({"state": "held", "cells": cells}, index=pd.Index(lines, name="line"))
    return Judged(pd.DataFrame({"state": pd.Series(dtype="str")}), issues, waiting)


def test_issues_are_kept_up_to_a_bound_and_counted_beyond_it() -> None:
    tally = Tally()
    for _batch in range(3):
        tally.add(judged(MOST_ISSUES - 1))
    verdict = tally.verdict()
    assert len(verdict.issues) == MOST_ISSUES
    assert dict(verdict.reasons) == {"not a known word": 3 * (MOST_ISSUES - 1)}
    assert verdict.counts.held == 3 * (MOST_ISSUES - 1)


def test_a_row_that_is_mended_goes_in_and_the_counts_follow(office: Office, taken: Receipt) -> None:
    assert (taken.accepted, taken.held + taken.rejected) == (2, 3)
    mended = mend(LAPTOP, office, taken.import_id, {3: {"received_on": "23/02/2026"}})
    assert mended.taken_in == 1
    after = mended.receipt
    assert (after.read, after.accepted, after.held + after.rejected) == (5, 3, 2)
    assert n_reports(office) == 3
    assert lines_of(office, taken) == [4, 5]


def test_a_row_that_still_does_not_pass_waits_with_what_was_written(
    office: Office, taken: Receipt
) -> None:
    mended = mend(LAPTOP, office, taken.import_id, {3: {"received_on": "lusa"}})
    assert mended.taken_in == 0
    waiting = read_waiting(LAPTOP, office, taken.import_id)
    assert waiting.at[3, "cells"]["Tanggal diterima"] == "lusa"
    assert list(waiting.index) == [3, 4, 5]


def test_a_twin_goes_in_only_if_something_in_it_is_changed(office: Office, taken: Receipt) -> None:
    assert mend(LAPTOP, office, taken.import_id, {4: {}}).taken_in == 0
    assert mend(LAPTOP, office, taken.import_id, {4: {"report": "B-1"}}).taken_in == 0
    assert mend(LAPTOP, office, taken.import_id, {4: {"report": "B-3"}}).taken_in == 1
    assert n_reports(office) == 3


def test_a_row_goes_in_without_what_told_of_a_person_if_a_reader_says_so(
    office: Office, taken: Receipt
) -> None:
    cells = read_waiting(LAPTOP, office, taken.import_id).at[5, "cells"]
    assert cells["kolom 7"] == MASK
    assert mend(LAPTOP, office, taken.import_id, {5: {}}).taken_in == 0
    assert mend(LAPTOP, office, taken.import_id, {5: {}}, without_personal=True).taken_in == 1


def test_an_identifier_in_a_correction_is_masked_and_holds_the_row(
    office: Office, taken: Receipt
) -> None:
    said = {3: {"received_on": "23/02/2026", "agency": "hp 0812-3456-7890"}}
    assert mend(LAPTOP, office, taken.import_id, said).taken_in == 0
    told = str(read_waiting(LAPTOP, office, taken.import_id).loc[3].to_dict())
    assert "3456" not in told
    assert MASK in told


def test_a_line_that_does_not_wait_cannot_be_mended(office: Office, taken: Receipt) -> None:
    for number in (2, 99):
        with pytest.raises(DataError, match=f"Line {number} .* does not wait"):
            mend(LAPTOP, office, taken.import_id, {number: {"kind": "lainnya"}})


def upload_mended(
    office: Office, receipt: Receipt, change: Callable[[pd.DataFrame], pd.DataFrame], folder: Path
) -> Mended:
    """The workbook of waiting rows, changed as in a spreadsheet and taken in again."""
    file = folder / "menunggu.xlsx"
    waiting = read_waiting(LAPTOP, office, receipt.import_id)
    file.write_bytes(waiting_rows(waiting, import_id=receipt.import_id, file=receipt.file))
    sheet = pd.read_excel(file, dtype=str, keep_default_na=False, engine="openpyxl")
    change(sheet).to_excel(file, index=False)
    job = given(file, name=file.name)
    assert jobs.mends(job) == receipt.import_id
    return jobs.mend_by_file(LAPTOP, office, job)


def test_the_workbook_of_waiting_rows_is_known_again_and_mends_them(
    office: Office, taken: Receipt, tmp_path: Path
) -> None:
    def change(sheet: pd.DataFrame) -> pd.DataFrame:
        sheet.loc[sheet["Nomor laporan"] == "B-2", "Tanggal diterima"] = "23/02/2026"
        sheet.loc[sheet["Nomor laporan"] == "B-4", "kolom 7"] = ""
        return sheet

    mended = upload_mended(office, taken, change, tmp_path)
    assert mended.taken_in == 2
    assert lines_of(office, taken) == [4]
    assert n_reports(office) == 4


def test_a_row_that_is_taken_out_of_the_workbook_goes_on_waiting(
    office: Office, taken: Receipt, tmp_path: Path
) -> None:
    mended = upload_mended(office, taken, lambda sheet: sheet.head(1), tmp_path)
    assert mended.taken_in == 0
    assert lines_of(office, taken) == [3, 4, 5]


def test_what_was_said_in_one_mending_is_still_known_in_the_next(
    office: Office, taken: Receipt
) -> None:
    mend(LAPTOP, office, taken.import_id, {3: {"n_persons": "4"}})
    assert mend(LAPTOP, office, taken.import_id, {3: {"received_on": "23/02/2026"}}).taken_in == 1
    persons = read_reports(LAPTOP, office)["n_persons"]
    assert sorted(persons) == [1, 1, 4]


def test_a_twin_goes_in_with_a_number_of_its_own_in_a_column_that_the_file_did_not_have(
    office: Office, tmp_path: Path
) -> None:
    def without_number(text: str) -> str:
        return text.partition(",")[2]

    file = "\n".join(map(without_number, [HEADINGS, line(1), line(1), ""])).encode()
    job = given(file)
    receipt = jobs.take_in(LAPTOP, job, understood(job, office)).receipt
    assert (receipt.accepted, receipt.held) == (1, 1)
    unchanged = upload_mended(office, receipt, lambda sheet: sheet, tmp_path)
    assert unchanged.taken_in == 0
    mended = upload_mended(office, receipt, lambda s: s.assign(**{"No Laporan": "B-9"}), tmp_path)
    assert mended.taken_in == 1
    assert any(key.endswith(".B-9") for key in read_reports(LAPTOP, office).index)


def test_what_the_workbook_says_of_a_row_is_never_taken_for_a_cell_of_it(
    office: Office, tmp_path: Path
) -> None:
    rows = [f"{HEADINGS},Status", f"{HELD_DAY},selesai"]
    job = given("\n".join([*rows, ""]).encode())
    understanding = understood(job, office)
    assert "follow_up" in understanding.columns
    receipt = jobs.take_in(LAPTOP, job, understanding).receipt

    def change(sheet: pd.DataFrame) -> pd.DataFrame:
        return sheet.assign(**{"Tanggal diterima": "23/02/2026"})

    for language in ("id", "en"):
        use_language(language)
        if upload_mended(office, receipt, change, tmp_path).taken_in:
            break
    assert read_reports(LAPTOP, office)["follow_up"].tolist() == ["selesai"]


@pytest.mark.parametrize("text", ["\u00b2", "3.5", "", "9" * 5000])
def test_a_line_of_the_workbook_that_is_none_is_refused_in_words(
    office: Office, taken: Receipt, tmp_path: Path, text: str
) -> None:
    use_language("en")

    def change(sheet: pd.DataFrame) -> pd.DataFrame:
        return sheet.head(1).assign(**{"Baris / Line": text})

    with pytest.raises(DataError, match="is not a line of the import"):
        upload_mended(office, taken, change, tmp_path)


def test_a_line_that_stands_in_the_workbook_twice_is_refused_in_words(
    office: Office, taken: Receipt, tmp_path: Path
) -> None:
    use_language("en")
    with pytest.raises(DataError, match="3 stands in this workbook twice"):
        upload_mended(office, taken, lambda s: pd.concat([s.head(1), s.head(1)]), tmp_path)
