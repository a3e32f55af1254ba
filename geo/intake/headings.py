"""Which column of a file tells which field: by what was remembered, or by a known heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Final

from geo.errors import Problem
from geo.home import ROOT
from geo.intake.grammar_cells import normal
from geo.intake.grammar_words import in_each_language, like
from geo.intake.schema import SCHEMAS, field_label
from geo.intake.table import Sheet
from geo.rows import Row, filled, one_of, read_rows, refuse
from geo.text import _
from geo.words import Kind

SYNONYMS: Final = ROOT / "data" / "headings.csv"
EVERY_KIND: Final = "*"
POINT: Final = "point"
"""In the file of headings and in what is remembered: one column with latitude and longitude."""

REMEMBERED, EXACT = "remembered", "exact"

_POINT_FIELDS = ("lat", "lng")

LEAST_LIKENESS: Final = 86
_NUMBERING = ("", "no", "nomor", "nomer", "nr", "num", "number", "urut", "no urut", "nomor urut")
"""Headings of a column that only counts the rows of its own file, and is never the own key."""

_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_JOINED = re.compile(r"\s+/\s+")


@dataclass(frozen=True)
class Match:
    """
    Columns as they were matched.

    Attributes
    ----------
    taken : mapping of str to int
        Field to the number of its column; lat and lng may have the same one.
    how : mapping of str to str
        Of each of them, ``remembered`` or ``exact``.
    suggested : mapping of str to tuple of int
        Columns whose heading is like one of the field, for fields without a column; not taken.
    doubtful : mapping of str to tuple of int
        Columns of fields that several columns claim; none of them was taken.
    """

    taken: Mapping[str, int]
    how: Mapping[str, str]
    suggested: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def match_headings(sheet: Sheet, kind: Kind, remembered: Mapping[str, str]) -> Match:
    """
    Match the columns of a sheet to the fields of a kind.

    Parameters
    ----------
    sheet : Sheet
        A column that holds identifiers of persons is matched to nothing.
    kind : Kind
    remembered : mapping of str to str
        Heading to field, as a reader decided for this sender and kind; these go first. An empty
        field means that the column is not taken. Fields that the kind does not have are passed
        over.

    Returns
    -------
    Match
        A heading that is only like a known one is suggested and not taken. A column that counts
        rows (No, Nomor, #) is never the row's own key.
    """
    fields = [each.name for each in SCHEMAS[kind].fields]
    personal = {column for column, _identifier in sheet.personal}
    headings = {n: text for n, text in enumerate(sheet.headings) if n not in personal}
    decided = _decided(headings, kind, remembered)
    told = {n: _told_by(text, kind) for n, text in headings.items() if n not in decided}
    found = {
        name: [n for n, own in decided.items() if name in own]
        or [n for n, own in told.items() if own == (name,)]
        for name in fields
    }
    if not any(found.get(name) for name in _POINT_FIELDS):
        both = [n for n, own in told.items() if own == _POINT_FIELDS]
        found |= {name: both for name in _POINT_FIELDS if name in found}
    taken = {name: columns[0] for name, columns in found.items() if len(columns) == 1}
    doubtful = {name: tuple(columns) for name, columns in found.items() if len(columns) > 1}
    free = {n: text for n, text in headings.items() if n not in (*taken.values(), *decided)}
    missing = [name for name in fields if name not in taken and name not in doubtful]
    how = {name: REMEMBERED if column in decided else EXACT for name, column in taken.items()}
    return Match(taken, how, _suggested(free, missing, kind), doubtful)


@cache
def known_headings(kind: Kind) -> dict[str, tuple[str, ...]]:
    """
    Normal form of every known heading of a kind, to the fields that such a column tells.

    These are names of fields, their labels in every language, which templates have as headings,
    and those of the file of headings; there are two fields only for latitude with longitude.
    """
    names = [each.name for each in SCHEMAS[kind].fields]
    found: dict[str, tuple[str, ...]] = {}
    for row in heading_rows():
        told = _fields_of(row["field"])
        if row["kind"] in (EVERY_KIND, kind.value) and set(told) <= set(names):
            found[normal(row["heading"])] = told
    for name in names:
        for text in (name, *in_each_language(partial(field_label, name))):
            found[normal(text)] = (name,)
    return found


@cache
def heading_rows(file: Path = SYNONYMS) -> list[Row]:
    """
    Read the file of headings.

    Raises
    ------
    DataError
        Naming line and remedy, if a kind or a field is not known, a heading stands for two
        fields of a kind, or a heading that only counts rows stands for any.
    """
    known = {each.name for schema in SCHEMAS.values() for each in schema.fields}
    rows = read_rows(
        file,
        columns=("kind", "field", "heading"),
        checks={
            "kind": one_of((EVERY_KIND, *Kind), "kind"),
            "field": one_of((*known, POINT), "field"),
            "heading": filled,
        },
    )
    refuse(file, [*_counting(rows), *_of_two_fields(rows)], rows=len(rows))
    return rows


def is_numbering(heading: str) -> bool:
    """Whether a heading says no more than that the rows are counted: No, No., Nomor or #."""
    return normal(heading) in _NUMBERING or normal(_BRACKETS.sub(" ", heading)) in _NUMBERING[1:]


def _counting(rows: list[Row]) -> list[Problem]:
    reason = _("only counts rows")
    found = (row for row in rows if is_numbering(row["heading"]))
    return [Problem(row.line, "heading", row["heading"], reason) for row in found]


def _of_two_fields(rows: list[Row]) -> list[Problem]:
    problems = []
    meant: dict[tuple[str, str], str] = {}
    for row in rows:
        kinds = list(Kind) if row["kind"] == EVERY_KIND else [Kind(row["kind"])]
        for kind in kinds:
            names = {each.name for each in SCHEMAS[kind].fields}
            if not set(_fields_of(row["field"])) <= names:
                continue
            first = meant.setdefault((kind.value, normal(row["heading"])), row["field"])
            if first != row["field"]:
                reason = _("stands for two fields of {kind}", kind=kind.value)
                problems.append(Problem(row.line, "heading", row["heading"], reason))
    return problems


def _fields_of(name: str) -> tuple[str, ...]:
    return _POINT_FIELDS if name == POINT else (name,)


def _decided(
    headings: Mapping[int, str], kind: Kind, remembered: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Columns that a reader decided about, with their fields: none if it is not to be taken."""
    fields = {each.name for each in SCHEMAS[kind].fields}
    decided = {}
    for number, text in headings.items():
        name = remembered.get(text)
        if name is None or (name == SCHEMAS[kind].key and is_numbering(text)):
            continue
        told = _fields_of(name) if name else ()
        if _told_by(text, kind) == _POINT_FIELDS and set(told) & set(_POINT_FIELDS):
            told = _POINT_FIELDS
        if set(told) <= fields:
            decided[number] = told
    return decided


def _told_by(heading: str, kind: Kind) -> tuple[str, ...]:
    """
    Fields that a heading stands for: one, both coordinates, or none.

    The whole heading goes first, then without what stands in brackets, then what is joined to it
    from a heading above: "Lokasi / Lat" is a latitude.
    """
    if is_numbering(heading):
        return ()
    known = known_headings(kind)
    parts = _JOINED.split(heading)
    tails = [" / ".join(parts[start:]) for start in range(len(parts))]
    for text in (each for tail in tails for each in (tail, _BRACKETS.sub(" ", tail))):
        if told := known.get(normal(text)):
            return told
    return ()


def _suggested(
    headings: Mapping[int, str], missing: list[str], kind: Kind
) -> dict[str, tuple[int, ...]]:
    """Columns that nothing took, by the missing fields whose headings they are like."""
    known = {text: told for text, told in known_headings(kind).items() if set(told) & set(missing)}
    found: dict[str, list[int]] = {}
    for number, text in headings.items():
        if is_numbering(text):
            continue
        told = [name for each in like(text, known, least=LEAST_LIKENESS) for name in known[each]]
        for name in dict.fromkeys(told):
            if name in missing:
                found.setdefault(name, []).append(number)
    return {name: tuple(numbers) for name, numbers in found.items()}
