"""GADM 4.1: its desa matched to the register, its kabupaten told by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo.boundaries.layers import UNMATCHED
from geo.boundaries.match import assign_kecamatan, match_names, match_report, squashed
from geo.boundaries.register import read_register
from geo.boundaries.sources import GADM, packaged
from geo.boundaries.tiling import Tiles, clean
from geo.errors import DataError
from geo.home import ROOT
from geo.rows import filled, one_of, optional, read_rows
from geo.text import _
from geo.words import Level, is_kode, parent_of

ALIASES = ROOT / "data" / "gadm_aliases.csv"
GAP_WIDTH = 0.002
WATER = "water"
"""What the aliases call a unit of level 2 that is a lake."""

_DESA_FILE = "geojson-indonesia/geojson/gadm41_IDN_4.json"
_KABUPATEN_FILE = "geojson-indonesia/geojson/gadm41_IDN_2.json"
_REASONS = ("renamed", "abbreviated", "split", WATER)


def read_units() -> gpd.GeoDataFrame:
    """
    All level-4 units of GADM.

    Returns
    -------
    GeoDataFrame, 77,473 rows
        Valid polygons in WGS 84: ``gid_2``, ``gid_3`` (GADM's ids), ``kecamatan``, ``nama``
        (GADM's names, written as one word) and ``water`` (bool).
    """
    columns = ["GID_2", "GID_3", "NAME_3", "NAME_4", "TYPE_4"]
    units = pyogrio.read_dataframe(packaged(_DESA_FILE), columns=columns, use_arrow=True)
    units["water"] = units.pop("TYPE_4") == "WaterBody"
    names = {"GID_2": "gid_2", "GID_3": "gid_3", "NAME_3": "kecamatan", "NAME_4": "nama"}
    return _valid(units.rename(columns=names))


def read_kabupaten() -> gpd.GeoDataFrame:
    """
    All level-2 units of GADM with what the register calls them.

    Returns
    -------
    GeoDataFrame, 502 rows
        In WGS 84, indexed by ``gid_2``: ``kode`` (tuple: of the kabupaten itself first, then
        of those split from it since; empty for a lake), ``nama`` (GADM's) and ``water``.

    Raises
    ------
    DataError
        If a unit is neither in the register nor among the aliases.
    """
    columns = ["GID_2", "NAME_2", "TYPE_2"]
    units = pyogrio.read_dataframe(packaged(_KABUPATEN_FILE), columns=columns, use_arrow=True)
    units = _valid(units.set_index("GID_2").rename_axis("gid_2"))
    register = read_register(Level.KABUPATEN)["nama"]
    kodes = _kode_by_unit(units["NAME_2"], units["TYPE_2"], register, read_aliases())
    units["kode"] = pd.Series(kodes, dtype=object).reindex(units.index)
    if (unknown := units["kode"].isna()).any():
        names = ", ".join(units.loc[unknown, "NAME_2"])
        raise DataError(_("{file}: no row for {names}.", file=ALIASES.name, names=names))
    units["water"] = units["kode"].map(len) == 0
    return units.rename(columns={"NAME_2": "nama"})[["kode", "nama", "water", "geometry"]]


def read_aliases() -> dict[str, list[str]]:
    """
    Kode by GADM id, for units that have other names in the register or were split.

    A split one begins with "", which stands for the kabupaten of the same name; a lake has
    none.
    """
    kode = optional(lambda cell: None if is_kode(cell) else _("not a kode"))
    checks = {
        "gadm_id": filled,
        "kode": kode,
        "reason": one_of(_REASONS, _("reason")),
        "source": filled,
    }
    columns = ["gadm_id", "gadm_name", "kode", "nama", "reason", "source"]
    aliases: dict[str, list[str]] = {}
    for row in read_rows(ALIASES, columns=columns, checks=checks):
        kodes = aliases.setdefault(row["gadm_id"], [""] if row["reason"] == "split" else [])
        kodes += [row["kode"]] if row["kode"] else []
    return aliases


def read_tiles(provinsi: str, *, units: gpd.GeoDataFrame, kabupaten: gpd.GeoDataFrame) -> Tiles:
    """
    Desa of a province as a cleaned coverage, with the units that are no desa of the register.

    Parameters
    ----------
    provinsi : str
        Kode.
    units, kabupaten : GeoDataFrame
        As `read_units` and `read_kabupaten` give them.
    """
    here = kabupaten[kabupaten["kode"].str[0].str[:2] == provinsi]
    in_province = units["gid_2"].isin(here.index) | _lakes(units, kabupaten, here)
    tiles = clean(units[in_province], gap_width=GAP_WIDTH)
    water = tiles["water"] | ~tiles["gid_2"].isin(here.index)
    land = tiles[~water]
    register = _register_desa(provinsi)
    parts = [
        _match_kabupaten(land[land["gid_2"] == gid], register[register["kabupaten"].isin(kode)])
        for gid, kode in here["kode"].items()
    ]
    land = land.join(pd.concat(parts)).rename(columns={"nama": "source_name"})
    found = land[land["kode"].notna()].set_index("kode")
    report = match_report(register, found, land[land["kode"].isna()])
    return Tiles(GADM, _desa(land, register), report, tiles[water].geometry)


def _valid(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = units.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return units.set_geometry(gpd.GeoSeries(shapes, index=units.index, crs=units.crs))


def _kode_by_unit(
    names: pd.Series, types: pd.Series, register: pd.Series, aliases: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    """Kode of each unit by type and name; a unit without a type goes by its name alone."""
    by_name = {_register_key(nama): kode for kode, nama in register.items()}
    kodes: dict[str, tuple[str, ...]] = {}
    for gid, name in names.items():
        kind = types[gid].lower()
        key = squashed(re.sub(r"^Kota(?=[A-Z])", "", name) if kind == "kota" else name)
        kinds = ("kabupaten", "kota") if kind == "na" else (kind,)
        own = next((by_name[k, key] for k in kinds if (k, key) in by_name), "")
        listed = aliases.get(gid)
        if own or listed is not None:
            kodes[gid] = tuple(kode or own for kode in (listed if listed is not None else [own]))
    return kodes


def _register_key(nama: str) -> tuple[str, str]:
    kind, _blank, name = nama.partition(" ")
    return kind.lower(), squashed(name.removeprefix("Administrasi "))


def _lakes(
    units: gpd.GeoDataFrame, kabupaten: gpd.GeoDataFrame, here: gpd.GeoDataFrame
) -> pd.Series:
    """Units that are lakes between the kabupaten of a province, told by GADM's first level."""
    lakes = kabupaten.index[kabupaten["water"]]
    first_levels = set(here.index.str.extract(r"^(IDN\.\d+)\.")[0])
    first_level = units["gid_2"].str.extract(r"^(IDN\.\d+)\.")[0]
    return units["gid_2"].isin(lakes) & first_level.isin(first_levels)


def _register_desa(provinsi: str) -> pd.DataFrame:
    desa = read_register(Level.DESA)
    desa = desa[desa.index.str[:2] == provinsi]
    names = read_register(Level.KECAMATAN)["nama"]
    return desa.assign(kecamatan=desa["parent"].map(names), kabupaten=desa["parent"].str[:5])


def _match_kabupaten(units: gpd.GeoDataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """``kode``, ``how``, ``score`` and ``parent`` (a kecamatan) for each unit of one kabupaten."""
    matched = match_names(units, register).reindex(units.index)
    found = matched["kode"].dropna().map(parent_of)
    keyed = units.assign(kecamatan=units["gid_3"])
    matched["parent"] = assign_kecamatan(keyed, found)
    return matched


def _desa(tiles: gpd.GeoDataFrame, register: pd.DataFrame) -> gpd.GeoDataFrame:
    """Tiles under the register's kode, or one of their own inside their kecamatan."""
    tiles = tiles[tiles["parent"].notna()].sort_values(["parent", "source_name", "gid_3"])
    own = tiles["kode"].isna()
    number = tiles[own].groupby("parent").cumcount() + 1
    made = tiles.loc[own, "parent"] + ".x" + number.astype(str).str.zfill(3)
    kode = tiles["kode"].fillna(made)
    columns = {
        "nama": kode.map(register["nama"]).fillna(tiles["source_name"]),
        "level": np.where(own, UNMATCHED, Level.DESA.value),
        "parent": tiles["parent"],
    }
    desa = gpd.GeoDataFrame(columns, geometry=tiles.geometry, crs=tiles.crs)
    return desa.set_index(kode.rename("kode")).sort_index()
