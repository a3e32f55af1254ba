"""Densities, and the grids they are worked out on, made once and shared by all readers."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.analysis.amounts import enough_for
from geo.analysis.density import Density, DensityLand, density_land, report_density
from geo.analysis.density_places import name_peaks
from geo.analysis.reports import ReportFilter
from geo.boundaries.layers import layers_version, read_areas
from geo.errors import DataError
from geo.maps.assets import asset_in_use
from geo.maps.density import density_file, shown_bands
from geo.store.bandwidths import bandwidths_of
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, language
from geo.views.cached import Versions, load_areas, load_files, load_reports, versions_of
from geo.views.cached_hotspots import load_points
from geo.words import Level


def load_bandwidths(office: Office) -> tuple[float, ...]:
    """Published bandwidths of an office in km; raises DataError if there is none."""
    stated = bandwidths_of(office.key, load_files().bandwidths)
    if not stated:
        text = _("bandwidths.csv: no row for {office} and none for *. Add one.", office=office.key)
        raise DataError(text)
    return stated


def load_density(scope: Scope, office: Office, wanted: ReportFilter, km: float) -> Density:
    """Density of the reports of a filter with a bandwidth of so many km."""
    return _density(scope, office.key, wanted, km, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _density(
    scope: Scope, office_key: str, wanted: ReportFilter, km: float, versions: Versions
) -> Density:
    files = load_files()
    office = files.offices[office_key]
    return report_density(
        load_reports(scope, office),
        load_points(scope, office),
        wanted,
        _land(office.kabupaten, km, layers_version(office.kabupaten)),
        rules=files.rules,
        least=enough_for(files.rules, scope),
    )


def load_bands(scope: Scope, office: Office, wanted: ReportFilter, km: float) -> gpd.GeoDataFrame:
    """Bands of a density as this reader may see them."""
    return _bands(scope, office.key, wanted, km, versions_of(scope, office))


@st.cache_resource(max_entries=64, show_spinner=False)
def _bands(
    scope: Scope, office_key: str, wanted: ReportFilter, km: float, versions: Versions
) -> gpd.GeoDataFrame:
    return shown_bands(_density(scope, office_key, wanted, km, versions), scope)


def bands_file(scope: Scope, office: Office, wanted: ReportFilter, km: float) -> str:
    """Name of the static file of the bands of a density, named in the language spoken."""
    asked = (scope, office.key, wanted, km, versions_of(scope, office), language())
    name = _bands_file(*asked)
    if asset_in_use(name):
        return name
    _bands_file.clear(*asked)  # the oldest files are removed
    return _bands_file(*asked)


@st.cache_resource(max_entries=128, show_spinner=False)
def _bands_file(
    scope: Scope, office_key: str, wanted: ReportFilter, km: float, versions: Versions, spoken: str
) -> str:
    density = _density(scope, office_key, wanted, km, versions)
    return density_file(density, _bands(scope, office_key, wanted, km, versions), scope)


def load_peaks(density: Density, office: Office) -> pd.DataFrame:
    """Peaks of a density with the names of where they lie."""
    desa = load_areas(office, Level.DESA, display=True)
    areas = load_areas(office, Level.KECAMATAN, display=True) if desa.empty else desa
    places = load_files().places
    own = places["kode"].str[:5].isin(office.kabupaten)
    return name_peaks(density.peaks, density.land, areas=areas, places=places[own])


@st.cache_resource(max_entries=12, show_spinner=False)
def _land(kabupaten: tuple[str, ...], km: float, version: str) -> DensityLand:
    return density_land(read_areas(Level.KABUPATEN, kabupaten, display=True), km)
