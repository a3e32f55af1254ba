"""The frame of every page: style, choices in one row, sources in the footer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import geo
from geo.labels import sample_stamp
from geo.maps.credit import boundary_credit as credit_of
from geo.maps.ground import Ground
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.store.scope import MEETING
from geo.text import _, number
from geo.theme import css_variables
from geo.views.cached import base_file, drawn_units, geometry_file, load_areas, load_facts
from geo.views.choices import pick_date, pick_language, pick_office
from geo.views.html import fill, show
from geo.views.state import NOTICES, present, presenting, reader_scope
from geo.words import Level

_STYLE = Path(__file__).with_name("style.css")
_HALL = Path(__file__).with_name("hall.css")


@dataclass(frozen=True)
class Choice:
    """What the reader asks about: an office and a day."""

    office: Office
    on: dt.date


def show_style() -> None:
    """Put the theme's variables and our style on the page; larger and bare in a hall."""
    hall = _HALL.read_text(encoding="utf-8") if presenting() else ""
    st.html(f"<style>{css_variables()}{_STYLE.read_text(encoding='utf-8')}{hall}</style>")


def pick_view(
    extra: int = 0, *, asks_day: bool = True
) -> tuple[Choice, list[st.delta_generator.DeltaGenerator]]:
    """
    Let the reader choose office, day and language in one row; in a hall there is no such row.

    Parameters
    ----------
    extra : int
        How many more places the page wants in that row; they are returned.
    asks_day : bool
        Whether the page shows the state of a day; if not, the day chosen elsewhere only goes along.
    """
    facts = load_facts(reader_scope())
    if presenting():
        columns = [st.container() for _place in range(extra + 5)]
    else:
        widths = [
            2.2,
            1.3 if asks_day else 0.1,
            *([2.2] * extra),
            max(0.2, 4.4 - 2.2 * extra),
            0.45,
            0.9,
        ]
        columns = st.columns(widths, gap="small", vertical_alignment="bottom")
    with columns[0]:
        office = pick_office(facts.offices)
    with columns[1]:
        on = pick_date(office, days=fact_days(facts, office), is_asked=asks_day)
    if not presenting():
        with columns[-2]:
            _offer_hall()
        with columns[-1]:
            pick_language()
    st.session_state[NOTICES] = st.container()
    return Choice(office, on), columns[2 : 2 + extra]


def _offer_hall() -> None:
    st.button(
        "",
        icon=":material/slideshow:",
        key="hall",
        help=_("Show in a meeting: large, without controls, small counts hidden"),
        on_click=present,
        args=(True,),
        type="tertiary",
    )


def fact_days(facts: Facts, office: Office) -> list[dt.date]:
    """Days on which a fact about the office's areas begins to hold."""
    own = facts.formation["kode"].str[:5].isin(office.kabupaten)
    return [day.date() for day in facts.formation.loc[own, "holds_from"].unique()]


def boundary_credit(office: Office) -> str:
    """Where an office's boundaries come from, and that they are indicative where they are."""
    return credit_of(load_areas(office, Level.KECAMATAN)["source"].unique())


def load_ground(office: Office, unit: Level | int) -> Ground:
    """What maps of these areas or cells are drawn on, with kecamatan over what is finer."""
    geometry, drawn = drawn_units(office, unit)
    is_finer = not isinstance(unit, Level) or unit is Level.DESA
    return Ground(
        geometry=geometry,
        base=base_file(office),
        drawn=drawn,
        credit=boundary_credit(office),
        lines=geometry_file(office, Level.KECAMATAN) if is_finer else "",
    )


def show_footer(choice: Choice) -> None:
    """Sources, dates and version, beneath everything; in a hall the way out of it too."""
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
    if presenting():
        show(fill('<p class="pp-foot">{hidden}</p>', hidden=hidden_on_purpose()))
        st.button(_("Leave the meeting view"), on_click=present, args=(False,), type="tertiary")


def hidden_on_purpose() -> str:
    """What a meeting is not shown."""
    return _(
        "In meetings numbers of reports are shown as ranges, large totals rounded to tens, and "
        "below {n} not at all; what would let a hidden number be worked out is left out.",
        n=number(MEETING.least_count),
    )


def show_title(title: str, under: str) -> None:
    """A page's title and what it answers."""
    show(fill('<p class="pp-lead">{a}</p><p class="pp-under">{b}</p>', a=title, b=under))


def show_answer(whose: str, lead: str, *under: str) -> None:
    """
    The answer to a page's question in one sentence.

    Parameters
    ----------
    whose : str
        Name of the office, or of the area.
    lead : str
        The answer.
    *under : str
        What it rests on; empty texts are left out.
    """
    show(
        fill(
            '<p class="pp-office">{whose}</p><p class="pp-lead">{lead}</p>'
            '<p class="pp-under">{under}</p>',
            whose=whose,
            lead=lead,
            under=" ".join(text for text in under if text),
        )
    )


def show_sample_stamp(is_sample: bool) -> None:
    """Say that what is shown is invented, wherever it is."""
    if is_sample:
        show(
            fill(
                '<p class="pp-sample"><b>{stamp}</b> {text}</p>',
                stamp=sample_stamp(is_sample),
                text=_(
                    "Reports, meetings, operations, visits and bases (lodgings, residents, patrol "
                    "days) here are invented to try out."
                ),
            )
        )
