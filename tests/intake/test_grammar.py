"""Each field is read by the rules of its own grammar, whatever its cells hold."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.intake.grammar import (
    Days,
    Reading,
    Sense,
    cell_types,
    date_question,
    open_days,
    read_column,
    sense_of,
)
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS, Field, Grammar
from geo.words import Kind
from tests.builders import day

READING = Reading(day("2026-11-22"), ZoneInfo("Asia/Makassar"), agencies={"polsek": "polsek"})
POINTS = (Grammar.LAT, Grammar.LNG)
FIELDS = [
    (kind, field)
    for kind, schema in SCHEMAS.items()
    for field in schema.fields
    if field.grammar not in POINTS
]
ODD = [sign * n for n in (70, 3000) for sign in (" 1", "a ", "1.", "8 ", "'", "-", "a", "\u200b")]


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_can_be_read_and_an_empty_cell_is_missing(kind: Kind, field: Field) -> None:
    own = SCHEMAS[kind].field(field.name)
    parsed = read_column(own, column("", "-", *ODD), None, READING)
    assert isinstance(parsed, Days) == (own.grammar is Grammar.DAY)
    assert list(parsed.reason[:2]) == ["", ""]
    assert (parsed.values[:2].isna() | (parsed.values[:2] == "")).all()


def test_a_period_and_a_renewal_may_be_yet_to_come() -> None:
    teams = SCHEMAS[Kind.TEAMS]
    for name, reason in (("review_by", ""), ("event_on", Reason.DAY_TO_COME)):
        parsed = read_column(teams.field(name), column("31/12/2027"), None, READING)
        assert parsed.reason[0] == reason


def test_the_sense_of_a_column_adds_up_over_its_parts() -> None:
    received = SCHEMAS[Kind.REPORTS].field("received_on")
    parts = [sense_of(received, column(cell)) for cell in ("03/04/2026", "25/04/2026")]
    whole = sum(parts, Sense())
    assert whole.orders.order == "dmy"
    reading = Reading(READING.today, READING.timezone, senses={"received_on": whole})
    parsed = read_column(received, column("03/04/2026"), None, reading)
    assert parsed.values[0] == pd.Timestamp("2026-04-03")


def test_the_order_of_days_is_asked_for_only_where_nothing_decides() -> None:
    received, plain = (
        SCHEMAS[Kind.REPORTS].field("received_on"),
        Understanding(Kind.REPORTS, "", ""),
    )
    cells = column("03/04/2026", "04/05/2026")
    orders = sense_of(received, cells).orders
    question = date_question(orders, open_days(cells), plain)
    assert question is not None
    assert (question.reason, question.n) == (Reason.DATES, 2)
    assert question.evidence == ("03/04/2026", "04/05/2026")
    assert [answer.dates for answer in question.answers.values()] == ["dmy", "mdy"]
    assert date_question(orders, (), question.answers[Reason.DAY_FIRST]) is None
    decided = sense_of(received, column("03/04/2026", "25/04/2026")).orders
    assert date_question(decided, (), plain) is None


def test_the_letters_of_a_column_are_told_only_where_not_all_is_text() -> None:
    types = column("tn", "", "tt")
    assert cell_types(types, 0) is None
    letters = cell_types(types, 1)
    assert letters is not None
    assert list(letters) == ["n", "t", "t"]
