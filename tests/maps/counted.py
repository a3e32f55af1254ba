"""Reports of a few areas, counted by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from geo.analysis.reports import ReportCounts, ReportFilter, Sums
from geo.words import Level

SINCE, UNTIL = dt.date(2025, 11, 23), dt.date(2026, 11, 22)


def make_counts(
    unit: Level | int = Level.KECAMATAN,
    *,
    outside: int = 0,
    missing: int = 0,
    coarser: int = 0,
    is_sample: bool = False,
    filter_: dict[str, Any] | None = None,
    **n_reports: int,
) -> ReportCounts:
    """Counts by area, whose kode is given with _ in place of the dots: k51_08_01=12."""
    index = [kode.removeprefix("k").replace("_", ".") for kode in n_reports]
    counts = pd.Series(list(n_reports.values()), index=index, dtype="int64")
    inside = int(counts.sum())
    none = pd.Series(dtype="int64")
    return ReportCounts(
        filter=ReportFilter(**{"since": SINCE, "until": UNTIL, **(filter_ or {})}),
        unit=unit,
        counts=counts,
        sums=Sums(
            total=inside + outside + missing,
            in_areas=inside,
            outside=outside,
            without_location=missing,
            coarser=coarser,
            shore=0,
        ),
        by_month=none,
        by_kind=none,
        by_channel=none,
        by_accuracy=none,
        by_follow_up=none,
        n_found=0,
        is_sample=is_sample,
    )
