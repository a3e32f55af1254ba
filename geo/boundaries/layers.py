"""
The layers in use: where they lie, which set each province reads, and how a set is put in use.

A *set* is a folder ``boundaries/sets/<name>/<kode of provinsi>`` with one GeoParquet file per
level, full and simplified, a match report and a summary. Sets are written whole and never
changed; ``boundaries/current.json`` says which one each province reads, and which it read before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.errors import NotBuilt
from geo.home import home, write_atomically
from geo.text import _
from geo.words import Level, kode_at

AREA_COLUMNS = (
    "nama",
    "level",
    "parent",
    "area_km2",
    "source",
    "vintage",
    "coastal",
    "coast_m",
    "coast_doubtful",
)
"""Columns of a layer beside its index ``kode`` and its ``geometry``."""

UNMATCHED = "unmatched"
"""Level of a polygon that belongs to a kecamatan but to no desa of the register."""

CUSTOM = "custom-"
"""How the name of a set begins that was made of a reader's own file."""

LAYER_LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)


@dataclass
class Current:
    """Which set each province reads now, and what they read before each change, oldest first."""

    sets: dict[str, str] = field(default_factory=dict)
    earlier: list[dict[str, str]] = field(default_factory=list)


def boundaries_folder() -> Path:
    """Folder of the register, the base map and the sets."""
    return home() / "boundaries"


def set_folder(name: str, provinsi: str) -> Path:
    """Folder of one province in one set."""
    return boundaries_folder() / "sets" / name / provinsi


def layer_file(folder: Path, level: Level, *, display: bool = False) -> Path:
    """File of one level in a set's folder; `display` asks for the simplified one."""
    return folder / f"{level}{'-display' if display else ''}.parquet"


def _pointer() -> Path:
    return boundaries_folder() / "current.json"


def read_current() -> Current:
    """What is in use; empty before the first build."""
    try:
        return Current(**json.loads(_pointer().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Current()


def put_in_use(name: str, provinsi: Iterable[str]) -> None:
    """Let these provinces read the set `name`; what they read before can be taken back."""
    current = read_current()
    wanted = list(provinsi)
    before = {kode: current.sets[kode] for kode in wanted if kode in current.sets}
    if any(old != name for old in before.values()):
        current.earlier.append(before)
    current.sets.update(dict.fromkeys(wanted, name))
    _write(current)


def take_back() -> dict[str, str]:
    """
    Undo the last change: its provinces read again what they read before it.

    Returns
    -------
    dict
        The set now read, by kode of those provinces; empty if there is nothing to undo.
    """
    current = read_current()
    taken = current.earlier.pop() if current.earlier else {}
    current.sets.update(taken)
    _write(current)
    return taken


def _write(current: Current) -> None:
    content = {"sets": current.sets, "earlier": current.earlier}
    write_atomically(_pointer(), json.dumps(content, indent=1, sort_keys=True).encode())


def folder_in_use(provinsi: str) -> Path:
    """
    Folder that a province reads from.

    Raises
    ------
    NotBuilt
        If the province has no boundaries yet.
    """
    name = read_current().sets.get(provinsi)
    folder = set_folder(name, provinsi) if name else None
    if folder is None or not (folder / "summary.json").exists():
        raise NotBuilt(
            _(
                "The boundaries of province {kode} are not built yet. "
                "Run: petapora build --province {kode}",
                kode=provinsi,
            )
        )
    return folder


def pointer_version() -> int:
    """A number that changes whenever any province reads other boundaries; 0 if it is not told."""
    try:
        return _pointer().stat().st_mtime_ns
    except OSError:  # not built, or without rights: who reads the layers says so
        return 0


def layers_version(kabupaten: Collection[str]) -> str:
    """A short text that changes when the boundaries of these kabupaten change."""
    sets = read_current().sets
    provinces = sorted({kode_at(kode, Level.PROVINSI) for kode in kabupaten})
    return ",".join(f"{kode}={sets.get(kode, '')}" for kode in provinces)


def read_areas(
    level: Level, kabupaten: Collection[str], *, display: bool = False
) -> gpd.GeoDataFrame:
    """
    Areas of one level inside some kabupaten, as now in use.

    Parameters
    ----------
    level : Level
        KABUPATEN, KECAMATAN or DESA.
    kabupaten : collection of str
        Kode of the kabupaten wanted.
    display : bool
        The simplified layer for maps in place of the full one.

    Returns
    -------
    GeoDataFrame
        Indexed by ``kode``, sorted by it, with `AREA_COLUMNS`, in WGS 84. Polygons without a
        desa of their own (level `UNMATCHED`) are left out.

    Raises
    ------
    NotBuilt
        If one of the provinces has no boundaries yet.
    """
    wanted = set(kabupaten)
    provinces = sorted({kode_at(kode, Level.PROVINSI) for kode in wanted})
    parts = []
    for provinsi in provinces:
        whole = _read(layer_file(folder_in_use(provinsi), level, display=display))
        owner = whole.index.str[:5]
        parts.append(whole[owner.isin(wanted) & (whole["level"] == level.value)])
    return gpd.GeoDataFrame(pd.concat(parts)).sort_index()


@cache
def _read(file: Path) -> gpd.GeoDataFrame:
    """A set's file never changes, so it is read once; callers get filtered copies."""
    return gpd.read_parquet(file)


def read_match_report(provinsi: str) -> pd.DataFrame:
    """
    How each desa of a province found its polygon, as now in use.

    Returns
    -------
    DataFrame
        ``kode`` (of the register, or empty), ``nama``, ``source_name``, ``how`` (exact,
        abbreviation, fuzzy, code, assigned, no polygon, unassigned), ``score``, ``kecamatan``.
    """
    file = folder_in_use(provinsi) / "match.csv"
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def read_summary(provinsi: str) -> dict[str, Any]:
    """Counts, areas, source, vintage and seconds of the set that a province reads."""
    file = folder_in_use(provinsi) / "summary.json"
    summary: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return summary
