"""Names of the register and their aliases, normalised and ready to look up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.boundaries.register import read_register
from geo.home import facts_folder
from geo.rows import filled, one_of, read_rows
from geo.text import _
from geo.words import Level, level_of

LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
"""Levels that a row can name, from the widest to the finest."""

PREFIX = {
    Level.DESA: re.compile(r"^(?:desa|ds|kelurahan|kel)(?: (?:desa|kelurahan|kel))? (?=.)"),
    Level.KECAMATAN: re.compile(r"^(?:kecamatan|kec) (?=.)"),
    Level.KABUPATEN: re.compile(r"^(?:kabupaten|kab|kota madya|kotamadya|kodya|kota) (?=.)"),
}
"""Words for a level before a name, as `plain` writes them."""

_WRITTEN_OUT = {
    "sei": "sungai",
    "gn": "gunung",
    "tbg": "tumbang",
    "tj": "tanjung",
    "tjg": "tanjung",
    "tg": "tanjung",
}
_OTHER = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"['`\u00b4\u2018\u2019\u02bc]")


@dataclass(frozen=True, eq=False)
class Places:
    """
    Names of areas, ready to look up.

    Attributes
    ----------
    kabupaten : tuple of str
        The work area of the office.
    names : mapping of str to str
        The register's name of every kode, of all Indonesia.
    own, elsewhere : mapping of (Level, str) to tuple of str
        Kode of a level by normalised name or alias: of the work area; kabupaten of all Indonesia.
    """

    kabupaten: tuple[str, ...]
    names: Mapping[str, str]
    own: Mapping[tuple[Level, str], tuple[str, ...]]
    elsewhere: Mapping[tuple[Level, str], tuple[str, ...]]

    def named(self, level: Level, name: str) -> tuple[str, ...]:
        """Kode of the work area's areas of a level and a normalised name."""
        return self.own.get((level, name), ())

    def is_own(self, kode: str) -> bool:
        """Whether a kode lies in the work area."""
        return kode[:5] in self.kabupaten


def read_places(kabupaten: Collection[str], file: Path | None = None) -> Places:
    """
    Names of the register in force, with the aliases that ship.

    Parameters
    ----------
    kabupaten : collection of str
        The work area of the office.
    file : Path, optional
        Aliases: columns kode, alias and source; by default those of the facts, if there are any.

    Raises
    ------
    DataError
        If the file of aliases has a fault.
    NotBuilt
        If the register has not been built yet.
    """
    names = pd.concat([read_register(level)["nama"] for level in LEVELS])
    aliases = facts_folder() / "place_aliases.csv" if file is None else file
    pairs = read_aliases(aliases, known=names.index) if file or aliases.exists() else []
    return places_of(names, kabupaten, pairs)


def read_aliases(file: Path, *, known: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of kode and alias; raises DataError as `geo.rows.read_rows` does."""
    rows = read_rows(
        file,
        columns=["kode", "alias", "source"],
        checks={
            "kode": one_of(known, _("kode of the register")),
            "alias": filled,
            "source": filled,
        },
        key=("kode", "alias"),
    )
    return [(row["kode"], row["alias"]) for row in rows]


def places_of(
    names: pd.Series, kabupaten: Collection[str], aliases: Iterable[tuple[str, str]] = ()
) -> Places:
    """
    Names ready to look up.

    Parameters
    ----------
    names : Series
        The register's names indexed by kode, of kabupaten, kecamatan and desa.
    kabupaten : collection of str
        The work area of the office.
    aliases : iterable of (str, str)
        Other names of a kode.
    """
    by_kode = dict(zip(names.index, names, strict=True))
    own = set(kabupaten)
    within = [(kode, name) for kode, name in by_kode.items() if kode[:5] in own]
    more = [(kode, name) for kode, name in aliases if kode[:5] in own]
    wider = [(kode, name) for kode, name in by_kode.items() if len(kode) == 5]
    found = (_by_name([*within, *more]), _by_name(wider))
    return Places(tuple(sorted(own)), by_kode, *found)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[tuple[Level, str], tuple[str, ...]]:
    found: dict[tuple[Level, str], set[str]] = {}
    for kode, name in pairs:
        level = level_of(kode)
        found.setdefault((level, normalised(name, level)), set()).add(kode)
    return {key: tuple(sorted(kode)) for key, kode in found.items()}


def normalised(name: str, level: Level) -> str:
    """
    What is left of a name without case, marks, blanks and the word for its level.

    "Kec. Sei-Pasah" gives "sungaipasah" as the name of a kecamatan; a name that is nothing but
    the word for its level gives that word.
    """
    words = PREFIX[level].sub("", plain(name), count=1).split()
    return "".join(_WRITTEN_OUT.get(word, word) for word in words[:-1]) + "".join(words[-1:])


def plain(name: str) -> str:
    """In lower case, of letters and digits without accents, and single blanks."""
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _OTHER.sub(" ", bare).strip()
