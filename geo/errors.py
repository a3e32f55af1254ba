"""What can be wrong with data, said so that a reader can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.text import _, _n


class PetaporaError(Exception):
    """Any fault that a reader can mend; its text is meant for readers."""


class DataError(PetaporaError):
    """Data that cannot be used: which file, which lines, which values, what to do."""


class CRSError(PetaporaError):
    """Two layers whose coordinates do not belong together."""


class SourceUnreachable(PetaporaError):
    """A source of boundaries that does not answer, or answers with something else."""


class StoreError(PetaporaError):
    """A store that cannot be opened, read or written: damaged, newer than the program, locked."""


class NotBuilt(PetaporaError):
    """A layer that has not been built yet."""


@dataclass(frozen=True)
class Problem:
    """One fault of one line: `line` counts from 1 as an editor does, 0 means the whole file."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        where = _("line {line}, ", line=self.line) if self.line else ""
        return f"{where}{self.column} '{self.value}': {self.reason}"


def raise_problems(
    file: str, problems: Sequence[Problem], *, remedy: str, rows: int | None = None
) -> None:
    """
    Raise a DataError that names the file, the first three faults and the remedy.

    Parameters
    ----------
    file : str
        Name of the file as the reader knows it.
    problems : sequence of Problem
        All that was found; nothing is raised when it is empty.
    remedy : str
        What the reader should do.
    rows : int, optional
        Number of rows read, for "4 of 5 rows".
    """
    if not problems:
        return
    if rows is None:
        head = _n("{n} fault", "{n} faults", len(problems))
    else:
        lines = len({p.line for p in problems})
        head = _("{n} of {rows} rows cannot be used", n=lines, rows=rows)
    shown = "; ".join(str(p) for p in problems[:3])
    more = len(problems) - 3
    tail = " " + _("and {n} more", n=more) if more > 0 else ""
    raise DataError(f"{file}: {head}: {shown}{tail}. {remedy}")
