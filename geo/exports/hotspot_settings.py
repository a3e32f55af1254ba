"""All that an answer about concentrations rests on, as a file from which it is made again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from geo import __version__
from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import (
    HotspotSettings,
    settings_from_json,
    settings_problems,
    settings_to_json,
    stated_problems,
)
from geo.errors import DataError, Problem, raise_problems
from geo.exports.settings_table import said_vintage
from geo.store.reports import CELLS, KODE
from geo.store.rules import NAMES, Rules, rule_fault
from geo.text import _

KIND: Final = "petapora hotspots"
"""Says in the file what the file is."""

MOST_BYTES: Final = 64_000_000
"""A file of settings is far smaller; an answer of the shell, which holds them too, may be large."""

ENTERING: Final = (*KODE, *CELLS, "channel", "kind", "accuracy", "is_sample")
"""What of a report, beside its day and its point, decides an answer."""

DEGREE: Final = 1_000_000
"""Points enter to a millionth of a degree, 0.1 m: finer digits are no place."""

NOWHERE: Final = 2**31
"""Stands in the digest for the degrees of a report without a point; no degree is so large."""


@dataclass(frozen=True)
class Provenance:
    """
    What an answer was made of, beside its settings.

    Attributes
    ----------
    office : str
        Key of the office.
    program : str
        Version of the program.
    data : str
        Digest of the reports, as `reports_digest` gives it.
    last_report : str
        Day of the newest report of the office, 2026-11-22; empty without reports.
    boundaries : str
        Sets of boundaries in use, by province.
    vintage : str
        Source and year of these boundaries.
    is_sample : bool
        Whether reports counted are invented.
    """

    office: str
    program: str
    data: str
    last_report: str
    boundaries: str
    vintage: str
    is_sample: bool


@dataclass(frozen=True)
class SettingsFile:
    """Settings, rules and origin of an answer, as a file has them."""

    settings: HotspotSettings
    rules: Rules
    made_of: Provenance


def provenance_of(
    answer: Concentrations,
    *,
    office: str,
    boundaries: str,
    reports: pd.DataFrame,
    points: pd.DataFrame,
    areas: pd.DataFrame,
) -> Provenance:
    """
    What an answer was made of.

    Parameters
    ----------
    answer : Concentrations
        The answer.
    office : str
        Key of the office.
    boundaries : str
        As `geo.boundaries.layers.layers_version` says it.
    reports : DataFrame
        All reports of the office.
    points : DataFrame
        Their points, by which the repeats on shifted grids count.
    areas : DataFrame
        Its kabupaten, with ``source`` and ``vintage``.
    """
    last = reports["received_on"].max()
    return Provenance(
        office=office,
        program=__version__,
        data=reports_digest(reports, points, until=answer.hotspots.settings.filter.until),
        last_report="" if pd.isna(last) else last.date().isoformat(),
        boundaries=boundaries,
        vintage=said_vintage(areas),
        is_sample=answer.is_sample,
    )


def reports_digest(
    reports: pd.DataFrame, points: pd.DataFrame | None = None, *, until: dt.date
) -> str:
    """
    A short text that differs when another report enters an answer or its repeats.

    Another is also one with other contents or, by a millionth of a degree, at another point. The
    text is the same for the same reports in any order and under any keys, and on any computer.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    points : DataFrame, optional
        As `geo.store.reports.read_points` gives them; a report of which it has none has no point.
    until : date
        Last day of the answer; later reports do not enter it.
    """
    own = reports[reports["received_on"] <= pd.Timestamp(until)]
    days = own["received_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = own[list(ENTERING)].astype("category").assign(received_on=days)
    for name in ("lat", "lng"):
        degrees = np.nan if points is None else points[name].reindex(own.index).to_numpy()
        rows[name] = np.nan_to_num(np.rint(degrees * DEGREE), nan=NOWHERE).astype(np.int64)
    digits = np.sort(pd.util.hash_pandas_object(rows, index=False).to_numpy())
    return hashlib.sha256(digits.astype("<u8").tobytes()).hexdigest()[:16]


def settings_content(answer: Concentrations, made_of: Provenance) -> dict[str, Any]:
    """The settings of an answer as JSON has them; the rules are those that were used."""
    hotspots = answer.hotspots
    return {
        "kind": KIND,
        "made_of": asdict(made_of),
        "settings": settings_to_json(hotspots.settings),
        "method_used": hotspots.method,
        "rules": asdict(hotspots.rules),
    }


def settings_file(answer: Concentrations, made_of: Provenance) -> bytes:
    """The settings of an answer as a file, JSON in UTF-8; `read_settings_file` reads it again."""
    content = settings_content(answer, made_of)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_settings_file(content: bytes, *, name: str) -> SettingsFile:
    """
    Read such a file.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What the reader calls it.

    Raises
    ------
    DataError
        If it is no such file, or if a setting or a rule is missing or nothing that a test can be
        made by: then it names the key, its value, what it may be, and the remedy.
    """
    stated = _json(content, name)
    if stated.get("kind") != KIND:
        raise DataError(_("{file}: no file of settings of concentrations.", file=name))
    raise_problems(
        name,
        _problems(stated),
        remedy=_("Mend it in the file, or take the file along anew."),
    )
    return SettingsFile(
        settings=settings_from_json(stated["settings"]),
        rules=Rules(**{key: stated["rules"][key] for key in NAMES}),
        made_of=Provenance(**{key: stated["made_of"][key] for key in _ORIGIN}),
    )


def _json(content: bytes, name: str) -> dict[str, Any]:
    """The object of a JSON file; raises DataError if it is none."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError
        stated = json.loads(content)  # finds UTF-8 and UTF-16, as PowerShell's > writes it
    except (ValueError, RecursionError) as fault:
        raise DataError(_("{file}: cannot be read as JSON.", file=name)) from fault
    return stated if isinstance(stated, dict) else {}


_ORIGIN: Final = tuple(field.name for field in fields(Provenance))


def _problems(stated: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the parts of a file of settings."""
    held = {part: stated.get(part) for part in ("settings", "rules", "made_of")}
    missing = [part for part, value in held.items() if not isinstance(value, dict)]
    if missing:
        return [Problem(0, part, "", _("is missing or has no keys")) for part in missing]
    rules = {key: partial(rule_fault, key) for key in NAMES}
    origin = dict.fromkeys(_ORIGIN, _text_fault) | {"is_sample": _truth_fault}
    return [
        *settings_problems(stated["settings"]),
        *stated_problems("rules", stated["rules"], rules),
        *stated_problems("made_of", stated["made_of"], origin),
    ]


def _text_fault(value: object) -> str | None:
    """Why something is no text that a terminal can be given; some texts it would obey."""
    is_plain = isinstance(value, str) and value.isprintable()
    return None if is_plain else _("not a text of letters that can be printed")


def _truth_fault(value: object) -> str | None:
    return None if isinstance(value, bool) else _("neither true nor false")


def differences(then: Provenance, now: Provenance) -> list[str]:
    """In words what an answer is now made of otherwise than then; empty if nothing."""
    said = {
        "program": _("the program is another version"),
        "data": _("the records have changed"),
        "boundaries": _("the boundaries are others"),
    }
    return [text for key, text in said.items() if getattr(then, key) != getattr(now, key)]
