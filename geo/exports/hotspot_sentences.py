"""What is said of concentrations of reports: the answer in one sentence, and how it was found."""

from __future__ import annotations

from typing import Any

from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspots import Hotspots
from geo.analysis.stability import Aspect, Run, Stability
from geo.exports.not_enough import counts_finds, not_enough_text, nothing_text, unit_noun
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.words import HotspotClass, Level


def hotspot_headline(
    answer: Concentrations, stability: Stability | None = None, *, scope: Scope
) -> str:
    """
    How many areas or cells show a concentration beyond chance, and how many of them are stable.

    Parameters
    ----------
    answer : Concentrations
        The test.
    stability : Stability, optional
        Its repeats; without them nothing is said of stability.
    scope : Scope
        Who looks; a meeting is told no number of reports.
    """
    hotspots = answer.hotspots
    if not answer.totals.total:
        return nothing_text(hotspots)
    if not hotspots.enough.is_enough:
        return not_enough_text(hotspots, scope=scope)
    n = hotspots.n_significant
    told = {"of": number(hotspots.world.n), "units": unit_noun(hotspots.world.unit)}
    if not n:
        return _("None of {of} {units} shows a concentration beyond chance.", **told)
    found = _n(
        "{n} of {of} {units} shows a concentration beyond chance",
        "{n} of {of} {units} show a concentration beyond chance",
        n,
        **told,
    )
    held = "" if stability is None else _held(n, stability.n_stable)
    return _("{found}; {held}.", found=found, held=held) if held else f"{found}."


def _held(n: int, n_stable: int) -> str:
    """How many of the significant places are stable."""
    if n == 1:
        return _("it is stable") if n_stable else _("it is not stable")
    if not n_stable:
        return _("none of them is stable")
    return _n("{n} of them is stable", "{n} of them are stable", n_stable)


def stability_text(n_significant: int, n_runs: int, n_unable: int = 0) -> str:
    """In how many repeats a place stays significant, and how many could not judge it."""
    said = _n(
        "Significant in {k} of {n} repeat.",
        "Significant in {k} of {n} repeats.",
        n_runs,
        k=number(n_significant),
    )
    if n_unable <= 0:
        return said
    unable = _n("{n} repeat cannot judge it.", "{n} repeats cannot judge it.", n_unable)
    return f"{said} {unable}"


def run_label(run: Run) -> str:
    """What a repeat has otherwise than the map."""
    settings = run.repeat.settings
    wanted = settings.filter
    if run.repeat.aspect is Aspect.GRID:
        return _("Cells on grid {n}, shifted by a third of a cell", n=number(run.repeat.grid))
    if run.repeat.aspect is Aspect.WINDOW:
        return _("{since} to {until}", since=date(wanted.since), until=date(wanted.until))
    if run.repeat.aspect is Aspect.CORRECTION:
        return _("Correction by {name}", name=correction_name(settings.correction))
    if run.repeat.aspect is Aspect.NONE:
        return _("The map itself")
    if isinstance(settings.unit, int):
        return _("Cells of resolution {r}", r=number(settings.unit))
    return _("By desa") if settings.unit is Level.DESA else _("By kecamatan")


def correction_name(correction: str) -> str:
    """Who a correction for many tests is by."""
    return {"bh": "Benjamini-Hochberg (1995)", "by": "Benjamini-Yekutieli (2001)"}[correction]


def method_notes(hotspots: Hotspots) -> list[str]:
    """How the answer was computed, in plain sentences."""
    settings, rules = hotspots.settings, hotspots.rules
    statistic = (
        _(
            "Getis-Ord Gi*: each of the {units} with those that touch it; those without findings "
            "count as 0, the sea and land outside the work area do not count."
        )
        if counts_finds(hotspots)
        else _(
            "Getis-Ord Gi*: each of the {units} with those that touch it; those without reports "
            "count as 0, the sea and land outside the work area do not count."
        )
    )
    notes = [
        statistic.format(units=unit_noun(hotspots.world.unit)),
        _("A cell less than half of which is land counts with the cell beside it.")
        if len(hotspots.world.slivers)
        else "",
        _p_note(hotspots),
        _(
            "Corrected for {n} tests by {name}: of the places called significant about {percent} "
            "in 100 at most may be so by chance.",
            n=number(hotspots.n_tested),
            name=correction_name(settings.correction),
            percent=number(rules.fdr_percent),
        )
        if hotspots.method
        else "",
    ]
    return [note for note in notes if note]


def _p_note(hotspots: Hotspots) -> str:
    """What p is the chance of, and how it was found; empty if nothing was tested."""
    settings = hotspots.settings
    drawn = {"n": number(settings.n_permutations), "seed": str(settings.seed)}
    return {
        "": "",
        "exact": _(
            "p: one-sided, that its neighbours would hold as many if all other places were dealt "
            "anew and its own number stayed; exact law of the conditional permutation."
        ),
        "whole": _(
            "p: one-sided, that it and its neighbours would hold as many if all places were dealt "
            "anew, the place itself too; exact law."
        ),
        "permutations": _(
            "p: one-sided, that its neighbours would hold as many if all other places were dealt "
            "anew and its own number stayed; {n} permutations, seed {seed}.",
            **drawn,
        ),
        "whole permutations": _(
            "p: one-sided, that it and its neighbours would hold as many if all places were dealt "
            "anew, the place itself too; {n} permutations, seed {seed}.",
            **drawn,
        ),
    }[hotspots.method]


def left_out_notes(answer: Concentrations, *, scope: Scope) -> list[str]:
    """
    What the answer leaves out: places by themselves, and reports and places not in the test.

    A meeting is told no number of reports.
    """
    hotspots, world = answer.hotspots, answer.hotspots.world
    notes = []
    if scope.least_count <= 1:
        left_out = _finds_left_out if counts_finds(hotspots) else _reports_left_out
        notes = [*_alone(hotspots), *_not_judged(answer), *left_out(answer)]
    if world.n_without_polygon:
        notes.append(
            _(
                "{n} {units} of the register have no known boundary and are not tested.",
                n=number(world.n_without_polygon),
                units=unit_noun(world.unit),
            )
        )
    return notes


def holds_more(n_reports: Any, low: Any, hotspots: Hotspots) -> Any:
    """
    Whether places hold by themselves more than the mean of all, beyond chance.

    Parameters
    ----------
    n_reports, low : number or Series
        Reports of a place or of many, and the lower ends of their 95 % intervals.
    hotspots : Hotspots
        The test.

    Returns
    -------
    bool or Series of bool
        True from `Rules.enough_reports` on, where the interval lies above the mean.
    """
    mean = hotspots.enough.n_reports / max(hotspots.world.n, 1)
    return (n_reports >= hotspots.rules.enough_reports) & (low > mean)


def _alone(hotspots: Hotspots) -> list[str]:
    """How many of the places judged stand out by themselves alone, if only neighbours are."""
    if hotspots.settings.method == "whole":
        return []
    klass = hotspots.table["klass"]
    table = hotspots.table[
        klass.isin([HotspotClass.INDICATION.value, HotspotClass.NOT_SIGNIFICANT.value])
    ]
    n = int(holds_more(table["n_reports"], table["low"], hotspots).sum())
    if not n:
        return []
    of, lens = number(hotspots.world.n), _("Numbers")
    return [
        _n(
            "{n} of {of} {units} holds more than others by itself, without its neighbours: see "
            "“{lens}”.",
            "{n} of {of} {units} hold more than others by themselves, without their neighbours: "
            "see “{lens}”.",
            n,
            of=of,
            units=unit_noun(hotspots.world.unit),
            lens=lens,
        )
    ]


def _not_judged(answer: Concentrations) -> list[str]:
    n = answer.hotspots.n(HotspotClass.NOT_ENOUGH)
    if not n or not answer.hotspots.enough.is_enough:  # then the answer itself says so
        return []
    units = unit_noun(answer.hotspots.world.unit)
    return [_("Not enough data for {n} {units}.", n=number(n), units=units)]


def _reports_left_out(answer: Concentrations) -> list[str]:
    coarser, off = answer.totals.coarser, answer.totals.off_grid
    known = _n(
        "{n} report is known only to a wider area and is not in the test.",
        "{n} reports are known only to a wider area and are not in the test.",
        coarser,
    )
    if isinstance(answer.hotspots.world.unit, int):
        beside = _n(
            "{n} report lies in the water, in a cell without land, and is not in the test.",
            "{n} reports lie in the water, in cells without land, and are not in the test.",
            off,
        )
    else:
        beside = _n(
            "{n} report is of an area without a known boundary and is not in the test.",
            "{n} reports are of areas without a known boundary and are not in the test.",
            off,
        )
    return [text for n, text in ((coarser, known), (off, beside)) if n]


def _finds_left_out(answer: Concentrations) -> list[str]:
    coarser, off = answer.totals.coarser, answer.totals.off_grid
    known = _n(
        "{n} finding of officers is known only to a wider area and is not in the test.",
        "{n} findings of officers are known only to a wider area and are not in the test.",
        coarser,
    )
    if isinstance(answer.hotspots.world.unit, int):
        beside = _n(
            "{n} finding of officers lies in the water, in a cell without land, and is not in the "
            "test.",
            "{n} findings of officers lie in the water, in cells without land, and are not in the "
            "test.",
            off,
        )
    else:
        beside = _n(
            "{n} finding of officers is of an area without a known boundary and is not in the "
            "test.",
            "{n} findings of officers are of areas without a known boundary and are not in the "
            "test.",
            off,
        )
    return [text for n, text in ((coarser, known), (off, beside)) if n]
