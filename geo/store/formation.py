"""What sources say about the teams of areas, and from which day on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pandas as pd

from geo.errors import Problem
from geo.rows import Row, filled, iso_date, one_of, optional, read_rows, refuse
from geo.text import _
from geo.words import Level, TeamStatus, level_of, parent_of

LADDER = pd.CategoricalDtype([status.value for status in TeamStatus], ordered=True)
STATED = tuple(status.value for status in TeamStatus if status.is_stated)
COLUMNS = (
    "fact",
    "kode",
    "applies_to",
    "status",
    "holds_from",
    "event_on",
    "sk",
    "review_by",
    "source",
    "note_id",
    "note_en",
)


def read_formation(file: Path, *, register: pd.Series, sources: Collection[str]) -> list[Row]:
    """
    Checked rows of facts of formation.

    Parameters
    ----------
    file : Path
        Columns as in `COLUMNS`. A row that applies to ``kecamatan`` speaks of every kecamatan
        of its kabupaten, as the register in force has them.
    register : Series
        Names of kabupaten and kecamatan, indexed by kode.
    sources : collection of str
        Keys of known sources.

    Raises
    ------
    DataError
        For an unknown kode, status or source, or a date that is none.
    """
    rows = read_rows(
        file,
        columns=COLUMNS,
        checks={
            "fact": filled,
            "kode": one_of(set(register.index), _("kode of the register (form 51.08)")),
            "applies_to": one_of(("area", "kecamatan"), _("scope (area or kecamatan)")),
            "status": one_of(STATED, _("status ({known})", known=", ".join(STATED))),
            "holds_from": iso_date,
            "event_on": optional(iso_date),
            "review_by": optional(iso_date),
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="fact",
    )
    refuse(file, [p for row in rows for p in _without_kecamatan(row)], rows=len(rows))
    return rows


def formation_of(rows: Iterable[Row], *, register: pd.Series) -> pd.DataFrame:
    """
    Facts of formation, one row per area that a fact speaks of.

    Parameters
    ----------
    rows : iterable of Row
        As `read_formation` gives them; a later line counts more than one of the same day.
    register : Series
        Names of kabupaten and kecamatan, indexed by kode.

    Returns
    -------
    DataFrame
        ``kode``, ``fact``, ``status`` (ordered categorical `LADDER`), ``holds_from`` (Timestamp),
        ``event_on`` and ``review_by`` (Timestamp or NaT), ``sk``, ``source``, ``note_id``,
        ``note_en``, ``line``; sorted by kode, day and line.
    """
    children = _kecamatan_by_parent(register)
    records = [
        _record(row, kode)
        for row in rows
        for kode in (
            children.get(row["kode"], []) if row["applies_to"] == "kecamatan" else [row["kode"]]
        )
    ]
    frame = pd.DataFrame(records, columns=["kode", *COLUMNS[:1], *COLUMNS[3:], "line"])
    for day in ("holds_from", "event_on", "review_by"):
        frame[day] = pd.to_datetime(frame[day].replace("", None), format="%Y-%m-%d")
    frame["status"] = frame["status"].astype(LADDER)
    return frame.sort_values(["kode", "holds_from", "line"], ignore_index=True)


def _without_kecamatan(row: Row) -> list[Problem]:
    alone = row["applies_to"] == "kecamatan" and level_of(row["kode"]) is not Level.KABUPATEN
    reason = _("not a kabupaten of the register (form 51.08)")
    return [Problem(row.line, "kode", row["kode"], reason)] if alone else []


def _record(row: Row, kode: str) -> dict[str, object]:
    return {**row.cells, "kode": kode, "line": row.line}


def _kecamatan_by_parent(register: pd.Series) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for kode in register.index:
        if level_of(kode) is Level.KECAMATAN:
            children.setdefault(parent_of(kode), []).append(kode)
    return children
