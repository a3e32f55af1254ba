"""Patterns of concentrations over the months: map, one sentence, places by pattern."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import in_turn
from geo.analysis.change import Changes, change_filter, change_months
from geo.analysis.reports import Series
from geo.exports.change import change_topic, take_changes
from geo.exports.change_rules import pattern_meaning, pattern_rules, period_rule
from geo.exports.change_sentences import pattern_headline
from geo.exports.files import file_stem
from geo.exports.sentences import record_sources, said_filter
from geo.labels import pattern_label
from geo.maps.change import (
    PATTERNS,
    TOLD,
    draw_patterns,
    map_pattern_label,
    pattern_amount,
    span_label,
)
from geo.maps.ground import Ground
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.theme import class_style
from geo.views.cached_change import load_changes
from geo.views.change import (
    Row,
    clicked_name,
    ground_of,
    land_of,
    place_names,
    show_rules,
)
from geo.views.choices import pick_from
from geo.views.figures import Month, class_mark, months, show_panel
from geo.views.frame import show_answer, show_sample_stamp
from geo.views.html import fill, join
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.report_choices import month_label
from geo.views.taking import offer_files
from geo.words import Pattern

LISTED = 8
"""So many places are named of one pattern; the map's own list has all."""

SPANS = (12, 24, 36)


def show_patterns(ask: Ask) -> None:
    """How concentrations went over the last whole months."""
    rules = ask.rules
    notice = st.container()
    said, asked = st.columns([3.4, 1], gap="medium")
    with asked:
        n_months = _pick_span(rules)
    wanted = change_filter(ask.wanted, ask.choice.on, n_months)
    changes = load_changes(ask.scope, ask.office, wanted, ask.unit)
    with notice:
        show_sample_stamp(changes.is_sample)
    with said:
        show_answer(ask.office.name, pattern_headline(changes), *_under(changes, ask.scope))
    ground = ground_of(ask)
    left, right = st.columns([2.9, 1.1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        _show_pattern_map(ask, changes, ground)
    with right:
        if changes.is_enough:
            _show_places(ask, changes)
            _show_periods(changes)
        else:
            why = period_rule(changes, rules)
            show_panel(pattern_label(Pattern.NOT_ENOUGH), fill("<p>{why}</p>", why=why))
    meanings = [
        (
            class_mark(class_style("pattern", each.value)),
            map_pattern_label(each, ask.scope),
            pattern_meaning(each, ask.scope),
        )
        for each in PATTERNS
    ]
    show_rules(pattern_rules(changes, rules), meanings=meanings)


def _pick_span(rules: Rules) -> int:
    options = sorted({*SPANS, change_months(rules)})
    names = {str(n): _n("{n} month", "{n} months", n) for n in options}
    usual = str(change_months(rules))
    return int(pick_from("span", _("Months of the pattern"), names, default=usual))


def _under(changes: Changes, scope: Scope) -> list[str]:
    parts = [_("{span}, whole months.", span=span_label(changes.filter))]
    if scope.least_count <= 1:  # of ranges and their sum a hidden number could be worked out
        located = int(changes.n_reports.sum())
        parts.append(_located(located, changes.filter.series))
    return [*parts, said_filter(changes.filter)]


def _located(n: int, series: Series) -> str:
    if series is Series.FOUND:
        return _n("{n} finding of officers in places.", "{n} findings of officers in places.", n)
    return _n("{n} report in places.", "{n} reports in places.", n)


def _show_pattern_map(ask: Ask, changes: Changes, ground: Ground) -> None:
    view = draw_patterns(changes, ground, scope=ask.scope)
    show_map(view, key=f"patterns {ask.office.key} {ask.unit}", choice=clicked_name(ask))
    offer_files(
        lambda: take_changes(
            changes,
            land_of(ask),
            view=view,
            rules=ask.rules,
            scope=ask.scope,
            sources=record_sources(ask.facts, is_sample=changes.is_sample),
        ),
        stem=file_stem(ask.office, change_topic(ask.unit, "patterns"), ask.choice.on, view.sample),
    )


def _show_places(ask: Ask, changes: Changes) -> None:
    """The places of each pattern, with a strip of their periods."""
    parts = [_places(ask, changes, each) for each in TOLD if changes.n_of(each)]
    if parts:
        note = _("A filled box is a period with a concentration; the last is at the right.")
        show_panel(_("Places by pattern"), join(parts), note)


def _places(ask: Ask, changes: Changes, pattern: Pattern) -> Markup:
    table = changes.table.reset_index(drop=True)
    own = table[table["pattern"] == pattern.value]
    by = {"n_hot": False, "n_reports": False}
    own = in_turn(own, ask.scope, by=by, counts=["n_reports"])
    told = own[(own["n_reports"] == 0) | (own["n_reports"] >= ask.scope.least_count)]
    at = told.index[:LISTED].to_numpy()
    names = place_names(ask.office, ask.unit, changes.table.index[at])
    rows = [
        _place(name, _beside(amount, i, ask, changes), strip(changes.hot[i], changes.tested))
        for i, name, amount in zip(at, names, _amounts(changes, at, ask.scope), strict=True)
    ]
    more = len(own) - len(at)
    return fill(
        '<p class="pp-pattern">{sign} <b>{label}</b> {n}</p>{rows}{more}',
        sign=class_mark(class_style("pattern", pattern.value)),
        label=pattern_label(pattern),
        n=number(len(own)),
        rows=join(rows),
        more=fill('<p class="pp-drop">+ {n}</p>', n=number(more)) if more else Markup(""),
    )


def _beside(amount: str, i: int, ask: Ask, changes: Changes) -> Markup:
    """A number; of a place that is a concentration by its neighbours more than by itself, that."""
    if changes.table["n_reports"].iloc[i] >= ask.rules.enough_reports:
        return fill("{amount}", amount=amount)
    said = _("with its neighbours")
    return fill("{amount} <small>{said}</small>", amount=amount, said=said)


def _amounts(changes: Changes, at: np.ndarray, scope: Scope) -> list[str]:
    rows = changes.table.iloc[at]
    return [
        pattern_amount(int(n), int(hot), changes, scope)
        for n, hot in zip(rows["n_reports"], rows["n_hot"], strict=True)
    ]


def _place(name: Row, amount: Markup, periods: Markup) -> Markup:
    nama, kecamatan = name
    return fill(
        '<div class="pp-changed"><span>{nama} <small>{within}</small></span><b>{amount}</b>'
        "{periods}</div>",
        nama=nama,
        within=kecamatan,
        amount=amount,
        periods=periods,
    )


def strip(hot: Sequence[bool] | np.ndarray, tested: Sequence[bool] | np.ndarray) -> Markup:
    """Boxes in a row, one a period: a concentration, none, or not tested."""
    looks = ["pp-hot" if h else "" if t else "pp-part" for h, t in zip(hot, tested, strict=True)]
    said = _n(
        "a concentration in {n} of {all} period",
        "a concentration in {n} of {all} periods",
        int(np.sum(hot)),
        all=number(int(np.sum(tested))),
    )
    boxes = join([fill('<i class="{look}"></i>', look=look) for look in looks])
    template = '<span class="pp-strip" role="img" aria-label="{said}" title="{said}">{boxes}</span>'
    return fill(template, said=said, boxes=boxes)


def _show_periods(changes: Changes) -> None:
    """How many concentrations each period has; periods that were not tested are hatched."""
    found = changes.hot.sum(axis=0)
    most = max(1, int(found.max()))
    columns = [
        Month(
            label=month_label(last),
            share=n / most if tested else 0.15,
            said=_period_said(month_label(last), int(n), is_tested=bool(tested)),
            is_part=not tested,
        )
        for (_first, last), n, tested in zip(changes.periods, found, changes.tested, strict=True)
    ]
    show_panel(_("Concentrations by period"), months(columns))


def _period_said(label: str, n: int, *, is_tested: bool) -> str:
    if not is_tested:
        return _("{month}: too few reports to be tested", month=label)
    return _n("{month}: {n} concentration", "{month}: {n} concentrations", n, month=label)
