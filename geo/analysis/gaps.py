"""Kecamatan without a known team that lie together: a yes or no, not a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.analysis.activity import is_formed
from geo.analysis.worlds import World
from geo.stats.adjust import adjusted_p
from geo.stats.join_counts import local_join_counts
from geo.store.rules import Rules


@dataclass(frozen=True, eq=False)
class Gaps:
    """
    Where kecamatan without a known team lie together.

    Attributes
    ----------
    table : DataFrame, n kecamatan
        Indexed by kode: ``is_gap`` (no team is known), ``n_gaps_around`` (neighbours without
        one), ``n_neighbours``, ``p`` (so many or more by chance, NaN where it was not tested),
        ``q`` (p corrected for all tested) and ``together`` (beyond chance).
    is_tested : bool
        Whether any was tested.
    """

    table: pd.DataFrame
    is_tested: bool

    @property
    def n_gaps(self) -> int:
        """Kecamatan without a known team."""
        return int(self.table["is_gap"].sum())

    @property
    def together(self) -> pd.Index:
        """Kode of those that lie together beyond chance, sorted."""
        return self.table.index[self.table["together"]].sort_values()


def find_gaps(kecamatan: pd.DataFrame, world: World, rules: Rules) -> Gaps:
    """
    Test whether each kecamatan without a known team has more such neighbours than by chance.

    Local join counts (Anselin and Li 2019) with the exact law. Nothing is tested with fewer
    kecamatan, with or without a team, than `Rules.enough_units`, nor where no team is known at
    all: what is not known lies nowhere.

    Parameters
    ----------
    kecamatan : DataFrame
        Indexed by kode, with ``status``; those without a polygon are left out.
    world : World
        Of KECAMATAN.
    rules : Rules
        ``fdr_percent``, ``enough_units`` and ``enough_neighbours``.
    """
    has_team = is_formed(kecamatan["status"]).reindex(world.index, fill_value=False)
    is_gap = ~has_team.to_numpy(dtype=bool)
    k = world.neighbours.counts
    around, p = local_join_counts(is_gap, world.neighbours)
    is_tested = world.n >= rules.enough_units and 0 < int(is_gap.sum()) < world.n
    p = np.where(is_tested & (k >= rules.enough_neighbours), p, np.nan)
    q = adjusted_p(p, method="bh")
    columns = {
        "is_gap": is_gap,
        "n_gaps_around": around,
        "n_neighbours": k,
        "p": p,
        "q": q,
        "together": np.nan_to_num(q, nan=1.0) * 100 <= rules.fdr_percent,
    }
    return Gaps(pd.DataFrame(columns, index=world.index.rename("kode")), is_tested)
