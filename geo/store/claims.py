"""Klaim and targets: figures that documents and persons state, kept as they were stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geo.errors import Problem
from geo.rows import Row, filled, iso_date, one_of, read_rows, refuse
from geo.text import _, language
from geo.words import Level


class Measure(StrEnum):
    """What a claim is about."""

    FORMED_SHARE = "formed_share"
    AREA_KM2 = "area_km2"


@dataclass(frozen=True)
class Claim:
    """A quoted figure: a share from 0 to 1 or km², as `measure` says."""

    key: str
    office: str
    measure: Measure
    value: float
    stated_on: dt.date
    source: str
    sayers: Mapping[str, str]
    notes: Mapping[str, str]

    @property
    def said_by(self) -> str:
        """Who stated it, in the reader's language."""
        return self.sayers[language()]

    @property
    def note(self) -> str:
        """Remark in the reader's language."""
        return self.notes[language()]


@dataclass(frozen=True)
class Target:
    """How many teams of one level an office set out to form."""

    office: str
    level: Level
    target: int
    stated_on: dt.date
    source: str


def read_claims(file: Path, *, offices: Collection[str], sources: Collection[str]) -> list[Row]:
    """Checked rows of claims; raises DataError as `geo.rows.read_rows` does."""
    rows = read_rows(
        file,
        columns=[
            "claim",
            "office",
            "measure",
            "value",
            "stated_on",
            "said_by_id",
            "said_by_en",
            "source",
            "note_id",
            "note_en",
        ],
        checks={
            "claim": filled,
            "office": one_of(offices, _("office (see offices.csv)")),
            "measure": one_of([m.value for m in Measure], _("measure")),
            "value": _positive,
            "stated_on": iso_date,
            "said_by_id": filled,
            "said_by_en": filled,
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="claim",
    )
    refuse(file, [p for row in rows for p in _share_above_one(row)], rows=len(rows))
    return rows


def claims_of(rows: Iterable[Row]) -> tuple[Claim, ...]:
    """Claims in the order of the rows."""
    return tuple(
        Claim(
            key=row["claim"],
            office=row["office"],
            measure=Measure(row["measure"]),
            value=float(row["value"]),
            stated_on=dt.date.fromisoformat(row["stated_on"]),
            sayers={"id": row["said_by_id"], "en": row["said_by_en"]},
            source=row["source"],
            notes={"id": row["note_id"], "en": row["note_en"]},
        )
        for row in rows
    )


def read_targets(file: Path, *, offices: Collection[str], sources: Collection[str]) -> list[Row]:
    """Checked rows of targets; raises DataError as `geo.rows.read_rows` does."""
    return read_rows(
        file,
        columns=["office", "level", "target", "stated_on", "source"],
        checks={
            "office": one_of(offices, _("office (see offices.csv)")),
            "level": one_of(("kecamatan",), _("level (kecamatan)")),
            "target": _positive_whole,
            "stated_on": iso_date,
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key=("office", "level", "stated_on"),
    )


def targets_of(rows: Iterable[Row]) -> tuple[Target, ...]:
    """Targets in the order of the rows."""
    return tuple(
        Target(
            office=row["office"],
            level=Level(row["level"]),
            target=int(row["target"]),
            stated_on=dt.date.fromisoformat(row["stated_on"]),
            source=row["source"],
        )
        for row in rows
    )


def _share_above_one(row: Row) -> list[Problem]:
    above = row["measure"] == Measure.FORMED_SHARE and float(row["value"]) > 1
    reason = _("a share is at most 1, so 50 % is 0.5")
    return [Problem(row.line, "value", row["value"], reason)] if above else []


def _positive(cell: str) -> str | None:
    try:
        return None if 0 < float(cell) < float("inf") else _("not above zero")
    except ValueError:
        return _("not a number of the form 3046.07")


def _positive_whole(cell: str) -> str | None:
    plain = cell.isascii() and cell.isdigit() and int(cell) > 0
    return None if plain else _("not a whole number above zero")
