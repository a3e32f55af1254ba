"""Adjusted p-values: few findings are false, however many places are tested."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from geo.stats.adjust import adjusted_p


def found_by_pysal(p: np.ndarray, level: float) -> np.ndarray:
    """Which tests are findings by the cut-off of esda, below which p must lie or at it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda import fdr

        return p <= fdr(p, level)


def test_each_p_is_raised_by_the_number_of_tests_over_its_rank() -> None:
    assert adjusted_p([0.01, 0.04, 0.5]) == pytest.approx([0.03, 0.06, 0.5])


def test_an_adjusted_p_is_never_above_that_of_a_larger_p() -> None:
    assert adjusted_p([0.02, 0.021, 0.022]) == pytest.approx([0.022, 0.022, 0.022])


def test_the_strict_way_divides_by_the_harmonic_sum_too() -> None:
    assert adjusted_p([0.01, 0.04, 0.5], method="by") == pytest.approx([0.055, 0.11, 11 / 12])


def test_what_was_not_tested_does_not_count_as_a_test() -> None:
    p = adjusted_p([np.nan, 0.01, 0.04, np.nan, 0.5])
    assert np.isnan(p).tolist() == [True, False, False, True, False]
    assert p[[1, 2, 4]].tolist() == adjusted_p([0.01, 0.04, 0.5]).tolist()


def test_nothing_tested_gives_nothing() -> None:
    assert np.isnan(adjusted_p([np.nan, np.nan])).all()
    assert len(adjusted_p([])) == 0


@pytest.mark.parametrize("level", [0.01, 0.05, 0.1, 0.2])
def test_findings_are_those_of_pysal(level: float) -> None:
    rng = np.random.default_rng(8)
    for n_real in (0, 5, 60):
        p = np.r_[rng.random(400), rng.random(n_real) * 1e-3]
        assert (adjusted_p(p) <= level).tolist() == found_by_pysal(p, level).tolist()


def test_one_p_exactly_on_the_line_is_a_finding() -> None:
    assert adjusted_p([0.05, 0.9])[0] == 0.1


@pytest.mark.parametrize("p", [[-0.1, 0.5], [0.2, 1.1]])
def test_a_value_that_is_no_p_is_refused(p: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted_p(p)
