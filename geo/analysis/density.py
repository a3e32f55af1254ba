"""Where reports lie close together: their density in metres over the land of a work area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from geo.analysis.density_bands import LEVELS, add_counts, density_bands, in_degrees
from geo.analysis.hotspot_settings import filter_to_json
from geo.analysis.placing import codes, column_of, known_at
from geo.analysis.reports import ReportCounts, ReportFilter, chosen_reports, count_reports
from geo.crs import WGS84, local_equal_area, points_at
from geo.errors import DataError
from geo.stats.contours import only_polygons
from geo.stats.kernel import counts_within, kernel_density, peak_nodes, values_at
from geo.stats.surface import GridTooLargeError, Surface, lay_surface
from geo.store.rules import Rules
from geo.text import _, number
from geo.words import CELL_RESOLUTIONS, Place

FINEST = max(CELL_RESOLUTIONS)
"""Reports placed well enough for cells of this resolution have a density, and no others."""

MOST_PEAKS = 10


@dataclass(frozen=True)
class DensityLand:
    """
    A work area ready for one bandwidth, whatever the reports.

    Attributes
    ----------
    land : Polygon or MultiPolygon
        In metres of `crs`, the office's equal-area projection.
    surface : Surface
        The grid over it.
    """

    crs: pyproj.CRS
    land: shapely.Geometry
    surface: Surface

    @property
    def area_km2(self) -> float:
        """Land of the work area."""
        return float(self.land.area) / 1e6

    @property
    def bandwidth_km(self) -> float:
        """Reach of the kernel."""
        return self.surface.bandwidth / 1000

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude that the projection is centred on."""
        operation = self.crs.coordinate_operation
        stated = {each.name: each.value for each in operation.params} if operation else {}
        lat, lng = stated["Latitude of natural origin"], stated["Longitude of natural origin"]
        return round(float(lat), 3), round(float(lng), 3)


@dataclass(frozen=True)
class Density:
    """
    Density of the reports of a filter.

    Attributes
    ----------
    land : DensityLand
        Over what, and with which bandwidth.
    counts : ReportCounts
        Where every report of the filter went; ``counts.counts`` has those used, by band.
    least : int
        With fewer reports within a bandwidth a place is not read.
    enough_total : int
        With fewer reports used nothing is read.
    bands : GeoDataFrame
        Indexed by ``kode`` (band-16 to band-0, band-few), the densest first: ``low`` and ``high``
        (times the mean), ``n_reports``, ``area_km2``; in WGS 84. They cover the land once.
    peaks : DataFrame
        The densest first: ``lat``, ``lng``, ``per_km2``, ``times_mean``, ``n_within`` (reports
        within a bandwidth).
    """

    land: DensityLand
    counts: ReportCounts
    least: int
    enough_total: int
    bands: gpd.GeoDataFrame
    peaks: pd.DataFrame

    @property
    def n_used(self) -> int:
        """Reports that the density rests on."""
        return self.counts.sums.in_areas

    @property
    def has_enough(self) -> bool:
        """Whether the density may be read."""
        return self.n_used >= self.enough_total

    @property
    def mean_per_km2(self) -> float:
        """Reports per km² over the whole land."""
        return self.n_used / self.land.area_km2


def density_land(kabupaten: gpd.GeoDataFrame, bandwidth_km: float) -> DensityLand:
    """
    Lay a grid over a work area.

    Parameters
    ----------
    kabupaten : GeoDataFrame
        The work area, in any stated CRS.
    bandwidth_km : float
        Reach of the kernel.

    Raises
    ------
    DataError
        If the bandwidth is too small for a work area so large.
    """
    crs = local_equal_area(kabupaten)
    whole = shapely.union_all(shapely.make_valid(kabupaten.geometry.to_crs(crs).to_numpy()))
    land = only_polygons(whole)
    try:
        surface = lay_surface(land, bandwidth_km * 1000)
    except GridTooLargeError as error:
        raise DataError(
            _(
                "bandwidths.csv: a bandwidth of {km} km is too small for this work area. "
                "Say a larger one.",
                km=number(bandwidth_km, 1),
            )
        ) from error
    return DensityLand(crs, land, surface)


def report_density(
    reports: pd.DataFrame,
    points: pd.DataFrame,
    wanted: ReportFilter,
    land: DensityLand,
    *,
    rules: Rules,
    least: int,
) -> Density:
    """
    Density of the reports of a filter, by bands of the ratio to the mean, and its peaks.

    Only points of the accuracy gps or alamat count; those in the water count at the nearest land.

    Parameters
    ----------
    reports, points : DataFrame, n rows
        As `geo.store.reports.read_reports` and `read_points` give them, in one order.
    wanted : ReportFilter
        Which of them.
    land : DensityLand
        Over what.
    rules : Rules
        ``enough_total`` reports make a density.
    least : int
        So many reports within a bandwidth make a place that is read.
    """
    spots = used_points(reports, points, wanted)
    counts = _sums_of(reports, wanted, spots)
    metres = _in_metres(spots, land.crs)
    if len(spots) < rules.enough_total:
        parts = density_bands(land.land, land.surface, None, None)
        bands, peaks = add_counts(parts, np.zeros(len(spots))), _no_peaks()
    else:
        mean = len(spots) / land.land.area
        ratio = kernel_density(land.surface, metres) / mean
        is_read = counts_within(land.surface, metres) >= least
        parts = density_bands(land.land, land.surface, ratio, is_read)
        at_spots = values_at(land.surface, ratio, metres)
        read_at = values_at(land.surface, is_read.astype(float), metres) >= 0.5
        at_spots = np.where((at_spots >= LEVELS[0]) & ~read_at, np.nan, at_spots)
        bands = add_counts(parts, at_spots)
        peaks = _peaks(land, np.where(is_read, ratio, 0), metres, mean, least=least)
    bands = in_degrees(bands, land.crs)
    counts = replace(counts, counts=bands["n_reports"])
    return Density(land, counts, least, rules.enough_total, bands, peaks)


def used_points(reports: pd.DataFrame, points: pd.DataFrame, wanted: ReportFilter) -> pd.DataFrame:
    """
    Points of the reports of a filter that are placed well enough, in the order of `reports`.

    Parameters
    ----------
    reports, points : DataFrame, n rows
        In one order, with one index.
    """
    if not reports.index.equals(points.index):
        raise ValueError("reports and points are not of one order")
    fits = known_at(reports, FINEST) & (codes(reports, column_of(FINEST)) >= 0)
    fits &= points[["lat", "lng"]].notna().all(axis=1).to_numpy()
    chosen = chosen_reports(reports, wanted)
    return points.iloc[chosen[fits[chosen]]]


def _sums_of(reports: pd.DataFrame, wanted: ReportFilter, spots: pd.DataFrame) -> ReportCounts:
    """Where every report went; one without a point, though it has a cell, is not located."""
    counts = count_reports(reports, wanted, unit=FINEST)
    lost = counts.sums.in_areas - len(spots)
    at_shore = int((reports["place"].reindex(spots.index) == Place.SHORE.value).sum())
    sums = replace(
        counts.sums,
        in_areas=len(spots),
        without_location=counts.sums.without_location + lost,
        shore=at_shore,
    )
    return replace(counts, sums=sums)


def _in_metres(spots: pd.DataFrame, crs: pyproj.CRS) -> npt.NDArray[np.float64]:
    placed = points_at(spots["lat"], spots["lng"]).to_crs(crs)
    return np.column_stack([placed.x.to_numpy(dtype=float), placed.y.to_numpy(dtype=float)])


def _peaks(
    land: DensityLand,
    ratio: npt.NDArray[np.float64],
    metres: npt.NDArray[np.float64],
    mean: float,
    *,
    least: int,
) -> pd.DataFrame:
    """The highest places, of those with enough reports within a bandwidth."""
    grid = land.surface.grid
    rows, columns = peak_nodes(land.surface, ratio, least=LEVELS[0])
    rows, columns = rows[: 2 * MOST_PEAKS], columns[: 2 * MOST_PEAKS]
    spots = np.column_stack([grid.x[columns], grid.y[rows]])
    tree = shapely.STRtree(shapely.points(metres))
    near = tree.query(shapely.points(spots), predicate="dwithin", distance=land.surface.bandwidth)
    n_within = np.bincount(near[0], minlength=len(spots)).astype(int)
    places = gpd.GeoSeries(shapely.points(spots), crs=land.crs).to_crs(WGS84)
    times = ratio[rows, columns]
    table = pd.DataFrame(
        {
            "lat": places.y.to_numpy(dtype=float),
            "lng": places.x.to_numpy(dtype=float),
            "per_km2": times * mean * 1e6,
            "times_mean": times,
            "n_within": n_within,
        }
    )
    return table[n_within >= least].head(MOST_PEAKS).reset_index(drop=True)


def _no_peaks() -> pd.DataFrame:
    columns = {"lat": float, "lng": float, "per_km2": float, "times_mean": float, "n_within": int}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def density_settings(density: Density) -> dict[str, Any]:
    """All that decides the answer, as JSON has it."""
    surface = density.land.surface
    return {
        **filter_to_json(density.counts.filter),
        "kernel": "quartic",
        "edge": "doubly normalised",
        "bandwidth_m": surface.bandwidth,
        "spacing_m": round(surface.grid.spacing, 3),
        "crs": "+proj=laea +lat_0={:g} +lon_0={:g} +datum=WGS84 +units=m".format(
            *density.land.centre
        ),
        "levels": list(LEVELS),
        "enough_total": density.enough_total,
        "least": density.least,
    }
