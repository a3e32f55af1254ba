"""One cell can hold both coordinates; it is parted only where that can be done in one way."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.intake.coordinate_text import split_pair
from geo.intake.coordinates import Points, read_points
from geo.intake.judged import Understanding
from geo.words import Kind

BALI = (114.4, -8.9, 115.8, -8.0)
ONE = Understanding(Kind.REPORTS, "bali", "polsek", columns={"lat": 0, "lng": 0})


def read(*cells: str) -> Points:
    column = pd.Series(list(cells), dtype="str")
    return read_points(column, column, understanding=ONE, bounds=BALI)


@pytest.mark.parametrize(
    "cell",
    [
        "-8.11, 115.09",
        "-8.11,115.09",
        "-8,11; 115,09",
        "-8,11 115,09",
        "-8,11, 115,09",
        "(-8.11, 115.09)",
        "-8.11/115.09",
        "\u20118.11, 115.09",
        "8.11 LS, 115.09 BT",
        "8,11 LS 115,09 BT",
        "8\u00b006'36\" LS, 115\u00b005'24\" BT",
        "8\u00b006'36\"S 115\u00b005'24\"E",
        "LS 8\u00b006'36\" BT 115\u00b005'24\"",
        "8 06 36 LS 115 05 24 BT",
    ],
)
def test_one_cell_can_hold_both_coordinates(cell: str) -> None:
    points = read(cell)
    assert points.reason[0] == ""
    assert points.lat[0] == pytest.approx(-8.11, abs=1e-9)
    assert points.lng[0] == pytest.approx(115.09, abs=1e-9)


@pytest.mark.parametrize("cell", ["8,115", "8,11,115,09", "8 06 36 115 05 24", "Lovina", "1,2,3"])
def test_a_cell_that_can_be_parted_in_two_ways_is_not_parted(cell: str) -> None:
    assert split_pair(cell) == (cell, "")
    assert read(cell).reason[0] != ""


def test_cells_of_several_forms_stay_in_their_rows() -> None:
    points = read("-8.11, 115.09", "Lovina", "", "8.12 LS 115.10 BT", "-8.13,115.11")
    assert list(points.lat.round(2).fillna(0)) == [-8.11, 0, 0, -8.12, -8.13]
    assert list(points.lng.round(2).fillna(0)) == [115.09, 0, 0, 115.10, 115.11]
    assert list(points.reason != "") == [False, True, False, False, False]
