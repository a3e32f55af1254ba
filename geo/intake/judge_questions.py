"""What only a reader can decide about a whole file, asked before its rows are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.intake.context import Context
from geo.intake.coordinate_questions import coordinate_questions
from geo.intake.coordinates import is_unstated, read_points
from geo.intake.grammar import cleaned, date_question, open_days
from geo.intake.headings import match_headings
from geo.intake.judge_seen import read_habits
from geo.intake.judge_totals import is_total
from geo.intake.judged import Question, Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS, Field, Grammar, field_label
from geo.intake.table import FAULT, HIDDEN, MASK, Sheet
from geo.labels import identifier_label
from geo.words import Identifier

_MOST_SHOWN: Final = 5


def file_questions(
    batches: Sequence[pd.DataFrame], sheet: Sheet, understanding: Understanding, context: Context
) -> list[Question]:
    """
    What only a reader can decide about a file.

    Parameters
    ----------
    batches : sequence of DataFrame
        The first rows of the sheet, with the columns that `geo.intake.table` names.
    sheet : Sheet
    understanding : Understanding
        As far as it goes: columns that matched, and what was answered before.
    context : Context

    Returns
    -------
    list of Question
        Columns that two fields could have, and fields that no column tells, come first; then what
        coordinates are in, the order of days, and cells that tell of persons. An answer is a word
        of `geo.intake.reasons`, the heading of a column, or a word that then holds for all rows.
    """
    if not batches:
        return []
    rows = pd.concat(batches, ignore_index=True)
    rows = rows[(rows[FAULT] == "").to_numpy() & ~is_total(rows)].reset_index(drop=True)
    return [
        *_about_columns(sheet, understanding, n=len(rows)),
        *_about_coordinates(rows, sheet, understanding, context),
        *_about_days(rows, understanding),
        *_about_persons(rows, sheet, understanding),
    ]


def _about_columns(sheet: Sheet, now: Understanding, *, n: int) -> list[Question]:
    match = match_headings(sheet, now.kind, {})
    asked = []
    for field in SCHEMAS[now.kind].fields:
        if field.name in now.columns or field.name in now.constants:
            continue
        free = set(range(len(sheet.headings))) - set(now.columns.values())
        if doubtful := [c for c in match.doubtful.get(field.name, ()) if c in free]:
            answers = _columns(field, doubtful, sheet, now)
            shown = (field_label(field.name), *answers)
            asked.append(Question(Reason.COLUMN_TWICE.value, n, shown, answers))
        elif field.required:
            like = [c for c in match.suggested.get(field.name, ()) if c in free]
            answers = _columns(field, like, sheet, now) | _constants(field, now)
            shown = (field_label(field.name),)
            asked.append(Question(Reason.COLUMN_MISSING.value, n, shown, answers))
    return asked


def _columns(
    field: Field, numbers: Sequence[int], sheet: Sheet, now: Understanding
) -> dict[str, Understanding]:
    """How the file is understood if one of these columns tells the field, by its heading."""
    return {
        sheet.headings[number]: replace(now, columns={**now.columns, field.name: number})
        for number in numbers
    }


def _constants(field: Field, now: Understanding) -> dict[str, Understanding]:
    """How it is understood if a word holds for all rows, by the word."""
    words = [word.value for word in field.words] if field.words else []
    return {word: replace(now, constants={**now.constants, field.name: word}) for word in words}


def _about_coordinates(
    rows: pd.DataFrame, sheet: Sheet, now: Understanding, context: Context
) -> list[Question]:
    columns = [now.columns.get(name) for name in ("lat", "lng")]
    if context.bounds is None or any(f"c{column}" not in rows for column in columns):
        return []
    lat, lng = (_shown(rows, int(column or 0)) for column in columns)
    unstated = is_unstated(sheet, now)
    points = read_points(lat, lng, understanding=now, bounds=context.bounds, unstated=unstated)
    return coordinate_questions(points, rows, context.bounds, now, unstated=unstated)


def _about_days(rows: pd.DataFrame, now: Understanding) -> list[Question]:
    """The first column of days whose order is open; the answer holds for all of them."""
    habits = read_habits([rows], now)
    for field in SCHEMAS[now.kind].fields:
        if field.grammar is not Grammar.DAY or field.name not in habits:
            continue
        evidence = open_days(_shown(rows, now.columns[field.name]))
        if question := date_question(habits[field.name].orders, evidence, now):
            return [question]
    return []


def _about_persons(rows: pd.DataFrame, sheet: Sheet, now: Understanding) -> list[Question]:
    """Masked cells: their headings and what they told, never the cells."""
    hidden = rows[HIDDEN].astype("str")
    n = int((hidden != "").sum())
    if not n or now.without_personal:
        return []
    found = hidden[hidden != ""].str.split(",").explode().drop_duplicates().str.split(":")
    shown = [
        f"{sheet.headings[int(number)]}: {identifier_label(Identifier(what))}"
        for number, what in found
        if int(number) < len(sheet.headings)
    ]
    answers = {
        Reason.WITHOUT_PERSONAL.value: replace(now, without_personal=True),
        Reason.AS_IT_STANDS.value: now,
    }
    return [Question(Reason.PERSONAL_COLUMNS.value, n, tuple(shown[:_MOST_SHOWN]), answers)]


def _shown(rows: pd.DataFrame, column: int) -> pd.Series:
    """Cells of a column, masked ones as empty."""
    texts = cleaned(rows[f"c{column}"])
    return texts.mask(texts.str.contains(MASK, regex=False), "")
