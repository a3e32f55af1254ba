"""The density of reports, taken along: its bands as areas, its peaks, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.analysis.amounts import shown_count
from geo.analysis.density import Density, density_settings
from geo.analysis.reports import Series
from geo.exports.reports import shown_number, sums_table
from geo.exports.sentences import filter_note
from geo.exports.settings_table import settings_table
from geo.exports.taken import Cell, Table, Taken
from geo.maps.density import (
    band_names,
    band_of,
    band_range,
    bandwidth_label,
    density_number,
    projection_label,
    shown_counts,
)
from geo.maps.reports import series_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, number

TOPIC = "reports-density"


def density_headline(
    density: Density, peaks: pd.DataFrame, names: pd.Series, *, scope: Scope
) -> str:
    """
    Where reports lie closest together, in one sentence.

    Parameters
    ----------
    density : Density
        With enough reports to be read, or not.
    peaks : DataFrame
        As `geo.analysis.density_places.name_peaks` gives them.
    names : Series
        Names of the kecamatan, by kode.
    scope : Scope
        Who looks.
    """
    if not density.has_enough:
        return _(
            "Not enough data for a density: it takes {n} reports with a point.",
            n=number(density.enough_total),
        )
    if peaks.empty:
        return _(
            "Nowhere do {n} reports within {km} lie closer together than twice the mean.",
            n=number(density.least),
            km=bandwidth_label(density.land.bandwidth_km),
        )
    first = peaks.iloc[0]
    where = peak_place(first, names)
    if scope.least_count > 1:
        times = band_range(*band_of(float(first["times_mean"])))
        return _("Reports lie closest together around {place}: {times}.", place=where, times=times)
    found = density.counts.filter.series is Series.FOUND
    text = (
        _("Finds of officers lie closest together around {place}: {n} per km², {r} times the mean.")
        if found
        else _("Reports lie closest together around {place}: {n} per km², {r} times the mean.")
    )
    n, r = density_number(float(first["per_km2"])), times_number(float(first["times_mean"]))
    return text.format(place=where, n=n, r=r)


def times_number(times_mean: float) -> str:
    """A ratio to the mean: 6.4 or 32."""
    return number(times_mean, 1 if times_mean < 10 else 0)


def peak_place(peak: pd.Series, names: pd.Series) -> str:
    """A peak by its desa and kecamatan, with the notable place near it."""
    kecamatan = str(names.get(peak["kecamatan"], ""))
    areas = dict.fromkeys(part for part in (str(peak["nama"]), kecamatan) if part)
    said = ", ".join(areas)
    return f"{said} ({peak['place']})" if peak["place"] and peak["place"] not in areas else said


def density_notes(density: Density, scope: Scope) -> list[str]:
    """How to read a density, in plain sentences."""
    km = bandwidth_label(density.land.bandwidth_km)
    notes = [
        _(
            "Each report with a point of the accuracy GPS or address is spread over {km} around "
            "it (quartic kernel), on a grid of {m} m.",
            km=km,
            m=number(density.land.surface.grid.spacing),
        ),
        _(
            "At coast and border the weight that would fall outside stays on land: every report "
            "counts as exactly one, and an even pattern stays even."
        ),
        _("Measured in metres: {projection}.", projection=projection_label(density)),
        _("Another bandwidth draws another picture; compare them before a conclusion."),
        _("A density tests nothing: whether a place is beyond chance is another question."),
        _(
            "Where fewer than {n} reports lie within {km} a density is not read.",
            n=number(density.least),
            km=km,
        ),
    ]
    if scope.least_count > 1:
        notes.append(_("In a meeting densities are shown as steps and counts as ranges."))
    return notes


def take_density(
    density: Density,
    bands: gpd.GeoDataFrame,
    peaks: pd.DataFrame,
    *,
    heading: str,
    office: Office,
    view: AreaView,
    kecamatan: Mapping[str, Sequence[str]],
    outline: gpd.GeoDataFrame,
    names: pd.Series,
    scope: Scope,
    sources: Sequence[str] = (),
) -> Taken:
    """
    A density, ready to be taken along.

    Parameters
    ----------
    density : Density
        With enough reports to be read.
    bands : GeoDataFrame
        As `geo.maps.density.shown_bands` gives them.
    peaks : DataFrame
        As `geo.analysis.density_places.name_peaks` gives them.
    heading : str
        As `density_headline` says it.
    office : Office
        Whose work area.
    view : AreaView
        The map that the page draws.
    kecamatan : mapping of str to sequence of str
        Kode of the kecamatan that each band touches.
    outline : GeoDataFrame
        The kabupaten, with ``nama`` and ``source``.
    names : Series
        Names of the kecamatan, by kode.
    scope : Scope
        Who takes it along.
    sources : sequence of str
        Where the reports are from.
    """
    wanted = density.counts.filter
    notes = [
        *filter_note(wanted),
        *density_notes(density, scope),
        _("No report does not mean no problem."),
    ]
    layer = _layer(density, bands, view, outline, scope)
    return Taken(
        topic=TOPIC,
        heading=heading,
        office=office,
        as_of=wanted.until,
        notes=notes,
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=layer,
        outline=outline,
        tables=[
            _band_table(layer, density, kecamatan, names),
            peak_table(density, peaks, names, scope),
            sums_table(shown_counts(density, bands), scope),
            settings_table(_settings(density), view, outline),
        ],
    )


def _settings(density: Density) -> dict[str, Any]:
    """
    All that decides the answer, with a projection that can be copied out of a spreadsheet.

    PROJ reads its words without their plus signs too; one that begins a cell would be taken for a
    formula.
    """
    stated = density_settings(density)
    words = str(stated["crs"]).split()
    return stated | {"crs": " ".join(word.removeprefix("+") for word in words)}


def _layer(
    density: Density,
    bands: gpd.GeoDataFrame,
    view: AreaView,
    outline: gpd.GeoDataFrame,
    scope: Scope,
) -> gpd.GeoDataFrame:
    columns = {
        "band": band_names(density, bands, scope),
        "times_mean_from": bands["low"],
        "times_mean_below": bands["high"].where(np.isfinite(bands["high"])),
        "area_km2": bands["area_km2"].round(3),
        "n_reports": [shown_number(int(n), scope) for n in bands["n_reports"]],
        "class": [view.classes[value].label for value in view.values],
    }
    if "source" in outline:
        sources = sorted(set(outline["source"]))
        columns["boundaries"] = "gadm" if "gadm" in sources else ", ".join(sources)
    return gpd.GeoDataFrame(columns, index=bands.index, geometry=bands.geometry, crs=bands.crs)


def _band_table(
    layer: gpd.GeoDataFrame,
    density: Density,
    kecamatan: Mapping[str, Sequence[str]],
    names: pd.Series,
) -> Table:
    rows: list[list[Cell]] = []
    for kode, band in layer.iterrows():
        touched = ", ".join(str(names.get(each, each)) for each in kecamatan.get(str(kode), ()))
        ends = [_number_or_none(band[end]) for end in ("times_mean_from", "times_mean_below")]
        rows.append([str(kode), band["band"], *ends, band["area_km2"], band["n_reports"], touched])
    headings = [_("Kode"), _("Name"), _("Times the mean, from"), _("Times the mean, below")]
    series = series_label(density.counts.filter.series)
    return Table(_("Bands"), [*headings, _("km²"), series, _("Kecamatan touched")], rows)


def _number_or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def peak_table(density: Density, peaks: pd.DataFrame, names: pd.Series, scope: Scope) -> Table:
    """Peaks, the densest first; in a meeting by name, with steps and ranges for numbers."""
    km = bandwidth_label(density.land.bandwidth_km)
    rows: list[list[Cell]] = []
    is_ranked = scope.least_count <= 1
    told = peaks if is_ranked else peaks.sort_values(["nama", "kecamatan"], kind="stable")
    for n, (_row, peak) in enumerate(told.iterrows(), start=1):
        times = float(peak["times_mean"])
        said: list[Cell] = (
            [round(float(peak["per_km2"]), 4), round(times, 2)]
            if scope.least_count <= 1
            else [None, band_range(*band_of(times))]
        )
        kecamatan = str(names.get(peak["kecamatan"], ""))
        place = [peak["nama"], kecamatan, peak["place"]]
        rows.append(
            [n if is_ranked else None, *place, *said, shown_number(int(peak["n_within"]), scope)]
        )
    headings = [_("No."), _("Desa/kelurahan"), _("Kecamatan"), _("Near")]
    numbers = [_("per km²"), _("Times the mean"), _("Within {km}", km=km)]
    return Table(_("Densest places"), [*headings, *numbers], rows)


def peak_count(n: int, km: str, scope: Scope) -> str:
    """How many reports a peak rests on."""
    return _("{n} within {km}", n=shown_count(n, scope), km=km)
