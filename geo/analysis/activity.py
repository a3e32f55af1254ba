"""What teams did: active, inactive or not recorded, and which teams are due for review."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.analysis.months import day_after, months_before
from geo.store.rules import Rules
from geo.words import Level, OperationKind, TeamStatus, level_of

COLUMNS = ("activity", "last_activity", "last_meeting", "last_operation", "n_activities")
"""Columns of `activity_by_area`."""


class Activity(StrEnum):
    """What the records say of a team; no record is not the same as no meeting."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    NOT_RECORDED = "not recorded"


class Due(StrEnum):
    """Why a team is due for review, the weightiest reason first."""

    REVIEW_PASSED = "review_passed"
    """The day that its decree names has passed."""
    OLD = "old"
    """Formed or inaugurated longer ago than the published rule allows, and nothing since."""
    INACTIVE = "inactive"


def activity_by_area(
    areas: pd.DataFrame,
    meetings: pd.DataFrame,
    operations: pd.DataFrame,
    *,
    on: dt.date,
    rules: Rules,
) -> pd.DataFrame:
    """
    What is recorded of each team up to one day.

    Parameters
    ----------
    areas : DataFrame, n rows
        All kecamatan, or all kabupaten, of an office, as
        `geo.analysis.formation.formation_by_area` gives them.
    meetings, operations : DataFrame
        Indexed by their own key, with ``kode`` and ``held_on``. A record counts for the team of
        exactly that kode, and only from its day on. A patrol is no operation of the team.
    on : date
        The day. The window is the ``active_months`` before it, both ends included.
    rules : Rules
        Published rules.

    Returns
    -------
    DataFrame, n rows
        Indexed as `areas`: ``activity`` (a word of `Activity`), ``last_activity``,
        ``last_meeting``, ``last_operation`` (Timestamp or NaT), ``n_activities`` (int, in the
        window).

    Notes
    -----
    A team is inactive only where the silence says something: it was formed before the window, and
    in the window something is recorded for another kecamatan of its kabupaten (of a team of a
    kabupaten: for another kabupaten of the office). All else is not recorded. An area without a
    known team is never inactive.
    """
    since = pd.Timestamp(months_before(on, rules.active_months))
    joint = operations[operations["kind"] != OperationKind.PATROL.value]
    meetings, operations = _until(meetings, on), _until(joint, on)
    both = pd.concat([meetings[["kode", "held_on"]], operations[["kode", "held_on"]]])
    recent = both.loc[both["held_on"] >= since, "kode"].value_counts()
    n_activities = recent.reindex(areas.index, fill_value=0).astype("int64")
    together = areas["kabupaten"].where(_level(areas) == Level.KECAMATAN, "")
    others_recorded = n_activities.groupby(together).transform("sum") > 0
    silent = is_formed(areas["status"]) & (_formed_on(areas) < since) & others_recorded
    activity = np.select(
        [n_activities > 0, silent], [Activity.ACTIVE, Activity.INACTIVE], Activity.NOT_RECORDED
    )
    return pd.DataFrame(
        {
            "activity": pd.Series(activity, index=areas.index, dtype="str"),
            "last_activity": _last(both, areas.index),
            "last_meeting": _last(meetings, areas.index),
            "last_operation": _last(operations, areas.index),
            "n_activities": n_activities,
        }
    )


def with_activity(
    areas: pd.DataFrame,
    meetings: pd.DataFrame,
    operations: pd.DataFrame,
    *,
    on: dt.date,
    rules: Rules,
) -> pd.DataFrame:
    """
    `areas` with the columns of `activity_by_area`, and formed teams as active or inactive.

    ``status`` of a formed team becomes ``aktif`` or ``tidak aktif`` where the records say so;
    ``stated`` keeps what the source says. Other areas keep their status.
    """
    found = activity_by_area(areas, meetings, operations, on=on, rules=rules)
    status = areas["status"].copy()
    words = {Activity.ACTIVE: TeamStatus.ACTIVE, Activity.INACTIVE: TeamStatus.INACTIVE}
    for activity, shown in words.items():
        status[is_formed(areas["status"]) & (found["activity"] == activity.value)] = shown.value
    return areas.assign(status=status, stated=areas["status"]).join(found)


def due_teams(areas: pd.DataFrame, *, on: dt.date, rules: Rules) -> pd.DataFrame:
    """
    Teams whose decree should be looked at again, the longest due first.

    Parameters
    ----------
    areas : DataFrame
        As `geo.analysis.formation.formation_by_area` or `with_activity` gives them; without
        the columns of the latter nobody is due for inactivity.
    on : date
        The day.
    rules : Rules
        Published rules.

    Returns
    -------
    DataFrame, one row a formed team that is due
        Indexed by ``kode``: ``nama``, ``kabupaten``, ``status``, ``reason`` (a word of `Due`, the
        weightiest that holds), ``reasons`` (tuple of all), ``since`` (Timestamp, the day from
        which that ``reason`` holds); sorted by ``since`` and kode.

    Notes
    -----
    The age of a team counts only where its decree names no day of review.
    """
    day = pd.Timestamp(on)
    teams = areas[is_formed(areas["status"])]
    review_by, formed_on = teams["review_by"], _formed_on(teams)
    grown_old = formed_on + pd.DateOffset(years=rules.review_years)
    starts = pd.DataFrame(
        {
            Due.REVIEW_PASSED: review_by.where(review_by < day),
            Due.OLD: grown_old.where((grown_old < day) & review_by.isna()),
            Due.INACTIVE: _inactive_since(teams, formed_on, rules),
        }
    )
    starts = starts[starts.notna().any(axis="columns")]
    reasons = [
        tuple(reason.value for reason in Due if pd.notna(row[reason]))
        for row in starts.to_dict("records")
    ]
    found = teams.loc[starts.index, ["nama", "kabupaten", "status"]].assign(
        reason=pd.Series([held[0] for held in reasons], index=starts.index, dtype="str"),
        reasons=pd.Series(reasons, index=starts.index, dtype="object"),
        since=starts.bfill(axis="columns").iloc[:, 0],
    )
    return found.rename_axis("kode").sort_values(["since", "kode"])


def uses_sample(areas: pd.DataFrame, *records: pd.DataFrame, on: dt.date) -> bool:
    """Whether any meeting or operation of these areas up to a day is invented."""
    known = [_until(each, on) for each in records]
    return any(bool(each.loc[each["kode"].isin(areas.index), "is_sample"].any()) for each in known)


def _until(records: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    return records[records["held_on"] < day_after(on)]


def _last(records: pd.DataFrame, kode: pd.Index) -> pd.Series:
    return records.groupby("kode")["held_on"].max().reindex(kode)


def _level(areas: pd.DataFrame) -> pd.Series:
    return pd.Series([level_of(kode) for kode in areas.index], index=areas.index, dtype="object")


def is_formed(status: pd.Series) -> pd.Series:
    """Whether a team exists, for each status of a column."""
    return status.isin([s.value for s in TeamStatus if s.is_formed])


def _formed_on(areas: pd.DataFrame) -> pd.Series:
    """The latest event of each team, or the day from which it is known if no event is dated."""
    return areas["event_on"].fillna(areas["holds_from"])


def _inactive_since(teams: pd.DataFrame, formed_on: pd.Series, rules: Rules) -> pd.Series:
    if "activity" not in teams:
        return pd.Series(pd.NaT, index=teams.index, dtype="datetime64[us]")
    latest = teams["last_activity"].fillna(formed_on)
    silent_from = latest + pd.DateOffset(months=rules.active_months)
    return silent_from.where(teams["activity"] == Activity.INACTIVE.value)
