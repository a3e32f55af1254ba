"""Invented denominators: residents and lodgings of desa, days of patrol in kecamatan."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.intake.land import Land
from geo.intake.sample_plan import MONTHS, SOURCE, Plan
from geo.store.denominators import WRITTEN
from geo.words import Measure

_KM_A_DEGREE: Final = 111.0
_SPREAD: Final = 0.55
"""Standard deviation of the logarithm of the residents of desa."""

_LODGINGS: Final = (5.0, 8.0)
"""Mean number of lodgings of any desa, and how many more a centre has for each of its weight."""

_WIDER: Final = 1.5
"""Lodgings spread so many times as wide around a centre as reports do."""

_LISTED: Final = 0.92
"""Share of the desa whose lodgings are known."""

_GROWTH: Final = 1.02
"""Residents and lodgings of a year against the one before."""

_PATROLS: Final = 4.0
"""Mean number of days of patrol in a kecamatan in a quarter of a year."""

_QUARTER: Final = 3


def make_denominators(
    plan: Plan, centres: pd.DataFrame, land: Land, *, until: dt.date, rng: np.random.Generator
) -> pd.DataFrame:
    """
    What reports of the sample can be measured against.

    Parameters
    ----------
    plan : Plan
        Says how many residents a desa has.
    centres : DataFrame
        As `geo.intake.sample_plan.centres_of` gives them: lodgings lie around them.
    land : Land
        The areas.
    until : date
        The last day of what was counted.
    rng : Generator
        The same state makes the same rows.

    Returns
    -------
    DataFrame
        The columns of `geo.store.denominators.WRITTEN`. Residents and lodgings of desa for the
        year of `until` and the one before; some desa have no row of lodgings. Days of patrol in
        kecamatan for each quarter of the 24 months that end on `until`.
    """
    desa = land.desa.index
    residents = plan.residents * rng.lognormal(0.0, _SPREAD, len(desa))
    lodgings = rng.poisson(_lodgings(land.desa, centres)).astype("float64")
    listed = rng.random(len(desa)) < _LISTED
    rows = []
    for age in (1, 0):
        year = until.year - age
        days = f"{year}-01-01", f"{year}-12-31"
        shrunk = _GROWTH**-age
        rows.append(_rows(Measure.POPULATION, desa, residents * shrunk, days))
        rows.append(_rows(Measure.LODGINGS, desa[listed], lodgings[listed] * shrunk, days))
    for days in _quarters(until):
        patrols = rng.poisson(_PATROLS, len(land.kecamatan)).astype("float64")
        rows.append(_rows(Measure.PATROL_DAYS, land.kecamatan.index, patrols, days))
    return pd.concat(rows, ignore_index=True)[list(WRITTEN)]


def _lodgings(desa: gpd.GeoDataFrame, centres: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Mean number of lodgings of each desa, by how near it lies to the centres."""
    within = desa.geometry.representative_point()
    lat, lng = (within.y.to_numpy(), within.x.to_numpy())
    north = (lat[:, None] - centres["lat"].to_numpy()) * _KM_A_DEGREE
    east = (lng[:, None] - centres["lng"].to_numpy()) * _KM_A_DEGREE
    near = np.exp(-(north**2 + east**2) / (2 * (_WIDER * centres["km"].to_numpy()) ** 2))
    mean, more = _LODGINGS
    return mean + more * (near * centres["weight"].to_numpy()).sum(axis=1)


def _quarters(until: dt.date) -> list[tuple[str, str]]:
    """First and last days of the quarters of a year that end on a day, the oldest first."""
    last = pd.Timestamp(until)
    ends = [last - pd.DateOffset(months=n) for n in range(MONTHS, -1, -_QUARTER)]
    day = pd.Timedelta(days=1)
    return [
        ((first + day).date().isoformat(), end.date().isoformat()) for first, end in pairwise(ends)
    ]


def _rows(
    measure: Measure, kode: pd.Index, values: npt.NDArray[np.float64], days: tuple[str, str]
) -> pd.DataFrame:
    since, until = days
    own = f"{measure.name.lower().replace('_', '-')}-{until}-"
    return pd.DataFrame(
        {
            "denominator": own + kode.astype("str"),
            "kode": kode.astype("str"),
            "measure": measure.value,
            "since": since,
            "until": until,
            "value": np.round(values),
            "source": SOURCE,
        }
    )
