"""Whether a list whose own numbers the store knows corrects its rows, or counts from 1 again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.intake.context import Context
from geo.intake.judge import judge
from geo.intake.judge_seen import Seen, read_habits
from geo.intake.judged import Question, Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS
from geo.intake.table import Sheet
from geo.intake.updates import Beside
from geo.store.scope import Scope

_FEW: Final = 3
"""So many rows whose number is another's are held one by one, without a question."""

_MOST_ROWS: Final = 5000
_MOST_SHOWN: Final = 5


def update_questions(
    scope: Scope,
    batches: Sequence[pd.DataFrame],
    sheet: Sheet,
    understanding: Understanding,
    context: Context,
) -> list[Question]:
    """
    Ask about own numbers that the store has for rows of other days.

    Parameters
    ----------
    scope : Scope
    batches : sequence of DataFrame
        The first rows of the sheet.
    sheet : Sheet
    understanding : Understanding
    context : Context
        Of the same office and kind.

    Returns
    -------
    list of Question
        One at most: NUMBERS_AGAIN, answered by CORRECTIONS (the rows take the place of those in
        the store) or NEW_LIST (the column is no own number); none where it was answered before.
    """
    name = SCHEMAS[understanding.kind].key
    if understanding.corrects or name not in understanding.columns or not batches:
        return []
    rows = pd.concat(batches, ignore_index=True).head(_MOST_ROWS)
    seen = Seen(read_habits([rows], understanding))
    judged = judge(rows, sheet, understanding, context, seen=seen)
    beside = Beside(scope, context.office, judged.accepted, understanding)
    other = beside.is_other
    if other.sum() <= _FEW:
        return []
    days = zip(beside.numbers, beside.recorded_days, beside.days, other, strict=True)
    evidence = [f"{number}: {was} → {says}" for number, was, says, is_other in days if is_other]
    columns = {field: n for field, n in understanding.columns.items() if field != name}
    answers = {
        Reason.NEW_LIST.value: replace(understanding, columns=columns),
        Reason.CORRECTIONS.value: replace(understanding, corrects=True),
    }
    shown = tuple(evidence[:_MOST_SHOWN])
    return [Question(Reason.NUMBERS_AGAIN.value, int(other.sum()), shown, answers)]
