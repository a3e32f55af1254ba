"""Invented points: around the centres of a plan, here and there, and astray."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import points_at
from geo.intake.land import Land
from geo.intake.locate import locate
from geo.intake.sample_plan import Plan
from geo.words import Place

_KM_A_DEGREE = 111.0
_SPARE = 4
"""So many points are drawn for each that is kept: the sea and quiet kecamatan take the others."""


def draw_points(
    plan: Plan,
    centres: pd.DataFrame,
    land: Land,
    *,
    tolerance_m: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """
    Points inside, at the shore and outside, in the shares of a plan.

    Parameters
    ----------
    plan : Plan
        Says how many, and which kecamatan stay without.
    centres : DataFrame
        As `centres_of` returns them.
    land : Land
        Areas of the office's kabupaten, and all other land.
    tolerance_m : float
        See `locate`.
    rng : Generator
        The same state draws the same points.

    Returns
    -------
    DataFrame
        ``lat``, ``lng`` (degrees), ``growth``, and the columns of `locate`. Without a coast there
        are none at the shore.
    """
    n_shore, n_outside = (round(plan.n_reports * share) for share in (plan.shore, plan.outside))
    n_inside = plan.n_reports - n_shore - n_outside - round(plan.n_reports * plan.unlocated)
    n_background = round(n_inside * plan.background)
    around = _around(centres, n=_SPARE * plan.n_reports, rng=rng)
    astray = _around(centres.assign(km=plan.astray_km), n=_SPARE * n_outside, rng=rng)
    drawn = [
        (around, Place.INSIDE, n_inside - n_background),
        (around, Place.SHORE, n_shore),
        (astray, Place.OUTSIDE, n_outside),
        (
            _background(plan, land.desa, n=_SPARE * n_background, rng=rng),
            Place.INSIDE,
            n_background,
        ),
    ]
    kept = []
    for points, place, n in drawn:
        found = _located(points, land, tolerance_m=tolerance_m)
        wanted = (found["place"] == place.value) & ~found["kode_kecamatan"].isin(plan.quiet)
        kept.append(found[wanted].head(n))
    return pd.concat(kept, ignore_index=True)


def _located(points: pd.DataFrame, land: Land, *, tolerance_m: float) -> pd.DataFrame:
    spots = gpd.GeoDataFrame(geometry=points_at(points["lat"], points["lng"]))
    found = locate(
        spots, land.desa, land.kecamatan, elsewhere=land.elsewhere, tolerance_m=tolerance_m
    )
    return pd.concat([points, found], axis=1)


def _around(centres: pd.DataFrame, *, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Points scattered around centres, to five decimals of a degree (a metre)."""
    share = centres["weight"] / centres["weight"].sum()
    own = centres.iloc[rng.choice(len(centres), size=n, p=share)].reset_index(drop=True)
    degrees = own["km"] / _KM_A_DEGREE / 1.5
    return pd.DataFrame(
        {
            "lat": (own["lat"] + degrees * rng.standard_normal(n)).round(5),
            "lng": (own["lng"] + degrees * rng.standard_normal(n)).round(5),
            "growth": own["growth"],
        }
    )


def _background(
    plan: Plan, desa: gpd.GeoDataFrame, *, n: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Points anywhere in some desa."""
    open_to = desa[~desa["parent"].isin(plan.quiet)]
    some = open_to.iloc[rng.permutation(len(open_to))[: _at_least_one(plan, len(open_to))]]
    shapes = some.geometry.to_numpy()[rng.integers(len(some), size=n)]
    west, south, east, north = shapely.bounds(shapes).T
    lat, lng = rng.uniform(south, north).round(5), rng.uniform(west, east).round(5)
    within = shapely.contains_xy(shapes, lng, lat)
    return pd.DataFrame({"lat": lat[within], "lng": lng[within], "growth": 0.0})


def _at_least_one(plan: Plan, n_desa: int) -> int:
    return max(1, round(n_desa * plan.desa_with_reports))
