"""The lens of rates: reports for a stated base, or their numbers alone where none fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo.analysis.bases import RECORDED, Base
from geo.exports.files import file_stem
from geo.exports.rates import rates_headline, rates_topic, take_rates
from geo.exports.sentences import record_sources, source_text
from geo.maps.ground import Ground
from geo.maps.rates import base_label, document_label, draw_counts, draw_rates
from geo.store.facts import Facts
from geo.text import _, language
from geo.views.cached import (
    count_in,
    load_all_names,
    load_areas,
)
from geo.views.cached_rates import load_bases, load_rates
from geo.views.choices import pick_from, pick_switch
from geo.views.frame import load_ground, show_sample_stamp, show_title
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.rates import show_intervals, show_rates_headline, show_rates_table, show_unfit
from geo.views.state import CLICKED, chosen_area, presenting
from geo.views.taking import offer_files
from geo.words import Kind, Level

INTAKE = "pages/intake.py"
SMOOTHED, RAW = "smoothed", "raw"


def show_rates(ask: Ask) -> None:
    """Reports by the base that the reader chooses among those that fit the period."""
    bases = load_bases(ask.scope, ask.office, ask.wanted)
    documents = {base.key: document_label(base, ask.facts.sources) for base in bases}
    fitting = {base.key: base for base in bases if base.fits}
    unfit = [base for base in bases if not base.fits]
    if fitting:
        _show_by_base(ask, fitting, documents)
    else:
        _show_counts_alone(ask)
    show_unfit(unfit, documents)
    _offer_template(ask)


def _show_by_base(ask: Ask, fitting: Mapping[str, Base], documents: Mapping[str, str]) -> None:
    notice, said = st.container(), st.container()
    key, smoothed = _pick(fitting, documents)
    left, right = st.columns([1.9, 1], gap="medium")
    rates = load_rates(ask.scope, ask.office, ask.wanted, key)
    base, document, scope, rules = rates.base, documents[key], ask.scope, ask.facts.rules
    all_names = load_all_names(ask.office)
    heading = rates_headline(rates, all_names, smoothed=smoothed, scope=scope)
    with notice:
        show_sample_stamp(rates.is_sample)
    with said:
        show_rates_headline(heading, rates, office=ask.office.name, document=document, scope=scope)
    with left, st.spinner(_("Loading the map …")):
        view = draw_rates(
            rates,
            _ground(ask, base.level),
            smoothed=smoothed,
            document=document,
            rules=rules,
            scope=scope,
        )
        show_map(view, key=f"rates {ask.office.key} {base.level}", choice=CLICKED)
        offer_files(
            lambda: take_rates(
                rates,
                heading=heading,
                document=document,
                office=ask.office,
                view=view,
                areas=load_areas(ask.office, base.level, display=True),
                outline=load_areas(ask.office, Level.KABUPATEN, display=True),
                names=all_names,
                rules=rules,
                scope=scope,
                sources=_sources(ask.facts, base, rates.counts.is_sample),
            ),
            stem=file_stem(ask.office, rates_topic(base), ask.choice.on, view.sample),
        )
    with right:
        show_intervals(rates, all_names, smoothed=smoothed, rules=rules, scope=scope)
    if not presenting():
        show_rates_table(rates, all_names, smoothed=smoothed, scope=scope)


def _pick(fitting: Mapping[str, Base], documents: Mapping[str, str]) -> tuple[str, bool]:
    """Let the reader choose a base by its key, and whether the fill is of the smoothed rate."""
    left, right = (
        (st.container(), st.container())
        if presenting()
        else st.columns([1.9, 1], gap="medium", vertical_alignment="bottom")
    )
    names = {key: base_label(base, documents[key]) for key, base in fitting.items()}
    with left:
        key = pick_from("base", _("Measured against"), names, default=next(iter(fitting)))
    with right:
        kinds = {SMOOTHED: _("Smoothed"), RAW: _("Raw")}
        smoothed = pick_switch("rate", _("Rate on the map"), kinds) == SMOOTHED
    return key, smoothed


def _sources(facts: Facts, base: Base, is_sample: bool) -> Sequence[str]:
    """Where reports and base are from, each once."""
    said = record_sources(facts, is_sample=is_sample)
    known = facts.sources.get(base.source) if base.source != RECORDED else None
    return list(dict.fromkeys([*said, *([source_text(known)] if known else [])]))


def _show_counts_alone(ask: Ask) -> None:
    """The numbers of reports as bubbles, and that there is nothing to measure them against."""
    level = ask.unit if isinstance(ask.unit, Level) else Level.KECAMATAN
    counts = count_in(ask.scope, ask.office, ask.wanted, level)
    show_sample_stamp(counts.is_sample)
    show_title(
        _("No base fits this period: only the numbers of reports can be shown."),
        _("A rate needs a number to divide by: lodgings, permit holders, visits, days of patrol."),
    )
    with st.spinner(_("Loading the map …")):
        view = draw_counts(counts, _ground(ask, level), rules=ask.facts.rules, scope=ask.scope)
        show_map(view, key=f"rates {ask.office.key} {level}", choice=CLICKED)


def _ground(ask: Ask, level: Level) -> Ground:
    """What a map of areas of a level is drawn on; picks the chosen one."""
    ground = load_ground(ask.office, level)
    return replace(ground, selected=chosen_area(ground.drawn))


def _offer_template(ask: Ask) -> None:
    """The way to the file in which denominators are sent in."""
    if presenting():
        return
    st.page_link(
        INTAKE,
        label=_("Fill in a file of denominators"),
        icon=":material/upload_file:",
        query_params={
            "lang": language(),
            "office": ask.office.key,
            "kind": Kind.DENOMINATORS.value,
        },
    )
