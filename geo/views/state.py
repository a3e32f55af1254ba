"""The state of a page lives in its address, so that a view can be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar

import streamlit as st

from geo.labels import level_label
from geo.store.offices import Office
from geo.text import FIRST, LANGUAGES, _, use_language
from geo.views.days import show_day_picker
from geo.views.messages import as_text
from geo.words import Level

T = TypeVar("T")
NOTICES = "place for notices"
"""Name in the session's state of the container in which notices are shown."""

EARLIEST = dt.date(2011, 1, 1)
"""First day that can be chosen, well before the oldest fact."""


def speak() -> None:
    """Begin a run: speak the language of the address, before anything is said."""
    st.session_state["address"] = {}
    st.session_state["not understood"] = []
    _take_from_address("lang", parse=_one_of(LANGUAGES), default=FIRST, forgets=False)
    use_language(st.session_state["lang"])


def enter(page: str) -> None:
    """Say which page runs; on a page just entered, what was chosen before goes along."""
    st.session_state["just entered"] = st.session_state.get("page") != page
    st.session_state["page"] = page


def pick_language() -> None:
    """Let the reader switch the language."""
    chosen = st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        key="lang",
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
    )
    _put_in_address("lang", chosen or FIRST)


def pick_office(offices: Mapping[str, Office]) -> Office:
    """Let the reader choose an office; an unknown one in the address becomes the first."""
    _take_from_address("office", parse=_one_of(offices), default=next(iter(offices)))
    chosen = st.selectbox(
        _("Office"), list(offices), key="office", format_func=lambda key: offices[key].short_name
    )
    _put_in_address("office", chosen)
    return offices[chosen]


def pick_date(office: Office, *, days: Iterable[dt.date]) -> dt.date:
    """
    Let the reader choose the day whose state is shown; today where the office lies comes first.

    Parameters
    ----------
    office : Office
        Its time zone says what today is.
    days : iterable of date
        Days on which a fact begins to hold.
    """
    today = dt.datetime.now(office.timezone).date()
    _take_from_address("date", parse=_past_day(today), default=today)
    day: dt.date = min(st.session_state["date"], today)
    show_day_picker(
        day, earliest=EARLIEST, latest=today, days=sorted({*days, today}), choice="date"
    )
    _put_in_address("date", day.isoformat())
    return day


def pick_level() -> Level:
    """Let the reader choose between the teams of kabupaten and of kecamatan."""
    levels = {level.value: level for level in (Level.KECAMATAN, Level.KABUPATEN)}
    _take_from_address("level", parse=_one_of(levels), default=Level.KECAMATAN.value)
    chosen = st.segmented_control(
        _("Level"),
        list(levels),
        key="level",
        format_func=lambda key: level_label(levels[key]),
        required=True,
    )
    level = levels[chosen or Level.KECAMATAN.value]
    _put_in_address("level", level.value)
    return level


def chosen_area(known: Container[str]) -> str | None:
    """
    Area in the address or just chosen on the map, if it is one of `known`.

    The map puts what is chosen into the session's state under the name ``area``.
    """
    _take_from_address("area", parse=lambda text: text, default="")
    if st.session_state["area"] not in known:
        st.session_state["area"] = ""
    _put_in_address("area", st.session_state["area"])
    return st.session_state["area"] or None


def say_what_was_not_understood() -> None:
    """
    Tell the reader of an address that part of it is not known, and that the usual is shown.

    Called when the page has picked everything; said in the place that its frame kept for it.
    """
    unknown = ", ".join(st.session_state["not understood"])
    if unknown and NOTICES in st.session_state:
        said = _("The address says “{text}”, which is not known; the usual is shown.", text=unknown)
        st.session_state[NOTICES].info(as_text(said))


def write_address() -> None:
    """
    End a run: put all that was chosen into the address, as one step of the browser's history.

    An empty address that a reader went back to stays empty until something is chosen; otherwise
    Back could never pass it.
    """
    state = st.session_state
    chosen = {name: text for name, text in state["address"].items() if text}
    is_empty = not st.query_params and not state["just entered"]
    went_back = is_empty and any(state.get(f"{name} in address") for name in chosen)
    if went_back or (is_empty and chosen == state.get("left empty")):
        state["left empty"], written = chosen, {}
    else:
        written = chosen
    if st.query_params.to_dict() != written:
        st.query_params.from_dict(written)
    for name in state["address"]:
        state[f"{name} in address"] = written.get(name, "")


def _take_from_address(
    name: str, *, parse: Callable[[str], T | None], default: T, forgets: bool = True
) -> None:
    """
    Before a widget is drawn: an address that changed wins, then what this session had.

    A name that was in the address of this page and is gone (the reader went back) gives the
    default, unless `forgets` is off. The value is set anew in every run, because a widget of the
    same name on another page would begin with its own default.
    """
    stated, ours = st.query_params.get(name), st.session_state.get(f"{name} in address")
    value: T | None = st.session_state.get(name)
    if stated is not None and stated != ours:
        value = parse(stated)
        if value is None:
            st.session_state["not understood"].append(f"{name}={stated[:40]}")
    elif stated is None and ours and forgets and not st.session_state["just entered"]:
        value = default
    elif value is None and ours:
        value = parse(ours)
    st.session_state[name] = default if value is None else value


def _put_in_address(name: str, text: str) -> None:
    st.session_state["address"][name] = text


def _one_of(known: Mapping[str, object]) -> Callable[[str], str | None]:
    return lambda text: text if text in known else None


def _past_day(today: dt.date) -> Callable[[str], dt.date | None]:
    def parse(text: str) -> dt.date | None:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return None
        return day if EARLIEST <= day <= today else None

    return parse
