"""All curated facts of one folder, read together and checked against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.boundaries.register import read_register
from geo.home import facts_folder
from geo.rows import Row
from geo.store.bandwidths import read_bandwidths
from geo.store.claims import Claim, Target, claims_of, read_claims, read_targets, targets_of
from geo.store.formation import formation_of, read_formation
from geo.store.members import (
    Agency,
    Member,
    agencies_of,
    members_of,
    read_agencies,
    read_members,
)
from geo.store.offices import Office, read_offices
from geo.store.places import read_places
from geo.store.rules import Rules, read_rules
from geo.store.sources import Source, read_sources, sources_of
from geo.words import Level


@dataclass(frozen=True)
class Facts:
    """
    Everything that is known of the teams and the offices, by its own key.

    ``formation`` and ``places`` are frames; see `formation_of` and `read_places`.
    """

    sources: Mapping[str, Source]
    offices: Mapping[str, Office]
    formation: pd.DataFrame
    targets: tuple[Target, ...]
    claims: tuple[Claim, ...]
    agencies: Mapping[str, Agency]
    members: tuple[Member, ...]
    places: pd.DataFrame
    rules: Rules


@dataclass(frozen=True)
class FactFiles:
    """
    The fact files of one folder, checked against each other.

    ``rows`` are those that the store takes in, by its tables and in an order in which each row
    follows what it refers to.
    """

    rows: Mapping[str, Sequence[Row]]
    offices: Mapping[str, Office]
    places: pd.DataFrame
    rules: Rules
    register: pd.Series
    bandwidths: Mapping[str, tuple[float, ...]]


def read_facts(folder: Path | None = None, *, register: pd.Series | None = None) -> Facts:
    """Read all facts of a folder as they ship; see `read_fact_files`."""
    files = read_fact_files(folder, register=register)
    return facts_of(files, files.rows)


def read_fact_files(folder: Path | None = None, *, register: pd.Series | None = None) -> FactFiles:
    """
    Read all fact files of a folder, or refuse them at the first file with a fault.

    Parameters
    ----------
    folder : Path, optional
        Folder of the CSV files; the project's own ``data/`` unless the setting says otherwise.
    register : Series, optional
        Names of kabupaten and kecamatan, indexed by kode; the built register by default.

    Raises
    ------
    DataError
        Naming file, lines, values and remedy: an unknown kode, a date that is none, a fact
        without a source, a status that is not on the ladder.
    """
    folder = facts_folder() if folder is None else folder
    names = names_by_kode() if register is None else register
    sources = read_sources(folder / "sources.csv")
    known = {row["source"] for row in sources}
    offices = read_offices(folder / "offices.csv", register=names, sources=known)
    agencies = read_agencies(folder / "agencies.csv", sources=known)
    posts = {row["agency"] for row in agencies}
    formation = read_formation(folder / "formation.csv", register=names, sources=known)
    rows = {
        "sources": sources,
        "agencies": agencies,
        "members": read_members(
            folder / "members.csv", offices=offices, agencies=posts, sources=known
        ),
        "team_events": formation,
        "targets": read_targets(folder / "targets.csv", offices=offices, sources=known),
        "claims": read_claims(folder / "claims.csv", offices=offices, sources=known),
    }
    places = read_places(folder / "places.csv", register=names, sources=known)
    rules = read_rules(folder / "rules.csv", sources=known)
    bandwidths = read_bandwidths(folder / "bandwidths.csv", offices=offices, sources=known)
    return FactFiles(rows, offices, places, rules, names, bandwidths)


def facts_of(files: FactFiles, rows: Mapping[str, Sequence[Row]]) -> Facts:
    """Facts of `rows`, with the offices, places and rules of the files."""
    return Facts(
        sources=sources_of(rows["sources"]),
        offices=files.offices,
        formation=formation_of(rows["team_events"], register=files.register),
        targets=targets_of(rows["targets"]),
        claims=claims_of(rows["claims"]),
        agencies=agencies_of(rows["agencies"]),
        members=members_of(rows["members"]),
        places=files.places,
        rules=files.rules,
    )


def names_by_kode() -> pd.Series:
    """Names of all kabupaten and kecamatan of the register, indexed by kode and sorted by it."""
    levels = (Level.KABUPATEN, Level.KECAMATAN)
    return pd.concat([read_register(level)["nama"] for level in levels]).sort_index()
