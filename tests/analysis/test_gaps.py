"""Kecamatan without a known team that lie together are told from those that lie anywhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.analysis.gaps import Gaps, find_gaps
from geo.analysis.worlds import World
from geo.store.rules import Rules
from geo.words import Level
from tests.stats.boards import square

SIDE = 8
KODE = [f"51.{row + 1:02}.{column + 1:02}" for row in range(SIDE) for column in range(SIDE)]
CORNER = [f"51.{row:02}.{column:02}" for row in (1, 2, 3) for column in (1, 2, 3)]
SCATTERED = [f"51.{row:02}.{column:02}" for row in (1, 4, 7) for column in (1, 4, 7)]


def found(gaps: list[str], *, side: int = SIDE, least: int = 12) -> Gaps:
    kode = KODE if side == SIDE else KODE[: side * side]
    world = World(
        Level.KECAMATAN,
        pd.Index(kode, name="kode", dtype="str"),
        square(side),
        np.zeros((len(kode), 2)),
    )
    status = ["belum diketahui" if each in gaps else "terbentuk" for each in kode]
    kecamatan = pd.DataFrame({"status": status}, index=kode)
    return find_gaps(kecamatan, world, Rules(enough_units=least))


def test_gaps_in_one_corner_lie_together() -> None:
    gaps = found(CORNER)
    assert gaps.is_tested and gaps.n_gaps == 9
    assert "51.02.02" in gaps.together
    assert set(gaps.together) <= set(CORNER)


def test_gaps_that_lie_apart_do_not() -> None:
    gaps = found(SCATTERED)
    assert gaps.n_gaps == 9 and gaps.together.empty
    assert (gaps.table.loc[SCATTERED, "n_gaps_around"] == 0).all()


def test_what_has_a_team_is_never_a_gap() -> None:
    table = found(CORNER).table
    assert table.loc[~table["is_gap"], "p"].isna().all()
    assert not table.loc[~table["is_gap"], "together"].any()


@pytest.mark.parametrize("gaps", [[], KODE])
def test_where_all_or_none_is_a_gap_nothing_is_tested(gaps: list[str]) -> None:
    result = found(gaps)
    assert not result.is_tested and result.together.empty


def test_below_twelve_kecamatan_nothing_is_tested() -> None:
    result = found(KODE[:3], side=3)
    assert not result.is_tested and result.table["p"].isna().all()
