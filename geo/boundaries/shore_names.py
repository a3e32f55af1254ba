"""Names of the stretches of a shore: by their places, else by their desa."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries.shoreline import Shore
from geo.crs import points_at

NAMED_WITHIN_M = 10_000.0
"""A stretch is named for the nearest place of its kabupaten whose point lies within so many metres
of its middle."""


def stretch_names(shore: Shore, places: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    A name of its own for each stretch.

    Parameters
    ----------
    shore : Shore
        Whose stretches.
    places : DataFrame
        ``nama``, ``kode`` (of the kecamatan), ``lat``, ``lng``.
    areas : GeoDataFrame
        Desa, or kecamatan where there are no desa, by ``kode``, with ``nama``.

    Returns
    -------
    DataFrame, n stretches
        By kode: ``place``, what it is named for; ``nama``, with a number where several are named
        for the same, in their order along the shore: Lovina 1, Lovina 2.
    """
    lines = shore.stretches.geometry
    middles = lines.interpolate(0.5, normalized=True)
    points = points_at(places["lat"], places["lng"]).to_crs(shore.crs)
    known = gpd.GeoDataFrame({"nama": places["nama"], "kode": places["kode"]}, geometry=points)
    drawn = areas[["nama", "geometry"]].to_crs(shore.crs).rename_axis("kode").reset_index()
    found = []
    for kabupaten, middle in zip(shore.stretches["kabupaten"], middles, strict=True):
        near = _nearest(known, kabupaten, middle, within_m=NAMED_WITHIN_M)
        found.append(near or _nearest(drawn, kabupaten, middle, within_m=None))
    named = pd.Series(found, index=lines.index, name="place", dtype="str")
    return named.to_frame().assign(nama=_numbered(named))


def _nearest(
    named: gpd.GeoDataFrame, kabupaten: str, middle: shapely.Point, *, within_m: float | None
) -> str:
    """Name of the nearest of a kabupaten; empty if none lies within the reach."""
    own = named[named["kode"].str.startswith(kabupaten)]
    metres = own.geometry.distance(middle)
    if metres.empty or (within_m is not None and metres.min() > within_m):
        return ""
    return str(own["nama"].loc[metres.idxmin()])


def _numbered(names: pd.Series) -> pd.Series:
    """Names that occur more than once, each with its number."""
    number = (names.groupby(names).cumcount() + 1).astype("str")
    return names.mask(names.duplicated(keep=False), names + " " + number)
