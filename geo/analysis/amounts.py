"""Counts of reports as classes with published breaks, and what a meeting may be shown of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, number, percent
from geo.words import Level

STEPS = (5, 10, 25, 50, 100, 250, 500, 1000)
"""Published breaks: ranges of counts begin at these numbers and at no other."""

WIDE_STEPS = {Level.KECAMATAN: (10, 50, 250), Level.KABUPATEN: (50, 250, 1000)}
"""Breaks of wide areas above the first, which hold more reports than desa and cells do."""

ROUNDED_FROM = 100
"""From here on a meeting is told a whole in tens; a smaller one as a range."""

UNBOUNDED = 10**9
"""Upper end of a range that has none."""

N_BREAKS = 4
EN_DASH = "\N{EN DASH}"


def breaks_of(unit: Level | int, *, enough: int) -> tuple[int, ...]:
    """
    Smallest count of each class of a map, from "enough data" upwards.

    Parameters
    ----------
    unit : Level or int
        Level of the areas, or H3 resolution of the cells.
    enough : int
        Below so many reports there is not enough data (`geo.store.rules.Rules.enough_reports`).

    Returns
    -------
    tuple of int
        (5, 10, 25, 50) for desa and cells; the first is always `enough`.
    """
    steps = WIDE_STEPS.get(unit, STEPS) if isinstance(unit, Level) else STEPS
    return (enough, *[step for step in steps if step > enough][: N_BREAKS - 1])


def count_classes(counts: npt.ArrayLike, breaks: Sequence[int]) -> npt.NDArray[np.intp]:
    """
    Class of each count: 0 for none, 1 for too few, then one class from each break.

    Parameters
    ----------
    counts : array of int, n counts
        Numbers of reports, 0 or more.
    breaks : sequence of int
        As `breaks_of` gives them.
    """
    return np.searchsorted([1, *breaks], np.asarray(counts), side="right")


def range_label(low: int, above: int | None) -> str:
    """Counts from `low` to the one before `above`: "10 to 24", or "50+" where nothing is above."""
    if above is None:
        return f"{number(low)}+"
    last = f"{EN_DASH}{number(above - 1)}" if above - 1 > low else ""
    return f"{number(low)}{last}"


def shown_count(n: int, scope: Scope) -> str:
    """
    A count of reports as this reader may see it, on maps, in tables and in exports alike.

    In full, as 1.234; in a meeting as a range between two `STEPS`, as 10 to 24, and hidden where
    it is smaller than the scope's least count. Nothing is hidden of 0.
    """
    least = scope.least_count
    if least <= 1 or n == 0:
        return number(n)
    if n < least:
        return _("hidden (<{least})", least=least)
    low, high = span_of(n, scope)
    return range_label(low, None if high == UNBOUNDED else high + 1)


def span_of(n: int, scope: Scope) -> tuple[int, int]:
    """Smallest and largest count that `shown_count` says in the same words as this one."""
    least = scope.least_count
    if least <= 1 or n == 0:
        return n, n
    lows = [1, least, *[step for step in STEPS if step > least]]
    below = max(low for low in lows if low <= n)
    return below, next((low - 1 for low in lows if low > n), UNBOUNDED)


def drawn_count(n: int, scope: Scope) -> int:
    """
    The count that a length or a height may stand for before this reader.

    The count itself; in a meeting the beginning of its range, so that nothing can be measured
    that `shown_count` does not say.
    """
    least = scope.least_count
    if least <= 1 or n == 0:
        return n
    return max((low for low in (least, *STEPS) if low <= n), default=least // 2)


def enough_for(rules: Rules, scope: Scope) -> int:
    """From how many reports on more than "not enough data" is said to this reader."""
    return max(rules.enough_reports, scope.least_count)


def rules_for(rules: Rules, scope: Scope) -> Rules:
    """The published numbers as they hold for this reader: see `enough_for`."""
    return replace(rules, enough_reports=enough_for(rules, scope))


def in_turn(
    rows: pd.DataFrame,
    scope: Scope,
    *,
    by: Mapping[str, bool],
    counts: Sequence[str],
    within: str = "",
) -> pd.DataFrame:
    """
    Rows in an order that tells this reader no more than `shown_count` does.

    Parameters
    ----------
    rows : DataFrame
        Indexed by kode, cell or position.
    scope : Scope
        Who looks.
    by : mapping of str to bool
        Columns, the first first, and whether each ascends; equals stay as they are.
    counts : sequence of str
        Columns of counts. A meeting sees rows by these alone as they may be drawn, the largest
        first, and equals by index: any other order would tell counts of one range apart.
    within : str
        Column that a meeting sees too, and by which its rows are told apart first, ascending.
    """
    if scope.least_count <= 1:
        return rows.sort_values(list(by), ascending=list(by.values()), kind="stable")
    ordered = rows.sort_index(kind="stable")
    keys = pd.DataFrame(index=range(len(ordered)))
    if within:
        keys["within"] = ordered[within].to_numpy()
    for name in counts:
        keys[name] = [-drawn_count(int(n), scope) for n in ordered[name]]
    return ordered.iloc[keys.sort_values(list(keys), kind="stable").index]


def most_first(counts: pd.Series, scope: Scope) -> pd.Series:
    """Counts above 0, the largest first, as `in_turn` lets this reader see their order."""
    rows = counts[counts > 0].to_frame("n")
    return in_turn(rows, scope, by={"n": False}, counts=["n"])["n"]


def shown_total(n: int, scope: Scope) -> str:
    """
    All reports of a selection as this reader may see them.

    In full; in a meeting rounded to tens from `ROUNDED_FROM`, and as `shown_count` below it. Where
    the parts of the whole are shown beside it, `geo.analysis.withheld.said_total` says it.
    """
    if scope.least_count <= 1 or n < ROUNDED_FROM:
        return shown_count(n, scope)
    return _("about {n}", n=number(_tens(n)))


def total_span(n: int, scope: Scope) -> tuple[int, int]:
    """Smallest and largest whole that `shown_total` says in the same words as this one."""
    if scope.least_count <= 1 or n < ROUNDED_FROM:
        return span_of(n, scope)
    return max(ROUNDED_FROM, _tens(n) - 5), _tens(n) + 4


def _tens(n: int) -> int:
    return (n + 5) // 10 * 10


def shown_share(part: int, whole: int, scope: Scope) -> str:
    """A part of a whole in per cent; empty in a meeting, where it could tell a hidden count."""
    return percent(part / whole, 0) if whole and scope.least_count <= 1 else ""
