"""Pictures of a coast: reports and land by distance from the shore, and bars along the shore."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import ceil

import pandas as pd
from markupsafe import Markup

from geo.analysis.amounts import EN_DASH, drawn_count, shown_count
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.coast_trend import Course
from geo.exports.coast_sentences import course_label, distance_label
from geo.exports.coast_strip import part_rows
from geo.labels import hotspot_label
from geo.maps.hotspots import said_interval
from geo.maps.reports import series_label
from geo.store.scope import Scope
from geo.text import _, number, percent
from geo.theme import class_style, colour, css_fill
from geo.views.figures import class_mark, facts, fill_mark
from geo.views.html import fill, join
from geo.words import HotspotClass

REPORTS, LAND = ("mark", "bubble"), ("base", "neighbour")
"""Colours of the two bars of a class of distance."""

LETTER = 0.36
"""Width of a letter of a place's name, in bars of the shore."""


def distance_bars(found: CoastStrip, scope: Scope) -> Markup:
    """
    Two bars a class of distance: its share of the reports, and its share of the land.

    Where no share may be told of the reports, or there are too few, their number stands alone.
    """
    rows, shares = found.classes, shows_shares(found, scope)
    whole = float(rows[["share", "land_share"] if shares else ["land_share"]].max().max())
    parts = [
        _pair(distance_label(int(first)), row, whole, "" if shares else shown_count(int(n), scope))
        for (first, row), n in zip(rows.iterrows(), rows["n_reports"], strict=True)
    ]
    legend = [fill_mark(colour(*LAND), _("Land"))]
    if shares:
        legend.insert(0, fill_mark(colour(*REPORTS), series_label(found.filter.series)))
    return fill(
        '<p class="pp-under pp-legend">{legend}</p><div class="pp-bars">{parts}</div>',
        legend=join(legend),
        parts=join(parts),
    )


def shows_shares(found: CoastStrip, scope: Scope) -> bool:
    """Whether shares of the reports are told to this reader."""
    return found.is_enough and scope.least_count <= 1


def _pair(label: str, row: pd.Series, whole: float, count: str) -> Markup:
    """The bars of one class; with a count in place of the bar of reports, if it is given."""
    return fill(
        "<span>{label}</span>{own}{said}<span></span>{land}<b><small>{n_land}</small></b>",
        label=label,
        own=Markup("") if count else _bar(row["share"] / whole, REPORTS),
        said=fill('<span style="grid-column:2/-1"><b>{n}</b></span>', n=count)
        if count
        else fill("<b>{said}</b>", said=_share_text(row)),
        land=_bar(row["land_share"] / whole, LAND),
        n_land=percent(row["land_share"], 0 if row["land_share"] >= 0.1 else 1),
    )


def _share_text(row: pd.Series) -> Markup:
    low, high = (number(100 * row[name]) for name in ("low", "high"))
    return fill(
        "{share} <small>({low}{dash}{high})</small>",
        share=percent(row["share"], 0),
        low=low,
        high=high,
        dash=EN_DASH,
    )


def _bar(share: float, of: tuple[str, str]) -> Markup:
    return fill(
        '<span class="pp-bar" aria-hidden="true">'
        '<span style="width:{width:.1f}%;background:{colour}"></span></span>',
        width=100 * min(1.0, max(0.0, share)),
        colour=colour(*of),
    )


def ratio_sentence(found: CoastStrip, scope: Scope) -> str:
    """How far reports and land of the first class differ; empty where it cannot be said."""
    row = found.classes.iloc[0]
    if not shows_shares(found, scope) or pd.isna(row["ratio"]):
        return ""
    return _(
        "{distance} from the shore: {ratio} times as many as its share of the land would give "
        "(95 % interval {low} to {high}). In brackets beside the bars: 95 % interval of the share, "
        "in percent.",
        distance=distance_label(0),
        ratio=number(row["ratio"], 1),
        low=number(row["ratio_low"], 1),
        high=number(row["ratio_high"], 1),
    )


def shore_bars(found: CoastStrip, names: pd.Series, scope: Scope) -> Markup:
    """
    A bar a stretch in order along the shore, kabupaten beside kabupaten, named below.

    Parameters
    ----------
    found : CoastStrip
        The reports along the coast.
    names : Series
        Names of the kabupaten, by kode.
    scope : Scope
        Who looks; a meeting sees ranges as they begin, and no line of an even spread.
    """
    rows = found.stretches
    most = max(1, drawn_count(int(rows["n_reports"].max()), scope))
    blocks = [
        _block(own, str(names.get(kode, kode)), most, scope, even=shows_even_line(found, scope))
        for kode, own in _in_turn(rows, "kabupaten")
    ]
    legend = [
        class_mark(class_style("hotspot", klass.value), hotspot_label(klass))
        for klass in HotspotClass
    ]
    return fill(
        '<div class="pp-scroll"><div style="display:flex;gap:14px;min-width:{width}px">{blocks}'
        '</div></div><p class="pp-under pp-legend" style="margin-top:8px">{legend}</p>',
        width=14 * len(rows),
        blocks=join(blocks),
        legend=join(legend),
    )


def shows_even_line(found: CoastStrip, scope: Scope) -> bool:
    """Whether the bars are held against an even spread before this reader."""
    return found.is_tested and scope.least_count <= 1


def _block(rows: pd.DataFrame, kabupaten: str, most: int, scope: Scope, *, even: bool) -> Markup:
    grid = f"display:grid;grid-template-columns:repeat({len(rows)},minmax(0,1fr));gap:2px"
    return fill(
        '<div style="flex:{n} {n} 0;min-width:0"><div style="{grid};align-items:end;height:110px;'
        'position:relative;border-bottom:1px solid var(--ink-line)">{even}{columns}</div>'
        '<div style="{grid};font-size:0.7rem;color:var(--ink-soft)">{places}</div>'
        '<b style="font-size:0.8rem">{kabupaten}</b></div>',
        n=len(rows),
        grid=grid,
        even=_even_line(rows, most) if even else Markup(""),
        columns=join([_column(row, most, scope) for _kode, row in rows.iterrows()]),
        places=join([_place(*each) for each in _labels(rows)]),
        kabupaten=kabupaten,
    )


def _even_line(rows: pd.DataFrame, most: int) -> Markup:
    """What an even spread would give a stretch of usual length."""
    return fill(
        '<div title="{said}" style="position:absolute;left:0;right:0;bottom:{height:.1f}%;'
        'border-top:1px dashed var(--ink-soft)"></div>',
        said=_("an even spread: {n} a stretch", n=number(float(rows["expected"].median()), 1)),
        height=min(100.0, 100 * float(rows["expected"].median()) / most),
    )


def _column(row: pd.Series, most: int, scope: Scope) -> Markup:
    style = class_style("hotspot", row["klass"])
    return fill(
        '<i role="img" title="{said}" aria-label="{said}" style="display:block;min-height:1px;'
        'height:{height:.1f}%;background:{fill};border:1px solid {ink};box-sizing:border-box"></i>',
        said=stretch_text(row, scope),
        height=100 * drawn_count(int(row["n_reports"]), scope) / most,
        fill=css_fill(style),
        ink=style.ink,
    )


def stretch_text(row: pd.Series, scope: Scope) -> str:
    """A stretch in one line: its number, its class, its trend."""
    return _(
        "{name}: {n}, {klass}; trend: {trend}",
        name=row["nama"],
        n=said_interval(row, scope),
        klass=hotspot_label(HotspotClass(row["klass"])),
        trend=course_label(Course(row["trend"])),
    )


def _labels(rows: pd.DataFrame) -> list[tuple[str, int, int]]:
    """
    Places named below the bars, each with its first column and how many it takes.

    Those with a significant stretch are named first, then the longest; a name without room beside
    these is left out, none is cut.
    """
    runs, start = [], 0
    for place, own in _in_turn(rows, "place"):
        is_high = bool((own["klass"] == HotspotClass.SIGNIFICANT.value).any())
        runs.append((not is_high, -len(own), start, place))
        start += len(own)
    taken: list[tuple[str, int, int]] = []
    for _high, length, first, place in sorted(runs):
        wide = min(len(rows), ceil(LETTER * len(place)))
        starts = [min(at, len(rows) - wide) for at in range(first, first - length)]
        free = (at for at in starts if all(at + wide <= b or b + n <= at for _p, b, n in taken))
        if (at := next(free, None)) is not None:
            taken.append((place, at, wide))
    return sorted(taken, key=lambda each: each[1])


def _place(place: str, first: int, n: int) -> Markup:
    return fill(
        '<span style="grid-row:1;grid-column:{first}/span {n};white-space:nowrap">{place}</span>',
        place=place,
        first=first + 1,
        n=n,
    )


def _in_turn(rows: pd.DataFrame, column: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Neighbouring rows that say the same, one group after the other."""
    start = 0
    for word, group in groupby(rows[column]):
        count = len(list(group))
        yield word, rows.iloc[start : start + count]
        start += count


def stretch_facts(found: CoastStrip, kode: str, scope: Scope) -> Markup:
    """All that is said of one stretch."""
    row = found.stretches.loc[kode]
    pairs: list[tuple[object, object]] = [
        (series_label(found.filter.series), said_interval(row, scope)),
        (_("Length"), _("{km} km", km=number(row["km"], 1))),
    ]
    if scope.least_count <= 1 and found.is_tested:
        pairs.append((_("Share of the strip"), percent(row["share"], 1)))
        pairs.append((_("Expected at an even spread"), number(row["expected"], 1)))
    pairs += [
        (_("Class"), hotspot_label(HotspotClass(row["klass"]))),
        (_("Trend"), course_label(Course(row["trend"]))),
    ]
    return facts(pairs)


def part_facts(found: CoastStrip, scope: Scope) -> Markup:
    """Where all that is counted went."""
    return facts([(label, shown_count(n, scope)) for label, n in part_rows(found, scope)])
