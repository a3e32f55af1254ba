"""Invented meetings, operations and visits to desa."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.intake.sample_plan import MONTHS, SOURCE, Plan
from geo.store.offices import Office
from geo.words import OperationKind

NOTE = "Data contoh"
KINDS = (0.25, 0.25, 0.5)
"""Shares of khusus, insidentil and patroli."""

_DAYS = MONTHS * 30
_TWICE = 0.3
"""Share of the visited desa that are visited again."""


def make_meetings(
    plan: Plan,
    kecamatan: gpd.GeoDataFrame,
    office: Office,
    *,
    until: dt.date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """
    Coordination meetings: yearly of each kabupaten, step by step of kecamatan, as a plan says.

    Returns
    -------
    DataFrame
        By day, with the columns of the store's meetings but deleted_at.
    """
    met: list[tuple[str, int]] = []
    for kode in office.kabupaten if plan.kabupaten_meet else ():
        days_ago = int(rng.integers(20, 300))
        met += [(kode, days_ago), (kode, days_ago + 365)]
    for kabupaten, n in plan.kecamatan_met.items():
        own = kecamatan.index[kecamatan["parent"] == kabupaten]
        chosen = own[rng.permutation(len(own))[:n]]
        ago = rng.integers(10, _DAYS, len(chosen))
        met += zip(chosen, (int(days) for days in ago), strict=True)
    rows = pd.DataFrame(met, columns=["kode", "days_ago"])
    return _rows(rows, office, key="meeting", day="held_on", until=until)


def make_operations(
    plan: Plan, reports: pd.DataFrame, office: Office, *, until: dt.date, rng: np.random.Generator
) -> pd.DataFrame:
    """
    Operations and patrols where reports are.

    Parameters
    ----------
    plan : Plan
        Says how many.
    reports : DataFrame
        Their ``kode_kecamatan``; an operation is held in the kecamatan of one of them.

    Returns
    -------
    DataFrame
        By day, with the columns of the store's operations but deleted_at.
    """
    n = plan.operations
    places = reports.loc[reports["kode_kecamatan"].fillna("") != "", "kode_kecamatan"].to_numpy()
    rows = pd.DataFrame(
        {
            "kode": rng.choice(places, size=n),
            "days_ago": rng.integers(5, _DAYS, n),
            "kind": rng.choice([kind.value for kind in OperationKind], size=n, p=KINDS),
        }
    )
    rows = _rows(rows, office, key="operation", day="held_on", until=until)
    rows["order_no"] = [f"CONTOH/{n:03d}" for n in range(1, len(rows) + 1)]
    return rows


def make_visits(
    plan: Plan, desa: gpd.GeoDataFrame, office: Office, *, until: dt.date, rng: np.random.Generator
) -> pd.DataFrame:
    """
    Visits to a share of the desa, some of them twice, some long ago.

    Returns
    -------
    DataFrame
        By day, with the columns of the store's visits but deleted_at.
    """
    visited = desa.index[rng.permutation(len(desa))[: round(len(desa) * plan.desa_visited)]]
    again = visited[: round(len(visited) * _TWICE)]
    kode = [*visited, *again]
    rows = pd.DataFrame({"kode": kode, "days_ago": rng.integers(3, _DAYS, len(kode))})
    rows = _rows(rows, office, key="visit", day="visited_on", until=until).drop(columns="note")
    return rows.assign(programme=plan.programme)


def _rows(
    rows: pd.DataFrame, office: Office, *, key: str, day: str, until: dt.date
) -> pd.DataFrame:
    """Rows by day, with their own key, note and source."""
    days = pd.Timestamp(until) - pd.to_timedelta(rows["days_ago"], unit="D")
    rows = rows.drop(columns="days_ago").assign(**{day: days.dt.strftime("%Y-%m-%d")})
    rows = rows.sort_values([day, "kode"], kind="stable", ignore_index=True)
    rows[key] = [f"{office.key}-{key}-{n:03d}" for n in range(1, len(rows) + 1)]
    return rows.assign(note=NOTE, source=SOURCE, is_sample=True)
