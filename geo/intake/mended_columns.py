"""Columns of a workbook of waiting rows, also those that the file itself did not have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.intake.grammar_words import in_each_language
from geo.intake.headings import match_headings
from geo.intake.judged import Understanding
from geo.intake.table import Sheet
from geo.text import _

IMPORT_HEADING: Final = "Nomor impor / Import number"
LINE_HEADING: Final = "Baris / Line"
"""Headings by which the rows of a workbook of waiting rows are known again."""

_AGAIN = re.compile(r" \(\d+\)$")


@dataclass(frozen=True)
class MendedColumns:
    """
    Columns of a workbook.

    Attributes
    ----------
    kept : mapping of str to int
        Columns of the file by field, or by heading where they tell none.
    added : mapping of str to int
        Fields that no column of the file told, and the columns that tell them here.
    """

    kept: Mapping[str, int]
    added: Mapping[str, int]


def mended_columns(
    sheet: Sheet, understanding: Understanding, before: Sequence[str]
) -> MendedColumns:
    """
    Find what each column of a workbook of waiting rows tells.

    Parameters
    ----------
    sheet : Sheet
        Of the workbook.
    understanding : Understanding
        Of the import.
    before : sequence of str
        Headings of the file.

    Notes
    -----
    A heading of the file is known by its words; one beside them as a heading of any file is. What
    the workbook says of a row (its state, why it waits, what to do) is no cell of it.
    """
    ours = _ours(sheet)
    own = {n: heading for n, heading in enumerate(sheet.headings) if n not in ours}
    plain = {
        n: heading if heading in before else _AGAIN.sub("", heading) for n, heading in own.items()
    }
    named = {before[column]: field for field, column in understanding.columns.items()}
    kept = {named.get(plain[n], plain[n]): n for n in reversed(own) if plain[n] in before}
    free = [
        own[n] if n in own and n not in kept.values() else "" for n in range(len(sheet.headings))
    ]
    match = match_headings(replace(sheet, headings=tuple(free)), understanding.kind, {})
    told = {field: n for n, heading in own.items() if (field := heading.strip("()")) != heading}
    fields = {**told, **match.taken}
    added = {
        field: n for field, n in fields.items() if field not in kept and n not in kept.values()
    }
    return MendedColumns(kept, added)


def _ours(sheet: Sheet) -> set[int]:
    """Columns that the workbook itself adds; they come before those of the file."""
    said = (lambda: _("State"), lambda: _("Why"), lambda: _("What to do"))
    texts = [(IMPORT_HEADING,), (LINE_HEADING,), *map(in_each_language, said)]
    found = (
        next((n for n, heading in enumerate(sheet.headings) if heading in each), -1)
        for each in texts
    )
    return set(found)
