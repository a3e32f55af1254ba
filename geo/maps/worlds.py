"""The worlds of an office, of the boundaries in use; its cells begin as its map of cells does."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from geo.analysis.worlds import World, Worlds, make_worlds
from geo.boundaries.layers import LAYER_LEVELS, read_areas
from geo.boundaries.register import read_register
from geo.maps.cells import cell_resolutions
from geo.maps.files import named_cells
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


def names_in(world: World, kabupaten: Collection[str], *, shore_m: float) -> pd.Series:
    """
    Names of the areas or cells of a world, as its map has them.

    Parameters
    ----------
    world : World
        Of the office whose `kabupaten` these are.
    kabupaten : collection of str
        Kode of the kabupaten.
    shore_m : float
        How far from land a report in the water is still counted, metres.
    """
    if isinstance(world.unit, Level):
        return read_register(world.unit)["nama"].reindex(world.index)
    return named_cells(kabupaten, world.unit, shore_m=shore_m)["nama"].reindex(world.index)
