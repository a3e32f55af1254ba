"""All that an answer about concentrations rests on, as a file from which it is made again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import numpy as np
import pandas as pd

from geo import __version__
from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import HotspotSettings, settings_from_json, settings_to_json
from geo.errors import DataError
from geo.store.reports import CELLS, KODE
from geo.store.rules import Rules
from geo.text import _
from geo.words import CELL_RESOLUTIONS, Level

KIND: Final = "petapora hotspots"
"""Says in the file what the file is."""

MOST_BYTES: Final = 64_000_000
"""A file of settings is far smaller; an answer of the shell, which holds them too, may be large."""


UNITS: Final = (Level.KECAMATAN, Level.DESA, *CELL_RESOLUTIONS)
"""Areas and cells whose reports are tested."""

ENTERING: Final = (*KODE, *CELLS, "channel", "kind", "accuracy", "is_sample")
"""What of a report, beside its day, decides an answer."""

LEAST_DRAWS, MOST_DRAWS = 99, 99_999
"""Permutations that a file may ask for."""


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
    areas : DataFrame
        Its kabupaten, with ``source`` and ``vintage``.
    """
    last = reports["received_on"].max()
    pairs = areas[["source", "vintage"]].astype("str").drop_duplicates().sort_values("source")
    return Provenance(
        office=office,
        program=__version__,
        data=reports_digest(reports, until=answer.hotspots.settings.filter.until),
        last_report="" if pd.isna(last) else last.date().isoformat(),
        boundaries=boundaries,
        vintage="; ".join(f"{row.source}: {row.vintage}" for row in pairs.itertuples()),
        is_sample=answer.is_sample,
    )


def reports_digest(reports: pd.DataFrame, *, until: dt.date) -> str:
    """
    A short text that differs when another report enters an answer, or one with other contents.

    It is the same for the same reports in any order and under any keys, and on any computer.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    until : date
        Last day of the answer; later reports do not enter it.
    """
    own = reports[reports["received_on"] <= pd.Timestamp(until)]
    days = own["received_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = own[list(ENTERING)].astype("category").assign(received_on=days)
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
        If it is no such file, or if a setting or a rule is missing or not known.
    """
    stated = _json(content, name)
    if stated.get("kind") != KIND:
        raise DataError(_("{file}: no file of settings of concentrations.", file=name))
    try:
        return SettingsFile(
            settings=_settings(stated["settings"]),
            rules=_rules(stated["rules"]),
            made_of=_provenance(stated["made_of"]),
        )
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as fault:
        raise DataError(
            _(
                "{file}: a setting is missing or not known ({fault}). Take the file along anew.",
                file=name,
                fault=repr(str(fault))[1:-1][:80],
            )
        ) from fault


def _json(content: bytes, name: str) -> dict[str, Any]:
    """The object of a JSON file; raises DataError if it is none."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError
        stated = json.loads(content)  # finds UTF-8 and UTF-16, as PowerShell's > writes it
    except (ValueError, RecursionError) as fault:
        raise DataError(_("{file}: cannot be read as JSON.", file=name)) from fault
    return stated if isinstance(stated, dict) else {}


def _settings(stated: dict[str, Any]) -> HotspotSettings:
    """Settings of a file; raises ValueError for some that no test can be made by."""
    settings = settings_from_json(stated)
    if settings.filter.since > settings.filter.until:
        raise ValueError("since")
    if settings.unit not in UNITS:
        raise ValueError("unit")
    if not LEAST_DRAWS <= settings.n_permutations <= MOST_DRAWS:
        raise ValueError("n_permutations")
    if not 0 <= settings.seed < 2**63:
        raise ValueError("seed")
    return settings


def _rules(stated: dict[str, Any]) -> Rules:
    """Rules of a file; raises ValueError for one that is no whole number above 0."""
    known = {field.name: stated[field.name] for field in fields(Rules)}
    wrong = [key for key, value in known.items() if type(value) is not int or value < 1]
    if wrong:
        raise ValueError(wrong[0])
    return Rules(**known)


def _provenance(stated: dict[str, Any]) -> Provenance:
    known = {field.name: stated[field.name] for field in fields(Provenance)}
    is_sample = bool(known.pop("is_sample"))
    texts = {key: str(value) for key, value in known.items()}
    if not all(text.isprintable() for text in texts.values()):  # a terminal would obey some
        raise ValueError("made_of")
    return Provenance(**texts, is_sample=is_sample)


def differences(then: Provenance, now: Provenance) -> list[str]:
    """In words what an answer is now made of otherwise than then; empty if nothing."""
    said = {
        "program": _("the program is another version"),
        "data": _("the records have changed"),
        "boundaries": _("the boundaries are others"),
    }
    return [text for key, text in said.items() if getattr(then, key) != getattr(now, key)]
