"""Which areas have a team, on any day, and who says so?"""

from dataclasses import replace

import streamlit as st

from geo.analysis.gaps import find_gaps
from geo.exports.files import file_stem
from geo.exports.formation import formation_topic, take_formation
from geo.maps.formation import draw_formation
from geo.text import _
from geo.views.cached import load_areas, load_facts, load_formation
from geo.views.cached_hotspots import load_worlds
from geo.views.choices import pick_level
from geo.views.claims import show_claims
from geo.views.due import show_due
from geo.views.formation import (
    show_area,
    show_headline,
    show_members,
    show_progress,
)
from geo.views.frame import load_ground, pick_view, show_footer, show_sample_stamp
from geo.views.gaps import show_gaps
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.state import CLICKED, chosen_area, reader_scope
from geo.views.taking import offer_files
from geo.words import Level

with data_errors_shown():
    choice, (place,) = pick_view(extra=1)
    with place:
        level = pick_level()
    scope = reader_scope()
    facts, report = load_facts(scope), load_formation(scope, choice.office, choice.on)
    areas = load_areas(choice.office, level)
    key = f"formation {choice.office.key} {level}"
    chosen = chosen_area(areas.index)

    show_sample_stamp(report.is_sample)
    show_headline(report, level)
    left, right = st.columns([2.35, 1], gap="medium")
    with left:
        with st.spinner(_("Loading the map …")):
            ground = replace(load_ground(choice.office, level), selected=chosen)
            view = draw_formation(report, level, ground)
        leads = level is Level.KECAMATAN  # a kabupaten has no profile of its own
        show_map(view, key=key, choice=CLICKED if leads else "area")
        display = load_areas(choice.office, level, display=True)
        outline = load_areas(choice.office, Level.KABUPATEN, display=True)
        offer_files(
            lambda: take_formation(
                report, level, view=view, areas=display, outline=outline, facts=facts
            ),
            stem=file_stem(choice.office, formation_topic(level), choice.on, view.sample),
        )
    with right:
        if chosen:
            show_area(chosen, report, facts, areas.loc[chosen], level)
        else:
            show_progress(report)
    first, second = st.columns(2, gap="medium")
    with first:
        if chosen:
            show_progress(report)
        show_claims(report, facts, load_areas(choice.office, Level.KABUPATEN))
        show_due(report, facts.rules)
    with second:
        show_members(report, facts)
        if level is Level.KECAMATAN:
            world = load_worlds(choice.office).of(level)
            gaps = find_gaps(report.kecamatan, world, facts.rules)
            show_gaps(gaps, report.kecamatan["nama"], facts.rules)
    show_footer(choice)
