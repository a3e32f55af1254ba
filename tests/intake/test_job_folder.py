"""The folder a file waits in: private, found again by its id alone, and swept out."""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError
from geo.intake import job_folder, jobs
from geo.intake.job_folder import incoming
from geo.intake.reading import sandbox
from geo.store.offices import Office
from tests.intake.files import csv_of, given, line, read_here, ready_store

GOOD = csv_of(line(1), line(2))


@pytest.fixture
def office(small: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(sandbox, "run_confined", read_here)
    return ready_store()


def left_over() -> list[str]:
    return sorted(path.name for path in incoming().iterdir()) if incoming().exists() else []


def full_disk(*_args: Any, **_options: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_this_account_may_look_into_the_folder_of_a_file(office: Office) -> None:
    job = jobs.begin(io.BytesIO(GOOD), name="laporan.csv")
    for path in (incoming(), job.folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE(job.upload.stat().st_mode) == 0o600


def test_the_name_of_a_file_is_shown_without_its_path(office: Office) -> None:
    job = jobs.begin(io.BytesIO(GOOD), name="C:\\Users\\x\\../laporan\x00 mei.csv")
    assert "\\" not in job.name
    assert "/" not in job.name
    assert job.name.endswith("mei.csv")


def test_a_file_above_the_limit_is_refused_with_the_limit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_folder, "MOST_MB", 1)
    with pytest.raises(DataError, match="larger than 1 MB"):
        jobs.begin(io.BytesIO(b"a" * 1_000_001), name="besar.csv")
    assert left_over() == []


def test_a_job_is_found_again_by_its_id_and_by_no_other_text(office: Office) -> None:
    job = jobs.begin(io.BytesIO(GOOD), name="laporan.csv")
    assert jobs.job_of(job.key) == job
    for key in ("", "..", "../records", "0" * 32, job.key.upper() + "x", job.key[:-1]):
        with pytest.raises(DataError, match="no longer waiting"):
            jobs.job_of(key)


def test_what_nobody_came_back_to_is_swept_out_when_the_next_file_comes(office: Office) -> None:
    unread, read, fresh = jobs.begin(io.BytesIO(GOOD), name="a.csv"), given(GOOD), given(GOOD)
    hours_ago = time.time() - 2 * 3600
    os.utime(unread.upload, (hours_ago, hours_ago))
    days_ago = time.time() - 48 * 3600
    for path in (*read.folder.iterdir(), read.folder):
        os.utime(path, (days_ago, days_ago))
    last = jobs.begin(io.BytesIO(GOOD), name="b.csv")
    assert left_over() == sorted([fresh.key, last.key])


def test_a_disk_that_is_full_while_a_file_is_given_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_folder, "_copy", full_disk)
    with pytest.raises(DataError, match=r"laporan\.csv: the disk .* is full"):
        jobs.begin(io.BytesIO(GOOD), name="laporan.csv")
    assert left_over() == []
