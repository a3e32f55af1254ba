"""What the page of report concentrations says around its map."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from geo.analysis.amounts import drawn_count, shown_count, shown_share, shown_total
from geo.analysis.months import days_within
from geo.analysis.reports import ReportCounts, ReportFilter, Series
from geo.analysis.withheld import said_inside, said_total, withheld
from geo.exports.sentences import report_headline, said_filter
from geo.labels import accuracy_label, channel_label, follow_up_label, suspicion_label
from geo.maps.series_words import all_label, whereabouts_label
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date
from geo.theme import colour
from geo.views.figures import Bar, Month, bars, facts, months, show_panel
from geo.views.frame import show_answer
from geo.views.html import fill, join, show
from geo.views.report_choices import month_label
from geo.words import Accuracy, Channel, FollowUp, Level, Suspicion


def show_report_headline(
    counts: ReportCounts, names: pd.Series, *, office: Office, scope: Scope
) -> None:
    """
    How many reports, and where most are.

    Parameters
    ----------
    counts : ReportCounts
        By kecamatan.
    names : Series
        Names of the kecamatan, by kode.
    office : Office
        Whose reports.
    scope : Scope
        Who looks.
    """
    show_answer(office.name, report_headline(counts, names, scope=scope), _under(counts, scope))


def _under(counts: ReportCounts, scope: Scope) -> str:
    wanted = counts.filter
    parts = [
        _("{since} to {until}.", since=date(wanted.since), until=date(wanted.until)),
        said_filter(wanted),
    ]
    sums = counts.sums
    if share := shown_share(sums.in_areas, sums.total, scope):
        parts.append(_("Located in a kecamatan: {share}.", share=share))
    other = shown_total(counts.n_found, scope)
    if wanted.series is Series.REPORTED:
        parts.append(_("Found by officers, counted apart: {n}.", n=other))
    else:
        parts.append(_("Reports, counted apart: {n}.", n=other))
    return " ".join(part for part in parts if part)


def show_sums(counts: ReportCounts, scope: Scope) -> None:
    """Where all that the filter counts went; the parts add up to the whole."""
    sums = counts.sums
    inside = _("in cells on the map") if isinstance(counts.unit, int) else _("in areas")
    rows: list[tuple[object, object]] = [
        (all_label(counts.filter.series), _strong(said_total(counts, scope))),
        (f"= {inside}", _strong(said_inside(counts, scope))),
    ]
    if sums.shore:
        rows.append(
            (_("of these at the shore, given to the nearest"), shown_count(sums.shore, scope))
        )
    rows += [
        (_("+ outside the work area"), _strong(shown_count(sums.outside, scope))),
        (coarser_label(counts.unit), _strong(shown_count(sums.coarser, scope))),
        (_("+ without location"), _strong(shown_count(sums.nowhere, scope))),
    ]
    show_panel(whereabouts_label(counts.filter.series), facts(rows))


def coarser_label(unit: Level | int) -> str:
    """Reports that lie in the work area, but are known too roughly for areas or cells."""
    if isinstance(unit, Level):
        return _("+ known only to a wider area")
    return _("+ known only to a desa or kecamatan")


def _strong(text: str) -> Markup:
    return fill("<b>{text}</b>", text=text)


def show_report_months(counts: ReportCounts, wanted: ReportFilter, *, scope: Scope) -> None:
    """
    Reports by month over the whole period, the chosen month marked.

    Parameters
    ----------
    counts : ReportCounts
        Of the whole period.
    wanted : ReportFilter
        The period, or the one month of it that is chosen.
    scope : Scope
        Who looks.
    """
    chosen = "" if wanted == counts.filter else f"{wanted.until:%Y-%m}"
    if "by_month" in withheld(counts, scope):
        show_panel(_("By month"), Markup(""), not_broken_down())
        return
    show_panel(_("By month"), month_columns(counts, scope=scope, chosen=chosen))


def not_broken_down() -> str:
    """Why a breakdown is left out of a meeting."""
    return _("Not shown in a meeting: small numbers could be worked out from it.")


def month_columns(counts: ReportCounts, *, scope: Scope, chosen: str = "") -> Markup:
    """A column a month of the span; the first and the last may be counted in part only."""
    most = max(1, int(counts.by_month.max())) if len(counts.by_month) else 1
    columns = []
    for month, n in counts.by_month.items():
        days = days_within(month, counts.filter.since, counts.filter.until)
        said = f"{month_label(month)}: {shown_count(int(n), scope)}"
        is_part = days < month.days_in_month
        columns.append(
            Month(
                label=month_label(month),
                share=_height(int(n), most, scope),
                said=_n("{said} ({n} day only)", "{said} ({n} days only)", days, said=said)
                if is_part
                else said,
                chosen=str(month) == chosen,
                is_part=is_part,
            )
        )
    return months(columns)


def _height(n: int, most: int, scope: Scope) -> float:
    """Height of a column or length of a bar beside the largest."""
    return drawn_count(n, scope) / drawn_count(most, scope)


def show_breakdowns(counts: ReportCounts, scope: Scope) -> None:
    """Reports by suspicion, channel, accuracy and follow-up; each adds up to the whole."""
    parts: list[tuple[str, str, Callable[[str], str]]] = [
        (_("Suspicion (dugaan)"), "by_kind", lambda w: suspicion_label(Suspicion(w))),
        (_("Channel"), "by_channel", lambda w: channel_label(Channel(w))),
        (_("Accuracy of place"), "by_accuracy", lambda w: accuracy_label(Accuracy(w))),
        (_("Follow-up"), "by_follow_up", lambda w: follow_up_label(FollowUp(w))),
    ]
    left_out = withheld(counts, scope)
    bodies = [
        fill(
            "<div><h3>{title}</h3>{bars}</div>",
            title=title,
            bars=not_broken_down()
            if name in left_out
            else word_bars(getattr(counts, name), label, scope=scope),
        )
        for title, name, label in parts
    ]
    show(fill('<div class="pp-panel pp-columns">{parts}</div>', parts=join(bodies)))


def word_bars(series: pd.Series, label: Callable[[str], str], *, scope: Scope) -> Markup:
    """A bar a word that occurs, in the order of the vocabulary."""
    most = max(1, int(series.max())) if len(series) else 1
    rows = [
        Bar(label(str(word)), _height(int(n), most, scope), shown_count(int(n), scope))
        for word, n in series.items()
        if n
    ]
    return bars(rows, colour=colour("mark", "bubble"))
