"""The state of a page lives in its address, so that a view can be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar

import streamlit as st

from geo.labels import level_label
from geo.store.offices import Office
from geo.text import LANGUAGES, _, use_language
from geo.views.days import show_day_picker
from geo.words import Level

T = TypeVar("T")
EARLIEST = dt.date(2011, 1, 1)
"""No team is older: the law on immigration that founds them is of 2011 (UU 6/2011)."""


def speak() -> None:
    """Speak the language of the address, before anything is said."""
    _take_from_address("lang", parse=_one_of(LANGUAGES), default="id")
    use_language(st.session_state["lang"])


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
    _put_in_address("lang", chosen or "id")


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
    _put_in_address("level", chosen or Level.KECAMATAN.value)
    return levels[chosen or Level.KECAMATAN.value]


def chosen_area(known: Container[str]) -> str | None:
    """
    Area in the address or just chosen on the map, if it is one of `known`.

    The map puts what is chosen into the session's state under the name ``area``.
    """
    _take_from_address("area", parse=lambda text: text, default="")
    kode: str = st.session_state["area"] if st.session_state["area"] in known else ""
    if kode:
        _put_in_address("area", kode)
        return kode
    st.query_params.pop("area", None)
    st.session_state["area"] = st.session_state["area in address"] = ""
    return None


def _take_from_address(name: str, *, parse: Callable[[str], T | None], default: T) -> None:
    """
    Before a widget is drawn: an address that changed wins, then what this session had.

    The value is set anew in every run, because a widget of the same name on another page would
    begin with its own default.
    """
    stated, ours = st.query_params.get(name), st.session_state.get(f"{name} in address")
    if stated is not None and stated != ours:
        value = parse(stated)
    elif name in st.session_state:
        value = st.session_state[name]
    else:
        value = parse(ours) if ours else None
    st.session_state[name] = default if value is None else value


def _put_in_address(name: str, text: str) -> None:
    if st.query_params.get(name) != text:
        st.query_params[name] = text
    st.session_state[f"{name} in address"] = text


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
