"""Statistics of concentration, ours beside PySAL's, a loop over H3 and pymannkendall."""

from __future__ import annotations

import gc
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt
import pymannkendall
from esda.crand import crand, vec_permutations
from esda.getisord import G_Local, _g_local_star_crand
from libpysal.graph import Graph

from benchmarks.rows import Row, as_table
from geo.stats.compiled import compiled
from geo.stats.exact_law import exact_p
from geo.stats.gi_star import gi_star
from geo.stats.neighbours import hex_neighbours
from geo.stats.permutations import esda_draws, permutation_p
from geo.stats.trend import mann_kendall

MIDDLE = (-8.4, 115.2)
SIZES = {50_000: (8, 128), 500_000: (9, 408)}
"""Resolution of H3 and rings of a disk of about so many cells."""

N_DRAWS, SEED, N_MONTHS = 999, 2026, 24
N_SERIES_THEIRS = 1_000
"""Series that pymannkendall is timed on; it takes as long for each."""


@dataclass(frozen=True)
class Disk:
    """A disk of cells with invented counts."""

    cells: npt.NDArray[np.uint64]
    counts: npt.NDArray[np.int64]

    @property
    def n(self) -> str:
        """Number of cells, as a text."""
        return f"{len(self.cells):,}"


def make_disk(about: int) -> Disk:
    """Poisson counts, and one cell in 500 with far more; their sum is a power of two."""
    resolution, rings = SIZES[about]
    cells = np.array(sorted(h3.grid_disk(h3.latlng_to_cell(*MIDDLE, resolution), rings)), np.uint64)
    rng = np.random.default_rng(SEED)
    counts = rng.poisson(0.4, len(cells))
    counts[rng.integers(0, len(cells), len(cells) // 500)] += rng.poisson(6, len(cells) // 500)
    missing = 2 ** int(np.ceil(np.log2(counts.sum()))) - counts.sum()
    counts += rng.multinomial(missing, np.full(len(cells), 1 / len(cells)))
    return Disk(cells, counts.astype(np.int64))


def cpu_s(work: Callable[[], object], *, times: int = 5) -> float:
    """Median of seconds of the processor, all threads together."""
    seconds = []
    for _turn in range(times):
        gc.collect()
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


def beside(what: str, ours: float, theirs: float, *, whose: str, promised: str) -> Row:
    """A row of two times and how often the one goes into the other."""
    times = f"{theirs / ours:,.0f}" if theirs / ours >= 10 else f"{theirs / ours:.1f}"
    return what, f"{_short(ours)}; {whose} {_short(theirs)}: {times} times", promised


def _short(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:,.1f} s"
    return f"{1000 * seconds:.{0 if seconds >= 0.1 else 1}f} ms"


def measure_hotspots() -> list[Row]:
    """Rows of processor time; compiled code is compiled before, and how long that took is a row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        disks = [make_disk(about) for about in SIZES]
        rows = [_compiling(disks[0])]
        for disk in disks:
            rows += _neighbours_and_z(disk)
        rows += _permutations(disks[0])
        for disk, promised in zip(disks, ("20 ms", "100 ms"), strict=True):
            table = hex_neighbours(disk.cells)
            seconds = cpu_s(partial(exact_p, disk.counts, table))
            rows.append((f"Exact p of Gi*, {disk.n} cells", _short(seconds), promised))
        return [*rows, _trends(len(disks[1].cells))]


def _compiling(disk: Disk) -> Row:
    table = hex_neighbours(disk.cells)
    draws = esda_draws(table.n, 6, 9, SEED)

    def ours() -> None:
        compiled()
        permutation_p(disk.counts, table, seed=SEED, draws=draws)
        esda_draws(table.n, 6, 9, SEED)
        mann_kendall(np.zeros((2, N_MONTHS)))

    graph = Graph.from_sparse(table.matrix()[:500, :500])
    some = disk.counts[:500].astype(float)
    first, second = cpu_s(ours, times=1), cpu_s(partial(_esda_p, some, graph), times=1)
    return (
        "Loading compiled code, once a process (the first time on a machine it is compiled)",
        f"{_short(first)}; esda {_short(second)}",
        "-",
    )


def _esda_p(counts: npt.NDArray[np.float64], graph: Graph) -> npt.NDArray[np.float32]:
    """As ``G_Local`` does it, with the one alternative that it does not let its caller choose."""
    plain = G_Local(counts, graph, transform="B", star=True, permutations=0)
    p, _drawn = crand(
        plain.y,
        plain.w,
        plain.Gs,
        N_DRAWS,
        keep=False,
        n_jobs=1,
        stat_func=_g_local_star_crand,
        scaling=plain.y.sum(),
        seed=SEED,
        alternative="greater",
    )
    return p


def _h3_loop(cells: list[int]) -> dict[int, list[int]]:
    known = set(cells)
    return {c: [each for each in h3.grid_disk(c, 1) if each != c and each in known] for c in cells}


def _neighbours_and_z(disk: Disk) -> list[Row]:
    """Weights and z, apart and together, each from the cells on."""
    cells, counts = disk.cells.tolist(), disk.counts.astype(float)
    table = hex_neighbours(disk.cells)
    graph = Graph.from_sparse(table.matrix())
    loop, weights = (cpu_s(partial(make, cells), times=3) for make in (_h3_loop, _weights))
    ours = cpu_s(partial(hex_neighbours, disk.cells))
    g_local = partial(G_Local, counts, graph, transform="B", star=True, permutations=0)
    assert np.abs(g_local().Zs - gi_star(disk.counts, table)).max() < 1e-12
    their_z, our_z = cpu_s(g_local, times=3), cpu_s(partial(gi_star, disk.counts, table))
    is_large = len(cells) > 100_000
    return [
        beside(f"Neighbours of {disk.n} cells", ours, loop, whose="a loop over H3", promised="-"),
        beside("… as weights", ours, weights, whose="loop and libpysal", promised="-"),
        beside(
            f"Gi* of {disk.n} cells",
            our_z,
            their_z,
            whose="esda",
            promised="100 times" if is_large else "-",
        ),
        beside(
            "… with the weights",
            ours + our_z,
            weights + their_z,
            whose="esda",
            promised="40 times" if is_large else "-",
        ),
    ]


def _weights(cells: list[int]) -> Graph:
    return Graph.from_dicts(_h3_loop(cells))


def _permutations(disk: Disk) -> list[Row]:
    """Our p and esda's, of the same draws."""
    table = hex_neighbours(disk.cells)
    graph, counts = Graph.from_sparse(table.matrix()), disk.counts.astype(float)
    draws = esda_draws(table.n, 6, N_DRAWS, SEED)

    def whole() -> npt.NDArray[np.float64]:
        made = esda_draws(table.n, 6, N_DRAWS, SEED)
        return permutation_p(disk.counts, table, seed=SEED, draws=made)

    assert (whole().astype(np.float32) == _esda_p(counts, graph)).all()
    theirs, ours = cpu_s(partial(_esda_p, counts, graph), times=3), cpu_s(whole)
    drawing = cpu_s(partial(vec_permutations, 6, table.n, N_DRAWS, SEED), times=3)
    counting = cpu_s(partial(permutation_p, disk.counts, table, seed=SEED, draws=draws))
    own = cpu_s(partial(permutation_p, disk.counts, table, n_permutations=9_999, seed=SEED))
    what = f"{N_DRAWS} permutations of {disk.n} cells"
    return [
        beside(f"{what}, esda's draws, equal p", ours, theirs, whose="esda", promised="3 times"),
        beside(
            "… of this counting", counting, theirs - drawing, whose="esda", promised="500 times"
        ),
        ("… 9,999 permutations, our own draws", _short(own), "-"),
    ]


def _trends(n: int) -> Row:
    series = np.random.default_rng(SEED).poisson(1.0, (n, N_MONTHS)).astype(float)

    def theirs() -> None:
        for row in series[:N_SERIES_THEIRS]:
            pymannkendall.original_test(row)

    ours = cpu_s(partial(mann_kendall, series))
    scaled = cpu_s(theirs, times=3) * n / N_SERIES_THEIRS
    what = f"Mann-Kendall of {n:,} series of {N_MONTHS} months"
    return beside(what, ours, scaled, whose="pymannkendall", promised="500 times")


if __name__ == "__main__":
    print(as_table(measure_hotspots()))
