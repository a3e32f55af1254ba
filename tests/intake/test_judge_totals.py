"""A row that sums up the others is no row of its own: it is rejected, and said to be one."""

from __future__ import annotations

import pytest

from geo.intake.judge_questions import file_questions
from geo.intake.reason_words import Reason
from geo.words import Kind, RowState
from tests.intake.judged_rows import (
    FULL,
    judged,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
    reasons,
)

BLANK = dict.fromkeys(FULL[Kind.REPORTS], "")


@pytest.mark.parametrize(
    "words",
    ["JUMLAH", "Total", "Jumlah total", "J U M L A H :", "TOTAL: 57", "Grand Total", "Jml."],
)
def test_a_total_row_is_rejected_for_that_alone_and_counted(words: str) -> None:
    result = judged({}, {**BLANK, "report": words, "n_persons": "57"})
    is_known = words != "Jml."
    said = [(3, RowState.REJECTED.value, Reason.TOTAL_ROW.value)]
    assert (reasons(result) == said) is is_known
    assert result.counts.adds_up
    assert (result.counts.read, result.counts.accepted) == (2, 1)
    assert (result.counts.rejected == 1) is is_known


def test_a_total_may_stand_in_the_second_column_and_mended_cells_make_it_a_report() -> None:
    total = {**BLANK, "received_on": "JUMLAH", "n_persons": "57"}
    assert [each[2] for each in reasons(judged({}, total))] == [Reason.TOTAL_ROW]
    mended = {3: {**FULL[Kind.REPORTS], "lat": "-8.2"}}
    assert reasons(judged({}, total, corrections=mended)) == []


def test_a_row_that_says_more_is_no_total() -> None:
    (row,) = judged({"report": "Total"}).accepted.itertuples()
    assert row.n_persons == 1


def test_a_word_for_a_sum_further_on_is_no_total() -> None:
    found = reasons(judged({**BLANK, "report": "A1", "kecamatan": "Total"}))
    assert Reason.TOTAL_ROW not in {reason for _line, _state, reason in found}


def test_a_total_row_raises_no_question_about_the_file() -> None:
    full = {**FULL[Kind.REPORTS], "received_on": "2026-03-25"}
    total = {**BLANK, "received_on": "JUMLAH", "lat": "115.1", "lng": "-8.1"}
    batch = make_batch(Kind.REPORTS, [full, total])
    asked = file_questions(
        [batch],
        make_sheet(Kind.REPORTS, 2),
        make_understanding(Kind.REPORTS),
        make_context(Kind.REPORTS),
    )
    assert [question.reason for question in asked] == []
