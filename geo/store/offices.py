"""Immigration offices and their work areas."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd

from geo.errors import Problem
from geo.rows import Row, filled, one_of, read_rows, refuse
from geo.text import _
from geo.words import Level, kode_at, level_of

COLUMNS: Final = (
    "office",
    "name",
    "short_name",
    "timezone",
    "kabupaten",
    "visit_programme",
    "source",
)


@dataclass(frozen=True)
class Office:
    """
    An office; its work area is whole kabupaten or kota.

    ``visit_programme`` is what its visits to desa are called; empty if they have no name.
    """

    key: str
    name: str
    short_name: str
    timezone: ZoneInfo
    kabupaten: tuple[str, ...]
    source: str
    visit_programme: str = ""

    @property
    def provinsi(self) -> tuple[str, ...]:
        """Kode of the provinces that the work area lies in."""
        return tuple(sorted({kode_at(kode, Level.PROVINSI) for kode in self.kabupaten}))


def read_offices(file: Path, *, register: pd.Series, sources: Collection[str]) -> dict[str, Office]:
    """
    Offices by key, in file order.

    Parameters
    ----------
    file : Path
        Columns office, name, short_name, timezone, kabupaten (kode parted by blanks),
        visit_programme (may be empty), source.
    register : Series
        Names indexed by kode.
    sources : collection of str
        Keys of known sources.

    Raises
    ------
    DataError
        For an unknown kode, time zone or source, an office twice, or no kabupaten.
    """
    rows = read_rows(
        file,
        columns=COLUMNS,
        checks={
            "office": filled,
            "name": filled,
            "short_name": filled,
            "timezone": one_of(available_timezones(), _("time zone")),
            "kabupaten": filled,
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="office",
    )
    problems = [p for row in rows for p in _unknown_kabupaten(row, register)]
    refuse(file, problems, rows=len(rows))
    return {
        row["office"]: Office(
            key=row["office"],
            name=row["name"],
            short_name=row["short_name"],
            timezone=ZoneInfo(row["timezone"]),
            kabupaten=tuple(sorted(row["kabupaten"].split())),
            source=row["source"],
            visit_programme=row["visit_programme"],
        )
        for row in rows
    }


def _unknown_kabupaten(row: Row, register: pd.Series) -> list[Problem]:
    unknown = [
        kode
        for kode in row["kabupaten"].split()
        if kode not in register.index or level_of(kode) is not Level.KABUPATEN
    ]
    reason = _("not a kabupaten of the register (form 51.08)")
    return [Problem(row.line, "kabupaten", kode, reason) for kode in unknown]
