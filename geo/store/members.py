"""Member agencies of the teams: posts, never persons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.rows import Row, filled, one_of, read_rows
from geo.text import _, language
from geo.words import Level


@dataclass(frozen=True)
class Agency:
    """An agency or post that can sit in a team."""

    key: str
    names: Mapping[str, str]
    source: str

    @property
    def name(self) -> str:
        """Name as a reader of the language knows it; the Indonesian one is the official one."""
        return self.names[language()]


@dataclass(frozen=True)
class Member:
    """An agency that sits in the teams of one level of an office."""

    office: str
    level: Level
    agency: str
    source: str


def read_agencies(file: Path, *, sources: Collection[str]) -> list[Row]:
    """Checked rows of agencies; raises DataError as `geo.rows.read_rows` does."""
    return read_rows(
        file,
        columns=["agency", "nama", "name_en", "source"],
        checks={
            "agency": filled,
            "nama": filled,
            "name_en": filled,
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="agency",
    )


def agencies_of(rows: Iterable[Row]) -> dict[str, Agency]:
    """Agencies by key, in the order of the rows."""
    return {
        row["agency"]: Agency(
            key=row["agency"],
            names={"id": row["nama"], "en": row["name_en"]},
            source=row["source"],
        )
        for row in rows
    }


def read_members(
    file: Path,
    *,
    offices: Collection[str],
    agencies: Collection[str],
    sources: Collection[str],
) -> list[Row]:
    """Checked rows of members; raises DataError as `geo.rows.read_rows` does."""
    return read_rows(
        file,
        columns=["office", "level", "agency", "source"],
        checks={
            "office": one_of(offices, _("office (see offices.csv)")),
            "level": one_of(("kabupaten", "kecamatan"), _("level (kabupaten or kecamatan)")),
            "agency": one_of(agencies, _("agency (see agencies.csv)")),
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key=("office", "level", "agency"),
    )


def members_of(rows: Iterable[Row]) -> tuple[Member, ...]:
    """Members in the order of the rows."""
    return tuple(
        Member(row["office"], Level(row["level"]), row["agency"], row["source"]) for row in rows
    )
