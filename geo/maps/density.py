"""The map of the density of reports: a few areas between steps of the mean, never a cloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.analysis.amounts import EN_DASH, shown_count
from geo.analysis.density import Density
from geo.analysis.density_bands import FEW, LEVELS, REST
from geo.analysis.reports import ReportCounts, Series
from geo.labels import sample_stamp
from geo.maps.assets import asset_in_use, keep_newest
from geo.maps.geometry import STEPS_PER_DEGREE, encode_polygons, write_geometry
from geo.maps.ground import Ground
from geo.maps.reports import reports_stamp, series_label
from geo.maps.view import AreaView, MapClass
from geo.store.scope import Scope
from geo.text import _, number
from geo.theme import class_style

STYLES: Mapping[str, str] = {
    REST: "quiet",
    FEW: "unread",
    "band-2": "low",
    "band-4": "medium",
    "band-8": "high",
    "band-16": "highest",
}
"""Style of each band, in the order of the legend."""

STEM = "density"
"""Begin of the names of the files of bands."""

MERGE = 1e-6
"""Degrees to which two bands are fitted together before they become one."""


def draw_density(
    density: Density, bands: gpd.GeoDataFrame, ground: Ground, *, scope: Scope
) -> AreaView:
    """
    Bands of density over the land of an office.

    Parameters
    ----------
    density : Density
        With enough reports to be read.
    bands : GeoDataFrame
        As `shown_bands` gives them.
    ground : Ground
        What it is drawn on.
    scope : Scope
        Who looks; a meeting sees counts as ranges.
    """
    legend = [kode for kode in STYLES if kode != FEW or scope.least_count <= 1]
    n_reports = bands["n_reports"].to_numpy()
    return AreaView(
        title=density_title(density),
        stamp=density_stamp(density, bands, scope),
        classes=[_class_of(kode, density, bands, scope) for kode in legend],
        values=[legend.index(kode) for kode in bands.index],
        amounts={i: shown_count(int(n), scope) for i, n in enumerate(n_reports)},
        amount_title=series_label(density.counts.filter.series),
        sample=sample_stamp(density.counts.is_sample),
        **ground.parts,
    )


def _class_of(kode: str, density: Density, bands: gpd.GeoDataFrame, scope: Scope) -> MapClass:
    km2 = float(bands["area_km2"].get(kode, 0.0))
    label = band_label(kode, density, scope)
    return MapClass(label, area_label(km2), class_style("concentration", STYLES[kode]))


def area_label(km2: float) -> str:
    """An area on one line: 2.721 km², 4,2 km²; 0 for none."""
    if km2 <= 0:
        return number(0)
    said = _("{km2} km²", km2=number(km2, 0 if km2 >= 10 else 1))
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def shown_bands(density: Density, scope: Scope) -> gpd.GeoDataFrame:
    """
    Bands as this reader may see them.

    In a meeting, places with too few reports around them are not told from the rest: their
    outline would show where single reports are.

    Returns
    -------
    GeoDataFrame
        As `geo.analysis.density.Density` has them, in its order.
    """
    bands = density.bands
    if scope.least_count <= 1 or FEW not in bands.index or REST not in bands.index:
        return bands
    kept = bands.drop(FEW)
    both = bands.loc[[REST, FEW]]
    kept.loc[REST, ["n_reports", "area_km2"]] = both[["n_reports", "area_km2"]].sum()
    whole = shapely.union_all(shapely.make_valid(both.geometry.to_numpy()), grid_size=MERGE)
    return kept.set_geometry(kept.geometry.where(kept.index != REST, whole))


def shown_counts(density: Density, bands: gpd.GeoDataFrame) -> ReportCounts:
    """Where every report went, with those used by the bands that are shown."""
    return replace(density.counts, counts=bands["n_reports"])


def band_range(low: float, high: float) -> str:
    """A band as a multiple of the mean: "2-4 times the mean"."""
    if low <= 0:
        return _("below {n} times the mean", n=number(high))
    if np.isinf(high):
        return _("{n} times the mean or more", n=number(low))
    return _("{range} times the mean", range=f"{number(low)}{EN_DASH}{number(high)}")


def band_label(kode: str, density: Density, scope: Scope) -> str:
    """A band with what it is in reports per km²."""
    least, km = number(density.least), bandwidth_label(density.land.bandwidth_km)
    if kode == FEW:
        return _("Not enough data (<{n} within {km})", n=least, km=km)
    low, high = _ends(kode)
    if kode == REST and scope.least_count > 1:
        return _("Low or not enough data (below {m} times the mean)", m=number(high))
    if kode == REST:
        return _("Low or no reports (below {m} times the mean)", m=number(high))
    said = _upper(band_range(low, high))
    if scope.least_count > 1:  # the mean would tell how many reports there are
        return said
    return f"{said} ({_per_km2(low, high, density.mean_per_km2)})"


def _ends(kode: str) -> tuple[float, float]:
    ends = [*LEVELS, np.inf]
    if kode == REST:
        return 0.0, float(LEVELS[0])
    low = int(kode.removeprefix("band-"))
    return float(low), float(ends[LEVELS.index(low) + 1])


def band_of(times_mean: float) -> tuple[float, float]:
    """The band that a ratio to the mean lies in, as its ends."""
    below = [low for low in LEVELS if low <= times_mean]
    return _ends(f"band-{below[-1]}" if below else REST)


def _per_km2(low: float, high: float, mean: float) -> str:
    least = density_number(low * mean)
    ends = least if np.isinf(high) else f"{least}{EN_DASH}{density_number(high * mean)}"
    return _("{range} per km²", range=ends)


def density_number(value: float) -> str:
    """Reports per km² in two or three digits that count: 12, 1.2, 0.034."""
    if value <= 0:
        return number(0)
    decimals = max(0, 1 - int(np.floor(np.log10(value))))
    return number(value, min(decimals, 5))


def bandwidth_label(km: float) -> str:
    """A bandwidth with its unit."""
    return _("{km} km", km=number(km, 0 if km == round(km) else 1))


def density_title(density: Density) -> str:
    """What the map shows, with its bandwidth."""
    found = density.counts.filter.series is Series.FOUND
    text = _("Density of what officers found") if found else _("Density of reports")
    bandwidth = _("bandwidth {km}", km=bandwidth_label(density.land.bandwidth_km))
    return f"{text} · {bandwidth}"


def density_stamp(density: Density, bands: gpd.GeoDataFrame, scope: Scope) -> str:
    """Period, how many reports are in it and where the others went, and the projection."""
    counts = shown_counts(density, bands)
    parts = [
        reports_stamp(counts, scope, drawn=bands.index),
        _("low or no reports does not mean no problem"),
        projection_label(density),
    ]
    return " · ".join(parts)


def projection_label(density: Density) -> str:
    """The projection in which metres were measured."""
    lat, lng = density.land.centre
    south, east = (_("°S") if lat < 0 else _("°N")), (_("°W") if lng < 0 else _("°E"))
    centre = f"{number(abs(lat), 3)}{south} {number(abs(lng), 3)}{east}"
    return _("equal-area projection LAEA, WGS 84, centre {centre}", centre=centre)


def density_file(density: Density, bands: gpd.GeoDataFrame, scope: Scope) -> str:
    """
    Write bands as areas that a map draws; return the name of the file.

    Each filter, day and bandwidth makes its own, so the oldest are removed; one that is used
    later has to be asked for by `geo.maps.assets.asset_in_use` and written anew if it has gone.
    """
    name = write_geometry(STEM, density_geometry(density, bands, scope))
    asset_in_use(name)
    keep_newest(STEM, "json")
    return name


def density_geometry(density: Density, bands: gpd.GeoDataFrame, scope: Scope) -> dict[str, Any]:
    """
    Bands as one JSON-ready object, as `geo.maps.geometry.area_geometry` gives it.

    Each band is a group of its own, so that a list has no heading for it; no band is named on the
    map, where names of places stand.
    """
    names = band_names(density, bands, scope)
    inside = bands.geometry.representative_point()
    return {
        "steps": STEPS_PER_DEGREE,
        "unnamed": True,
        "groups": names.to_dict(),
        "areas": [
            {
                "kode": kode,
                "nama": names[kode],
                "group": kode,
                "at": [round(point.y, 5), round(point.x, 5)],
                "parts": encode_polygons(geometry),
            }
            for kode, point, geometry in zip(bands.index, inside, bands.geometry, strict=True)
        ],
    }


def band_names(density: Density, bands: gpd.GeoDataFrame, scope: Scope) -> pd.Series:
    """Short names of bands, by kode."""
    few = _("Fewer than {n} reports nearby", n=number(density.least))
    aside = {FEW: few, REST: _("Low or no reports")}
    names = [aside.get(kode) or _upper(band_range(*_ends(kode))) for kode in bands.index]
    if scope.least_count > 1:
        names = [
            _("Low or not enough data") if kode == REST else name
            for kode, name in zip(bands.index, names, strict=True)
        ]
    return pd.Series(names, index=bands.index, dtype="str")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
