"""The day picker: flatpickr with the reader's words, hosted by a script of our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from babel.dates import format_date, get_day_names, get_month_names

from geo.maps.assets import FLATPICKR_CSS, asset_url, map_assets, read_asset, write_asset
from geo.text import _, language
from geo.theme import css_variables
from geo.views.components import component

_WEB = Path(__file__).with_name("web")
_KEY = "day picker"


def show_day_picker(
    value: dt.date | None,
    *,
    earliest: dt.date,
    latest: dt.date,
    days: Iterable[dt.date],
    choice: str,
    label: str = "",
    key: str = _KEY,
    on_change: Callable[[], None] | None = None,
) -> None:
    """
    Let the reader choose a day.

    Parameters
    ----------
    value : date or None
        The day shown; None for a field that is empty until a day is chosen.
    earliest, latest : date
        The bounds of what can be chosen.
    days : iterable of date
        Days worth a look, offered beneath the calendar.
    choice : str
        Name in the session's state under which the chosen day is put.
    label : str
        What is asked; by default the day whose state is shown.
    key : str
        One key a picker.
    on_change : callable, optional
        Called when a day was chosen, after it was put there.
    """
    style = (
        css_variables() + read_asset(FLATPICKR_CSS) + (_WEB / "day_picker.css").read_text("utf-8")
    )
    mount = component(
        "day_picker",
        root="pp-day",
        js=write_asset("day-picker", "js", (_WEB / "day_picker.js").read_bytes()),
        css=write_asset("day-picker", "css", style.encode()),
    )

    def chosen() -> None:
        st.session_state[choice] = dt.date.fromisoformat(st.session_state[key]["day"])
        if on_change:
            on_change()

    offered = [d for d in days if earliest <= d <= latest]
    message = {
        "language": language(),
        "flatpickr": asset_url(map_assets()["flatpickr"]),
        "value": value.isoformat() if value else "",
        "earliest": earliest.isoformat(),
        "latest": latest.isoformat(),
        "days": [{"iso": d.isoformat(), "label": _short(d)} for d in offered],
        "words": {
            "label": label or _("As of"),
            "days": _("Days on which facts change, and today") if offered else "",
            "noDay": _("Not a day that can be shown"),
            "locale": _locale(),
        },
    }
    mount(data=message, key=key, on_day_change=chosen)


def ask_day(name: str, *, earliest: dt.date, latest: dt.date, label: str, key: str) -> None:
    """Let the reader choose a day, the latest at first; it is put under `name` in the session."""
    day = st.session_state.get(name)
    day = day if day and earliest <= day <= latest else latest
    st.session_state[name] = day
    show_day_picker(
        day, earliest=earliest, latest=latest, days=(), choice=name, label=label, key=key
    )


def _short(day: dt.date) -> str:
    return format_date(day, "d MMM y", locale=language())


def _locale() -> dict[str, Any]:
    """Names of months and days as flatpickr wants them; its week begins on Sunday."""
    monday_first = range(7)
    sunday_first = [6, *list(monday_first)[:6]]

    def months(width: Literal["wide", "abbreviated"]) -> list[str]:
        names = get_month_names(width, locale=language())
        return [names[n] for n in range(1, 13)]

    def weekdays(width: Literal["wide", "abbreviated"]) -> list[str]:
        names = get_day_names(width, locale=language())
        return [names[n] for n in sunday_first]

    return {
        "firstDayOfWeek": 1,
        "months": {"longhand": months("wide"), "shorthand": months("abbreviated")},
        "weekdays": {"longhand": weekdays("wide"), "shorthand": weekdays("abbreviated")},
        "yearAriaLabel": _("Year"),
        "monthAriaLabel": _("Month"),
        "hourAriaLabel": "",
        "minuteAriaLabel": "",
    }
