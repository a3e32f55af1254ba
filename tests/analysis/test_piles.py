"""Many reports at one point, and reports that look like one."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from geo.analysis.piles import Doubles, point_piles, possible_doubles
from geo.analysis.reports import ReportFilter
from geo.store.pairs import NearPairs
from tests.analysis.made_worlds import kode_of, middle, reports_at

YEAR = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
OFFICE = middle(2, 2)


def test_five_reports_at_one_point_are_a_pile_and_four_are_none() -> None:
    piles = point_piles(*reports_at([OFFICE] * 5 + [middle(3, 3)] * 4), YEAR)
    assert piles[["n_reports", "kode_desa"]].to_numpy().tolist() == [[5, kode_of(2, 2)]]
    assert (piles.loc[0, "lat"], piles.loc[0, "lng"]) == (-8.325, 115.075)


def test_points_a_metre_apart_are_one_and_points_eleven_metres_apart_are_not() -> None:
    lat, lng = OFFICE
    near = [(lat + n * 1e-6, lng) for n in (-2, -1, 0, 1, 2)]
    apart = [(lat + n * 1e-4, lng + 0.01) for n in (-2, -1, 0, 1, 2)]
    assert point_piles(*reports_at(near + apart), YEAR)["n_reports"].tolist() == [5]


def test_the_largest_pile_comes_first() -> None:
    piles = point_piles(*reports_at([OFFICE] * 5 + [middle(3, 3)] * 8), YEAR)
    assert piles["n_reports"].tolist() == [8, 5]


def test_reports_that_say_they_are_placed_by_desa_are_no_pile() -> None:
    assert point_piles(*reports_at([OFFICE] * 9, accuracy="desa"), YEAR).empty


def test_reports_of_other_days_are_not_counted() -> None:
    assert point_piles(*reports_at([OFFICE] * 9, "2025-12-31"), YEAR).empty


def test_a_pile_outside_of_every_desa_has_no_kode() -> None:
    reports, points = reports_at([OFFICE] * 5)
    reports["kode_desa"] = pd.Categorical([None] * 5, categories=pd.Index([], dtype="str"))
    assert point_piles(reports, points, YEAR)["kode_desa"].tolist() == [""]


def near(*pairs: tuple[str, str], total: int | None = None) -> NearPairs:
    table = pd.DataFrame(list(pairs), columns=["first", "second"], dtype="str")
    return NearPairs(table, len(pairs) if total is None else total)


def test_pairs_of_which_both_reports_are_asked_for_are_counted() -> None:
    reports, _points = reports_at([OFFICE] * 3)
    pairs = near(("r0000", "r0001"), ("r0001", "r0002"), ("r0002", "other"))
    assert possible_doubles(pairs, reports, YEAR) == Doubles(2, is_part=False)
    assert possible_doubles(near(total=900), reports, YEAR) == Doubles(0, is_part=True)
