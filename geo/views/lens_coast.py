"""The lens of the coast: how far from the shore reports are, and where along it."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.analysis.coast_strip import CoastStrip
from geo.analysis.coast_withheld import CLASSES, PARTS, coast_withheld
from geo.exports.coast_sentences import (
    along_sentence,
    coast_headline,
    coast_rules,
    no_coast_sentence,
)
from geo.exports.coast_strip import TOPIC, take_coast
from geo.exports.files import file_stem
from geo.exports.sentences import record_sources, said_filter
from geo.maps.coast_strip import draw_coast
from geo.maps.ground import Ground
from geo.maps.series_words import whereabouts_label
from geo.maps.view import AreaView
from geo.text import _, date
from geo.views.about import show_table
from geo.views.cached import base_file, load_areas
from geo.views.cached_coast import coast_file, load_coast, load_coast_strip
from geo.views.coast import (
    distance_bars,
    part_facts,
    ratio_sentence,
    shore_bars,
    shows_even_line,
    stretch_facts,
)
from geo.views.coast_tables import distance_rows, stretch_rows
from geo.views.figures import show_panel
from geo.views.frame import boundary_credit, show_answer, show_sample_stamp
from geo.views.html import fill, join, show
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.reports import not_broken_down
from geo.views.rows import show_rows
from geo.views.state import chosen_area, presenting
from geo.views.taking import offer_files
from geo.words import Level

CHOSEN = "stretch"
"""Name of the chosen stretch in the address."""


def show_coast(ask: Ask) -> None:
    """Reports by distance from the shore and along it; of an office without a coast, that."""
    office, scope = ask.office, ask.scope
    with st.spinner(_("Loading the map …")):
        coast = load_coast(office)
    if not coast.exists:
        show_answer(office.name, no_coast_sentence())
        return
    found = load_coast_strip(scope, office, ask.wanted)
    geometry, areas = coast_file(office)
    selected = chosen_area(areas.index, name=CHOSEN)
    kabupaten = load_areas(office, Level.KABUPATEN)["nama"]
    show_sample_stamp(found.is_sample)
    _say_answer(ask, found)
    left, right = st.columns([2.6, 1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        view = draw_coast(
            found,
            Ground(
                geometry=geometry,
                base=base_file(office),
                drawn=areas.index,
                credit=boundary_credit(office),
                selected=selected,
                focus=_focus(ask, found),
            ),
            scope=scope,
        )
        show_map(view, key=f"coast {office.key}", choice=CHOSEN)
        _offer(ask, found, view, areas)
    with right:
        if selected:
            chosen = found.stretches.loc[selected]
            body = stretch_facts(found, selected, scope)
            show_panel(chosen["nama"], body, kabupaten.get(chosen["kabupaten"], ""))
        _show_distances(ask, found)
        _show_parts(ask, found)
    show_panel(
        _("Along the shore, stretch by stretch"),
        shore_bars(found, kabupaten, scope),
        _("The dashed line is what an even spread would give.")
        if shows_even_line(found, scope)
        else "",
    )
    _show_tables(ask, found, kabupaten)


def _focus(ask: Ask, found: CoastStrip) -> str:
    """The province, if only some of the office's kabupaten have a shore; a map begins there."""
    some = set(found.stretches["kabupaten"]) < set(ask.office.kabupaten)
    return ask.office.provinsi[0] if some and len(ask.office.provinsi) == 1 else ""


def _say_answer(ask: Ask, found: CoastStrip) -> None:
    wanted, rules = found.filter, ask.rules
    lead = coast_headline(found, rules=rules, scope=ask.scope)
    along = along_sentence(found, rules=rules, scope=ask.scope)
    parts = [
        "" if along == lead or not found.total else along,
        _("{since} to {until}.", since=date(wanted.since), until=date(wanted.until)),
        said_filter(wanted),
    ]
    show_answer(ask.office.name, lead, *parts)


def _offer(ask: Ask, found: CoastStrip, view: AreaView, areas: gpd.GeoDataFrame) -> None:
    office = ask.office
    offer_files(
        lambda: take_coast(
            found,
            office=office,
            view=view,
            areas=areas,
            outline=load_areas(office, Level.KABUPATEN, display=True),
            rules=ask.rules,
            scope=ask.scope,
            sources=record_sources(ask.facts, is_sample=found.is_sample),
        ),
        stem=file_stem(office, TOPIC, found.filter.until, view.sample),
    )


def _show_distances(ask: Ask, found: CoastStrip) -> None:
    title = _("By distance from the shore")
    if CLASSES in coast_withheld(found, ask.scope):
        show_panel(title, fill("{text}", text=not_broken_down()))
        return
    show_panel(title, distance_bars(found, ask.scope), ratio_sentence(found, ask.scope))


def _show_parts(ask: Ask, found: CoastStrip) -> None:
    title = whereabouts_label(found.filter.series)
    if PARTS in coast_withheld(found, ask.scope):
        show_panel(title, fill("{text}", text=not_broken_down()))
        return
    show_panel(title, part_facts(found, ask.scope))


def _show_tables(ask: Ask, found: CoastStrip, kabupaten: pd.Series) -> None:
    if presenting():
        return
    headings, rows = stretch_rows(found, kabupaten, ask.scope)
    key = f"coast {ask.office.key}"
    show_rows(_("Stretches of the shore"), headings, rows, key=key, at_once=10)
    show_table(_("By distance from the shore"), *distance_rows(found, ask.scope))
    with st.expander(_("How this is counted")):
        texts = [
            fill("<li>{text}</li>", text=text)
            for text in coast_rules(ask.rules, found.filter.series)
        ]
        show(fill('<ul class="pp-plain">{texts}</ul>', texts=join(texts)))
