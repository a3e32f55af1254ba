"""Invented reports: when, from whom, about what, how well placed, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.intake.reports import COLUMNS
from geo.intake.sample_plan import MONTHS, SOURCE, Plan
from geo.store.offices import Office
from geo.words import Accuracy, Channel, FollowUp, Place, Suspicion

LOCATED = (0.45, 0.25, 0.20, 0.10)
"""Shares of gps, alamat, desa and kecamatan among the reports inside."""

AGES = (14, 60, 180)
"""Days: younger than the first, than the second, than the third, older."""

BECAME = (
    (0.60, 0.30, 0.08, 0.01, 0.01),
    (0.20, 0.30, 0.30, 0.15, 0.05),
    (0.06, 0.12, 0.27, 0.45, 0.10),
    (0.03, 0.04, 0.10, 0.68, 0.15),
)
"""For each age the shares of the follow-up states; the old ones that are new are overdue."""

MOST_PERSONS = 6
_WEEKEND = 0.6
_NOON, _SPREAD = 12.0, 3.0
_FIRST_HOUR, _LAST_HOUR = 6.0, 22.0


def make_reports(
    plan: Plan, points: pd.DataFrame, office: Office, *, until: dt.date, rng: np.random.Generator
) -> pd.DataFrame:
    """
    Reports at these points, and some without a place.

    Parameters
    ----------
    plan : Plan
        Shares of channels and kinds, season, and how many reports there are in all.
    points : DataFrame
        As `draw_points` returns them; no more than the reports of `plan`.
    office : Office
        Its clock is the one that reports are received by.
    until : date
        Last day; the first is 24 months before.
    rng : Generator
        The same state makes the same reports.

    Returns
    -------
    DataFrame, ``plan.n_reports`` rows
        By the moment they were received, with the columns that `join_reports` takes.
    """
    n = plan.n_reports
    rows = points.reindex(range(n)).fillna({"growth": 0.0, "place": Place.MISSING.value})
    moments = _moments(plan, rows["growth"].to_numpy(), until=until, rng=rng)
    rows = rows.assign(
        received_at=pd.Series(moments).dt.tz_localize(office.timezone).dt.tz_convert("UTC"),
        channel=_drawn(Channel, plan.channels, n, rng),
        kind=_drawn(Suspicion, plan.kinds, n, rng),
        follow_up=_follow_up(moments, until=until, rng=rng),
        n_persons=np.minimum(1 + rng.poisson(0.4, n), MOST_PERSONS),
        source=SOURCE,
        is_sample=True,
    )
    rows = _placed(rows, rng=rng).sort_values("received_at", kind="stable", ignore_index=True)
    rows["report"] = [f"{office.key}-{number:05d}" for number in range(1, n + 1)]
    return rows[list(COLUMNS)]


def _drawn(
    words: type[StrEnum], shares: Sequence[float], n: int, rng: np.random.Generator
) -> np.ndarray:
    return rng.choice([word.value for word in words], size=n, p=shares)


def _moments(
    plan: Plan, growth: np.ndarray, *, until: dt.date, rng: np.random.Generator
) -> pd.DatetimeIndex:
    """Local moments: by season, rarer on weekends, and by the growth of each report's place."""
    last = pd.Timestamp(until)
    days = pd.date_range(last - pd.DateOffset(months=MONTHS) + pd.DateOffset(days=1), last)
    season = np.array(plan.season)[days.month - 1] * np.where(days.day_of_week < 5, 1.0, _WEEKEND)
    passed = np.linspace(0.0, 1.0, len(days))
    drawn = np.empty(len(growth), dtype=int)
    for each in np.unique(growth):
        weight = season * (1.0 + each * passed)
        own = growth == each
        drawn[own] = rng.choice(len(days), size=int(own.sum()), p=weight / weight.sum())
    hours = rng.normal(_NOON, _SPREAD, len(growth)).clip(_FIRST_HOUR, _LAST_HOUR)
    return days[drawn] + pd.to_timedelta((hours * 60).astype(int), unit="min")


def _follow_up(
    moments: pd.DatetimeIndex, *, until: dt.date, rng: np.random.Generator
) -> np.ndarray:
    """What became of each report: the older, the more is done."""
    age = (pd.Timestamp(until) - moments.normalize()).days.to_numpy()
    reached = np.array(BECAME).cumsum(axis=1)[np.searchsorted(AGES, age, side="right")]
    state = (rng.random(len(age))[:, None] > reached[:, :-1]).sum(axis=1)
    return np.array([word.value for word in FollowUp])[state]


def _placed(rows: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """How well each place is known; a report known to a desa or a kecamatan has no point."""
    accuracy = pd.Series(_drawn_accuracy(len(rows), rng), index=rows.index)
    beside = rows["place"] != Place.INSIDE.value
    accuracy = accuracy.where(~beside | accuracy.isin(["gps", "alamat"]), Accuracy.GPS.value)
    no_desa = (accuracy == Accuracy.DESA.value) & (rows["kode_desa"] == "")
    accuracy = accuracy.mask(no_desa, Accuracy.KECAMATAN.value)
    accuracy = accuracy.mask(rows["place"] == Place.MISSING.value, Accuracy.NONE.value)
    in_desa, in_kecamatan = (accuracy == a.value for a in (Accuracy.DESA, Accuracy.KECAMATAN))
    stated = (
        rows["kode_desa"].where(in_desa, rows["kode_kecamatan"]).where(in_desa | in_kecamatan, "")
    )
    points = rows[["lat", "lng"]].mask(in_desa | in_kecamatan)
    return rows.assign(accuracy=accuracy, stated_kode=stated, lat=points["lat"], lng=points["lng"])


def _drawn_accuracy(n: int, rng: np.random.Generator) -> np.ndarray:
    finest = [a.value for a in Accuracy if a is not Accuracy.NONE]
    return rng.choice(finest, size=n, p=LOCATED)
