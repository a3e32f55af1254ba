"""The strict grammar of cells: each field is read by rules of its own, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from geo.intake.grammar_cells import Parsed, cell_types, cleaned
from geo.intake.grammar_days import (
    DAY_FIRST,
    MONTH_FIRST,
    DayOrders,
    Days,
    day_orders,
    moments_of,
    open_days,
    read_days,
)
from geo.intake.grammar_keys import (
    LONGEST_NAME,
    read_documents,
    read_keys,
    read_kode,
    read_texts,
)
from geo.intake.grammar_numbers import (
    DecimalSigns,
    decimal_signs,
    read_numbers,
    read_whole,
)
from geo.intake.grammar_words import agency_names, read_agencies, read_words
from geo.intake.judged import Question, Understanding
from geo.intake.reason_words import Reason
from geo.intake.schema import Field, Grammar

__all__ = [
    "Days",
    "Parsed",
    "Reading",
    "Sense",
    "agency_names",
    "cell_types",
    "cleaned",
    "date_question",
    "moments_of",
    "open_days",
    "read_column",
    "sense_of",
]

MAY_COME: Final = ("review_by", "since", "until")
"""Days that may be yet to come."""


@dataclass(frozen=True)
class Sense:
    """
    What the whole of a column decides; senses of its parts add up.

    Attributes
    ----------
    orders : DayOrders
        Order of days and months.
    signs : DecimalSigns
        Sign before decimals.
    """

    orders: DayOrders = field(default_factory=DayOrders)
    signs: DecimalSigns = field(default_factory=DecimalSigns)

    def __add__(self, other: Sense) -> Sense:
        """Sense of two parts of a column."""
        return Sense(self.orders + other.orders, self.signs + other.signs)


@dataclass(frozen=True)
class Reading:
    """
    What reading a column rests on, apart from its cells.

    Attributes
    ----------
    today : date
        Days after it are faulty, but for the fields of `MAY_COME`.
    timezone : ZoneInfo
        Clock of the office.
    dates : str
        ``dmy`` or ``mdy`` if a reader decided the order of days and months.
    senses : mapping of str to Sense
        Of whole columns, by field; a column that is missing here is judged by the cells at hand.
    agencies : mapping of str to str
        As `agency_names` gives them.
    """

    today: dt.date
    timezone: ZoneInfo
    dates: str = ""
    senses: Mapping[str, Sense] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)


def sense_of(field: Field, texts: pd.Series, types: pd.Series | None = None) -> Sense:
    """What a column, or a part of it, says of how it is to be read; nothing for most fields."""
    if field.grammar is Grammar.DAY:
        return Sense(orders=day_orders(texts, types))
    if field.grammar is Grammar.NUMBER:
        return Sense(signs=decimal_signs(texts, types))
    return Sense()


def read_column(
    field: Field, texts: pd.Series, types: pd.Series | None, reading: Reading
) -> Parsed:
    """
    Read the column of a field.

    Parameters
    ----------
    field : Field
        Of any grammar but those of coordinates, which `geo.intake.coordinates` reads in pairs.
    texts : Series, n rows
        Its cells.
    types : Series, n rows, optional
        Their letters as `cell_types` gives them; None if all are text.
    reading : Reading

    Returns
    -------
    Parsed, n rows
        `Days` for a day; Int64 for a whole number, float64 for a number, text for all else. An
        empty cell has no value and no reason, whether or not the field is required.
    """
    sense = reading.senses.get(field.name)
    if field.grammar is Grammar.DAY:
        return read_days(
            texts,
            types,
            dates=reading.dates,
            orders=sense.orders if sense else None,
            latest=None if field.name in MAY_COME else reading.today,
            timezone=reading.timezone,
        )
    if field.grammar is Grammar.NUMBER:
        return read_numbers(texts, types, signs=sense.signs if sense else None)
    if field.grammar is Grammar.WORD and field.words is not None:
        return read_words(texts, field.words)
    if field.grammar is Grammar.AGENCY:
        return read_agencies(texts, reading.agencies)
    return _PLAIN[field.grammar](texts, types)


_PLAIN: Final[Mapping[Grammar, Callable[[pd.Series, pd.Series | None], Parsed]]] = {
    Grammar.KEY: read_keys,
    Grammar.KODE: read_kode,
    Grammar.WHOLE: read_whole,
    Grammar.DOCUMENT: lambda texts, _: read_documents(texts),
    Grammar.TEXT: lambda texts, _: read_texts(texts),
    Grammar.PLACE: lambda texts, _: read_texts(texts, longest=LONGEST_NAME),
}


def date_question(
    orders: DayOrders, evidence: tuple[str, ...], understanding: Understanding
) -> Question | None:
    """
    Ask which of day and month comes first, if that is open.

    Parameters
    ----------
    orders : DayOrders
        Of a whole column.
    evidence : tuple of str
        Cells that can be read two ways, as `open_days` gives them.
    understanding : Understanding

    Returns
    -------
    Question or None
        None if no cell is open, or if the column or a reader decided.
    """
    if not orders.n_open or orders.order or understanding.dates:
        return None
    answers = {
        Reason.DAY_FIRST.value: replace(understanding, dates=DAY_FIRST),
        Reason.MONTH_FIRST.value: replace(understanding, dates=MONTH_FIRST),
    }
    return Question(Reason.DATES.value, orders.n_open, evidence, answers)
