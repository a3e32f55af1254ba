"""Contact with desa: visits, meetings of their kecamatan, reports; and the months of all that."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from geo.analysis.months import day_after, months_of, months_since
from geo.analysis.reports import ReportFilter, count_reports
from geo.words import Level, kode_at

CONTACTS = ("visit", "meeting", "report")
"""Columns of `contact_by_desa` that are contacts."""


def visits_by_desa(desa: pd.DataFrame, visits: pd.DataFrame, *, on: dt.date) -> pd.DataFrame:
    """
    Last visit of every desa up to one day.

    Parameters
    ----------
    desa : DataFrame, n rows
        Indexed by kode, with ``nama``: all desa of the register that are asked about.
    visits : DataFrame
        Indexed by their own key, with ``kode`` of a desa and ``visited_on``.
    on : date
        The day. Later visits are not known yet.

    Returns
    -------
    DataFrame, n rows
        Indexed as `desa`: ``nama``, ``kecamatan`` and ``kabupaten`` (kode), ``last_visit``
        (Timestamp; NaT if never visited), ``months_since`` (whole months by the calendar up to
        `on`, float; NaN if never), ``n_visits`` (int, all up to `on`).
    """
    known = visits[visits["visited_on"] < day_after(on)]
    by_desa = known.groupby("kode")["visited_on"]
    last = by_desa.max().reindex(desa.index)
    return _named(desa).assign(
        last_visit=last,
        months_since=months_since(last, on=on),
        n_visits=by_desa.size().reindex(desa.index, fill_value=0).astype("int64"),
    )


def contact_by_desa(
    desa: pd.DataFrame,
    *,
    visits: pd.DataFrame,
    meetings: pd.DataFrame,
    reports: pd.DataFrame,
    since: dt.date,
    until: dt.date,
) -> pd.DataFrame:
    """
    Which contact each desa had in a window.

    Parameters
    ----------
    desa : DataFrame, n rows
        Indexed by kode, with ``nama``: all desa of the register that are asked about.
    visits, meetings, reports : DataFrame
        As the store gives them.
    since, until : date
        First and last day of the window.

    Returns
    -------
    DataFrame, n rows
        Indexed as `desa`: ``nama``, ``kecamatan``, ``kabupaten``, and as bool ``visit``,
        ``meeting`` (of its kecamatan, where heads of desa sit), ``report`` (known to come from
        this desa; what officers found is none), ``any`` of these three, ``meeting_above`` (of its
        kabupaten, where no desa sits: no contact by itself) and ``ever_visited`` (up to `until`).
    """
    contact = _named(desa)
    seen = visits_by_desa(desa, visits, on=until)["last_visit"]
    held = set(_between(meetings, "held_on", since, until)["kode"])
    wanted = ReportFilter(since=since, until=until)
    counted = count_reports(reports, wanted, unit=Level.DESA, areas=desa.index)
    contact["visit"] = seen >= pd.Timestamp(since)
    contact["meeting"] = contact["kecamatan"].isin(held)
    contact["report"] = counted.counts > 0
    contact["any"] = contact[list(CONTACTS)].any(axis="columns")
    contact["meeting_above"] = contact["kabupaten"].isin(held)
    contact["ever_visited"] = seen.notna()
    return contact


def contact_coverage(contact: pd.DataFrame, *, by: str = "kabupaten") -> pd.DataFrame:
    """
    How many desa had contact, per kabupaten or kecamatan.

    Parameters
    ----------
    contact : DataFrame
        As `contact_by_desa` gives it.
    by : str
        Column of `contact` to count by: ``kabupaten`` or ``kecamatan``.

    Returns
    -------
    DataFrame
        Indexed by that kode, sorted: ``n_desa``, ``n_visit``, ``n_meeting``, ``n_report``,
        ``n_any``, ``n_meeting_above``, ``n_never`` (never visited up to the end of the window) and
        ``any_share`` (0 to 1). A desa with several contacts counts once in ``n_any``.
    """
    columns = [*CONTACTS, "any", "meeting_above"]
    counted = contact[columns].rename(columns=lambda name: f"n_{name}").astype("int64")
    counted = counted.assign(n_never=(~contact["ever_visited"]).astype("int64"))
    counted.insert(0, "n_desa", 1)
    sums = counted.groupby(contact[by].rename("kode")).sum().sort_index()
    return sums.assign(any_share=sums["n_any"] / sums["n_desa"])


def timeline(
    meetings: pd.DataFrame,
    operations: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    kabupaten: pd.Index,
    since: dt.date,
    until: dt.date,
) -> pd.DataFrame:
    """
    Meetings, operations and visits per kabupaten and month.

    Parameters
    ----------
    meetings, operations, visits : DataFrame
        As the store gives them; a record of a kecamatan or desa counts for its kabupaten.
    kabupaten : Index of str
        Kode of the kabupaten asked for; their order is kept.
    since, until : date
        First and last day.

    Returns
    -------
    DataFrame
        Indexed by ``kode`` and ``month`` (Period), all months of the span for every kabupaten:
        ``n_meetings``, ``n_operations``, ``n_visits`` (int).
    """
    grid = pd.MultiIndex.from_product(
        [list(kabupaten), months_of(since, until)], names=["kode", "month"]
    )
    records = {
        "n_meetings": (meetings, "held_on"),
        "n_operations": (operations, "held_on"),
        "n_visits": (visits, "visited_on"),
    }
    counts = {
        name: _by_month(_between(frame, day, since, until), day).reindex(grid, fill_value=0)
        for name, (frame, day) in records.items()
    }
    return pd.DataFrame(counts, index=grid).astype("int64")


def _by_month(records: pd.DataFrame, day: str) -> pd.Series:
    kabupaten = pd.Series(
        [kode_at(kode, Level.KABUPATEN) for kode in records["kode"]],
        index=records.index,
        name="kode",
        dtype="str",
    )
    month = records[day].dt.to_period("M").rename("month")
    return records.groupby([kabupaten, month]).size()


def _between(records: pd.DataFrame, day: str, since: dt.date, until: dt.date) -> pd.DataFrame:
    days = records[day]
    return records[(days >= pd.Timestamp(since)) & (days < day_after(until))]


def _named(desa: pd.DataFrame) -> pd.DataFrame:
    above = {
        level.value: [kode_at(kode, level) for kode in desa.index]
        for level in (Level.KECAMATAN, Level.KABUPATEN)
    }
    columns = pd.DataFrame(above, index=desa.index, dtype="str")
    columns.insert(0, "nama", desa["nama"])
    return columns
