"""Which desa, kecamatan and kabupaten each point lies in: one area a point, by a stated rule."""

from __future__ import annotations

from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.crs import local_equal_area, require_same_crs
from geo.words import Level, Place, kode_at

FARTHEST_M = 20_004_000.0
"""Metres to the other side of the Earth, for a point that no projection shows."""

_TOUCHING_M = 0.001
"""A desa and its kecamatan share an outline; so much may part them by rounding."""


def locate(
    points: gpd.GeoDataFrame,
    desa: gpd.GeoDataFrame,
    kecamatan: gpd.GeoDataFrame,
    *,
    elsewhere: gpd.GeoSeries,
    tolerance_m: float,
) -> pd.DataFrame:
    """
    Find the one area that each point belongs to.

    Parameters
    ----------
    points : GeoDataFrame, n rows
        Points, or None where no place is known; any index.
    desa, kecamatan : GeoDataFrame
        Polygons indexed by ``kode``; there is at least one kecamatan.
    elsewhere : GeoSeries
        Other land: what lies there, or is nearer to it than to any area, belongs to no area.
    tolerance_m : float
        How far from the shore a point in the water still belongs to the nearest area.

    Returns
    -------
    DataFrame, n rows
        In the order and index of `points`: ``kode_kabupaten``, ``kode_kecamatan``, ``kode_desa``
        (the empty string where there is none), ``place`` (inside, shore, outside, missing) and
        ``distance_m``, in metres: 0 inside, to the nearest area at the shore and outside, NaN
        where the point is missing.

    Raises
    ------
    CRSError
        If a layer has no CRS or two differ.

    Notes
    -----
    A point that touches several areas, on their border, belongs to the one with the lowest kode,
    a desa before a kecamatan. One in a polygon that belongs to a kecamatan but to no desa has a
    kecamatan and no desa. Of areas equally near to a point at the shore the lowest kode takes it;
    one as near to other land as to an area belongs to the area. Distances are those of
    `local_equal_area`; some thousand kilometres away they fall short.
    """
    return Locator(desa, kecamatan, elsewhere).locate(points, tolerance_m=tolerance_m)


class Locator:
    """
    Areas and other land, ready for points to be looked up in again and again.

    What has to be projected is projected once, when the first point needs it.

    Parameters
    ----------
    desa, kecamatan, elsewhere
        As `locate` takes them.
    """

    def __init__(
        self, desa: gpd.GeoDataFrame, kecamatan: gpd.GeoDataFrame, elsewhere: gpd.GeoSeries
    ) -> None:
        require_same_crs(desa, kecamatan, elsewhere)
        self._desa, self._kecamatan = desa.geometry.sort_index(), kecamatan.geometry.sort_index()
        self._elsewhere = gpd.GeoDataFrame(geometry=elsewhere.array, crs=elsewhere.crs)

    def locate(self, points: gpd.GeoDataFrame, *, tolerance_m: float) -> pd.DataFrame:
        """Find the one area that each point belongs to; see `geo.intake.locate.locate`."""
        require_same_crs(points, self._kecamatan)
        spots = points.geometry.reset_index(drop=True)
        spots = spots[~(shapely.is_missing(spots.array) | shapely.is_empty(spots.array))]
        in_desa = _lowest_touched(spots, self._desa)
        in_desa = in_desa[in_desa != ""]
        others = _lowest_touched(spots.drop(in_desa.index), self._kecamatan)
        inside = pd.concat([in_desa, others[others != ""]])
        near = self._nearest(spots.drop(inside.index))
        in_reach = near[near["distance_m"] <= tolerance_m]
        metres = in_reach["distance_m"]
        shore = in_reach[~self._is_elsewhere(spots[in_reach.index], metres, most=tolerance_m)]
        everywhere = pd.RangeIndex(len(points))
        kode = pd.concat([inside, shore["kode"]]).reindex(everywhere, fill_value="")
        place = pd.Series(Place.MISSING.value, index=everywhere, dtype="str")
        place[near.index] = Place.OUTSIDE.value
        place[shore.index] = Place.SHORE.value
        place[inside.index] = Place.INSIDE.value
        distance = near["distance_m"].reindex(everywhere)
        distance[inside.index] = 0.0
        found = pd.DataFrame({**kode_columns(kode), "place": place, "distance_m": distance})
        return found.set_axis(points.index)

    def _nearest(self, spots: gpd.GeoSeries) -> pd.DataFrame:
        """Kode of the nearest area, a desa if one is as near as any kecamatan, and its distance."""
        flat = spots.to_crs(self._crs)
        near = _nearest_of(flat, self._flat_kecamatan, self._kecamatan.index)
        finer = _nearest_of(flat, self._flat_desa, self._desa.index)
        in_desa = finer["distance_m"] <= near["distance_m"] + _TOUCHING_M
        return near.where(~in_desa, finer)

    def _is_elsewhere(self, spots: gpd.GeoSeries, metres: pd.Series, *, most: float) -> pd.Series:
        """Whether each point lies on other land, or nearer to it than its metres, up to `most`."""
        points = spots.to_frame("geometry")
        on_land = gpd.sjoin(points, self._elsewhere, predicate="intersects").index
        flat = points.to_crs(self._crs)
        pairs = gpd.sjoin_nearest(
            flat,
            self._flat_elsewhere,
            max_distance=most + _TOUCHING_M,
            distance_col="distance_m",
        )
        nearest = pairs.groupby(level=0)["distance_m"].min().reindex(spots.index)
        return (nearest < metres) | spots.index.isin(on_land)

    @cached_property
    def _crs(self) -> pyproj.CRS:
        return local_equal_area(self._kecamatan)

    @cached_property
    def _flat_desa(self) -> gpd.GeoDataFrame:
        return _numbered(self._desa.to_crs(self._crs))

    @cached_property
    def _flat_kecamatan(self) -> gpd.GeoDataFrame:
        return _numbered(self._kecamatan.to_crs(self._crs))

    @cached_property
    def _flat_elsewhere(self) -> gpd.GeoDataFrame:
        return self._elsewhere.to_crs(self._crs)


def kode_columns(kode: pd.Series) -> dict[str, pd.Series]:
    """Columns kode_kabupaten, kode_kecamatan and kode_desa of kode of any level below provinsi."""
    levels = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
    codes, distinct = pd.factorize(kode)
    columns = {f"kode_{level}": [_at(each, level) for each in distinct] for level in levels}
    wider = pd.DataFrame(columns, dtype="str").take(codes).set_axis(kode.index)
    return {str(name): wider[name] for name in wider}


def _at(kode: str, level: Level) -> str:
    """Kode of the area of `level` that holds another; the empty string if that is wider."""
    return kode_at(kode, level) if kode.count(".") >= list(Level).index(level) else ""


def _numbered(areas: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Areas that are sorted by kode, with their number in that order."""
    return gpd.GeoDataFrame({"number": range(len(areas))}, geometry=areas.array, crs=areas.crs)


def _lowest(pairs: pd.DataFrame, kode: pd.Index, spots: pd.Index) -> pd.Series:
    """Of each point's pairs the lowest kode; the empty string where it has none."""
    number = pairs.groupby(level=0)["number"].min()
    lowest = pd.Series(kode[number], index=number.index, dtype="str")
    return lowest.reindex(spots, fill_value="")


def _lowest_touched(spots: gpd.GeoSeries, areas: gpd.GeoSeries) -> pd.Series:
    """
    Of areas sorted by kode the first that each point touches; the empty string without one.

    The areas are looked up among the points, since each is prepared once that way.
    """
    tree = shapely.STRtree(np.asarray(spots.array))
    number, spot = tree.query(np.asarray(areas.array), predicate="intersects")
    lowest = np.full(len(spots), len(areas))
    np.minimum.at(lowest, spot, number)
    kode = np.append(areas.index.to_numpy(dtype=object), "")
    return pd.Series(kode[lowest], index=spots.index, dtype="str")


def _nearest_of(flat: gpd.GeoSeries, areas: gpd.GeoDataFrame, kode: pd.Index) -> pd.DataFrame:
    """Nearest of areas that `_numbered` gives, their kode by number, and its distance."""
    pairs = gpd.sjoin_nearest(_shown(flat).to_frame("geometry"), areas, distance_col="distance_m")
    distance = pairs.groupby(level=0)["distance_m"].min().reindex(flat.index)
    lowest = _lowest(pairs, kode, flat.index)
    return pd.DataFrame({"kode": lowest, "distance_m": distance.fillna(FARTHEST_M)})


def _shown(flat: gpd.GeoSeries) -> gpd.GeoSeries:
    """Points that the projection shows: all but those on the other side of the Earth."""
    return flat[(flat.x.abs() + flat.y.abs()) < float("inf")]
