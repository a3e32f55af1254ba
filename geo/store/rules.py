"""Published rules: the numbers that computed classes rest on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path

from geo.errors import DataError, Problem
from geo.rows import Row, filled, one_of, read_rows, refuse
from geo.text import _, number


@dataclass(frozen=True)
class Rules:
    """
    Numbers that computed classes rest on; each a row of ``data/rules.csv`` with its reason.

    Attributes
    ----------
    active_months : int
        A team that met or took part in an operation within so many months is active.
    review_years : int
        A team formed longer ago, without a newer decree known, is due for review.
    window_months : int
        Window of reports on the overview.
    enough_reports : int
        With fewer reports an area or a cell has not enough data.
    shore_tolerance_m : int
        A point in the water is given to the nearest area within so many metres.
    visit_months : int
        A desa not visited for so many months is due for a visit.
    new_days, verified_days, acted_days : int
        After so many days in one state a report is overdue: new, verified, acted on.
    late_days : int
        A report entered more than so many days after it was received came late.
    fdr_percent : int
        Of the places called significant so many in a hundred may be by chance.
    indication_percent : int
        Up to this p, uncorrected, a place that is not significant is an indication.
    enough_total, enough_units, enough_neighbours : int
        With fewer reports in the window, fewer areas with reports, or around a place fewer
        neighbours, nothing is tested.
    stable_percent : int
        A place is stable that is significant in so many of a hundred repeats.
    change_months : int
        Months over which the pattern of a concentration is told.
    """

    active_months: int = 12
    review_years: int = 5
    window_months: int = 12
    enough_reports: int = 5
    shore_tolerance_m: int = 1000
    visit_months: int = 12
    new_days: int = 7
    verified_days: int = 30
    acted_days: int = 90
    late_days: int = 14
    fdr_percent: int = 10
    indication_percent: int = 5
    enough_total: int = 60
    enough_units: int = 12
    enough_neighbours: int = 2
    stable_percent: int = 66
    change_months: int = 24


NAMES = tuple(field.name for field in fields(Rules))

MOST = 1_000_000
"""No rule is a larger number."""

MOST_BY_ENDING = {"_percent": 100, "_years": 100, "_months": 1_200}
"""Largest number of a rule whose name ends so: no share above all, no span above a century."""


def read_rules(file: Path, *, sources: Collection[str]) -> Rules:
    """
    Rules of a file that states them all.

    Raises
    ------
    DataError
        As `geo.rows.read_rows` does; also for a number that `rule_fault` refuses.
    """
    rows = read_rows(
        file,
        columns=["rule", "value", "unit", "source", "note_id", "note_en"],
        checks={
            "rule": one_of(NAMES, _("rule ({known})", known=", ".join(NAMES))),
            "value": _whole,
            "unit": filled,
            "source": one_of(sources, _("source (see sources.csv)")),
        },
        key="rule",
    )
    refuse(file, [each for row in rows for each in _out_of_range(row)], rows=len(rows))
    stated = {row["rule"]: int(row["value"]) for row in rows}
    missing = ", ".join(name for name in NAMES if name not in stated)
    if missing:
        raise DataError(
            _("{file}: no row for {missing}. Put it back.", file=file.name, missing=missing)
        )
    return Rules(**stated)


def rule_fault(name: str, value: object) -> str | None:
    """Why something cannot be the number of a rule; None if it can."""
    ends = (most for ending, most in MOST_BY_ENDING.items() if name.endswith(ending))
    return whole_fault(value, least=1, most=next(ends, MOST))


def whole_fault(value: object, *, least: int, most: int) -> str | None:
    """Why something is no whole number of a range; None if it is one."""
    if type(value) is int and least <= value <= most:
        return None
    return _("not a whole number from {least} to {most}", least=number(least), most=number(most))


def _out_of_range(row: Row) -> list[Problem]:
    fault = rule_fault(row["rule"], int(row["value"]))
    return [Problem(row.line, "value", row["value"], fault)] if fault else []


def _whole(cell: str) -> str | None:
    is_whole = cell.isascii() and cell.isdigit() and len(cell) <= len(str(MOST))
    return whole_fault(int(cell) if is_whole else cell, least=1, most=MOST)
