"""What each form asks, and the actions that a meeting agreed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from geo.intake.entered import MOST_ACTIONS, MOST_PERSONS, Form, count_actions
from geo.rows import iso_date
from geo.store.facts import Facts
from geo.text import _
from geo.views.forms_entry import Entry
from geo.views.forms_fields import (
    CHOICES,
    EARLIEST,
    ask_day,
    ask_from,
    ask_number,
    ask_text,
    ask_word,
)
from geo.views.html import fill, show

_FAR = dt.timedelta(days=366 * 6)
"""How far ahead a decree may have to be renewed, or an action be due."""


def ask_fields(entry: Entry, faults: Mapping[str, str], facts: Facts, today: dt.date) -> None:
    """Ask all that a form says, but for where it was; `today` is by the clock of the office."""
    form = entry.form
    ask_day(entry, form.day, faults, latest=today)
    for name, options in CHOICES.get(form.value, {}).items():
        ask_word(entry, name, faults, options())
    if form is Form.REPORT:
        ask_number(entry, "n_persons", faults, most=MOST_PERSONS)
        agencies = {key: agency.name for key, agency in facts.agencies.items()}
        ask_from(entry, "agency", faults, {"": _("Not decided yet"), **agencies})
    elif form is Form.VISIT:
        ask_text(entry, "programme", faults)
        ask_text(entry, "note", faults, is_long=True)
    elif form is Form.MEETING:
        ask_text(entry, "note", faults, is_long=True)
        _ask_actions(entry, faults, facts, today)
    elif form is Form.OPERATION:
        ask_text(entry, "order_no", faults)
        ask_text(entry, "result", faults, is_long=True)
        ask_text(entry, "note", faults, is_long=True)
    else:
        ask_text(entry, "document", faults, is_needed=True)
        ask_text(entry, "said_by", faults, is_needed=True)
        ask_text(entry, "sk", faults)
        latest = today + _FAR
        ask_day(entry, "review_by", faults, latest=latest, is_needed=False)


def _ask_actions(entry: Entry, faults: Mapping[str, str], facts: Facts, today: dt.date) -> None:
    """The actions that a meeting agreed on: who does what by when."""
    n = count_actions(entry.cells)
    text = entry.cells[entry.form.day]
    held_on = EARLIEST if iso_date(text) else dt.date.fromisoformat(text)
    agencies = {key: agency.name for key, agency in facts.agencies.items()}
    for i in range(n):
        with st.container(border=True, key=f"entry-action-{i}"):
            title = _("Agreed action {n}", n=i + 1)
            show(fill('<p class="pp-h">{title}</p>', title=title))
            ask_from(entry, f"agency.{i}", faults, agencies)
            ask_text(entry, f"what.{i}", faults, is_needed=True)
            latest = today + _FAR
            ask_day(entry, f"due_on.{i}", faults, earliest=held_on, latest=latest)
            st.button(
                _("Take this action out"),
                icon=":material/delete:",
                key=f"no action {entry.serial} {i}",
                type="tertiary",
                on_click=_take_action_out,
                args=(entry, i),
            )
    if n < MOST_ACTIONS:
        st.button(
            _("Add an agreed action"),
            icon=":material/add:",
            key="add action",
            width="stretch",
            on_click=_add_action,
            args=(entry,),
        )


def _add_action(entry: Entry) -> None:
    entry.cells["n_actions"] = str(count_actions(entry.cells) + 1)


def _take_action_out(entry: Entry, i: int) -> None:
    """Take one action out; those after it move up, into widgets of a new number."""
    n = count_actions(entry.cells)
    for k in range(i, n):
        for name in ("agency", "what", "due_on"):
            text = entry.cells.pop(f"{name}.{k + 1}", "") if k + 1 < n else ""
            entry.cells.pop(f"{name}.{k}", None)
            if text:
                entry.cells[f"{name}.{k}"] = text
    entry.cells["n_actions"] = str(n - 1)
    entry.serial += 1
