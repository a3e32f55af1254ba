"""The land that spots are looked up in, read once and shared by all readers."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.boundaries.layers import layers_version
from geo.crs import points_at
from geo.intake.land import Land, read_land
from geo.intake.locate import locate
from geo.store.offices import Office
from geo.views.cached import load_files


def locate_point(office: Office, lat: float, lng: float) -> str:
    """Kode of the desa a spot lies in, else of its kecamatan; empty outside of the work area."""
    land = _land(office.kabupaten, layers_version(office.kabupaten))
    found = locate(
        gpd.GeoDataFrame(geometry=points_at(pd.Series([lat]), pd.Series([lng]))),
        land.desa,
        land.kecamatan,
        elsewhere=land.elsewhere,
        tolerance_m=load_files().rules.shore_tolerance_m,
    )
    return str(found["kode_desa"].iloc[0] or found["kode_kecamatan"].iloc[0])


@st.cache_resource(max_entries=4, show_spinner=False)
def _land(kabupaten: tuple[str, ...], version: str) -> Land:
    return read_land(kabupaten)
