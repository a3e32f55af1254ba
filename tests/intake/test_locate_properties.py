"""Whatever the points: each is counted once, and their order does not matter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.locate import locate
from geo.words import Place
from tests.intake.squares import KECAMATAN, make_land, spots

pytestmark = pytest.mark.slow

LAND = make_land()
METRES = st.one_of(st.integers(-10, 60).map(lambda n: n * 100.0), st.floats(-2000, 7000))
SPOTS = st.lists(st.none() | st.tuples(METRES, METRES), max_size=40)
RULES = settings(deadline=None, max_examples=30, database=None)
FOUND = {Place.INSIDE.value, Place.SHORE.value}


def found(places: list[tuple[float, float] | None], *, tolerance_m: float = 300) -> pd.DataFrame:
    return locate(
        spots(*places), LAND.desa, LAND.kecamatan, elsewhere=LAND.elsewhere, tolerance_m=tolerance_m
    )


@RULES
@given(SPOTS)
def test_each_point_is_one_of_four_and_the_sums_over_areas_and_the_others_are_all(
    places: list[tuple[float, float] | None],
) -> None:
    at = found(places)
    n_others = at["place"].isin(["outside", "missing"]).sum()
    assert set(at["place"]) <= {"inside", "shore", "outside", "missing"}
    assert at["place"].eq("missing").to_list() == [each is None for each in places]
    for column in ("kode_kabupaten", "kode_kecamatan"):
        in_areas = at.loc[at[column] != "", column].value_counts()
        assert in_areas.sum() + n_others == len(places)
    assert set(at["kode_kecamatan"]) - {""} <= set(KECAMATAN)
    n_desa, n_without = (at["kode_desa"] != "").sum(), (at["kode_desa"] == "").sum()
    n_upland = (at["place"].isin(FOUND) & (at["kode_desa"] == "")).sum()
    assert n_desa + n_upland + n_others == n_desa + n_without == len(places)


@RULES
@given(SPOTS)
def test_the_levels_agree_and_the_distance_says_the_same_as_the_place(
    places: list[tuple[float, float] | None],
) -> None:
    at = found(places)
    desa = at[at["kode_desa"] != ""]
    assert (desa["kode_desa"].str[:8] == desa["kode_kecamatan"]).all()
    assert (at["kode_kecamatan"].str[:5] == at["kode_kabupaten"]).all()
    in_area = at["place"].isin(FOUND)
    assert (at["kode_kecamatan"].ne("") == in_area).all()
    assert (at.loc[at["place"] == "inside", "distance_m"] == 0).all()
    assert at.loc[at["place"] == "shore", "distance_m"].between(0, 300).all()
    assert (at.loc[at["place"] == "outside", "distance_m"] >= 0).all()
    assert (at["distance_m"].isna() == at["place"].eq("missing")).all()


@RULES
@given(SPOTS, st.randoms(use_true_random=False))
def test_another_order_of_points_or_areas_changes_nothing(
    places: list[tuple[float, float] | None], random: np.random.Generator
) -> None:
    order = list(range(len(places)))
    random.shuffle(order)
    land = LAND.desa.iloc[::-1], LAND.kecamatan.iloc[::-1]
    at = found(places)
    turned = locate(
        spots(*places).iloc[order], *land, elsewhere=LAND.elsewhere, tolerance_m=300
    ).sort_index()
    pd.testing.assert_frame_equal(at, turned)


@RULES
@given(SPOTS, st.floats(1, 2000), st.floats(1, 2000))
def test_a_wider_tolerance_never_takes_a_point_out_of_an_area(
    places: list[tuple[float, float] | None], one: float, other: float
) -> None:
    narrow, wide = (found(places, tolerance_m=m) for m in sorted((one, other)))
    before = narrow["place"].isin(FOUND)
    pd.testing.assert_frame_equal(narrow[before], wide[before])


def test_the_grid_of_the_strategy_holds_points_on_borders_and_corners() -> None:
    at = found([(2000, 500), (3000, 1000), (3000, 0)])
    assert at["place"].isin(["inside", "shore"]).all()
    assert at["distance_m"].to_list() == pytest.approx([0, 0, 0], abs=1e-3)
