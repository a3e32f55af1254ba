"""Where do teams and reports meet, and where are both missing?"""

import streamlit as st

from geo.exports.files import file_stem
from geo.exports.formation import take_formation
from geo.maps.overview import draw_overview
from geo.text import _
from geo.views.cached import load_areas, load_facts, load_overview
from geo.views.frame import load_ground, pick_view, show_footer, show_sample_stamp
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.overview import (
    show_figures,
    show_gap_table,
    show_overview_headline,
    show_without_team,
)
from geo.views.state import CLICKED, reader_scope
from geo.views.taking import offer_files
from geo.words import Level

with data_errors_shown():
    choice, _places = pick_view()
    office, scope = choice.office, reader_scope()
    facts, report = load_facts(scope), load_overview(scope, office, choice.on)

    show_sample_stamp(report.is_sample)
    show_overview_headline(report, scope)
    show_figures(report, facts.rules, scope)
    left, right = st.columns([2.35, 1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        ground = load_ground(office, Level.KECAMATAN)
        view = draw_overview(
            report.formation, report.counts, ground, rules=facts.rules, scope=scope
        )
        show_map(view, key=f"overview {office.key}", choice=CLICKED)
        display, outline = (
            load_areas(office, level, display=True) for level in (Level.KECAMATAN, Level.KABUPATEN)
        )
        offer_files(
            lambda: take_formation(
                report.formation,
                Level.KECAMATAN,
                view=view,
                areas=display,
                outline=outline,
                facts=facts,
                counts=report.counts,
                scope=scope,
            ),
            stem=file_stem(office, "overview", choice.on, view.sample),
        )
    with right:
        show_gap_table(report, scope)
        show_without_team(report, scope)
    show_footer(choice)
