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
from geo.views.cached import load_facts
from geo.views.frame import pick_view, show_footer, show_title
from geo.views.messages import data_errors_shown

with data_errors_shown():
    choice, _places = pick_view()
    show_title(_("About the data"), _("Where each figure and each line on the map comes from."))
    show_boundary_sources(choice.office)
    left, right = st.columns(2, gap="medium")
    with left:
        show_match_report(choice.office)
        show_ladder()
        show_methods()
    with right:
        show_documents(load_facts())
    show_licences()
    show_footer(choice)
