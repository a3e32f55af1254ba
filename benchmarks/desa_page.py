"""A page with all desa of an office, recoloured by a button: the heaviest map there is."""

import numpy as np
import streamlit as st

from geo.maps.view import AreaView, MapClass
from geo.theme import status_style
from geo.views.cached import base_file, geometry_file, load_areas, load_files
from geo.views.frame import show_style
from geo.views.maps import show_map
from geo.words import Level, TeamStatus

st.set_page_config(layout="wide")
show_style()
office = load_files().offices[st.query_params.get("office", "singaraja")]
seed = st.session_state.setdefault("seed", 0)
if st.button("next"):
    st.session_state["seed"] = seed = seed + 1
desa = load_areas(office, Level.DESA)
values = np.random.default_rng(seed).integers(0, len(TeamStatus), len(desa))
classes = [
    MapClass(s.value, str((values == i).sum()), status_style(s)) for i, s in enumerate(TeamStatus)
]
view = AreaView(
    title="desa",
    stamp="",
    credit="",
    classes=classes,
    values=values.tolist(),
    geometry=geometry_file(office, Level.DESA),
    base=base_file(office),
)
show_map(view, key="desa", choice="area")
