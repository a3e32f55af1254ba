"""The form that moves one overdue report to another state, and takes the step back again."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from geo.analysis.follow_up import FollowUpReport
from geo.errors import PetaporaError
from geo.exports.follow_up import agency_name, place_name
from geo.intake.identifiers import find_identifiers
from geo.labels import follow_up_label, identifier_label, suspicion_label
from geo.store.checks import MOST_CHARACTERS
from geo.store.facts import Facts
from geo.store.follow_ups import BACK, FORWARD, record_step, take_back_step
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, use_language
from geo.views.days import ask_day
from geo.views.follow_up_rows import pick_place
from geo.views.forms_fields import show_fault
from geo.views.messages import as_text
from geo.views.state import chosen_area
from geo.words import FollowUp, Suspicion

MOST = 500
"""So many reports can be chosen from the list at most, the longest overdue first."""

LETTERS = 3
"""A reason has so many letters at least."""

_AS_IT_IS, NOBODY = "as it is", ""
_FAULTS, _DAY, _DONE = "faults of the step", "day of the step", "step recorded"
_FIELDS = ("state", "reason", "agency")


def show_step(
    report: FollowUpReport,
    chosen: str | None,
    names: pd.Series,
    *,
    office: Office,
    facts: Facts,
    scope: Scope,
) -> None:
    """
    Let the reader choose a place and an overdue report; of the one that is chosen show the form.

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
    _show_done(scope)
    today = dt.datetime.now(office.timezone).date()
    where, which = st.columns([1, 2.4], gap="medium")
    with where:
        pick_place(report, chosen, names)
    if rows.empty:
        return
    if report.on != today:
        which.caption(_("To move a report to another state, choose today as the day."))
        return
    own = chosen_area(rows.index, name="report")
    with which:
        _pick_report(rows, own, names)
    if own:
        _ask_step(own, rows.loc[own], facts, scope, today=today)


def _pick_report(rows: pd.DataFrame, own: str | None, names: pd.Series) -> None:
    listed = rows.head(MOST)
    if own and own not in listed.index:
        listed = pd.concat([rows.loc[[own]], listed])
    labels = {str(key): said_row(str(key), row, names) for key, row in _records(listed)}

    def took() -> None:
        st.session_state["report"] = st.session_state["step report"] or ""
        _forget()

    st.session_state["step report"] = own
    st.selectbox(
        _("Move a report to another state"),
        list(labels),
        index=None,
        key="step report",
        format_func=lambda key: labels[key],
        placeholder=_("Choose a report"),
        on_change=took,
    )


def _records(rows: pd.DataFrame) -> list[tuple[object, dict[str, object]]]:
    records = rows.to_dict("index")
    return [(key, dict(record)) for key, record in records.items()]


def said_row(key: str, row: dict[str, object], names: pd.Series) -> str:
    """An overdue report in one line: number, day, kind, place, days over."""
    received = pd.Timestamp(str(row["received_on"]))
    parts = [
        key,
        date(received.date()),
        suspicion_label(Suspicion(str(row["kind"]))),
        place_name(str(row["kode"]), names),
        _n("{n} day over", "{n} days over", int(str(row["days_over"]))),
    ]
    return " · ".join(parts)


def _show_done(scope: Scope) -> None:
    """What was recorded last, with a way to take it back, until another report is chosen."""
    if st.session_state["just entered"]:
        st.session_state.pop(_DONE, None)
    done = st.session_state.get(_DONE)
    if not done:
        return
    report, state, step, refused = done
    said, button = st.columns([4, 1], vertical_alignment="center")
    with said:
        if not step:
            text = _("Taken back: {report}.", report=report)
        else:
            label = follow_up_label(FollowUp(state))
            text = _("Recorded: {report}, {state}.", report=report, state=label)
        st.success(as_text(text), icon=":material/check_circle:")
        if refused:
            st.error(as_text(refused), icon=":material/error:")
    if step:
        button.button(
            _("Take the step back"), key="take back step", on_click=_take_back, args=(scope,)
        )


def _take_back(scope: Scope) -> None:
    use_language(st.session_state["lang"])  # this comes before the run that speaks it
    report, state, step, _refused = st.session_state[_DONE]
    try:
        take_back_step(scope, step)
        st.session_state[_DONE] = (report, state, "", "")
        st.session_state["report"] = report
    except PetaporaError as error:
        st.session_state[_DONE] = (report, state, step, str(error))


def _ask_step(report: str, row: pd.Series, facts: Facts, scope: Scope, *, today: dt.date) -> None:
    """The form: into which state, on which day, why, and who has it then."""
    faults: dict[str, str] = st.session_state.get(_FAULTS, {})
    now = FollowUp(row["state"])
    with st.container(border=True):
        left, right = st.columns(2, gap="medium")
        with left:
            _ask_state(now)
            show_fault(faults, "state")
        with right:
            _ask_agency(row["agency"], facts)
            show_fault(faults, "agency")
        since = row["since"].date()
        ask_day(_DAY, earliest=since, latest=today, label=_("On"), key="step day")
        show_fault(faults, "day")
        st.text_area(_("Reason"), key="step reason", height=80, max_chars=MOST_CHARACTERS)
        show_fault(faults, "reason")
        st.button(
            _("Record the step"),
            key="record step",
            type="primary",
            on_click=_record,
            args=(scope, report, now.value),
        )


def _ask_state(now: FollowUp) -> None:
    states = [each.value for each in (*FORWARD[now], *BACK[now], now)]
    if st.session_state.get("step state") not in states:
        st.session_state["step state"] = states[0]
    labels = {state: _state(state, now) for state in states}
    st.selectbox(_("State"), states, key="step state", format_func=lambda s: labels[s])


def _state(state: str, now: FollowUp) -> str:
    label = follow_up_label(FollowUp(state))
    if state == now:
        return _("{state} (stays; another agency)", state=label)
    if FollowUp(state) in BACK[now]:
        return _("back to: {state}", state=label)
    return label


def _ask_agency(own: str, facts: Facts) -> None:
    named = {key: agency_name(key, facts.agencies) for key in (*facts.agencies, NOBODY)}
    as_it_is = _("as it is: {agency}", agency=agency_name(own, facts.agencies))
    labels = {_AS_IT_IS: as_it_is, **named}
    st.selectbox(
        _("Responsible agency"),
        list(labels),
        key="step agency",
        format_func=lambda agency: labels[agency],
    )


def _record(scope: Scope, report: str, now: str) -> None:
    """Record what the form says, or keep what is wrong with it for the next run."""
    state = st.session_state
    use_language(state["lang"])  # this comes before the run that speaks it
    reason = str(state["step reason"] or "").strip()
    to, agency = FollowUp(state["step state"]), state["step agency"]
    faults, step = step_faults(FollowUp(now), to, reason, keeps_agency=agency == _AS_IT_IS), ""
    if not faults:
        try:
            own = None if agency == _AS_IT_IS else agency
            step = record_step(scope, report, to, state[_DAY], reason, own)
        except PetaporaError as error:
            faults = {"state": str(error)}
    state[_FAULTS] = faults
    if not faults:
        _forget()
        state[_DONE] = (report, to.value, step, "")
        state["report"] = ""


def step_faults(now: FollowUp, to: FollowUp, reason: str, *, keeps_agency: bool) -> dict[str, str]:
    """
    What is wrong with a step before it is recorded, by the field of the form.

    Parameters
    ----------
    now, to : FollowUp
        The state of the report, and the one it is to go into.
    reason : str
        Why; needed for every step, and free of what tells who a person is.
    keeps_agency : bool
        Whether the agency stays as it is.
    """
    faults = {}
    if found := find_identifiers(reason):
        faults["reason"] = _(
            "It seems to hold: {kinds}. Leave out what tells who a person is.",
            kinds=", ".join(identifier_label(each) for each in found),
        )
    elif sum(map(str.isalpha, reason)) < LETTERS:
        faults["reason"] = (
            _("A report goes back only for a reason. Write it down.")
            if to in BACK[now]
            else _("Write down in a few words why, or what was done.")
        )
    if to is now and keeps_agency:
        faults["agency"] = _("The state stays: name another agency.")
    return faults


def _forget() -> None:
    """Forget what the form said, and what was recorded before."""
    for field in _FIELDS:
        st.session_state.pop(f"step {field}", None)
    for name in (_FAULTS, _DONE):
        st.session_state.pop(name, None)
