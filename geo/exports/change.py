"""The views of change, taken along, and the sentences that their pages and files share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.analysis.change import DRAWS, Changes
from geo.analysis.hotspot_settings import SEED, filter_to_json, unit_key
from geo.analysis.patterns import TREND_LEVEL
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.windows import Comparison
from geo.exports.change_rules import difference_rules, pattern_rules
from geo.exports.change_sentences import (
    WHOLE_LEVEL,
    difference_headline,
    pattern_headline,
    whole_sentence,
)
from geo.exports.reports import reports_topic, shown_number
from geo.exports.sentences import filter_note, standing_notes
from geo.exports.settings_table import settings_table
from geo.exports.taken import Cell, Table, Taken
from geo.labels import difference_label
from geo.maps.change import TOLD, map_pattern_label, span_label
from geo.maps.reports import series_label, unit_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _
from geo.words import Difference, Level, Pattern, kode_at

_ENOUGH = ("enough_total", "enough_units")
"""Published numbers by which anything is tested at all."""

_TESTED = (*_ENOUGH, "enough_reports", "fdr_percent")
"""Those behind what is tested."""

Columns = dict[str, list[Cell]]
"""Columns of a table by their headings."""


@dataclass(frozen=True)
class Land:
    """
    What a view is laid over.

    Attributes
    ----------
    office : Office
        Whose work area.
    areas : GeoDataFrame
        The areas or cells drawn, in the order of the map, as `geo.exports.reports.cells_of` or
        the boundaries give them.
    outline : GeoDataFrame
        The kabupaten, with ``nama``.
    names : Series
        Names by kode: of all areas told and of what they lie in.
    """

    office: Office
    areas: gpd.GeoDataFrame
    outline: gpd.GeoDataFrame
    names: pd.Series


def change_topic(unit: Level | int, kind: str) -> str:
    """What a view of change is about, in names of files; `kind` is "patterns" or "windows"."""
    return f"{kind}-{reports_topic(unit)}"


def take_changes(
    changes: Changes,
    land: Land,
    *,
    view: AreaView,
    rules: Rules,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """Patterns by area or cell, ready to be taken along; `view` is the map of the page."""
    wanted = changes.filter
    columns = _pattern_columns(changes, scope)
    tables = [_unit_table(columns, changes.table.index, land, changes.unit)]
    tables += [_period_table(changes, scope), _run_table(changes, land)]
    used = (*_TESTED, "enough_neighbours") if changes.is_enough else _ENOUGH
    tables.append(
        settings_table(_stated_changes(changes), view, land.outline, rules=rules, used=used)
    )
    return Taken(
        topic=change_topic(changes.unit, "patterns"),
        heading=pattern_headline(changes),
        office=land.office,
        as_of=wanted.until,
        notes=[*_notes(wanted, changes.unit, scope), *pattern_rules(changes, rules)],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(columns, changes.table.index, view, land),
        outline=land.outline,
        tables=tables,
    )


def take_comparison(
    comparison: Comparison,
    land: Land,
    *,
    view: AreaView,
    rules: Rules,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """Two windows compared, ready to be taken along; `view` is the map of the difference."""
    wanted, index = comparison.after, comparison.table.index
    columns = _difference_columns(comparison, scope)
    used = _TESTED if comparison.is_enough else _ENOUGH
    return Taken(
        topic=change_topic(comparison.unit, "windows"),
        heading=difference_headline(comparison),
        office=land.office,
        as_of=wanted.until,
        notes=[
            _("Before: {span}.", span=span_label(comparison.before)),
            whole_sentence(comparison, scope),
            *_notes(wanted, comparison.unit, scope),
            *difference_rules(comparison, rules),
        ],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(columns, index, view, land),
        outline=land.outline,
        tables=[
            _unit_table(columns, index, land, comparison.unit),
            settings_table(
                _stated_comparison(comparison), view, land.outline, rules=rules, used=used
            ),
        ],
    )


def _notes(wanted: ReportFilter, unit: Level | int, scope: Scope) -> list[str]:
    return [
        f"{series_label(wanted.series)}, {unit_label(unit)}, {span_label(wanted)}.",
        *filter_note(wanted),
        *standing_notes(scope),
    ]


def _pattern_columns(changes: Changes, scope: Scope) -> Columns:
    table = changes.table
    labels = {each.value: map_pattern_label(each, scope) for each in Pattern}
    series = changes.filter.series
    found: Columns = {
        series_label(series): [shown_number(int(n), scope) for n in table["n_reports"]]
    }
    if scope.least_count <= 1:
        found[_around_label(series)] = table["n_around"].tolist()
        found[_("Periods with a concentration")] = table["n_hot"].tolist()
        found[_("Periods tested")] = [int(changes.tested.sum())] * len(table)
        found[_("Trend (z of Mann-Kendall)")] = _floats(table["trend_z"])
        found[_("p of the trend")] = _floats(table["trend_p"])
    return {**found, _("Pattern"): [labels[str(word)] for word in changes.classes(scope)]}


def _difference_columns(comparison: Comparison, scope: Scope) -> Columns:
    table = comparison.table
    labels = {each.value: difference_label(each) for each in Difference}
    what = series_label(comparison.after.series)
    found: Columns = {
        _("{what} before", what=what): [shown_number(int(n), scope) for n in table["n_before"]],
        _("{what} after", what=what): [shown_number(int(n), scope) for n in table["n_after"]],
    }
    if scope.least_count <= 1:
        found[_("Ratio of shares")] = _floats(table["ratio"])
        found[_("Ratio, lower end")] = _floats(table["low"])
        found[_("Ratio, upper end")] = _floats(table["high"])
        found[_("p")] = _floats(table["p"])
        found[_("p, adjusted")] = _floats(table["q"])
    return {**found, _("Difference"): [labels[str(word)] for word in table["difference"]]}


def _around_label(series: Series) -> str:
    if series is Series.FOUND:
        return _("Found by officers, with neighbours")
    return _("Reports with neighbours")


def _floats(values: pd.Series) -> list[Cell]:
    """Numbers as cells; nothing where there is none or no end."""
    return [float(each) if np.isfinite(each) else None for each in values]


def _layer(columns: Columns, index: pd.Index, view: AreaView, land: Land) -> gpd.GeoDataFrame:
    areas = land.areas
    layer = areas[[name for name in ("nama", "kecamatan") if name in areas]].copy()
    if "source" in areas:
        layer["boundaries"] = areas["source"]
    for heading, cells in columns.items():
        layer[heading] = pd.Series(cells, index=index).reindex(areas.index)
    layer["class"] = [view.classes[value].label for value in view.values]
    return gpd.GeoDataFrame(layer, geometry=areas.geometry, crs=areas.crs)


def _unit_table(columns: Columns, index: pd.Index, land: Land, unit: Level | int) -> Table:
    is_cell = not isinstance(unit, Level)
    where = _where(index, land, is_cell=is_cell)
    first = _("H3 cell") if is_cell else _("Kode")
    headings = [first, _("Name"), _("Kecamatan"), _("Kabupaten/kota"), *columns]
    rows = [[*at, *cells] for at, *cells in zip(where, *columns.values(), strict=True)]
    return Table(_("Areas"), headings, rows)


def _where(index: pd.Index, land: Land, *, is_cell: bool) -> list[list[str]]:
    """Kode, name, kecamatan and kabupaten of each unit."""
    rows = []
    for kode in index:
        kecamatan = (
            land.areas["kecamatan"].get(kode, "") if is_cell else kode_at(kode, Level.KECAMATAN)
        )
        kabupaten = kode_at(kecamatan, Level.KABUPATEN)
        nama = land.areas["nama"].get(kode, "") if is_cell else land.names.get(kode, "")
        rows.append([kode, nama, land.names.get(kecamatan, ""), land.names.get(kabupaten, "")])
    return rows


def _period_table(changes: Changes, scope: Scope) -> Table:
    """Each period, whether it was tested, and how many concentrations it had."""
    headings = [_("First month"), _("Last month"), _("Tested"), _("Concentrations")]
    rows: list[list[Cell]] = [
        [str(first), str(last), _("yes") if tested else _("no"), int(hot)]
        for (first, last), tested, hot in zip(
            changes.periods, changes.tested, changes.hot.sum(axis=0), strict=True
        )
    ]
    if scope.least_count <= 1:
        headings.append(series_label(changes.filter.series))
        rows = [[*row, int(n)] for row, n in zip(rows, changes.n_reports, strict=True)]
    return Table(_("Periods"), headings, rows)


def _run_table(changes: Changes, land: Land) -> Table:
    """Of each place with a pattern, in which periods it was a concentration."""
    told = changes.table["pattern"].isin([each.value for each in TOLD]).to_numpy()
    where = _where(changes.table.index[told], land, is_cell=isinstance(changes.unit, int))
    headings = [_("Kode"), _("Name"), *(str(last) for _first, last in changes.periods)]
    rows: list[list[Cell]] = [
        [kode, nama, *("" if not t else int(h) for t, h in zip(changes.tested, hot, strict=True))]
        for (kode, nama, *_rest), hot in zip(where, changes.hot[told], strict=True)
    ]
    return Table(_("Concentration by period"), headings, rows)


def _stated_changes(changes: Changes) -> dict[str, object]:
    """What decided patterns: of the tests only what was used, and so none where none was made."""
    stated: dict[str, object] = {**filter_to_json(changes.filter), "unit": unit_key(changes.unit)}
    if not changes.is_enough:
        return stated
    stated["period_months"] = changes.period_months
    stated["method"] = sorted({each for each in changes.methods if each})
    if changes.n_drawn:
        drawn = {"periods_by_permutations": changes.n_drawn, "n_permutations": DRAWS, "seed": SEED}
        stated |= drawn
    return {**stated, "correction": "bh", "trend_level": TREND_LEVEL}


def _stated_comparison(comparison: Comparison) -> dict[str, object]:
    """What decided differences: days of both windows, the filter, and tests that were made."""
    before, whole = comparison.before, comparison.whole
    stated: dict[str, object] = {
        "before.since": before.since.isoformat(),
        "before.until": before.until.isoformat(),
        "before.days": whole.days_before,
        **filter_to_json(comparison.after),
        "days": whole.days_after,
        "unit": unit_key(comparison.unit),
    }
    if comparison.is_enough:
        stated |= {"method": "fisher", "correction": "bh"}
    if np.isfinite(whole.p):
        stated |= {"whole.method": "binomial", "whole.level": WHOLE_LEVEL}
    return stated
