"""What is said of the rows of a batch: each thing beside its row, the worst deciding its state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.words import RowState

Mask = npt.NDArray[np.bool_]

COLUMNS: Final = ("line", "state", "field", "column", "value", "reason", "details")
"""Columns of the issues of `geo.intake.judged.Judged`."""

_RANK: Final = {RowState.ACCEPTED: 0, RowState.WARNED: 1, RowState.HELD: 2, RowState.REJECTED: 3}
_MOST_SHOWN: Final = 200


class Notes:
    """Issues of a batch as they are found; rows are named by their place in the batch."""

    def __init__(self, lines: npt.NDArray[np.int64]) -> None:
        self._lines = lines
        self._parts: list[pd.DataFrame] = []
        self._ranks = np.zeros(len(lines), dtype=np.int8)

    def add(
        self,
        where: Mask,
        reason: str | Sequence[str],
        *,
        state: RowState = RowState.HELD,
        field: str | Sequence[str] = "",
        column: str | Sequence[str] = "",
        value: str | Sequence[str] = "",
        details: Sequence[tuple[str, ...]] | None = None,
    ) -> None:
        """
        Note the same of all rows where `where` holds.

        Parameters
        ----------
        where : ndarray of bool, n rows
        reason, field, column, value : str or sequence of str, n rows
            One for all rows, or one a row.
        state : RowState
            What the rows become by it, unless they are worse already.
        details : sequence of tuple of str, optional
            One a row; none by default.
        """
        places = np.flatnonzero(where)
        if not len(places):
            return
        self._ranks[places] = np.maximum(self._ranks[places], _RANK[state])
        said = {
            "field": _at(field, places),
            "column": _at(column, places),
            "value": [text.strip()[:_MOST_SHOWN] for text in _at(value, places)],
            "reason": [str(word) for word in _at(reason, places)],
            "details": [() for _ in places]
            if details is None
            else [details[int(i)] for i in places],
        }
        part = {"line": self._lines[places], "state": state.value, **said}
        self._parts.append(pd.DataFrame(part, columns=list(COLUMNS)))

    def noted(self, state: RowState) -> Mask:
        """Rows that are of a state by now."""
        return self._ranks == _RANK[state]

    @property
    def waits(self) -> Mask:
        """Rows that are held or rejected by now."""
        return self._ranks >= _RANK[RowState.HELD]

    def states(self) -> npt.NDArray[np.object_]:
        """State of every row, a word of `RowState`."""
        words = np.array([state.value for state in _RANK], dtype=object)
        return words[self._ranks]

    def issues(self) -> pd.DataFrame:
        """All that was noted, by line and in the order in which it was found."""
        texts = dict.fromkeys(("state", "field", "column", "value", "reason"), "str")
        kinds = {"line": "int64", **texts, "details": object}
        if not self._parts:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
        every = pd.concat(self._parts, ignore_index=True).sort_values("line", kind="stable")
        return every.reset_index(drop=True).astype(kinds)


def _at(said: str | Sequence[str], places: npt.NDArray[np.int64]) -> list[str]:
    if isinstance(said, str):
        return [str(said)] * len(places)
    return [str(said[int(place)]) for place in places]
