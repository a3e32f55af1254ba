"""Sentences that a page and the files taken from it share."""

from __future__ import annotations

import pandas as pd

from geo.analysis.activity import Due
from geo.analysis.amounts import most_first, shown_count
from geo.analysis.formation import FormationReport, counts_by_status
from geo.analysis.reports import ReportCounts, ReportFilter, Series
from geo.analysis.withheld import said_total
from geo.labels import accuracy_label, channel_label, suspicion_label
from geo.store.columns import INVENTED
from geo.store.facts import Facts
from geo.store.scope import Scope
from geo.store.sources import Source
from geo.text import _, date, percent
from geo.words import Level, TeamStatus

SAMPLE = INVENTED
"""Key of the document that invented records name."""

NAMED = 3
"""How many areas the headline of reports names."""


def formation_headline(report: FormationReport, level: Level) -> str:
    """How far the office is, in words; without a known fact it says so in place of 0 %."""
    if level is Level.KABUPATEN:
        return kabupaten_headline(report)
    progress = report.progress
    if progress.share is None:
        return _(
            "No source says yet which of the {n} kecamatan have a TIM PORA.", n=progress.n_areas
        )
    if progress.target is None:
        return _(
            "{formed} of {n} kecamatan have a TIM PORA ({share}).",
            formed=progress.n_formed,
            n=progress.n_areas,
            share=percent(progress.share),
        )
    return _(
        "{formed} of the target of {target} kecamatan have a TIM PORA ({share}).",
        formed=progress.n_formed,
        target=progress.target,
        share=percent(progress.share),
    )


def kabupaten_headline(report: FormationReport) -> str:
    """How many kabupaten have a team of their own, in words."""
    counts = counts_by_status(report.kabupaten)
    n = len(report.kabupaten)
    if counts[TeamStatus.UNKNOWN] == n:
        return _("No source says yet which of the {n} kabupaten/kota have a TIM PORA.", n=n)
    formed = sum(count for status, count in counts.items() if status.is_formed)
    return _("{formed} of {n} kabupaten/kota have a TIM PORA of their own.", formed=formed, n=n)


def report_headline(counts: ReportCounts, names: pd.Series, *, scope: Scope) -> str:
    """
    How many reports, and where most are, in one sentence.

    Parameters
    ----------
    counts : ReportCounts
        By kecamatan.
    names : Series
        Names of the kecamatan, by kode.
    scope : Scope
        Who looks.
    """
    if not counts.sums.total:
        return _("No report in this period and selection. That is not the same as no problem.")
    if counts.sums.total < scope.least_count:
        return _("Fewer than {n} reports; how many is hidden.", n=scope.least_count)
    total = said_total(counts, scope)
    largest = most_first(counts.counts, scope).head(NAMED)
    named = [
        f"{names[kode]} ({shown_count(int(n), scope)})" for kode, n in largest.items() if n > 0
    ]
    if counts.filter.series is Series.FOUND:
        text = _("Officers found {n}; most in {areas}.", n=total, areas=", ".join(named))
    else:
        text = _("{n} reports; most in {areas}.", n=total, areas=", ".join(named))
    said = text if named else _("{n} reports, none of them in a kecamatan.", n=total)
    return said[:1].upper() + said[1:]


def said_filter(wanted: ReportFilter) -> str:
    """In words what a filter leaves in, beside its period; empty if all."""
    parts = [
        ", ".join(suspicion_label(kind) for kind in wanted.kinds),
        ", ".join(channel_label(channel) for channel in wanted.channels),
        ", ".join(accuracy_label(accuracy) for accuracy in wanted.accuracies),
    ]
    return " · ".join(part for part in parts if part)


def due_label(reason: str) -> str:
    """Why a team is due, in short."""
    return {
        Due.REVIEW_PASSED.value: _("review day of the decree has passed"),
        Due.OLD.value: _("formed long ago, no newer decree known"),
        Due.INACTIVE.value: _("no meeting or operation recorded"),
    }[reason]


def record_sources(facts: Facts, *, is_sample: bool) -> list[str]:
    """Where reports, meetings and visits are from: the office's own records, or invented."""
    sample = facts.sources.get(SAMPLE) if is_sample else None
    return [source_text(sample)] if sample else [_("Records of the office in this program")]


def source_text(source: Source) -> str:
    """Who says so, in which document, of which day, and whether an office confirmed it."""
    said = f", {source.said_by}" if source.said_by else ""
    text = f"“{source.title}”, {source.publisher}{said}, {date(source.date)}"
    return text if source.confirmed else f"{text} ({_('to be confirmed by the office')})"


def filter_note(wanted: ReportFilter) -> list[str]:
    """What a file says of the reports that were left out by choice; nothing if none were."""
    said = said_filter(wanted)
    return [_("Filter: {filter}.", filter=said)] if said else []


def standing_notes(scope: Scope) -> list[str]:
    """What stands in every file of concentrations of reports, whatever they are."""
    notes = [_("A concentration of reports speaks of places and of reporting, never of people.")]
    if scope.least_count > 1:
        notes.append(
            _(
                "Numbers below {n} are hidden on purpose, and tables from which they could be "
                "worked out are left out.",
                n=scope.least_count,
            )
        )
    return notes
