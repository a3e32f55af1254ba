"""What the page of the follow-up says around its map: how many are overdue, where, with whom."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from geo.analysis.amounts import EN_DASH, drawn_count, most_first, shown_count, shown_total
from geo.analysis.follow_up import OPEN, SHOWN, FollowUpReport
from geo.analysis.reports import Series
from geo.analysis.withheld import said_total, withheld
from geo.exports.follow_up import agency_name, follow_up_headline, limits_text, undated_text
from geo.labels import follow_up_label
from geo.maps.reports import series_label
from geo.store.members import Agency
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.theme import colour
from geo.views.choices import pick_switch
from geo.views.figures import Bar, Tile, bars, facts, show_panel, show_tiles
from geo.views.frame import show_answer
from geo.views.html import fill
from geo.views.reports import not_broken_down
from geo.words import FollowUp

JOINER = "\N{WORD JOINER}"

NAMED = 10
"""How many kecamatan the list names."""


def pick_series() -> Series:
    """Let the reader choose between reports and what officers found, which are never added."""
    names = {series.value: series_label(series) for series in Series}
    return Series(pick_switch("series", _("What is counted"), names))


def show_follow_up_headline(
    report: FollowUpReport, names: pd.Series, *, office: Office, scope: Scope
) -> None:
    """
    How many open reports are overdue, where most are, and by which rules.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    names : Series
        Names of the kecamatan, by kode.
    office : Office
        Whose reports.
    scope : Scope
        Who looks.
    """
    parts = [_("As of {day}.", day=date(report.on)), limits_text(report)]
    if report.n_undated and scope.least_count <= 1:
        parts.append(undated_text(report))
    other = shown_total(report.open.n_found, scope)
    if report.open.filter.series is Series.FOUND:
        parts.append(_("Open reports, counted apart: {n}.", n=other))
    else:
        parts.append(_("Open findings of officers, counted apart: {n}.", n=other))
    show_answer(office.name, unbroken(follow_up_headline(report, names, scope)), *parts)


def show_follow_up_tiles(report: FollowUpReport, scope: Scope) -> None:
    """All that are overdue, and how many of them in each open state."""
    first = Tile(
        _("Overdue"),
        said_total(report.overdue, scope, SHOWN),
        _(
            "of {open} open; {n} in time",
            open=number(report.open.sums.total),
            n=number(report.n_in_time),
        )
        if scope.least_count <= 1
        else _("of {open} open", open=shown_total(report.open.sums.total, scope)),
    )
    show_tiles([first, *(_state_tile(report, state, scope) for state in OPEN)])


def _state_tile(report: FollowUpReport, state: FollowUp, scope: Scope) -> Tile:
    n, n_open = (int(c.by_follow_up[state.value]) for c in (report.overdue, report.open))
    limit = report.limits[state]
    title = _n(
        "{state}, over {n} day", "{state}, over {n} days", limit, state=follow_up_label(state)
    )
    if "by_follow_up" in withheld(report.overdue, scope, SHOWN):
        return Tile(title, _("hidden"), not_broken_down())
    under = _("of {open} open", open=number(n_open)) if scope.least_count <= 1 else ""
    return Tile(title, shown_count(n, scope), under)


def show_overdue_by_area(report: FollowUpReport, names: pd.Series, scope: Scope) -> None:
    """Kecamatan with overdue reports, the most first, and where all the others are."""
    counts = report.overdue
    most = most_first(counts.counts, scope)
    largest = drawn_count(int(most.iloc[0]), scope) if len(most) else 1
    rows = [
        Bar(
            str(names.get(kode, kode)),
            drawn_count(int(n), scope) / largest,
            _of(int(n), int(report.open.counts.get(kode, 0)), scope),
        )
        for kode, n in most.head(NAMED).items()
    ]
    more = len(most) - NAMED
    note = _n("and {n} more kecamatan", "and {n} more kecamatan", more) if more > 0 else ""
    body = fill("{bars}{sums}", bars=_bars(rows), sums=_sums(report, scope))
    show_panel(_("Overdue by kecamatan"), body, note)


def _sums(report: FollowUpReport, scope: Scope) -> Markup:
    sums = report.overdue.sums
    rows: list[tuple[object, object]] = [
        (_("All overdue"), _strong(said_total(report.overdue, scope, SHOWN)))
    ]
    if scope.least_count <= 1:
        rows.append((_("= in a kecamatan"), _strong(number(sums.in_areas))))
    rows += [
        (_("+ outside the work area"), _strong(shown_count(sums.outside, scope))),
        (_("+ without location"), _strong(shown_count(sums.without_location, scope))),
    ]
    return facts(rows)


def show_overdue_by_agency(
    report: FollowUpReport, agencies: Mapping[str, Agency], scope: Scope
) -> None:
    """
    Overdue reports by the agency that has them.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    agencies : mapping of str to Agency
        By key.
    scope : Scope
        Who looks.
    """
    counts, opened = report.overdue.by_agency, report.open.by_agency
    title = _("Overdue by responsible agency")
    if "by_agency" in withheld(report.overdue, scope, SHOWN):
        show_panel(title, Markup(""), not_broken_down())
        return
    largest = drawn_count(int(counts.max()), scope) if len(counts) else 1
    rows = [
        Bar(
            agency_name(str(key), agencies),
            drawn_count(int(n), scope) / largest,
            _of(int(n), int(opened.get(key, 0)), scope),
        )
        for key, n in counts.items()
    ]
    show_panel(title, _bars(rows), _("Counts of reports that wait; agencies are not ranked by it."))


def _bars(rows: list[Bar]) -> Markup:
    if not rows:
        return fill("<p>{text}</p>", text=_("None."))
    return bars(rows, colour=colour("mark", "bubble"))


def _of(n: int, n_open: int, scope: Scope) -> str:
    """Overdue of open; in a meeting the first alone."""
    if scope.least_count > 1:
        return shown_count(n, scope)
    return _("{n} of {all}", n=number(n), all=number(n_open))


def unbroken(text: str) -> str:
    """A text that begins with a capital letter and whose ranges do not break across lines."""
    return text[:1].upper() + text[1:].replace(EN_DASH, f"{JOINER}{EN_DASH}{JOINER}")


def _strong(text: str) -> Markup:
    return fill('<b style="white-space:nowrap">{text}</b>', text=text)
