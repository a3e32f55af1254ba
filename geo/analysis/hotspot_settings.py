"""All that decides an answer about concentrations, so that it can be made again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from geo.analysis.reports import ReportFilter, Series
from geo.words import Accuracy, Channel, Level, Suspicion

SEED = 20260101
"""Seed of drawn permutations, where the exact law does not apply."""

Correction = Literal["bh", "by"]
CORRECTIONS: tuple[Correction, ...] = ("bh", "by")
METHODS = ("exact", "whole", "permutations")


@dataclass(frozen=True)
class HotspotSettings:
    """
    What is asked of a test of concentration.

    Attributes
    ----------
    filter : ReportFilter
        Which reports.
    unit : Level or int
        DESA or KECAMATAN, or the resolution of the H3 cells.
    correction : str
        "bh" (Benjamini and Hochberg 1995) or, stricter, "by" (Benjamini and Yekutieli 2001).
    method : str
        "exact", the law of the conditional permutation: a place keeps its count and all others are
        dealt anew; "whole", the law where it is dealt anew too; or "permutations", conditional
        ones that are drawn.
    n_permutations, seed : int
        Of drawn permutations; the exact laws have neither.
    """

    filter: ReportFilter
    unit: Level | int
    correction: Correction = "bh"
    method: str = "exact"
    n_permutations: int = 9_999
    seed: int = SEED

    def __post_init__(self) -> None:
        if self.correction not in CORRECTIONS or self.method not in METHODS:
            raise ValueError(f"{self.correction}, {self.method}: no such correction or method")


def settings_to_json(settings: HotspotSettings) -> dict[str, Any]:
    """The settings as JSON has them; `settings_from_json` reads them again."""
    return {
        **filter_to_json(settings.filter),
        "unit": unit_key(settings.unit),
        "correction": settings.correction,
        "method": settings.method,
        "n_permutations": settings.n_permutations,
        "seed": settings.seed,
    }


def filter_to_json(wanted: ReportFilter) -> dict[str, Any]:
    """Which reports, as JSON has it."""
    return {
        "since": wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "series": wanted.series.value,
        "kinds": [kind.value for kind in wanted.kinds],
        "channels": [channel.value for channel in wanted.channels],
        "accuracies": [accuracy.value for accuracy in wanted.accuracies],
    }


def settings_from_json(stated: dict[str, Any]) -> HotspotSettings:
    """Settings of a file; raises KeyError or ValueError for what is missing or not known."""
    wanted = ReportFilter(
        since=dt.date.fromisoformat(stated["since"]),
        until=dt.date.fromisoformat(stated["until"]),
        series=Series(stated["series"]),
        kinds=tuple(map(Suspicion, stated["kinds"])),
        channels=tuple(map(Channel, stated["channels"])),
        accuracies=tuple(map(Accuracy, stated["accuracies"])),
    )
    return HotspotSettings(
        filter=wanted,
        unit=unit_from_key(stated["unit"]),
        correction=stated["correction"],
        method=stated["method"],
        n_permutations=int(stated["n_permutations"]),
        seed=int(stated["seed"]),
    )


def unit_key(unit: Level | int) -> str:
    """A unit as a text: desa, or h3:7."""
    return f"h3:{unit}" if isinstance(unit, int) else unit.value


def unit_from_key(text: str) -> Level | int:
    """The unit that a text names; raises ValueError if it names none."""
    return int(text.removeprefix("h3:")) if text.startswith("h3:") else Level(text)
