"""Which line names the columns, and the names as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SAMPLE: Final = 40
"""Lines at the top of a table among which the headings are looked for."""

LONGEST: Final = 80
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_ORDINAL = re.compile(r"\(?(\d{1,3})[).]?")

Range = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: first and last (row, column), both within."""


@dataclass(frozen=True)
class Heading:
    """
    The headings of a table.

    Attributes
    ----------
    at : int
        Row of the sample that they stand in, the upper one if they take two.
    n_rows : int
        Rows up to the first row of data, counted from `at`.
    names : tuple of str
        As they stand; those of two rows are joined, as in "Lokasi / Lat".
    """

    at: int
    n_rows: int
    names: tuple[str, ...]


def clean_text(text: str) -> str:
    """Text on one line, without marks that are not seen, of a length that can be shown."""
    return _UNSEEN.sub(" ", text).strip()[:LONGEST]


def clean_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Each once: "kolom 3" for one without a name, "Tanggal (2)" for one that stands twice."""
    names: list[str] = []
    for n, heading in enumerate(headings, start=1):
        plain = clean_text(heading) or f"kolom {n}"
        name, again = plain, 2
        while name in names:
            name, again = f"{plain} ({again})", again + 1
        names.append(name)
    return tuple(names)


def find_heading(rows: Sequence[Sequence[str]], merged: Sequence[Range] = ()) -> Heading | None:
    """
    Find the headings above the rows of a table.

    Parameters
    ----------
    rows : sequence of sequence of str
        The top of a table, at most `SAMPLE` rows; an empty cell is the empty string.
    merged : sequence of Range, optional
        Merged cells, counted as in `rows`.

    Returns
    -------
    Heading or None
        The first row that reaches over what follows; titles above it are passed over. None if
        there is no row, or most cells of that row are no words: then it is a row of data.
    """
    at = next((n for n, _row in enumerate(rows) if _reaches(rows, n, merged)), None)
    if at is None or not _are_words(rows[at]):
        return None
    upper, lower = _spread(rows[at], at, merged), _row_at(rows, at + 1)
    groups = _groups(upper, lower, at, merged)
    names = _joined(upper, lower, groups) if groups else [cell.strip() for cell in rows[at]]
    n_rows = 2 if groups else 1
    n_rows += _counts_columns(_row_at(rows, at + n_rows))
    width = max(_width(names), _width_below(rows[at + n_rows :], len(names)))
    return Heading(at, n_rows, tuple(names[:width]))


def _reaches(rows: Sequence[Sequence[str]], at: int, merged: Sequence[Range]) -> bool:
    """Whether a row is more than a title: it has cells over half of what follows."""
    below = [n for row in rows[at + 1 :] if (n := _filled(row))]
    usual = sorted(below)[len(below) // 2] if below else 1
    filled = _filled(rows[at])
    return filled >= min(2, usual) and 2 * _filled(_spread(rows[at], at, merged)) >= usual


def _are_words(cells: Sequence[str]) -> bool:
    words = sum(1 for cell in cells if any(map(str.isalpha, cell)))
    return words > 0 and 2 * words >= _filled(cells)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _row_at(rows: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    return rows[at] if at < len(rows) else ()


def _width(cells: Sequence[str]) -> int:
    return max((n for n, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _width_below(rows: Sequence[Sequence[str]], most: int) -> int:
    return max((w for row in rows if (w := _width(row)) <= most), default=0)


def _spread(cells: Sequence[str], at: int, merged: Sequence[Range]) -> list[str]:
    """The cells of a row with those merged beside each other all filled."""
    spread = [cell.strip() for cell in cells]
    for (top, left), (bottom, right) in merged:
        if top <= at <= bottom and left < len(spread):
            for n in range(left + 1, min(right + 1, len(spread))):
                spread[n] = spread[n] or spread[left]
    return spread


def _groups(
    upper: Sequence[str], lower: Sequence[str], at: int, merged: Sequence[Range]
) -> list[tuple[int, int]]:
    """First and last column of headings that stand over several of the row below."""
    if merged:
        spans = [(left, right) for (top, left), (_b, right) in merged if top == at and right > left]
        return [span for span in spans if any(c.strip() for c in lower[span[0] : span[1] + 1])]
    ends = [n for n, cell in enumerate(upper) if cell] + [len(upper)]
    spans = [(a, b - 1) for a, b in pairwise(ends) if b - a > 1]
    beneath = {n for n, cell in enumerate(lower) if cell.strip()}
    covered = {n for a, b in spans for n in range(a, b + 1)}
    words = all(any(map(str.isalpha, lower[n])) for n in beneath)
    return spans if beneath and beneath == covered and words else []


def _joined(
    upper: Sequence[str], lower: Sequence[str], groups: Sequence[tuple[int, int]]
) -> list[str]:
    over = {n: upper[a] for a, b in groups for n in range(a, b + 1)}
    names = []
    for n in range(max(len(upper), len(lower))):
        above = over.get(n, upper[n] if n < len(upper) else "")
        below = lower[n].strip() if n < len(lower) else ""
        names.append(" / ".join(part for part in (above, below) if part))
    return names


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3) and so on."""
    filled = [match[1] if (match := _ORDINAL.fullmatch(cell.strip())) else "" for cell in cells]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]
