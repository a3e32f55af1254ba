"""Answers about concentrations, computed once and shared by all readers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.analysis.amounts import rules_for
from geo.analysis.concentrations import Concentrations, answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.piles import Doubles, point_piles, possible_doubles
from geo.analysis.reports import ReportFilter
from geo.analysis.stability import Stability, repeat_hotspots
from geo.analysis.worlds import Worlds
from geo.boundaries.layers import layers_version
from geo.boundaries.register import register_version
from geo.exports.hotspot_settings import Provenance, provenance_of
from geo.maps.worlds import read_worlds
from geo.store.offices import Office
from geo.store.reports import read_points
from geo.store.scope import Scope
from geo.views.cached import Versions, load_areas, load_facts, load_files, load_reports, versions_of
from geo.views.cached_work import load_pairs
from geo.words import Level


def load_points(scope: Scope, office: Office) -> pd.DataFrame:
    """Points of an office's reports, in the order of `load_reports`."""
    return _points(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _points(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_points(scope, load_files().offices[office_key])


def load_worlds(office: Office) -> Worlds:
    """Areas and cells of an office that are held against each other."""
    return _worlds(office.kabupaten, layers_version(office.kabupaten), register_version())


@st.cache_resource(max_entries=8, show_spinner=False)
def _worlds(kabupaten: tuple[str, ...], layers: str, register: str) -> Worlds:
    return read_worlds(kabupaten)


def load_hotspots(scope: Scope, office: Office, settings: HotspotSettings) -> Concentrations:
    """Where the reports of a filter are concentrated beyond chance."""
    return _hotspots(scope, office.key, settings, versions_of(scope, office))


@st.cache_resource(max_entries=256, show_spinner=False)
def _hotspots(
    scope: Scope, office_key: str, settings: HotspotSettings, versions: Versions
) -> Concentrations:
    facts = load_facts(scope)
    office = facts.offices[office_key]
    rules = rules_for(facts.rules, scope)
    return answer_hotspots(load_reports(scope, office), load_worlds(office), settings, rules)


def load_stability(scope: Scope, office: Office, settings: HotspotSettings) -> Stability:
    """Whether these concentrations hold when the map is drawn otherwise."""
    return _stability(scope, office.key, settings, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _stability(
    scope: Scope, office_key: str, settings: HotspotSettings, versions: Versions
) -> Stability:
    office = load_files().offices[office_key]
    return repeat_hotspots(
        load_hotspots(scope, office, settings).hotspots,
        load_reports(scope, office),
        load_points(scope, office),
        load_worlds(office),
    )


def load_provenance(scope: Scope, office: Office, settings: HotspotSettings) -> Provenance:
    """Of what data, boundaries and program this answer is made."""
    return _provenance(scope, office.key, settings, versions_of(scope, office))


@st.cache_resource(max_entries=256, show_spinner=False)
def _provenance(
    scope: Scope, office_key: str, settings: HotspotSettings, versions: Versions
) -> Provenance:
    office = load_files().offices[office_key]
    return provenance_of(
        load_hotspots(scope, office, settings),
        office=office_key,
        boundaries=layers_version(office.kabupaten),
        reports=load_reports(scope, office),
        points=load_points(scope, office),
        areas=load_areas(office, Level.KABUPATEN),
    )


def load_piles(scope: Scope, office: Office, wanted: ReportFilter) -> pd.DataFrame:
    """Points at which many reports of a filter lie."""
    return _piles(scope, office.key, wanted, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _piles(scope: Scope, office_key: str, wanted: ReportFilter, versions: Versions) -> pd.DataFrame:
    office = load_files().offices[office_key]
    return point_piles(load_reports(scope, office), load_points(scope, office), wanted)


def load_doubles(scope: Scope, office: Office, wanted: ReportFilter) -> Doubles:
    """How many reports of a filter look like one with another."""
    return _doubles(scope, office.key, wanted, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _doubles(scope: Scope, office_key: str, wanted: ReportFilter, versions: Versions) -> Doubles:
    office = load_files().offices[office_key]
    return possible_doubles(load_pairs(scope, office), load_reports(scope, office), wanted)
