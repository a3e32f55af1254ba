"""Times as rows of a table: what, measured, promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

Row = tuple[str, str, str]

HEADING = ("What", "Measured", "Promised")


def as_table(rows: Sequence[Sequence[str]], heading: Sequence[str] = HEADING) -> str:
    """Rows as a Markdown table; the first column stands left, the others right."""
    rule = "|---|" + "--:|" * (len(heading) - 1)
    told = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([f"| {' | '.join(heading)} |", rule, *told])


def seconds_of(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_ms(work: Callable[[], object], *, times: int) -> float:
    """Median of wall-clock milliseconds."""
    return 1000 * statistics.median(seconds_of(work) for _turn in range(times))


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty passes."""
    return statistics.quantiles(values, n=20)[-1]


def in_ms(seconds: Sequence[float]) -> str:
    """Median and p95 in milliseconds."""
    return f"{1000 * statistics.median(seconds):.0f} ms, p95 {1000 * p95(seconds):.0f} ms"


def in_s(seconds: Sequence[float]) -> str:
    """Median and p95 in seconds."""
    return f"{statistics.median(seconds):.2f} s, p95 {p95(seconds):.2f} s"
