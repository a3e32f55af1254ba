"""The view of the follow-up, taken along: kecamatan, agencies, and every overdue report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.amounts import shown_count, shown_total
from geo.analysis.follow_up import NOWHERE, OPEN, OUTSIDE, SHOWN, FollowUpReport
from geo.analysis.reports import Series
from geo.analysis.withheld import said_total
from geo.exports.taken import Cell, Table, Taken
from geo.labels import follow_up_label, suspicion_label
from geo.maps.view import AreaView
from geo.store.members import Agency
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n
from geo.words import FollowUp, Suspicion


def follow_up_headline(report: FollowUpReport, names: pd.Series, scope: Scope) -> str:
    """
    How many open reports are overdue, and where most of them are, in one sentence.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    names : Series
        Names of the kecamatan, by kode.
    scope : Scope
        Who looks.
    """
    n_open, overdue = report.open.sums.total, report.overdue
    if not n_open:
        return _("No report is open on this day.")
    total = shown_total(n_open, scope)
    if not overdue.sums.total:
        return _("None of {open} open reports is overdue for follow-up.", open=total)
    said = said_total(overdue, scope, SHOWN)
    most = overdue.counts.sort_values(ascending=False, kind="stable").head(1)
    kode, n = str(most.index[0]), int(most.iloc[0])
    found = overdue.filter.series is Series.FOUND
    if not n:
        text = _("{overdue} of {open} open findings of officers are overdue for follow-up.")
        other = _("{overdue} of {open} open reports are overdue for follow-up.")
        return (text if found else other).format(overdue=said, open=total)
    text = _(
        "{overdue} of {open} open findings of officers are overdue for follow-up; most in "
        "{nama} ({n})."
    )
    other = _("{overdue} of {open} open reports are overdue for follow-up; most in {nama} ({n}).")
    filled = {"overdue": said, "open": total, "nama": names[kode], "n": shown_count(n, scope)}
    return (text if found else other).format(**filled)


def limits_text(report: FollowUpReport) -> str:
    """The limit of each open state, in words."""
    said = [
        _n("{state}: {n} day", "{state}: {n} days", report.limits[s], state=follow_up_label(s))
        for s in OPEN
    ]
    return _("Limits: {limits}; provisional, set in data/rules.csv.", limits="; ".join(said))


def agency_name(agency: str, agencies: Mapping[str, Agency]) -> str:
    """Name of an agency that has reports, or that nobody has been named."""
    if not agency:
        return _("not yet named")
    return agencies[agency].name if agency in agencies else agency


def place_name(kode: str, names: pd.Series) -> str:
    """Name of the kecamatan of an open report, or where else it is."""
    beside = {OUTSIDE: _("outside the work area"), NOWHERE: _("without a location")}
    return beside.get(kode) or str(names.get(kode, kode))


def take_follow_up(
    report: FollowUpReport,
    *,
    heading: str,
    office: Office,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    names: pd.Series,
    agencies: Mapping[str, Agency],
    sources: Sequence[str],
) -> Taken:
    """
    The overdue reports of an office, ready to be taken along by those who may see rows.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    heading : str
        The answer in one sentence.
    office : Office
        Whose reports.
    view : AreaView
        The map that the page draws.
    areas, outline : GeoDataFrame
        The kecamatan drawn, in the order of the map, and the kabupaten; with ``nama``.
    names : Series
        Names of the kecamatan, by kode.
    agencies : mapping of str to Agency
        By key.
    sources : sequence of str
        Where the reports are from.
    """
    columns = areas[[name for name in ("nama", "geometry") if name in areas]]
    counts = {"n_open": report.open.counts, "n_overdue": report.overdue.counts}
    layer = columns.assign(**{n: c.reindex(areas.index, fill_value=0) for n, c in counts.items()})
    return Taken(
        topic="follow-up",
        heading=heading,
        office=office,
        as_of=report.on,
        notes=[limits_text(report), undated_text(report)],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=layer,
        outline=outline,
        tables=[_areas(report, names), _agencies(report, agencies), _rows(report, names, agencies)],
    )


def undated_text(report: FollowUpReport) -> str:
    """How an open report without a recorded step ages, and how many there are."""
    return _n(
        "A report ages from the day of its last step; {n} without a recorded step from the day it "
        "was received.",
        "A report ages from the day of its last step; {n} without a recorded step from the day "
        "they were received.",
        report.n_undated,
    )


def _areas(report: FollowUpReport, names: pd.Series) -> Table:
    opened, overdue = report.open, report.overdue
    rows: list[list[Cell]] = [
        [str(kode), str(names.get(kode, "")), int(opened.counts.get(kode, 0)), int(n)]
        for kode, n in overdue.counts.items()
    ]
    rows += [
        ["", _("outside the work area"), opened.sums.outside, overdue.sums.outside],
        ["", _("without a location"), opened.sums.without_location, overdue.sums.without_location],
        ["", _("All"), opened.sums.total, overdue.sums.total],
    ]
    return Table(_("Kecamatan"), [_("Kode"), _("Name"), _("Open"), _("Overdue")], rows)


def _agencies(report: FollowUpReport, agencies: Mapping[str, Agency]) -> Table:
    opened, overdue = report.open.by_agency, report.overdue.by_agency
    rows: list[list[Cell]] = [
        [agency_name(str(key), agencies), int(n), int(overdue.get(key, 0))]
        for key, n in opened.items()
    ]
    return Table(_("Agencies"), [_("Responsible agency"), _("Open"), _("Overdue")], rows)


def _rows(report: FollowUpReport, names: pd.Series, agencies: Mapping[str, Agency]) -> Table:
    headings = [_("Report"), _("Received on"), _("Kecamatan"), _("Suspicion (dugaan)"), _("State")]
    headings += [_("Since"), _("Days over"), _("Responsible agency")]
    rows: list[list[Cell]] = [
        [
            str(key),
            row["received_on"].date(),
            place_name(row["kode"], names),
            suspicion_label(Suspicion(row["kind"])),
            follow_up_label(FollowUp(row["state"])),
            row["since"].date(),
            int(row["days_over"]),
            agency_name(row["agency"], agencies),
        ]
        for key, row in report.overdue_in(None).to_dict("index").items()
    ]
    return Table(_("Overdue reports"), headings, rows)
