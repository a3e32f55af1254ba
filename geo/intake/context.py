"""What rows of a file are judged against: the register, the agencies, the day, the land."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.boundaries.layers import read_areas
from geo.intake.grammar_words import agency_names
from geo.intake.place_index import Places, read_places
from geo.store.offices import Office
from geo.store.recorded import recorded_facts
from geo.store.scope import Scope
from geo.words import Kind, Level


@dataclass(frozen=True, eq=False)
class Context:
    """
    What is known when rows are judged.

    Attributes
    ----------
    office : Office
        Whose rows they are.
    kind : Kind
    places : Places
        Names of the register and their aliases.
    agencies : mapping of str to str
        Names that agencies of the store go by to their keys, as
        `geo.intake.grammar_words.agency_names` gives them.
    today : date
        By the clock of the office; no later day is taken.
    bounds : tuple of float, optional
        West, south, east and north of the work area in degrees; None before it is built.
    """

    office: Office
    kind: Kind
    places: Places
    agencies: Mapping[str, str]
    today: dt.date
    bounds: tuple[float, float, float, float] | None = None


def read_context(scope: Scope, office: Office, kind: Kind) -> Context:
    """
    Read what rows of an office are judged against.

    Parameters
    ----------
    scope : Scope
        Who judges.
    office : Office
        Whose rows.
    kind : Kind
        Of the rows; only for reports are the boundaries needed.

    Raises
    ------
    DataError
        If a fact file has a fault.
    NotBuilt
        If the register, or for reports the boundaries of the office, are not built yet.
    StoreError
        If the store cannot be read.
    """
    return Context(
        office=office,
        kind=kind,
        places=read_places(office.kabupaten),
        agencies=_agencies(scope),
        today=dt.datetime.now(office.timezone).date(),
        bounds=_bounds(office) if kind is Kind.REPORTS else None,
    )


def _agencies(scope: Scope) -> dict[str, str]:
    known = recorded_facts(scope).agencies.values()
    rows = [(each.key, each.names["id"], each.names["en"]) for each in known]
    return agency_names(pd.DataFrame(rows, columns=["agency", "nama", "name_en"], dtype="str"))


def _bounds(office: Office) -> tuple[float, float, float, float]:
    west, south, east, north = read_areas(Level.KABUPATEN, office.kabupaten).total_bounds
    return float(west), float(south), float(east), float(north)
