"""The state of a page lives in its address, so that a view can be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from geo.labels import level_label
from geo.store.offices import Office
from geo.text import LANGUAGES, _, use_language
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


def pick_date(office: Office) -> dt.date:
    """Let the reader choose the day whose state is shown; today in the office's time zone first."""
    today = dt.datetime.now(office.timezone).date()
    _take_from_address("date", parse=_past_day(today), default=today)
    chosen = st.date_input(
        _("As of"), key="date", min_value=EARLIEST, max_value=today, format="DD/MM/YYYY"
    )
    _put_in_address("date", chosen.isoformat())
    return chosen


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


def keep_area(clicked: str | None, known: Mapping[str, object]) -> str | None:
    """
    Area in the address, or the one just clicked.

    Parameters
    ----------
    clicked : str or None
        As `geo.views.maps.chosen_area` tells it: None where nothing was clicked yet.
    known : mapping
        The areas that can be chosen, by kode; others are forgotten.
    """
    kode = st.query_params.get("area", "") if clicked is None else clicked
    if kode in known:
        st.query_params["area"] = kode
        return kode
    st.query_params.pop("area", None)
    return None


def _take_from_address(name: str, *, parse: Callable[[str], T | None], default: T) -> None:
    """Before a widget is drawn: an address that changed wins, then what this session had."""
    stated, ours = st.query_params.get(name), st.session_state.get(f"{name} in address")
    if stated is not None and stated != ours:
        st.session_state[name] = _or(parse(stated), default)
    elif name not in st.session_state:
        st.session_state[name] = _or(parse(ours), default) if ours else default


def _put_in_address(name: str, text: str) -> None:
    if st.query_params.get(name) != text:
        st.query_params[name] = text
    st.session_state[f"{name} in address"] = text


def _or(value: T | None, default: T) -> T:
    return default if value is None else value


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
