"""With and without the compiler every answer is the same, and nothing loads it at start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pytest

from geo.stats import compiled as door
from geo.stats import permutations, trend
from geo.stats.permutations import drawn, esda_draws, permutation_p
from geo.stats.trend import mann_kendall
from tests.stats.boards import square
from tests.stats.small_worlds import neighbours_of

pytestmark = pytest.mark.slow

SEEDS = range(4)


def of_trends(seed: int) -> npt.NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    values = rng.poisson(1, (150, 24)) + rng.choice(
        [0.0, np.inf, np.nan], (150, 1), p=[0.8, 0.1, 0.1]
    )
    found = mann_kendall(values)
    return np.array([found.s, found.var_s, found.z, found.p])


def of_permutations(seed: int) -> npt.NDArray[np.float64]:
    counts = np.random.default_rng(seed).poisson(0.8, 225)
    return permutation_p(counts, square(15), n_permutations=499, seed=seed)


def of_large_counts(seed: int) -> npt.NDArray[np.float64]:
    counts = 10 ** np.random.default_rng(seed).integers(0, 2 + 3 * seed, 144)
    return permutation_p(counts, square(12), n_permutations=99, seed=seed)


def of_units_alone(seed: int) -> npt.NDArray[np.float64]:
    counts = np.random.default_rng(seed).poisson(0.8, 6)
    world = neighbours_of([], [2], [1, 3], [2, 4], [3], [])
    return permutation_p(counts, world, seed=0, draws=drawn(6, 4, 99, seed=seed))


def of_draws_of_esda(seed: int) -> npt.NDArray[np.int64]:
    return np.concatenate([esda_draws(n, 2, 30, seed).ravel() for n in (3, 4, 5, 64, 65, 66, 4000)])


@pytest.fixture
def _forgetful() -> Iterator[None]:
    """The door opens anew within the test, and as ever after it."""
    door._kernels.cache_clear()
    yield
    door._kernels.cache_clear()


@pytest.mark.usefixtures("_forgetful")
@pytest.mark.parametrize(
    "answer", [of_trends, of_permutations, of_large_counts, of_units_alone, of_draws_of_esda]
)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_is_the_same_with_and_without_the_compiler(
    answer: Callable[[int], npt.NDArray[np.float64]], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (permutations, trend):
        monkeypatch.setattr(module, "_WORTH", 0)
    assert door.compiled() is not None
    quick = answer(seed)
    for module in (permutations, trend):
        monkeypatch.setattr(module, "compiled", lambda *, worth: None)
    np.testing.assert_array_equal(quick, answer(seed))


@pytest.mark.usefixtures("_forgetful")
def test_without_numba_the_door_stays_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, door.KERNELS, raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert door.compiled() is None


def test_small_work_does_not_load_the_compiler() -> None:
    code = (
        "import sys, numpy as np\n"
        "from geo.stats.compiled import compiled\n"
        "from geo.stats.trend import mann_kendall\n"
        "mann_kendall(np.ones((2000, 24)))\n"
        "assert compiled(worth=False) is None\n"
        "assert 'numba' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
