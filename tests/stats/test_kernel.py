"""Density on a grid: every point counts once, coasts do not dip, a finer grid changes little."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.stats.kernel import bin_points, counts_within, kernel_density, peak_nodes, values_at
from geo.stats.surface import GridTooLargeError, Surface, convolver, lay_surface, quartic

H = 1000.0
SQUARE = shapely.box(0, 0, 10_000, 6_000)
ISLANDS = shapely.union_all(
    [shapely.box(0, 0, 4_000, 4_000), shapely.Point(6_000, 2_000).buffer(700)]
)


def even_points(land: shapely.Geometry, step: float) -> np.ndarray:
    """Points on a lattice over all of some land."""
    west, south, east, north = land.bounds
    x, y = np.meshgrid(
        np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
    )
    points = np.column_stack([x.ravel(), y.ravel()])
    return points[shapely.contains_xy(land, points)]


def weights_by_hand(surface: Surface, point: int) -> np.ndarray:
    """Density of one point on a land node, by the sums of the definition."""
    x, y = np.meshgrid(surface.grid.x, surface.grid.y)
    at = np.column_stack([x[surface.land], y[surface.land]])
    away = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1)) / surface.bandwidth
    plain = np.maximum(0, 1 - away**2) ** 2
    scaled = surface.spread[surface.land] * plain[:, point]
    return scaled / (scaled * surface.share[surface.land]).sum() / surface.node_m2


def test_far_from_any_edge_it_is_the_quartic_kernel() -> None:
    surface = lay_surface(shapely.box(0, 0, 40_000, 40_000), 5_000)
    row, column = np.array(surface.grid.shape) // 2
    density = kernel_density(surface, np.array([[surface.grid.x[column], surface.grid.y[row]]]))
    away = surface.grid.spacing * np.arange(9) / 5_000
    expected = 3 / (np.pi * 5_000**2) * (1 - away**2) ** 2
    assert density[row, column : column + 9] == pytest.approx(expected, rel=5e-3, abs=1e-12)


@pytest.mark.parametrize("land", [SQUARE, ISLANDS])
def test_every_point_counts_as_one_on_land_wherever_it_lies(land: shapely.Geometry) -> None:
    surface = lay_surface(land, H)
    west, south, east, north = land.bounds
    points = np.random.default_rng(1).uniform((west, south), (east, north), (500, 2))
    for few in (points, points[:1], points[7:8]):
        density = kernel_density(surface, few)
        assert surface.integral(density) == pytest.approx(len(few), rel=1e-9)
        assert density[~surface.land].max() == 0
        assert density.min() >= 0


def test_it_is_what_the_sums_of_the_definition_give() -> None:
    surface = lay_surface(shapely.box(0, 0, 3_000, 2_000), H, per_bandwidth=4)
    rows, columns = np.nonzero(surface.land)
    for point in (0, 17, len(rows) - 1):
        at = np.array([[surface.grid.x[columns[point]], surface.grid.y[rows[point]]]])
        found = kernel_density(surface, at)[surface.land]
        assert found == pytest.approx(weights_by_hand(surface, point), rel=1e-9, abs=1e-15)


def test_an_even_pattern_stays_even_up_to_a_straight_coast() -> None:
    surface = lay_surface(SQUARE, H)
    density = kernel_density(surface, even_points(SQUARE, surface.grid.spacing / 4))
    level = density[surface.land] / density[surface.land].mean()
    assert np.abs(level - 1).max() < 0.02


def test_without_the_scales_the_same_pattern_dips_by_half() -> None:
    surface = lay_surface(SQUARE, H)
    plain = convolver(surface.grid, quartic(surface.grid, H))
    density = plain(surface.share) * surface.node_m2
    row = surface.grid.shape[0] // 2
    assert density[row, surface.land[row].argmax()] < 0.6


def test_a_finer_grid_changes_little() -> None:
    rng = np.random.default_rng(2)
    points = rng.normal((1_000, 3_000), 900, (400, 2))
    points = points[shapely.contains_xy(SQUARE, points)]
    places = even_points(SQUARE, 500)
    at = []
    for nodes in (8, 16):
        surface = lay_surface(SQUARE, H, per_bandwidth=nodes)
        at.append(values_at(surface, kernel_density(surface, points), places))
    assert np.abs(at[0] - at[1]).max() < 0.02 * at[1].max()


def test_a_point_at_sea_counts_at_the_nearest_land_and_is_told() -> None:
    surface = lay_surface(SQUARE, H)
    points = np.array([[5_000.0, -300.0], [5_000.0, 3_000.0], [-90_000.0, 3_000.0]])
    binned, moved = bin_points(surface, points)
    assert moved.tolist() == [True, False, True]
    assert binned.sum() == pytest.approx(3)
    assert binned[~surface.land].max() == 0
    south, middle = surface.land[:, 45].argmax(), np.abs(surface.grid.x - 5_000).argmin()
    assert binned[south, middle] == 1


def test_points_of_one_place_are_counted_within_a_bandwidth() -> None:
    surface = lay_surface(SQUARE, H)
    points = np.array([[5_000.0, 3_000.0]] * 4 + [[5_500.0, 3_000.0], [9_000.0, 3_000.0]])
    counts = counts_within(surface, points)
    row = np.abs(surface.grid.y - 3_000).argmin()
    here, there = (np.abs(surface.grid.x - x).argmin() for x in (5_000, 9_000))
    assert (counts[row, here], counts[row, there]) == (5, 1)
    assert counts[~surface.land].max() == 0


def test_peaks_lie_a_bandwidth_apart_the_highest_first() -> None:
    surface = lay_surface(SQUARE, H)
    heaps = [(2_000, 3_000)] * 9 + [(7_000, 2_000)] * 6 + [(7_500, 2_000)] * 5 + [(9_800, 5_800)]
    density = kernel_density(surface, np.array(heaps, dtype=float))
    rows, columns = peak_nodes(surface, density, least=density.max() / 4)
    found = np.column_stack([surface.grid.x[columns], surface.grid.y[rows]])
    assert len(found) == 3
    order = np.argsort(-density[rows, columns])
    assert order.tolist() == [0, 1, 2]
    near = {(2_000, 3_000), (7_250, 2_000), (9_800, 5_800)}
    assert all(min(np.hypot(*(spot - place)) for place in near) < 300 for spot in found)


def test_of_two_tops_within_a_bandwidth_only_the_higher_is_a_peak() -> None:
    surface = lay_surface(SQUARE, H)
    values = np.zeros(surface.grid.shape)
    values[20, [20, 27, 28, 29, 40]] = [5, 6, 6, 6, 4]
    rows, columns = peak_nodes(surface, values, least=1)
    assert (rows.tolist(), columns.tolist()) == ([20, 20], [27, 40])


def test_land_smaller_than_the_grid_still_holds_its_points() -> None:
    islet = shapely.box(100, 100, 101, 101)
    surface = lay_surface(shapely.union_all([islet]), 20_000)
    density = kernel_density(surface, np.array([[100.5, 100.5]]))
    assert surface.integral(density) == pytest.approx(1)


def test_a_bandwidth_too_small_for_the_land_is_refused() -> None:
    with pytest.raises(GridTooLargeError, match="10 m is too small"):
        lay_surface(shapely.box(0, 0, 300_000, 400_000), 10)
    with pytest.raises(ValueError, match="no land"):
        lay_surface(shapely.Polygon(), H)
