"""Intervals: published values, coverage, and rates drawn to their mean."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import stats

from geo.stats.intervals import empirical_bayes, poisson_interval, share_interval
from tests.stats.small_worlds import pysal_areas


def rates_of_pysal(events: np.ndarray, base: np.ndarray) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda.smoothing import Empirical_Bayes

        return Empirical_Bayes(events, base).r.ravel()


def test_no_report_is_compatible_with_a_mean_of_nearly_four() -> None:
    low, high = poisson_interval([0, 1, 3, 5, 10, 20])
    assert low == pytest.approx([0, 0.0253, 0.6187, 1.6235, 4.7954, 12.2165], abs=1e-4)
    assert high == pytest.approx([3.6889, 5.5716, 8.7673, 11.6683, 18.3904, 30.8884], abs=1e-4)


def test_limits_of_a_count_are_quantiles_of_chi_squared() -> None:
    counts = np.arange(1, 400)
    low, high = poisson_interval(counts, level=0.9)
    assert low == pytest.approx(stats.chi2.ppf(0.05, 2 * counts) / 2, rel=1e-12)
    assert high == pytest.approx(stats.chi2.ppf(0.95, 2 * counts + 2) / 2, rel=1e-12)


@pytest.mark.parametrize("mean", [0.1, 1, 4.2, 30])
def test_the_interval_of_a_count_holds_the_mean_at_least_as_often_as_it_says(mean: float) -> None:
    counts = np.arange(200)
    low, high = poisson_interval(counts)
    assert stats.poisson.pmf(counts, mean)[(low <= mean) & (mean <= high)].sum() >= 0.95


def test_a_share_of_none_or_all_has_an_interval_on_one_side() -> None:
    low, high = share_interval([0, 10, 0], [10, 10, 0])
    assert low == pytest.approx([0, 0.6915, 0], abs=1e-4)
    assert high == pytest.approx([0.3085, 1, 1], abs=1e-4)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_limits_of_a_share_are_those_of_clopper_and_pearson(level: float) -> None:
    for k, n in [(0, 7), (1, 7), (52, 77), (77, 77), (3, 5000)]:
        expected = stats.binomtest(k, n).proportion_ci(level, method="exact")
        assert share_interval(k, n, level) == pytest.approx(tuple(expected), abs=1e-10)


def test_an_unknown_count_has_no_interval() -> None:
    assert np.isnan(poisson_interval([np.nan])).all()
    assert np.isnan(share_interval([np.nan, 1], [3, np.nan])).all()


@pytest.mark.parametrize(
    ("layer", "events", "base"),
    [("stl_hom.shp", "HC8893", "PO8893"), ("sids2.shp", "SID74", "BIR74")],
)
def test_smoothed_rates_on_data_of_pysal_are_those_of_pysal(
    layer: str, events: str, base: str
) -> None:
    areas = pysal_areas(layer)
    e, b = areas[events].to_numpy(float), areas[base].to_numpy(float)
    rate, low, high = empirical_bayes(e, b)
    assert rate == pytest.approx(rates_of_pysal(e, b), rel=1e-12)
    assert np.all((low < rate) & (rate < high))


def test_a_rate_on_a_small_base_is_drawn_further_to_the_mean() -> None:
    events, base = np.array([4, 400, 10, 1000, 3]), np.array([10, 1000, 100, 10_000, 1000])
    rate, low, high = empirical_bayes(events, base)
    mean = events.sum() / base.sum()
    assert mean < rate[0] < rate[1] < 0.4
    assert high[0] - low[0] > high[1] - low[1]


def test_the_interval_of_a_rate_holds_it_as_often_as_it_says() -> None:
    rng = np.random.default_rng(6)
    base = rng.uniform(20, 2000, 4000)
    true = rng.gamma(4, 0.01, 4000)
    _, low, high = empirical_bayes(rng.poisson(true * base), base)
    assert np.mean((low <= true) & (true <= high)) == pytest.approx(0.95, abs=0.015)


def test_areas_that_differ_no_more_than_by_chance_share_one_rate() -> None:
    rate, low, high = empirical_bayes([1, 2, 3, 0], [100, 200, 300, 100])
    assert rate == pytest.approx([6 / 700] * 4)
    assert (low[3], high[3]) == pytest.approx((0, 0.036889), abs=1e-6)
    assert np.all((low <= rate) & (rate <= high))


@pytest.mark.parametrize("events", [[0] + [5] * 9, [11] + [4] * 19])
def test_an_area_unlike_the_shared_rate_has_an_interval_that_reaches_to_it(
    events: list[int],
) -> None:
    rate, low, high = empirical_bayes(events, [100] * len(events))
    own = poisson_interval(events[0])
    assert rate[0] == pytest.approx(sum(events) / len(events) / 100)
    assert low[0] == pytest.approx(min(own[0] / 100, rate[0]))
    assert high[0] == pytest.approx(max(own[1] / 100, rate[0]))
    assert not own[0] <= 100 * rate[0] <= own[1]


def test_no_event_anywhere_gives_0_and_how_much_it_could_be() -> None:
    rate, low, high = empirical_bayes([0, 0], [100, 1000])
    assert rate.tolist() == low.tolist() == [0, 0]
    assert high == pytest.approx([0.0369, 0.0037], abs=1e-4)


def test_an_area_without_a_base_has_no_rate_and_changes_no_other() -> None:
    known = empirical_bayes([4, 1, 30], [10, 100, 1000])
    rate, low, high = empirical_bayes([4, 9, 1, 30, 5, np.nan], [10, 0, 100, 1000, np.nan, 50])
    assert np.isnan(rate).tolist() == [False, True, False, False, True, True]
    for here, there in zip((rate, low, high), known, strict=True):
        assert here[[0, 2, 3]].tolist() == there.tolist()
    assert np.isnan(empirical_bayes([3], [0])).all()


def test_what_cannot_be_a_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_interval([-1])
    with pytest.raises(ValueError, match="larger than its whole"):
        share_interval(4, 3)
    with pytest.raises(ValueError, match="negative"):
        empirical_bayes([1], [-5])
