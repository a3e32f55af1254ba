"""The map of rates: fill for reports by a stated base, bubbles for their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.analysis.amounts import EN_DASH, breaks_of, count_classes, enough_for, shown_count
from geo.analysis.bases import PER, RECORDED, Base
from geo.analysis.rates import BREAKS, RateClass, Rates, tells_rates
from geo.analysis.reports import ReportCounts, Series
from geo.labels import level_label, measure_label, sample_stamp
from geo.maps.ground import Ground
from geo.maps.overview import bubble_classes
from geo.maps.reports import reports_stamp, series_label, shown_amounts
from geo.maps.view import AreaView, MapClass
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.store.sources import Source
from geo.text import _, _n, date, number
from geo.theme import class_style
from geo.words import Level, Measure

_WHOLE_FROM = 100
_FINE_BELOW = 1


def draw_rates(
    rates: Rates, ground: Ground, *, smoothed: bool, document: str, rules: Rules, scope: Scope
) -> AreaView:
    """
    Areas filled by their rate, with a bubble for their number of reports.

    Parameters
    ----------
    rates : Rates
        Of the areas drawn.
    ground : Ground
        What it is drawn on.
    smoothed : bool
        Whether the fill is of the smoothed rate; else of the raw one.
    document : str
        What the base is from, as `document_label` says it.
    rules : Rules
        Below ``enough_reports`` a bubble is hollow.
    scope : Scope
        Who looks; a meeting is told classes, and no rate in numbers.
    """
    classes = list(RateClass)
    words = rates.classes(scope, smoothed=smoothed).reindex(
        ground.drawn, fill_value=RateClass.NONE.value
    )
    values = [classes.index(RateClass(word)) for word in words]
    n_areas = np.bincount(values, minlength=len(classes))
    plain = draw_counts(rates.counts, ground, rules=rules, scope=scope)
    return replace(
        plain,
        title=rates_title(rates),
        stamp=" · ".join(
            [
                base_stamp(rates.base, document, smoothed=smoothed),
                *_undrawn(rates, ground.drawn),
                plain.stamp,
            ]
        ),
        classes=[
            MapClass(class_label(each), number(n), class_style("rate", each.value))
            for each, n in zip(classes, n_areas, strict=True)
        ],
        values=values,
        amounts=_amounts(rates, plain, ground.drawn, scope, smoothed=smoothed),
        amount_title=series_label(rates.counts.filter.series),
        sample=sample_stamp(rates.is_sample),
    )


def _undrawn(rates: Rates, drawn: pd.Index) -> list[str]:
    """How many areas the legend does not count, since nothing of them can be drawn."""
    n = len(rates.table.index.difference(drawn))
    text = _n("{n} area without a polygon, not drawn", "{n} areas without a polygon, not drawn", n)
    return [text] if n else []


def draw_counts(counts: ReportCounts, ground: Ground, *, rules: Rules, scope: Scope) -> AreaView:
    """Bubbles alone, where nothing fits to measure reports against; see `draw_rates`."""
    breaks = breaks_of(counts.unit, enough=enough_for(rules, scope))
    numbers = counts.counts.reindex(ground.drawn, fill_value=0).to_numpy()
    sizes = count_classes(numbers, breaks)
    level = Level(str(counts.unit))
    return AreaView(
        title=_(
            "{series} without a base, {level}",
            series=series_label(counts.filter.series),
            level=level_label(level),
        ),
        stamp=_stamp(counts, scope, drawn=ground.drawn),
        classes=[
            MapClass(
                class_label(RateClass.NONE),
                number(len(ground.drawn)),
                class_style("rate", RateClass.NONE.value),
            )
        ],
        values=[0] * len(ground.drawn),
        amounts=shown_amounts(numbers, scope),
        amount_title=series_label(counts.filter.series),
        bubbles=sizes.tolist(),
        bubble_classes=bubble_classes(sizes, breaks),
        bubble_title=series_label(counts.filter.series),
        sample=sample_stamp(counts.is_sample),
        **ground.parts,
    )


def _stamp(counts: ReportCounts, scope: Scope, *, drawn: pd.Index) -> str:
    """Period and sums; in a meeting, where classes narrow the ranges, the period alone."""
    if tells_rates(scope):
        return reports_stamp(counts, scope, drawn=drawn)
    wanted = counts.filter
    return _("{since} to {until}", since=date(wanted.since), until=date(wanted.until))


def _amounts(
    rates: Rates, plain: AreaView, drawn: pd.Index, scope: Scope, *, smoothed: bool
) -> Mapping[int, str]:
    """Number of reports and the rate with its interval; in a meeting the number alone."""
    if not tells_rates(scope):
        return plain.amounts
    rows = enumerate(rates.table.reindex(drawn).to_dict("records"))
    said = {i: said_rate(row, smoothed=smoothed) for i, row in rows if pd.notna(row["rate"])}
    numbers = {
        **plain.amounts,
        **{i: shown_count(0, scope) for i in said if i not in plain.amounts},
    }
    return {i: f"{n} · {said[i]}" if i in said else n for i, n in numbers.items()}


def said_rate(row: Mapping[str, float], *, smoothed: bool) -> str:
    """A rate with its interval: 8.3 (4.3-14.5)."""
    name = "smoothed" if smoothed else "rate"
    rate, low, high = (rate_number(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{rate} ({low}{EN_DASH}{high})"


def rate_number(rate: float) -> str:
    """A rate with so many decimals as can be read."""
    return number(rate, 0 if rate >= _WHOLE_FROM else 2 if 0 < rate < _FINE_BELOW else 1)


def rates_title(rates: Rates) -> str:
    """What the fill shows, by which areas."""
    base, series = rates.base, series_label(rates.counts.filter.series)
    level = level_label(base.level)
    return _("{series} {per}, {level}", series=series, per=per_label(base), level=level)


def counted_word(counts: ReportCounts) -> str:
    """What is counted, within a sentence."""
    found = counts.filter.series is Series.FOUND
    return _("findings of officers") if found else _("reports")


def per_label(base: Base) -> str:
    """What a rate is said for: per 100 registered lodgings a year."""
    text = {
        Measure.LODGINGS: _("per {n} registered lodgings a year"),
        Measure.PERMITS: _("per {n} holders of stay permits a year"),
        Measure.POPULATION: _("per {n} residents a year"),
        Measure.VISITS: _("per {n} visits"),
        Measure.PATROL_DAYS: _("per {n} days of patrol"),
    }[base.measure]
    return text.format(n=number(PER[base.measure]))


def base_label(base: Base, document: str) -> str:
    """A base as a reader chooses it: what is counted, by which areas, by whom, when."""
    return _(
        "{measure}, {level} ({document}, {days})",
        measure=measure_label(base.measure),
        level=level_label(base.level),
        document=document,
        days=days_label(base),
    )


def days_label(base: Base) -> str:
    """Days of which a base is; a whole year by its number."""
    since, until = base.since.date(), base.until.date()
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        first, last = str(since.year), str(until.year)
        return first if first == last else _("{since} to {until}", since=first, until=last)
    return _("{since} to {until}", since=date(since), until=date(until))


def document_label(base: Base, sources: Mapping[str, Source]) -> str:
    """The document of a base by its title."""
    if base.source == RECORDED:
        return _("recorded in this program")
    return sources[base.source].title if base.source in sources else base.source


def base_stamp(base: Base, document: str, *, smoothed: bool) -> str:
    """Base, document and days beneath the map, and which rate the fill is of."""
    kind = _("Fill: smoothed rate") if smoothed else _("Fill: raw rate")
    return _("{fill}; base: {base}", fill=kind, base=base_label(base, document))


def class_label(klass: RateClass) -> str:
    """A class of the legend; the breaks are in times the office's own rate."""
    half, once, twice = (number(each, 0 if each == round(each) else 1) for each in BREAKS)
    between = _("{low} to {high} times the office")
    return {
        RateClass.NONE: _("No base known"),
        RateClass.FEW: _("Not enough data"),
        RateClass.LOW: _("Under {high} times the office", high=half),
        RateClass.MEDIUM: between.format(low=half, high=once),
        RateClass.HIGH: between.format(low=once, high=twice),
        RateClass.HIGHEST: _("{low} times the office or more", low=twice),
    }[klass]
