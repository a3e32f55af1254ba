"""What a meeting is not shown beside ranges, since a hidden count could be worked out from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.analysis.amounts import UNBOUNDED, shown_count, shown_total, span_of, total_span
from geo.analysis.reports import ReportCounts
from geo.store.scope import Scope
from geo.text import _, number

TOTAL, INSIDE = WHOLES = "total", "in_areas"
BREAKDOWNS = ("by_kind", "by_month", "by_channel", "by_accuracy", "by_follow_up")
"""Attributes of `ReportCounts` that add up to the total, the most asked for first."""

Span = tuple[int, int]
"""Smallest and largest number that something shown leaves possible."""


@dataclass(frozen=True)
class Parts:
    """Numbers that add up to a whole, as far as ranges tell them."""

    low: int
    high: int
    n_hidden: int
    most_hidden: int

    def keep(self, whole: Span) -> bool:
        """Whether a hidden one may still be two numbers or more, where the whole is known so."""
        if not self.n_hidden:
            return True
        least = max(1, whole[0] - (self.high - self.most_hidden))
        return min(self.most_hidden, whole[1] - (self.low - 1)) > least


def parts_of(numbers: Iterable[int], scope: Scope) -> Parts:
    """Numbers as this reader is shown them."""
    present = [int(n) for n in numbers if n]
    spans = [span_of(n, scope) for n in present]
    return Parts(
        low=sum(low for low, _high in spans),
        high=sum(high for _low, high in spans),
        n_hidden=sum(n < scope.least_count for n in present),
        most_hidden=scope.least_count - 1,
    )


def withheld(
    counts: ReportCounts, scope: Scope, breakdowns: Sequence[str] = BREAKDOWNS
) -> frozenset[str]:
    """
    What is not shown to this reader of a selection: names among TOTAL, INSIDE and `breakdowns`.

    `breakdowns` are the attributes that the view shows, each of which adds up to the total.

    Areas, and what lies outside or nowhere, are always shown as ranges. Of the rest each is shown
    only where every count that is hidden, with all that is shown, could still be two numbers or
    more. Fewer reports than the least count are never broken down.
    """
    if scope.least_count <= 1:
        return frozenset()
    every = (TOTAL, *breakdowns, INSIDE)
    few = 0 < counts.sums.total < scope.least_count
    shown: list[str] = []
    for name in (TOTAL, INSIDE) if few else every:
        if _keeps(counts, [*shown, name], scope):
            shown.append(name)
    return frozenset(every) - set(shown)


def withheld_beside(n: int, counts: ReportCounts, scope: Scope) -> frozenset[str]:
    """What is not shown of one area or cell whose `n` reports a map shows, as `shown_count`."""
    if scope.least_count <= 1:
        return frozenset()
    span, left_out = span_of(n, scope), withheld(counts, scope)
    tables = {name: parts_of(getattr(counts, name), scope) for name in BREAKDOWNS}
    closed = [name for name, table in tables.items() if not table.keep(span)]
    return left_out | set(closed)


def said_total(counts: ReportCounts, scope: Scope, breakdowns: Sequence[str] = BREAKDOWNS) -> str:
    """All reports of a selection as `shown_total` says them, or what its ranges come to."""
    if TOTAL not in withheld(counts, scope, breakdowns):
        return shown_total(counts.sums.total, scope)
    sums = counts.sums
    return _at_least([*counts.counts, sums.outside, sums.without_location], scope)


def said_inside(counts: ReportCounts, scope: Scope) -> str:
    """All reports in areas as `shown_count` says them, or what the ranges of these come to."""
    if INSIDE not in withheld(counts, scope):
        return shown_count(counts.sums.in_areas, scope)
    return _at_least(counts.counts, scope)


def _at_least(numbers: Iterable[int], scope: Scope) -> str:
    return _("at least {n}", n=number(parts_of(numbers, scope).low))


def _keeps(counts: ReportCounts, shown: Sequence[str], scope: Scope) -> bool:
    """Whether no hidden count can be worked out of what is shown."""
    sums = counts.sums
    areas = parts_of(counts.counts, scope)
    tables = [parts_of(getattr(counts, each), scope) for each in shown if each not in WHOLES]
    inside = _both((areas.low, areas.high), (span_of(sums.shore, scope)[0], UNBOUNDED))
    if INSIDE in shown:
        inside = _both(inside, span_of(sums.in_areas, scope))
    places = [inside, span_of(sums.outside, scope), *_missing(counts, scope)]
    low, high = (sum(ends) for ends in zip(*places, strict=True))
    whole = _both((low, high), *((table.low, table.high) for table in tables))
    if TOTAL in shown:
        whole = _both(whole, total_span(sums.total, scope))
    left = [
        _both(place, (whole[0] - (high - place[1]), whole[1] - (low - place[0])))
        for place in places
    ]
    counted = [sums.in_areas if INSIDE in shown else 0, sums.outside, sums.coarser, sums.nowhere]
    held = [*zip(counted, left, strict=True), (sums.total if TOTAL in shown else 0, whole)]
    open_still = all(span[1] > span[0] for n, span in held if 0 < n < scope.least_count)
    return open_still and areas.keep(left[0]) and all(table.keep(whole) for table in tables)


def _missing(counts: ReportCounts, scope: Scope) -> tuple[Span, Span]:
    """What is known of reports of a wider area, and of those of none; their sum is shown too."""
    sums = counts.sums
    coarser, nowhere, whole = (
        span_of(n, scope) for n in (sums.coarser, sums.nowhere, sums.without_location)
    )
    return (
        _both(coarser, (whole[0] - nowhere[1], whole[1] - nowhere[0])),
        _both(nowhere, (whole[0] - coarser[1], whole[1] - coarser[0])),
    )


def _both(*spans: Span) -> Span:
    return max(low for low, _high in spans), min(high for _low, high in spans)
