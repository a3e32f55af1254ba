"""What is read once and shared by all readers; nothing here is ever written to."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.analysis.formation import FormationReport, report_formation
from geo.analysis.overview import OverviewReport, report_overview
from geo.analysis.profile import AreaProfile, Records, area_profile
from geo.analysis.reports import ReportCounts, ReportFilter, count_reports
from geo.boundaries.layers import layers_version, read_areas
from geo.boundaries.register import read_register, register_version
from geo.exports.reports import cells_of
from geo.home import facts_folder
from geo.maps.files import areas_file, base_file_of, cells_file, kode_in
from geo.store.activities import read_meetings, read_operations, read_visits
from geo.store.database import store_version
from geo.store.facts import FactFiles, Facts, names_by_kode, read_fact_files
from geo.store.offices import Office
from geo.store.recorded import recorded_facts
from geo.store.reports import read_reports
from geo.store.scope import Scope
from geo.store.shipped import Offer, read_offers
from geo.words import Level, level_of

Versions = tuple[str, ...]
"""Texts of which one changes whenever what is kept has to be read again."""


def load_facts(scope: Scope) -> Facts:
    """All facts of the store, read again when it or a file of what ships changes."""
    return _facts(scope, _fact_versions(scope))


def load_offers(scope: Scope) -> list[Offer]:
    """Facts that ship otherwise than the store has them."""
    return _offers(scope, _fact_versions(scope))


@st.cache_resource(max_entries=2, show_spinner=False)
def _offers(scope: Scope, versions: Versions) -> list[Offer]:
    return read_offers(scope)


def load_files() -> FactFiles:
    """Offices, places and rules as the fact files have them, read again when one changes."""
    return _files((facts_version(), register_version()))


def facts_version() -> str:
    """A text that changes when a fact file changes."""
    files = sorted(facts_folder().glob("*.csv"))
    return ",".join(f"{file.name}:{file.stat().st_mtime_ns}" for file in files)


def _fact_versions(scope: Scope) -> Versions:
    """What changes with a fact file, the register or the store."""
    return facts_version(), register_version(), store_version(scope)


def versions_of(scope: Scope, office: Office) -> Versions:
    """What changes with a fact file, the register, the store or an office's boundaries."""
    return *_fact_versions(scope), layers_version(office.kabupaten)


@st.cache_resource(max_entries=4, show_spinner=False)
def _facts(scope: Scope, versions: Versions) -> Facts:
    return recorded_facts(scope)


@st.cache_resource(max_entries=2, show_spinner=False)
def _files(versions: Versions) -> FactFiles:
    return read_fact_files()


def load_names() -> pd.Series:
    """Names of all kabupaten and kecamatan, indexed by kode."""
    return _names(register_version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(version: str) -> pd.Series:
    return names_by_kode()


def load_areas(office: Office, level: Level, *, display: bool = False) -> gpd.GeoDataFrame:
    """Areas of an office, as the boundaries in use have them."""
    return _areas(office.kabupaten, level, display, layers_version(office.kabupaten))


@st.cache_resource(max_entries=24, show_spinner=False)
def _areas(
    kabupaten: tuple[str, ...], level: Level, display: bool, version: str
) -> gpd.GeoDataFrame:
    return read_areas(level, kabupaten, display=display)


def load_formation(scope: Scope, office: Office, on: dt.date) -> FormationReport:
    """All that is known of an office's teams on one day."""
    return _formation(scope, office.key, on, versions_of(scope, office))


@st.cache_resource(max_entries=256, show_spinner=False)
def _formation(scope: Scope, office_key: str, on: dt.date, versions: Versions) -> FormationReport:
    known = load_facts(scope)
    office = known.offices[office_key]
    area_km2 = float(load_areas(office, Level.KABUPATEN)["area_km2"].sum())
    return report_formation(
        known,
        load_names(),
        office=office,
        on=on,
        area_km2=area_km2,
        meetings=read_meetings(scope, office),
        operations=read_operations(scope, office),
    )


def geometry_file(office: Office, level: Level) -> str:
    """Name of the static file that holds an office's areas of one level."""
    return _geometry(office.kabupaten, level, layers_version(office.kabupaten))


@st.cache_resource(max_entries=24, show_spinner=False)
def _geometry(kabupaten: tuple[str, ...], level: Level, version: str) -> str:
    return areas_file(kabupaten, level)


def base_file(office: Office) -> str:
    """Name of the static file that holds what lies under and around an office's areas."""
    versions = (facts_version(), register_version(), layers_version(office.kabupaten))
    return _base(office.key, versions)


@st.cache_resource(max_entries=12, show_spinner=False)
def _base(office_key: str, versions: Versions) -> str:
    known = load_files()
    return base_file_of(known.offices[office_key], known.places)


def cell_file(office: Office, resolution: int) -> tuple[str, pd.Index]:
    """Name of the static file that holds the H3 cells of an office, and the cells in its order."""
    shore_m = load_files().rules.shore_tolerance_m
    return _cells(office.kabupaten, resolution, shore_m, layers_version(office.kabupaten))


@st.cache_resource(max_entries=24, show_spinner=False)
def _cells(
    kabupaten: tuple[str, ...], resolution: int, shore_m: int, version: str
) -> tuple[str, pd.Index]:
    file = cells_file(kabupaten, resolution, shore_m=shore_m)
    return file, kode_in(file)


def warm_up() -> None:
    """Import and read what the first reader of each office will need."""
    for office in load_files().offices.values():
        base_file(office)
        for level in (Level.KECAMATAN, Level.KABUPATEN):
            geometry_file(office, level)


def load_reports(scope: Scope, office: Office) -> pd.DataFrame:
    """An office's reports without their points, read again when the store changes."""
    return _reports(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _reports(scope: Scope, office_key: str, versions: Versions) -> pd.DataFrame:
    return read_reports(scope, load_files().offices[office_key])


def count_in(scope: Scope, office: Office, wanted: ReportFilter, unit: Level | int) -> ReportCounts:
    """Reports of a filter, counted by the areas or cells of an office."""
    return _counts(scope, office.key, wanted, unit, versions_of(scope, office))


@st.cache_resource(max_entries=512, show_spinner=False)
def _counts(
    scope: Scope,
    office_key: str,
    wanted: ReportFilter,
    unit: Level | int,
    versions: Versions,
) -> ReportCounts:
    office = load_files().offices[office_key]
    areas = load_names_of(office, unit).index if isinstance(unit, Level) else None
    return count_reports(load_reports(scope, office), wanted, unit=unit, areas=areas)


def load_names_of(office: Office, level: Level) -> pd.Series:
    """Names of all areas of one level of an office, as the register has them, by kode."""
    return _names_of(office.kabupaten, level, register_version())


@st.cache_resource(max_entries=24, show_spinner=False)
def _names_of(kabupaten: tuple[str, ...], level: Level, version: str) -> pd.Series:
    names = read_register(level)["nama"]
    return names[names.index.str[:5].isin(kabupaten)]


def drawn_units(office: Office, unit: Level | int) -> tuple[str, pd.Index]:
    """Name of the static file of areas or cells, and their kode in its order."""
    if isinstance(unit, Level):
        return geometry_file(office, unit), load_areas(office, unit).index
    return cell_file(office, unit)


def load_drawn(office: Office, unit: Level | int) -> gpd.GeoDataFrame:
    """The areas or cells that a map of this unit draws, in its order."""
    if isinstance(unit, Level):
        return load_areas(office, unit, display=True)
    return cells_of(cell_file(office, unit)[0])


def load_all_names(office: Office) -> pd.Series:
    """Names of all kabupaten, kecamatan and desa of an office, by kode."""
    levels = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
    return pd.concat([load_names_of(office, level) for level in levels])


def load_records(scope: Scope, office: Office) -> Records:
    """All that is recorded of an office, read again when the store changes."""
    return _records(scope, office.key, versions_of(scope, office))


@st.cache_resource(max_entries=8, show_spinner=False)
def _records(scope: Scope, office_key: str, versions: Versions) -> Records:
    office = load_files().offices[office_key]
    return Records(
        reports=load_reports(scope, office),
        meetings=read_meetings(scope, office),
        operations=read_operations(scope, office),
        visits=read_visits(scope, office),
        desa=load_names_of(office, Level.DESA).to_frame(),
    )


def load_overview(scope: Scope, office: Office, on: dt.date) -> OverviewReport:
    """Where an office's teams and reports meet on one day, and where both are missing."""
    return _overview(scope, office.key, on, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _overview(scope: Scope, office_key: str, on: dt.date, versions: Versions) -> OverviewReport:
    facts = load_facts(scope)
    office = facts.offices[office_key]
    formation = load_formation(scope, office, on)
    return report_overview(formation, load_reports(scope, office), rules=facts.rules)


def load_profile(
    scope: Scope, office: Office, kode: str, on: dt.date, wanted: ReportFilter
) -> AreaProfile:
    """All that is known of one kecamatan or desa on one day."""
    return _profile(scope, office.key, kode, on, wanted, versions_of(scope, office))


@st.cache_resource(max_entries=128, show_spinner=False)
def _profile(
    scope: Scope,
    office_key: str,
    kode: str,
    on: dt.date,
    wanted: ReportFilter,
    versions: Versions,
) -> AreaProfile:
    facts = load_facts(scope)
    office = facts.offices[office_key]
    return area_profile(
        kode,
        load_records(scope, office),
        formation=load_formation(scope, office, on),
        facts=facts,
        shapes=load_areas(office, level_of(kode)),
        wanted=wanted,
    )
