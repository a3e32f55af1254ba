"""A land of squares with real codes and names: two provinces, four kabupaten, sixteen desa."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from geo.boundaries import basemap, register
from geo.words import Level, parent_of

NAMES = {
    "51": "Bali",
    "51.07": "Kabupaten Karangasem",
    "51.07.01": "Rendang",
    "51.07.01.2001": "Nongan",
    "51.07.01.2002": "Rendang",
    "51.07.07": "Selat",
    "51.07.07.2001": "Selat",
    "51.07.07.2002": "Duda",
    "51.08": "Kabupaten Buleleng",
    "51.08.01": "Gerokgak",
    "51.08.01.2001": "Sumber Klampok",
    "51.08.01.2002": "Pejarakan",
    "51.08.02": "Seririt",
    "51.08.02.2001": "Unggahan",
    "51.08.02.2002": "Ularan",
    "62": "Kalimantan Tengah",
    "62.10": "Kabupaten Gunung Mas",
    "62.10.01": "Sepang",
    "62.10.01.2001": "Tanjung Karitak",
    "62.10.01.2002": "Tewai Baru",
    "62.10.02": "Kurun",
    "62.10.02.2001": "Tumbang Tambirah",
    "62.10.02.2002": "Petak Bahandang",
    "62.11": "Kabupaten Pulang Pisau",
    "62.11.01": "Pandih Batu",
    "62.11.01.2001": "Talio",
    "62.11.01.2002": "Belanti Siam",
    "62.11.02": "Kahayan Kuala",
    "62.11.02.2001": "Bahaur Hilir",
    "62.11.02.2002": "Cemantan",
}
"""The whole register, by kode."""

SIDE = 0.01
CORNERS = {"51": (115.0, -8.3), "62": (113.0, -2.0)}
LAND = {"51": (114.9, -8.3, 115.2, -8.1), "62": (112.9, -2.1, 113.2, -1.8)}
"""South of the squares of 51 lies the sea; 62 is inland."""


def kodes(level: Level, *, within: str = "") -> list[str]:
    """Kode of the areas of one level, in order."""
    depth = list(Level).index(level)
    return [kode for kode in NAMES if kode.count(".") == depth and kode.startswith(within)]


def square(kode: str) -> tuple[float, float, float, float]:
    """Bounds of a desa: a column for its kecamatan, the lower row for the first of the two."""
    kecamatan = kodes(Level.KECAMATAN, within=kode[:2])
    west, south = CORNERS[kode[:2]]
    column, row = kecamatan.index(parent_of(kode)), int(kode[-1]) - 1
    west, south = west + column * SIDE, south + row * SIDE
    return west, south, west + SIDE, south + SIDE


def make_areas(level: Level, *, within: str = "", move: float = 0.0) -> gpd.GeoDataFrame:
    """A file's layer: ``KODE``, ``NAMA`` and the squares, moved east by so many degrees."""
    wanted = kodes(level, within=within)
    desa = [kodes(Level.DESA, within=kode) for kode in wanted]
    bounds = [pd.DataFrame([square(kode) for kode in inside]) for inside in desa]
    shapes = [
        box(b[0].min() + move, b[1].min(), b[2].max() + move, b[3].max())  # one above the other
        for b in bounds
    ]
    names = [NAMES[kode].upper() for kode in wanted]
    return gpd.GeoDataFrame({"KODE": wanted, "NAMA": names}, geometry=shapes, crs="EPSG:4326")


def build_land(home: Path) -> None:
    """The register and the base map of this land, as `petapora build` would leave them."""
    folder = register.register_folder()
    assert folder.is_relative_to(home)
    folder.mkdir(parents=True)
    for level in Level:
        index = pd.Index(kodes(level), name="kode")
        columns = {"nama": [NAMES[k] for k in index], "parent": [parent_of(k) for k in index]}
        pd.DataFrame(columns, index=index).to_parquet(folder / f"{level}.parquet")
    basemap.base_folder().mkdir(parents=True)
    land = gpd.GeoSeries([box(*bounds) for bounds in LAND.values()], crs="EPSG:4326")
    mask = gpd.GeoDataFrame(geometry=[land.union_all()], crs="EPSG:4326")
    mask.to_parquet(basemap.base_folder() / "mask.parquet")
