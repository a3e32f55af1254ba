"""The worlds of an office, of the boundaries in use; its cells begin as its map of cells does."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from geo.analysis.worlds import World, Worlds, make_worlds
from geo.boundaries.layers import LAYER_LEVELS, read_areas
from geo.boundaries.register import read_register
from geo.maps.cells import cell_resolutions, nearest_areas
from geo.words import Level


def read_worlds(kabupaten: Collection[str]) -> Worlds:
    """
    Areas and cells of a work area that are held against each other.

    Parameters
    ----------
    kabupaten : collection of str
        Kode of the kabupaten.

    Raises
    ------
    NotBuilt
        If one of the provinces has no boundaries yet.
    """
    areas = [read_areas(level, kabupaten) for level in LAYER_LEVELS]
    registered = {}
    for level in (Level.KECAMATAN, Level.DESA):
        kode = read_register(level).index
        registered[level] = kode[kode.str[:5].isin(list(kabupaten))]
    _offered, first = cell_resolutions(float(areas[0]["area_km2"].sum()))
    return make_worlds(areas, registered, resolution=first)


def names_in(world: World, kabupaten: Collection[str]) -> pd.Series:
    """
    Names of the areas of a world; of cells those that its map has, of the area at the centre.

    Parameters
    ----------
    world : World
        Of the office whose `kabupaten` these are.
    kabupaten : collection of str
        Kode of the kabupaten.
    """
    if isinstance(world.unit, Level):
        return read_register(world.unit)["nama"].reindex(world.index)
    desa = read_areas(Level.DESA, kabupaten, display=True)
    named = read_areas(Level.KECAMATAN, kabupaten, display=True) if desa.empty else desa
    found = named["nama"].iloc[nearest_areas(world.at, named.geometry)]
    return pd.Series(found.to_numpy(), index=world.index, name="nama")
