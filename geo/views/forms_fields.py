"""The fields of a form: each with its fault beneath it, each change put into the form at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from geo.intake.entered import label_of
from geo.labels import channel_label, operation_label, status_label, suspicion_label
from geo.rows import iso_date
from geo.text import _
from geo.views.days import show_day_picker
from geo.views.forms_entry import Entry
from geo.views.html import fill, show
from geo.words import Channel, OperationKind, Suspicion, TeamStatus

EARLIEST = dt.date(2011, 1, 1)
"""First day that can be chosen."""

CHOICES: Mapping[str, Mapping[str, Callable[[], dict[str, str]]]] = {
    "report": {
        "channel": lambda: {each.value: channel_label(each) for each in Channel},
        "kind": lambda: {each.value: suspicion_label(each) for each in Suspicion},
    },
    "operation": {"kind": lambda: {each.value: operation_label(each) for each in OperationKind}},
    "team": {
        "status": lambda: {each.value: status_label(each) for each in TeamStatus if each.is_stated}
    },
}
"""Words to choose from, by form and field."""


def show_fault(faults: Mapping[str, str], name: str) -> None:
    """Say at a field what is wrong with it; nothing if nothing is."""
    if fault := faults.get(name):
        show(fill('<p class="pp-fault" role="alert">{text}</p>', text=fault))


def bound(entry: Entry, name: str, value: Any) -> dict[str, Any]:
    """Key and callback of a widget that shows `value` and puts what is chosen into the form."""
    key = f"entry {entry.form.value} {entry.serial} {name}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value

    def changed() -> None:
        chosen = st.session_state[key]
        entry.cells[name] = "" if chosen is None else str(chosen)

    return {"key": key, "on_change": changed}


def said_label(name: str, *, is_needed: bool) -> str:
    """Label of a field, with a word on those that can stay empty."""
    label = label_of(name)
    return label if is_needed else _("{field} (if any)", field=label)


def ask_day(
    entry: Entry,
    name: str,
    faults: Mapping[str, str],
    *,
    latest: dt.date,
    earliest: dt.date = EARLIEST,
    is_needed: bool = True,
) -> None:
    """Let the reader choose a day."""
    key = f"entry {entry.form.value} {entry.serial} {name}"
    text = entry.cells.get(name, "")
    day = None if iso_date(text) else dt.date.fromisoformat(text)

    def changed() -> None:
        entry.cells[name] = st.session_state[f"{key} day"].isoformat()

    show_day_picker(
        day,
        earliest=min(earliest, day or earliest),
        latest=max(latest, day or latest),
        days=(),
        choice=f"{key} day",
        label=said_label(name, is_needed=is_needed),
        key=key,
        on_change=changed,
    )
    show_fault(faults, name)


def ask_word(
    entry: Entry, name: str, faults: Mapping[str, str], options: Mapping[str, str]
) -> None:
    """Let the reader choose one of a few words, each a large button."""
    chosen = entry.cells.get(name) or None
    st.pills(
        label_of(name),
        list(options),
        format_func=lambda key: options[key],
        **bound(entry, name, chosen if chosen in options else None),
    )
    show_fault(faults, name)


def ask_from(
    entry: Entry, name: str, faults: Mapping[str, str], options: Mapping[str, str]
) -> None:
    """Let the reader choose one of a list; one with an empty key says that it can stay open."""
    chosen = entry.cells.get(name) or ("" if "" in options else None)
    st.selectbox(
        said_label(name, is_needed="" not in options),
        list(options),
        index=None,
        format_func=lambda key: options[key],
        placeholder=_("Choose"),
        **bound(entry, name, chosen if chosen in options else None),
    )
    show_fault(faults, name)


def ask_text(
    entry: Entry,
    name: str,
    faults: Mapping[str, str],
    *,
    is_needed: bool = False,
    is_long: bool = False,
) -> None:
    """Let the reader write a text; a short one is kept while it is typed."""
    label = said_label(name, is_needed=is_needed)
    binding = bound(entry, name, entry.cells.get(name, ""))
    if is_long:
        st.text_area(label, height=90, **binding)
    else:
        st.text_input(label, live=True, **binding)
    show_fault(faults, name)


def ask_number(entry: Entry, name: str, faults: Mapping[str, str], *, most: int) -> None:
    """Let the reader write a whole number from 0."""
    text = entry.cells.get(name, "")
    value = int(text) if text.isdecimal() and text.isascii() else None
    st.number_input(
        label_of(name),
        min_value=0,
        max_value=most,
        step=1,
        **bound(entry, name, value if value is None else min(value, most)),
    )
    show_fault(faults, name)
