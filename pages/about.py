"""Where is this from, as of when, under which licence?"""

import streamlit as st

from geo.text import _
from geo.views.about import (
    show_boundary_sources,
    show_documents,
    show_ladder,
    show_licences,
    show_match_report,
    show_methods,
)
from geo.views.cached import load_facts, load_records
from geo.views.frame import pick_view, show_footer, show_sample_stamp, show_title
from geo.views.messages import data_errors_shown
from geo.views.records import show_offers, show_records
from geo.views.state import reader_scope

with data_errors_shown():
    choice, _places = pick_view()
    show_title(_("About the data"), _("Where each figure and each line on the map comes from."))
    scope = reader_scope()
    facts, records = load_facts(scope), load_records(scope, choice.office)
    show_sample_stamp(records.is_sample)
    show_offers(scope)
    show_boundary_sources(choice.office)
    left, right = st.columns(2, gap="medium")
    with left:
        show_match_report(choice.office)
        show_records(records, scope, choice.office)
        show_ladder()
        show_methods(facts.rules)
    with right:
        show_documents(facts)
    show_licences()
    show_footer(choice)
