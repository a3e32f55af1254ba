"""Maps of change: the pattern of each place over the months, two windows, and how they differ."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.analysis.amounts import EN_DASH, in_turn, shown_count
from geo.analysis.change import Changes
from geo.analysis.reports import ReportCounts, ReportFilter
from geo.analysis.windows import Comparison
from geo.labels import difference_label, pattern_label, sample_stamp
from geo.maps.ground import Ground
from geo.maps.hotspots import UNTESTED, class_values
from geo.maps.reports import draw_reports, series_label, unit_label
from geo.maps.view import AreaView, MapClass
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, Scope
from geo.text import _, _n, date, number, percent
from geo.theme import class_style
from geo.words import Difference, Level, Pattern

LINKED = "windows"
"""Name under which the maps of the two windows move together."""

PATTERNS = (
    Pattern.INTENSIFYING,
    Pattern.NEW,
    Pattern.CONSECUTIVE,
    Pattern.PERSISTENT,
    Pattern.SPORADIC,
    Pattern.DIMINISHING,
    Pattern.HISTORICAL,
    Pattern.NONE,
    Pattern.NOT_ENOUGH,
)
"""In the order in which they are said, what asks for attention first."""

TOLD = PATTERNS[:7]
"""Patterns of places that are or were concentrations."""

ARROW = "\N{RIGHTWARDS ARROW}"


def draw_patterns(changes: Changes, ground: Ground, *, scope: Scope) -> AreaView:
    """Areas or cells by the pattern of their concentration; see `geo.analysis.change`."""
    table = changes.table
    words = changes.classes(scope)
    rank = words.map({each.value: n for n, each in enumerate(PATTERNS)})
    told = table.assign(rank=rank)[(table["n_reports"] > 0) | (rank < len(TOLD))]
    rows = told
    if changes.is_enough:  # else never a ranking
        by = {"rank": True, "n_hot": False, "n_reports": False}
        rows = in_turn(told, scope, by=by, counts=["n_reports"], within="rank")
    said = {
        unit: pattern_amount(int(n), int(hot), changes, scope)
        for unit, n, hot in zip(rows.index, rows["n_reports"], rows["n_hot"], strict=True)
    }
    return _view(
        words,
        PATTERNS,
        ground,
        said=said,
        scope=scope,
        table="pattern",
        title=_("Patterns of concentration, {unit}", unit=unit_label(changes.unit)),
        stamp=" · ".join(_pattern_stamp(changes, scope)),
        amount_title=series_label(changes.filter.series),
        sample=sample_stamp(changes.is_sample),
        cells=not isinstance(changes.unit, Level),
        host_of=changes.host_of,
    )


def draw_difference(comparison: Comparison, ground: Ground, *, scope: Scope) -> AreaView:
    """Areas or cells by how their share of the reports differs between two windows."""
    table = comparison.table
    rank = (
        table["difference"].astype("str").map({each.value: n for n, each in enumerate(Difference)})
    )
    both = table["n_before"] + table["n_after"]
    rows = table.assign(rank=rank, both=both)[both > 0]
    if comparison.is_enough:
        both_windows = ["n_before", "n_after"]
        by = {"rank": True, "both": False}
        rows = in_turn(rows, scope, by=by, counts=both_windows, within="rank")
    said = {unit: difference_amount(row, scope) for unit, row in rows.iterrows()}
    before, after = span_label(comparison.before), span_label(comparison.after)
    return _view(
        table["difference"],
        tuple(Difference),
        ground,
        said=said,
        scope=scope,
        table="difference",
        title=_("Change of share between two windows, {unit}", unit=unit_label(comparison.unit)),
        stamp=f"{before} {ARROW} {after}",
        amount_title=_("Before {arrow} after", arrow=ARROW),
        sample=sample_stamp(comparison.is_sample),
        cells=not isinstance(comparison.unit, Level),
        host_of=pd.Series(dtype="str"),
    )


def draw_window(counts: ReportCounts, ground: Ground, *, rules: Rules, scope: Scope) -> AreaView:
    """One of two windows that move together: numbers of reports, by published breaks."""
    view = draw_reports(counts, replace(ground, credit=""), rules=rules, scope=scope)
    return replace(view, title=span_label(counts.filter), linked=LINKED)


def pattern_amount(n: int, n_hot: int, changes: Changes, scope: Scope) -> str:
    """Reports of a place, and in brackets in how many of the periods tested it was hot."""
    if scope.least_count > 1 or not changes.is_enough:
        return shown_count(n, scope)
    return f"{number(n)} ({number(n_hot)}/{number(int(changes.tested.sum()))})"


def map_pattern_label(pattern: Pattern, scope: Scope = LAPTOP) -> str:
    """A pattern as readers know it; for a meeting as `Changes.classes` folds them."""
    if pattern is Pattern.NONE and scope.least_count > 1:
        return _("No pattern, or too few reports")
    return pattern_label(pattern)


def difference_amount(row: pd.Series, scope: Scope) -> str:
    """Reports of a place in both windows."""
    before, after = (shown_count(int(row[name]), scope) for name in ("n_before", "n_after"))
    return f"{before} {ARROW} {after}"


def ratio_label(ratio: float, low: float, high: float) -> str:
    """A ratio of shares with its interval: "2.10 times (1.30-3.40)"."""
    ends = [number(each, 2) if np.isfinite(each) else "∞" for each in (low, high)]
    if not np.isfinite(ratio):
        return _("at least {low} times", low=ends[0])
    return _("{ratio} times ({range})", ratio=number(ratio, 2), range=EN_DASH.join(ends))


def span_label(wanted: ReportFilter) -> str:
    """First and last day of a window."""
    return _("{since} to {until}", since=date(wanted.since), until=date(wanted.until))


def period_label(length: int) -> str:
    """How months were pooled."""
    if length == 1:
        return _("month by month")
    return _n("in periods of {n} month", "in periods of {n} months", length)


def share_label(part: int, whole: int) -> str:
    """A part of a whole in per cent; empty where there is no whole."""
    return percent(part / whole, 1) if whole else ""


def _pattern_stamp(changes: Changes, scope: Scope) -> list[str]:
    parts = [span_label(changes.filter)]
    if not changes.is_enough:
        return [*parts, _("not enough data to tell patterns")]
    parts.append(period_label(changes.period_months))
    if scope.least_count <= 1:
        parts.append(_("in brackets: periods with a concentration / periods tested"))
    return [*parts, _("a place is judged together with its neighbours")]


def _view(
    words: pd.Series,
    order: tuple[StrEnum, ...],
    ground: Ground,
    *,
    said: dict[str, str],
    scope: Scope,
    table: str,
    cells: bool,
    host_of: pd.Series,
    title: str,
    stamp: str,
    amount_title: str,
    sample: str,
) -> AreaView:
    """A map of words: class 0 is of what has none; then one class for each of `order`."""
    values = class_values(words, [each.value for each in order], ground.drawn, host_of=host_of)
    position = dict(zip(ground.drawn, range(len(values)), strict=True))
    return AreaView(
        title=title,
        stamp=stamp,
        classes=_classes(words, values, order, scope, table=table, cells=cells),
        values=values.tolist(),
        amounts={position[unit]: text for unit, text in said.items() if unit in position},
        amount_title=amount_title,
        sample=sample,
        cells=cells,
        **ground.parts,
    )


def _classes(
    words: pd.Series,
    values: np.ndarray,
    order: tuple[StrEnum, ...],
    scope: Scope,
    *,
    table: str,
    cells: bool,
) -> list[MapClass]:
    n_units = words.astype("str").value_counts()
    aside = _("Water or other land: not tested") if cells else _("Not tested")
    style = class_style("hotspot", UNTESTED)
    classes = [MapClass(aside, "" if cells else number(int((values == 0).sum())), style)]
    for word in order:
        label = (
            map_pattern_label(word, scope)
            if isinstance(word, Pattern)
            else difference_label(Difference(word))
        )
        classes.append(
            MapClass(label, number(n_units.get(word.value, 0)), class_style(table, word.value))
        )
    return classes
