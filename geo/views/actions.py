"""What meetings agreed on: which agency does what by when, and the button that says it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.errors import PetaporaError
from geo.exports.follow_up import agency_name
from geo.store.actions import finish_action
from geo.store.members import Agency
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, number, use_language
from geo.views.about import show_table
from geo.views.days import ask_day
from geo.views.formation import short_name
from geo.views.forms_fields import show_fault
from geo.views.state import presenting

MOST = 15
"""How many open actions are listed; the longest overdue come first."""

DONE = 5
"""How many of those done are listed."""

_DAY, _FAULT, _ASKED = "day of the action", "fault of the action", "action done"


def show_actions(
    actions: pd.DataFrame,
    names: pd.Series,
    agencies: Mapping[str, Agency],
    *,
    on: dt.date,
    office: Office,
    scope: Scope,
) -> None:
    """
    Agreed actions, open and overdue ones first; outside of a meeting one can be said to be done.

    Parameters
    ----------
    actions : DataFrame
        As `geo.analysis.actions.actions_on` gives them.
    names : Series
        Names of kabupaten and kecamatan, by kode.
    agencies : mapping of str to Agency
        By key.
    on : date
        The day whose state is shown.
    office, scope
        Whose meetings, and who looks.
    """
    waiting, done = actions[~actions["is_done"]], actions[actions["is_done"]]
    n_over = int((waiting["days_over"] > 0).sum())
    title = _(
        "What meetings agreed on: {open} open, of these {over} overdue; {done} done",
        open=number(len(waiting)),
        over=number(n_over),
        done=number(len(done)),
    )
    headings = [_("Agency"), _("What"), _("By"), _("State"), _("Agreed in")]
    shown = pd.concat([waiting.head(MOST), done.head(DONE)])
    rows: list[list[object]] = [
        [
            agency_name(row["agency"], agencies),
            row["what"],
            date(row["due_on"].date()),
            state_text(row),
            f"{_short(row['kode'], names)}, {date(row['held_on'].date())}",
        ]
        for row in shown.to_dict("records")
    ]
    more = len(actions) - len(shown)
    note = _n("{n} more is not listed.", "{n} more are not listed.", more) if more else ""
    show_table(title, headings, rows, note or ("" if rows else _("None is recorded.")))
    today = dt.datetime.now(office.timezone).date()
    if len(waiting) and on == today and not presenting():
        _ask_done(waiting, names, agencies, scope, today=today)


def state_text(row: Mapping[str, object]) -> str:
    """Whether an action is done, overdue by so many days, or open."""
    done_on, days = row["done_on"], int(str(row["days_over"]))
    if row["is_done"] and isinstance(done_on, pd.Timestamp):
        return _("done on {day}", day=date(done_on.date()))
    return _n("{n} day overdue", "{n} days overdue", days) if days > 0 else _("open")


def _short(kode: str, names: pd.Series) -> str:
    return short_name(str(names.get(kode, kode)))


def _ask_done(
    waiting: pd.DataFrame,
    names: pd.Series,
    agencies: Mapping[str, Agency],
    scope: Scope,
    *,
    today: dt.date,
) -> None:
    with st.expander(_("Say that an action is done")):
        keys = list(waiting.index)
        if st.session_state.get(_ASKED) not in keys:
            st.session_state[_ASKED] = keys[0]

        def said(key: str) -> str:
            row = waiting.loc[key]
            agency = agency_name(row["agency"], agencies)
            return f"{agency}: {row['what']} ({_short(row['kode'], names)})"

        labels = {key: said(key) for key in keys}
        chosen = st.selectbox(_("Action"), keys, key=_ASKED, format_func=lambda key: labels[key])
        earliest = waiting.loc[chosen, "held_on"].date()
        ask_day(_DAY, earliest=earliest, latest=today, label=_("Done on"), key="action day")
        show_fault({"day": st.session_state.pop(_FAULT, "")}, "day")
        st.button(_("Done"), key="finish action", type="primary", on_click=_finish, args=(scope,))


def _finish(scope: Scope) -> None:
    use_language(st.session_state["lang"])  # this comes before the run that speaks it
    try:
        finish_action(scope, st.session_state[_ASKED], st.session_state[_DAY])
    except PetaporaError as error:
        st.session_state[_FAULT] = str(error)
