"""Neighbours of cells and of areas, held against H3 and PySAL."""

from __future__ import annotations

import warnings

import geopandas as gpd
import numpy as np
import pytest
import shapely
from h3.api import basic_int as h3

from geo.stats import hex_lattice
from geo.stats.hex_lattice import PENTAGONS, lattice
from geo.stats.neighbours import area_neighbours, hex_neighbours
from tests.stats.small_worlds import (
    BALI,
    KALIMANTAN,
    cells_around,
    in_a_row,
    pysal_areas,
    rows,
)


def rows_by_h3(cells: np.ndarray) -> list[list[int]]:
    place = {cell: i for i, cell in enumerate(cells.tolist())}
    rings = [set(h3.grid_disk(cell, 1)) - {cell} for cell in place]
    return [sorted(place[b] for b in ring if b in place) for ring in rings]


def some_of(cells: np.ndarray, *, seed: int) -> np.ndarray:
    """About three quarters of the cells, in any order."""
    rng = np.random.default_rng(seed)
    kept = cells[rng.random(len(cells)) < 0.75]
    return rng.permutation(kept if len(kept) else cells[:1])


def far_and_wide(seed: int) -> np.ndarray:
    """Cells of any resolution, anywhere on the globe."""
    rng = np.random.default_rng(seed)
    lat, lng = np.degrees(np.arcsin(rng.uniform(-1, 1))), rng.uniform(-180, 180)
    return some_of(cells_around((lat, lng), int(rng.integers(10)), 6), seed=seed)


def test_the_middle_of_seven_cells_has_six_neighbours_and_each_other_three() -> None:
    found = hex_neighbours(cells_around(BALI, 7, 1))
    assert sorted(found.counts) == [3] * 6 + [6]


@pytest.mark.parametrize("resolution", range(3, 10))
@pytest.mark.parametrize("office", [BALI, KALIMANTAN])
def test_neighbours_in_the_offices_are_those_of_h3(
    office: tuple[float, float], resolution: int
) -> None:
    for rings in (0, 2, 12):
        cells = some_of(cells_around(office, resolution, rings), seed=resolution)
        assert rows(hex_neighbours(cells)) == rows_by_h3(cells)


def test_neighbours_anywhere_on_the_globe_are_those_of_h3() -> None:
    for seed in range(120):
        cells = far_and_wide(seed)
        assert rows(hex_neighbours(cells)) == rows_by_h3(cells)


def test_cells_across_the_border_of_base_cells_unfold_into_one_plane() -> None:
    unfolded = 0
    for seed in range(120):
        cells = far_and_wide(seed)
        bases = {h3.get_base_cell_number(cell) for cell in cells.tolist()}
        unfolded += len(bases) > 1 and lattice(cells) is not None
    assert unfolded > 10


@pytest.mark.parametrize("resolution", [0, 1, 4, 9])
def test_around_a_pentagon_h3_is_asked_for_each_cell(resolution: int) -> None:
    pentagon = h3.get_pentagons(resolution)[0]
    cells = np.array(h3.grid_disk(pentagon, 2), dtype=np.uint64)
    assert h3.get_base_cell_number(pentagon) in PENTAGONS
    assert lattice(cells) is None
    assert rows(hex_neighbours(cells)) == rows_by_h3(cells)


def test_a_lattice_that_h3_does_not_confirm_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = cells_around(BALI, 6, 5)
    monkeypatch.setattr(hex_lattice, "FINER", hex_lattice.FINER[::-1])
    assert lattice(cells) is None
    assert rows(hex_neighbours(cells)) == rows_by_h3(cells)


def test_two_offices_far_apart_in_one_set_keep_their_own_neighbours() -> None:
    cells = np.r_[cells_around(BALI, 8, 3), cells_around(KALIMANTAN, 8, 3)]
    assert rows(hex_neighbours(cells)) == rows_by_h3(cells)


def test_cells_written_as_text_have_the_same_neighbours() -> None:
    cells = some_of(cells_around(BALI, 8, 4), seed=1)
    texts = [h3.int_to_str(cell) for cell in cells.tolist()]
    assert rows(hex_neighbours(texts)) == rows(hex_neighbours(cells))


def test_one_cell_has_no_neighbour_and_no_cell_has_no_row() -> None:
    assert rows(hex_neighbours(cells_around(BALI, 7, 0))) == [[]]
    assert hex_neighbours([]).n == 0


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (np.r_[cells_around(BALI, 7, 1), cells_around(BALI, 8, 0)], "different resolutions"),
        (np.repeat(cells_around(BALI, 7, 1), 2), "comes twice"),
        (np.repeat(np.array(h3.get_pentagons(5)[:1], dtype=np.uint64), 2), "comes twice"),
        (np.r_[cells_around(BALI, 8, 1), *[cells_around(KALIMANTAN, 8, 0)] * 2], "comes twice"),
        (np.arange(3, dtype=np.uint64), "no H3 cell"),
    ],
)
def test_cells_that_make_no_set_are_refused(cells: np.ndarray, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        hex_neighbours(cells)


def test_squares_that_share_a_side_or_a_corner_are_neighbours() -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for y in range(2) for x in range(3)]
    assert rows(area_neighbours(gpd.GeoSeries(squares)))[:2] == [[1, 3, 4], [0, 2, 3, 4, 5]]


def test_a_gap_wider_than_the_tolerance_parts_neighbours() -> None:
    pair = [shapely.box(0, 0, 1, 1), shapely.box(1.001, 0, 2, 1)]
    assert rows(area_neighbours(pair)) == [[], []]
    assert rows(area_neighbours(pair, tolerance=0.01)) == [[1], [0]]


def test_an_area_without_a_polygon_has_no_neighbour() -> None:
    areas = [shapely.box(0, 0, 1, 1), None, shapely.Polygon(), shapely.box(1, 0, 2, 1)]
    assert rows(area_neighbours(areas)) == [[3], [], [], [0]]
    assert area_neighbours([]).n == 0


@pytest.mark.parametrize(
    "layer", ["columbus.shp", "10740.shp", "mexicojoin.shp", "stl_hom.shp", "sids2.shp"]
)
def test_areas_of_pysal_have_the_queen_neighbours_that_pysal_finds(layer: str) -> None:
    from libpysal.graph import Graph

    areas = pysal_areas(layer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = Graph.build_contiguity(areas, rook=False)
    ours = area_neighbours(areas.geometry)
    assert (ours.matrix() != graph.sparse).nnz == 0


def test_the_matrix_of_stars_holds_each_unit_itself_too() -> None:
    assert in_a_row(3).matrix().toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert in_a_row(3).matrix(star=True).toarray().tolist() == [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
