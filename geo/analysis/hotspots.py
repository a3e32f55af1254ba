"""Where reports are concentrated beyond chance, on one map of areas or cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.enough import Enough, Shortage, enough_data, unit_shortages
from geo.analysis.hotspot_settings import SEED, HotspotSettings
from geo.analysis.worlds import World
from geo.stats.adjust import adjusted_p
from geo.stats.exact_law import LawTooLarge, exact_p, whole_p
from geo.stats.gi_star import gi_star, star_sums
from geo.stats.intervals import poisson_interval
from geo.stats.neighbours import Neighbours
from geo.stats.permutations import permutation_p, whole_permutation_p
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.words import HotspotClass

Floats = npt.NDArray[np.float64]

CLASSES = pd.CategoricalDtype([klass.value for klass in HotspotClass], ordered=False)


@dataclass(frozen=True, eq=False)
class Hotspots:
    """
    A test of concentration of all units of a world.

    Attributes
    ----------
    settings : HotspotSettings
        What was asked.
    rules : Rules
        The published numbers that were used.
    world : World
        The units and their neighbours.
    enough : Enough
        Whether anything was tested.
    method : str
        "exact", "whole", "permutations" or "whole permutations", as p was computed; empty if
        nothing was tested.
    table : DataFrame, n units
        Indexed by kode or cell: ``n_reports``; ``n_around`` (of it and its neighbours);
        ``n_neighbours``; ``expected`` (mean of `n_around`, if the counts of all other places were
        dealt anew and its own kept; with the method "whole", if all were);
        ``z`` (Gi*), ``p`` (one-sided, more than by chance) and ``q`` (p corrected for all places
        tested), NaN where it was not tested; ``low`` and ``high`` (95 % interval of `n_reports`
        as a Poisson count); ``klass`` (`HotspotClass`) and ``shortage`` (`Shortage`, NaN where
        there is enough), categories.
    """

    settings: HotspotSettings
    rules: Rules
    world: World
    enough: Enough
    method: str
    table: pd.DataFrame

    def n(self, klass: HotspotClass) -> int:
        """Number of units of a class."""
        return int((self.table["klass"] == klass.value).sum())

    def classes(self, scope: Scope) -> pd.Series:
        """
        Class of each unit (words of `HotspotClass`) as this reader may see it.

        That a unit and its neighbours hold fewer reports than are needed can tell a count that
        `geo.analysis.amounts.shown_count` hides. So a meeting is told NOT_SIGNIFICANT of these
        too, and NOT_ENOUGH only of too few neighbours and of a whole map with too little data.
        """
        few = (self.table["shortage"] == Shortage.AROUND) & (scope.least_count > 1)
        words = self.table["klass"].astype("str")
        return words.mask(few, HotspotClass.NOT_SIGNIFICANT.value)

    @property
    def n_significant(self) -> int:
        """Number of units whose concentration is beyond chance."""
        return self.n(HotspotClass.SIGNIFICANT)

    @property
    def n_tested(self) -> int:
        """Number of units that were tested and corrected together."""
        return int(self.table["p"].notna().sum())

    @property
    def significant(self) -> pd.DataFrame:
        """Rows of the significant units, the least p first; equals by the larger z."""
        rows = self.table[self.table["klass"] == HotspotClass.SIGNIFICANT.value]
        return rows.sort_values(["p", "z"], ascending=[True, False], kind="stable")


def find_hotspots(
    counts: pd.Series, world: World, settings: HotspotSettings, rules: Rules
) -> Hotspots:
    """
    Test every unit for more reports in its neighbours than chance would put there.

    Gi* of Ord and Getis (1995), binary weights, the unit itself included. p is one-sided under
    the conditional permutation: the unit keeps its count, the others are dealt anew; so a unit
    stands out by what its neighbours hold. With the method "whole" it is dealt anew too, and a
    unit and its neighbours are judged by what they hold together. Units with
    too few neighbours are left out; all others are tested and corrected together, and units of
    which nothing is said for want of reports among them.

    Parameters
    ----------
    counts : Series of int
        Reports by kode or cell; units of the world that it lacks have none, and what is in no
        unit of the world is left out.
    world : World
        Which units are held against each other.
    settings : HotspotSettings
        Correction, method, permutations and seed. Counts too large for the exact law are tested
        by permutations; `Hotspots.method` says so.
    rules : Rules
        From which numbers on something is said.
    """
    own = world.add_up(counts)
    enough = enough_data(own, rules)
    around = star_sums(own, world.neighbours)
    k = world.neighbours.counts
    nothing = np.full(world.n, np.nan)
    z, p, method = nothing, nothing, ""
    if enough.is_enough:
        is_tested = k >= rules.enough_neighbours
        z = gi_star(own, world.neighbours)
        p, method = concentration_p(
            own,
            world.neighbours,
            method=settings.method,
            n_permutations=settings.n_permutations,
            seed=settings.seed,
        )
        z, p = np.where(is_tested, z, np.nan), np.where(is_tested, p, np.nan)
    q = adjusted_p(p, method=settings.correction)
    low, high = poisson_interval(own)
    shortage = unit_shortages(enough, k, around, rules)
    columns = {
        "n_reports": own,
        "n_around": np.asarray(around, dtype=np.int64),
        "n_neighbours": k.astype(np.int64),
        "expected": _expected(own, k, is_whole=settings.method == "whole"),
        "z": z,
        "p": p,
        "q": q,
        "low": low,
        "high": high,
        "klass": _classes(p, q, shortage, rules),
        "shortage": shortage,
    }
    table = pd.DataFrame(columns, index=world.index)
    return Hotspots(settings, rules, world, enough, method, table)


def concentration_p(
    counts: npt.NDArray[np.int64],
    near: Neighbours,
    *,
    method: str = "exact",
    n_permutations: int = 9999,
    seed: int = SEED,
) -> tuple[Floats, str]:
    """
    The p of each unit, and the method that gave it.

    Parameters
    ----------
    counts : array of int, n
        Reports of each unit.
    near : Neighbours
        Of the n units.
    method, n_permutations, seed
        As in `HotspotSettings`; by draws too where the counts are too large for the exact law.
    """
    n, is_whole = n_permutations, method == "whole"
    try:
        if is_whole:
            return whole_p(counts, near), "whole"
        if method == "exact":
            return exact_p(counts, near), "exact"
    except LawTooLarge:
        pass
    if is_whole:
        return whole_permutation_p(counts, near, n_permutations=n, seed=seed), "whole permutations"
    return permutation_p(counts, near, n_permutations=n, seed=seed), "permutations"


def _expected(own: npt.NDArray[np.int64], k: npt.NDArray[np.int32], *, is_whole: bool) -> Floats:
    """Mean of the reports in each unit and its k neighbours, as the null hypothesis has it."""
    n, total = len(own), own.sum()
    if is_whole:
        return (k + 1) * (total / max(n, 1))
    return own + k * ((total - own) / max(n - 1, 1))


def _classes(p: Floats, q: Floats, shortage: pd.Categorical, rules: Rules) -> pd.Categorical:
    """Class of each unit; a shortage goes before what a test says."""
    said = [
        (np.asarray(shortage.codes) >= 0, HotspotClass.NOT_ENOUGH),
        (q <= rules.fdr_percent / 100, HotspotClass.SIGNIFICANT),
        (p <= rules.indication_percent / 100, HotspotClass.INDICATION),
    ]
    code = np.select(
        [is_so for is_so, _klass in said],
        [CLASSES.categories.get_loc(klass.value) for _is_so, klass in said],
        CLASSES.categories.get_loc(HotspotClass.NOT_SIGNIFICANT.value),
    )
    return pd.Categorical.from_codes(code, dtype=CLASSES)
