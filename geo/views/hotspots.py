"""What the lens of concentrations says around its map: the sentence and the places with reasons."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.amounts import in_turn, shown_count
from geo.analysis.concentrations import Concentrations
from geo.analysis.reports import Series
from geo.analysis.stability import Stability
from geo.exports.hotspot_sentences import left_out_notes, stability_text
from geo.exports.not_enough import counts_finds
from geo.exports.place_reasons import place_reason
from geo.exports.rates import area_name
from geo.exports.sentences import said_filter
from geo.maps.hotspots import STABLE, map_class_label
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.theme import class_style
from geo.views.figures import class_mark, facts, show_panel
from geo.views.frame import show_answer
from geo.views.html import fill, join, show
from geo.views.links import link_to_area
from geo.words import HotspotClass, Level

LISTED = 12
"""How many indications are named."""

FIRST = 6
"""How many places stand beside the map; the others are in the list of the map and in files."""


def show_hotspot_headline(
    headline: str, answer: Concentrations, *, office: Office, scope: Scope
) -> None:
    """The answer in one sentence, and what it rests on."""
    wanted = answer.hotspots.settings.filter
    parts = [
        _("{since} to {until}.", since=date(wanted.since), until=date(wanted.until)),
        said_filter(wanted),
        *left_out_notes(answer, scope=scope),
        _apart(answer, scope),
    ]
    show_answer(office.name, headline, *parts)


def _apart(answer: Concentrations, scope: Scope) -> str:
    """The other series, which is never added."""
    n = shown_count(answer.totals.n_other, scope)
    if answer.hotspots.settings.filter.series is Series.REPORTED:
        return _("Found by officers, counted apart: {n}.", n=n)
    return _("Reports, counted apart: {n}.", n=n)


def show_places(
    answer: Concentrations,
    stability: Stability,
    names: pd.Series,
    *,
    selected: str | None,
    scope: Scope,
) -> None:
    """
    The place chosen and those that stand out, each with its reason.

    Where there is not enough data for a test the places with reports are listed by name: a list,
    no ranking.
    """
    hotspots = answer.hotspots
    if selected in hotspots.table.index:
        _show_place(str(selected), answer, stability, names, scope)
    if not hotspots.enough.is_enough:
        _show_list(answer, names, scope)
        return
    table = hotspots.table.join(stability.table)
    found = table[table["klass"] == HotspotClass.SIGNIFICANT.value]
    by = {"loose": True, "p": True, "z": False}
    found = found.assign(loose=~found["stable"])
    found = in_turn(found, scope, by=by, counts=["n_reports"], within="loose")
    if found.empty:
        _show_indications(answer, names, scope)
        return
    show_panel(_("Places beyond chance"), Markup(""), _more(len(found), scope))
    for unit in found.index[:FIRST]:
        _show_place(str(unit), answer, stability, names, scope)


def _more(n: int, scope: Scope) -> str:
    if scope.least_count > 1:  # in a hall there is neither list nor file
        return _("The stable ones first.")
    if n <= FIRST:
        return _("The stable ones first, then the least probable.")
    return _(
        "The first {first} of {n}: the stable ones, then the least probable. All are in the list "
        "of the map and in the files to take along.",
        first=number(FIRST),
        n=number(n),
    )


def _show_place(
    unit: str, answer: Concentrations, stability: Stability, names: pd.Series, scope: Scope
) -> None:
    row, held = answer.hotspots.table.loc[unit], stability.table.loc[unit]
    word = STABLE if held["stable"] else str(answer.hotspots.classes(scope)[unit])
    show(
        fill(
            '<div class="pp-place">{tag}<p><b>{name}</b>: {n}. {reason} {held}</p></div>',
            tag=class_tag(word, answer, scope),
            name=unit_name(unit, names),
            n=_said_number(row, answer, scope),
            reason=place_reason(row.to_dict(), answer.hotspots, scope=scope),
            held=stability_text(
                int(held["n_significant"]),
                int(held["n_runs"]),
                len(stability.runs) - int(held["n_runs"]),
            )
            if row["klass"] == HotspotClass.SIGNIFICANT.value
            else "",
        )
    )
    if isinstance(answer.hotspots.settings.unit, Level):
        link_to_area(unit, _("To its profile"))


def _said_number(row: pd.Series, answer: Concentrations, scope: Scope) -> str:
    n, finds = int(row["n_reports"]), counts_finds(answer.hotspots)
    if scope.least_count > 1:
        text = _("{n} findings of officers") if finds else _("{n} reports")
        return text.format(n=shown_count(n, scope))
    ends = {"low": number(row["low"], 1), "high": number(row["high"], 1)}
    if finds:
        return _n(
            "{n} finding of officers (95 % interval {low} to {high})",
            "{n} findings of officers (95 % interval {low} to {high})",
            n,
            **ends,
        )
    return _n(
        "{n} report (95 % interval {low} to {high})",
        "{n} reports (95 % interval {low} to {high})",
        n,
        **ends,
    )


def unit_name(unit: str, names: pd.Series) -> str:
    """A desa with its kecamatan, a kecamatan, or a cell by the area at its centre."""
    if "." in unit:
        return area_name(unit, names)
    return _("cell at {name}", name=names.get(unit, unit))


def class_tag(word: str, answer: Concentrations, scope: Scope) -> Markup:
    """A class of the map as a coloured mark and its word."""
    series = answer.hotspots.settings.filter.series
    return class_mark(class_style("hotspot", word), map_class_label(word, scope, series=series))


def _show_list(answer: Concentrations, names: pd.Series, scope: Scope) -> None:
    """Places with reports by their names, so that their order says nothing."""
    counts = answer.hotspots.table["n_reports"]
    rows = sorted(
        (unit_name(str(unit), names), shown_count(int(n), scope))
        for unit, n in counts[counts > 0].items()
    )
    finds = counts_finds(answer.hotspots)
    show_panel(
        _("Findings of officers by place, in the order of names")
        if finds
        else _("Reports by place, in the order of names"),
        fill('<div class="pp-tall">{rows}</div>', rows=facts(list(rows))),
        _("A list and no ranking: with so few findings the order would be chance.")
        if finds
        else _("A list and no ranking: with so few reports the order would be chance."),
    )


def _show_indications(answer: Concentrations, names: pd.Series, scope: Scope) -> None:
    table = answer.hotspots.table
    found = table[table["klass"] == HotspotClass.INDICATION.value]
    said = sorted(unit_name(str(unit), names) for unit in found.index)
    named = [fill("<li>{name}</li>", name=name) for name in said]
    n = len(named)
    by_name = _("In the order of names.") + " " if n > 1 else ""
    show_panel(
        _n("{n} indication", "{n} indications", n)
        if n
        else map_class_label(
            HotspotClass.NOT_SIGNIFICANT, scope, series=answer.hotspots.settings.filter.series
        ),
        fill('<ul class="pp-list">{rows}</ul>', rows=join(named[:LISTED])),
        by_name
        + _(
            "Improbable by themselves; but among so many places some are that by chance. "
            "A reason to look, no proof."
        )
        if n
        else _(
            "Nowhere do neighbours hold more than chance explains. That is not the same as calm."
        ),
    )
    if scope.least_count <= 1 and n > LISTED:
        st.caption(_("All of them are in the list of the map."))
