"""What is left of a file when a server ends, when others are read first, or a note is in use."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError
from geo.intake import job_folder, job_read, jobs
from geo.intake.job_folder import incoming
from geo.intake.job_owner import Owner, this_process
from geo.intake.reading import process, sandbox
from geo.intake.reading.confine import GIVES_WAY
from geo.intake.reading.limits import Limits
from geo.intake.reading.memory import held_mb
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.views import server
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


def test_a_third_file_waits_until_one_of_two_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(job_read, "_turns", turns)
    monkeypatch.setattr(job_read, "_SECONDS_BETWEEN", 0.01)
    turns.acquire()
    job = jobs.begin(io.BytesIO(GOOD), name="laporan.csv")
    assert jobs.read(job, waiting=turns.release).sheets[0].n_rows == 3
    assert turns.acquire(blocking=False)


def test_a_file_that_is_cancelled_while_it_waits_for_its_turn_is_gone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(job_read, "_turns", turns)
    monkeypatch.setattr(job_read, "_SECONDS_BETWEEN", 0.01)
    turns.acquire()
    job = jobs.begin(io.BytesIO(GOOD), name="laporan.csv")
    with pytest.raises(DataError, match="cancelled"):
        jobs.read(job, waiting=lambda: job_folder.ask_to_stop(job))
    assert not job.folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a process started")
def test_a_file_whose_server_has_ended_before_it_was_read_is_swept_out_at_once(
    office: Office,
) -> None:
    orphan, ours = (jobs.begin(io.BytesIO(GOOD), name="a.csv") for _n in range(2))
    job_folder.write_note(orphan, "job", {"name": "a.csv", "owner": NOBODY.as_json()})
    jobs.sweep()
    assert [path.name for path in incoming().iterdir()] == [ours.key]


def test_the_note_of_a_job_names_the_process_that_sees_to_it(office: Office) -> None:
    job = jobs.begin(io.BytesIO(GOOD), name="a.csv")
    said = json.loads((job.folder / "job.json").read_text(encoding="utf-8"))
    assert said["owner"] == this_process().as_json()


def refusing(monkeypatch: pytest.MonkeyPatch, n_times: int) -> None:
    """Let other programs hold a note for so many attempts, as on Windows."""
    replace_file, left = os.replace, [n_times]

    def held(source: Any, target: Any) -> None:
        if left[0] > 0:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(job_folder, "_SECONDS_BETWEEN", 0.0)


def test_a_note_that_another_page_reads_just_now_is_written_a_moment_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    refusing(monkeypatch, 5)
    assert jobs.take_in(LAPTOP, job, understood(job, office)).receipt.added == 3


def test_a_note_that_stays_refused_costs_neither_the_file_nor_a_row(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = given(GOOD)
    understanding = understood(job, office)
    monkeypatch.setattr(job_folder, "_SECONDS_TO_REPLACE", 0.0)
    with monkeypatch.context() as patch:
        refusing(patch, 1_000_000)
        with pytest.raises(DataError, match="Nothing was taken in"):
            jobs.take_in(LAPTOP, job, understanding)
    assert n_reports(office) == 0
    assert jobs.take_in(LAPTOP, job, understanding).receipt.added == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a process started")
def test_a_server_that_starts_sweeps_out_what_an_earlier_one_left(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = jobs.begin(io.BytesIO(GOOD), name="a.csv")
    job_folder.write_note(orphan, "job", {"name": "a.csv", "owner": NOBODY.as_json()})

    class App:
        def run(self, *, config: Any) -> None:
            assert not orphan.folder.exists()

    monkeypatch.setattr(server, "make_app", lambda _script: App())
    monkeypatch.setattr(server, "_warm_up", lambda: None)
    monkeypatch.setattr(server, "_collect_garbage", lambda: None)
    server.serve(port=1)


def test_the_parent_sees_what_a_process_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    held = held_mb(os.getpid())
    assert held is None or 10 < held < 10_000
    assert held_mb(2**22 + 1) is None


def test_a_file_that_takes_too_much_memory_is_ended_by_the_parent_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    monkeypatch.setattr(process, "held_mb", lambda _pid: 5_000)
    with pytest.raises(DataError, match=r"a\.csv: needs more memory than the 1.024 MB"):
        sandbox.read_file(tmp_path / "a.csv", name="a.csv", folder=tmp_path / "rows")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="Unix has it")
def test_reading_gives_way_to_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    kind: list[int] = []

    def look(pid: int) -> int:
        kind.append(os.getpriority(os.PRIO_PROCESS, pid))
        return 0

    monkeypatch.setattr(process, "held_mb", look)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    sandbox.read_file(tmp_path / "a.csv", name="a.csv", folder=tmp_path / "rows", limits=Limits())
    assert kind[-1] == min(19, before + GIVES_WAY)
