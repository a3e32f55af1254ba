"""The areas of a boundary file, repaired, joined and cleaned into a layer that tiles."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.boundaries.layers import UNMATCHED
from geo.boundaries.match import assign_kecamatan
from geo.boundaries.register import read_register
from geo.boundaries.tiling import clean
from geo.crs import WGS84
from geo.words import Level, parent_of

GAP_WIDTH: Final = 0.01
"""Degrees; gaps between neighbours narrower than this are closed, wider ones are lakes."""


def join_rows(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    One valid polygon for each area that rows of a file name.

    Parameters
    ----------
    areas : GeoDataFrame, n rows
        As `names.name_areas` gives them, with geometry in WGS 84. Rows without a
        kabupaten or a polygon are left out.

    Returns
    -------
    GeoDataFrame, at most n rows
        Indexed by the first row of each, with the columns of `areas`. Crossing rings are
        repaired so that islets stay land.
    """
    shapes = np.array([_polygons(shape) for shape in areas.geometry], dtype=object)
    usable = ~shapely.is_missing(shapes) & (areas["kabupaten"] != "").to_numpy()
    rows = areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=WGS84))[usable]
    key = rows["kode"].where(rows["kode"] != "", rows["text"])
    first = rows[~key.duplicated()]
    if len(first) == len(rows):
        return first
    joined = rows.geometry.groupby(key, sort=False).agg(shapely.union_all)
    return first.set_geometry(gpd.GeoSeries(joined.to_numpy(), index=first.index, crs=WGS84))


def _polygons(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """What of a geometry is polygon, made valid; None if nothing is."""
    if shape is None or shape.is_empty:
        return None
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    if shape.geom_type == "GeometryCollection":
        shape = shapely.union_all([part for part in shape.geoms if "Polygon" in part.geom_type])
    return shape if "Polygon" in shape.geom_type and not shape.is_empty else None


def tiles_of(areas: gpd.GeoDataFrame, level: Level) -> gpd.GeoDataFrame:
    """
    Make a layer that tiles of the areas of a file.

    Parameters
    ----------
    areas : GeoDataFrame
        As `join_rows` gives them, of any number of provinces.
    level : Level
        DESA or KECAMATAN.

    Returns
    -------
    GeoDataFrame
        As `geo.boundaries.tiling.Tiles` wants its desa: indexed by ``kode``, with ``nama`` (of
        the register), ``level``, ``parent`` (a kecamatan) and ``row``. A kecamatan, and a desa
        that the register does not have, is a polygon of level `UNMATCHED` in its kecamatan. What
        lies wholly under other areas is left out.
    """
    provinces = areas.groupby(areas["kabupaten"].str[:2])
    cleaned = pd.concat([clean(part, gap_width=GAP_WIDTH) for _kode, part in provinces])
    parent = cleaned["kode"] if level == Level.KECAMATAN else _kecamatan_of(cleaned)
    cleaned = cleaned[parent.notna() & (parent != "")]
    parent = parent[cleaned.index]
    known = cleaned["kode"] != ""
    counted = parent[~known].groupby(parent[~known]).cumcount() + 1
    made = parent[~known] + ".x" + counted.astype(str).str.zfill(3)
    kode = cleaned["kode"].where(known, made)
    own = Level.DESA.value if level == Level.DESA else UNMATCHED
    tiles = gpd.GeoDataFrame(
        {
            "nama": kode.map(read_register(level)["nama"]).fillna(cleaned["name"]),
            "level": np.where(known, own, UNMATCHED),
            "parent": parent,
            "row": cleaned.index,
        },
        geometry=cleaned.geometry,
        crs=WGS84,
    )
    return tiles.set_index(kode.rename("kode")).sort_index()


def _kecamatan_of(desa: gpd.GeoDataFrame) -> pd.Series:
    """Kode of each desa's kecamatan: from its own, from its code, or from its neighbours."""
    kecamatan = desa["kode"].where(desa["kode"] != "").map(parent_of, na_action="ignore")
    register = read_register(Level.KECAMATAN).index
    kecamatan = kecamatan.fillna(desa["group"].where(desa["group"].isin(register)))
    if kecamatan.notna().all():
        return kecamatan
    units = desa.assign(kecamatan=desa["group"])
    parts = [
        assign_kecamatan(units.loc[rows], kecamatan.loc[rows].dropna())
        for rows in desa.groupby("kabupaten").groups.values()
    ]
    return pd.concat(parts).reindex(desa.index)
