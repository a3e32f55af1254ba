"""The way of a file into the store: nothing lost, nothing left over, nothing half done."""

from __future__ import annotations

import errno
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError, StoreError
from geo.intake import job_folder, job_run, job_steps, jobs
from geo.intake.job_folder import Step, incoming, read_state
from geo.intake.reading import sandbox
from geo.store.imports import find_import, read_imports, read_waiting, undo_import
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.intake.files import csv_of, given, line, read_here, ready_store, understood

pytestmark = pytest.mark.cold

GOOD = csv_of(line(1), line(2, kode="51.07.01"), line(3, day="2026-01-31"))
MIXED = csv_of(line(1), line(2, day="besok"), line(3, kode="51.99.99.2001"))


@pytest.fixture
def office(small: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(sandbox, "run_confined", read_here)
    return ready_store()


def left_over() -> list[str]:
    return sorted(path.name for path in incoming().iterdir()) if incoming().exists() else []


def n_reports(office: Office) -> int:
    return len(read_reports(LAPTOP, office))


def test_a_good_file_is_read_judged_and_taken_in(office: Office) -> None:
    job = given(GOOD)
    assert read_state(job).step is Step.READ
    understanding = understood(job, office)
    assert jobs.missing_fields(understanding) == []
    verdict = jobs.judge_all(LAPTOP, job, understanding)
    assert (verdict.counts.read, verdict.counts.accepted, dict(verdict.reasons)) == (3, 3, {})
    assert n_reports(office) == 0
    outcome = jobs.take_in(LAPTOP, job, understanding)
    assert (outcome.receipt.read, outcome.receipt.added, outcome.was_known) == (3, 3, False)
    assert n_reports(office) == 3
    assert read_state(job).step is Step.TAKEN
    jobs.end(job)
    assert left_over() == []


def test_what_is_not_accepted_waits_with_its_reason_and_all_adds_up(office: Office) -> None:
    job = given(MIXED)
    outcome = jobs.take_in(LAPTOP, job, understood(job, office))
    receipt = outcome.receipt
    assert receipt.read == 3 == receipt.accepted + receipt.held + receipt.rejected
    assert receipt.accepted == 1
    waiting = read_waiting(LAPTOP, office, receipt.import_id)
    assert list(waiting.index) == [3, 4]
    assert waiting.at[3, "cells"]["Tanggal diterima"] == "besok"
    assert sum(outcome.reasons.values()) >= 2


def test_the_same_file_twice_adds_nothing_and_says_so(office: Office) -> None:
    first = given(GOOD)
    receipt = jobs.take_in(LAPTOP, first, understood(first, office)).receipt
    again = given(GOOD, name="lagi.csv")
    outcome = jobs.take_in(LAPTOP, again, understood(again, office))
    assert outcome.was_known
    assert outcome.receipt.import_id == receipt.import_id
    assert len(read_imports(LAPTOP, office)) == 1
    assert n_reports(office) == 3


def test_a_corrected_file_changes_its_own_rows(office: Office) -> None:
    first = given(GOOD)
    jobs.take_in(LAPTOP, first, understood(first, office))
    later = given(csv_of(line(1, day="24/02/2026"), line(2, kode="51.07.01"), line(4)))
    corrects = replace(understood(later, office), corrects=True)
    receipt = jobs.take_in(LAPTOP, later, corrects).receipt
    assert (receipt.added, receipt.updated, receipt.unchanged) == (1, 1, 1)
    assert n_reports(office) == 4


def test_an_import_is_undone_and_can_be_taken_in_anew(office: Office) -> None:
    job = given(GOOD)
    receipt = jobs.take_in(LAPTOP, job, understood(job, office)).receipt
    undo_import(LAPTOP, office, receipt.import_id)
    assert n_reports(office) == 0
    again = given(GOOD)
    assert not jobs.take_in(LAPTOP, again, understood(again, office)).was_known
    assert n_reports(office) == 3


def test_the_file_itself_is_gone_once_it_is_read(office: Office) -> None:
    job = given(csv_of(line(1, note="nik 5108010101700001")))
    assert not job.upload.exists()
    kept = b"".join(path.read_bytes() for path in job.folder.rglob("*") if path.is_file())
    assert b"5108010101700001" not in kept
    assert b"masyarakat" in kept


def test_a_file_that_cannot_be_read_leaves_nothing(office: Office) -> None:
    job = jobs.begin(io.BytesIO(b"\x00\x01\x02" * 500), name="rusak.csv")
    with pytest.raises(DataError, match=r"rusak\.csv"):
        jobs.read(job)
    assert left_over() == []


def full_disk(*_args: Any, **_options: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_while_rows_are_taken_in_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    monkeypatch.setattr(job_steps, "_teller", lambda *_args: full_disk)
    with pytest.raises(DataError, match="full.*Nothing was taken in"):
        jobs.take_in(LAPTOP, job, understanding)
    assert left_over() == []
    assert n_reports(office) == 0
    assert read_imports(LAPTOP, office).empty


def test_a_store_that_does_not_take_the_rows_stays_as_it_was_and_the_job_can_go_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)

    def locked(*_args: Any, **_options: Any) -> Any:
        raise StoreError("in use by another program")

    with monkeypatch.context() as patch:
        patch.setattr("geo.intake.take_in.Entering.enter", locked)
        with pytest.raises(StoreError, match="in use"):
            jobs.take_in(LAPTOP, job, understanding)
    assert n_reports(office) == 0
    assert read_state(job).step is Step.READ
    assert jobs.take_in(LAPTOP, job, understanding).receipt.added == 3


def test_a_job_that_is_cancelled_meanwhile_stores_nothing(office: Office) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    job_folder.ask_to_stop(job)
    with pytest.raises(DataError, match="cancelled. Nothing was taken in"):
        jobs.take_in(LAPTOP, job, understanding)
    assert jobs.cancel(LAPTOP, office, job, Kind.REPORTS) is None
    assert left_over() == []
    assert n_reports(office) == 0


def test_cancelling_after_the_rows_are_in_the_store_says_so(office: Office) -> None:
    job = given(GOOD)
    receipt = jobs.take_in(LAPTOP, job, understood(job, office)).receipt
    late = jobs.cancel(LAPTOP, office, job, Kind.REPORTS)
    assert late is not None
    assert late.import_id == receipt.import_id
    assert left_over() == []


def test_progress_is_told_and_noted_where_another_page_finds_it(office: Office) -> None:
    job, told = given(GOOD), []
    jobs.take_in(
        LAPTOP, job, understood(job, office), progress=lambda done, of: told.append((done, of))
    )
    assert told[-1] == (3, 3)
    state = read_state(jobs.job_of(job.key))
    assert (state.step, state.done, state.of) == (Step.TAKEN, 3, 3)


@pytest.fixture
def in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as big."""
    monkeypatch.setattr(job_run, "BIG_ROWS", 0)


@pytest.mark.usefixtures("in_a_process")
def test_a_large_file_is_taken_in_by_a_process_of_its_own(office: Office) -> None:
    job = given(MIXED)
    understanding = understood(job, office)
    outcome = jobs.take_in(LAPTOP, job, understanding)
    assert (outcome.receipt.read, outcome.receipt.accepted) == (3, 1)
    assert n_reports(office) == 1
    assert find_import(LAPTOP, office, Kind.REPORTS, outcome.receipt.sha256) is not None


@pytest.mark.usefixtures("in_a_process")
def test_what_goes_wrong_in_the_process_is_said_in_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    monkeypatch.setenv("PETAPORA_FACTS", str(job.folder / "none"))
    with pytest.raises(DataError, match=r"sources\.csv"):
        jobs.judge_all(LAPTOP, job, understanding)


@pytest.mark.usefixtures("in_a_process")
def test_a_process_that_is_killed_is_noticed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(DataError, match="ended before it was done"):
        jobs.judge_all(LAPTOP, job, understanding)
    assert n_reports(office) == 0


@pytest.mark.usefixtures("in_a_process")
def test_cancelling_ends_the_process_and_changes_nothing(office: Office) -> None:
    job = given(GOOD)
    understanding = understood(job, office)

    class Left(BaseException):
        """The reader leaves the page."""

    def leave(_done: int, _of: int) -> None:
        raise Left

    with pytest.raises(Left):
        jobs.take_in(LAPTOP, job, understanding, progress=leave)
    worker = job_run._workers[job.key]
    taken = jobs.cancel(LAPTOP, office, job, Kind.REPORTS)
    assert worker.poll() is not None
    assert left_over() == []
    assert n_reports(office) == (0 if taken is None else 3)


def test_an_ordinary_file_mends_no_import(office: Office) -> None:
    assert jobs.mends(given(GOOD)) == ""


def test_headings_that_a_reader_matched_are_remembered_for_the_sender(office: Office) -> None:
    content = GOOD.replace(b"Jenis dugaan", b"Perihal")
    job = given(content)
    first = understood(job, office)
    assert jobs.missing_fields(first) == ["kind"]
    jobs.confirm(LAPTOP, job, replace(first, columns={**first.columns, "kind": 3}))
    assert understood(given(content), office).columns["kind"] == 3
    other = jobs.understand(LAPTOP, job, office=office, kind=Kind.REPORTS, sender="koramil")
    assert jobs.missing_fields(other) == ["kind"]


def test_the_first_rows_are_shown_as_they_stand(office: Office) -> None:
    job = given(MIXED)
    shown = jobs.preview(job, 0, n=2)
    assert list(shown.index) == [2, 3]
    assert shown.at[3, "Tanggal diterima"] == "besok"
