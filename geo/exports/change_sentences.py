"""Sentences about change that pages and the files taken from them share."""

from __future__ import annotations

from geo.analysis.change import Changes
from geo.analysis.windows import Comparison
from geo.analysis.withheld import said_total
from geo.labels import pattern_label
from geo.maps.change import TOLD, ratio_label
from geo.maps.series_words import series_word
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.words import Difference, Level

WHOLE_LEVEL = 0.05
"""Up to this p, two-sided, the whole is said to have changed."""


def units_label(n: int, unit: Level | int) -> str:
    """So many areas or cells: 277 desa, 583 cells."""
    if not isinstance(unit, Level):
        return _n("{n} cell", "{n} cells", n)
    words = {
        Level.KABUPATEN: _("{n} kabupaten/kota", n=number(n)),
        Level.KECAMATAN: _("{n} kecamatan", n=number(n)),
        Level.DESA: _("{n} desa", n=number(n)),
    }
    return words[unit]


def pattern_headline(changes: Changes) -> str:
    """Which patterns there are, in one sentence."""
    units = units_label(len(changes.table), changes.unit)
    span = _n("{n} month", "{n} months", changes.n_months)
    if not changes.is_enough:
        return _(
            "Not enough data to tell how concentrations changed over {span}; that is not the "
            "same as no change.",
            span=span,
        )
    named = [
        f"{pattern_label(each).lower()} {number(n)}" for each in TOLD if (n := changes.n_of(each))
    ]
    if not named:
        return _("Over {span} none of {units} shows a pattern.", span=span, units=units)
    return _n(
        "Over {span} {n} of {units} shows a pattern of concentration: {named}.",
        "Over {span} {n} of {units} show a pattern of concentration: {named}.",
        sum(changes.n_of(each) for each in TOLD),
        span=span,
        units=units,
        named=", ".join(named),
    )


def difference_headline(comparison: Comparison) -> str:
    """Where the share of what is counted changed, in one sentence."""
    if not comparison.is_enough:
        return _("Not enough data to compare the two windows by place.")
    units = units_label(comparison.n_tested, comparison.unit)
    what = series_word(comparison.after.series)
    more, less = comparison.n_of(Difference.MORE), comparison.n_of(Difference.LESS)
    if not more + less:
        return _(
            "None of {units} with enough {what} has a demonstrably different share of them.",
            units=units,
            what=what,
        )
    return _(
        "Of {units} with enough {what} {more} hold a demonstrably larger share than before, "
        "{less} a smaller one.",
        units=units,
        what=what,
        more=number(more),
        less=number(less),
    )


def said_wholes(comparison: Comparison, scope: Scope) -> tuple[str, str]:
    """How many in all before and after, as this reader may see them."""
    before, after = comparison.counts_before, comparison.counts_after
    return said_total(before, scope), said_total(after, scope)


def whole_sentence(comparison: Comparison, scope: Scope) -> str:
    """Whether all that the filter counts became more or fewer, in one sentence."""
    whole = comparison.whole
    before, after = said_wholes(comparison, scope)
    said = {"what": series_word(comparison.after.series), "before": before, "after": after}
    if min(whole.n_before, whole.n_after) < max(1, scope.least_count):
        return _("All {what}: {before} before, {after} after.", **said)
    if not whole.p <= WHOLE_LEVEL:
        return _(
            "All {what}: {before} before, {after} after; no demonstrable change of the whole.",
            **said,
        )
    if scope.least_count > 1:
        return _("All {what}: {before} before, {after} after; the whole changed too.", **said)
    ratio = ratio_label(whole.ratio, whole.low, whole.high)
    return _(
        "All {what}: {before} before, {after} after; the whole changed too: {ratio} a day.",
        ratio=ratio,
        **said,
    )
