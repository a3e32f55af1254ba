"""The overdue reports one by one, and the form that moves one of them to another state."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from geo.analysis.follow_up import NOWHERE, OUTSIDE, FollowUpReport
from geo.errors import PetaporaError
from geo.exports.follow_up import agency_name, place_name
from geo.intake.identifiers import find_identifiers
from geo.labels import follow_up_label, identifier_label, suspicion_label
from geo.store.checks import MOST_CHARACTERS
from geo.store.facts import Facts
from geo.store.follow_ups import BACK, FORWARD, record_step
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, date, number, use_language
from geo.views.days import show_day_picker
from geo.views.forms_fields import show_fault
from geo.views.messages import as_text
from geo.views.rows import show_rows
from geo.words import FollowUp, Suspicion

EVERYWHERE = ""
_AS_IT_IS = "as it is"
_FAULTS, _DAY, _DONE = "faults of the step", "day of the step", "step recorded"
_FIELDS = ("report", "state", "reason", "agency")


def show_overdue_rows(
    report: FollowUpReport,
    chosen: str | None,
    names: pd.Series,
    *,
    office: Office,
    facts: Facts,
    scope: Scope,
) -> None:
    """
    Overdue reports of the place that is chosen, and a form that moves one to another state.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    chosen : str, optional
        Kode of a kecamatan, `OUTSIDE` or `NOWHERE`; all places without.
    names : Series
        Names of the kecamatan, by kode.
    office, facts, scope
        Whose reports, its agencies, and who looks.
    """
    rows = report.overdue_in(chosen)
    _pick_place(report, chosen, names)
    if (done := st.session_state.pop(_DONE, "")) and isinstance(done, str):
        st.success(as_text(done), icon=":material/check_circle:")
    place = place_name(chosen, names) if chosen else _("all places")
    if rows.empty:
        st.caption(as_text(_("No report is overdue: {place}.", place=place)))
        return
    today = dt.datetime.now(office.timezone).date()
    if report.on == today:
        _ask_step(rows, facts, scope, today=today)
    else:
        st.caption(_("To move a report to another state, choose today as the day."))
    headings = [_("Report"), _("Received on"), _("Kecamatan"), _("Suspicion (dugaan)")]
    headings += [_("State"), _("Since"), _("Days over"), _("Responsible agency")]
    cells = [
        [
            key,
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


def _pick_place(report: FollowUpReport, chosen: str | None, names: pd.Series) -> None:
    """Let the reader choose a kecamatan with overdue reports, or where else they are."""
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


def _ask_step(rows: pd.DataFrame, facts: Facts, scope: Scope, *, today: dt.date) -> None:
    """The form: which report, into which state, on which day, why, and who has it then."""
    faults: dict[str, str] = st.session_state.get(_FAULTS, {})
    with st.expander(_("Move a report to another state"), expanded=bool(faults)):
        reports = list(rows.index)
        if st.session_state.get("step report") not in reports:
            st.session_state["step report"] = reports[0]
        report = st.selectbox(_("Report"), reports, key="step report", on_change=_forget_faults)
        row = rows.loc[report]
        now = FollowUp(row["state"])
        states = [each.value for each in (*FORWARD[now], *BACK[now], now)]
        if st.session_state.get("step state") not in states:
            st.session_state["step state"] = states[0]
        labels = {state: _state(state, now) for state in states}
        st.selectbox(_("State"), states, key="step state", format_func=lambda s: labels[s])
        show_fault(faults, "state")
        earliest = row["since"].date()
        day = st.session_state.get(_DAY)
        shown = day if day and earliest <= day <= today else today
        st.session_state[_DAY] = shown
        show_day_picker(
            shown,
            earliest=earliest,
            latest=today,
            days=(),
            choice=_DAY,
            label=_("On"),
            key="step day",
        )
        show_fault(faults, "day")
        st.text_area(_("Reason"), key="step reason", height=80, max_chars=MOST_CHARACTERS)
        show_fault(faults, "reason")
        _ask_agency(row["agency"], facts)
        show_fault(faults, "agency")
        st.button(
            _("Record the step"),
            key="record step",
            type="primary",
            on_click=_record,
            args=(scope, row["state"]),
        )


def _state(state: str, now: FollowUp) -> str:
    label = follow_up_label(FollowUp(state))
    if state == now:
        return _("{state} (stays; another agency)", state=label)
    if FollowUp(state) in BACK[now]:
        return _("back to: {state}", state=label)
    return label


def _ask_agency(own: str, facts: Facts) -> None:
    named = {key: agency_name(key, facts.agencies) for key in (*facts.agencies, EVERYWHERE)}
    as_it_is = _("as it is: {agency}", agency=agency_name(own, facts.agencies))
    labels = {_AS_IT_IS: as_it_is, **named}
    st.selectbox(
        _("Responsible agency"),
        list(labels),
        key="step agency",
        format_func=lambda agency: labels[agency],
    )


def _record(scope: Scope, now: str) -> None:
    """Record what the form says, or keep what is wrong with it for the next run."""
    state = st.session_state
    use_language(state["lang"])  # this comes before the run that speaks it
    report, reason = str(state["step report"]), str(state["step reason"] or "").strip()
    to, agency = FollowUp(state["step state"]), state["step agency"]
    faults = step_faults(FollowUp(now), to, reason, keeps_agency=agency == _AS_IT_IS)
    if not faults:
        try:
            own = None if agency == _AS_IT_IS else agency
            record_step(scope, report, to, state[_DAY], reason, own)
        except PetaporaError as error:
            faults = {"state": str(error)}
    state[_FAULTS] = faults
    if not faults:
        state[_DONE] = _("Recorded: {report}, {state}.", report=report, state=follow_up_label(to))
        for field in _FIELDS:
            del state[f"step {field}"]


def step_faults(now: FollowUp, to: FollowUp, reason: str, *, keeps_agency: bool) -> dict[str, str]:
    """
    What is wrong with a step before it is recorded, by the field of the form.

    Parameters
    ----------
    now, to : FollowUp
        The state of the report, and the one it is to go into.
    reason : str
        Why; needed to go back, and free of what tells who a person is.
    keeps_agency : bool
        Whether the agency stays as it is.
    """
    faults = {}
    if found := find_identifiers(reason):
        faults["reason"] = _(
            "It seems to hold: {kinds}. Leave out what tells who a person is.",
            kinds=", ".join(identifier_label(each) for each in found),
        )
    elif to in BACK[now] and not reason:
        faults["reason"] = _("A report goes back only for a reason. Write it down.")
    if to is now and keeps_agency:
        faults["agency"] = _("The state stays: name another agency.")
    return faults


def _forget_faults() -> None:
    st.session_state[_FAULTS] = {}
