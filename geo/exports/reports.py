"""The view of reports, taken along: numbers by area or cell, and where every report went."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

import geopandas as gpd
import pandas as pd

from geo.analysis.amounts import shown_count
from geo.analysis.reports import ReportCounts
from geo.analysis.slivers import cell_polygon
from geo.analysis.withheld import said_inside, said_total, withheld
from geo.crs import WGS84
from geo.exports.sentences import filter_note, standing_notes
from geo.exports.taken import Cell, Table, Taken
from geo.labels import accuracy_label, channel_label, follow_up_label, suspicion_label
from geo.maps.assets import read_asset
from geo.maps.reports import series_label, unit_label
from geo.maps.series_words import all_label, whereabouts_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import Accuracy, Channel, FollowUp, Level, Suspicion, kode_at

_Word = TypeVar("_Word", Suspicion, Channel, Accuracy, FollowUp)


def take_reports(
    counts: ReportCounts,
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
    Reports of a filter by area or cell, ready to be taken along.

    Parameters
    ----------
    counts : ReportCounts
        As the page shows them.
    heading : str
        As `geo.exports.sentences.report_headline` says it.
    office : Office
        Whose work area.
    view : AreaView
        The map that the page draws.
    areas : GeoDataFrame
        The areas or cells drawn, in the order of the map, indexed by kode, with ``nama``; cells
        as `cells_of` gives them.
    outline : GeoDataFrame
        The kabupaten, with ``nama``.
    names : Series
        Names by kode: of all areas counted and of what they lie in.
    scope : Scope
        Who takes them along; a meeting gets ranges, and small counts hidden.
    sources : sequence of str
        Where the reports are from.
    """
    wanted = counts.filter
    notes = [
        f"{series_label(wanted.series)}, {unit_label(counts.unit)}.",
        *filter_note(wanted),
        _("No report does not mean no problem."),
        *standing_notes(scope),
    ]
    return Taken(
        topic=reports_topic(counts.unit),
        heading=heading,
        office=office,
        as_of=wanted.until,
        notes=notes,
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(counts, view, areas, scope),
        outline=outline,
        tables=[
            _area_table(counts, view, areas, names, scope),
            sums_table(counts, scope),
            *_breakdowns(counts, scope),
        ],
    )


def reports_topic(unit: Level | int) -> str:
    """What a view of reports is about, in names of files."""
    return f"reports-{unit}" if isinstance(unit, Level) else f"reports-h3-{unit}"


def shown_number(n: int, scope: Scope) -> int | str:
    """A count of reports as this reader may see it: a number, or in a meeting a range."""
    return n if scope.least_count <= 1 else shown_count(n, scope)


def cells_of(file: str) -> gpd.GeoDataFrame:
    """
    H3 cells of a static file in its order.

    Parameters
    ----------
    file : str
        As `geo.maps.files.cells_file` names it.

    Returns
    -------
    GeoDataFrame
        Indexed by ``kode`` (the cell): ``nama`` (of the area at its centre), ``kecamatan``
        (kode), in WGS 84.
    """
    cells = json.loads(read_asset(file))["areas"]
    index = pd.Index([cell["kode"] for cell in cells], name="kode")
    columns = {
        "nama": [cell["nama"] for cell in cells],
        "kecamatan": [cell["group"] for cell in cells],
    }
    shapes = [cell_polygon(kode) for kode in index]
    return gpd.GeoDataFrame(columns, index=index, geometry=shapes, crs=WGS84)


def _layer(
    counts: ReportCounts, view: AreaView, areas: gpd.GeoDataFrame, scope: Scope
) -> gpd.GeoDataFrame:
    numbers = counts.counts.reindex(areas.index, fill_value=0)
    columns = areas[[name for name in ("nama", "kecamatan") if name in areas]].copy()
    if "source" in areas:
        columns["boundaries"] = areas["source"]
    columns["n_reports"] = [shown_number(int(n), scope) for n in numbers]
    columns["class"] = [view.classes[value].label for value in view.values]
    return gpd.GeoDataFrame(columns, geometry=areas.geometry, crs=areas.crs)


def _area_table(
    counts: ReportCounts,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    names: pd.Series,
    scope: Scope,
) -> Table:
    """Every area that was counted, drawn or not; of cells, those with reports."""
    is_cell = isinstance(counts.unit, int)
    classes = dict(zip(areas.index, (view.classes[v].label for v in view.values), strict=True))
    found = areas["kecamatan"] if is_cell else None
    rows: list[list[Cell]] = []
    for kode, n in counts.counts.items():
        kecamatan = found.get(kode, "") if found is not None else kode_at(kode, Level.KECAMATAN)
        kabupaten = kode_at(kecamatan, Level.KABUPATEN)
        nama = areas["nama"].get(kode, "") if is_cell else names.get(kode, "")
        within = [names.get(kecamatan, ""), names.get(kabupaten, "")]
        rows.append([kode, nama, *within, shown_number(int(n), scope), classes.get(kode, "")])
    first = _("H3 cell") if is_cell else _("Kode")
    headings = [first, _("Name"), _("Kecamatan"), _("Kabupaten/kota")]
    return Table(_("Areas"), [*headings, series_label(counts.filter.series), _("Class")], rows)


def sums_table(counts: ReportCounts, scope: Scope) -> Table:
    """Where every report of the filter went; what lies in areas, outside and nowhere adds up."""
    sums = counts.sums
    found = [
        (all_label(counts.filter.series), sums.total),
        (_("in an area of the map"), sums.in_areas),
        (_("outside the work area"), sums.outside),
        (_("without a location"), sums.without_location),
        (_("of those in an area: at the shore, given to the nearest"), sums.shore),
        (_("of those without: known only to a wider area"), sums.coarser),
        (_("Of the other series, counted apart"), counts.n_found),
    ]
    rows: list[list[Cell]] = [[label, shown_number(n, scope)] for label, n in found]
    if scope.least_count > 1:
        rows[0][1], rows[1][1] = said_total(counts, scope), said_inside(counts, scope)
    return Table(whereabouts_label(counts.filter.series), [_("Part"), _("Number")], rows)


def _breakdowns(counts: ReportCounts, scope: Scope) -> list[Table]:
    parts: list[tuple[str, str, str, Callable[[str], str]]] = [
        ("by_month", _("By month"), _("Month"), str),
        *[
            (attribute, name, name, label)
            for attribute, name, label in (
                ("by_kind", _("Suspicion (dugaan)"), _labels(Suspicion, suspicion_label)),
                ("by_channel", _("Channel"), _labels(Channel, channel_label)),
                ("by_accuracy", _("Accuracy of place"), _labels(Accuracy, accuracy_label)),
                ("by_follow_up", _("Follow-up"), _labels(FollowUp, follow_up_label)),
            )
        ],
    ]
    left_out = withheld(counts, scope)
    tables = []
    for attribute, name, heading, label in parts:
        if attribute not in left_out:
            series = getattr(counts, attribute)
            labels = [label(word) for word in series.index]
            tables.append(_words(name, heading, labels, series, scope))
    return tables


def _labels(words: type[_Word], label: Callable[[_Word], str]) -> Callable[[str], str]:
    return lambda word: label(words(word))


def _words(
    name: str, heading: str, labels: Sequence[str], series: pd.Series, scope: Scope
) -> Table:
    rows = [[label, shown_number(int(n), scope)] for label, n in zip(labels, series, strict=True)]
    return Table(name, [heading, _("Number")], rows)
