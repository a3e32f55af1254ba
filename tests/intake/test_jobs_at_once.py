"""Two pages on one file, a server that ended, a disk that fills up late: what is said is true."""

from __future__ import annotations

import errno
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError
from geo.intake import job_folder, job_lock, job_notes, job_run, job_steps, jobs, work
from geo.intake.job_folder import Job, Step, read_state
from geo.intake.job_lock import is_held, let_go, take_lock
from geo.intake.job_owner import Owner
from geo.intake.reading import sandbox
from geo.store.imports import importing, read_imports
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.intake.files import csv_of, given, line, read_here, ready_store, understood

pytestmark = pytest.mark.cold

GOOD = csv_of(line(1), line(2), line(3))
NOBODY = Owner(2**22 + 1, "1")


@pytest.fixture
def office(small: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(sandbox, "run_confined", read_here)
    return ready_store()


def n_reports(office: Office) -> int:
    return len(read_reports(LAPTOP, office))


def late(monkeypatch: pytest.MonkeyPatch, fault: OSError) -> None:
    """Let noting fail once the rows are in the store."""
    note = job_folder.write_note

    def write(job: Job, name: str, content: Any) -> None:
        if name == "outcome":
            raise fault
        note(job, name, content)

    monkeypatch.setattr(job_notes, "write_note", write)


FULL = OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_up_after_the_rows_are_in_does_not_say_that_nothing_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    late(monkeypatch, FULL)
    outcome = jobs.take_in(LAPTOP, job, understood(job, office))
    assert outcome.receipt.added == 3 == n_reports(office)
    assert job.folder.is_dir()


def test_a_page_that_cancels_between_storing_and_noting_takes_no_row_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    note = job_notes.note_outcome

    def cancelled_first(job: Job, outcome: job_notes.Outcome) -> None:
        job_folder.remove_job(job)
        note(job, outcome)

    monkeypatch.setattr(job_steps, "note_outcome", cancelled_first)
    assert jobs.take_in(LAPTOP, job, understood(job, office)).receipt.added == 3
    assert n_reports(office) == 3


class Here:
    """The process of a large file, run to its end in this one."""

    def __init__(self, command: list[str], **_options: Any) -> None:
        self.pid = os.getpid()
        self.code = work.main(command[-1])

    def poll(self) -> int:
        return self.code

    def wait(self) -> int:
        return self.code


@pytest.fixture
def in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as big; the process that it gets is this one."""
    monkeypatch.setattr(work, "GIVES_WAY", 0)
    monkeypatch.setattr(job_run, "BIG_ROWS", 0)
    monkeypatch.setattr("geo.intake.job_run.subprocess.Popen", Here)


@pytest.mark.usefixtures("in_a_process")
def test_a_process_that_could_not_note_what_it_stored_is_asked_of_the_store(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    late(monkeypatch, FULL)
    outcome = jobs.take_in(LAPTOP, job, understanding)
    assert (outcome.receipt.added, outcome.was_known) == (3, False)
    assert jobs.take_in(LAPTOP, job, understanding).was_known
    assert not is_held(job)


@pytest.mark.usefixtures("in_a_process")
def test_a_page_that_finds_the_work_broken_off_learns_that_the_rows_are_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    with monkeypatch.context() as patch:
        late(patch, FULL)
        jobs.take_in(LAPTOP, job, understood(job, office))
    job_folder.write_state(job, job_folder.JobState(Step.TAKING, 2, 3))
    assert jobs.wait(job).step is Step.TAKEN


def test_a_second_page_waits_for_the_first_and_adds_nothing(office: Office) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    at_work, go_on = threading.Event(), threading.Event()
    taken: list[job_notes.Outcome] = []

    def hold(_done: int, _of: int) -> None:
        at_work.set()
        assert go_on.wait(20)

    def take(progress: Any) -> None:
        taken.append(jobs.take_in(LAPTOP, job, understanding, progress=progress))

    first = threading.Thread(target=take, args=(hold,))
    first.start()
    assert at_work.wait(20)
    second = threading.Thread(target=take, args=(lambda _done, _of: go_on.set(),))
    second.start()
    first.join(20)
    second.join(20)
    assert len({outcome.receipt.import_id for outcome in taken}) == 1
    assert len(taken) == 2
    assert len(read_imports(LAPTOP, office)) == 1
    assert n_reports(office) == 3


def test_a_second_page_is_told_when_the_file_was_taken_in_and_put_away(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    assert take_lock(job)

    def taken_and_ended(_job: Job) -> bool:
        if job.folder.is_dir():
            let_go(job)
            jobs.take_in(LAPTOP, job, understanding)
            jobs.end(job)
        return False

    monkeypatch.setattr(job_run, "is_held", taken_and_ended)
    assert jobs.take_in(LAPTOP, job, understanding).was_known
    assert n_reports(office) == 3


def test_a_page_that_waits_for_one_that_cancels_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    assert take_lock(job)

    def cancelled(job: Job) -> bool:
        job_folder.remove_job(job)
        return False

    monkeypatch.setattr(job_run, "is_held", cancelled)
    with pytest.raises(DataError, match="no longer waiting"):
        jobs.take_in(LAPTOP, job, understanding)
    assert n_reports(office) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a process started")
def test_what_a_server_that_ended_held_is_held_no_longer(office: Office) -> None:
    job = given(GOOD)
    assert take_lock(job)
    assert not take_lock(job)
    job_lock.pass_lock(job, NOBODY)
    assert not is_held(job)
    assert jobs.take_in(LAPTOP, job, understood(job, office)).receipt.added == 3
    assert not is_held(job)


def test_where_the_system_tells_nothing_silence_does(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    assert take_lock(job)
    job_lock.pass_lock(job, Owner(1, ""))
    assert is_held(job)
    monkeypatch.setattr(job_lock, "SECONDS_SILENT", 0.0)
    assert not is_held(job)


def test_another_sheet_of_the_same_workbook_is_no_file_that_is_known(office: Office) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    jobs.take_in(LAPTOP, job, understanding)
    fewer = {name: n for name, n in understanding.columns.items() if name != "report"}
    assert not jobs.take_in(LAPTOP, job, replace(understanding, columns=fewer)).was_known
    assert jobs.take_in(LAPTOP, job, understanding).was_known


def test_cancelling_waits_for_a_page_that_is_just_storing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    storing = threading.Event()
    begin = importing

    def slowly(*given: Any) -> Any:
        storing.set()
        time.sleep(0.5)
        return begin(*given)

    monkeypatch.setattr(job_steps, "importing", slowly)
    monkeypatch.setattr(job_folder, "is_to_stop", lambda _job: False)
    monkeypatch.setattr(job_steps, "is_to_stop", lambda _job: False)
    page = threading.Thread(target=jobs.take_in, args=(LAPTOP, job, understanding))
    page.start()
    assert storing.wait(20)
    receipt = jobs.cancel(LAPTOP, office, job, Kind.REPORTS)
    page.join(20)
    assert receipt is not None
    assert n_reports(office) == 3
    assert read_state(job).step is Step.FAILED
