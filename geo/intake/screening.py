"""What comes beside the cells of a file, its name, sender, constants and headings, is screened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from geo.errors import DataError
from geo.intake.identifier_numbers import passports
from geo.intake.identifiers import find_identifiers
from geo.intake.judged import Understanding
from geo.intake.reading.headings import clean_headings, clean_text
from geo.intake.schema import field_label
from geo.intake.table import Sheet
from geo.labels import identifier_label
from geo.text import _
from geo.words import Identifier

NEUTRAL_NAME: Final = "berkas"
"""What a file is called whose own name tells who a person is."""

_ENDINGS: Final = frozenset(
    "csv tsv txt xlsx xlsm xls ods geojson json gpkg kml kmz zip parquet geoparquet".split()
)
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s._+,;()\-]+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def shown_name(name: str) -> str:
    """
    A file's name as it may be shown: no path, no control characters, no identifiers.

    Where the name tells who a person is, all of it but a known ending gives way to
    `NEUTRAL_NAME`: the name of the person usually stands beside the number.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    if ending.casefold() not in _ENDINGS:
        stem, dot, ending = last, "", ""
    if _tells_of_a_person(stem) or find_identifiers(last):
        return f"{NEUTRAL_NAME}{dot}{ending}"
    return clean_text(last) or "?"


def _tells_of_a_person(stem: str) -> bool:
    """Whether a name tells who a person is, with other signs between its words or none."""
    stem = _UNSEEN.sub(" ", stem)
    words = _BETWEEN.sub(" ", _CAMEL.sub(" ", unquote(stem)))
    in_capitals = next(passports(words.upper()), None)
    return bool(find_identifiers(stem) or find_identifiers(words) or in_capitals)


def require_harmless(understanding: Understanding) -> None:
    """
    Refuse a sender or a constant that tells who a person is, before it is kept anywhere.

    Raises
    ------
    DataError
        Naming the field and what was found, never the value.
    """
    for label, text in _texts(understanding):
        if found := find_identifiers(text):
            raise DataError(f"{label}: {refusal(found)}")


def _texts(understanding: Understanding) -> Iterator[tuple[str, str]]:
    yield _("Sender"), understanding.sender
    yield _("Coordinate system"), understanding.crs
    for name, text in understanding.constants.items():
        yield field_label(name), text


def refusal(found: tuple[Identifier, ...]) -> str:
    """What is said of a text that tells who a person is; the text itself is not repeated."""
    kinds = dict.fromkeys(identifier_label(each) for each in found)
    return _(
        "It seems to hold: {kinds}. Leave out what tells who a person is.", kinds=", ".join(kinds)
    )


def with_known_headings(sheet: Sheet, understanding: Understanding) -> Sheet:
    """
    The sheet with "kolom 3" for each heading that was matched to no field.

    A heading that nobody matched may be the name of a person, as where each person has a column,
    and no rule sees a bare name; whatever is kept of a file is kept under these headings.
    """
    matched = set(understanding.columns.values())
    plain = clean_headings(
        [heading if n in matched else "" for n, heading in enumerate(sheet.headings)]
    )
    return replace(sheet, headings=plain)
