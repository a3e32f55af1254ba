"""Cells of a column as they are read: cleaned, each distinct one once, faults beside the values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

TEXT_CELL, NUMBER_CELL, DAY_CELL = "t", "n", "d"
"""Letters of ``_types`` that a grammar tells apart."""

MARKS: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters without width, among them those that turn the direction of writing."""

_MARK = re.compile(f"[{MARKS}]")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_GAPS = re.compile(r"[\W_]+")


class Cell(NamedTuple):
    """What one distinct cell says: a value, or why it has none, and what may be meant."""

    value: Any = None
    reason: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """
    A column as read.

    Attributes
    ----------
    values : Series, n rows
        In the index of the column; missing ("" for text) where a cell is empty or faulty.
    reason : Series, n rows
        A word of `geo.intake.reasons`, or "" where the cell is in order or empty.
    details : mapping of str to tuple of str
        Of faulty cells, by their text without outer blanks: what may be meant.
    """

    values: pd.Series
    reason: pd.Series
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def normal(text: str) -> str:
    """Small letters and digits, words parted by one blank: " Desa/Kel. " gives "desa kel"."""
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def without_marks(text: str) -> str:
    """The text without `MARKS`."""
    return _MARK.sub("", text)


def cell_types(types: pd.Series, column: int) -> pd.Series | None:
    """Letters of one column of a sheet, from ``_types``; None if every cell is text."""
    if bool((types == "").all()):
        return None
    letters = types.str[column].fillna("").replace("", TEXT_CELL)
    return None if bool((letters == TEXT_CELL).all()) else letters


def cleaned(texts: pd.Series) -> pd.Series:
    """Cells without outer blanks and without marks; a cell of dashes alone is an empty one."""
    cells = pa.array(texts, type=pa.large_string(), from_pandas=True).fill_null("")
    if not pc.all(pc.string_is_ascii(cells)).as_py():
        cells = pc.replace_substring_regex(cells, f"[{MARKS}]", "")
    cells = pc.utf8_trim_whitespace(cells)
    cells = pc.if_else(pc.equal(pc.utf8_trim(cells, characters=_DASHES), ""), "", cells)
    return pd.Series(pd.array(cells, dtype="str"), index=texts.index, name=texts.name)


def read_each(
    texts: pd.Series, types: pd.Series | None, read: Callable[[str, str], Cell]
) -> tuple[np.ndarray, list[Cell], dict[str, tuple[str, ...]]]:
    """
    Read each distinct cell once.

    Parameters
    ----------
    texts : Series, n rows
    types : Series, n rows, optional
        Their letters as `cell_types` gives them; without, all are text.
    read : callable
        Takes a cell that is not empty and its letter.

    Returns
    -------
    ndarray of int, n rows
        Which of the cells that follow a row has.
    list of Cell
    dict of str to tuple of str
        Details of those that have any, by the cell's text.
    """
    cells = cleaned(texts)
    lettered = cells if types is None else types.astype("str") + cells
    codes, distinct = pd.factorize(lettered)
    if types is None:
        known = [(TEXT_CELL, text) for text in distinct]
    else:
        known = [(text[:1], text[1:]) for text in distinct]
    results = [read(text, letter) if text else Cell() for letter, text in known]
    found = {
        text: cell.details for (_, text), cell in zip(known, results, strict=True) if cell.details
    }
    return codes, results, found


def reasons_of(cells: list[Cell], codes: np.ndarray, index: pd.Index) -> pd.Series:
    """Reason of each row."""
    return spread([str(cell.reason) for cell in cells], codes, index)


def spread(texts: list[str], codes: np.ndarray, index: pd.Index) -> pd.Series:
    """Of some distinct texts the one that each row has."""
    return pd.Series(pd.array(texts, dtype="str").take(codes), index=index)


def read_texts_by(
    texts: pd.Series, types: pd.Series | None, read: Callable[[str, str], Cell]
) -> Parsed:
    """A column of text, each distinct cell read once; "" where there is no value."""
    codes, cells, details = read_each(texts, types, read)
    column = spread([cell.value or "" for cell in cells], codes, texts.index)
    return Parsed(column, reasons_of(cells, codes, texts.index), details)
