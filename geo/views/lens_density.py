"""The lens of density: where reports lie close together, by steps of the mean."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import shown_count
from geo.analysis.density import Density
from geo.analysis.density_places import kecamatan_touched
from geo.analysis.withheld import said_inside, said_total
from geo.exports.density import (
    TOPIC,
    density_headline,
    density_notes,
    peak_count,
    peak_place,
    take_density,
    times_number,
)
from geo.exports.files import file_stem
from geo.exports.sentences import record_sources, said_filter
from geo.maps.density import (
    area_label,
    band_label,
    band_names,
    band_of,
    band_range,
    bandwidth_label,
    density_number,
    draw_density,
    shown_bands,
    shown_counts,
)
from geo.maps.ground import Ground
from geo.maps.series_words import all_label, whereabouts_label
from geo.maps.view import AreaView
from geo.text import _, _n, date, number
from geo.views.cached import base_file, count_in, geometry_file, load_areas, load_names_of
from geo.views.cached_density import (
    bands_file,
    load_bands,
    load_bandwidths,
    load_density,
    load_peaks,
)
from geo.views.choices import pick_switch
from geo.views.figures import facts, show_panel
from geo.views.frame import boundary_credit, show_answer, show_sample_stamp
from geo.views.html import fill, join, show
from geo.views.lens import Ask
from geo.views.links import link_to_area
from geo.views.maps import show_map
from geo.views.reports import coarser_label
from geo.views.state import chosen_area, presenting
from geo.views.taking import offer_files
from geo.words import Level

BAND = "band"
"""Name of the chosen band in the address and in the session's state."""

NAMED = 8
"""How many kecamatan of a band are named."""


def show_density(ask: Ask) -> None:
    """Density of the reports asked for, with one of the office's bandwidths."""
    km = pick_bandwidth(load_bandwidths(ask.office))
    density = load_density(ask.scope, ask.office, ask.wanted, km)
    peaks = load_peaks(density, ask.office)
    names = load_names_of(ask.office, Level.KECAMATAN)
    show_sample_stamp(density.counts.is_sample)
    heading = density_headline(density, peaks, names, scope=ask.scope)
    wanted = density.counts.filter
    show_answer(
        ask.office.name,
        heading,
        _("{since} to {until}.", since=date(wanted.since), until=date(wanted.until)),
        _("Bandwidth {km}.", km=bandwidth_label(km)),
        said_filter(wanted),
    )
    if density.has_enough:
        _show_bands(ask, density, peaks, names, heading)
    else:
        _show_not_enough(ask, density, names)
    _show_method(ask, density)


def pick_bandwidth(offered: tuple[float, ...]) -> float:
    """Let the reader choose a bandwidth of the office, in km; the middle one comes first."""
    options = {f"{km:g}": bandwidth_label(km) for km in offered}
    middle = list(options)[len(options) // 2]
    return float(pick_switch("bandwidth", _("Reach (bandwidth)"), options, default=middle))


def _show_bands(
    ask: Ask, density: Density, peaks: pd.DataFrame, names: pd.Series, heading: str
) -> None:
    bands = load_bands(ask.scope, ask.office, ask.wanted, density.land.bandwidth_km)
    kecamatan = load_areas(ask.office, Level.KECAMATAN, display=True)
    touched = kecamatan_touched(bands, kecamatan)
    selected = chosen_area(bands.index, name=BAND)
    left, right = st.columns([2.9, 1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        view = _draw(ask, density, bands, selected)
        show_map(view, key=f"density {ask.office.key}", choice=BAND)
        offer_files(
            lambda: take_density(
                density,
                bands,
                peaks,
                heading=heading,
                office=ask.office,
                view=_draw(ask, density, bands, selected),  # its file may be gone by then
                kecamatan=touched,
                outline=load_areas(ask.office, Level.KABUPATEN, display=True),
                names=names,
                scope=ask.scope,
                sources=record_sources(ask.facts, is_sample=density.counts.is_sample),
            ),
            stem=file_stem(ask.office, TOPIC, ask.choice.on, view.sample),
        )
    with right:
        if selected:
            _show_band(ask, density, bands, selected, touched[selected], names)
        _show_peaks(ask, density, peaks, names)
        _show_sums(ask, density, bands)


def _draw(ask: Ask, density: Density, bands: gpd.GeoDataFrame, selected: str | None) -> AreaView:
    return draw_density(
        density,
        bands,
        Ground(
            geometry=bands_file(ask.scope, ask.office, ask.wanted, density.land.bandwidth_km),
            base=base_file(ask.office),
            drawn=bands.index,
            credit=boundary_credit(ask.office),
            lines=geometry_file(ask.office, Level.KECAMATAN),
            selected=selected,
        ),
        scope=ask.scope,
    )


def _show_band(
    ask: Ask,
    density: Density,
    bands: gpd.GeoDataFrame,
    kode: str,
    touched: list[str],
    names: pd.Series,
) -> None:
    """What is known of one band: its land, its reports, the kecamatan it touches."""
    band = bands.loc[kode]
    named = ", ".join(str(names.get(each, each)) for each in touched[:NAMED])
    if more := len(touched) - NAMED if len(touched) > NAMED else 0:
        named = _n("{named} and {n} more", "{named} and {n} more", more, named=named)
    rows: list[tuple[object, object]] = [
        (_("Land of this band"), area_label(float(band["area_km2"]))),
        (_("Reports used"), shown_count(int(band["n_reports"]), ask.scope)),
        (_("Kecamatan touched"), named),
    ]
    title = str(band_names(density, bands, ask.scope)[kode])
    show_panel(title, facts(rows), band_label(kode, density, ask.scope))


def _show_peaks(ask: Ask, density: Density, peaks: pd.DataFrame, names: pd.Series) -> None:
    """The densest places by name; each leads to the profile of its kecamatan."""
    km = bandwidth_label(density.land.bandwidth_km)
    note = _(
        "Highest points of the density, at least {km} apart and with {n} or more reports within "
        "{km}.",
        km=km,
        n=number(density.least),
    )
    items = [
        fill(
            "<li><b>{place}</b><br>{said}</li>",
            place=peak_place(peak, names),
            said=f"{_peak_said(ask, peak)} · {peak_count(int(peak['n_within']), km, ask.scope)}",
        )
        for _row, peak in peaks.iterrows()
    ]
    if ask.scope.least_count > 1:  # steps are no ranking
        body = fill('<ul class="pp-plain">{items}</ul>', items=join(sorted(items)))
        note = f"{note} {_('In the order of names.')}"
    else:
        body = fill("<ol>{items}</ol>", items=join(items))
    show_panel(_("Densest places"), body if items else Markup(""), note)
    if peaks.empty or presenting():
        return
    show(fill('<p class="pp-h">{text}</p>', text=_("To the profile of")))
    for kode in list(dict.fromkeys(peaks["kecamatan"]))[:3]:
        link_to_area(str(kode), str(names.get(kode, kode)))


def _peak_said(ask: Ask, peak: pd.Series) -> str:
    times = float(peak["times_mean"])
    if ask.scope.least_count > 1:
        return band_range(*band_of(times))
    return _(
        "{n} per km², {r} times the mean",
        n=density_number(float(peak["per_km2"])),
        r=times_number(times),
    )


def _show_sums(ask: Ask, density: Density, bands: gpd.GeoDataFrame) -> None:
    """Which reports the density rests on, and which it leaves out; the parts add up."""
    counts, scope = shown_counts(density, bands), ask.scope
    sums = counts.sums
    rows: list[tuple[object, object]] = [
        (all_label(ask.wanted.series), said_total(counts, scope)),
        (_("= used for the density"), said_inside(counts, scope)),
        (_("+ outside the work area"), shown_count(sums.outside, scope)),
        (coarser_label(0), shown_count(sums.coarser, scope)),
        (_("+ without location"), shown_count(sums.nowhere, scope)),
    ]
    if sums.shore:
        text = _("of those used: in the water, counted at the nearest land")
        rows.insert(2, (text, shown_count(sums.shore, scope)))
    show_panel(whereabouts_label(ask.wanted.series), facts(rows))


def _show_not_enough(ask: Ask, density: Density, names: pd.Series) -> None:
    """In place of a map: where every report went, and a list of counts that is no ranking."""
    counts = count_in(ask.scope, ask.office, ask.wanted, Level.KECAMATAN).counts
    rows: list[tuple[object, object]] = [
        (names.get(kode, kode), shown_count(int(n), ask.scope)) for kode, n in counts.items() if n
    ]
    left, right = st.columns([2.9, 1], gap="medium")
    with left:
        note = _("In the order of their kode. So few numbers are no ranking.")
        show_panel(_("Reports by kecamatan"), facts(rows), note)
    with right:
        _show_sums(ask, density, shown_bands(density, ask.scope))


def _show_method(ask: Ask, density: Density) -> None:
    with st.container() if presenting() else st.expander(_("How this is worked out")):
        notes = [fill("<li>{n}</li>", n=note) for note in density_notes(density, ask.scope)]
        show(fill("<ul>{notes}</ul>", notes=join(notes)))
