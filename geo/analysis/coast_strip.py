"""Where reports are along a coast: by distance from the shore, and by stretches of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from geo.analysis.coast_place import DISTANCE_EDGES_M, PARTS, Coast, Part
from geo.analysis.coast_trend import stretch_trends
from geo.analysis.reports import ReportFilter, chosen_reports
from geo.stats.adjust import adjusted_p
from geo.stats.intervals import poisson_interval, share_interval
from geo.store.rules import Rules
from geo.words import HotspotClass

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CoastStrip:
    """
    Reports of a filter along a coast.

    Attributes
    ----------
    filter : ReportFilter
        What was asked for.
    parts : dict of Part to int
        Where every report of the filter went; adds up to `total`.
    n_water : int
        Of the first class of distance: in the water, given to the shore.
    classes : DataFrame, one row a class of distance
        Indexed by the first metre: ``n_reports``; ``share`` of all with a distance, ``low`` and
        ``high`` (95 %, Clopper and Pearson); ``land_km2``, ``land_share``; ``ratio`` of the two
        shares, ``ratio_low`` and ``ratio_high``. NaN where there is no report or no land.
    stretches : DataFrame, one row a stretch
        Indexed by kode, in order: ``nama``, ``place``, ``kabupaten`` (kode), ``km``; ``n_reports``
        in the strip, ``share`` of the strip's, ``low`` and ``high`` (95 % interval of `n_reports`
        as a Poisson count); ``expected`` if the strip's reports lay evenly along the shore; ``p``
        (one-sided, Poisson), ``q`` (corrected for all stretches), NaN where the strip has too few
        to be tested; ``klass`` (`HotspotClass`);
        ``n_trend``, ``every`` and ``trend`` as `geo.analysis.coast_trend.stretch_trends`.
    is_enough : bool
        Whether there are enough reports with a distance to say shares of them.
    is_sample : bool
        Whether any report counted here is invented.
    """

    filter: ReportFilter
    parts: dict[Part, int]
    n_water: int
    classes: pd.DataFrame
    stretches: pd.DataFrame
    is_enough: bool
    is_sample: bool

    @property
    def total(self) -> int:
        """All reports of the filter."""
        return sum(self.parts.values())

    @property
    def n_measured(self) -> int:
        """Reports whose distance from the shore is known."""
        return self.parts[Part.STRIP] + self.parts[Part.INLAND]

    @property
    def is_tested(self) -> bool:
        """Whether the strip has enough reports for its stretches to be held against each other."""
        return bool(self.stretches["p"].notna().any())


def analyse_coast(
    reports: pd.DataFrame,
    placed: pd.DataFrame,
    wanted: ReportFilter,
    *,
    coast: Coast,
    rules: Rules,
) -> CoastStrip:
    """
    Count the reports of a filter by distance from the shore and along it.

    Parameters
    ----------
    reports : DataFrame, n rows
        As `geo.store.reports.read_reports` gives them.
    placed : DataFrame, n rows
        As `place_on_shore` gives it, in the same order.
    wanted : ReportFilter
        Which of them; trends look back ``rules.change_months`` from its last day.
    coast : Coast
        That has a shore.
    rules : Rules
        From which numbers on something is said.
    """
    chosen = chosen_reports(reports, wanted)
    here = placed.iloc[chosen]
    n_parts = np.bincount(here["part"], minlength=len(PARTS))
    along = here["stretch"].to_numpy()
    counts = np.bincount(along[along >= 0], minlength=len(coast.shore.stretches))
    trends = stretch_trends(reports, placed["stretch"], wanted, n=len(counts), rules=rules)
    return CoastStrip(
        filter=wanted,
        parts={part: int(n) for part, n in zip(PARTS, n_parts, strict=True)},
        n_water=int(here["in_water"].sum()),
        classes=distance_classes(here["metres"].dropna().to_numpy(), coast.land_km2),
        stretches=stretch_table(counts, coast, rules).join(trends.set_axis(coast.names.index)),
        is_enough=int(here["metres"].notna().sum()) >= rules.enough_total,
        is_sample=bool(reports["is_sample"].to_numpy(dtype=bool)[chosen].any()),
    )


def distance_classes(metres: Floats, land_km2: Floats) -> pd.DataFrame:
    """
    Reports by class of distance, held against the land of that class.

    Parameters
    ----------
    metres : array of float, n reports
        From the shore. A report on an edge belongs to the class before it.
    land_km2 : array of float, n classes
        Land of each class.

    Returns
    -------
    DataFrame
        As `CoastStrip.classes`. The interval of a ratio is that of the share of reports, divided
        by the share of land, which is known.
    """
    counts = np.bincount(
        np.searchsorted(DISTANCE_EDGES_M, metres, side="left"), minlength=len(land_km2)
    )
    total, land = counts.sum(), np.asarray(land_km2, dtype=float)
    known = total > 0
    low, high = share_interval(counts, total)
    share = counts / total if known else np.full(len(land), np.nan)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    land_share = land / land.sum()
    of_land = np.where(land_share > 0, land_share, np.nan)
    columns = {
        "n_reports": counts,
        "share": share,
        "low": low,
        "high": high,
        "land_km2": land,
        "land_share": land_share,
        "ratio": share / of_land,
        "ratio_low": low / of_land,
        "ratio_high": high / of_land,
    }
    return pd.DataFrame(columns, index=pd.Index([0, *DISTANCE_EDGES_M], name="from_m"))


def stretch_table(counts: npt.NDArray[np.int_], coast: Coast, rules: Rules) -> pd.DataFrame:
    """
    Reports of the strip by stretch, each tested for more than an even spread would give it.

    p is the chance of so many reports or more in a stretch, if its number were a Poisson draw with
    the mean that its length gives it. All stretches are tested and corrected together (Benjamini
    and Hochberg); of one with too few reports, and of all where the strip has too few, nothing is
    said.

    Parameters
    ----------
    counts : array of int, n stretches
        Reports of the strip.
    coast : Coast
        Whose stretches.
    rules : Rules
        ``enough_total`` for the strip, ``enough_reports`` for a stretch; levels.

    Returns
    -------
    DataFrame
        As `CoastStrip.stretches`, without the trend.
    """
    stretches = coast.shore.stretches
    length = stretches["length_m"].to_numpy()
    total = int(counts.sum())
    expected = total * length / length.sum()
    enough = total >= rules.enough_total
    p = special.gammainc(counts, expected) if enough else np.full(len(counts), np.nan)
    q = adjusted_p(p)
    low, high = poisson_interval(counts)
    said = (counts >= rules.enough_reports) & enough
    klass = np.select(
        [~said, q <= rules.fdr_percent / 100, p <= rules.indication_percent / 100],
        [HotspotClass.NOT_ENOUGH, HotspotClass.SIGNIFICANT, HotspotClass.INDICATION],
        default=HotspotClass.NOT_SIGNIFICANT,
    )
    columns = {
        "nama": coast.names["nama"].to_numpy(),
        "place": coast.names["place"].to_numpy(),
        "kabupaten": stretches["kabupaten"].to_numpy(),
        "km": length / 1000,
        "n_reports": counts,
        "share": counts / total if total else np.full(len(counts), np.nan),
        "low": low,
        "high": high,
        "expected": expected,
        "p": p,
        "q": q,
        "klass": pd.Categorical(klass, categories=[each.value for each in HotspotClass]),
    }
    return pd.DataFrame(columns, index=coast.names.index)
