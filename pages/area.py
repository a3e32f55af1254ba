"""One kecamatan or desa on one screen: team, reports, visits, meetings, neighbours."""

import pandas as pd
import streamlit as st

from geo.analysis.reports import window_filter
from geo.exports.files import file_stem
from geo.exports.profile import take_profile
from geo.exports.sentences import record_sources
from geo.maps.profile import draw_profile
from geo.text import _
from geo.views.area import (
    area_headline,
    pick_area,
    show_activities,
    show_activity,
    show_area_headline,
    show_area_members,
    show_area_reports,
    show_area_visits,
    show_neighbours,
)
from geo.views.cached import (
    count_in,
    load_areas,
    load_facts,
    load_formation,
    load_names_of,
    load_overview,
    load_profile,
)
from geo.views.formation import show_area
from geo.views.frame import load_ground, pick_view, show_footer, show_sample_stamp
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.state import CLICKED, choose_area, chosen_area, reader_scope
from geo.views.taking import offer_files
from geo.words import Level

with data_errors_shown():
    choice, (place,) = pick_view(extra=1)
    office, scope, facts = choice.office, reader_scope(), load_facts(reader_scope())
    kecamatan, desa = (load_names_of(office, level) for level in (Level.KECAMATAN, Level.DESA))
    area = chosen_area(pd.concat([kecamatan, desa]).index)
    if area is None:
        area = str(load_overview(scope, office, choice.on).counts.counts.idxmax())
        choose_area(area)
    with place:
        pick_area(area, kecamatan, desa)
    wanted = window_filter(choice.on, facts.rules)
    profile = load_profile(scope, office, area, choice.on, wanted)
    formation = load_formation(scope, office, choice.on)

    show_sample_stamp(profile.is_sample)
    show_area_headline(profile, scope)
    left, middle, right = st.columns([1.7, 1, 1], gap="medium")
    with left:
        with st.spinner(_("Loading the map …")):
            drawn = count_in(scope, office, wanted, Level.DESA)
            ground = load_ground(office, Level.DESA)
            view = draw_profile(area, drawn, ground, rules=facts.rules, scope=scope)
        with st.container(key="profile-map"):
            show_map(view, key=f"profile {office.key}", choice=CLICKED)
            offer_files(
                lambda: take_profile(
                    profile,
                    drawn,
                    heading=area_headline(profile, scope),
                    office=office,
                    view=view,
                    areas=load_areas(office, Level.DESA, display=True),
                    outline=load_areas(office, Level.KABUPATEN, display=True),
                    scope=scope,
                    sources=record_sources(facts, is_sample=profile.is_sample),
                ),
                stem=file_stem(office, f"profile-{area}", choice.on, view.sample),
            )
        show_area_reports(profile, scope)
    with middle:
        shapes = load_areas(office, Level.KECAMATAN)
        if profile.kecamatan in shapes.index:
            shape = shapes.loc[profile.kecamatan]
            show_area(profile.kecamatan, formation, facts, shape, Level.KECAMATAN)
        show_activity(profile)
        show_activities(profile)
    with right:
        show_area_visits(profile)
        show_neighbours(profile, scope)
        show_area_members(profile)
    show_footer(choice)
