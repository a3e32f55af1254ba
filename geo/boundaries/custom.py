"""A set from a file of one's own: new where the file reaches, and elsewhere what was in use."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.boundaries.build import layers_of
from geo.boundaries.layers import (
    CUSTOM,
    LAYER_LEVELS,
    folder_in_use,
    layer_file,
    read_current,
    read_match_report,
    set_folder,
)
from geo.boundaries.register import read_register
from geo.boundaries.sources import Source
from geo.boundaries.summary import read_built, summarise, write_summary
from geo.boundaries.tiling import DISPLAY_TOLERANCE, Tiles, simplify
from geo.crs import WGS84
from geo.errors import NotBuilt
from geo.home import folder_atomically, write_parquet
from geo.words import Level

_ORIGIN = "origin.json"


@dataclass(frozen=True)
class Origin:
    """
    What a custom set was made of, as ``origin.json`` in its folder keeps it.

    Attributes
    ----------
    sha256 : str
        Of the file's content.
    options : dict
        All that was said beside the file.
    base : dict
        Set that each province read before, by kode; the areas it keeps come from there.
    """

    file: str
    sha256: str
    options: dict[str, str]
    base: dict[str, str]

    @property
    def set_name(self) -> str:
        """The same for the same file, options and base; another for another."""
        made_of = json.dumps([self.sha256, self.options, self.base], sort_keys=True)
        return f"{CUSTOM}{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"


def origin_in_use(provinsi: str) -> Origin | None:
    """Origin of the set that a province reads; None if that is not a custom one."""
    name = read_current().sets.get(provinsi)
    file = set_folder(name, provinsi) / _ORIGIN if name else None
    if file is None or not file.exists():
        return None
    return Origin(**json.loads(file.read_text(encoding="utf-8")))


def custom_source(text: str, *, vintage: str) -> Source:
    """The source of a custom set; `text` is all that is known of it."""
    return Source(
        key=text,
        title=text,
        version="",
        licence="",
        licence_note="",
        vintage=vintage,
        attribution=text,
    )


def is_built(provinsi: str) -> bool:
    """Whether a province has boundaries in use."""
    try:
        folder_in_use(provinsi)
    except NotBuilt:
        return False
    return True


def write_custom_set(
    provinsi: str,
    tiles: gpd.GeoDataFrame,
    *,
    level: Level,
    source: Source,
    origin: Origin,
    report: pd.DataFrame,
) -> None:
    """
    Write one province of a custom set, whole or not at all.

    Parameters
    ----------
    provinsi : str
        Kode.
    tiles : GeoDataFrame
        The province's areas as `geo.boundaries.tiling.Tiles` wants its desa. Every kabupaten
        that one of them lies in is covered by them wholly.
    level : Level
        DESA; or KECAMATAN, when each tile is a kecamatan and all desa stay what they were.
    report : DataFrame
        How the desa of these kabupaten found their polygons, as `layers.read_match_report`
        describes it; not used for a file of kecamatan.
    """
    folder = set_folder(origin.set_name, provinsi)
    if read_built(folder):
        return
    started = time.monotonic()
    covered = set(tiles["parent"].str[:5])
    made = Tiles(source, tiles, report, gpd.GeoSeries([], crs=WGS84))
    new = layers_of(made)
    if level == Level.KECAMATAN:
        new = {at: areas for at, areas in new.items() if at != Level.DESA} | {
            Level.DESA: new[Level.DESA].iloc[:0]
        }
    with folder_atomically(folder) as draft:
        layers = _write_layers(draft, provinsi, new, covered)
        _match_report(provinsi, report, covered, level).to_csv(draft / "match.csv", index=False)
        text = json.dumps(asdict(origin), indent=1, ensure_ascii=False)
        (draft / _ORIGIN).write_text(text, encoding="utf-8")
        seconds = time.monotonic() - started
        write_summary(draft, summarise(provinsi, made, layers, seconds=seconds))


def match_rows(tiles: gpd.GeoDataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """
    The match report of a file of desa.

    Parameters
    ----------
    tiles : GeoDataFrame
        Indexed by ``kode``, with ``parent`` and ``row``.
    found : DataFrame
        Indexed by row of the file: ``name``, ``how`` and ``score``.

    Returns
    -------
    DataFrame
        The desa of the register in the kabupaten of `tiles`, then the polygons that are none
        of them.
    """
    register = read_register(Level.DESA)
    register = register[register.index.str[:5].isin(set(tiles["parent"].str[:5]))]
    rows = found.loc[tiles["row"]].set_index(tiles.index)
    own = rows.reindex(register.index)
    desa = pd.DataFrame(
        {
            "kode": register.index,
            "nama": register["nama"].to_numpy(),
            "source_name": own["name"].fillna("").to_numpy(),
            "how": own["how"].fillna("no polygon").to_numpy(),
            "score": own["score"].fillna(0).to_numpy(),
            "kecamatan": register["parent"].to_numpy(),
        }
    )
    others = rows[~rows.index.isin(register.index)]
    assigned = pd.DataFrame(
        {
            "kode": "",
            "nama": "",
            "source_name": others["name"].to_numpy(),
            "how": "assigned",
            "score": np.zeros(len(others)),
            "kecamatan": tiles["parent"][others.index].to_numpy(),
        }
    )
    return pd.concat([desa, assigned], ignore_index=True) if len(assigned) else desa


def _write_layers(
    draft: Path,
    provinsi: str,
    new: Mapping[Level, gpd.GeoDataFrame],
    covered: Collection[str],
) -> dict[Level, gpd.GeoDataFrame]:
    """Write each level, full and simplified, and return the full ones."""
    layers = {}
    for level in LAYER_LEVELS:
        areas = new[level]
        replaced = covered if len(areas) else ()
        layers[level] = _joined(areas, _kept(provinsi, level, replaced, display=False))
        thin = simplify(areas, DISPLAY_TOLERANCE[level]) if len(areas) else areas
        shown = _joined(thin, _kept(provinsi, level, replaced, display=True))
        write_parquet(layers[level], layer_file(draft, level))
        write_parquet(shown, layer_file(draft, level, display=True))
    return layers


def _kept(
    provinsi: str, level: Level, replaced: Collection[str], *, display: bool
) -> gpd.GeoDataFrame | None:
    """What a province reads now, less the kabupaten that are replaced; None if never built."""
    if not is_built(provinsi):
        return None
    whole = gpd.read_parquet(layer_file(folder_in_use(provinsi), level, display=display))
    return whole[~whole.index.str[:5].isin(set(replaced))]


def _joined(new: gpd.GeoDataFrame, kept: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    parts = [part for part in (new, kept) if part is not None and len(part)]
    return gpd.GeoDataFrame(pd.concat(parts)).sort_index() if parts else new


def _match_report(
    provinsi: str, report: pd.DataFrame, covered: Collection[str], level: Level
) -> pd.DataFrame:
    if not is_built(provinsi):
        return report
    present = read_match_report(provinsi)
    if level == Level.KECAMATAN:
        return present
    kept = present[~present["kecamatan"].str[:5].isin(set(covered))]
    return pd.concat([report, kept], ignore_index=True) if len(kept) else report
