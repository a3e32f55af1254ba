"""The first lens: which places show more reports than chance explains, and whether it holds."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import METHODS, HotspotSettings
from geo.analysis.stability import Stability
from geo.exports.files import file_stem
from geo.exports.hotspot_sentences import correction_name, hotspot_headline
from geo.exports.hotspots import hotspots_topic, take_hotspots
from geo.exports.sentences import record_sources
from geo.maps.hotspots import draw_hotspots
from geo.maps.view import AreaView
from geo.text import _
from geo.views.cached import (
    load_all_names,
    load_areas,
    load_drawn,
    load_names_of,
    load_reports,
)
from geo.views.cached_hotspots import load_hotspots, load_stability
from geo.views.cells import show_cell
from geo.views.choices import pick_switch
from geo.views.frame import load_ground, show_sample_stamp
from geo.views.hotspots import show_hotspot_headline, show_places
from geo.views.hotspots_how import show_how
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.reports import show_sums
from geo.views.state import CLICKED, chosen_area, presenting
from geo.views.taking import offer_files
from geo.words import Level


def show_hotspots(ask: Ask) -> None:
    """The map of concentrations beyond chance, its sentence, and the places with their reasons."""
    notice, said = st.container(), st.container()
    left, right = st.columns([2.3, 1], gap="medium")
    how = st.container() if presenting() else st.expander(_("How it is worked out"))
    with how:
        settings = _pick_settings(ask)
    answer = load_hotspots(ask.scope, ask.office, settings)
    stability = load_stability(ask.scope, ask.office, settings)
    headline = hotspot_headline(answer, stability, scope=ask.scope)
    with notice:
        show_sample_stamp(answer.is_sample)
    with said:
        show_hotspot_headline(headline, answer, office=ask.office, scope=ask.scope)
    names = _unit_names(ask)
    with left:
        selected = _show_map(ask, answer, stability, headline)
        judged = answer.hotspots.world.host_of.get(selected, selected)
    with right:
        if selected and isinstance(ask.unit, int):
            kecamatan = load_names_of(ask.office, Level.KECAMATAN)
            reports = load_reports(ask.scope, ask.office)
            show_cell(selected, reports, answer.counts, kecamatan, scope=ask.scope)
        show_places(answer, stability, names, selected=judged, scope=ask.scope)
        show_sums(answer.counts, ask.scope)
    with how:
        show_how(ask, settings, answer, stability, names)


def _pick_settings(ask: Ask) -> HotspotSettings:
    """Correction and method, which most readers leave as they are."""
    corrections = {key: correction_name(key) for key in ("bh", "by")}
    methods = dict(zip(METHODS, _method_names(), strict=True))
    left, right = (st.container(), st.container()) if presenting() else st.columns(2, gap="medium")
    with left:
        correction = pick_switch("correction", _("Correction for many tests"), corrections)
    with right:
        method = pick_switch("method", _("p by"), methods)
    return HotspotSettings(
        ask.wanted,
        ask.unit,
        correction="by" if correction == "by" else "bh",
        method=method,
    )


def _method_names() -> tuple[str, str, str]:
    """What p may be found by, in the order of `METHODS`."""
    return (
        _("exact law"),
        _("exact law, all places dealt anew, the place itself too"),
        _("drawn permutations"),
    )


def _show_map(ask: Ask, answer: Concentrations, stability: Stability, headline: str) -> str | None:
    """The map and the way to take it along; the area or cell that is chosen on it."""
    office, unit = ask.office, ask.unit
    is_cells = not isinstance(unit, Level)
    ground = load_ground(office, unit)
    selected = chosen_area(ground.drawn, name="cell" if is_cells else "area")
    with st.spinner(_("Loading the map …")):
        view = draw_hotspots(
            answer.hotspots,
            stability.table["stable"],
            replace(ground, selected=selected),
            scope=ask.scope,
            is_sample=answer.is_sample,
        )
        show_map(view, key=f"hotspots {office.key} {unit}", choice="cell" if is_cells else CLICKED)
    _offer(ask, answer, stability, view, headline)
    return selected


def _offer(
    ask: Ask, answer: Concentrations, stability: Stability, view: AreaView, headline: str
) -> None:
    offer_files(
        lambda: take_hotspots(
            answer,
            stability,
            heading=headline,
            office=ask.office,
            view=view,
            areas=load_drawn(ask.office, ask.unit),
            outline=load_areas(ask.office, Level.KABUPATEN, display=True),
            names=load_all_names(ask.office),
            scope=ask.scope,
            sources=record_sources(ask.facts, is_sample=answer.is_sample),
        ),
        stem=file_stem(ask.office, hotspots_topic(ask.unit), ask.choice.on, view.sample),
    )


def _unit_names(ask: Ask) -> pd.Series:
    """Names by kode; of cells the name of the area at the centre of each."""
    if isinstance(ask.unit, Level):
        return load_all_names(ask.office)
    return pd.concat([load_all_names(ask.office), load_drawn(ask.office, ask.unit)["nama"]])
