"""All that decides an answer about concentrations, so that it can be made again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from geo.analysis.reports import ReportFilter, Series
from geo.errors import Problem
from geo.rows import iso_date
from geo.store.rules import whole_fault
from geo.text import _
from geo.words import CELL_RESOLUTIONS, Accuracy, Channel, Level, Suspicion

SEED = 20260101
"""Seed of drawn permutations, where the exact law does not apply."""

Correction = Literal["bh", "by"]
CORRECTIONS: tuple[Correction, ...] = ("bh", "by")
METHODS = ("exact", "whole", "permutations")

UNITS: Final = (Level.KECAMATAN, Level.DESA, *CELL_RESOLUTIONS)
"""Areas and cells whose reports are tested."""

LEAST_DRAWS, MOST_DRAWS = 99, 99_999
"""Permutations that a file may ask for."""

MOST_SEED = 2**63 - 1

SHOWN = 40
"""So many characters of a wrong value are shown."""


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


def settings_from_json(stated: Mapping[str, Any]) -> HotspotSettings:
    """Settings of a file in which `settings_problems` finds nothing wrong."""
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
        n_permutations=stated["n_permutations"],
        seed=stated["seed"],
    )


def settings_problems(stated: Mapping[str, Any]) -> list[Problem]:
    """
    What of the settings of a file is missing, or is nothing that a test can be made by.

    Parameters
    ----------
    stated : mapping
        Whatever a file holds in place of what `settings_to_json` gives.

    Returns
    -------
    list of Problem
        Each with its key, as settings.seed, and the value as JSON; empty if nothing is wrong.
    """
    checks: dict[str, Callable[[Any], str | None]] = {
        "since": _day,
        "until": _day,
        "series": lambda value: _one_of(value, list(Series)),
        "kinds": lambda value: _words(value, Suspicion),
        "channels": lambda value: _words(value, Channel),
        "accuracies": lambda value: _words(value, Accuracy),
        "unit": lambda value: _one_of(value, [unit_key(unit) for unit in UNITS]),
        "correction": lambda value: _one_of(value, CORRECTIONS),
        "method": lambda value: _one_of(value, METHODS),
        "n_permutations": lambda value: whole_fault(value, least=LEAST_DRAWS, most=MOST_DRAWS),
        "seed": lambda value: whole_fault(value, least=0, most=MOST_SEED),
    }
    found = stated_problems("settings", stated, checks)
    if not found and stated["since"] > stated["until"]:
        said = json.dumps(stated["since"])
        found.append(Problem(0, "settings.since", said, _("later than the last day")))
    return found


def stated_problems(
    part: str, stated: Mapping[str, Any], checks: Mapping[str, Callable[[Any], str | None]]
) -> list[Problem]:
    """
    What is wrong with one part of a file of settings, key by key.

    Parameters
    ----------
    part : str
        Key of the part.
    stated : mapping
        What it holds.
    checks : mapping of str to callable
        For each key that it must have, what says why a value cannot be used.
    """
    missing = [Problem(0, part, key, _("is missing")) for key in checks if key not in stated]
    faults = {key: check(stated[key]) for key, check in checks.items() if key in stated}
    wrong = [
        Problem(0, f"{part}.{key}", json.dumps(stated[key])[:SHOWN], fault)
        for key, fault in faults.items()
        if fault
    ]
    return [*missing, *wrong]


def _day(value: Any) -> str | None:
    return iso_date(value if isinstance(value, str) else "")


def _one_of(value: Any, known: Collection[str]) -> str | None:
    return None if value in list(known) else _("say one of {known}", known=", ".join(known))


def _words(value: Any, known: type[StrEnum]) -> str | None:
    if isinstance(value, list) and all(each in list(known) for each in value):
        return None
    return _("not a list [] of these words: {known}", known=", ".join(known))


def unit_key(unit: Level | int) -> str:
    """A unit as a text: desa, or h3:7."""
    return f"h3:{unit}" if isinstance(unit, int) else unit.value


def unit_from_key(text: str) -> Level | int:
    """The unit that `unit_key` gives this text for; raises ValueError if there is none."""
    unit = int(text.removeprefix("h3:")) if text.startswith("h3:") else Level(text)
    if unit_key(unit) != text:
        raise ValueError(f"{text}: no such unit")
    return unit
