"""What is read once and shared by all readers; nothing here is ever written to."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.analysis.formation import FormationReport, report_formation
from geo.boundaries.basemap import read_base
from geo.boundaries.layers import layers_version, read_areas
from geo.home import facts_folder
from geo.maps.base import base_geometry
from geo.maps.geometry import area_geometry, write_geometry
from geo.store.facts import Facts, names_by_kode, read_facts
from geo.store.offices import Office
from geo.words import Level


def load_facts() -> Facts:
    """Curated facts, read again when a file of theirs changes."""
    return _facts(facts_version())


def facts_version() -> str:
    """A text that changes when a fact file changes."""
    files = sorted(facts_folder().glob("*.csv"))
    return ",".join(f"{file.name}:{file.stat().st_mtime_ns}" for file in files)


@st.cache_resource(max_entries=2, show_spinner=False)
def _facts(version_of_files: str) -> Facts:
    return read_facts()


@st.cache_resource(show_spinner=False)
def load_names() -> pd.Series:
    """Names of all kabupaten and kecamatan, indexed by kode."""
    return names_by_kode()


def load_areas(office: Office, level: Level, *, display: bool = False) -> gpd.GeoDataFrame:
    """Areas of an office, as the boundaries in use have them."""
    return _areas(office.kabupaten, level, display, layers_version(office.kabupaten))


@st.cache_resource(max_entries=24, show_spinner=False)
def _areas(
    kabupaten: tuple[str, ...], level: Level, display: bool, version: str
) -> gpd.GeoDataFrame:
    return read_areas(level, kabupaten, display=display)


def load_formation(office: Office, on: dt.date) -> FormationReport:
    """All that is known of an office's teams on one day."""
    return _formation(office.key, on, facts_version(), layers_version(office.kabupaten))


@st.cache_resource(max_entries=256, show_spinner=False)
def _formation(office_key: str, on: dt.date, facts: str, layers: str) -> FormationReport:
    known = load_facts()
    office = known.offices[office_key]
    area_km2 = float(load_areas(office, Level.KABUPATEN)["area_km2"].sum())
    return report_formation(known, load_names(), office=office, on=on, area_km2=area_km2)


def geometry_file(office: Office, level: Level) -> str:
    """Name of the static file that holds an office's areas of one level."""
    return _geometry(office.kabupaten, level, layers_version(office.kabupaten))


@st.cache_resource(max_entries=24, show_spinner=False)
def _geometry(kabupaten: tuple[str, ...], level: Level, version: str) -> str:
    areas = read_areas(level, kabupaten, display=True)
    groups = read_areas(Level.KABUPATEN, kabupaten, display=True)
    return write_geometry(level.value, area_geometry(areas, groups))


def base_file(office: Office) -> str:
    """Name of the static file that holds what lies under and around an office's areas."""
    return _base(office.key, facts_version(), layers_version(office.kabupaten))


@st.cache_resource(max_entries=12, show_spinner=False)
def _base(office_key: str, facts: str, layers: str) -> str:
    known = load_facts()
    kabupaten = read_areas(Level.KABUPATEN, known.offices[office_key].kabupaten, display=True)
    own = known.places["kode"].str[:5].isin(kabupaten.index)
    content = base_geometry(
        kabupaten,
        land=read_base("land"),
        neighbours=read_base("kabupaten"),
        places=known.places[own],
    )
    return write_geometry("base", content)


def warm_up() -> None:
    """Import and read what the first reader of each office will need."""
    for office in load_facts().offices.values():
        base_file(office)
        for level in (Level.KECAMATAN, Level.KABUPATEN):
            geometry_file(office, level)
