"""Gi*: checked by hand on a road of houses, and against PySAL."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from geo.stats.gi_star import gi_star, neighbour_sums, star_sums
from geo.stats.neighbours import Neighbours, area_neighbours, hex_neighbours
from tests.stats.small_worlds import (
    BALI,
    KALIMANTAN,
    cells_around,
    in_a_row,
    neighbours_of,
    pysal_areas,
    pysal_graph,
)


def z_of_pysal(values: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda import G_Local

        graph = pysal_graph(neighbours)
        return G_Local(values, graph, transform="B", star=True, permutations=0).Zs


def test_a_star_holds_the_unit_and_its_neighbours() -> None:
    assert star_sums([1, 2, 4, 8], in_a_row(4)).tolist() == [3, 7, 14, 12]
    assert neighbour_sums([1, 2, 4, 8], in_a_row(4)).tolist() == [2, 5, 10, 4]


def test_a_unit_without_neighbours_is_its_own_star() -> None:
    assert star_sums([5, 7, 1], neighbours_of([1], [0], [])).tolist() == [12, 12, 1]


def test_z_is_the_distance_from_the_expected_sum_in_standard_deviations() -> None:
    z = gi_star([0, 0, 0, 3, 3], in_a_row(5))
    sums, m = np.array([0, 0, 3, 6, 6]), np.array([2, 3, 3, 3, 2])
    assert z == pytest.approx((sums - m * 1.2) / np.sqrt(2.16 * m * (5 - m) / 4))


@pytest.mark.parametrize(
    ("layer", "column"),
    [
        ("columbus.shp", "CRIME"),
        ("stl_hom.shp", "HC8893"),
        ("sids2.shp", "SID74"),
        ("mexicojoin.shp", "PCGDP2000"),
    ],
)
def test_z_on_data_of_pysal_is_that_of_pysal(layer: str, column: str) -> None:
    areas = pysal_areas(layer)
    values, neighbours = areas[column].to_numpy(), area_neighbours(areas.geometry)
    assert np.abs(gi_star(values, neighbours) - z_of_pysal(values, neighbours)).max() < 1e-12


@pytest.mark.parametrize(("office", "resolution"), [(BALI, 8), (KALIMANTAN, 6)])
def test_z_on_cells_is_that_of_pysal(office: tuple[float, float], resolution: int) -> None:
    neighbours = hex_neighbours(cells_around(office, resolution, 25))
    counts = np.random.default_rng(5).poisson(0.4, neighbours.n)
    assert np.abs(gi_star(counts, neighbours) - z_of_pysal(counts, neighbours)).max() < 1e-12


@pytest.mark.parametrize("counts", [[0, 0, 0, 0], [0.1, 0.1, 0.1, 0.1]])
def test_where_all_counts_are_equal_nothing_is_tested(counts: list[float]) -> None:
    assert np.isnan(gi_star(counts, in_a_row(4))).all()


def test_a_star_of_all_units_cannot_stand_out() -> None:
    z = gi_star([1, 2, 9], in_a_row(3))
    assert np.isnan(z).tolist() == [False, True, False]


def test_one_unit_and_none_are_not_tested() -> None:
    assert np.isnan(gi_star([4], in_a_row(1))).tolist() == [True]
    assert len(gi_star([], hex_neighbours([]))) == 0


def test_counts_that_are_not_one_for_each_unit_are_refused() -> None:
    for function in (gi_star, star_sums):
        with pytest.raises(ValueError, match="one value for each unit"):
            function([1, 2], in_a_row(3))
