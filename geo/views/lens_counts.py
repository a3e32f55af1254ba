"""The lens of plain numbers: how many reports each area or cell has, month by month."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.exports.files import file_stem
from geo.exports.reports import reports_topic, take_reports
from geo.exports.sentences import record_sources, report_headline
from geo.maps.reports import draw_reports
from geo.text import _
from geo.views.cached import (
    count_in,
    load_all_names,
    load_areas,
    load_drawn,
    load_names_of,
    load_reports,
)
from geo.views.cells import show_cell
from geo.views.frame import load_ground, show_sample_stamp
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.report_choices import pick_month
from geo.views.reports import (
    show_breakdowns,
    show_report_headline,
    show_report_months,
    show_sums,
)
from geo.views.state import CLICKED, chosen_area, is_new_in_address
from geo.views.taking import offer_files
from geo.words import Level


def show_counts(ask: Ask) -> None:
    """Numbers of reports on the map, by month, and where all the others went."""
    office, scope, unit, window = ask.office, ask.scope, ask.unit, ask.wanted
    notice, said = st.container(), st.container()
    left, right = st.columns([2.9, 1], gap="medium")
    with left:
        map_place, scale = st.container(), st.container()
    with scale:
        wanted = pick_month(window, forgets=not is_new_in_address("lens"))
    counts = count_in(scope, office, wanted, unit)
    by_kecamatan = count_in(scope, office, wanted, Level.KECAMATAN)
    of_window = count_in(scope, office, window, Level.KECAMATAN)
    names = load_names_of(office, Level.KECAMATAN)
    ground = load_ground(office, unit)
    is_cells = not isinstance(unit, Level)
    selected = chosen_area(ground.drawn, name="cell" if is_cells else "area")
    with notice:
        show_sample_stamp(of_window.is_sample)
    with said:
        show_report_headline(by_kecamatan, names, office=office, scope=scope)
    with map_place, st.spinner(_("Loading the map …")):
        ground = replace(ground, selected=selected)
        view = draw_reports(counts, ground, rules=ask.facts.rules, scope=scope)
        show_map(view, key=f"reports {office.key} {unit}", choice="cell" if is_cells else CLICKED)
        offer_files(
            lambda: take_reports(
                counts,
                heading=report_headline(by_kecamatan, names, scope=scope),
                office=office,
                view=view,
                areas=load_drawn(office, unit),
                outline=load_areas(office, Level.KABUPATEN, display=True),
                names=load_all_names(office),
                scope=scope,
                sources=record_sources(ask.facts, is_sample=counts.is_sample),
            ),
            stem=file_stem(office, reports_topic(unit), ask.choice.on, view.sample),
        )
    with right:
        if selected and is_cells:
            show_cell(selected, load_reports(scope, office), counts, names, scope=scope)
        show_report_months(of_window, wanted, scope=scope)
        show_sums(counts, scope)
    show_breakdowns(counts, scope)
