"""What the drop-down lists of a template offer: words, agencies, and the places of an office."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from geo.boundaries.register import read_register
from geo.intake.schema import Field, Grammar, Schema
from geo.labels import word_label
from geo.store.members import Agency
from geo.store.offices import Office
from geo.words import (
    Level,
    TeamStatus,
    kode_at,
    level_of,
)

_TEAM_LEVELS = (Level.KABUPATEN, Level.KECAMATAN)


@dataclass(frozen=True)
class Choice:
    """
    The list of a field.

    Attributes
    ----------
    offered : list of str
    examples : list of str
        Three cells that fit the examples of the other fields.
    beside : list of str
        What tells each of those offered, where they do not speak for themselves.
    """

    offered: list[str]
    examples: list[str]
    beside: list[str] = dataclasses.field(default_factory=list)


def choices_of(schema: Schema, office: Office, agencies: Mapping[str, Agency]) -> dict[str, Choice]:
    """
    Lists of the fields that have one, in the order of the fields.

    Parameters
    ----------
    schema : Schema
        Of a kind of rows.
    office : Office
        Whose places are offered.
    agencies : mapping of str to Agency

    Raises
    ------
    NotBuilt
        If the register is not built yet.
    """
    names = _names(office)
    found = {field.name: _choice(field, schema, names, agencies) for field in schema.fields}
    return {name: choice for name, choice in found.items() if choice is not None}


def _choice(
    field: Field, schema: Schema, names: pd.Series, agencies: Mapping[str, Agency]
) -> Choice | None:
    if field.words is not None:
        return _listed([word_label(word) for word in _words(field.words)])
    if field.grammar is Grammar.AGENCY:
        return _listed([agency.name for agency in agencies.values()])
    finest = [kode for kode in names.index if schema.levels and level_of(kode) is schema.levels[-1]]
    if field.grammar is Grammar.KODE:
        kode = [each for each in names.index if level_of(each) in schema.levels]
        beside = [_full_name(each, names) for each in kode]
        return Choice(kode, [finest[0], "", finest[-1]], beside)
    if field.grammar is Grammar.PLACE:
        level = Level(field.name)
        offered = sorted({names[each] for each in names.index if level_of(each) is level})
        return Choice(offered, ["", str(names[kode_at(finest[0], level)]), ""])
    return None


def _listed(offered: list[str]) -> Choice:
    return Choice(offered, [offered[0], offered[2 % len(offered)], offered[0]])


def _words(words: type[StrEnum]) -> list[StrEnum]:
    """Words that a row may say: of statuses those a source can state, of levels those of teams."""
    known = list(words)
    if words is TeamStatus:
        return [word for word in known if TeamStatus(word).is_stated]
    return [word for word in known if word in _TEAM_LEVELS] if words is Level else known


def _names(office: Office) -> pd.Series:
    """Names of all areas of an office, from kabupaten to desa, by kode."""
    levels = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
    names = pd.concat([read_register(level)["nama"] for level in levels])
    return names[names.index.str[:5].isin(office.kabupaten)].sort_index()


def _full_name(kode: str, names: pd.Series) -> str:
    """A name with those of the areas that it lies in, the narrowest first."""
    levels = list(Level)[1 : list(Level).index(level_of(kode)) + 1]
    return ", ".join(str(names[kode_at(kode, level)]) for level in reversed(levels))
