"""All curated facts of one folder, read together and checked against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.boundaries.register import read_register
from geo.home import facts_folder
from geo.store.claims import Claim, Target, read_claims, read_targets
from geo.store.formation import read_formation
from geo.store.members import Agency, Member, read_agencies, read_members
from geo.store.offices import Office, read_offices
from geo.store.places import read_places
from geo.store.rules import Rules, read_rules
from geo.store.sources import Source, read_sources
from geo.words import Level


@dataclass(frozen=True)
class Facts:
    """
    Everything that ships as curated fact, by its own key.

    ``formation`` and ``places`` are frames; see `read_formation` and `read_places`.
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


def read_facts(folder: Path | None = None, *, register: pd.Series | None = None) -> Facts:
    """
    Read all facts of a folder, or refuse them at the first file with a fault.

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
    offices = read_offices(folder / "offices.csv", register=names, sources=sources)
    agencies = read_agencies(folder / "agencies.csv", sources=sources)
    return Facts(
        sources=sources,
        offices=offices,
        formation=read_formation(folder / "formation.csv", register=names, sources=sources),
        targets=read_targets(folder / "targets.csv", offices=offices, sources=sources),
        claims=read_claims(folder / "claims.csv", offices=offices, sources=sources),
        agencies=agencies,
        members=read_members(
            folder / "members.csv", offices=offices, agencies=agencies, sources=sources
        ),
        places=read_places(folder / "places.csv", register=names, sources=sources),
        rules=read_rules(folder / "rules.csv", sources=sources),
    )


def names_by_kode() -> pd.Series:
    """Names of all kabupaten and kecamatan of the register, indexed by kode and sorted by it."""
    levels = (Level.KABUPATEN, Level.KECAMATAN)
    return pd.concat([read_register(level)["nama"] for level in levels]).sort_index()
