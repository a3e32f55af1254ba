"""Rings as published, made into polygons."""

from __future__ import annotations

import shapely

from geo.boundaries.repair import polygons_of

Ring = list[list[float]]


def make_ring(south: float, west: float, north: float, east: float) -> Ring:
    """A square as the source writes it: [lat, lng] pairs, closed."""
    return [[south, west], [north, west], [north, east], [south, east], [south, west]]


def test_latitude_comes_first_in_the_source_and_second_in_a_polygon() -> None:
    polygon = polygons_of([make_ring(-8.2, 114, -8.1, 115)])
    assert polygon.bounds == (114, -8.2, 115, -8.1)


def test_four_levels_are_a_polygon_of_several_parts() -> None:
    parts = polygons_of([[make_ring(0, 0, 1, 1)], [make_ring(0, 5, 1, 6)]])
    assert len(parts.geoms) == 2
    assert parts.area == 2


def test_a_ring_inside_its_shell_is_a_hole() -> None:
    assert polygons_of([make_ring(0, 0, 3, 3), make_ring(1, 1, 2, 2)]).area == 8


def test_a_ring_outside_its_shell_is_a_part() -> None:
    parts = polygons_of([make_ring(0, 0, 1, 1), make_ring(0, 5, 1, 6)])
    assert parts.area == 2
    assert parts.is_valid


def test_an_islet_that_nests_in_another_part_is_land_and_no_hole() -> None:
    parts = polygons_of([[make_ring(0, 0, 3, 3)], [make_ring(1, 1, 2, 2)]])
    assert parts.area == 9
    assert parts.is_valid


def test_a_ring_that_crosses_itself_keeps_what_it_encloses() -> None:
    bow_tie = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    assert polygons_of([bow_tie]).area == 2


def test_what_a_ring_encloses_twice_is_land_and_no_hole() -> None:
    outer, inner = make_ring(0, 0, 4, 4), make_ring(1, 1, 3, 3)
    assert polygons_of([[*outer, *inner, outer[0]]]).area == 16


def test_a_ring_that_is_not_closed_is_closed() -> None:
    assert polygons_of([make_ring(0, 0, 1, 1)[:-1]]).area == 1


def test_rings_without_area_are_left_out() -> None:
    assert polygons_of([make_ring(0, 0, 1, 1), [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]]).area == 1
    assert polygons_of([[[0, 0], [0, 1], [0, 0]]]).is_empty


def test_coordinates_have_six_decimals_and_no_vertex_twice() -> None:
    ring = [[0, 0], [0, 0.00000001], [1.00000049, 0], [1, 1], [0, 1], [0, 0]]
    polygon = polygons_of([ring])
    assert shapely.get_num_coordinates(polygon) == 5
    assert polygon.bounds == (0, 0, 1, 1)
