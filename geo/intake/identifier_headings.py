"""Headings that promise identifiers of persons, in the words of ``data/personal_headings.csv``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from geo.home import ROOT
from geo.rows import filled, one_of, read_rows
from geo.text import _
from geo.words import Identifier

FILE: Final = ROOT / "data" / "personal_headings.csv"
HARMLESS: Final = "-"

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[/|>\n\\;:]+")
_SIGNS = re.compile(r"[\W_]+")
_SMALL = frozenset(
    "no nomor nmr number nr id of the "
    "wna asing orang pelapor terlapor pemohon penjamin saksi lengkap "
    "sponsor ybs person foreigner data dan and atau or".split()
)
_NAME_WORDS = frozenset({"nama", "name"})


@dataclass(frozen=True)
class Headings:
    """
    Words of headings, each a tuple of lower-case words.

    Attributes
    ----------
    whole, part : mapping of words to Identifier
        Words that are all of a heading but for small words; words anywhere in it.
    names : frozenset of str
        Words that make a name one of a place, a body or a thing.
    first, removed : tuple of words
        Beginnings of headings that count or sort; words taken out before a heading is judged.
    """

    whole: Mapping[tuple[str, ...], Identifier]
    part: Mapping[tuple[str, ...], Identifier]
    names: frozenset[str]
    first: tuple[tuple[str, ...], ...]
    removed: tuple[tuple[str, ...], ...]


def read_headings(file: Path = FILE) -> Headings:
    """Words of personal headings; raises DataError as `geo.rows.read_rows` does."""
    known = [*Identifier, HARMLESS]
    places = ("whole", "part", "name", "first")
    rows = read_rows(
        file,
        columns=["identifier", "where", "heading"],
        checks={
            "identifier": one_of(known, _("kind of identifier")),
            "where": one_of(places, _("place in a heading")),
            "heading": filled,
        },
        key=("where", "heading"),
    )
    of = {
        (harmless, where): [
            (tuple(row["heading"].split()), row["identifier"])
            for row in rows
            if row["where"] == where and (row["identifier"] == HARMLESS) == harmless
        ]
        for harmless in (False, True)
        for where in places
    }
    return Headings(
        whole={words: Identifier(kind) for words, kind in of[False, "whole"]},
        part={words: Identifier(kind) for words, kind in of[False, "part"]},
        names=frozenset(words[0] for words, _kind in of[True, "name"]),
        first=tuple(words for words, _kind in of[True, "first"]),
        removed=tuple(words for words, _kind in of[True, "part"]),
    )


@cache
def _headings() -> Headings:
    return read_headings()


def personal_heading(heading: str) -> Identifier | None:
    """
    What a column promises by its heading, or None where it is no identifier of persons.

    A heading of several parts, such as "Identitas / Nama", is judged part by part and as one.
    "Nama" is a person's unless the word beside it says whose else: "Nama Desa" is harmless,
    "Nama Kepala Desa" is not.
    """
    parts = [_words(part) for part in _PARTS.split(heading)]
    for words in (*parts, [word for part in parts for word in part]):
        if words and (kind := _promised(words)):
            return kind
    return None


def _words(heading: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", heading)
    return _SIGNS.sub(" ", _CAMEL.sub(" ", plain)).casefold().split()


def _promised(words: Sequence[str]) -> Identifier | None:
    known = _headings()
    if any(tuple(words[: len(first)]) == first for first in known.first):
        return None
    left = list(words)
    for phrase in known.removed:
        left = _without(left, phrase)
    bare = tuple(word for word in left if word not in _SMALL and not word.isdigit())
    if bare in known.whole:
        return known.whole[bare]
    for phrase, kind in known.part.items():
        at = _find(left, phrase)
        if at is None or (kind is Identifier.NAME and _of_a_thing(left, at, known.names)):
            continue
        return kind
    return None


def _of_a_thing(words: Sequence[str], at: int, names: frozenset[str]) -> bool:
    """Whether the name at a position is one of a place, a body or a thing."""
    if words[at] not in _NAME_WORDS:
        return False
    after = [word for word in words[at + 1 :] if word not in ("of", "the", "dan", "and")]
    before = words[at - 1] if at else ""
    return (after[0] if after else before) in names or (not after and before in names)


def _find(words: Sequence[str], phrase: Sequence[str]) -> int | None:
    n = len(phrase)
    places = range(len(words) - n + 1)
    return next((i for i in places if tuple(words[i : i + n]) == tuple(phrase)), None)


def _without(words: list[str], phrase: tuple[str, ...]) -> list[str]:
    at = _find(words, phrase)
    return words if at is None else words[:at] + words[at + len(phrase) :]
