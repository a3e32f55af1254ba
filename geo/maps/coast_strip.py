"""The map of a coast: its strip, cut into stretches, by what the test says of each."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.analysis.amounts import in_turn
from geo.analysis.coast_place import STRIP_M, Coast
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.reports import Series
from geo.boundaries.shoreline import strips
from geo.labels import hotspot_label, sample_stamp
from geo.maps.geometry import area_geometry, write_geometry
from geo.maps.ground import Ground
from geo.maps.hotspots import said_interval
from geo.maps.reports import series_label
from geo.maps.series_words import series_word
from geo.maps.view import AreaView, MapClass
from geo.store.scope import Scope
from geo.text import _, date, number
from geo.theme import class_style
from geo.words import HotspotClass


def strip_areas(coast: Coast) -> gpd.GeoDataFrame:
    """
    The stretches of a shore as polygons of land, ready to be drawn.

    Parameters
    ----------
    coast : Coast
        That has a shore.

    Returns
    -------
    GeoDataFrame
        Indexed by kode, in order along the shore: ``nama``, ``kabupaten`` (kode), in WGS 84;
        without a stretch that has no land of its own.
    """
    shapes = strips(coast.shore, STRIP_M)
    columns = {"nama": coast.names["nama"], "kabupaten": coast.shore.stretches["kabupaten"]}
    areas = gpd.GeoDataFrame(columns, geometry=shapes)
    return areas[~areas.is_empty]


def strip_file(areas: gpd.GeoDataFrame, kabupaten: gpd.GeoDataFrame) -> str:
    """
    Write the stretches as a static file; return its name.

    Parameters
    ----------
    areas : GeoDataFrame
        As `strip_areas` gives them.
    kabupaten : GeoDataFrame
        That hold them, by kode, with ``nama``.
    """
    groups = kabupaten[kabupaten.index.isin(areas["kabupaten"])]
    return write_geometry("coast", area_geometry(areas, groups))


def draw_coast(found: CoastStrip, ground: Ground, *, scope: Scope) -> AreaView:
    """
    Stretches of a coast by what the test says of each.

    Parameters
    ----------
    found : CoastStrip
        The reports along the coast.
    ground : Ground
        What it is drawn on.
    scope : Scope
        Who looks; a meeting sees no interval, and small counts hidden.
    """
    rows = found.stretches.loc[ground.drawn]
    words = [klass.value for klass in HotspotClass]
    values = pd.Categorical(rows["klass"], categories=words).codes.astype(int)
    n_areas = np.bincount(values, minlength=len(words))
    classes = [
        MapClass(hotspot_label(klass), number(int(n)), class_style("hotspot", klass.value))
        for klass, n in zip(HotspotClass, n_areas, strict=True)
    ]
    return AreaView(
        title=coast_title(found.filter.series),
        stamp=_stamp(found, scope),
        classes=classes,
        values=values.tolist(),
        amounts=_amounts(rows, scope),
        amount_title=series_label(found.filter.series),
        sample=sample_stamp(found.is_sample),
        **ground.parts,
    )


def coast_title(series: Series) -> str:
    """What the map shows."""
    return _(
        "{what} up to {km} km from the shore, by stretches of about 5 km",
        what=series_label(series),
        km=number(STRIP_M / 1000),
    )


def _amounts(rows: pd.DataFrame, scope: Scope) -> dict[int, str]:
    """What the map says of each stretch with reports, by position; the most first."""
    placed = rows[["n_reports", "low", "high"]].reset_index(drop=True)
    some = placed[placed["n_reports"] > 0]
    most = in_turn(some, scope, by={"n_reports": False}, counts=["n_reports"])
    return {int(i): said_interval(row, scope) for i, row in most.iterrows()}


def _stamp(found: CoastStrip, scope: Scope) -> str:
    wanted = found.filter
    parts = [
        _("{since} to {until}", since=date(wanted.since), until=date(wanted.until)),
        _("only {what} with a GPS point or an address", what=series_word(wanted.series)),
        _("each stretch is held against an even spread along the shore"),
    ]
    if scope.least_count <= 1:
        parts.insert(1, _("in brackets: 95 % interval of the number"))
    return " · ".join(parts)
