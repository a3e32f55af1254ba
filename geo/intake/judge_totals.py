"""Rows that sum up the rows above them: they are no rows of their own, and are not taken."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

from geo.intake.judge_notes import Mask

_MOST_FILLED: Final = 3
"""A row with more filled cells says something itself."""

_NOT_A_LETTER: Final = re.compile(r"[^a-z]+")
_SUMS: Final = frozenset(
    f"{first}{rest}"
    for first in ("jumlah", "total", "subtotal", "subjumlah", "grandtotal")
    for rest in ("", "total", "jumlah", "akhir", "semua", "seluruh", "seluruhnya", "keseluruhan")
)
"""What such a row begins with: "JUMLAH", "Total :", "J U M L A H", "Jumlah total"."""


def is_total(batch: pd.DataFrame) -> Mask:
    """
    Tell which rows are totals.

    Parameters
    ----------
    batch : DataFrame, n rows
        Cells in the columns c0, c1 and so on, as `geo.intake.table` names them.

    Returns
    -------
    ndarray of bool, n rows
        Rows of which the first filled cell is a word for a sum, and few others are filled.
    """
    names = sorted((n for n in batch if re.fullmatch(r"c\d+", str(n))), key=lambda n: int(n[1:]))
    filled = np.zeros(len(batch), dtype=np.int64)
    for name in names:
        filled += (batch[name] != "").to_numpy(dtype=bool)
    found = np.zeros(len(batch), dtype=bool)
    few = np.flatnonzero((filled > 0) & (filled <= _MOST_FILLED))
    cells = batch.iloc[few][names].astype("str").to_numpy(dtype=object)
    found[few] = [_is_sum(next((cell for cell in row if cell.strip()), "")) for row in cells]
    return found


def _is_sum(cell: str) -> bool:
    return len(cell) <= 40 and _NOT_A_LETTER.sub("", cell.casefold()) in _SUMS
