"""The land that points are looked up in: the areas asked for, and all land beside them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd

from geo.boundaries.basemap import read_base
from geo.boundaries.layers import read_areas, read_current
from geo.boundaries.register import read_register
from geo.errors import NotBuilt
from geo.intake.locate import Locator
from geo.text import _
from geo.words import Level, kode_at


@dataclass(frozen=True)
class Land:
    """
    Areas, and what is other land.

    Attributes
    ----------
    desa, kecamatan : GeoDataFrame
        Areas by ``kode``, full outlines, in WGS 84.
    elsewhere : GeoSeries
        All other land: kabupaten that are not among the areas, and other countries.
    """

    desa: gpd.GeoDataFrame
    kecamatan: gpd.GeoDataFrame
    elsewhere: gpd.GeoSeries

    @cached_property
    def locator(self) -> Locator:
        """Ready to look points up in."""
        return Locator(self.desa, self.kecamatan, self.elsewhere)


def read_land(kabupaten: Collection[str]) -> Land:
    """
    Areas of some kabupaten as now in use, and all other land.

    Other land has the outlines in use where its province is built, those of the base map if not.

    Raises
    ------
    NotBuilt
        If a province of these kabupaten, or the base map, has not been built yet.
    """
    desa, kecamatan = (read_areas(level, kabupaten) for level in (Level.DESA, Level.KECAMATAN))
    beside = [kode for kode in built_kabupaten() if kode not in set(kabupaten)]
    base, land = read_base("kabupaten"), read_base("land")
    built = read_current().sets
    unbuilt = [kode_at(kode, Level.PROVINSI) not in built for kode in base.index]
    parts = [base.geometry[unbuilt], land.geometry[~land["indonesia"]]]
    if beside:
        parts.insert(0, read_areas(Level.KABUPATEN, beside).geometry)
    return Land(desa, kecamatan, pd.concat(parts))


def built_kabupaten() -> list[str]:
    """Kode of all kabupaten of the provinces that are built."""
    built = read_current().sets
    return [
        kode
        for kode in read_register(Level.KABUPATEN).index
        if kode_at(kode, Level.PROVINSI) in built
    ]


def read_built_land() -> Land:
    """
    Areas of all provinces that are built, and all other land.

    Raises
    ------
    NotBuilt
        If no province is built yet.
    """
    kabupaten = built_kabupaten()
    if not kabupaten:
        raise NotBuilt(_("No boundaries are built yet. Run: petapora build"))
    return read_land(kabupaten)
