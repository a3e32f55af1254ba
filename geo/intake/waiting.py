"""Rows that wait for an answer, gathered by what is asked: one answer mends all of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.intake.reason_words import Reason
from geo.intake.schema import Grammar, Schema
from geo.words import Identifier, Kind, RowState, is_kode

WITHOUT_ANSWER: Final = frozenset(
    (
        Reason.CELL_COUNT,
        Reason.OPEN_QUOTE,
        Reason.BINARY_CELL,
        Reason.LONG_CELL,
        Reason.NO_POINT,
    )
)
"""Reasons that only the file itself can mend."""


_Asked = tuple[str, str, str, str, tuple[str, ...]]


@dataclass(frozen=True)
class Problem:
    """
    The same thing, asked of one or more rows.

    Attributes
    ----------
    field : str
        The field that an answer gives; of a place its kode. Empty if no answer mends it.
    column, value : str
        Heading and cell as they stand in the file, the cell masked where it told of a person.
    reason : str
        A word of `geo.intake.reasons`.
    details : tuple of str
        What to choose from, or what it is about.
    lines : tuple of int
        Rows of the file.
    """

    field: str
    column: str
    value: str
    reason: str
    details: tuple[str, ...]
    lines: tuple[int, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """Kode to choose from."""
        return tuple(text for text in self.details if is_kode(text))

    @property
    def is_point(self) -> bool:
        """Whether it is about the coordinates of the row."""
        return self.field in ("lat", "lng")

    @property
    def is_personal(self) -> bool:
        """Whether the cell told who a person is, and was not kept."""
        return self.reason == Reason.IDENTIFIER


def problems_of(waiting: pd.DataFrame, schema: Schema) -> list[Problem]:
    """
    What is asked of rows that wait.

    Parameters
    ----------
    waiting : DataFrame
        As `geo.store.imports.read_waiting` returns it.
    schema : Schema
        Of their kind.

    Returns
    -------
    list of Problem
        The one of most rows first, equal ones by their first line. Where an own number is asked
        for, each row is asked about by itself: no two may have the same.
    """
    gathered: dict[tuple[_Asked, int], list[int]] = {}
    for line, issues in waiting["issues"].items():
        for issue in issues:
            if issue["state"] != RowState.WARNED.value:
                asked = _asked(issue, schema)
                alone = int(line) if asked[0] == schema.key else 0
                gathered.setdefault((asked, alone), []).append(int(line))
    problems = [
        Problem(*asked, lines=tuple(sorted(set(lines)))) for (asked, _n), lines in gathered.items()
    ]
    return sorted(problems, key=lambda problem: (-len(problem.lines), problem.lines[0]))


def _asked(issue: Mapping[str, Any], schema: Schema) -> _Asked:
    details = tuple(str(text) for text in issue["details"])
    return (
        _answered_by(issue, details, schema),
        str(issue["column"]),
        str(issue["value"]),
        str(issue["reason"]),
        details,
    )


def _answered_by(issue: Mapping[str, Any], details: tuple[str, ...], schema: Schema) -> str:
    """The field that an answer to an issue gives."""
    name, known = str(issue["field"]), {field.name: field for field in schema.fields}
    if issue["reason"] == Reason.TWIN_IN_FILE and schema.kind is not Kind.MEMBERS:
        return schema.key
    if issue["reason"] in WITHOUT_ANSWER or name not in known:
        return ""
    is_place = known[name].grammar in (Grammar.PLACE, Grammar.KODE)
    chosen_by_kode = is_place and any(is_kode(text) for text in details)
    return "kode" if chosen_by_kode and "kode" in known else name


def corrections_of(answers: Mapping[Problem, str]) -> dict[int, dict[str, str]]:
    """
    What answers say of each row: line to field to text.

    Where a place is answered by its kode, the names that were in doubt are left aside; where it
    is the row's own kode that holds and not its point, the point is. A point may be answered as
    latitude and longitude with a semicolon between.
    """
    corrections: dict[int, dict[str, str]] = {}
    for problem, text in answers.items():
        for line in problem.lines:
            said = corrections.setdefault(line, {})
            said[problem.field] = text
            if problem.is_point and ";" in text:
                said["lat"], said["lng"] = (part.strip() for part in text.split(";", 1))
            if problem.field == "kode":
                said.update(dict.fromkeys(("desa", "kecamatan", "kabupaten"), ""))
            if problem.reason == Reason.POINT_ELSEWHERE and text == problem.details[0]:
                said.update(dict.fromkeys(("lat", "lng"), ""))
    return corrections


def identifiers_of(problem: Problem) -> list[Identifier]:
    """What a masked cell told of a person."""
    known = {identifier.value: identifier for identifier in Identifier}
    return [known[text] for text in problem.details if text in known]
