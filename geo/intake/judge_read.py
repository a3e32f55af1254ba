"""Fields of a batch read by their grammar; what cannot be read, or is missing, is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.intake.context import Context
from geo.intake.grammar import Days, Parsed, Reading, moments_of, read_column
from geo.intake.judge_cells import Said
from geo.intake.judge_notes import Mask, Notes
from geo.intake.judge_seen import Habits
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import Field, Grammar
from geo.words import Kind, RowState

BY_PLACE: Final = (Grammar.LAT, Grammar.LNG, Grammar.PLACE)
"""Grammars of fields that are read together, by `geo.intake.judge_places`."""

_ASSUMED: Final[Mapping[str, Reason]] = {"n_persons": Reason.ASSUMED_ONE}
"""Defaults that are counted with, so that each row says that it has it."""


def read_fields(
    said: Mapping[str, Said],
    understanding: Understanding,
    context: Context,
    habits: Habits,
    notes: Notes,
) -> dict[str, pd.Series]:
    """
    Read all fields but those of the place.

    Parameters
    ----------
    said : mapping of str to Said
        By field.
    understanding : Understanding
    context : Context
    habits : Habits
        How the columns of the whole file write days and numbers.
    notes : Notes
        Told of cells that cannot be read, and of required fields that are missing.

    Returns
    -------
    dict
        Field to its values: text, "" where there is none; Int64 and float for numbers; moments
        with a time zone for the day on which a report was received.
    """
    ok = ~notes.noted(RowState.REJECTED)
    reading = Reading(
        today=context.today,
        timezone=context.office.timezone,
        dates=understanding.dates,
        senses=habits,
        agencies=context.agencies,
    )
    values = {}
    for name, each in said.items():
        if each.field.grammar in BY_PLACE:
            continue
        default = _default(each.field, context)
        texts = each.texts.mask(each.texts == "", default) if default else each.texts
        parsed = read_column(each.field, texts, each.types, reading)
        _note_faults(each, parsed, ok, notes)
        if each.field.required:
            each.note(each.is_empty & ok, Reason.MISSING, RowState.HELD, notes)
        if name in _ASSUMED:
            each.note(each.is_empty & ok, _ASSUMED[name], RowState.WARNED, notes)
        values[name] = _value(name, parsed, context)
    return values


def _default(field: Field, context: Context) -> str:
    """What a row says of a field that it does not tell; a programme is that of the office."""
    return context.office.visit_programme if field.name == "programme" else field.default


def _note_faults(said: Said, parsed: Parsed, ok: Mask, notes: Notes) -> None:
    """Hold the rows whose cell cannot be read, each with what may be meant."""
    faulty = (parsed.reason != "").to_numpy() & ok
    meant = said.texts.map(lambda text: parsed.details.get(text, ())) if parsed.details else None
    said.note(faulty, parsed.reason, RowState.HELD, notes, details=meant)


def _value(name: str, parsed: Parsed, context: Context) -> pd.Series:
    if not isinstance(parsed, Days):
        return parsed.values
    if context.kind is Kind.REPORTS and name == "received_on":
        return moments_of(parsed, context.office.timezone)
    return parsed.values.dt.strftime("%Y-%m-%d").fillna("").astype("str")
