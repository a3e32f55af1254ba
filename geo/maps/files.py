"""The static files that maps are drawn from, made from the boundaries in use."""

from __future__ import annotations

import json
from collections.abc import Collection

import pandas as pd

from geo.boundaries.basemap import read_base
from geo.boundaries.layers import read_areas
from geo.maps.assets import read_asset
from geo.maps.base import base_geometry
from geo.maps.cells import cell_geometry, name_cells
from geo.maps.geometry import area_geometry, write_geometry
from geo.store.offices import Office
from geo.words import Level


def areas_file(kabupaten: Collection[str], level: Level) -> str:
    """Write the areas of one level inside these kabupaten; return the name of the file."""
    areas = read_areas(level, kabupaten, display=True)
    groups = read_areas(Level.KABUPATEN, kabupaten, display=True)
    return write_geometry(level.value, area_geometry(areas, groups))


def base_file_of(office: Office, places: pd.DataFrame) -> str:
    """
    Write what lies under and around an office's areas; return the name of the file.

    Parameters
    ----------
    office : Office
        Whose work area.
    places : DataFrame
        ``nama``, ``kode``, ``lat``, ``lng`` of places to name; only the office's own are taken.
    """
    kabupaten = read_areas(Level.KABUPATEN, office.kabupaten, display=True)
    own = places["kode"].str[:5].isin(kabupaten.index)
    content = base_geometry(
        kabupaten,
        land=read_base("land"),
        neighbours=read_base("kabupaten"),
        places=places[own],
    )
    return write_geometry("base", content)


def cells_file(kabupaten: Collection[str], resolution: int, *, shore_m: float) -> str:
    """
    Write the H3 cells of one resolution over these kabupaten; return the name of the file.

    Parameters
    ----------
    kabupaten : collection of str
        Kode of the kabupaten.
    resolution : int
        One of `geo.maps.cells.cell_resolutions`.
    shore_m : float
        How far from land a report in the water is still counted, metres.
    """
    kecamatan = read_areas(Level.KECAMATAN, kabupaten, display=True)
    cells = named_cells(kabupaten, resolution, shore_m=shore_m)
    return write_geometry(f"cells-{resolution}", cell_geometry(cells, kecamatan))


def named_cells(kabupaten: Collection[str], resolution: int, *, shore_m: float) -> pd.DataFrame:
    """Cells over these kabupaten by the names that maps give them; see `cells_file`."""
    desa = read_areas(Level.DESA, kabupaten, display=True)
    named = read_areas(Level.KECAMATAN, kabupaten, display=True) if desa.empty else desa
    land = read_areas(Level.KABUPATEN, kabupaten)
    return name_cells(land, resolution, named=named, shore_m=shore_m)


def kode_in(file: str) -> pd.Index:
    """Kode of the areas, or the cells, of a file written here, in its order."""
    areas = json.loads(read_asset(file))["areas"]
    return pd.Index([area["kode"] for area in areas], name="kode")
