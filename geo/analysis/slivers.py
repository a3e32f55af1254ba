"""Cells of which little is land of a work area, and the cells with which they count."""

from __future__ import annotations

from collections.abc import Collection

import h3
import numpy as np
import numpy.typing as npt
import shapely

LEAST_LAND = 0.5
"""A cell with a smaller share of land counts with a cell beside it.

Dealt reports like a whole cell it would pull down what chance expects, and cells full of land
would be called concentrations too often; see the simulated worlds in the README."""

COARSE = 0.0005
"""How much land is simplified before its share of a cell is measured, degrees."""


def sliver_hosts(
    cells: Collection[str], land: npt.NDArray[np.object_], resolution: int
) -> dict[str, str]:
    """
    Cells with less land than `LEAST_LAND`, and of each the cell with which it counts.

    That is the one beside it, with more land, whose centre is nearest to the land in question. A
    cell that has none beside it is not named.

    Parameters
    ----------
    cells : collection of str
        All H3 cells that touch the land.
    land : array of polygons
        WGS 84.
    resolution : int
        Of the cells.

    Returns
    -------
    dict
        Host by cell, sorted.
    """
    pieces = land_pieces(cells, land, resolution)
    shares = {cell: piece.area / cell_polygon(cell).area for cell, piece in pieces.items()}
    slivers = {cell for cell, share in shares.items() if share < LEAST_LAND}
    whole = set(cells) - slivers
    hosts: dict[str, str] = {}
    for cell in sorted(slivers):
        beside = sorted(set(h3.grid_ring(cell, 1)) & whole)
        if beside:
            piece = pieces[cell]
            spot = (cell_polygon(cell) if piece.is_empty else piece).centroid
            hosts[cell] = min(beside, key=lambda each: cell_polygon(each).centroid.distance(spot))
    return hosts


def land_pieces(
    cells: Collection[str], land: npt.NDArray[np.object_], resolution: int
) -> dict[str, shapely.Geometry]:
    """The land in each cell that is not land all over; parameters as `sliver_hosts`."""
    whole = shapely.union_all(shapely.simplify(land, COARSE))
    full: set[str] = set()
    for part in shapely.get_parts(whole):
        shape = h3.geo_to_h3shape(part)
        full.update(h3.h3shape_to_cells_experimental(shape, resolution, contain="full"))
    pieces: dict[str, shapely.Geometry] = {}
    for cell in sorted(set(cells) - full):
        hexagon = cell_polygon(cell)
        pieces[cell] = shapely.intersection(_clipped(whole, hexagon), hexagon)
    return pieces


def _clipped(land: shapely.Geometry, hexagon: shapely.Polygon) -> shapely.Geometry:
    """Land around a cell: small, so that it is cut fast; all of it where GEOS cannot clip."""
    try:
        return shapely.make_valid(shapely.clip_by_rect(land, *hexagon.bounds))
    except shapely.errors.GEOSException:
        return land


def cell_polygon(cell: str) -> shapely.Polygon:
    """A cell as longitude and latitude, WGS 84."""
    return shapely.Polygon([(lng, lat) for lat, lng in h3.cell_to_boundary(cell)])
