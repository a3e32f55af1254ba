"""A cell with little land counts with a cell beside it: nothing is lost, nothing stands twice."""

from __future__ import annotations

import h3
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from geo.analysis.slivers import LEAST_LAND, cell_polygon, sliver_hosts
from geo.analysis.worlds import GRIDS, World, units_at
from tests.analysis.made_worlds import KABUPATEN, make_land, whole

LAND = whole(KABUPATEN).geometry.to_numpy()


def land_share(cell: str, world: World) -> float:
    """How much of a cell is land, measured without any haste."""
    moved = shapely.transform(LAND[0], lambda xy: xy + np.array(world.shift[::-1]))
    hexagon = cell_polygon(cell)
    return hexagon.intersection(moved).area / hexagon.area


@pytest.mark.parametrize("grid", range(GRIDS + 1))
def test_units_have_enough_land_and_slivers_have_not(grid: int) -> None:
    world = make_land().of(7, grid)
    assert len(world.slivers) > 10
    assert all(land_share(cell, world) >= LEAST_LAND for cell in world.index)
    assert all(land_share(cell, world) < LEAST_LAND for cell in world.slivers)
    assert not set(world.slivers) & set(world.index)


def test_a_sliver_counts_with_the_cell_beside_it_that_is_nearest_to_its_land() -> None:
    world = make_land().of(7)
    centres = np.array([h3.cell_to_latlng(cell) for cell in world.index])
    for sliver, host in zip(world.slivers, world.hosts, strict=True):
        assert h3.are_neighbor_cells(sliver, world.index[host])
        spot = cell_polygon(sliver).intersection(LAND[0]).centroid
        beside = [i for i, c in enumerate(world.index) if h3.are_neighbor_cells(sliver, c)]
        away = {i: np.hypot(*(centres[i] - (spot.y, spot.x))) for i in beside}
        assert away[host] == min(away.values())


def test_no_report_is_lost_on_the_way_to_the_host() -> None:
    world = make_land().of(7)
    counts = pd.Series(np.arange(len(world.parts)), index=world.parts)
    own = world.add_up(counts)
    assert own.sum() == counts.sum()
    one = world.add_up(pd.Series([5, 3], index=[world.slivers[0], "87ffffffffffffff"]))
    assert one[world.hosts[0]] == one.sum() == 5


def test_points_on_a_sliver_are_found_with_its_host() -> None:
    world = make_land().of(7)
    at = [h3.cell_to_latlng(cell) for cell in world.slivers]
    assert (units_at(world, np.array(at)) == world.hosts).all()


def test_an_islet_without_a_larger_cell_beside_it_stays_a_unit() -> None:
    islet = np.array([box(115.1, -8.2, 115.101, -8.199)])
    cell = h3.latlng_to_cell(-8.1995, 115.1005, 7)
    assert sliver_hosts([cell], islet, 7) == {}
