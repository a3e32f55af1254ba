"""Behind the answer: how it was worked out, its repeats, piles of points, and its settings."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import shown_count
from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.piles import LEAST, Doubles
from geo.analysis.reports import Series
from geo.analysis.stability import Stability
from geo.exports.files import file_stem
from geo.exports.hotspot_sentences import method_notes, run_label
from geo.exports.hotspot_settings import settings_file
from geo.exports.hotspots import hotspots_topic
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.theme import class_style
from geo.views.cached_hotspots import load_doubles, load_piles, load_provenance
from geo.views.figures import Bar, bars, show_panel
from geo.views.hotspots import unit_name
from geo.views.html import fill, join
from geo.views.lens import Ask
from geo.views.state import presenting

MOST_PILES = 8


def show_how(
    ask: Ask,
    settings: HotspotSettings,
    answer: Concentrations,
    stability: Stability,
    names: pd.Series,
) -> None:
    """All that stands behind the answer; in a hall only how it was worked out."""
    notes = [fill("<p>{note}</p>", note=note) for note in method_notes(answer.hotspots)]
    show_panel(_("How it is worked out"), join(notes), _enough_note(answer))
    if presenting():
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _show_repeats(stability)
    with right:
        _show_piles(ask, settings, names)
    _offer_settings(ask, settings, answer)


def _enough_note(answer: Concentrations) -> str:
    enough, rules = answer.hotspots.enough, answer.hotspots.rules
    return _(
        "Enough data: at least {total} reports and {units} places with reports in all; at a place "
        "{around} reports and {neighbours} neighbours. Numbers and reasons: data/rules.csv.",
        total=number(enough.least_reports),
        units=number(enough.least_units),
        around=number(rules.enough_reports),
        neighbours=number(rules.enough_neighbours),
    )


def _show_repeats(stability: Stability) -> None:
    """How many places each repeat finds, as bars."""
    most = max(1, *(run.n_significant for run in stability.runs))
    rows = [
        Bar(
            run_label(run),
            run.n_significant / most,
            _("{n} of {of}", n=number(run.n_significant), of=number(run.n_units))
            if run.enough.is_enough
            else _("not enough data"),
        )
        for run in stability.runs
    ]
    show_panel(
        _("The same question, asked otherwise"),
        bars(rows, colour=class_style("hotspot", "signifikan").fill),
        _("Significant places of each. A place of the map is judged by what holds its middle."),
    )


def _show_piles(ask: Ask, settings: HotspotSettings, names: pd.Series) -> None:
    """Points with many reports and reports that look like one: to be looked at, not to be read."""
    piles = load_piles(ask.scope, ask.office, settings.filter)
    doubles = load_doubles(ask.scope, ask.office, settings.filter)
    rows = [_pile(pile, names, ask.scope) for _place, pile in piles.head(MOST_PILES).iterrows()]
    body = fill('<ul class="pp-list">{rows}</ul>', rows=join(rows)) if rows else Markup("")
    said = piles_text(len(piles), settings.filter.series)
    shown = fill("<p>{said}</p>{body}", said=said, body=body)
    show_panel(_("Piles of points"), shown, doubles_text(doubles, settings.filter.series))


def piles_text(n: int, series: Series) -> str:
    """At how many points many reports or findings lie."""
    least = number(LEAST)
    if series is Series.FOUND:
        return _n(
            "{n} point has {least} findings of officers or more at the same metre.",
            "{n} points have {least} findings of officers or more at the same metre.",
            n,
            least=least,
        )
    return _n(
        "{n} point has {least} reports or more at the same metre.",
        "{n} points have {least} reports or more at the same metre.",
        n,
        least=least,
    )


def doubles_text(doubles: Doubles, series: Series) -> str:
    """How many pairs look like one; at least so many, if only the newest of all are listed."""
    if series is Series.FOUND:
        return _finds_alike(doubles)
    if doubles.is_part:
        return _n(
            "At least {n} pair of reports looks like one (same place, day and kind): see “Quality "
            "of the data”.",
            "At least {n} pairs of reports look like one (same place, day and kind): see “Quality "
            "of the data”.",
            doubles.n_pairs,
        )
    return _n(
        "{n} pair of reports looks like one (same place, day and kind): see “Quality of the data”.",
        "{n} pairs of reports look like one (same place, day and kind): see “Quality of the data”.",
        doubles.n_pairs,
    )


def _finds_alike(doubles: Doubles) -> str:
    if doubles.is_part:
        return _n(
            "At least {n} pair of findings of officers looks like one (same place, day and kind): "
            "see “Quality of the data”.",
            "At least {n} pairs of findings of officers look like one (same place, day and kind): "
            "see “Quality of the data”.",
            doubles.n_pairs,
        )
    return _n(
        "{n} pair of findings of officers looks like one (same place, day and kind): see “Quality "
        "of the data”.",
        "{n} pairs of findings of officers look like one (same place, day and kind): see “Quality "
        "of the data”.",
        doubles.n_pairs,
    )


def _pile(pile: pd.Series, names: pd.Series, scope: Scope) -> Markup:
    kode = str(pile["kode_desa"])
    return fill(
        "<li>{name}: {n} ({lat}; {lng})</li>",
        name=unit_name(kode, names) if kode else _("outside"),
        n=shown_count(int(pile["n_reports"]), scope),
        lat=number(pile["lat"], 5),
        lng=number(pile["lng"], 5),
    )


def _offer_settings(ask: Ask, settings: HotspotSettings, answer: Concentrations) -> None:
    made_of = load_provenance(ask.scope, ask.office, settings)
    stem = file_stem(ask.office, hotspots_topic(ask.unit), ask.choice.on, "")
    st.download_button(
        _("Settings of this answer (JSON)"),
        partial(settings_file, answer, made_of),
        file_name=f"{stem}-settings.json",
        mime="application/json",
        key="take settings",
        on_click="ignore",
        type="tertiary",
    )
    st.caption(
        _(
            "To make it again: petapora hotspots --office {office} --settings FILE",
            office=ask.office.key,
        )
    )
