"""A list that comes every week: what the store has is neither lost nor overwritten unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from geo.intake import jobs
from geo.intake.job_mend import mend
from geo.intake.judged import Understanding
from geo.intake.reasons import Reason
from geo.intake.take_in import Verdict
from geo.intake.updates import kept_columns
from geo.store.imports import Receipt, read_waiting, undo_import
from geo.store.offices import Office
from geo.store.pairs import decide_pair
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.store.teams import withdraw
from geo.words import Kind
from tests.intake.files import KLAMPOK, csv_of, given, line, ready_store, understood

pytestmark = pytest.mark.slow

FIRST_WEEK = [line(n) for n in range(1, 6)]
SECOND_WEEK = [line(n, day="24/03/2026") for n in range(1, 6)]


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


def take(office: Office, content: bytes, **changes: object) -> Receipt:
    job = given(content)
    understanding = replace(understood(job, office), **changes)  # type: ignore[arg-type]
    return jobs.take_in(LAPTOP, job, understanding).receipt


def judged(office: Office, content: bytes, **changes: object) -> Verdict:
    job = given(content)
    understanding = replace(understood(job, office), **changes)  # type: ignore[arg-type]
    return jobs.judge_all(LAPTOP, job, understanding)


def compared(verdict: Verdict) -> tuple[int, int, int]:
    return verdict.n_new, verdict.n_changed, verdict.n_same


def asked(office: Office, content: bytes) -> dict[str, Understanding]:
    """Answers to the question about own numbers; none if it is not asked."""
    job = given(content)
    found = jobs.questions(LAPTOP, office, job, understood(job, office))
    own = [each for each in found if each.reason == Reason.NUMBERS_AGAIN]
    return dict(own[0].answers) if own else {}


OWN_WORDS = (
    Reason.OTHER_ROW,
    Reason.TAKEN_OUT_HERE,
    Reason.CHANGED_HERE,
    Reason.SAME_RECORDED,
)


def said(verdict: Verdict) -> dict[str, int]:
    """How many rows each reason is said of that is about the store."""
    return {word: n for word, n in verdict.reasons.items() if word in OWN_WORDS}


def days(office: Office) -> list[str]:
    return [f"{day:%d/%m}" for day in read_reports(LAPTOP, office)["received_on"]]


def of(*cells: Sequence[str]) -> bytes:
    """A list with states of the follow-up and persons."""
    first = "Nomor laporan,Tanggal diterima,Sumber laporan,Jenis dugaan,Kode,Tindak lanjut,"
    return "\n".join([f"{first}Jumlah orang", *(",".join(row) for row in cells), ""]).encode()


def test_a_list_that_counts_anew_changes_no_row_of_last_week(office: Office) -> None:
    take(office, csv_of(*FIRST_WEEK))
    verdict = judged(office, csv_of(*SECOND_WEEK))
    assert compared(verdict) == (0, 0, 0)
    assert said(verdict) == {Reason.OTHER_ROW: 5}
    assert set(verdict.issues["details"].map(tuple)) == {("2026-02-23",)}
    again = take(office, csv_of(*SECOND_WEEK))
    assert (again.accepted, again.held) == (0, 5)
    assert days(office) == ["23/02"] * 5
    cells = read_waiting(LAPTOP, office, again.import_id).at[2, "cells"]
    assert (cells["Nomor laporan"], cells["Tanggal diterima"]) == ("B-1", "24/03/2026")


def test_it_is_asked_whether_it_corrects_or_is_a_new_list(office: Office) -> None:
    assert asked(office, csv_of(*FIRST_WEEK)) == {}
    take(office, csv_of(*FIRST_WEEK))
    assert asked(office, csv_of(*FIRST_WEEK)) == {}
    assert asked(office, csv_of(*SECOND_WEEK[:3])) == {}
    answers = asked(office, csv_of(*SECOND_WEEK))
    new, corrections = answers[Reason.NEW_LIST], answers[Reason.CORRECTIONS]
    assert "report" not in new.columns
    assert corrections.corrects
    changed = judged(office, csv_of(*SECOND_WEEK), corrects=True)
    assert compared(changed) == (0, 5, 0)
    assert set(changed.differs["field"]) == {"received_at"}
    content = csv_of(*(line(n, day="24/03/2026", kode=KLAMPOK) for n in range(1, 6)))
    added = judged(office, content, columns=new.columns)
    assert (added.n_new, added.counts.held) == (1, 4)  # without numbers they are one and the same


def test_another_kind_of_report_is_another_report(office: Office) -> None:
    take(office, csv_of(line(1)))
    other = judged(office, csv_of(line(1).replace("keberadaan", "lainnya")))
    assert said(other) == {Reason.OTHER_ROW: 1}


def test_a_correction_changes_its_row_and_the_others_are_the_same(office: Office) -> None:
    take(office, csv_of(*FIRST_WEEK))
    moved = line(2, kode="51.08.01")
    assert compared(judged(office, csv_of(line(1), moved, line(9)))) == (1, 1, 1)


def test_what_a_file_does_not_tell_stays_as_recorded(office: Office) -> None:
    row = ("B-1", "23/02/2026", "masyarakat", "keberadaan", KLAMPOK)
    take(office, of((*row, "selesai", "4")))
    bare = of(row).replace(b",Tindak lanjut,Jumlah orang", b"")
    assert compared(judged(office, bare)) == (0, 0, 1)
    changed = take(office, bare.replace(KLAMPOK.encode(), b"51.08.01"))
    assert changed.updated == 1
    report = read_reports(LAPTOP, office).iloc[0]
    assert report[["kode_kecamatan", "follow_up", "n_persons"]].to_list() == [
        "51.08.01",
        "selesai",
        4,
    ]


def test_columns_that_nothing_tells_are_kept() -> None:
    told = {"fact": 0, "kode": 1, "status": 2, "event_on": 3, "sk": 4}
    teams = Understanding(Kind.TEAMS, "bali", "polsek", columns=told)
    assert set(kept_columns(teams)) == {"review_by", "note_id", "note_en"}
    noted = replace(teams, constants={"note": "rapat"})
    assert set(kept_columns(noted)) == {"review_by"}
    reports = Understanding(Kind.REPORTS, "bali", "polsek", columns={"kode": 0})
    assert {"n_persons", "follow_up", "agency"} <= set(kept_columns(reports))
    assert "stated_kode" not in kept_columns(reports)
    placeless = kept_columns(replace(reports, columns={}))
    assert {"lat", "stated_kode", "kode_desa", "h3_r8"} <= set(placeless)


def test_a_row_without_number_that_is_recorded_is_said_and_not_counted_twice(
    office: Office,
) -> None:
    nameless = line(1).replace("B-1", "")
    longer = csv_of(f"{nameless}sama", line(7))
    take(office, csv_of(f"{nameless}sama"))
    verdict = judged(office, longer)
    assert compared(verdict) == (1, 0, 1)
    assert (verdict.counts.accepted, verdict.counts.warned) == (2, 1)
    assert said(verdict) == {Reason.SAME_RECORDED: 1}
    receipt = take(office, longer)
    assert (receipt.added, receipt.warned, receipt.unchanged) == (1, 1, 1)


def test_a_row_taken_out_by_hand_waits_and_one_of_an_undone_import_comes_back(
    office: Office,
) -> None:
    receipt = take(office, csv_of(line(1), line(2), line(3, kode="51.08.01")))
    keys = list(read_reports(LAPTOP, office).index)
    withdraw(LAPTOP, "reports", keys[2])
    decide_pair(LAPTOP, keys[0], keys[1], "merged")
    content = csv_of(line(1), line(2), line(3, kode="51.08.01"), line(4))
    verdict = judged(office, content)
    assert said(verdict) == {Reason.TAKEN_OUT_HERE: 2}
    assert compared(verdict) == (1, 0, 1)
    undo_import(LAPTOP, office, receipt.import_id)
    assert compared(judged(office, content)) == (2, 0, 0)


def test_a_row_that_waits_is_not_let_through_by_mending_nothing(office: Office) -> None:
    take(office, csv_of(*FIRST_WEEK))
    again = take(office, csv_of(line(1, day="24/03/2026")))
    assert mend(LAPTOP, office, again.import_id, {2: {}}).taken_in == 0
    assert mend(LAPTOP, office, again.import_id, {2: {"report": "C-1"}}).taken_in == 1
    assert sorted(days(office)) == [*["23/02"] * 5, "24/03"]


def test_the_same_file_read_as_corrections_is_not_the_same_import(office: Office) -> None:
    take(office, csv_of(*FIRST_WEEK))
    take(office, csv_of(*SECOND_WEEK))
    corrected = take(office, csv_of(*SECOND_WEEK), corrects=True)
    assert corrected.updated == 5
    assert days(office) == ["24/03"] * 5
