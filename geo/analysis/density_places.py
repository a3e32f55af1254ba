"""Names for what a density shows: where its peaks lie, which kecamatan its bands touch."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.analysis.density import DensityLand
from geo.crs import points_at, require_same_crs
from geo.words import Level, kode_at

PLACE_REACH_KM = 10.0
"""A notable place farther away than this does not name a peak."""


def name_peaks(
    peaks: pd.DataFrame, land: DensityLand, *, areas: gpd.GeoDataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """
    The desa that each peak lies in or nearest to, and the notable place near it.

    Parameters
    ----------
    peaks : DataFrame, n rows
        As `geo.analysis.density.Density` has them.
    land : DensityLand
        Its projection measures the distances.
    areas : GeoDataFrame, at least one row
        Desa (or kecamatan, where no desa are drawn), indexed by kode, with ``nama``.
    places : DataFrame
        ``nama``, ``lat``, ``lng``.

    Returns
    -------
    DataFrame, n rows
        `peaks` with ``kode``, ``nama``, ``kecamatan`` (kode) and ``place``; empty where no place
        lies within `PLACE_REACH_KM`, nor within twice the bandwidth.
    """
    spots = points_at(peaks["lat"], peaks["lng"]).to_crs(land.crs).to_numpy()
    shapes = areas.geometry.to_crs(land.crs).to_numpy()
    nothing = np.zeros(0, dtype=np.intp)
    found = shapely.STRtree(shapes).nearest(spots) if len(spots) else nothing
    kode = areas.index[found]
    return peaks.assign(
        kode=kode,
        nama=areas["nama"].to_numpy()[found],
        kecamatan=[kode_at(each, Level.KECAMATAN) for each in kode],
        place=_places_near(spots, land, places),
    )


def _places_near(spots: np.ndarray, land: DensityLand, places: pd.DataFrame) -> list[str]:
    if not len(places) or not len(spots):
        return [""] * len(spots)
    known = points_at(places["lat"], places["lng"]).to_crs(land.crs).to_numpy()
    away = shapely.distance(np.asarray(spots)[:, None], known[None, :])
    nearest = away.argmin(axis=1)
    reach = 1000 * min(PLACE_REACH_KM, 2 * land.bandwidth_km)
    names = places["nama"].to_numpy()
    return [str(names[i]) if away[n, i] <= reach else "" for n, i in enumerate(nearest)]


def kecamatan_touched(bands: gpd.GeoDataFrame, kecamatan: gpd.GeoDataFrame) -> dict[str, list[str]]:
    """
    Kode of the kecamatan that each band lies in, in part or whole, by kode of the band.

    Parameters
    ----------
    bands, kecamatan : GeoDataFrame
        Of one CRS, indexed by kode.
    """
    require_same_crs(bands, kecamatan)
    tree = shapely.STRtree(kecamatan.geometry.to_numpy())
    band, area = tree.query(bands.geometry.to_numpy(), predicate="intersects")
    return {
        str(kode): sorted(kecamatan.index[area[band == n]]) for n, kode in enumerate(bands.index)
    }
