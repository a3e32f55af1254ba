"""The map of one area's profile: its desa and those around it by their number of reports."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from geo.analysis.reports import ReportCounts
from geo.maps.reports import draw_reports
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import Scope


def draw_profile(
    kode: str,
    counts: ReportCounts,
    *,
    rules: Rules,
    scope: Scope,
    geometry: str,
    base: str,
    drawn: pd.Index,
    credit: str,
    lines: str,
) -> AreaView:
    """
    One area in its surroundings: outlined, with all desa in view filled by their reports.

    Parameters
    ----------
    kode : str
        Of the kecamatan or desa that the profile is of.
    counts : ReportCounts
        Of desa.
    rules, scope
        As in `geo.maps.reports.draw_reports`.
    geometry, base, lines : str
        Names of static files: the desa of the office, its base map, the outlines of its kecamatan.
    drawn : Index
        Kode of the desa in the geometry file, in its order.
    credit : str
        Sources and licences, plain text.
    """
    view = draw_reports(
        counts,
        rules=rules,
        scope=scope,
        geometry=geometry,
        base=base,
        drawn=drawn,
        credit=credit,
        lines=lines,
        selected=kode if kode in drawn else None,
    )
    return replace(view, focus=kode)
