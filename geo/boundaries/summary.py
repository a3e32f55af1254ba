"""What was built of one province, in numbers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import geopandas as gpd

from geo.boundaries.layers import LAYER_LEVELS
from geo.boundaries.register import read_register
from geo.boundaries.sources import Source
from geo.boundaries.tiling import Tiles, tiling_faults
from geo.crs import area_km2
from geo.home import write_atomically
from geo.words import Level, kode_at

_FILE = "summary.json"


@dataclass(frozen=True)
class Summary:
    """
    What was built of one province.

    Attributes
    ----------
    provinsi, nama : str
        Kode and name.
    source, vintage : str
        Key of the source and the state of the borders that it shows.
    counts, register : dict
        Number of areas by level: with a polygon, and in the register.
    missing : list of str
        Kode of the kabupaten and kecamatan of the register without a polygon.
    area_km2 : dict
        By kode of kabupaten.
    water_km2 : float
        Lakes that the source has as areas of their own and that belong to no kabupaten.
    overlap_km2, gap_km2 : float
        Land counted twice, and holes enclosed by the desa; 0 for a layer that tiles.
    units, assigned : int
        Polygons of the source, and those of them that are no desa of the register.
    seconds : float
        What building it took.
    built_at : str
        Moment in UTC, ISO 8601.
    fault : str
        Why the province could not be built; empty if it was.
    """

    provinsi: str
    nama: str
    source: str
    vintage: str
    counts: dict[str, int]
    register: dict[str, int]
    missing: list[str]
    area_km2: dict[str, float]
    water_km2: float
    overlap_km2: float
    gap_km2: float
    units: int
    assigned: int
    seconds: float
    built_at: str
    fault: str = ""

    @property
    def matched_share(self) -> float:
        """Share of the source's polygons that are a desa of the register, from 0 to 1."""
        return 1 - self.assigned / self.units if self.units else 0.0


def summarise(
    provinsi: str, tiles: Tiles, layers: Mapping[Level, gpd.GeoDataFrame], *, seconds: float
) -> Summary:
    """Count, measure and check the layers of a province."""
    desa, kabupaten = layers[Level.DESA], layers[Level.KABUPATEN]
    register = {level: _register_kodes(level, provinsi) for level in LAYER_LEVELS}
    upper = (Level.KABUPATEN, Level.KECAMATAN)
    own = desa["level"] == Level.DESA
    faults = tiling_faults(desa, tiles.water)
    return Summary(
        provinsi=provinsi,
        nama=read_register(Level.PROVINSI).loc[provinsi, "nama"],
        source=tiles.source.key,
        vintage=tiles.source.vintage,
        counts={level.value: int((layers[level]["level"] == level).sum()) for level in register},
        register={level.value: len(kodes) for level, kodes in register.items()},
        missing=sorted(kode for at in upper for kode in register[at] - set(layers[at].index)),
        area_km2=kabupaten["area_km2"].round(3).to_dict(),
        water_km2=round(float(area_km2(tiles.water).sum()), 3),
        overlap_km2=faults.overlap_km2,
        gap_km2=faults.gap_km2,
        units=len(desa),
        assigned=int((~own).sum()),
        seconds=round(seconds, 1),
        built_at=_now(),
    )


def failed(provinsi: str, source: Source, fault: str) -> Summary:
    """The summary of a province that could not be built."""
    levels = {level: len(_register_kodes(level, provinsi)) for level in LAYER_LEVELS}
    return Summary(
        provinsi=provinsi,
        nama=read_register(Level.PROVINSI).loc[provinsi, "nama"],
        source=source.key,
        vintage=source.vintage,
        counts={level.value: 0 for level in LAYER_LEVELS},
        register={level.value: n for level, n in levels.items()},
        missing=[],
        area_km2={},
        water_km2=0.0,
        overlap_km2=0.0,
        gap_km2=0.0,
        units=0,
        assigned=0,
        seconds=0.0,
        built_at=_now(),
        fault=fault,
    )


def write_summary(folder: Path, summary: Summary) -> None:
    """Write the summary into a set's folder: it comes last, and says that the rest is whole."""
    text = json.dumps(asdict(summary), indent=1, ensure_ascii=False)
    write_atomically(folder / _FILE, text.encode())


def read_built(folder: Path) -> Summary | None:
    """Summary of what a set's folder holds; None if it is not built."""
    try:
        return Summary(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _register_kodes(level: Level, provinsi: str) -> set[str]:
    kodes = read_register(level).index
    return {kode for kode in kodes if kode_at(kode, Level.PROVINSI) == provinsi}


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
