"""Which reports are overdue for follow-up, where, and who has them?"""

from dataclasses import replace

import streamlit as st

from geo.analysis.follow_up import NOWHERE, OUTSIDE
from geo.exports.files import file_stem
from geo.exports.follow_up import follow_up_headline, take_follow_up
from geo.exports.sentences import record_sources
from geo.maps.follow_up import draw_follow_up
from geo.text import _
from geo.views.cached import load_areas, load_facts, load_names_of
from geo.views.cached_work import load_follow_up
from geo.views.follow_up import (
    pick_series,
    show_follow_up_headline,
    show_follow_up_tiles,
    show_overdue_by_agency,
    show_overdue_by_area,
)
from geo.views.follow_up_rows import show_overdue_rows
from geo.views.follow_up_step import show_step
from geo.views.frame import load_ground, pick_view, show_footer, show_sample_stamp
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.state import chosen_area, presenting, reader_scope
from geo.views.taking import offer_files
from geo.words import Level

with data_errors_shown():
    choice, (place,) = pick_view(extra=1)
    office, scope = choice.office, reader_scope()
    with place:
        series = pick_series()
    facts, names = load_facts(scope), load_names_of(office, Level.KECAMATAN)
    report = load_follow_up(scope, office, choice.on, series)
    chosen = chosen_area([*names.index, OUTSIDE, NOWHERE])

    show_sample_stamp(report.is_sample)
    show_follow_up_headline(report, names, office=office, scope=scope)
    show_follow_up_tiles(report, scope)
    if not presenting():
        show_step(report, chosen, names, office=office, facts=facts, scope=scope)
    left, right = st.columns([2.35, 1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        ground = replace(load_ground(office, Level.KECAMATAN), selected=chosen)
        view = draw_follow_up(report, ground, scope=scope)
        show_map(view, key=f"follow-up {office.key}", choice="area")
        offer_files(
            lambda: take_follow_up(
                report,
                heading=follow_up_headline(report, names, scope),
                office=office,
                view=view,
                areas=load_areas(office, Level.KECAMATAN, display=True),
                outline=load_areas(office, Level.KABUPATEN, display=True),
                names=names,
                agencies=facts.agencies,
                sources=record_sources(facts, is_sample=report.is_sample),
            ),
            stem=file_stem(office, "follow-up", choice.on, view.sample),
        )
    with right:
        show_overdue_by_area(report, names, scope)
        show_overdue_by_agency(report, facts.agencies, scope)
    if not presenting():
        show_overdue_rows(report, chosen, names, office=office, facts=facts)
    show_footer(choice)
