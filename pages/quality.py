"""How far can the data be trusted, and which rows does each doubt rest on?"""

import pandas as pd
import streamlit as st

from geo.analysis.months import window_start
from geo.analysis.quality import held_by_sender, intake_sums
from geo.analysis.reports import ReportFilter
from geo.views.cached import load_facts, load_names_of
from geo.views.cached_work import load_decisions, load_imports, load_pairs, load_quality
from geo.views.follow_up import pick_series
from geo.views.frame import pick_view, show_footer, show_sample_stamp
from geo.views.messages import data_errors_shown
from geo.views.quality import (
    show_checks,
    show_intake,
    show_notes,
    show_quality_headline,
    show_quality_tiles,
)
from geo.views.quality_rows import show_chosen
from geo.views.report_choices import pick_period
from geo.views.reports import show_sums
from geo.views.state import presenting, reader_scope
from geo.words import Level

with data_errors_shown():
    choice, (place, other) = pick_view(extra=2)
    office, scope = choice.office, reader_scope()
    facts = load_facts(scope)
    with place:
        n_months = pick_period(facts.rules)
    with other:
        series = pick_series()
    wanted = ReportFilter(window_start(choice.on, n_months), choice.on, series)
    report = load_quality(scope, office, wanted)
    pairs, decisions = load_pairs(scope, office), load_decisions(scope, office)
    imports = load_imports(scope, office)
    files = intake_sums(imports, choice.on, office.timezone)
    held = held_by_sender(imports, choice.on, office.timezone)
    kabupaten = load_names_of(office, Level.KABUPATEN)

    show_sample_stamp(report.is_sample)
    show_quality_headline(report, office=office, scope=scope)
    show_quality_tiles(report, pairs, files, scope)
    everything = pd.concat([kabupaten, load_names_of(office, Level.KECAMATAN)])
    if presenting():
        rows, *columns = st.container(), *st.columns(3, gap="medium")
    else:
        rows, beside = st.columns([2.35, 1], gap="medium")
        columns = [beside] * 3
    with rows:
        show_chosen(report, pairs, decisions, held, imports, everything, office=office, scope=scope)
    with columns[0]:
        show_sums(report.counts, scope)
    with columns[1]:
        show_checks(report, pairs, scope)
    with columns[2]:
        show_intake(files, scope)
        show_notes(report, facts.rules, decisions, kabupaten, scope)
    show_footer(choice)
