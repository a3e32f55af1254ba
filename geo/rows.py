"""Curated fact files: commented CSV, every line numbered, every fault named."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DataError, Problem, raise_problems
from geo.text import _

Check = Callable[[str], str | None]
"""Takes a cell; returns what is wrong with it, or None."""


@dataclass(frozen=True)
class Row(Mapping[str, str]):
    """One row of a fact file and the line it stands on."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


def read_rows(
    file: Path,
    *,
    columns: Sequence[str],
    checks: Mapping[str, Check] | None = None,
    key: str | Sequence[str] | None = None,
) -> list[Row]:
    """
    Read a fact file whole, or refuse it whole.

    Parameters
    ----------
    file : Path
        UTF-8 CSV with commas; lines that start with ``#`` and empty lines are passed over.
    columns : sequence of str
        The columns it must have, in this order.
    checks : mapping of column to Check, optional
        Each is run on every row's cell.
    key : str or sequence of str, optional
        Column, or columns taken together, in which no value may stand twice.

    Returns
    -------
    list of Row
        In file order, cells stripped of outer blanks.

    Raises
    ------
    DataError
        Naming file, lines, values and remedy.
    """
    lines = _content_lines(file)
    if not lines:
        raise DataError(_("{file}: the file is empty.", file=file.name))
    if _cells(lines[0][1]) != list(columns):
        raise DataError(
            _(
                "{file}: line {line} must name the columns {columns}, and a row must be one line.",
                file=file.name,
                line=lines[0][0],
                columns=",".join(columns),
            )
        )
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, text in lines[1:]:
        record = _cells(text)
        if record is None:
            reason = _("a quote does not end on its line")
            problems.append(Problem(line, columns[0], text, reason))
            continue
        if len(record) != len(columns):
            reason = _("{n} cells instead of {m}", n=len(record), m=len(columns))
            problems.append(Problem(line, columns[0], record[0], reason))
            continue
        cells = {c: cell.strip() for c, cell in zip(columns, record, strict=True)}
        rows.append(Row(line, cells))
        for column, check in (checks or {}).items():
            if fault := check(cells[column]):
                problems.append(Problem(line, column, cells[column], fault))
    problems += _stands_twice(rows, key) if key else []
    refuse(file, problems, rows=len(lines) - 1)
    return rows


def _stands_twice(rows: Sequence[Row], key: str | Sequence[str]) -> list[Problem]:
    columns = (key,) if isinstance(key, str) else tuple(key)
    values = {row.line: ", ".join(row[column] for column in columns) for row in rows}
    first = {value: line for line, value in reversed(values.items())}
    again = {line: value for line, value in values.items() if line != first[value]}
    name, reason = ", ".join(columns), _("stands here twice")
    return [Problem(line, name, value, reason) for line, value in again.items()]


def refuse(file: Path, problems: Sequence[Problem], *, rows: int) -> None:
    """Raise a DataError for `problems` of `file`, if there are any."""
    remedy = _("Mend these lines in {file}; nothing was read from it.", file=file.name)
    raise_problems(file.name, problems, remedy=remedy, rows=rows)


def _content_lines(file: Path) -> list[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(_("{file}: not UTF-8. Save it as UTF-8.", file=file.name)) from error
    except OSError as error:
        raise DataError(_("{file}: cannot be read. Put it back.", file=file.name)) from error
    numbered = enumerate(text.splitlines(), start=1)
    return [(n, line) for n, line in numbered if line.strip() and not line.startswith("#")]


def _cells(line: str) -> list[str] | None:
    """Cells of one line; None if its quotes do not belong together."""
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return None


def filled(cell: str) -> str | None:
    """A cell must hold something."""
    return None if cell else _("empty")


def iso_date(cell: str) -> str | None:
    """A cell must be a day, written 2019-03-25."""
    try:
        valid = dt.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        valid = False
    return None if valid else _("not a date of the form 2019-03-25")


def day_or_year(cell: str) -> str | None:
    """A cell must be a day, 2019-03-25, or a year, 2019."""
    year = len(cell) == 4 and cell.isascii() and cell.isdigit()
    return None if year or not iso_date(cell) else _("not a day (2019-03-25) or a year (2019)")


def optional(check: Check) -> Check:
    """A cell may be empty; otherwise `check` holds."""
    return lambda cell: check(cell) if cell else None


def one_of(known: Collection[str], what: str) -> Check:
    """A cell must be one of `known`; `what` names them in the message."""
    return lambda cell: None if cell in known else _("not a known {what}", what=what)
