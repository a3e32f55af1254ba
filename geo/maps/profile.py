"""The map of one area's profile: its desa and those around it by their number of reports."""

from __future__ import annotations

from dataclasses import replace

from geo.analysis.reports import ReportCounts
from geo.maps.ground import Ground
from geo.maps.reports import draw_reports
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import Scope


def draw_profile(
    kode: str, counts: ReportCounts, ground: Ground, *, rules: Rules, scope: Scope
) -> AreaView:
    """
    One area in its surroundings: outlined, with all desa in view filled by their reports.

    Parameters
    ----------
    kode : str
        Of the kecamatan or desa that the profile is of.
    counts : ReportCounts
        Of desa.
    ground : Ground
        What it is drawn on.
    rules, scope
        As in `geo.maps.reports.draw_reports`.
    """
    own = replace(ground, selected=kode, focus=kode)
    return draw_reports(counts, own, rules=rules, scope=scope)
