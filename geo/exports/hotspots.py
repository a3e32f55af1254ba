"""The view of concentrations beyond chance, taken along: places, repeats, and all reports."""

from __future__ import annotations

import math
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import HotspotSettings, settings_to_json
from geo.analysis.hotspots import Hotspots
from geo.analysis.stability import Stability
from geo.exports.hotspot_sentences import left_out_notes, method_notes, run_label
from geo.exports.not_enough import unit_noun
from geo.exports.reports import shown_number, sums_table
from geo.exports.sentences import filter_note, standing_notes
from geo.exports.settings_table import settings_table
from geo.exports.taken import Cell, Table, Taken
from geo.maps.hotspots import map_class_label, told_table
from geo.maps.reports import series_label, unit_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import HotspotClass, Level, kode_at

FIGURES = ("low", "high", "n_around", "expected", "z", "p", "q")
"""Columns of the test that a meeting is not given."""

RULES = (
    "fdr_percent",
    "indication_percent",
    "enough_total",
    "enough_units",
    "enough_neighbours",
    "enough_reports",
    "stable_percent",
)
"""Published numbers that the answer rests on."""

DECIMALS = 6
"""Of z, p and the like in files."""


def take_hotspots(
    answer: Concentrations,
    stability: Stability,
    *,
    heading: str,
    office: Office,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    names: pd.Series,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """
    A test of concentrations, ready to be taken along.

    Parameters
    ----------
    answer, stability : Concentrations, Stability
        The test and its repeats.
    heading : str
        As `geo.exports.hotspot_sentences.hotspot_headline` says it.
    office : Office
        Whose work area.
    view : AreaView
        The map that the page draws.
    areas : GeoDataFrame
        The areas or cells drawn, in the order of the map, as `take_reports` has them.
    outline : GeoDataFrame
        The kabupaten, with ``nama``.
    names : Series
        Names by kode.
    scope : Scope
        Who takes them along; a meeting gets ranges, and nothing that tells a hidden count.
    sources : sequence of str
        Where the reports are from.
    """
    hotspots = answer.hotspots
    wanted = hotspots.settings.filter
    notes = [
        f"{series_label(wanted.series)}, {unit_label(hotspots.settings.unit)}.",
        *filter_note(wanted),
        *method_notes(hotspots),
        *left_out_notes(answer, scope=scope),
        _("No report does not mean no problem."),
        *standing_notes(scope),
    ]
    return Taken(
        topic=hotspots_topic(hotspots.settings.unit),
        heading=heading,
        office=office,
        as_of=wanted.until,
        notes=notes,
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(answer, stability, view, areas, scope),
        outline=outline,
        tables=[
            _places(answer, stability, view, areas, names, scope),
            sums_table(answer.counts, scope),
            _repeats(stability),
            settings_table(
                {**settings_to_json(hotspots.settings), "method_used": hotspots.method},
                view,
                outline,
                rules=hotspots.rules,
                used=RULES,
            ),
        ],
    )


def hotspots_topic(unit: Level | int) -> str:
    """What a view of concentrations is about, in names of files."""
    return f"hotspots-{unit}" if isinstance(unit, Level) else f"hotspots-h3-{unit}"


def _layer(
    answer: Concentrations,
    stability: Stability,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    scope: Scope,
) -> gpd.GeoDataFrame:
    table = told_table(answer.hotspots).join(repeats_told(answer.hotspots, stability, scope))
    table = table.reindex(areas.index)
    columns = areas[[name for name in ("nama", "kecamatan") if name in areas]].copy()
    columns["n_reports"] = [_shown(n, scope) for n in table["n_reports"]]
    columns["class"] = [view.classes[value].label for value in view.values]
    if scope.least_count <= 1:
        for name in ("z", "p", "q", "low", "high"):
            columns[name] = table[name].astype(float)
    columns["repeats"] = table["n_runs"].astype(float)
    columns["significant_in"] = table["n_significant"].astype(float)
    if isinstance(answer.hotspots.settings.unit, int):  # of cells with little land
        columns["counts_with"] = answer.hotspots.world.host_of.reindex(areas.index).fillna("")
    return gpd.GeoDataFrame(columns, geometry=areas.geometry, crs=areas.crs)


def repeats_told(hotspots: Hotspots, stability: Stability, scope: Scope) -> pd.DataFrame:
    """
    ``n_runs`` and ``n_significant`` of each place as this reader may see them; NaN if not.

    A meeting is told them of significant places only: that a repeat could not judge a place says
    how few reports it has around it.
    """
    table = stability.table[["n_runs", "n_significant"]].astype(float)
    is_told = hotspots.classes(scope) == HotspotClass.SIGNIFICANT.value
    return table.where(is_told | (scope.least_count <= 1))


def _whole(n: float) -> int | None:
    return None if math.isnan(n) else int(n)


def _shown(n: float, scope: Scope) -> int | str | None:
    return None if math.isnan(n) else shown_number(int(n), scope)


def _places(
    answer: Concentrations,
    stability: Stability,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    names: pd.Series,
    scope: Scope,
) -> Table:
    """
    Every area or cell of the test, the least probable first where a reader may see that.

    Those without enough data come after them by kode or cell: a list and no ranking.
    """
    hotspots = answer.hotspots
    table, is_cell = told_table(hotspots), isinstance(hotspots.settings.unit, int)
    series, tells = hotspots.settings.filter.series, scope.least_count <= 1
    if tells:
        table = table.sort_index(kind="stable")
        table = table.sort_values("p", kind="stable", na_position="last")
    told, judged = hotspots.classes(scope), repeats_told(hotspots, stability, scope)
    classes = dict(zip(areas.index, (view.classes[v].label for v in view.values), strict=True))
    rows: list[list[Cell]] = []
    for unit, row in table.iterrows():
        kecamatan = areas["kecamatan"].get(unit, "") if is_cell else kode_at(unit, Level.KECAMATAN)
        nama = areas["nama"].get(unit, "") if is_cell else names.get(unit, "")
        figures = [_figure(row[name]) for name in FIGURES]
        rows.append(
            [
                unit,
                nama,
                names.get(kecamatan, ""),
                shown_number(int(row["n_reports"]), scope),
                classes.get(unit) or map_class_label(str(told[unit]), scope, series=series),
                *(_whole(judged.at[unit, name]) for name in ("n_significant", "n_runs")),
                *(figures if tells else []),
            ]
        )
    headings = [
        _("H3 cell") if is_cell else _("Kode"),
        _("Name"),
        _("Kecamatan"),
        series_label(series),
        _("Class"),
        _("Repeats in which it is significant"),
        _("Repeats that could judge it"),
    ]
    more = [
        _("95 % interval from"),
        _("to"),
        _("With its neighbours"),
        _expected_heading(hotspots.settings),
        "z (Gi*)",
        "p",
        _("p, corrected"),
    ]
    title = unit_noun(hotspots.settings.unit).capitalize()
    return Table(title, [*headings, *(more if tells else [])], rows)


def _expected_heading(settings: HotspotSettings) -> str:
    if settings.method == "whole":
        return _("Expected with its neighbours")
    return _("Expected with its neighbours, given its own")


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), DECIMALS)


def _repeats(stability: Stability) -> Table:
    rows: list[list[Cell]] = [
        [run_label(run), run.n_units, run.n_tested, run.n_significant] for run in stability.runs
    ]
    headings = [_("Repeat"), _("Areas or cells"), _("Tested"), _("Significant")]
    return Table(_("Repeats"), headings, rows)
