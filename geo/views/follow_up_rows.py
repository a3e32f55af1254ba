"""The overdue reports one by one, each with a way to its form."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.analysis.follow_up import NOWHERE, OUTSIDE, FollowUpReport
from geo.exports.follow_up import agency_name, place_name
from geo.labels import follow_up_label, suspicion_label
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.text import _, date, number
from geo.views.html import fill
from geo.views.messages import as_text
from geo.views.rows import show_rows
from geo.words import FollowUp, Suspicion

EVERYWHERE = ""


def pick_place(report: FollowUpReport, chosen: str | None, names: pd.Series) -> None:
    """
    Let the reader choose a kecamatan with overdue reports, or where else they are.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    chosen : str, optional
        Kode of a kecamatan, `OUTSIDE` or `NOWHERE`; all places without.
    names : Series
        Names of the kecamatan, by kode.
    """
    counts = report.overdue_in(None)["kode"].value_counts()
    beside = [place for place in (OUTSIDE, NOWHERE) if place in counts]
    kode = [place for place in counts.index if place not in beside]
    options = list(dict.fromkeys([EVERYWHERE, *kode, *beside, *([chosen] if chosen else [])]))
    everything = int(counts.sum())

    def said(place: str) -> str:
        if place == EVERYWHERE:
            return _("All places: {n}", n=number(everything))
        return f"{place_name(place, names)}: {number(int(counts.get(place, 0)))}"

    def took() -> None:
        st.session_state["area"] = st.session_state["place of overdue"]

    st.session_state["place of overdue"] = chosen or EVERYWHERE
    labels = {place: said(place) for place in options}
    st.selectbox(
        _("Overdue reports of"),
        options,
        key="place of overdue",
        format_func=lambda place: labels[place],
        on_change=took,
    )


def show_overdue_rows(
    report: FollowUpReport, chosen: str | None, names: pd.Series, *, office: Office, facts: Facts
) -> None:
    """
    Overdue reports of the place that is chosen; the number of each leads to its form.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    chosen : str, optional
        Kode of a kecamatan, `OUTSIDE` or `NOWHERE`; all places without.
    names : Series
        Names of the kecamatan, by kode.
    office, facts
        Whose reports, and its agencies.
    """
    rows = report.overdue_in(chosen)
    place = place_name(chosen, names) if chosen else _("all places")
    if rows.empty:
        st.caption(as_text(_("No report is overdue: {place}.", place=place)))
        return
    can_move = report.on == dt.datetime.now(office.timezone).date()
    if can_move:
        st.caption(_("The number of a report leads to the form that moves it to another state."))
    headings = [_("Report"), _("Received on"), _("Kecamatan"), _("Suspicion (dugaan)")]
    headings += [_("State"), _("Since"), _("Days over"), _("Responsible agency")]
    cells: list[list[object]] = [
        [
            _link(str(key)) if can_move else key,
            date(row["received_on"].date()),
            place_name(row["kode"], names),
            suspicion_label(Suspicion(row["kind"])),
            follow_up_label(FollowUp(row["state"])),
            date(row["since"].date()),
            number(row["days_over"]),
            agency_name(row["agency"], facts.agencies),
        ]
        for key, row in rows.to_dict("index").items()
    ]
    title = _("Overdue reports, {place}: {n}", place=place, n=number(len(rows)))
    show_rows(title, headings, cells, key=f"overdue {chosen}")


def _link(key: str) -> object:
    """The number of a report as a link to this view with its form."""
    kept = {name: text for name, text in st.session_state["address"].items() if text}
    return fill('<a href="?{q}">{key}</a>', q=urlencode({**kept, "report": key}), key=key)
