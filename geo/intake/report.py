"""What was found in a file of strangers: each finding weighed, counted, shown and mendable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from geo.text import _

SHOWN = 3
"""How many examples a finding carries."""


class Severity(StrEnum):
    """How much a finding weighs; one `REFUSE` refuses the file."""

    OK = "ok"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Finding:
    """
    One thing that was checked.

    Attributes
    ----------
    check : str
        Key of the check, the same in every language.
    severity : Severity
    text : str
        The finding as a sentence.
    n : int
        How many rows or areas it is about.
    examples : tuple of str
        The first few of them, with row and value.
    remedy : str
        What to do; empty where there is nothing to mend.
    """

    check: str
    severity: Severity
    text: str
    n: int = 0
    examples: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True)
class KabupatenSummary:
    """One kabupaten in the file: areas found and expected, km² in the file and in use now."""

    kode: str
    nama: str
    n_areas: int
    n_expected: int
    area_km2: float
    present_km2: float | None
    covered_share: float | None


@dataclass(frozen=True)
class Report:
    """
    What a file of boundaries was found to be, and what became of it.

    Attributes
    ----------
    provinsi : tuple of str
        Kode of the provinces that the file reaches.
    set_name : str
        The set made of it; empty if none was made.
    in_use : bool
        Whether these provinces now read it.
    """

    file: str
    rows: int
    level: str
    coding: str
    columns: dict[str, str]
    crs: str
    source: str
    vintage: str
    findings: tuple[Finding, ...]
    kabupaten: tuple[KabupatenSummary, ...]
    provinsi: tuple[str, ...] = ()
    set_name: str = ""
    in_use: bool = False

    @property
    def refused(self) -> bool:
        """Whether the file cannot be used as it is."""
        return any(finding.severity == Severity.REFUSE for finding in self.findings)

    def as_rows(self) -> list[tuple[str, str, str, str]]:
        """Severity, sentence, examples and remedy of each finding, the gravest first."""
        order = [Severity.REFUSE, Severity.WARN, Severity.OK]
        ranked = sorted(self.findings, key=lambda finding: order.index(finding.severity))
        return [(f.severity.value, f.text, "; ".join(f.examples), f.remedy) for f in ranked]

    def as_json(self) -> dict[str, Any]:
        """All of it, ready for `json.dumps`."""
        return {
            "file": self.file,
            "rows": self.rows,
            "level": self.level,
            "coding": self.coding,
            "columns": self.columns,
            "crs": self.crs,
            "source": self.source,
            "vintage": self.vintage,
            "refused": self.refused,
            "in_use": self.in_use,
            "provinsi": list(self.provinsi),
            "set_name": self.set_name,
            "findings": [vars(finding) for finding in self.findings],
            "kabupaten": [vars(summary) for summary in self.kabupaten],
        }


def examples_of(values: pd.Series) -> tuple[str, ...]:
    """The first values of a column indexed by row, as "row 4 '51.08.99'"."""
    first = values.head(SHOWN).items()
    return tuple(_("row {row} '{value}'", row=row, value=value) for row, value in first)


def listed(values: Sequence[object]) -> tuple[str, ...]:
    """The first values as text."""
    return tuple(str(value) for value in values[:SHOWN])
