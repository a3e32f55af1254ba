"""What only a reader can decide about a file is asked, and each answer is an understanding."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from geo.intake.judge import file_questions
from geo.intake.judged import Question
from geo.intake.table import MASK, Sheet
from geo.words import Kind
from tests.intake.judged_rows import (
    FULL,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
)

REPORTS = Kind.REPORTS


def asked(*days: str, **about: object) -> dict[str, Question]:
    rows = [{**FULL[REPORTS], "received_on": day} for day in days or ("2026-03-25",)]
    understanding = make_understanding(REPORTS, **about)
    context = make_context(REPORTS)
    found = file_questions([make_batch(REPORTS, rows)], make_sheet(REPORTS), understanding, context)
    return {question.reason: question for question in found}


def test_nothing_is_asked_of_a_file_that_is_clear() -> None:
    assert asked() == {}
    assert asked("25/03/2026", "03/04/2026") == {}


def test_an_open_order_of_days_is_asked_about_and_an_answer_settles_it() -> None:
    question = asked("03/04/2026", "05/06/2026")["dates"]
    assert (question.n, question.evidence) == (2, ("03/04/2026", "05/06/2026"))
    assert {word: each.dates for word, each in question.answers.items()} == {
        "day first": "dmy",
        "month first": "mdy",
    }
    assert "dates" not in asked("03/04/2026", dates="mdy")


def test_cells_that_tell_of_persons_are_asked_about_by_heading_only() -> None:
    row = {**FULL[REPORTS], "agency": MASK}
    batch = make_batch(REPORTS, [row], hidden=["13:telepon"])
    understanding, context = make_understanding(REPORTS), make_context(REPORTS)
    (question,) = file_questions([batch], make_sheet(REPORTS), understanding, context)
    assert (question.reason, question.n) == ("personal columns", 1)
    assert question.evidence == ("Kolom agency: phone number",)
    assert question.answers["without personal"].without_personal
    assert question.answers["as it stands"] == understanding


def test_a_required_field_without_a_column_can_hold_one_word_for_all_rows() -> None:
    understanding = make_understanding(REPORTS)
    columns = {name: n for name, n in understanding.columns.items() if name != "channel"}
    batch = make_batch(REPORTS, [FULL[REPORTS]])
    now = replace(understanding, columns=columns)
    (question,) = file_questions([batch], make_sheet(REPORTS), now, make_context(REPORTS))
    assert question.reason == "column missing"
    assert question.answers["media"].constants == {"channel": "media"}
    settled = question.answers["media"]
    assert file_questions([batch], make_sheet(REPORTS), settled, make_context(REPORTS)) == []


def test_two_columns_for_one_field_are_asked_about() -> None:
    sheet = Sheet("", ("Kecamatan", "Nama Kecamatan", "Tanggal", "Nomor SK", "Status"), 1)
    columns = ("c0", "c1", "c2", "c3", "c4")
    cells = dict(zip(columns, ("Banjar", "Sawan", "2026-03-25", "1", "terbentuk"), strict=True))
    about = {"_line": 2, "_fault": "", "_types": "", "_hidden": ""}
    batch = pd.DataFrame([{**about, **cells}])
    now = replace(make_understanding(Kind.TEAMS), columns={"event_on": 2, "status": 4})
    found = file_questions([batch], sheet, now, make_context(Kind.TEAMS))
    question = next(each for each in found if each.reason == "column twice")
    assert question.answers["Nama Kecamatan"].columns["kecamatan"] == 1
    assert question.answers["Kecamatan"].columns["kecamatan"] == 0


def test_swapped_coordinates_are_asked_about_and_not_changed() -> None:
    rows = [{**FULL[REPORTS], "lat": "115.1", "lng": "-8.1"} for _ in range(3)]
    understanding, context = make_understanding(REPORTS), make_context(REPORTS)
    batch = make_batch(REPORTS, rows)
    found = file_questions([batch], make_sheet(REPORTS), understanding, context)
    assert [question.reason for question in found] == ["swapped"]
    assert found[0].answers["swap"].swapped


def test_a_file_without_rows_asks_nothing() -> None:
    context = make_context(REPORTS)
    assert file_questions([], make_sheet(REPORTS), make_understanding(REPORTS), context) == []
