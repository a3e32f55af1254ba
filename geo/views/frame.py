"""The frame of every page: style, choices in one row, sources in the footer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import geo
from geo.boundaries.sources import SOURCES
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.text import _
from geo.theme import css_variables
from geo.views.cached import load_areas, load_facts
from geo.views.html import fill, show
from geo.views.state import NOTICES, pick_date, pick_language, pick_office
from geo.words import Level

_STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True)
class Choice:
    """What the reader asks about: an office and a day."""

    office: Office
    on: dt.date


def show_style() -> None:
    """Put the theme's variables and our style on the page."""
    st.html(f"<style>{css_variables()}{_STYLE.read_text(encoding='utf-8')}</style>")


def pick_view(extra: int = 0) -> tuple[Choice, list[st.delta_generator.DeltaGenerator]]:
    """
    Let the reader choose office, day and language in one row.

    Parameters
    ----------
    extra : int
        How many more places the page wants in that row; they are returned.
    """
    facts = load_facts()
    widths = [2.2, 1.3, *([2.2] * extra), max(0.2, 4.4 - 2.2 * extra), 0.9]
    columns = st.columns(widths, gap="small", vertical_alignment="bottom")
    with columns[0]:
        office = pick_office(facts.offices)
    with columns[1]:
        on = pick_date(office, days=fact_days(facts, office))
    with columns[-1]:
        pick_language()
    st.session_state[NOTICES] = st.container()
    return Choice(office, on), columns[2 : 2 + extra]


def fact_days(facts: Facts, office: Office) -> list[dt.date]:
    """Days on which a fact about the office's areas begins to hold."""
    own = facts.formation["kode"].str[:5].isin(office.kabupaten)
    return [day.date() for day in facts.formation.loc[own, "holds_from"].unique()]


def boundary_credit(office: Office) -> str:
    """Where an office's boundaries come from, and that they are indicative where they are."""
    used = list(load_areas(office, Level.KECAMATAN)["source"].unique())
    known = [_(SOURCES[key].attribution) if key in SOURCES else key for key in used]
    beneath = f"{SOURCES['gadm'].vintage}, {SOURCES['world'].vintage}"
    base = _("Base map: {sources}", sources=beneath)
    return " · ".join([*known, _(SOURCES["register"].attribution), base])


def show_footer(choice: Choice) -> None:
    """Sources, dates and version, beneath everything."""
    show(
        fill(
            '<p class="pp-foot">PetaPORA {version} · {credit}<br>{remark}</p>',
            version=geo.__version__,
            credit=boundary_credit(choice.office),
            remark=_(
                "For planning and display; not evidence of a legal border. "
                "More under “About the data”."
            ),
        )
    )


def show_title(title: str, under: str) -> None:
    """A page's title and what it answers."""
    show(fill('<p class="pp-lead">{a}</p><p class="pp-under">{b}</p>', a=title, b=under))
