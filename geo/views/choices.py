"""What a reader can choose; in a hall the choices stand and no control is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.labels import level_label
from geo.store.offices import Office
from geo.text import FIRST, LANGUAGES, _
from geo.views.days import show_day_picker
from geo.views.state import (
    one_of,
    presenting,
    put_in_address,
    some_of,
    take_from_address,
)
from geo.words import Level

E = TypeVar("E", bound=StrEnum)

EARLIEST = dt.date(2011, 1, 1)
"""First day that can be chosen, well before the oldest fact."""


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
    put_in_address("lang", chosen or FIRST)


def pick_office(offices: Mapping[str, Office]) -> Office:
    """Let the reader choose an office; an unknown one in the address becomes the first."""
    names = {key: office.short_name for key, office in offices.items()}
    return offices[pick_from("office", _("Office"), names, default=next(iter(offices)))]


def pick_date(office: Office, *, days: Iterable[dt.date], is_asked: bool = True) -> dt.date:
    """
    Let the reader choose the day whose state is shown; today where the office lies comes first.

    Parameters
    ----------
    office : Office
        Its time zone says what today is.
    days : iterable of date
        Days on which a fact begins to hold.
    is_asked : bool
        Whether the page shows the state of a day, and so asks for it.
    """
    today = dt.datetime.now(office.timezone).date()
    take_from_address("date", parse=_past_day(today), default=today)
    day: dt.date = min(st.session_state["date"], today)
    if is_asked and not presenting():
        show_day_picker(
            day, earliest=EARLIEST, latest=today, days=sorted({*days, today}), choice="date"
        )
    put_in_address("date", day.isoformat())
    return day


def pick_level() -> Level:
    """Let the reader choose between the teams of kabupaten and of kecamatan."""
    names = {level.value: level_label(level) for level in (Level.KECAMATAN, Level.KABUPATEN)}
    return Level(pick_switch("level", _("Level"), names))


def side_by_side(*widths: float) -> list[DeltaGenerator]:
    """Places for choices in one row; in a hall, where none is drawn, a row takes no room."""
    if presenting():
        return [st.container() for _width in widths]
    return st.columns(widths, gap="medium", vertical_alignment="bottom")


def pick_from(
    name: str, label: str, options: Mapping[str, str], *, default: str, is_asked: bool = True
) -> str:
    """
    Let the reader choose one of a list.

    Parameters
    ----------
    name : str
        Its name in the address and in the session's state.
    label : str
        What is asked.
    options : mapping
        What the address says, and what the reader sees for it.
    default : str
        What is chosen when nothing else is.
    is_asked : bool
        Whether it decides anything here; if not, what was chosen elsewhere only goes along.
    """
    take_from_address(name, parse=one_of(options), default=default)
    if st.session_state[name] not in options:  # another office has other ones
        st.session_state[name] = default
    if is_asked and not presenting():
        st.selectbox(label, list(options), key=name, format_func=lambda key: options[key])
    return _chosen(name)


def pick_switch(
    name: str, label: str, options: Mapping[str, str], *, default: str | None = None
) -> str:
    """Let the reader choose one of a few, the first unless stated; see `pick_from`."""
    default = default or next(iter(options))
    take_from_address(name, parse=one_of(options), default=default)
    if st.session_state[name] not in options:  # another office has other ones
        st.session_state[name] = default
    if not presenting():
        st.segmented_control(
            label, list(options), key=name, format_func=lambda key: options[key], required=True
        )
    return _chosen(name)


def pick_on_scale(
    name: str, label: str, options: Mapping[str, str], *, forgets: bool = True
) -> str:
    """
    Let the reader choose a place on a scale, its first by default; see `pick_from`.

    Parameters
    ----------
    name, label, options
        As for `pick_from`.
    forgets : bool
        Whether a choice that is gone from the address is taken back; see `take_from_address`.
    """
    default = next(iter(options))
    take_from_address(name, parse=one_of(options), default=default, forgets=forgets)
    if st.session_state[name] not in options:
        st.session_state[name] = default
    if not presenting():
        st.select_slider(label, list(options), key=name, format_func=lambda key: options[key])
    return _chosen(name)


def pick_some(
    name: str, label: str, members: Sequence[E], said: Callable[[E], str]
) -> tuple[E, ...]:
    """
    Let the reader choose some of a few words; none chosen means all.

    The address has their names in the code, parted by commas.
    """
    known = {member.name.lower(): member for member in members}
    nothing: list[str] = []
    take_from_address(name, parse=some_of(known), default=nothing)
    st.session_state[name] = [key for key in st.session_state[name] if key in known]
    if not presenting():
        st.pills(
            label,
            list(known),
            selection_mode="multi",
            key=name,
            format_func=lambda key: said(known[key]),
        )
    chosen: list[str] = st.session_state[name] or []
    put_in_address(name, ",".join(chosen))
    return tuple(known[key] for key in chosen)


def _chosen(name: str) -> str:
    chosen: str = st.session_state[name]
    put_in_address(name, chosen)
    return chosen


def _past_day(today: dt.date) -> Callable[[str], dt.date | None]:
    def parse(text: str) -> dt.date | None:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return None
        return day if EARLIEST <= day <= today else None

    return parse
