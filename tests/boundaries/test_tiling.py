"""Areas that tile."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries.tiling import clean, dissolve, simplify, tiling_faults
from geo.crs import EQUAL_AREA, WGS84


def make_layer(*shapes: shapely.Geometry, crs: str = WGS84) -> gpd.GeoDataFrame:
    kodes = [f"51.08.01.200{n}" for n in range(1, len(shapes) + 1)]
    return gpd.GeoDataFrame(index=pd.Index(kodes, name="kode"), geometry=list(shapes), crs=crs)


def test_squares_side_by_side_tile() -> None:
    layer = make_layer(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))
    faults = tiling_faults(layer)
    assert (faults.overlap_km2, faults.gap_km2) == (0, 0)


def test_land_that_two_claim_is_an_overlap() -> None:
    layer = make_layer(
        shapely.box(0, 0, 2000, 1000), shapely.box(1000, 0, 3000, 1000), crs=EQUAL_AREA
    )
    assert tiling_faults(layer).overlap_km2 == pytest.approx(1)


def test_a_hole_that_the_areas_enclose_is_a_gap_unless_it_is_a_lake() -> None:
    hole = shapely.box(1000, 1000, 2000, 2000)
    ring = shapely.difference(shapely.box(0, 0, 3000, 3000), hole)
    layer = make_layer(ring, crs=EQUAL_AREA)
    assert tiling_faults(layer).gap_km2 == pytest.approx(1)
    assert tiling_faults(layer, gpd.GeoSeries([hole], crs=EQUAL_AREA)).gap_km2 == 0


def test_water_between_two_islands_is_no_gap() -> None:
    layer = make_layer(shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1))
    assert tiling_faults(layer).gap_km2 == 0


def test_cleaning_closes_narrow_gaps_and_leaves_wide_ones() -> None:
    narrow = make_layer(shapely.box(0, 0, 1, 1), shapely.box(1.0004, 0, 2, 1))
    narrow.loc["51.08.01.2003"] = [shapely.box(0, 1, 2, 2)]
    narrow.loc["51.08.01.2004"] = [shapely.box(0, -1, 2, 0)]
    assert tiling_faults(narrow).gap_km2 > 0
    assert tiling_faults(clean(narrow, gap_width=0.0005)).gap_km2 == 0
    assert tiling_faults(clean(narrow, gap_width=0.0003)).gap_km2 > 0


def test_cleaning_leaves_out_an_area_that_lies_wholly_under_another() -> None:
    layer = make_layer(shapely.box(0, 0, 2, 2), shapely.box(0.5, 0.5, 1, 1))
    cleaned = clean(layer, gap_width=0.0005)
    assert len(cleaned) == 1
    assert tiling_faults(cleaned).overlap_km2 == 0


def test_dissolving_joins_what_shares_a_kode_and_sorts_by_it() -> None:
    layer = make_layer(*(shapely.box(n, 0, n + 1, 1) for n in range(3)))
    by = pd.Series(["51.08.02", "51.08.01", "51.08.01"], index=layer.index)
    joined = dissolve(layer, by)
    assert joined.index.tolist() == ["51.08.01", "51.08.02"]
    assert joined.index.name == "kode"
    assert joined["51.08.01"].equals(shapely.box(1, 0, 3, 1).normalize())


def test_simplified_neighbours_keep_their_shared_border() -> None:
    border = [(1, 0), (1.00002, 0.25), (1, 0.5), (0.99998, 0.75), (1, 1)]
    layer = make_layer(
        shapely.Polygon([(0, 0), *border, (0, 1)]), shapely.Polygon([(2, 0), *border, (2, 1)])
    )
    thin = simplify(layer, 0.01)
    assert thin.index.equals(layer.index)
    assert shapely.coverage_is_valid(thin.geometry.to_numpy())
    assert shapely.get_num_coordinates(thin.geometry.to_numpy()).tolist() == [5, 5]


def test_simplified_coordinates_have_five_decimals() -> None:
    layer = make_layer(shapely.box(0.123456789, 0, 1.987654321, 1))
    thin = simplify(layer, 0.0001)
    assert thin.total_bounds.tolist() == [0.12346, 0, 1.98765, 1]


def test_rounding_that_folds_a_spike_over_is_mended() -> None:
    spike = [(1, 0), (1, 0.5), (1.000012, 0.500003), (1, 0.500006), (1, 1)]
    layer = make_layer(
        shapely.Polygon([(0, 0), *spike, (0, 1)]), shapely.Polygon([(2, 0), *spike, (2, 1)])
    )
    thin = simplify(layer, 0)
    assert thin.is_valid.all()
    assert shapely.coverage_is_valid(thin.geometry.to_numpy())
