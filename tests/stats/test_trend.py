"""Rising and falling series, held against pymannkendall."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pymannkendall
import pytest

from geo.stats.trend import mann_kendall

pytestmark = pytest.mark.slow


def some_series(kind: str, n_times: int) -> npt.NDArray[np.float64]:
    rng = np.random.default_rng(n_times)
    shape = (40, n_times)
    made = {
        "counts": rng.poisson(0.6, shape).astype(float),
        "different": rng.normal(size=shape),
        "rising": rng.poisson(1, shape) + np.arange(n_times) * 0.5,
    }
    return made[kind]


def test_a_series_that_only_rises_has_as_many_rising_pairs_as_pairs() -> None:
    trend = mann_kendall([[1, 2, 3, 4], [4, 3, 2, 1], [7, 7, 7, 7]])
    assert trend.s.tolist() == [6, -6, 0]
    assert trend.var_s[0] == pytest.approx(4 * 3 * 13 / 18)
    assert trend.z[0] == -trend.z[1] > 0
    assert (trend.var_s[2], trend.z[2], trend.p[2]) == (0, 0, 1)


@pytest.mark.parametrize("kind", ["counts", "different", "rising"])
@pytest.mark.parametrize("n_times", [3, 12, 24, 36, 60])
def test_every_number_is_that_of_pymannkendall(kind: str, n_times: int) -> None:
    values = some_series(kind, n_times)
    trend = mann_kendall(values)
    theirs = [pymannkendall.original_test(row) for row in values]
    for name in ("s", "var_s", "z", "p"):
        expected = [getattr(each, name) for each in theirs]
        np.testing.assert_allclose(getattr(trend, name), expected, rtol=1e-12, atol=1e-12)


def test_a_series_with_a_gap_has_no_trend_and_the_others_keep_theirs() -> None:
    trend = mann_kendall([[1, np.nan, 3], [1, 2, 3]])
    assert np.isnan([trend.s[0], trend.var_s[0], trend.z[0], trend.p[0]]).all()
    assert trend.s[1] == 3


def test_a_world_without_units_has_no_trends() -> None:
    assert mann_kendall(np.empty((0, 24))).p.shape == (0,)


def test_one_series_alone_is_no_table() -> None:
    with pytest.raises(ValueError, match="table"):
        mann_kendall([1, 2, 3])
