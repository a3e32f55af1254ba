"""Published bandwidths of the density of reports, by office."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from geo.rows import filled, one_of, read_rows
from geo.text import _

ANY_OFFICE = "*"
"""Stands for every office without a row of its own."""

LEAST_KM, MOST_KM, MOST = 0.5, 100.0, 4
"""Bounds of a bandwidth, and how many of them a reader can choose from."""


def read_bandwidths(
    file: Path, *, offices: Collection[str], sources: Collection[str]
) -> dict[str, tuple[float, ...]]:
    """
    Bandwidths in km by office, ascending; `ANY_OFFICE` has those of all others.

    Parameters
    ----------
    file : Path
        Columns office, km (parted by blanks), source, note_id, note_en.
    offices, sources : collection of str
        Keys of known offices and sources.

    Raises
    ------
    DataError
        For an unknown office or source, an office twice, or a bandwidth that is none.
    """
    rows = read_rows(
        file,
        columns=["office", "km", "source", "note_id", "note_en"],
        checks={
            "office": one_of({*offices, ANY_OFFICE}, _("office (see offices.csv)")),
            "km": lambda cell: filled(cell) or _not_bandwidths(cell),
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="office",
    )
    return {row["office"]: tuple(float(km) for km in row["km"].split()) for row in rows}


def bandwidths_of(office: str, stated: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
    """Bandwidths of an office in km; empty if nothing is stated for it or for any."""
    return stated.get(office) or stated.get(ANY_OFFICE, ())


def _not_bandwidths(cell: str) -> str | None:
    try:
        stated = [float(km) for km in cell.split()]
    except ValueError:
        return _("not kilometres parted by blanks, as 1 3 5")
    if any(not LEAST_KM <= km <= MOST_KM for km in stated):
        return _("not from {low} to {high} km", low=LEAST_KM, high=MOST_KM)
    if len(stated) > MOST or sorted(set(stated)) != stated:
        return _("not up to {n} different bandwidths, the smallest first", n=MOST)
    return None
