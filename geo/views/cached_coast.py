"""Answers about a coast, computed once and shared by all readers."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.analysis.amounts import rules_for
from geo.analysis.coast_place import Coast, coast_of, place_on_shore
from geo.analysis.coast_strip import CoastStrip, analyse_coast
from geo.analysis.reports import ReportFilter
from geo.boundaries.layers import layers_version
from geo.boundaries.shore_names import stretch_names
from geo.boundaries.shoreline import read_shore
from geo.maps.coast_strip import strip_areas, strip_file
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.views.cached import (
    Versions,
    facts_version,
    load_areas,
    load_facts,
    load_files,
    load_reports,
    versions_of,
)
from geo.views.cached_hotspots import load_points
from geo.words import Level


def load_coast(office: Office) -> Coast:
    """The shore of an office, by the boundaries in use, with the names of its stretches."""
    return _coast(office.key, _shore_versions(office))


def _shore_versions(office: Office) -> Versions:
    """What changes with a fact file or the boundaries, and never with a report."""
    return facts_version(), layers_version(office.kabupaten)


@st.cache_resource(max_entries=8, show_spinner=False)
def _coast(office_key: str, versions: Versions) -> Coast:
    files = load_files()
    office = files.offices[office_key]
    shore = read_shore(office.kabupaten)
    desa = load_areas(office, Level.DESA)
    areas = load_areas(office, Level.KECAMATAN) if desa.empty else desa
    return coast_of(shore, stretch_names(shore, files.places, areas))


def coast_file(office: Office) -> tuple[str, gpd.GeoDataFrame]:
    """Name of the static file of an office's stretches, and the stretches in its order."""
    return _file(office.key, _shore_versions(office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _file(office_key: str, versions: Versions) -> tuple[str, gpd.GeoDataFrame]:
    office = load_files().offices[office_key]
    areas = strip_areas(load_coast(office))
    return strip_file(areas, load_areas(office, Level.KABUPATEN, display=True)), areas


def load_coast_strip(scope: Scope, office: Office, wanted: ReportFilter) -> CoastStrip:
    """Reports of a filter along an office's coast, which it must have."""
    return _strip(scope, office.key, wanted, versions_of(scope, office))


@st.cache_resource(max_entries=256, show_spinner=False)
def _strip(scope: Scope, office_key: str, wanted: ReportFilter, versions: Versions) -> CoastStrip:
    facts = load_facts(scope)
    office = facts.offices[office_key]
    return analyse_coast(
        load_reports(scope, office),
        _placed(scope, office_key, versions),
        wanted,
        coast=load_coast(office),
        rules=rules_for(facts.rules, scope),
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def _placed(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    office = load_files().offices[office_key]
    return place_on_shore(
        load_reports(scope, office), load_points(scope, office), load_coast(office)
    )
