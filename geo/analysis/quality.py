"""How far the reports can be trusted: what is placed roughly, came late, or waits outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from geo.analysis.months import days_within, months_of
from geo.analysis.placing import beside, codes, column_of, known_at, positions, says
from geo.analysis.reports import ReportCounts, ReportFilter, Series, count_reports
from geo.store.rules import Rules
from geo.words import Accuracy, Channel, Level, Place


class Check(StrEnum):
    """What can be said against a report; one report may be found by several."""

    MISSING = "missing"
    """In no kecamatan that can be named."""
    OUTSIDE = "outside"
    SHORE = "shore"
    """In the water, and given to the nearest area."""
    DESA = "desa"
    KECAMATAN = "kecamatan"
    """Known only to so wide an area."""
    LATE = "late"
    UNDATED = "undated"
    """Of which the moment of entering is not known."""


@dataclass(frozen=True)
class QualityReport:
    """
    What can be said against the reports of a period.

    Attributes
    ----------
    counts : ReportCounts
        By kecamatan: all reports are those in areas, outside and without location.
    rows : DataFrame
        The reports counted, newest first, by their key: ``received_on``, ``kode`` (of the
        kecamatan, or empty), ``accuracy``, ``distance_m``, ``days_late`` (float; days from receipt
        to entering, NaN where that is not known), ``import_id`` (text).
    found : mapping of Check to Index
        Keys of the reports of each check, in the order of `rows`.
    silent : mapping of str to tuple of Period
        Of each kabupaten the whole months of the period without any report, from the office's
        first report on.
    is_sample : bool
        Whether any of them is invented.
    """

    counts: ReportCounts
    rows: pd.DataFrame
    found: Mapping[Check, pd.Index]
    silent: Mapping[str, tuple[pd.Period, ...]]
    is_sample: bool

    def n(self, check: Check) -> int:
        """Number of reports of a check."""
        return len(self.found[check])


@dataclass(frozen=True)
class IntakeSums:
    """
    What became of the rows of all files: those read were accepted, held or rejected.

    ``n_undone`` files were undone and are not counted in the others.
    """

    n_files: int
    n_undone: int
    read: int
    accepted: int
    held: int
    rejected: int

    @property
    def adds_up(self) -> bool:
        """Whether every row became one thing."""
        return self.read == self.accepted + self.held + self.rejected


def quality_of(
    reports: pd.DataFrame,
    details: pd.DataFrame,
    wanted: ReportFilter,
    *,
    rules: Rules,
    areas: pd.Index,
    kabupaten: pd.Index,
) -> QualityReport:
    """
    What can be said against the reports of a filter.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    details : DataFrame
        As `geo.store.quality.read_quality_rows` gives them, of the same reports.
    wanted : ReportFilter
        Span and series; nothing else of it is asked.
    rules : Rules
        From how many days on an entry is late.
    areas, kabupaten : Index of str
        Kode of all kecamatan and kabupaten of the office.
    """
    counts = count_reports(reports, wanted, unit=Level.KECAMATAN, areas=areas)
    own = _of(reports, wanted).sort_values(["received_on", "report"], ascending=[False, True])
    position = positions(own, Level.KECAMATAN, areas.get_indexer)
    more = details.reindex(own.index)
    received, entered = more["received_at"], more["entered_at"]
    rows = pd.DataFrame(
        {
            "received_on": own["received_on"],
            "kode": pd.Series([*areas, ""], dtype="str").to_numpy()[position],
            "accuracy": own["accuracy"],
            "distance_m": more["distance_m"],
            "days_late": (entered - received).dt.total_seconds() / 86_400,
            "import_id": more["import_id"].astype(object).fillna("").astype("str"),
        },
        index=own.index,
    )
    around = beside(own, Level.KECAMATAN, areas)
    masks = {
        Check.MISSING: (position < 0) & around.nowhere,
        Check.OUTSIDE: (position < 0) & ~around.nowhere,
        Check.SHORE: (position >= 0) & says(own, "place", [Place.SHORE]),
        Check.DESA: says(own, "accuracy", [Accuracy.DESA]),
        Check.KECAMATAN: says(own, "accuracy", [Accuracy.KECAMATAN]),
        Check.LATE: (rows["days_late"] > rules.late_days).to_numpy(),
        Check.UNDATED: rows["days_late"].isna().to_numpy(),
    }
    return QualityReport(
        counts=counts,
        rows=rows,
        found={check: rows.index[mask] for check, mask in masks.items()},
        silent=silent_months(reports, wanted, kabupaten=kabupaten),
        is_sample=counts.is_sample,
    )


def _of(reports: pd.DataFrame, wanted: ReportFilter) -> pd.DataFrame:
    days = reports["received_on"]
    within = (days >= pd.Timestamp(wanted.since)) & (days <= pd.Timestamp(wanted.until))
    found = says(reports, "channel", [Channel.PATROL])
    return reports[within & (found if wanted.series is Series.FOUND else ~found)]


def silent_months(
    reports: pd.DataFrame, wanted: ReportFilter, *, kabupaten: pd.Index
) -> dict[str, tuple[pd.Period, ...]]:
    """
    Whole months of a span without any report of a kabupaten, each kabupaten.

    Months before the office's first report are left out: nothing was recorded then. A report that
    is known only to its kabupaten counts for it.
    """
    own = _of(reports, wanted)
    first = reports["received_on"].min()
    begins = wanted.since if pd.isna(first) else max(wanted.since, first.date().replace(day=1))
    whole = [
        month
        for month in (months_of(begins, wanted.until) if begins <= wanted.until else [])
        if days_within(month, wanted.since, wanted.until) == month.days_in_month
    ]
    column = column_of(Level.KABUPATEN)
    placed = known_at(own, Level.KABUPATEN) & (codes(own, column) >= 0)
    heard = own[placed]
    pairs = set(
        zip(heard[column].astype("str"), heard["received_on"].dt.to_period("M"), strict=True)
    )
    return {
        str(kode): tuple(month for month in whole if (kode, month) not in pairs)
        for kode in kabupaten
    }


def intake_sums(imports: pd.DataFrame, on: dt.date, timezone: dt.tzinfo) -> IntakeSums:
    """
    What became of the rows of the files that were taken in up to a day, by the office's clock.

    Parameters
    ----------
    imports : DataFrame
        As `geo.store.imports.read_imports` gives them.
    on : date
        The day.
    timezone : tzinfo
        The office's.
    """
    known = _up_to(imports, on, timezone)
    valid = known[known["undone_at"].isna()]
    sums = {name: int(valid[name].sum()) for name in ("read", "accepted", "held", "rejected")}
    return IntakeSums(n_files=len(valid), n_undone=len(known) - len(valid), **sums)


def held_by_sender(imports: pd.DataFrame, on: dt.date, timezone: dt.tzinfo) -> pd.DataFrame:
    """
    Files with rows that are held, and so wait for an answer, the newest month first.

    Returns
    -------
    DataFrame
        By ``import_id``: ``month`` (Period, when it was taken in), ``sender``, ``kind``, ``file``,
        ``held`` and ``rejected`` (int); within a month by sender.
    """
    known = _up_to(imports, on, timezone)
    waiting = known[known["undone_at"].isna() & (known["held"] > 0)]
    local = waiting["at"].dt.tz_convert(timezone).dt.tz_localize(None)
    rows = waiting.assign(month=local.dt.to_period("M"))
    rows = rows.sort_values(["month", "sender", "at"], ascending=[False, True, False])
    return rows[["month", "sender", "kind", "file", "held", "rejected"]]


def _up_to(imports: pd.DataFrame, on: dt.date, timezone: dt.tzinfo) -> pd.DataFrame:
    ends = pd.Timestamp(on + dt.timedelta(days=1)).tz_localize(timezone)
    return imports[imports["at"] < ends]
