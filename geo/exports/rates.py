"""The view of rates, taken along: each area's reports, base, rates and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.amounts import span_of
from geo.analysis.bases import Base
from geo.analysis.rates import NUMBERS, RateClass, Rates, tells_rates
from geo.exports.rates_settings import rates_settings
from geo.exports.reports import shown_number, sums_table
from geo.exports.sentences import filter_note
from geo.exports.taken import Cell, Table, Taken
from geo.labels import level_label, measure_label
from geo.maps.rates import base_label, counted_word, days_label, per_label, rate_number
from geo.maps.reports import series_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, number, percent
from geo.words import Level, Measure, kode_at

NAMED = 3
"""How many areas a sentence without numbers names."""


def rates_headline(rates: Rates, names: pd.Series, *, smoothed: bool, scope: Scope) -> str:
    """
    Where most reports are for the base, and how that stands to the whole office.

    Parameters
    ----------
    rates : Rates
        Of the areas of a base.
    names : Series
        Names by kode: of the areas and of the kecamatan that they lie in.
    smoothed : bool
        Whether it is said of the smoothed rate; else of the raw one.
    scope : Scope
        Who looks; a meeting is told no rate in numbers.
    """
    said = {"what": counted_word(rates.counts), "per": per_label(rates.base)}
    shown = "smoothed" if smoothed else "rate"
    klass = rates.classes(scope, smoothed=smoothed)
    read = rates.table[klass.map(lambda word: RateClass(word).is_read)]
    if read.empty or not rates.overall > 0:
        return _("In no area are there enough {what} {per} to say more than their number.", **said)
    if smoothed and not rates.differ:
        return _("Between areas {what} {per} differ by no more than chance.", **said)
    first = most_first(read, smoothed=smoothed, scope=scope)
    if not tells_rates(scope):
        return _in_words(first.index[klass[first.index] == RateClass.HIGHEST], names, said)
    kode, row = str(first.index[0]), first.iloc[0]
    return _(
        "In {area} there are {rate} {what} {per} (95 % interval {low} to {high}), {times} times "
        "the rate of the whole office.",
        area=area_name(kode, names),
        rate=rate_number(row[shown]),
        low=rate_number(row[f"{shown}_low"]),
        high=rate_number(row[f"{shown}_high"]),
        times=number(row[shown] / rates.overall, 1),
        **said,
    )


def most_first(table: pd.DataFrame, *, smoothed: bool, scope: Scope) -> pd.DataFrame:
    """
    Areas by their rate, the highest first and those without one last.

    For a meeting by the range of their count: an order by rate would tell counts apart in a range.
    """
    if tells_rates(scope):
        by = table["smoothed" if smoothed else "rate"]
    else:
        by = table["n_reports"].map(lambda n: span_of(int(n), scope)[0])
    return table.loc[by.sort_values(ascending=False, kind="stable", na_position="last").index]


def _in_words(kode: pd.Index, names: pd.Series, said: Mapping[str, str]) -> str:
    if kode.empty:
        return _("In no area are {what} {per} 2 times the rate of the whole office.", **said)
    named = ", ".join(area_name(str(each), names) for each in kode[:NAMED])
    return _(
        "In {areas} {what} {per} are 2 times the rate of the whole office or more.",
        areas=named,
        **said,
    )


def area_name(kode: str, names: pd.Series) -> str:
    """Name of an area; of a desa with its kecamatan, since names repeat."""
    nama = str(names.get(kode, kode))
    kecamatan = kode_at(kode, Level.KECAMATAN)
    return (
        nama
        if kecamatan == kode or kode.count(".") < 2
        else f"{nama} ({names.get(kecamatan, kecamatan)})"
    )


def base_notes(base: Base) -> list[str]:
    """How the base stands to the window of reports."""
    notes = []
    if base.measure is Measure.POPULATION:
        notes.append(_("Residents are not those whom reports are about: read it with care."))
    if base.is_flow and round(base.cover, 2) < 1:
        notes.append(
            _(
                "The base covers {share} of the days of the period and is scaled to all of them.",
                share=percent(base.cover, 0),
            )
        )
    if not base.is_flow and base.years != 1:
        notes.append(_("The period of the reports is not a year; rates are scaled to a year."))
    return notes


def method_notes(rules: Rules, scope: Scope) -> list[str]:
    """How raw and smoothed rates are to be read."""
    notes = [
        _(
            "Raw rate: reports divided by the base, with the exact 95 % interval of the count. "
            "Smoothed rate (empirical Bayes): drawn towards the office's rate the more the smaller "
            "the base is."
        ),
        _(
            "Not enough data: under {n} reports, and the interval holds the whole office's rate.",
            n=number(rules.enough_reports),
        ),
        _("The base is one measure of one source; without it an area has no rate, which is not 0."),
        _("A rate speaks of places and of reporting, never of people."),
    ]
    if not tells_rates(scope):
        notes.append(
            _("Rates in numbers are left out: with the base they would tell a hidden count.")
        )
    return notes


def take_rates(
    rates: Rates,
    *,
    heading: str,
    document: str,
    office: Office,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    names: pd.Series,
    rules: Rules,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """
    Rates of areas, ready to be taken along.

    Parameters
    ----------
    rates : Rates
        As the page shows them.
    heading : str
        As `rates_headline` says it.
    document : str
        What the base is from, as `geo.maps.rates.document_label` says it.
    office : Office
        Whose work area.
    view : AreaView
        The map that the page draws.
    areas, outline : GeoDataFrame
        The areas drawn, in the order of the map, and the kabupaten; with ``nama``.
    names : Series
        Names of all areas, by kode.
    rules : Rules
        By which an area has not enough data.
    scope : Scope
        Who takes them along; a meeting gets classes, and no rate in numbers.
    sources : sequence of str
        Where reports and base are from.
    """
    wanted = rates.counts.filter
    return Taken(
        topic=rates_topic(rates.base),
        heading=heading,
        office=office,
        as_of=wanted.until,
        notes=[
            _("Base: {base}.", base=base_label(rates.base, document)),
            *filter_note(wanted),
            *base_notes(rates.base),
            *method_notes(rules, scope),
        ],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=_layer(rates, view, areas, scope),
        outline=outline,
        tables=[
            _area_table(rates, view, areas, names, scope),
            _worked_out(rates, document, scope),
            rates_settings(rates, document, view, outline=outline, rules=rules),
            *([sums_table(rates.counts, scope)] if tells_rates(scope) else []),
        ],
    )


def rates_topic(base: Base) -> str:
    """What a view of rates is about, in names of files."""
    return f"rates-{base.measure.name.lower().replace('_', '-')}-{base.level}"


def _layer(rates: Rates, view: AreaView, areas: gpd.GeoDataFrame, scope: Scope) -> gpd.GeoDataFrame:
    own = rates.table.reindex(areas.index)
    columns = areas[["nama"]].copy()
    columns["n_reports"] = [shown_number(int(n), scope) for n in own["n_reports"].fillna(0)]
    columns["base"] = [base_number(value, rates.base.measure, scope) for value in own["base"]]
    for name in NUMBERS if tells_rates(scope) else ():
        columns[name] = own[name]
    columns["class"] = [view.classes[value].label for value in view.values]
    return gpd.GeoDataFrame(columns, geometry=areas.geometry, crs=areas.crs)


def _area_table(
    rates: Rates, view: AreaView, areas: gpd.GeoDataFrame, names: pd.Series, scope: Scope
) -> Table:
    classes = dict(zip(areas.index, (view.classes[v].label for v in view.values), strict=True))
    numbers = rate_headings() if tells_rates(scope) else {}
    headings = [_("Kode"), _("Name"), _("Kecamatan"), _("Kabupaten/kota")]
    headings += [series_label(rates.counts.filter.series), measure_label(rates.base.measure)]
    rows: list[list[Cell]] = [
        [
            str(kode),
            str(names.get(kode, "")),
            str(names.get(kode_at(str(kode), Level.KECAMATAN), "")),
            str(names.get(kode_at(str(kode), Level.KABUPATEN), "")),
            shown_number(int(row["n_reports"]), scope),
            base_number(row["base"], rates.base.measure, scope),
            *(_known(row[name]) for name in numbers),
            classes.get(kode, ""),
        ]
        for kode, row in rates.table.to_dict("index").items()
    ]
    return Table(_("Areas"), [*headings, *numbers.values(), _("Class")], rows)


def rate_headings() -> dict[str, str]:
    """What readers call the columns of `geo.analysis.rates.NUMBERS`."""
    return {
        "rate": _("Raw rate"),
        "rate_low": _("Raw rate, 95 % from"),
        "rate_high": _("Raw rate, 95 % to"),
        "smoothed": _("Smoothed rate"),
        "smoothed_low": _("Smoothed rate, 95 % from"),
        "smoothed_high": _("Smoothed rate, 95 % to"),
    }


def base_number(value: float, measure: Measure, scope: Scope) -> float | int | str | None:
    """A base; holders of permits are persons, of whom a meeting is told ranges only."""
    if measure is Measure.PERMITS and scope.least_count > 1 and pd.notna(value):
        return shown_number(round(value), scope)
    return _known(value)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), 4)


def _worked_out(rates: Rates, document: str, scope: Scope) -> Table:
    base = rates.base
    rows: list[list[Cell]] = [
        [_("Rate"), per_label(base)],
        [_("Base"), measure_label(base.measure)],
        [_("Areas"), level_label(base.level)],
        [_("Document"), document],
        [_("Days of the base"), days_label(base)],
        [_("Share of the period that the base covers"), percent(base.cover, 0)],
        [_("Areas with a base"), int((rates.table["base"] > 0).sum())],
    ]
    if tells_rates(scope):
        rows.append([_("Rate of the whole office"), _known(rates.overall)])
    return Table(_("How it was worked out"), [_("Measure"), _("Value")], rows)
