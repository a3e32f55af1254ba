"""What the overview says around its map: the answer, four figures, the gap table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import shown_count, shown_share, shown_total
from geo.analysis.overview import OverviewReport, Team
from geo.analysis.withheld import said_inside, said_total
from geo.exports.sentences import formation_headline
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, date, number, percent
from geo.views.figures import Tile, show_tiles
from geo.views.formation import short_name
from geo.views.frame import show_answer
from geo.views.html import fill, join, show
from geo.views.links import link_to_area
from geo.words import Level

NAMED = 4
"""How many areas a field of the gap table names."""

LINKED = 5
"""How many areas without a team lead to their profile from the list."""


def show_overview_headline(report: OverviewReport, scope: Scope) -> None:
    """The answer in one sentence, and what it rests on."""
    formation = report.formation
    show_answer(
        formation.office.name,
        f"{formation_headline(formation, Level.KECAMATAN)} {_gaps(report)}",
        _(
            "As of {day}. Reports of {since} to {until}: {n}.",
            day=date(formation.on),
            since=date(report.counts.filter.since),
            until=date(report.counts.filter.until),
            n=said_total(report.counts, scope),
        ),
    )


def _gaps(report: OverviewReport) -> str:
    gap = report.gap
    if not report.counts.sums.total:
        return _("No report is recorded in this window: where nobody reports cannot be told yet.")
    without, blind = len(gap.without_team), len(gap.blind_spots)
    parts = []
    if without:
        parts.append(
            _n(
                "{n} kecamatan without a known team has reports",
                "{n} kecamatan without a known team have reports",
                without,
            )
        )
    if blind:
        parts.append(_n("{n} blind spot", "{n} blind spots", blind))
    return "; ".join(parts) + "." if parts else ""


def show_figures(report: OverviewReport, rules: Rules, scope: Scope) -> None:
    """Formed of target with the claim beside, reports located, blind spots, due teams."""
    sums, gap, n_months = report.counts.sums, report.gap, rules.window_months
    show_tiles(
        [
            _formed_tile(report),
            Tile(
                _n("Reports in {n} month", "Reports in {n} months", n_months),
                said_total(report.counts, scope),
                _located(report, scope) if sums.total else _("no report"),
            ),
            Tile(
                _("Blind spots (titik buta)"),
                number(len(gap.blind_spots)) if sums.total else _("not enough data"),
                _("of these not known whether there is a team: {n}", n=number(gap.n_unknown)),
            ),
            Tile(
                _("Teams to renew or review"),
                number(report.n_due),
                _("by decree, age or inactivity; listed under “Formation status”"),
            ),
        ]
    )


def _formed_tile(report: OverviewReport) -> Tile:
    progress = report.formation.progress
    whole = progress.target or progress.n_areas
    title = _("Formed of target") if progress.target else _("Formed of all kecamatan")
    parts = []
    if progress.share is not None:
        parts.append(_("computed {share}", share=percent(progress.share)))
    if report.claim is not None:
        claimed = percent(report.claim.claim.value, 0)
        parts.append(_("claimed {share}", share=claimed))
    if progress.n_unknown:
        parts.append(_("{n} not known", n=number(progress.n_unknown)))
    value = _("{n} of {whole}", n=number(progress.n_formed), whole=number(whole))
    return Tile(title, _("not known") if progress.share is None else value, " · ".join(parts))


def _located(report: OverviewReport, scope: Scope) -> str:
    sums = report.counts.sums
    share = shown_share(sums.in_areas, sums.total, scope)
    return _(
        "{share} in a kecamatan; {outside} outside, {missing} without location; found by officers "
        "apart: {found}",
        share=share or said_inside(report.counts, scope),
        outside=shown_count(sums.outside, scope),
        missing=shown_count(sums.without_location, scope),
        found=shown_total(report.counts.n_found, scope),
    )


def show_gap_table(report: OverviewReport, scope: Scope) -> None:
    """Team or none by reports or none; blind spots and unmet needs stand out."""
    gap, names = report.gap, report.formation.kecamatan["nama"]
    rows = []
    for team in Team:
        if not gap.with_reports[team] and not gap.without_reports[team]:
            continue
        blind = team is not Team.TEAM
        rows.append(
            fill(
                "<tr><th>{team}</th>{with_}{without}</tr>",
                team=_team_label(team),
                with_=_field(
                    _most_first(gap.with_reports[team], report),
                    names,
                    note=_("{n} reports", n=number(gap.n_reports[team]))
                    if scope.least_count <= 1
                    else "",
                    look="pp-need" if blind else "",
                ),
                without=_field(
                    gap.without_reports[team],
                    names,
                    note=_("blind spots (titik buta)") if blind else _("quiet, with a team"),
                    look="pp-blind" if blind else "",
                ),
            )
        )
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3><table class="pp-gap"><thead><tr><th></th>'
            "<th>{with_}</th><th>{without}</th></tr></thead><tbody>{rows}</tbody></table>"
            '<p class="pp-source">{note}</p></div>',
            title=_("Teams and reports, by kecamatan"),
            with_=_("With reports"),
            without=_("Without reports"),
            rows=join(rows),
            note=_("No report is not “no problem”: nobody may be looking there."),
        )
    )


def _most_first(kode: Sequence[str], report: OverviewReport) -> list[str]:
    counts = report.counts.counts
    return sorted(kode, key=lambda each: (-int(counts.get(each, 0)), each))


def _field(kode: Sequence[str], names: pd.Series, *, note: str, look: str) -> Markup:
    named = ", ".join(str(names[each]) for each in kode[:NAMED])
    more = len(kode) - NAMED
    text = named + (" " + _("and {n} more", n=more) if more > 0 else "")
    if not kode:
        return fill("<td><b>0</b></td>")
    return fill(
        '<td class="{look}"><b>{n}</b><small>{note}</small><small>{text}</small></td>',
        look=look,
        n=number(len(kode)),
        note=note,
        text=text,
    )


def _team_label(team: Team) -> str:
    return {
        Team.TEAM: _("Has a team"),
        Team.NONE: _("No team, says a source"),
        Team.UNKNOWN: _("Not known"),
    }[team]


def show_without_team(report: OverviewReport, scope: Scope) -> None:
    """Kecamatan without a known team that have reports, most first; each leads to its profile."""
    found = report.gap.without_team
    show(fill('<p class="pp-h">{title}</p>', title=_("No known team, but most reports")))
    if not report.counts.sums.in_areas:
        st.caption(_("no report"))
    elif found.empty:
        st.caption(_("None: every kecamatan with reports has a team."))
    for kode, row in found.head(LINKED).iterrows():
        kabupaten = report.formation.kabupaten["nama"].get(row["kabupaten"], "")
        text = (
            f"{row['nama']}, {short_name(kabupaten)}: {shown_count(int(row['n_reports']), scope)}"
        )
        link_to_area(str(kode), text)
