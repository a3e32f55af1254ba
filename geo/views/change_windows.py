"""Two windows of time side by side on maps that move together, with their difference tested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import drawn_count, in_turn
from geo.analysis.placing import says
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.windows import (
    Comparison,
    has_year_before,
    window_before,
    window_year_before,
)
from geo.exports.change import change_topic, take_comparison
from geo.exports.change_rules import difference_rules
from geo.exports.change_sentences import difference_headline, said_wholes, whole_sentence
from geo.exports.files import file_stem
from geo.exports.sentences import record_sources, said_filter
from geo.labels import difference_label
from geo.maps.change import (
    difference_amount,
    draw_difference,
    draw_window,
    ratio_label,
    span_label,
)
from geo.maps.ground import Ground
from geo.maps.reports import series_label
from geo.maps.series_words import series_word
from geo.store.scope import Scope
from geo.text import _, date, number
from geo.theme import class_style, colour
from geo.views.cached import count_in, load_reports
from geo.views.cached_change import load_comparison
from geo.views.change import (
    clicked_name,
    ground_of,
    land_of,
    place_names,
    show_rules,
)
from geo.views.choices import EARLIEST, pick_from
from geo.views.days import show_day_picker
from geo.views.figures import Bar, bars, class_mark, show_panel
from geo.views.frame import show_answer, show_sample_stamp
from geo.views.html import fill, join, show
from geo.views.lens import Ask
from geo.views.maps import show_map
from geo.views.state import presenting, put_in_address, take_from_address
from geo.views.taking import offer_files
from geo.words import Channel, Difference

LISTED = 12
"""So many places are named of one difference; the map's own list has all."""

LATE = dt.timedelta(days=31)
"""Records that begin so long after the earlier window did are said to."""

BEFORE, YEAR, DAY = "before", "year", "day"


def show_windows(ask: Ask) -> None:
    """The chosen period beside an earlier one, and where the share of the reports changed."""
    notice = st.container()
    said, asked = st.columns([3.4, 1], gap="medium")
    with asked:
        before = _pick_before(ask.wanted)
    comparison = load_comparison(ask.scope, ask.office, before, ask.wanted, ask.unit)
    with notice:
        show_sample_stamp(comparison.is_sample)
    with said:
        show_answer(ask.office.name, difference_headline(comparison), *_under(ask, comparison))
    ground = ground_of(ask)
    for column, wanted, title in zip(
        st.columns(2, gap="small"),
        (before, ask.wanted),
        (_("Before"), _("After")),
        strict=True,
    ):
        with column:
            _show_window(ask, wanted, ground, title)
    left, right = st.columns([2.9, 1.1], gap="medium")
    with left, st.spinner(_("Loading the map …")):
        _show_difference(ask, comparison, ground)
    with right:
        _show_whole(comparison, ask.scope)
        _show_places(ask, comparison)
    show_rules(difference_rules(comparison, ask.rules))


def _pick_before(after: ReportFilter) -> ReportFilter:
    """Let the reader choose what the period is held against; the windows never overlap."""
    names = {
        BEFORE: _("the same length before"),
        YEAR: _("the same days a year earlier"),
        DAY: _("up to another day"),
    }
    last = after.since - dt.timedelta(days=1)
    if not has_year_before(after):
        del names[YEAR]
    against = pick_from("against", _("Compared with"), names, default=BEFORE)
    if against == YEAR:
        return window_year_before(after)
    return window_before(after, _pick_last_day(last) if against == DAY else last)


def _pick_last_day(latest: dt.date) -> dt.date:
    name = "against_day"
    take_from_address(name, parse=_day_up_to(latest), default=latest)
    day: dt.date = min(max(st.session_state[name], EARLIEST), latest)
    if not presenting():
        show_day_picker(
            day,
            earliest=EARLIEST,
            latest=latest,
            days=(),
            choice=name,
            label=_("Last day of the earlier window"),
            key="against day picker",
        )
    put_in_address(name, day.isoformat())
    return day


def _day_up_to(latest: dt.date) -> Callable[[str], dt.date | None]:
    def parse(text: str) -> dt.date | None:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return None
        return day if EARLIEST <= day <= latest else None

    return parse


def _under(ask: Ask, comparison: Comparison) -> list[str]:
    return [
        whole_sentence(comparison, ask.scope),
        _said_late(ask, comparison.before),
        said_filter(comparison.after),
    ]


def _said_late(ask: Ask, before: ReportFilter) -> str:
    """That records of the series begin well after the earlier window did; else empty."""
    reports = load_reports(ask.scope, ask.office)
    is_found = says(reports, "channel", [Channel.PATROL])
    found = before.series is Series.FOUND
    days = reports["received_on"][is_found if found else ~is_found]
    if not len(days) or (first := days.min().date()) - before.since <= LATE:
        return ""
    if found:
        text = _(
            "The first finding of officers on record is of {day}, after the earlier window began: "
            "more of them may be more recording."
        )
    else:
        text = _(
            "The first report on record is of {day}, after the earlier window began: more "
            "reports may be more recording."
        )
    return text.format(day=date(first))


def _show_window(ask: Ask, wanted: ReportFilter, ground: Ground, title: str) -> None:
    counts = count_in(ask.scope, ask.office, wanted, ask.unit)
    show(fill("<h3>{a}: {b}</h3>", a=title, b=span_label(wanted)))
    view = draw_window(counts, ground, rules=ask.rules, scope=ask.scope)
    key = f"{'after' if wanted == ask.wanted else 'before'} {ask.office.key} {ask.unit}"
    show_map(view, key=key, choice=clicked_name(ask))


def _show_difference(ask: Ask, comparison: Comparison, ground: Ground) -> None:
    view = draw_difference(comparison, ground, scope=ask.scope)
    show_map(view, key=f"difference {ask.office.key} {ask.unit}", choice=clicked_name(ask))
    offer_files(
        lambda: take_comparison(
            comparison,
            land_of(ask),
            view=view,
            rules=ask.rules,
            scope=ask.scope,
            sources=record_sources(ask.facts, is_sample=comparison.is_sample),
        ),
        stem=file_stem(ask.office, change_topic(ask.unit, "windows"), ask.choice.on, view.sample),
    )


def _show_whole(comparison: Comparison, scope: Scope) -> None:
    """All of both windows, placed or not, as two bars."""
    whole = comparison.whole
    numbers = [drawn_count(n, scope) for n in (whole.n_before, whole.n_after)]
    said = said_wholes(comparison, scope)
    rows = [
        Bar(label, n / max(1, *numbers), text)
        for label, n, text in zip((_("Before"), _("After")), numbers, said, strict=True)
    ]
    what = series_word(comparison.after.series)
    show_panel(_("All {what}", what=what), bars(rows, colour=colour("mark", "bubble")))


def _show_places(ask: Ask, comparison: Comparison) -> None:
    """The places with more and with less, the surest first."""
    differ = (Difference.MORE, Difference.LESS)
    parts = [_places(ask, comparison, each) for each in differ if comparison.n_of(each)]
    if parts:
        note = (
            _(
                "{what} before and after; times: how a place's share changed, with 95 % interval.",
                what=series_label(comparison.after.series),
            )
            if ask.scope.least_count <= 1
            else ""
        )
        show_panel(_("Places that differ"), join(parts), note)


def _places(ask: Ask, comparison: Comparison, difference: Difference) -> Markup:
    own = comparison.table[comparison.table["difference"] == difference.value]
    by = {"p": True, "n_after": False}
    shown = in_turn(own, ask.scope, by=by, counts=["n_after", "n_before"]).head(LISTED)
    names = place_names(ask.office, ask.unit, shown.index)
    rows = [
        fill(
            '<div class="pp-changed"><span>{nama} <small>{within}</small></span><b>{n}</b>'
            "<small>{ratio}</small></div>",
            nama=nama,
            within=within,
            n=difference_amount(row, ask.scope),
            ratio=_ratio(row, ask.scope),
        )
        for (nama, within), (_unit, row) in zip(names, shown.iterrows(), strict=True)
    ]
    more = len(own) - len(shown)
    return fill(
        '<p class="pp-pattern">{sign} <b>{label}</b> {n}</p>{rows}{more}',
        sign=class_mark(class_style("difference", difference.value)),
        label=difference_label(difference),
        n=number(len(own)),
        rows=join(rows),
        more=fill('<p class="pp-drop">+ {n}</p>', n=number(more)) if more else Markup(""),
    )


def _ratio(row: pd.Series, scope: Scope) -> str:
    if scope.least_count > 1:
        return ""
    return ratio_label(row["ratio"], row["low"], row["high"])
