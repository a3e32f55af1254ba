"""What the lens of rates says around its map: pictures of intervals first, then the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from geo.analysis.amounts import shown_count
from geo.analysis.bases import LEAST_COVER, Base
from geo.analysis.rates import RateClass, Rates, tells_rates
from geo.exports.rates import (
    area_name,
    base_notes,
    method_notes,
    most_first,
    rate_headings,
)
from geo.labels import measure_label
from geo.maps.rates import base_label, class_label, counted_word, per_label, rate_number, said_rate
from geo.maps.reports import series_label
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, number, percent
from geo.theme import class_style, css_fill
from geo.views.figures import fill_mark, show_panel
from geo.views.frame import show_answer
from geo.views.html import fill, join
from geo.views.rows import show_rows
from geo.words import Measure

LISTED = 14
"""How many areas the list draws."""

ROOM = 1.3
"""The scale of the list reaches so many times the largest rate, or to the end of a smoothed one."""


def show_rates_headline(
    heading: str, rates: Rates, *, office: str, document: str, scope: Scope
) -> None:
    """The answer in one sentence, and what it rests on."""
    show_answer(office, heading, _under(rates, document, scope))


def _under(rates: Rates, document: str, scope: Scope) -> str:
    parts = [_("Base: {base}.", base=base_label(rates.base, document)), *base_notes(rates.base)]
    if tells_rates(scope):
        measured = rates.table["rate"].notna()
        parts.append(
            _(
                "Whole office: {rate} ({n} {what} in {areas} areas with a base).",
                rate=rate_number(rates.overall),
                what=counted_word(rates.counts),
                n=number(int(rates.table.loc[measured, "n_reports"].sum())),
                areas=number(int(measured.sum())),
            )
        )
    return " ".join(parts)


def show_intervals(
    rates: Rates, names: pd.Series, *, smoothed: bool, rules: Rules, scope: Scope
) -> None:
    """The areas with the highest rates that can be read: raw and smoothed rate with interval."""
    klass = rates.classes(scope, smoothed=smoothed)
    read = rates.table[klass.map(lambda word: RateClass(word).is_read)]
    first = most_first(read, smoothed=smoothed, scope=scope)
    series, note = series_label(rates.counts.filter.series), _left_out(klass, rules, scope)
    title = f"{series} {per_label(rates.base)}"
    if not tells_rates(scope):
        show_panel(title, _by_class(klass[first.index], names), note)
        return
    first = first.head(LISTED)
    ends = (first["smoothed" if smoothed else "rate"] * ROOM, first["smoothed_high"])
    most = max([*ends[0], *ends[1], rates.overall])
    rows = [
        _interval_row(
            (area_name(str(kode), names), f"{series}: {number(int(row['n_reports']))}"),
            row,
            class_style("rate", klass[kode]).ink,
            (rates.overall, most),
        )
        for kode, row in first.to_dict("index").items()
    ]
    body = fill('{key}<div class="pp-spans">{rows}</div>', key=_key(), rows=join(rows))
    show_panel(title, body, note)


def _key() -> Markup:
    return fill(
        '<p class="pp-spans-key"><i class="pp-span-raw"></i>{raw} <i class="pp-span-dot"></i>'
        '{smoothed} <i class="pp-span-office"></i>{office}</p>',
        raw=_("raw"),
        smoothed=_("smoothed"),
        office=_("rate of the whole office; lines are 95 % intervals"),
    )


def _interval_row(
    texts: tuple[str, str], row: Mapping[str, float], ink: str, scale: tuple[float, float]
) -> Markup:
    """One area: a ring and a thin line for its raw rate, a dot and a thick one for the smoothed."""
    raw, smoothed = said_rate(row, smoothed=False), said_rate(row, smoothed=True)
    (nama, count), (overall, most) = texts, scale
    said = f"{nama}: {_('smoothed')} {smoothed}, {_('raw')} {raw}; {count}"
    return fill(
        "<span>{nama}<small>{count}</small></span>"
        '<span class="pp-span" role="img" title="{said}" aria-label="{said}">'
        '<i class="pp-span-office" style="left:{office:.1f}%"></i>{raw_line}{smoothed_line}</span>'
        "<span><b>{smoothed}</b><small>{raw_word} {raw}</small></span>",
        nama=nama,
        count=count,
        said=said,
        office=100 * overall / most,
        raw_line=_line(row, "rate", "pp-span-raw", most, ""),
        smoothed_line=_line(row, "smoothed", "pp-span-dot", most, ink),
        smoothed=smoothed,
        raw_word=_("raw"),
        raw=raw,
    )


def _line(row: Mapping[str, float], name: str, look: str, most: float, colour: str) -> Markup:
    low, at, high = (
        100 * min(1.0, row[column] / most) for column in (f"{name}_low", name, f"{name}_high")
    )
    return fill(
        '<i class="{look}-line" style="left:{low:.1f}%;width:{wide:.1f}%;background:{colour}"></i>'
        '<i class="{look}" style="left:{at:.1f}%"></i>',
        look=look,
        low=low,
        wide=high - low,
        at=at,
        colour=colour,
    )


def _by_class(klass: pd.Series, names: pd.Series) -> Markup:
    """The areas of each class, the highest class first; which of them is higher is not told."""
    parts = []
    for each in reversed(RateClass):
        own = klass.index[klass == each.value]
        named = ", ".join(area_name(str(kode), names) for kode in own[:LISTED])
        more = len(own) - LISTED
        style = class_style("rate", each.value)
        parts.append(
            fill(
                "<p>{mark}<br>{named}{more}</p>",
                mark=fill_mark(
                    css_fill(style),
                    f"{class_label(each)}: {number(len(own))}",
                    border=style.border,
                ),
                named=named,
                more=" " + _("and {n} more", n=number(more)) if more > 0 else "",
            )
            if len(own)
            else Markup("")
        )
    return join(parts)


def _left_out(klass: pd.Series, rules: Rules, scope: Scope) -> str:
    few, none = (int((klass == each.value).sum()) for each in (RateClass.FEW, RateClass.NONE))
    parts = [
        _n("{n} area has not enough data.", "{n} areas have not enough data.", few),
        _n("Of {n} area no base is known.", "Of {n} areas no base is known.", none),
    ]
    if not tells_rates(scope):
        parts.append(_("In a meeting fewer areas have a class, since small numbers are hidden."))
    return " ".join([*parts, *method_notes(rules, scope)])


def show_rates_table(rates: Rates, names: pd.Series, *, smoothed: bool, scope: Scope) -> None:
    """Every area with its numbers, the highest rate first; in a meeting counts and classes."""
    klass = rates.classes(scope, smoothed=smoothed)
    table = most_first(rates.table, smoothed=smoothed, scope=scope)
    numbers = rate_headings() if tells_rates(scope) else {}
    headings = [_("Areas"), series_label(rates.counts.filter.series)]
    headings += [measure_label(rates.base.measure), *numbers.values(), _("Class")]
    cells = [
        [
            area_name(str(kode), names),
            shown_count(int(row["n_reports"]), scope),
            _base_cell(row["base"], rates.base.measure, scope),
            *(_cell(row[name]) for name in numbers),
            class_label(RateClass(klass[kode])),
        ]
        for kode, row in table.to_dict("index").items()
    ]
    show_rows(_("All areas"), headings, cells, key="rates", at_once=10)


def _base_cell(value: float, measure: Measure, scope: Scope) -> str:
    """A base; holders of permits are persons, of whom a meeting is told ranges only."""
    if measure is Measure.PERMITS and pd.notna(value):
        return shown_count(round(value), scope)
    return number(value, 0 if value == round(value) else 1) if pd.notna(value) else ""


def _cell(value: float) -> str:
    return rate_number(value) if pd.notna(value) else ""


def show_unfit(bases: Sequence[Base], documents: Mapping[str, str]) -> None:
    """Bases that do not fit the period, and why."""
    if not bases:
        return
    lines = [fill("<li>{text}</li>", text=_reason(base, documents[base.key])) for base in bases]
    body = fill('<ul class="pp-list">{lines}</ul>', lines=join(lines))
    show_panel(_("Bases that do not fit this period"), body)


def _reason(base: Base, document: str) -> str:
    said = base_label(base, document)
    if not base.cover:
        return _("{base}: its days lie outside of the period.", base=said)
    if base.is_flow and base.cover < LEAST_COVER:
        return _(
            "{base}: covers {share} of the days of the period; at least {least} are needed.",
            base=said,
            share=percent(base.cover, 0),
            least=percent(LEAST_COVER, 0),
        )
    return _("{base}: no area has a number above 0.", base=said)
