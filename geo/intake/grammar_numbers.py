"""Numbers read strictly: what may part thousands or begin decimals is decided by the column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.intake.grammar_cells import NUMBER_CELL, Cell, Parsed, cleaned, read_each, reasons_of
from geo.intake.reason_words import Reason

MOST: Final = 1_000_000_000
"""Largest number that is taken; no count and no measure here comes near."""

LONGEST: Final = 40
"""A cell with more characters is no number, and is not looked at further."""

COMMA, POINT = ",", "."

_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_OF_A_SHEET = re.compile(r"(\d{1,15})(?:\.0+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)", re.ASCII)
_WITH_WORDS = re.compile(r"[^\W\d_]\D*\d{1,15}|\d{1,15}[\s.]*[^\W\d_]\D*")
_PLAIN = re.compile(r"\d{1,15}(?:([.,])\d{1,15})?", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])\d{1,15})?", re.ASCII)
_SHEET_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class DecimalSigns:
    """How many cells of a column can only have the one or the other sign before decimals."""

    n_comma: int = 0
    n_point: int = 0
    n_open: int = 0

    def __add__(self, other: DecimalSigns) -> DecimalSigns:
        """Counts of two parts of a column."""
        return DecimalSigns(
            self.n_comma + other.n_comma,
            self.n_point + other.n_point,
            self.n_open + other.n_open,
        )

    @property
    def sign(self) -> str:
        """The comma or the point if the column decides; empty if no cell does, or two disagree."""
        if bool(self.n_comma) == bool(self.n_point):
            return ""
        return COMMA if self.n_comma else POINT


def decimal_signs(texts: pd.Series, types: pd.Series | None = None) -> DecimalSigns:
    """
    What the cells of a column, or of a part of it, say of the sign before decimals.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`; number cells say nothing of it.
    """
    cells = cleaned(texts)
    if types is not None:
        cells = cells[(types != NUMBER_CELL).to_numpy()]
    counts = {COMMA: 0, POINT: 0, "open": 0, "": 0}
    for text, n in cells.value_counts().items():
        counts[_sign_of(str(text))] += int(n)
    return DecimalSigns(counts[COMMA], counts[POINT], counts["open"])


def read_whole(texts: pd.Series, types: pd.Series | None = None) -> Parsed:
    """
    Read whole numbers of 0 or more, written in digits alone.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`; 3.0 is whole in a number cell only.

    Returns
    -------
    Parsed, n rows
        Int64. "3 orang" and 1.250, which may be a thousand or one and a quarter, are faulty.
    """
    codes, cells, details = read_each(texts, types, _whole)
    numbers = pd.array([cell.value for cell in cells], dtype="Int64")
    values = pd.Series(numbers.take(codes), index=texts.index)
    return Parsed(values, reasons_of(cells, codes, texts.index), details)


def read_numbers(
    texts: pd.Series, types: pd.Series | None = None, *, signs: DecimalSigns | None = None
) -> Parsed:
    """
    Read numbers of 0 or more, with decimals.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        See `geo.intake.grammar_cells.cell_types`; number cells have a decimal point.
    signs : DecimalSigns, optional
        Of the whole column, of which `texts` may be a part; by default of `texts`.

    Returns
    -------
    Parsed, n rows
        float64, NaN where a cell is empty or faulty. 1.250 is faulty where the column does not
        decide whether it is a thousand or one and a quarter.
    """
    sign = (signs or decimal_signs(texts, types)).sign

    def read(text: str, letter: str) -> Cell:
        if len(text) > LONGEST:
            return Cell(reason=Reason.NUMBER)
        return _sheet_number(text) if letter == NUMBER_CELL else _number(text, sign)

    codes, cells, details = read_each(texts, types, read)
    numbers = np.array([np.nan if c.value is None else c.value for c in cells], dtype=float)
    values = pd.Series(numbers[codes], index=texts.index)
    return Parsed(values, reasons_of(cells, codes, texts.index), details)


def _whole(text: str, letter: str) -> Cell:
    if len(text) > LONGEST:
        return Cell(reason=Reason.WHOLE)
    if letter == NUMBER_CELL and (digits := _OF_A_SHEET.fullmatch(text)):
        text = digits[1]
    if _WHOLE.fullmatch(text):
        return _bounded(int(text))
    if letter != NUMBER_CELL and _GROUPED.fullmatch(text):
        return Cell(reason=Reason.GROUPED)
    return Cell(reason=Reason.WITH_WORDS if _WITH_WORDS.fullmatch(text) else Reason.WHOLE)


def _number(text: str, sign: str) -> Cell:
    said = _sign_of(text)
    if said == "open":
        if not sign:
            return Cell(reason=Reason.GROUPED)
        said = sign
    elif not _PLAIN.fullmatch(text) and not said:
        return Cell(reason=Reason.WITH_WORDS if _WITH_WORDS.fullmatch(text) else Reason.NUMBER)
    thousands = POINT if said == COMMA else COMMA
    return _bounded(float(text.replace(thousands, "").replace(COMMA, POINT)))


def _sheet_number(text: str) -> Cell:
    if not _SHEET_NUMBER.fullmatch(text):
        return Cell(reason=Reason.NUMBER)
    return _bounded(float(text))


def _bounded(number: float) -> Cell:
    return Cell(number) if number <= MOST else Cell(reason=Reason.TOO_LARGE)


def _sign_of(text: str) -> str:
    """The sign before decimals that a number shows; "open" for 1.250, empty for all else."""
    if len(text) > LONGEST:
        return ""
    if grouped := _THOUSANDS.fullmatch(text):
        first, last = grouped.groups()
        if last and last != first:
            return str(last)
        if last is None and text.count(first) > 1:
            return POINT if first == COMMA else COMMA
        return "open" if last is None else ""
    plain = _PLAIN.fullmatch(text)
    return (plain[1] or "") if plain else ""
