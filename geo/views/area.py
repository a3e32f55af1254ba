"""The profile of one kecamatan or desa, panel by panel."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import shown_count
from geo.analysis.profile import AreaProfile
from geo.analysis.withheld import said_inside, withheld_beside
from geo.exports.sentences import due_label
from geo.labels import activity_label, level_label, suspicion_label
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.views.figures import facts, show_panel
from geo.views.frame import show_answer
from geo.views.html import fill, join, show
from geo.views.links import link_to_area
from geo.views.reports import month_columns, not_broken_down, word_bars
from geo.views.state import presenting
from geo.words import Level, Suspicion, TeamStatus, kode_at

LATEST = 5
"""How many meetings and operations are listed."""


def pick_area(chosen: str, kecamatan: pd.Series, desa: pd.Series) -> None:
    """
    Let the reader choose a kecamatan and, in it, a desa; the choice becomes the chosen area.

    Parameters
    ----------
    chosen : str
        Kode of the area shown.
    kecamatan, desa : Series
        Names of all areas of the office, by kode.
    """
    if presenting():
        return
    above = kode_at(chosen, Level.KECAMATAN)
    inside = desa[desa.index.str.startswith(f"{above}.")]
    first, second = st.columns(2, gap="small")
    with first:
        _select(level_label(Level.KECAMATAN), kecamatan, above, key="kecamatan picked")
    with second:
        whole = pd.Series({above: _("The whole kecamatan")})
        _select(level_label(Level.DESA), pd.concat([whole, inside]), chosen, key="desa picked")


def _select(label: str, names: pd.Series, chosen: str, *, key: str) -> None:
    def took() -> None:
        st.session_state["area"] = st.session_state[key]

    st.session_state[key] = chosen
    said = names.to_dict()
    st.selectbox(label, list(said), key=key, format_func=lambda k: said[k], on_change=took)


def show_area_headline(profile: AreaProfile, scope: Scope) -> None:
    """The area, its team and its reports in one sentence."""
    above = [profile.team_above["nama"]]
    if profile.level is Level.DESA:
        above.insert(0, _("Kecamatan {nama}", nama=profile.team["nama"]))
    sums = profile.counts.sums
    where = ", ".join([level_label(profile.level), *above])
    show_answer(
        f"{where} · {profile.kode}",
        area_headline(profile, scope),
        _(
            "Reports of {since} to {until}: {n}. Found by officers, counted apart: {found}.",
            since=date(profile.counts.filter.since),
            until=date(profile.counts.filter.until),
            n=shown_count(sums.total, scope),
            found=shown_count(profile.counts.n_found, scope),
        ),
    )


def area_headline(profile: AreaProfile, scope: Scope) -> str:
    """The area, its team and its reports in one sentence."""
    return f"{profile.nama}: {_lead(profile, scope)}"


def _lead(profile: AreaProfile, scope: Scope) -> str:
    status = TeamStatus(profile.team["status"])
    total = profile.counts.sums.total
    if status.is_formed:
        team = _("has a team")
    elif status is TeamStatus.UNKNOWN:
        team = _("no source says whether there is a team")
    else:
        team = _("no team")
    if not total:
        is_blind = profile.level is Level.KECAMATAN and not status.is_formed
        blind = " " + _("(blind spot)") if is_blind else ""
        return _("{team}, no report{blind}.", team=team, blind=blind)
    if total < scope.least_count:
        least = number(scope.least_count)
        return _("{team}, reports hidden (fewer than {n}).", team=team, n=least)
    return _("{team}, {n} reports.", team=team, n=shown_count(total, scope))


def show_activity(profile: AreaProfile) -> None:
    """What the team of the kecamatan did, and why it is due for review, if it is."""
    team = profile.team
    rows: list[tuple[object, object]] = [
        (_("Last meeting"), _day(team.get("last_meeting"))),
        (_("Last operation"), _day(team.get("last_operation"))),
    ]
    if profile.due:
        reasons = "; ".join(due_label(reason) for reason in profile.due)
        rows.append((_("To renew or review"), reasons))
    show_panel(_("Activity of the team"), facts(rows), _latest(profile))


def _latest(profile: AreaProfile) -> str:
    return "" if len(profile.activities) else _("No meeting and no operation is recorded here.")


def _day(value: object) -> str:
    return date(value.date()) if isinstance(value, pd.Timestamp) else _("none recorded")


def show_activities(profile: AreaProfile) -> None:
    """The latest meetings and operations in the kecamatan."""
    shown = profile.activities.head(LATEST)
    if shown.empty:
        return
    rows = [
        fill(
            "<li>{day}: {kind}{note}</li>",
            day=date(row["held_on"].date()),
            kind=activity_label(str(row["kind"])),
            note=f" — {row['note']}" if row["note"] else "",
        )
        for _key, row in shown.iterrows()
    ]
    more = len(profile.activities) - len(shown)
    note = _n("and {n} earlier", "and {n} earlier", more) if more > 0 else ""
    body = fill('<ul class="pp-plain">{rows}</ul>', rows=join(rows))
    show_panel(_("Meetings and operations"), body, note)


def show_area_members(profile: AreaProfile) -> None:
    """Agencies that sit in teams of kecamatan of the office."""
    items = join([fill("<li>{name}</li>", name=agency.name) for agency in profile.members])
    body = fill('<ul class="pp-list">{items}</ul>', items=items)
    note = "" if profile.members else _("No source lists the members.")
    show_panel(_("Members of teams of kecamatan"), body, note)


def show_area_reports(profile: AreaProfile, scope: Scope) -> None:
    """Reports by month and by suspicion, and how many are known only to the kecamatan."""
    counts = profile.counts
    sums = counts.sums
    if 0 < sums.total < scope.least_count:
        hidden = _("Reports hidden (fewer than {n}).", n=number(scope.least_count))
        show_panel(_("Reports by month and suspicion"), Markup(""), hidden)
        return
    rest = _(
        "{n} reports: {inside} known to their desa, {coarser} only to the kecamatan. Of the whole "
        "office {outside} lie outside and {missing} have no location.",
        n=shown_count(sums.total, scope),
        inside=said_inside(counts, scope),
        coarser=shown_count(sums.coarser, scope),
        outside=shown_count(profile.whole.sums.outside, scope),
        missing=shown_count(profile.whole.sums.without_location, scope),
    )
    left_out = withheld_beside(sums.total, counts, scope)
    shown = []
    if "by_month" not in left_out:
        shown += [month_columns(counts, scope=scope), Markup("<br>")]
    if "by_kind" not in left_out:
        kinds = word_bars(counts.by_kind, lambda w: suspicion_label(Suspicion(w)), scope=scope)
        shown.append(kinds)
    body = join(shown) or fill("{text}", text=not_broken_down())
    show_panel(_("Reports by month and suspicion"), body, rest)


def show_area_visits(profile: AreaProfile) -> None:
    """Which desa were visited, and how long ago."""
    visits = profile.visits
    never = visits[visits["last_visit"].isna()]
    window = int((visits["last_visit"] >= pd.Timestamp(profile.counts.filter.since)).sum())
    rows: list[tuple[object, object]] = [
        (
            _("Desa visited in the period"),
            _("{n} of {all}", n=number(window), all=number(len(visits))),
        ),
        (_("Never visited, as far as recorded"), number(len(never))),
    ]
    last = visits["last_visit"].max()
    if pd.notna(last):
        rows.append((_("Last visit"), date(last.date())))
    names = _names(never["nama"].tolist())
    note = _("Never visited: {names}.", names=names) if len(never) else ""
    show_panel(_("Visits to desa"), facts(rows), note)


def _names(names: Sequence[str], most: int = 8) -> str:
    if not names:
        return _("none")
    more = len(names) - most
    text = ", ".join(names[:most])
    return text + (" " + _("and {n} more", n=more) if more > 0 else "")


def show_neighbours(profile: AreaProfile, scope: Scope) -> None:
    """Areas that touch this one; each leads to its profile."""
    show(fill('<p class="pp-h">{title}</p>', title=_("Neighbours")))
    if profile.neighbours.empty:
        st.caption(_("None in the work area."))
    for kode, row in profile.neighbours.iterrows():
        link_to_area(str(kode), f"{row['nama']}: {shown_count(int(row['n_reports']), scope)}")
