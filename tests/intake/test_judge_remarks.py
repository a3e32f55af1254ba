"""What is said of rows beside what holds them, and what makes two rows one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.intake.judge import judge
from geo.words import Kind
from tests.intake.judged_rows import (
    FULL,
    judged,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
    one,
    reasons,
)


@pytest.mark.parametrize("said", [{"lat": "abc"}, {"lat": "", "lng": "115.1"}, {"lat": "95"}])
def test_a_row_that_is_held_for_its_coordinates_does_say_where(said: dict[str, str]) -> None:
    found = {reason for *_, reason in reasons(judged(said))}
    assert len(found) == 1
    assert "place missing" not in found


def test_a_corrected_number_of_the_same_measure_and_period_updates_its_row() -> None:
    def key(**said: str) -> str:
        return str(one(judged(said, kind=Kind.DENOMINATORS))["denominator"])

    assert key(value="1000") == key(value="1250")
    others = {
        key(kode="51.07"),
        key(until="2026-12-30"),
        key(since="2026-01-02"),
    }
    assert len(others | {key()}) == 4
    result = judged({"value": "1"}, {"value": "2"}, kind=Kind.DENOMINATORS)
    assert reasons(result) == [(3, "held", "twin in file")]


def test_a_report_that_does_not_say_how_many_counts_as_one_and_says_so_once() -> None:
    result = judged({"n_persons": ""}, {"n_persons": "3"}, {"n_persons": "?"})
    assert result.accepted["n_persons"].to_dict() == {2: 1, 3: 3}
    assert reasons(result) == [(2, "warned", "one assumed"), (4, "held", "not a whole number")]


@pytest.mark.parametrize("programme", ["", "SI RAJA GARANG"])
def test_a_visit_without_a_programme_has_that_of_its_office_if_there_is_one(programme: str) -> None:
    batch = make_batch(Kind.VISITS, [FULL[Kind.VISITS]])
    context = make_context(Kind.VISITS)
    context = replace(context, office=replace(context.office, visit_programme=programme))
    visit = one(judge(batch, make_sheet(Kind.VISITS), make_understanding(Kind.VISITS), context))
    assert visit["programme"] == programme
