"""What rates rest on, read once and shared by all readers."""

from __future__ import annotations

import streamlit as st

from geo.analysis.bases import Base, bases_of
from geo.analysis.rates import Rates, rates_of
from geo.analysis.reports import ReportFilter
from geo.store.denominators import read_denominators
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.views.cached import Versions, count_in, load_files, load_records, versions_of


def load_bases(scope: Scope, office: Office, wanted: ReportFilter) -> list[Base]:
    """All that reports of a window could be measured against, those that fit first."""
    window = ReportFilter(since=wanted.since, until=wanted.until)
    return _bases(scope, office.key, window, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _bases(scope: Scope, office_key: str, window: ReportFilter, versions: Versions) -> list[Base]:
    office = load_files().offices[office_key]
    return bases_of(
        read_denominators(scope, office),
        load_records(scope, office).visits,
        since=window.since,
        until=window.until,
    )


def load_rates(scope: Scope, office: Office, wanted: ReportFilter, key: str) -> Rates:
    """Reports of a filter by one of the bases of their window, named by its key."""
    return _rates(scope, office.key, wanted, key, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _rates(
    scope: Scope, office_key: str, wanted: ReportFilter, key: str, versions: Versions
) -> Rates:
    files = load_files()
    office = files.offices[office_key]
    base = next(each for each in load_bases(scope, office, wanted) if each.key == key)
    return rates_of(count_in(scope, office, wanted, base.level), base, files.rules)
