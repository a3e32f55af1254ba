"""What has to be known of a whole file before its rows are judged, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.intake.grammar import Sense, cell_types, sense_of
from geo.intake.judged import Understanding
from geo.intake.schema import SCHEMAS, Grammar
from geo.intake.table import FAULT, TYPES

_OF_HABIT: Final = (Grammar.DAY, Grammar.NUMBER)


Habits = Mapping[str, Sense]
"""How the columns of a file write days and numbers, by field."""


def read_habits(batches: Iterable[pd.DataFrame], understanding: Understanding) -> Habits:
    """
    Look through a file for how its columns write days and numbers.

    Parameters
    ----------
    batches : iterable of DataFrame
        All rows of the sheet, with the columns that `geo.intake.table` names.
    understanding : Understanding
        Which column tells which field.
    """
    found: dict[str, Sense] = {}
    for batch in batches:
        for name, sense in habits_of(batch, understanding).items():
            found[name] = found.get(name, Sense()) + sense
    return found


def habit_columns(understanding: Understanding) -> list[str]:
    """Columns of a sheet that `read_habits` looks at."""
    fields = [each.name for each in SCHEMAS[understanding.kind].fields if each.grammar in _OF_HABIT]
    told = [understanding.columns[name] for name in fields if name in understanding.columns]
    return [FAULT, TYPES, *(f"c{number}" for number in told)]


def habits_of(batch: pd.DataFrame, understanding: Understanding) -> Habits:
    """Habits of the columns of one part of a file; rows that are out of shape have none."""
    whole = batch[(batch[FAULT] == "").to_numpy()]
    found = {}
    for each in SCHEMAS[understanding.kind].fields:
        column = understanding.columns.get(each.name)
        if each.grammar in _OF_HABIT and f"c{column}" in whole:
            texts = whole[f"c{column}"]
            types = cell_types(whole[TYPES], int(column or 0))
            found[each.name] = sense_of(each, texts, types)
    return found


def settled(understanding: Understanding, habits: Habits) -> Understanding:
    """The understanding with the order of days that the columns of the file agree on, if any."""
    found = [sense.orders for sense in habits.values()]
    orders = {each.order for each in found if each.n_day_first + each.n_month_first}
    if understanding.dates or len(orders) != 1:
        return understanding
    return replace(understanding, dates=orders.pop())


class Seen:
    """
    Memory from one batch of a file to the next; each file has its own.

    Attributes
    ----------
    habits : Habits, optional
        Of the whole file; without, each batch has its own, which is right only for one batch.
    """

    def __init__(self, habits: Habits | None = None) -> None:
        self.habits = habits
        self._keys = np.zeros(0, dtype=np.uint64)  # hashes in order, each beside its line
        self._lines = np.zeros(0, dtype=np.int64)

    def first_lines(self, keys: pd.Series, lines: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """
        Line on which each key stood first, and remember the keys.

        Parameters
        ----------
        keys : Series of str, n rows
            The empty text is no key.
        lines : ndarray of int, n rows
            Where they stand, rising.

        Returns
        -------
        ndarray of int, n rows
            The row's own line where it is the first, or has no key.
        """
        filled = (keys != "").to_numpy()
        hashes = pd.util.hash_array(keys[filled].to_numpy(dtype=object), categorize=False)
        distinct, here, number = np.unique(hashes, return_index=True, return_inverse=True)
        stood = lines[filled][here]
        place = np.searchsorted(self._keys, distinct)
        known = np.searchsorted(self._keys, distinct, side="right") > place
        stood[known] = self._lines[place[known]]
        self._keys = np.insert(self._keys, place[~known], distinct[~known])
        self._lines = np.insert(self._lines, place[~known], stood[~known])
        first = lines.copy()
        first[filled] = stood[number]
        return first
