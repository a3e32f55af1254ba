"""Reports that wait for their follow-up: since when, how long they may, and who has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from geo.analysis.placing import beside, positions, says
from geo.analysis.reports import ReportCounts, ReportFilter, Series, count_reports
from geo.store.rules import Rules
from geo.words import Channel, FollowUp, Level, Place

OPEN: Final = (FollowUp.NEW, FollowUp.VERIFIED, FollowUp.ACTED_ON)
"""States in which a report waits for something."""

STATES: Final = tuple(state.value for state in FollowUp)
NEW_AT: Final = STATES.index(FollowUp.NEW.value)

OUTSIDE: Final = Place.OUTSIDE.value
NOWHERE: Final = Place.MISSING.value
"""What stands for the kecamatan of a report that is in none of the office's."""

SHOWN: Final = ("by_agency", "by_follow_up")
"""Attributes of `WaitingCounts` that the view breaks down."""


@dataclass(frozen=True)
class WaitingCounts(ReportCounts):
    """
    Reports that wait, counted by kecamatan and by what is known of them on the day.

    Attributes
    ----------
    by_agency : Series of int
        Indexed by the key of the agency that has them, the most first; the empty key stands for
        none and comes last.
    """

    by_agency: pd.Series


@dataclass(frozen=True)
class FollowUpReport:
    """
    The follow-up of an office's reports as it was known at the end of one day.

    Attributes
    ----------
    on : date
        The day.
    waiting : DataFrame
        Open reports of the series asked for, the longest over their limit first, by their key:
        ``received_on``, ``kind``, ``kode`` (of the kecamatan, or `OUTSIDE`, or `NOWHERE`),
        ``state`` (categorical), ``since`` (Timestamp: day of the last step, or of receipt),
        ``has_step`` (bool: whether a step is recorded), ``age_days``, ``limit_days`` and
        ``days_over`` (int; above 0 it is overdue), ``agency`` (key or empty).
    open, overdue : WaitingCounts
        All of them, and those over their limit; ``by_follow_up`` is the state on the day.
    limits : mapping of FollowUp to int
        Days that a report may be in each open state.
    is_sample : bool
        Whether any report received up to the day, open or not, is invented.
    """

    on: dt.date
    waiting: pd.DataFrame
    open: WaitingCounts
    overdue: WaitingCounts
    limits: Mapping[FollowUp, int]
    is_sample: bool

    @property
    def n_in_time(self) -> int:
        """Open reports within their limit; with the overdue ones they are all that are open."""
        return int((self.waiting["days_over"] <= 0).sum())

    @property
    def n_undated(self) -> int:
        """Open reports without a recorded step, which age from the day of receipt."""
        return int((~self.waiting["has_step"]).sum())

    def overdue_in(self, kode: str | None) -> pd.DataFrame:
        """Overdue rows of `waiting`: of a kecamatan, of `OUTSIDE` or `NOWHERE`, or all of them."""
        rows = self.waiting[self.waiting["days_over"] > 0]
        return rows if kode is None else rows[rows["kode"] == kode]


def limits_of(rules: Rules) -> dict[FollowUp, int]:
    """Days that a report may be in each open state by the published rules."""
    return {
        FollowUp.NEW: rules.new_days,
        FollowUp.VERIFIED: rules.verified_days,
        FollowUp.ACTED_ON: rules.acted_days,
    }


def follow_up_on(
    reports: pd.DataFrame,
    steps: pd.DataFrame,
    on: dt.date,
    *,
    rules: Rules,
    areas: pd.Index,
    series: Series = Series.REPORTED,
) -> FollowUpReport:
    """
    Which reports are open on a day, for how long, and which of them are over their limit.

    Parameters
    ----------
    reports : DataFrame, n rows
        As `geo.store.reports.read_reports` gives them.
    steps : DataFrame
        As `geo.store.follow_ups.read_steps` gives them, by day.
    on : date
        Only what was received or done up to this day is known.
    rules : Rules
        The limit of each state.
    areas : Index of str
        Kode of all kecamatan of the office.
    series : Series
        Reports, or what officers found; the other is only counted, as ``n_found``.

    Returns
    -------
    FollowUpReport
        With ``open.sums.total`` equal to those overdue and those in time.

    Notes
    -----
    A report without any step is in the state that it came in with. One whose steps are all later
    was new, and with nobody, on the day.
    """
    known = states_on(reports, steps, on)
    limits = limits_of(rules)
    state = known["state"].astype("str")
    aged = known.assign(
        age_days=(pd.Timestamp(on) - known["since"]).dt.days.astype(int),
        limit_days=state.map({s.value: n for s, n in limits.items()}).fillna(0).astype(int),
        kode=_kecamatan_of(known, areas),
    )
    aged = aged[state.isin([each.value for each in OPEN])]
    aged["days_over"] = aged["age_days"] - aged["limit_days"]
    overdue = aged[aged["days_over"] > 0]
    found = says(aged, "channel", [Channel.PATROL])
    own = aged[found if series is Series.FOUND else ~found]
    order = own.reset_index().sort_values(["days_over", "report"], ascending=[False, True])
    columns = ["received_on", "kind", "kode", "state", "since", "has_step"]
    columns += ["age_days", "limit_days", "days_over", "agency"]
    return FollowUpReport(
        on=on,
        waiting=order.set_index("report")[columns],
        open=_counted(aged, on, areas=areas, series=series),
        overdue=_counted(overdue, on, areas=areas, series=series),
        limits=limits,
        is_sample=bool(known["is_sample"].any()),
    )


def states_on(reports: pd.DataFrame, steps: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """
    Reports received up to a day, with what was known of their follow-up at its end.

    Returns
    -------
    DataFrame
        The columns of `reports`, and ``state`` (categorical, in ``follow_up`` too), ``since``
        (Timestamp), ``has_step`` (bool) and ``agency`` (str).
    """
    received = reports[reports["received_on"] <= pd.Timestamp(on)]
    place = received.index.get_indexer(pd.Index(steps["report"]))
    any_step = np.zeros(len(received), dtype=bool)
    any_step[place[place >= 0]] = True
    done = (place >= 0) & (steps["on_day"] <= pd.Timestamp(on)).to_numpy()
    last = np.full(len(received), -1)
    np.maximum.at(last, place[done], np.flatnonzero(done))
    has_step = last >= 0
    later = any_step & ~has_step
    words = _words_of(steps["state"])[last] if len(steps) else np.full(len(received), -1)
    state = np.where(has_step, words, np.where(later, NEW_AT, _words_of(received["follow_up"])))
    coded = pd.Categorical.from_codes(state, categories=pd.Index(STATES, dtype="str"))
    days = steps["on_day"].to_numpy()[last] if len(steps) else received["received_on"].to_numpy()
    return received.assign(
        state=coded,
        follow_up=coded,
        since=received["received_on"].mask(has_step, pd.Series(days, index=received.index)),
        has_step=has_step,
        agency=_agencies_on(received, steps, last, later),
    )


def _words_of(column: pd.Series) -> np.ndarray:
    """Position of each state in `STATES`; -1 where there is none."""
    place = pd.Index(STATES).get_indexer(column.cat.categories.astype("str"))
    return np.append(place, -1)[column.cat.codes.to_numpy()]


def _agencies_on(
    received: pd.DataFrame, steps: pd.DataFrame, last: np.ndarray, later: np.ndarray
) -> pd.Series:
    """Who has each report: as its last step says, or it itself where there is no step."""
    own = received["agency"].cat.categories.astype("str")
    stated, keys = pd.factorize(steps["agency"])
    known = ["", *own, *keys.astype("str")]
    code = received["agency"].cat.codes.to_numpy() + 1
    by_step = stated[last] + 1 + len(own) if len(steps) else code
    chosen = np.where(later, 0, np.where(last >= 0, by_step, code))
    return pd.Series(np.array(known, dtype=object)[chosen], index=received.index, dtype="str")


def _kecamatan_of(reports: pd.DataFrame, areas: pd.Index) -> pd.Series:
    """Kode of the kecamatan of each report, `OUTSIDE` or `NOWHERE`; as `count_reports` counts."""
    position = positions(reports, Level.KECAMATAN, areas.get_indexer)
    elsewhere = np.where(beside(reports, Level.KECAMATAN, areas).outside, OUTSIDE, NOWHERE)
    words = np.append(areas.to_numpy(dtype=object), "")[position]
    return pd.Series(np.where(position >= 0, words, elsewhere), index=reports.index, dtype="str")


def _counted(
    reports: pd.DataFrame, on: dt.date, *, areas: pd.Index, series: Series
) -> WaitingCounts:
    first = reports["received_on"].min()
    wanted = ReportFilter(on if pd.isna(first) else first.date(), on, series)
    counts = count_reports(reports, wanted, unit=Level.KECAMATAN, areas=areas)
    found = says(reports, "channel", [Channel.PATROL])
    own = reports.loc[found if series is Series.FOUND else ~found, "agency"]
    by_agency = own.value_counts().rename("n_reports").rename_axis("agency").reset_index()
    by_agency = by_agency.assign(nobody=by_agency["agency"] == "").sort_values(
        ["nobody", "n_reports", "agency"], ascending=[True, False, True]
    )
    said = {field.name: getattr(counts, field.name) for field in fields(counts)}
    return WaitingCounts(**said, by_agency=by_agency.set_index("agency")["n_reports"])
