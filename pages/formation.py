"""Which areas have a team, on any day, and who says so?"""

import streamlit as st

from geo.maps.formation import draw_formation
from geo.text import _
from geo.views.cached import base_file, geometry_file, load_areas, load_facts, load_formation
from geo.views.claims import show_claims
from geo.views.formation import (
    offer_map,
    show_area,
    show_headline,
    show_members,
    show_progress,
)
from geo.views.frame import boundary_credit, pick_view, show_footer
from geo.views.maps import show_map
from geo.views.messages import data_errors_shown
from geo.views.state import chosen_area, pick_level
from geo.words import Level

with data_errors_shown():
    choice, (place,) = pick_view(extra=1)
    with place:
        level = pick_level()
    facts, report = load_facts(), load_formation(choice.office, choice.on)
    areas = load_areas(choice.office, level)
    key = f"formation {choice.office.key} {level}"
    chosen = chosen_area(areas.index)

    show_headline(report, level)
    left, right = st.columns([2.35, 1], gap="medium")
    with left:
        with st.spinner(_("Loading the map …")):
            view = draw_formation(
                report,
                level,
                geometry=geometry_file(choice.office, level),
                base=base_file(choice.office),
                drawn=areas.index,
                credit=boundary_credit(choice.office),
                selected=chosen,
            )
        show_map(view, key=key, choice="area")
        offer_map(view, report, level)
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
    with second:
        show_members(report, facts)
    show_footer(choice)
