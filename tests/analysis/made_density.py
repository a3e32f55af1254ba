"""Reports at points of a land of 22 by 11 km, and their density."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from geo.analysis.density import Density, density_land, report_density
from geo.analysis.reports import ReportFilter
from geo.crs import WGS84
from geo.store.rules import Rules
from tests.analysis.made_reports import make_report, make_reports
from tests.builders import day

WEST, SOUTH, EAST, NORTH = LAND = (115.0, -8.3, 115.2, -8.2)
WANTED = ReportFilter(since=day("2026-01-01"), until=day("2026-11-22"))
HEAP, OTHER, CORNER = (-8.25, 115.05), (-8.23, 115.15), (-8.29, 115.19)
"""Spots as latitude and longitude; no two within the 2 km of these tests."""


def make_land() -> gpd.GeoDataFrame:
    """The one kabupaten there is."""
    index = pd.Index(["51.08"], name="kode")
    columns = {"nama": ["Kabupaten Buleleng"], "source": ["wilayah"]}
    return gpd.GeoDataFrame(columns, index=index, geometry=[box(*LAND)], crs=WGS84)


def spread(n: int) -> list[tuple[float, float]]:
    """Spots all over the land, by a fixed draw."""
    rng = np.random.default_rng(5)
    return [(float(rng.uniform(SOUTH, NORTH)), float(rng.uniform(WEST, EAST))) for _n in range(n)]


def lattice() -> list[tuple[float, float]]:
    """Sixty spots, six rows of ten, about 2 km from each to the next."""
    rows, columns = np.arange(6) + 0.5, np.arange(10) + 0.5
    return [(SOUTH + row / 60, WEST + column / 50) for row in rows for column in columns]


def reports_at(
    spots: Sequence[tuple[float, float] | None], *other: dict[str, Any], **common: Any
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reports placed by GPS at spots, then `other` ones without a point; and all their points."""
    rows = [make_report("51.08.01.2001", **common) for _spot in spots]
    reports = make_reports(*rows, *other)
    at = [*spots, *(None for _each in other)]
    table = pd.DataFrame(
        {
            "lat": [spot[0] if spot else np.nan for spot in at],
            "lng": [spot[1] if spot else np.nan for spot in at],
        },
        index=reports.index.sort_values(),
    )
    return reports, table.loc[reports.index]


def make_density(
    spots: Sequence[tuple[float, float] | None],
    *other: dict[str, Any],
    km: float = 2,
    least: int = 6,
    **common: Any,
) -> Density:
    """Density of such reports."""
    reports, points = reports_at(spots, *other, **common)
    land = density_land(make_land(), km)
    return report_density(reports, points, WANTED, land, rules=Rules(), least=least)


def usual(**changes: Any) -> Density:
    """Forty reports in a heap, twelve in another, three in a corner, sixty all over."""
    return make_density([HEAP] * 40 + [OTHER] * 12 + [CORNER] * 3 + lattice(), **changes)
