"""Many reports at one point to the metre, and reports that look like one: seldom by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.analysis.placing import known_at
from geo.analysis.reports import ReportFilter, chosen_reports
from geo.store.pairs import NearPairs
from geo.words import CELL_RESOLUTIONS

DECIMALS = 5
"""Of a degree, about one metre."""

LEAST = 5
"""So many reports at one point are a pile."""


def point_piles(reports: pd.DataFrame, points: pd.DataFrame, wanted: ReportFilter) -> pd.DataFrame:
    """
    Points at which many reports lie, of those that claim to be placed finely.

    Such a point may be a desa office or a gate at which a whole folder was placed. Reports that
    say themselves that they are placed by desa or kecamatan are left out: they are in no cell.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    points : DataFrame
        ``lat`` and ``lng`` by report.
    wanted : ReportFilter
        Which reports.

    Returns
    -------
    DataFrame
        ``lat``, ``lng`` (rounded to `DECIMALS`), ``n_reports`` (at least `LEAST`) and
        ``kode_desa`` (of the first of them, empty if none), the most reports first.
    """
    rows = chosen_reports(reports, wanted)
    fine = rows[known_at(reports, max(CELL_RESOLUTIONS))[rows]]
    own = points.reindex(reports.index).iloc[fine].round(DECIMALS)
    own = own.assign(kode_desa=reports["kode_desa"].iloc[fine].astype("str").fillna(""))
    piles = own.groupby(["lat", "lng"]).agg(
        n_reports=("kode_desa", "size"), kode_desa=("kode_desa", "first")
    )
    piles = piles[piles["n_reports"] >= LEAST].reset_index()
    order = ["n_reports", "lat", "lng"]
    return piles.sort_values(order, ascending=[False, True, True], ignore_index=True)


@dataclass(frozen=True)
class Doubles:
    """
    Reports of a filter that look like one with another and were not decided upon.

    ``n_pairs`` of them lie in the filter; if ``is_part``, of the newest ones that are listed only.
    """

    n_pairs: int
    is_part: bool


def possible_doubles(near: NearPairs, reports: pd.DataFrame, wanted: ReportFilter) -> Doubles:
    """
    How many pairs of reports of a filter agree in place, day and kind.

    Parameters
    ----------
    near : NearPairs
        As `geo.store.pairs.near_pairs` gives them, of the same office.
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    wanted : ReportFilter
        Which reports; both of a pair have to be among them.
    """
    keys = reports.index[chosen_reports(reports, wanted)]
    both = near.pairs["first"].isin(keys) & near.pairs["second"].isin(keys)
    return Doubles(int(np.count_nonzero(both)), is_part=near.total > len(near.pairs))
