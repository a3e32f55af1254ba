"""Tables of a coast as readers see them: numbers with their intervals in one cell."""

from __future__ import annotations

import pandas as pd

from geo.analysis.amounts import EN_DASH, shown_count
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.coast_trend import Course
from geo.exports.coast_sentences import course_label, distance_label, share_label
from geo.labels import hotspot_label
from geo.maps.hotspots import said_interval
from geo.maps.reports import series_label
from geo.store.scope import Scope
from geo.text import _, number, percent
from geo.words import HotspotClass

Rows = list[list[object]]


def stretch_rows(found: CoastStrip, names: pd.Series, scope: Scope) -> tuple[list[str], Rows]:
    """
    Headings and rows of all stretches: by class, in each class in order along the shore.

    Parameters
    ----------
    found : CoastStrip
        The reports along the coast.
    names : Series
        Names of the kabupaten, by kode.
    scope : Scope
        Who looks; a meeting sees neither shares nor intervals.
    """
    order = {klass.value: place for place, klass in enumerate(HotspotClass)}
    table = found.stretches.sort_values("klass", key=lambda k: k.map(order), kind="stable")
    headings = [_("Stretch"), _("Kabupaten/kota"), _("Length (km)")]
    headings.append(series_label(found.filter.series))
    compared = scope.least_count <= 1 and found.is_tested
    if compared:
        headings += [_("Share of the strip"), _("Expected at an even spread")]
    rows: Rows = []
    for _kode, row in table.iterrows():
        cells: list[object] = [row["nama"], names.get(row["kabupaten"], ""), number(row["km"], 1)]
        cells.append(said_interval(row, scope))
        if compared:
            cells += [_share(row["share"]), number(row["expected"], 1)]
        cells += [hotspot_label(HotspotClass(row["klass"])), course_label(Course(row["trend"]))]
        rows.append(cells)
    return [*headings, _("Class"), _("Trend")], rows


def distance_rows(found: CoastStrip, scope: Scope) -> tuple[list[str], Rows]:
    """Headings and rows of the classes of distance; shares only where there are enough reports."""
    shares = scope.least_count <= 1 and found.is_enough
    headings = [_("Distance from the shore"), series_label(found.filter.series)]
    headings += [_("Land (km²)"), _("Share of the land")]
    if shares:
        headings += [share_label(found.filter.series), _("Ratio of the shares")]
    rows: Rows = []
    for first, row in found.classes.iterrows():
        cells: list[object] = [
            distance_label(int(first)),
            shown_count(int(row["n_reports"]), scope),
        ]
        cells += [number(row["land_km2"], 0), percent(row["land_share"], 1)]
        if shares:
            bounds = (_share(row[name]) for name in ("low", "high"))
            cells.append(_with_bounds(_share(row["share"]), *bounds))
            ratios = (_ratio(row[name]) for name in ("ratio", "ratio_low", "ratio_high"))
            cells.append(_with_bounds(*ratios))
        rows.append(cells)
    return headings, rows


def _with_bounds(said: str, low: str, high: str) -> str:
    return f"{said} ({low}{EN_DASH}{high})" if said else ""


def _share(value: float) -> str:
    return "" if pd.isna(value) else percent(value, 1)


def _ratio(value: float) -> str:
    return "" if pd.isna(value) else number(value, 2)
