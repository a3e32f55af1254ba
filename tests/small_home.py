"""A home of the small land: all that the dashboard reads, built in a moment."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
from shapely.geometry import box

from geo.boundaries import basemap
from geo.boundaries.sources import GADM
from geo.home import write_atomically
from geo.intake.boundaries.use import use_boundaries
from geo.maps.assets import FLATPICKR_CSS, FONT, LEAFLET_CSS, assets_folder, write_asset
from geo.words import Level
from tests.small_land import LAND, NAMES, build_land, make_areas

ABROAD = (116.0, -8.3, 116.2, -8.1)
"""Bounds of a foreign country east of the small land."""


def build_home(home: Path) -> None:
    """Register, base map, boundaries in use and map files; PETAPORA_HOME must name `home`."""
    build_land(home)
    _build_base_layers()
    areas = home / "small land.parquet"
    make_areas(Level.DESA).to_parquet(areas)
    report = use_boundaries(areas, source="Peta kecil", vintage="2020")
    assert report.in_use, report.as_json()
    build_assets()


def build_assets() -> None:
    """Files as they are taken out of the packages, with next to nothing in them."""
    for name in (LEAFLET_CSS, FLATPICKR_CSS):
        write_atomically(assets_folder() / name, b".package{}")
    write_atomically(assets_folder() / FONT, b"font")
    scripts = {name: write_asset(name, "js", b"// package") for name in ("leaflet", "flatpickr")}
    write_atomically(assets_folder() / "manifest.json", json.dumps(scripts).encode())


def _build_base_layers() -> None:
    kabupaten = make_areas(Level.KABUPATEN)
    names = [NAMES[kode] for kode in kabupaten["KODE"]]
    columns = {"nama": names, "kabupaten": kabupaten["KODE"].to_list(), "source": GADM.key}
    layer = gpd.GeoDataFrame(columns, geometry=kabupaten.geometry, crs=kabupaten.crs)
    layer.index = kabupaten["KODE"].rename("kode")
    land = gpd.GeoDataFrame(
        {"indonesia": [True, True, False], "source": ["gadm", "gadm", "world"]},
        geometry=[*(box(*bounds) for bounds in LAND.values()), box(*ABROAD)],
        crs=kabupaten.crs,
    )
    layer.to_parquet(basemap.base_folder() / "kabupaten.parquet")
    land.to_parquet(basemap.base_folder() / "land.parquet")
