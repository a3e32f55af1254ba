"""What a meeting is not shown of a coast, since a hidden count could be worked out from it."""

from __future__ import annotations

from collections.abc import Collection

from geo.analysis.amounts import span_of, total_span
from geo.analysis.coast_place import DISTANCE_EDGES_M, STRIP_M, Part
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.withheld import Parts, Span, parts_of
from geo.store.scope import Scope

CLASSES, PARTS, TOTAL = EVERY = "classes", "parts", "total"
"""Numbers by distance, where every report went, and the number of all reports."""

N_IN_STRIP = DISTANCE_EDGES_M.index(STRIP_M) + 1
"""How many classes of distance make up the strip."""


def coast_withheld(found: CoastStrip, scope: Scope) -> frozenset[str]:
    """
    What is not shown to this reader of a coast, of `EVERY`.

    The stretches are always shown as ranges. Of the rest each is shown only where every count
    that is hidden, with all that is shown, could still be two numbers or more.
    """
    if scope.least_count <= 1:
        return frozenset()
    shown: list[str] = []
    for name in EVERY:
        if _keeps(found, [*shown, name], scope):
            shown.append(name)
    return frozenset(EVERY) - set(shown)


def _keeps(found: CoastStrip, shown: Collection[str], scope: Scope) -> bool:
    """Whether no hidden count can be worked out of what is shown."""
    counts = found.classes["n_reports"].to_numpy()
    along = parts_of(found.stretches["n_reports"], scope)
    near, far = (parts_of(half, scope) for half in (counts[:N_IN_STRIP], counts[N_IN_STRIP:]))
    by_distance = CLASSES in shown
    spans = {part: span_of(n, scope) for part, n in found.parts.items()}
    if PARTS not in shown:
        spans[Part.STRIP] = spans[Part.INLAND] = (0, found.total)
    spans[Part.STRIP] = _both(spans[Part.STRIP], _span(along))
    if by_distance:
        spans[Part.STRIP] = _both(spans[Part.STRIP], _span(near))
        spans[Part.INLAND] = _both(spans[Part.INLAND], _span(far))
    left = _left(spans, total_span(found.total, scope)) if TOTAL in shown else spans
    tables = [(along, Part.STRIP)]
    if by_distance:
        tables += [(near, Part.STRIP), (far, Part.INLAND)]
    is_open = PARTS not in shown or all(
        left[part][1] > left[part][0] for part, n in found.parts.items() if _hidden(n, scope)
    )
    return is_open and all(table.keep(left[part]) for table, part in tables)


def _hidden(n: int, scope: Scope) -> bool:
    return 0 < n < scope.least_count


def _span(table: Parts) -> Span:
    return table.low, table.high


def _left(spans: dict[Part, Span], whole: Span) -> dict[Part, Span]:
    """What each part can still be, where the whole is known so."""
    low, high = (sum(ends) for ends in zip(*spans.values(), strict=True))
    return {
        part: _both(span, (whole[0] - (high - span[1]), whole[1] - (low - span[0])))
        for part, span in spans.items()
    }


def _both(*spans: Span) -> Span:
    return max(low for low, _high in spans), min(high for _low, high in spans)
