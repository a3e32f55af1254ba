"""Exact two-sided tests: equal to SciPy's for every outcome, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from geo.stats.exact_tests import binomial_p, fisher_p


def test_p_of_a_known_share_is_that_of_scipy_for_every_outcome() -> None:
    for n, share in ((1, 0.5), (7, 0.5), (12, 0.3), (60, 0.81)):
        k = np.arange(n + 1)
        ours = binomial_p(k, np.full(n + 1, n), share)
        theirs = [scipy.stats.binomtest(int(each), n, share).pvalue for each in k]
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_p_of_a_fair_coin_by_hand() -> None:
    p = binomial_p(np.array([0, 5, 2]), np.array([5, 5, 4]), 0.5)
    np.testing.assert_allclose(p, [2 / 32, 2 / 32, 1.0])


@pytest.mark.parametrize(("all_after", "all_both"), [(3, 6), (4, 9), (10, 20), (17, 23), (60, 90)])
def test_p_of_given_totals_is_that_of_scipy_for_every_table(all_after: int, all_both: int) -> None:
    tables = [
        (new, both)
        for both in range(1, min(all_both, 30))
        for new in range(max(0, both - (all_both - all_after)), min(both, all_after) + 1)
    ]
    new, both = np.array(tables).T
    ours = fisher_p(new, both, all_after=all_after, all_both=all_both)
    rest_after, rest = all_after - new, all_both - both
    columns = zip(new, both - new, rest_after, rest - rest_after, strict=True)
    theirs = [scipy.stats.fisher_exact([[a, b], [c, d]]).pvalue for a, b, c, d in columns]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


def test_p_of_a_lady_who_names_all_eight_cups_by_hand() -> None:
    p = fisher_p(np.array([4, 3]), np.array([4, 4]), all_after=4, all_both=8)
    np.testing.assert_allclose(p, [2 / 70, 34 / 70])


def test_who_holds_all_reports_cannot_differ() -> None:
    assert fisher_p(np.array([7]), np.array([9]), all_after=7, all_both=9).tolist() == [1.0]
