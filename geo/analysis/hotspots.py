"""Where reports are concentrated beyond chance, on one map of areas or cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.enough import Enough, enough_data, unit_shortages
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.worlds import World
from geo.stats.adjust import adjusted_p
from geo.stats.exact_law import LawTooLarge, exact_p
from geo.stats.gi_star import gi_star, star_sums
from geo.stats.intervals import poisson_interval
from geo.stats.permutations import permutation_p
from geo.store.rules import Rules
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
        "exact" or "permutations", as p was computed; empty if nothing was tested.
    table : DataFrame, n units
        Indexed by kode or cell: ``n_reports``; ``n_around`` (of it and its neighbours);
        ``n_neighbours``; ``expected`` (of `n_around`, if all reports were spread by chance);
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
    Test every unit with its neighbours for more reports than chance would put there.

    Gi* of Ord and Getis (1995), binary weights, the unit itself included. p is one-sided under
    the conditional permutation: the unit keeps its count, the others are dealt anew. Units with
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
    own = counts.reindex(world.index, fill_value=0).to_numpy(dtype=np.int64)
    enough = enough_data(own, rules)
    around = star_sums(own, world.neighbours)
    k = world.neighbours.counts
    nothing = np.full(world.n, np.nan)
    z, p, method = nothing, nothing, ""
    if enough.is_enough:
        is_tested = k >= rules.enough_neighbours
        z, (p, method) = gi_star(own, world.neighbours), _p(own, world, settings)
        z, p = np.where(is_tested, z, np.nan), np.where(is_tested, p, np.nan)
    q = adjusted_p(p, method=settings.correction)
    low, high = poisson_interval(own)
    shortage = unit_shortages(enough, k, around, rules)
    columns = {
        "n_reports": own,
        "n_around": np.asarray(around, dtype=np.int64),
        "n_neighbours": k.astype(np.int64),
        "expected": (k + 1) * (own.sum() / max(world.n, 1)),
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


def _p(
    counts: npt.NDArray[np.int64], world: World, settings: HotspotSettings
) -> tuple[Floats, str]:
    """The p of each unit, and the method that gave it."""
    if settings.method == "exact":
        try:
            return exact_p(counts, world.neighbours), "exact"
        except LawTooLarge:
            pass
    p = permutation_p(
        counts, world.neighbours, n_permutations=settings.n_permutations, seed=settings.seed
    )
    return p, "permutations"


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
