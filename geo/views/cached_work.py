"""What the weekly work and the quality of the data rest on, read once and shared by all readers."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from geo.analysis.follow_up import FollowUpReport, follow_up_on
from geo.analysis.quality import QualityReport, quality_of
from geo.analysis.reports import ReportFilter, Series
from geo.exports.waiting_rows import MOST_ROWS
from geo.store.actions import read_actions
from geo.store.follow_ups import read_steps
from geo.store.imports import read_imports, read_waiting
from geo.store.offices import Office
from geo.store.pairs import NearPairs, near_pairs, read_decisions
from geo.store.quality import read_quality_rows
from geo.store.scope import Scope
from geo.views.cached import Versions, load_files, load_names_of, load_reports, versions_of
from geo.words import Level


def load_follow_up(scope: Scope, office: Office, on: dt.date, series: Series) -> FollowUpReport:
    """Which reports of an office are open and which are overdue on one day."""
    return _follow_up(scope, office.key, on, series, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _follow_up(
    scope: Scope, office_key: str, on: dt.date, series: Series, versions: Versions
) -> FollowUpReport:
    known = load_files()
    office = known.offices[office_key]
    return follow_up_on(
        load_reports(scope, office),
        load_steps(scope, office),
        on,
        rules=known.rules,
        areas=load_names_of(office, Level.KECAMATAN).index,
        series=series,
    )


def load_steps(scope: Scope, office: Office) -> pd.DataFrame:
    """Steps of the follow-up of an office's reports."""
    return _steps(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _steps(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_steps(scope, load_files().offices[office_key])


def load_actions(scope: Scope, office: Office) -> pd.DataFrame:
    """What the meetings of an office agreed on."""
    return _actions(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _actions(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_actions(scope, load_files().offices[office_key])


def load_quality(scope: Scope, office: Office, wanted: ReportFilter) -> QualityReport:
    """What can be said against the reports of a period."""
    return _quality(scope, office.key, wanted, versions_of(scope, office))


@st.cache_resource(max_entries=16, show_spinner=False)
def _quality(
    scope: Scope, office_key: str, wanted: ReportFilter, versions: Versions
) -> QualityReport:
    known = load_files()
    office = known.offices[office_key]
    return quality_of(
        load_reports(scope, office),
        load_details(scope, office),
        wanted,
        rules=known.rules,
        areas=load_names_of(office, Level.KECAMATAN).index,
        kabupaten=load_names_of(office, Level.KABUPATEN).index,
    )


def load_details(scope: Scope, office: Office) -> pd.DataFrame:
    """When and by which file the reports of an office came, as `read_quality_rows` gives it."""
    return _details(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _details(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_quality_rows(scope, load_files().offices[office_key])


def load_imports(scope: Scope, office: Office) -> pd.DataFrame:
    """The files that an office took in."""
    return _imports(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _imports(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_imports(scope, load_files().offices[office_key])


def load_waiting(scope: Scope, office: Office, import_id: str) -> pd.DataFrame:
    """The first `MOST_ROWS` rows of an import that wait."""
    return _waiting(scope, office.key, import_id, versions_of(scope, office))


@st.cache_resource(max_entries=4, show_spinner=False)
def _waiting(scope: Scope, office_key: str, import_id: str, versions: Versions) -> pd.DataFrame:
    office = load_files().offices[office_key]
    return read_waiting(scope, office, import_id, limit=MOST_ROWS)


def load_pairs(scope: Scope, office: Office) -> NearPairs:
    """Reports of an office that look like one and are not decided."""
    return _pairs(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _pairs(scope: Scope, office_key: str, versions: Versions) -> NearPairs:
    return near_pairs(scope, load_files().offices[office_key])


def load_decisions(scope: Scope, office: Office) -> pd.DataFrame:
    """What was decided about reports of an office that looked like one."""
    return _decisions(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _decisions(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_decisions(scope, load_files().offices[office_key])
