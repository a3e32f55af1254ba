"""Planted numbers: after all that can become of a file, none of them lies anywhere in the home."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import Workbook

from geo.errors import DataError
from geo.exports.waiting_rows import waiting_rows
from geo.intake import jobs
from geo.intake.entered import Form, without_identifiers
from geo.intake.job_mend import mend
from geo.store.drafts import save_draft
from geo.store.imports import read_waiting, undo_import
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from tests.intake.files import HEADINGS, given, line, ready_store, understood

PLANTED = ("X1234567", "5108010101010001", "081200000001", "fulan@example.org", "Fulan Contoh")
PASSPORT, NIK, PHONE, EMAIL, NAME = PLANTED
FILE = f"Paspor {NAME} {PASSPORT}.csv"


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


def with_persons(*lines: str) -> bytes:
    """Reports with a column of passports, and one headed by a person."""
    return "\n".join([f"{HEADINGS},No Paspor,{NAME}", *lines]).encode()


CONTENT = with_persons(
    f"{line(1)},,ya",
    f"{line(2, note=f'nik {NIK}-{PASSPORT}')},{PASSPORT},ya",
    f"{line(3, day='besok', note=f'paspor {PASSPORT}.Tinggal')},{NAME},",
    f"{line(4, day=f'hp {PHONE}', note=EMAIL)},,",
)


def planted_in(*texts: str) -> list[str]:
    every = " ".join(texts)
    return [each for each in PLANTED if each in every or quote(each) in every]


def planted_below(folder: Path) -> list[tuple[str, str]]:
    """What of the planted stands in which file or name of a file below a folder."""
    return [
        (path.name, each)
        for path in folder.rglob("*")
        for each in PLANTED
        if each in path.name or (path.is_file() and each.encode() in path.read_bytes())
    ]


def test_what_is_looked_for_would_be_found(own_home: Path) -> None:
    (own_home / "notes.txt").write_text(f"a {NIK} b", encoding="utf-8")
    assert planted_below(own_home) == [("notes.txt", NIK)]


@pytest.mark.slow
def test_a_file_on_its_whole_way_leaves_nothing_of_a_person(
    office: Office, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    job = given(CONTENT, name=FILE)
    understanding = understood(job, office)
    jobs.confirm(LAPTOP, job, understanding)
    verdict = jobs.judge_all(LAPTOP, job, understanding)
    receipt = jobs.take_in(LAPTOP, job, understanding).receipt
    assert receipt.file == "berkas.csv"
    assert planted_in(job.name, str(verdict.issues.to_dict()), str(receipt)) == []
    jobs.end(job)
    key = receipt.import_id
    waiting = read_waiting(LAPTOP, office, key)
    assert list(waiting.index) == [3, 4, 5]
    book = given(waiting_rows(waiting, import_id=key, file=receipt.file), name=f"{FILE}.xlsx")
    jobs.mend_by_file(LAPTOP, office, book)
    jobs.end(book)
    said = {4: {"received_on": f"{NIK}.", "agency": f"{NAME}-{PASSPORT}"}}
    mend(LAPTOP, office, key, said)
    assert planted_below(own_home) == []
    mend(LAPTOP, office, key, {3: {}, 5: {"received_on": "23/02/2026"}}, without_personal=True)
    undo_import(LAPTOP, office, key)
    assert planted_below(own_home) == []
    assert planted_in(caplog.text) == []


def test_a_sheet_that_is_called_by_a_person_leaves_nothing_of_the_person(
    office: Office, own_home: Path, tmp_path: Path
) -> None:
    book = Workbook()
    book.worksheets[0].title = f"{NAME} {PASSPORT}"
    for row in (HEADINGS, line(1), line(2, day="besok")):
        book.worksheets[0].append(row.split(","))
    book.save(tmp_path / FILE.replace("csv", "xlsx"))
    job = given(tmp_path / FILE.replace("csv", "xlsx"), name="laporan.xlsx")
    assert jobs.take_in(LAPTOP, job, understood(job, office)).receipt.read == 2
    assert planted_below(own_home) == []


def test_a_file_that_is_cancelled_leaves_nothing_of_a_person(
    office: Office, own_home: Path
) -> None:
    job = given(CONTENT, name=FILE)
    understanding = understood(job, office)
    jobs.judge_all(LAPTOP, job, understanding)
    jobs.cancel(LAPTOP, office, job, understanding.kind)
    assert planted_below(own_home) == []


@pytest.mark.parametrize("content", [b"\0\1\2" * 200 + CONTENT, b"PK\3\4" + CONTENT])
def test_a_file_that_is_refused_leaves_nothing_of_a_person(
    office: Office,
    own_home: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    content: bytes,
) -> None:
    caplog.set_level(logging.DEBUG)
    job = jobs.begin(io.BytesIO(content), name=FILE)
    with pytest.raises(DataError, match=r"berkas\.csv") as refused:
        jobs.read(job)
    assert planted_in(str(refused.value), caplog.text, *capfd.readouterr()) == []
    assert planted_below(own_home) == []


def test_a_form_begun_is_kept_without_what_tells_of_a_person(
    office: Office, own_home: Path
) -> None:
    cells = {"agency": f"{NAME} {PASSPORT}-1 paspor {PASSPORT}.Tinggal", "said_by": EMAIL}
    kept = without_identifiers(Form.MEETING, {**cells, "document": f"{NIK}.pdf"})
    save_draft(LAPTOP, office, Form.MEETING.value, kept)
    assert planted_below(own_home) == []
