"""How the classes of change are decided, in words: for the page and for what is taken along."""

from __future__ import annotations

from geo.analysis.change import DRAWS, Changes
from geo.analysis.hotspot_settings import SEED
from geo.analysis.patterns import HOT_SHARE, LEAST_PERIODS, TREND_LEVEL
from geo.analysis.windows import Comparison, WholeChange
from geo.maps.change import period_label, span_label
from geo.maps.series_words import series_note
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, Scope
from geo.text import _, _n, number, percent
from geo.words import Pattern


def pattern_rules(changes: Changes, rules: Rules) -> list[str]:
    """How patterns are decided, a sentence or two each."""
    told = _(
        "Told over whole months, {span}: the last one is the last that is over on the chosen day.",
        span=span_label(changes.filter),
    )
    return [
        *series_note(changes.filter.series),
        told,
        period_rule(changes, rules),
        _concentration_rule(changes, rules),
        _(
            "The trend is that of Gi* over the periods tested (Mann-Kendall, two-sided, {level}).",
            level=percent(TREND_LEVEL, 0),
        ),
        _(
            "Not enough data: fewer than {n} reports around a place in all months together, or "
            "fewer than {k} neighbours.",
            n=number(rules.enough_reports),
            k=number(rules.enough_neighbours),
        ),
        _("The patterns are after Esri's emerging hot spot classes, adapted."),
    ]


def period_rule(changes: Changes, rules: Rules) -> str:
    """How months were pooled and which periods were tested, or why none was."""
    if not changes.is_enough:
        return _(
            "Months are pooled into periods of 1, 2 or 3. At none of these lengths at least {n} "
            "periods hold {least} reports in {units} places, so nothing was tested.",
            n=number(LEAST_PERIODS),
            least=number(rules.enough_total),
            units=number(rules.enough_units),
        )
    return _(
        "Counted {periods}, the length of 1, 2 or 3 months at which most periods hold enough "
        "reports, and the shortest of equals. {n} of {all} periods hold at least {least} reports "
        "in at least {units} places and were tested; “last” means the last of these.",
        periods=period_label(changes.period_months),
        n=number(int(changes.tested.sum())),
        all=number(len(changes.periods)),
        least=number(rules.enough_total),
        units=number(rules.enough_units),
    )


def _concentration_rule(changes: Changes, rules: Rules) -> str:
    """When a place is a concentration in a period, and by which method that was found."""
    level = percent(rules.fdr_percent / 100, 0)
    if not changes.n_drawn:
        return _(
            "A place is a concentration in a period if its neighbours hold more reports than "
            "chance would put there, its own number given: Gi* of Getis and Ord, exact p, adjusted "
            "over all places of that period (Benjamini-Hochberg, {level}).",
            level=level,
        )
    return _(
        "A place is a concentration in a period if its neighbours hold more reports than chance "
        "would put there, its own number given: Gi* of Getis and Ord, adjusted over all places of "
        "that period (Benjamini-Hochberg, {level}). In {n} of {all} periods tested the counts are "
        "too large for the exact law, and p is from {draws} drawn permutations, seed {seed}.",
        level=level,
        n=number(changes.n_drawn),
        all=number(int(changes.tested.sum())),
        draws=number(DRAWS),
        seed=str(SEED),
    )


def pattern_meaning(pattern: Pattern, scope: Scope = LAPTOP) -> str:
    """What a pattern means, in one line; for a meeting as `Changes.classes` folds them."""
    if scope.least_count > 1 and pattern is Pattern.NONE:
        return _("none of these, or too few reports to say anything")
    if scope.least_count > 1 and pattern is Pattern.NOT_ENOUGH:
        return _("too few neighbours to say anything")
    share = percent(HOT_SHARE, 0)
    return {
        Pattern.INTENSIFYING: _(
            "a concentration in at least {share} of the periods and in the last, getting stronger",
            share=share,
        ),
        Pattern.NEW: _("a concentration in the last period and never before"),
        Pattern.CONSECUTIVE: _(
            "a concentration in the last two or more of the periods tested, without a gap among "
            "them, never before"
        ),
        Pattern.PERSISTENT: _(
            "a concentration in at least {share} of the periods and in the last, without a trend",
            share=share,
        ),
        Pattern.SPORADIC: _(
            "a concentration in the last period and, on and off, in less than {share} of all",
            share=share,
        ),
        Pattern.DIMINISHING: _(
            "a concentration in at least {share} of the periods and in the last, getting weaker",
            share=share,
        ),
        Pattern.HISTORICAL: _(
            "a concentration in at least {share} of the periods, not in the last", share=share
        ),
        Pattern.NONE: _("none of these"),
        Pattern.NOT_ENOUGH: _("too few reports or neighbours to say anything"),
    }[pattern]


def difference_rules(comparison: Comparison, rules: Rules) -> list[str]:
    """How differences are decided, a sentence or two each."""
    return [
        *series_note(comparison.after.series),
        _length_rule(comparison.whole),
        _(
            "Tested is a place's share of all reports in places, not its number: so a change of "
            "the whole is no place's change. The whole is tested apart."
        ),
        _(
            "Of a place's reports in both windows, do more or fewer lie in the later one than of "
            "all reports in places? Fisher's exact test, two-sided, adjusted over all places "
            "tested (Benjamini-Hochberg, {level}).",
            level=percent(rules.fdr_percent / 100, 0),
        ),
        _(
            "Places with fewer than {n} reports in both windows together are not tested; nothing "
            "is below {total} reports or {units} places with reports.",
            n=number(rules.enough_reports),
            total=number(rules.enough_total),
            units=number(rules.enough_units),
        ),
        _(
            "Reports often come in bunches, and seasons differ: a difference says that reports "
            "moved, not why."
        ),
    ]


def _length_rule(whole: WholeChange) -> str:
    if whole.days_before == whole.days_after:
        return _n(
            "Both windows are {n} day long and share no report.",
            "Both windows are {n} days long and share no report.",
            whole.days_after,
        )
    return _(
        "Days of the windows: {before} before, {after} after. They share no report, and the whole "
        "is compared by its number a day.",
        before=number(whole.days_before),
        after=number(whole.days_after),
    )
