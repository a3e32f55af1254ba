"""Which units are held against each other: land only, all of it, and shifted grids of it."""

from __future__ import annotations

import h3
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from geo.analysis.slivers import cell_polygon
from geo.analysis.worlds import GRIDS, area_world, grid_shift, make_worlds, units_at
from geo.maps.cells import cells_over
from geo.words import Level
from tests.analysis.made_worlds import (
    KABUPATEN,
    SIDE,
    SOUTH,
    WEST,
    kode_of,
    make_land,
    middle,
    squares,
    whole,
)


def test_the_cells_of_a_world_are_exactly_those_that_touch_land() -> None:
    world = make_land().of(7)
    land = whole(KABUPATEN).geometry
    around = cells_over(land, 7, reach_m=3_000)
    touching = [cell for cell in around if cell_polygon(cell).intersects(land.iloc[0])]
    assert sorted(world.parts) == touching
    assert len(touching) < len(around)


def test_neighbours_of_a_cell_are_those_of_its_ring_that_touch_land_too() -> None:
    world = make_land().of(6)
    for i, cell in enumerate(world.index):
        ring = set(h3.grid_ring(cell, 1)) & set(world.index)
        start, end = world.neighbours.indptr[i : i + 2]
        assert set(world.index[world.neighbours.indices[start:end]]) == ring


def test_a_desa_in_the_middle_has_eight_neighbours_and_one_in_the_corner_three() -> None:
    desa = squares(3)
    world = area_world(desa, Level.DESA, desa.index)
    assert list(world.neighbours.counts) == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    assert world.at[4] == pytest.approx(middle(1, 1))


def test_areas_of_the_register_without_a_polygon_are_counted_and_not_tested() -> None:
    desa = squares(2)
    world = area_world(desa, Level.DESA, desa.index.append(pd.Index(["51.08.01.1001"])))
    assert (world.n, world.n_without_polygon) == (4, 1)


@pytest.mark.parametrize("unit", [7, Level.DESA])
def test_the_point_of_a_unit_lies_in_that_unit(unit: Level | int) -> None:
    world = make_land().of(unit)
    assert (units_at(world, world.at) == np.arange(world.n)).all()


def test_a_point_off_the_land_or_without_coordinates_is_in_no_unit() -> None:
    points = np.array([middle(0, 0), (SOUTH - 1, WEST), (np.nan, np.nan)])
    for unit in (7, Level.DESA):
        assert (units_at(make_land().of(unit), points) >= 0).tolist() == [True, False, False]


def test_a_point_on_a_border_is_in_one_desa_only() -> None:
    world = make_land().of(Level.DESA)
    found = units_at(world, np.array([(SOUTH + 0.5 * SIDE, WEST + SIDE)]))
    assert world.index[found].tolist() == [kode_of(0, 0)]


def test_grids_are_shifted_by_a_third_of_a_cell_three_ways() -> None:
    land = whole(KABUPATEN).geometry
    shifts = np.array([grid_shift(land, 7, grid) for grid in range(1, GRIDS + 1)])
    metres = shifts * [111_195, 111_195 * np.cos(np.radians(-8.25))]
    here = h3.latlng_to_cell(-8.25, 115.15, 7)
    beside = [h3.cell_to_latlng(cell) for cell in h3.grid_ring(here, 1)]
    spacing = np.mean([h3.great_circle_distance(h3.cell_to_latlng(here), b, "m") for b in beside])
    assert np.hypot(*metres.T) == pytest.approx(spacing / 3, rel=0.05)
    assert metres.sum(axis=0) == pytest.approx(0, abs=1e-6)
    assert grid_shift(land, 7, 0) == (0, 0)


def test_a_shifted_grid_covers_the_same_land_by_other_cells() -> None:
    worlds = make_land()
    plain, shifted = worlds.of(7), worlds.of(7, 1)
    moved = cell_polygon(shifted.index[0]).centroid
    assert shifted.at[0] == pytest.approx(np.array([moved.y, moved.x]) - shifted.shift, abs=1e-3)
    inside = np.array([middle(row, column) for row in range(10) for column in range(10)])
    assert (units_at(shifted, inside) >= 0).all()
    same = plain.index[units_at(plain, inside)] == shifted.index[units_at(shifted, inside)]
    assert 0.2 < same.mean() < 0.8


@pytest.mark.parametrize("grid", range(GRIDS + 1))
def test_every_grid_holds_the_land_to_its_very_border(grid: int) -> None:
    world = make_land().of(7, grid)
    border = shapely.segmentize(whole(KABUPATEN).geometry.iloc[0].exterior, 0.002)
    assert (units_at(world, shapely.get_coordinates(border)[:, ::-1]) >= 0).all()
    assert (units_at(world, world.at) == np.arange(world.n)).all()


def test_a_world_is_made_once() -> None:
    worlds = make_land()
    assert worlds.of(6) is worlds.of(6)
    assert worlds.match(Level.DESA, 6) is worlds.match(Level.DESA, 6)


def test_layers_in_metres_are_refused() -> None:
    metres = squares(2).to_crs("EPSG:6933")
    with pytest.raises(ValueError, match="6933"):
        make_worlds((metres, metres, metres), {}, resolution=7)


def test_land_in_two_parts_is_one_world() -> None:
    shape = shapely.MultiPolygon([box(115, -8.4, 115.02, -8.38), box(115.2, -8.4, 115.22, -8.38)])
    land = whole(KABUPATEN).set_geometry([shape])
    worlds = make_worlds((land, land, squares(1)), {}, resolution=7)
    parts = worlds.of(7).parts
    assert parts.is_unique and len(parts) > worlds.of(7).n >= 2
