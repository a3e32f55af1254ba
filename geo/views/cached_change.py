"""Answers about change, computed once and shared by all readers."""

from __future__ import annotations

import streamlit as st

from geo.analysis.amounts import rules_for
from geo.analysis.change import Changes, find_changes
from geo.analysis.reports import ReportFilter
from geo.analysis.windows import Comparison, compare_windows
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.views.cached import (
    Versions,
    count_in,
    load_facts,
    load_files,
    load_reports,
    versions_of,
)
from geo.views.cached_hotspots import load_worlds
from geo.words import Level


def load_changes(scope: Scope, office: Office, wanted: ReportFilter, unit: Level | int) -> Changes:
    """Patterns of the areas or cells of an office over the whole months of a filter."""
    return _changes(scope, office.key, wanted, unit, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _changes(
    scope: Scope, office_key: str, wanted: ReportFilter, unit: Level | int, versions: Versions
) -> Changes:
    office = load_files().offices[office_key]
    world = load_worlds(office).of(unit)
    rules = rules_for(load_facts(scope).rules, scope)
    return find_changes(load_reports(scope, office), wanted, world, rules=rules)


def load_comparison(
    scope: Scope, office: Office, before: ReportFilter, after: ReportFilter, unit: Level | int
) -> Comparison:
    """Two windows of an office compared by area or cell."""
    return _comparison(scope, office.key, before, after, unit, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _comparison(
    scope: Scope,
    office_key: str,
    before: ReportFilter,
    after: ReportFilter,
    unit: Level | int,
    versions: Versions,
) -> Comparison:
    office = load_files().offices[office_key]
    return compare_windows(
        count_in(scope, office, before, unit),
        count_in(scope, office, after, unit),
        index=load_worlds(office).of(unit).parts,
        rules=rules_for(load_facts(scope).rules, scope),
    )
