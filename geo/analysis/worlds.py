"""Which areas or cells are held against each other in a test, and which lie beside which."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import h3
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.analysis.slivers import sliver_hosts
from geo.crs import WGS84
from geo.stats.neighbours import Neighbours, area_neighbours, hex_neighbours
from geo.words import Level

METRES_PER_DEGREE = 111_195
"""Of latitude, on the sphere that H3 is laid over."""

GRIDS = 3
"""How many shifted grids there are; grid 0 is the one that is not shifted."""

Floats = npt.NDArray[np.float64]
Shift = tuple[float, float]
"""Degrees of latitude and of longitude."""


@dataclass(frozen=True, eq=False)
class World:
    """
    The areas or cells of one test; what lies beside them is masked: the sea, other offices' land.

    Attributes
    ----------
    unit : Level or int
        Level of the areas, or resolution of the H3 cells.
    index : Index of str, n units
        Kode or cells, sorted.
    neighbours : Neighbours
        Of the n units among themselves: areas that share a border or a point, cells that touch.
    at : array of float, (n, 2)
        Latitude and longitude of a point inside each, WGS 84.
    shift : tuple of float
        By how many degrees of latitude and longitude land and points are moved before they are
        put into cells; the same as moving the grid the other way.
    shapes : array of polygons, n, or None
        Of areas, as longitude and latitude.
    n_without_polygon : int
        Areas of the register that no boundary is known of: they are not tested.
    slivers : Index of str, s cells
        Cells with too little land to be units of their own.
    hosts : array of int, s positions
        The unit with which each of these counts.
    """

    unit: Level | int
    index: pd.Index
    neighbours: Neighbours
    at: Floats
    shift: Shift = (0.0, 0.0)
    shapes: npt.NDArray[np.object_] | None = None
    n_without_polygon: int = 0
    slivers: pd.Index = field(default_factory=lambda: pd.Index([], dtype="str"))
    hosts: npt.NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.index)

    @property
    def parts(self) -> pd.Index:
        """All that holds reports of the world: the units, then the slivers."""
        return self.index.append(self.slivers)

    def find(self, kode: pd.Index) -> npt.NDArray[np.intp]:
        """Position of the unit with which each area or cell counts; -1 where there is none."""
        found = self.index.get_indexer(kode)
        sliver = self.slivers.get_indexer(kode)
        found[sliver >= 0] = self.hosts[sliver[sliver >= 0]]
        return found

    @property
    def host_of(self) -> pd.Series:
        """The unit with which each sliver counts."""
        return pd.Series(self.index[self.hosts], index=self.slivers)

    def add_up(self, counts: pd.Series) -> npt.NDArray[np.int64]:
        """Counts by area or cell as counts of the units; what is of none is left out."""
        at = self.find(counts.index)
        own = np.bincount(at[at >= 0], weights=counts.to_numpy()[at >= 0], minlength=self.n)
        return own.astype(np.int64)


def cell_world(land: gpd.GeoSeries, resolution: int, *, shift: Shift = (0.0, 0.0)) -> World:
    """
    The H3 cells that touch the land of a work area, without any margin.

    A cell with little land counts with the cell beside it; see `geo.analysis.slivers`.

    Parameters
    ----------
    land : GeoSeries
        Polygons of the work area in full detail, WGS 84.
    resolution : int
        H3 resolution.
    shift : tuple of float
        Degrees by which the land is moved before the cells are laid over it.
    """
    moved = shapely.transform(land.to_numpy(), lambda xy: xy + np.array(shift[::-1]))
    found: set[str] = set()
    for part in shapely.get_parts(moved):
        shape = h3.geo_to_h3shape(part)
        found.update(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))
    host_of = sliver_hosts(found, moved, resolution)
    cells = sorted(found - host_of.keys())
    centres = [h3.cell_to_latlng(cell) for cell in cells]
    index = pd.Index(cells, name="cell", dtype="str")
    return World(
        unit=resolution,
        index=index,
        neighbours=hex_neighbours(cells),
        at=np.array(centres, dtype=float).reshape(-1, 2) - np.array(shift),
        shift=shift,
        slivers=pd.Index(list(host_of), name="cell", dtype="str"),
        hosts=index.get_indexer(pd.Index(list(host_of.values()), dtype="str")),
    )


def area_world(areas: gpd.GeoDataFrame, level: Level, registered: pd.Index) -> World:
    """
    The areas of one level that have a polygon.

    Parameters
    ----------
    areas : GeoDataFrame
        Indexed by kode, WGS 84.
    level : Level
        DESA or KECAMATAN.
    registered : Index of str
        Kode of all areas of that level that the register names.
    """
    shapes = areas.geometry.to_numpy()
    inside = shapely.point_on_surface(shapes)
    return World(
        unit=level,
        index=pd.Index(areas.index, name="kode", dtype="str"),
        neighbours=area_neighbours(shapes),
        at=np.column_stack([shapely.get_y(inside), shapely.get_x(inside)]),
        shapes=shapes,
        n_without_polygon=len(registered.difference(areas.index)),
    )


def units_at(world: World, points: Floats) -> npt.NDArray[np.intp]:
    """
    Position of the unit that holds each point; -1 where none does.

    Parameters
    ----------
    world : World
        Cells or areas.
    points : array of float, (m, 2)
        Latitude and longitude, WGS 84; -1 where one is NaN.
    """
    known = np.isfinite(points).all(axis=1)
    found = np.full(len(points), -1, dtype=np.intp)
    if isinstance(world.unit, int):
        moved = points[known] + np.array(world.shift)
        r = world.unit
        cells = [h3.latlng_to_cell(lat, lng, r) for lat, lng in moved.tolist()]
        found[known] = world.find(pd.Index(cells, dtype="str"))
        return found
    own = np.flatnonzero(known)
    tree = shapely.STRtree(shapely.points(points[own, 1], points[own, 0]))
    area, point = tree.query(world.shapes, predicate="intersects")
    order = np.lexsort((-area, point))  # the first area of a point comes last and stays
    found[own[point[order]]] = area[order]
    return found


@dataclass(eq=False)
class Worlds:
    """
    The worlds of one office, each made when it is first asked for.

    Attributes
    ----------
    areas : mapping of Level to GeoDataFrame
        KABUPATEN in full detail, KECAMATAN and DESA, indexed by kode, WGS 84.
    registered : mapping of Level to Index
        Kode of all areas that the register names, KECAMATAN and DESA.
    resolution : int
        Of the cells that a map of the office begins with.
    """

    areas: Mapping[Level, gpd.GeoDataFrame]
    registered: Mapping[Level, pd.Index]
    resolution: int
    _made: dict[tuple[Level | int, int], World] = field(default_factory=dict, repr=False)
    _matched: dict[tuple[object, ...], npt.NDArray[np.intp]] = field(
        default_factory=dict, repr=False
    )

    def of(self, unit: Level | int, grid: int = 0) -> World:
        """The world of a unit; of cells also one of `GRIDS` shifted grids."""
        key = (unit, grid)
        if key not in self._made:
            self._made[key] = self._make(unit, grid)
        return self._made[key]

    def match(self, base: Level | int, unit: Level | int, grid: int = 0) -> npt.NDArray[np.intp]:
        """Position in another world of what holds the point of each unit of `base`, or -1."""
        key = (base, unit, grid)
        if key not in self._matched:
            self._matched[key] = units_at(self.of(unit, grid), self.of(base).at)
        return self._matched[key]

    def _make(self, unit: Level | int, grid: int) -> World:
        if isinstance(unit, Level):
            return area_world(self.areas[unit], unit, self.registered[unit])
        land = self.areas[Level.KABUPATEN].geometry
        return cell_world(land, unit, shift=grid_shift(land, unit, grid))


def make_worlds(
    areas: Iterable[gpd.GeoDataFrame], registered: Mapping[Level, pd.Index], *, resolution: int
) -> Worlds:
    """
    Worlds of an office.

    Parameters
    ----------
    areas : iterable of GeoDataFrame
        Kabupaten, kecamatan and desa, in this order.
    registered : mapping of Level to Index
        As `Worlds` has it.
    resolution : int
        As `geo.maps.cells.cell_resolutions` names it first.

    Raises
    ------
    ValueError
        If a layer is not in WGS 84.
    """
    layers = dict(zip((Level.KABUPATEN, Level.KECAMATAN, Level.DESA), areas, strict=True))
    for level, layer in layers.items():
        if layer.crs != WGS84:
            raise ValueError(f"{level}: {layer.crs} in place of {WGS84}")
    return Worlds(layers, registered, resolution)


def grid_shift(land: gpd.GeoSeries, resolution: int, grid: int) -> Shift:
    """
    How far the land is moved for a shifted grid: a third of the way between two cells.

    Grids 1, 2 and 3 move it north, and to the south-west and south-east; grid 0 not at all.
    """
    if grid == 0:
        return (0.0, 0.0)
    west, south, east, north = land.total_bounds
    lat = (south + north) / 2
    middle = h3.latlng_to_cell(lat, (west + east) / 2, resolution)
    spacing = math.sqrt(2 / math.sqrt(3) * h3.cell_area(middle, unit="m^2"))
    step = spacing / GRIDS / METRES_PER_DEGREE
    angle = math.radians(90 + 120 * (grid - 1))
    return step * math.sin(angle), step * math.cos(angle) / math.cos(math.radians(lat))
