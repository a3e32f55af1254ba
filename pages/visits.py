"""Which desa were visited, which never; which meetings and operations were held?"""

import streamlit as st

from geo.analysis.actions import actions_on
from geo.analysis.months import window_start
from geo.analysis.visits import contact_by_desa, contact_coverage, timeline, visits_by_desa
from geo.exports.files import file_stem
from geo.exports.sentences import record_sources
from geo.exports.visits import take_visits
from geo.maps.visits import draw_visits
from geo.text import _
from geo.views.actions import show_actions
from geo.views.cached import (
    load_all_names,
    load_areas,
    load_facts,
    load_names_of,
    load_records,
)
from geo.views.cached_work import load_actions
from geo.views.frame import load_ground, pick_view, show_footer, show_sample_stamp
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.report_choices import pick_period
from geo.views.state import CLICKED, reader_scope
from geo.views.taking import offer_files
from geo.views.visits import (
    show_coverage,
    show_timeline,
    show_visit_headline,
    visit_headline,
)
from geo.words import Level

with data_errors_shown():
    choice, (place,) = pick_view(extra=1)
    office, scope = choice.office, reader_scope()
    facts, records = load_facts(scope), load_records(scope, office)
    with place:
        n_months = pick_period(facts.rules)
    since = window_start(choice.on, n_months)
    visits = visits_by_desa(records.desa, records.visits, on=choice.on)
    contact = contact_by_desa(
        records.desa,
        visits=records.visits,
        meetings=records.meetings,
        reports=records.reports,
        since=since,
        until=choice.on,
    )
    names = load_names_of(office, Level.KABUPATEN)
    months = timeline(
        records.meetings,
        records.operations,
        records.visits,
        kabupaten=names.index,
        since=since,
        until=choice.on,
    )

    show_sample_stamp(records.is_sample)
    show_visit_headline(contact, office=office, since=since)
    left, right = st.columns([2.35, 1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        view = draw_visits(
            visits,
            load_ground(office, Level.DESA),
            on=choice.on,
            rules=facts.rules,
            is_sample=records.is_sample,
        )
        show_map(view, key=f"visits {office.key}", choice=CLICKED)
        offer_files(
            lambda: take_visits(
                visits,
                contact,
                months,
                heading=visit_headline(contact),
                office=office,
                on=choice.on,
                view=view,
                areas=load_areas(office, Level.DESA, display=True),
                outline=load_areas(office, Level.KABUPATEN, display=True),
                names=names,
                sources=record_sources(facts, is_sample=records.is_sample),
            ),
            stem=file_stem(office, "visits", choice.on, view.sample),
        )
    with right:
        show_coverage(contact_coverage(contact), names)
    show_timeline(months, names)
    show_actions(
        actions_on(load_actions(scope, office), choice.on),
        load_all_names(office),
        facts.agencies,
        on=choice.on,
        office=office,
        scope=scope,
    )
    show_footer(choice)
