"""What the page of the quality of the data says: numbers that add up, and the rules behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo.analysis.amounts import shown_count, shown_total, total_span
from geo.analysis.quality import Check, IntakeSums, QualityReport
from geo.analysis.reports import Series
from geo.analysis.withheld import parts_of, said_inside, said_total, withheld
from geo.store.offices import Office
from geo.store.pairs import NearPairs
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, date, number, percent
from geo.views.figures import Tile, facts, show_panel, show_tiles
from geo.views.follow_up import unbroken
from geo.views.formation import short_name
from geo.views.frame import show_answer
from geo.views.html import fill
from geo.views.report_choices import month_label
from geo.views.reports import not_broken_down

WIDE = (Check.DESA, Check.KECAMATAN)
"""Checks that count an accuracy, and so are part of a breakdown."""


def check_label(check: Check) -> str:
    """What a check finds."""
    return {
        Check.MISSING: _("Without location"),
        Check.OUTSIDE: _("Outside the work area"),
        Check.SHORE: _("At the shore, given to the nearest"),
        Check.DESA: _("Known only to the desa"),
        Check.KECAMATAN: _("Known only to the kecamatan"),
        Check.LATE: _("Entered late"),
        Check.UNDATED: _("Day of entering not known"),
    }[check]


def show_quality_headline(report: QualityReport, *, office: Office, scope: Scope) -> None:
    """How many reports are placed, and where the others went, in one sentence."""
    wanted = report.counts.filter
    show_answer(
        office.name,
        unbroken(quality_headline(report, scope)),
        _(
            "{since} to {until}. What is doubtful is counted and kept, never corrected silently.",
            since=date(wanted.since),
            until=date(wanted.until),
        ),
    )


def quality_headline(report: QualityReport, scope: Scope) -> str:
    """How many reports lie in a kecamatan, and where the others went, in one sentence."""
    counts, sums = report.counts, report.counts.sums
    if not sums.total:
        return _("No report in this period and selection. That is not the same as no problem.")
    values = {
        "inside": said_inside(counts, scope),
        "total": said_total(counts, scope),
        "outside": shown_count(sums.outside, scope),
        "missing": shown_count(sums.without_location, scope),
    }
    if counts.filter.series is Series.FOUND:
        return _(
            "{inside} of {total} findings of officers lie in a kecamatan; {outside} outside the "
            "work area, {missing} without location.",
            **values,
        )
    return _(
        "{inside} of {total} reports lie in a kecamatan; {outside} outside the work area, "
        "{missing} without location.",
        **values,
    )


def show_quality_tiles(
    report: QualityReport, pairs: NearPairs, files: IntakeSums, scope: Scope
) -> None:
    """
    The four doubts that matter most.

    Parameters
    ----------
    report : QualityReport
        Of the period.
    pairs : NearPairs
        Undecided ones, of all days.
    files : IntakeSums
        Of all files up to the day.
    scope : Scope
        Who looks.
    """
    total = report.counts.sums.total
    wide = sum(report.n(check) for check in WIDE)
    is_open = scope.least_count <= 1
    show_tiles(
        [
            Tile(
                _("Known only to the desa or kecamatan"),
                _counted(wide, report, scope, is_wide=True),
                _("{share} of all", share=percent(wide / total)) if total and is_open else "",
            ),
            Tile(
                _("Entered late"),
                _late(report, scope),
                _("day of entering not known: {n}", n=shown_count(report.n(Check.UNDATED), scope)),
            ),
            Tile(
                _("Pairs that look like one report"),
                _pairs(pairs, scope),
                _("same place, day and kind, all days; not decided")
                if is_open
                else not_broken_down(),
            ),
            Tile(
                _("Rows of files that wait for an answer"),
                shown_count(files.held, scope),
                _n("of {n} file", "of {n} files", files.n_files),
            ),
        ]
    )


def _late(report: QualityReport, scope: Scope) -> str:
    """How many came late; where no day of entering is known, that it cannot be told."""
    if report.n(Check.UNDATED) == len(report.rows) > 0:
        return _("not known")
    return shown_count(report.n(Check.LATE), scope)


def _pairs(pairs: NearPairs, scope: Scope) -> str:
    """How many pairs; in a meeting not at all, since it grows with the square of a small count."""
    return number(pairs.total) if scope.least_count <= 1 else _("hidden")


def _found(check: Check, report: QualityReport, scope: Scope) -> str:
    """How many reports a check finds, as this reader may see it."""
    if check is Check.LATE:
        return _late(report, scope)
    return _counted(report.n(check), report, scope, is_wide=check in WIDE)


def _counted(n: int, report: QualityReport, scope: Scope, *, is_wide: bool) -> str:
    if is_wide and "by_accuracy" in withheld(report.counts, scope):
        return not_broken_down()
    return shown_count(n, scope)


def show_checks(report: QualityReport, pairs: NearPairs, scope: Scope) -> None:
    """What can be said against reports; one report may stand in several lines."""
    rows: list[tuple[object, object]] = [
        (check_label(check), _found(check, report, scope))
        for check in Check
        if check not in (Check.MISSING, Check.OUTSIDE)
    ]
    rows.append((_("Pairs that look like one"), _pairs(pairs, scope)))
    show_panel(_("What is doubtful"), facts(rows), _("One report may stand in several lines."))


def show_intake(files: IntakeSums, scope: Scope) -> None:
    """What became of the rows of all files: read = accepted + held + rejected."""
    parts = (files.accepted, files.held, files.rejected)
    kept = parts_of(parts, scope).keep(total_span(files.read, scope))
    read = shown_total(files.read, scope) if scope.least_count <= 1 or kept else _("hidden")
    rows: list[tuple[object, object]] = [
        (_("Rows read, all files"), fill("<b>{n}</b>", n=read)),
        (_("= accepted"), fill("<b>{n}</b>", n=shown_count(files.accepted, scope))),
        (_("+ held for an answer"), fill("<b>{n}</b>", n=shown_count(files.held, scope))),
        (_("+ rejected"), fill("<b>{n}</b>", n=shown_count(files.rejected, scope))),
        (_("Files taken in"), number(files.n_files)),
        (_("Files undone, not counted"), number(files.n_undone)),
    ]
    show_panel(_("What became of the rows of files"), facts(rows))


def show_notes(
    report: QualityReport, rules: Rules, decisions: pd.DataFrame, names: pd.Series, scope: Scope
) -> None:
    """
    Months of silence, duplicates that were decided, and the rules behind the numbers.

    Parameters
    ----------
    report : QualityReport
        Of the period.
    rules : Rules
        Published rules.
    decisions : DataFrame
        As `geo.store.pairs.read_decisions` gives them.
    names : Series
        Names of the kabupaten, by kode.
    scope : Scope
        Who looks.
    """
    said = decisions["decision"].value_counts()
    rows: list[tuple[object, object]] = [
        (_("Duplicates merged"), shown_count(int(said.get("merged", 0)), scope)),
        (_("Looked alike, both kept"), shown_count(int(said.get("kept", 0)), scope)),
    ]
    rows += [
        (short_name(str(names.get(kode, kode))), silence(months))
        for kode, months in report.silent.items()
    ]
    note = _n(
        "Late: entered more than {n} day after it was received (data/rules.csv). Whole months "
        "without any report since the first one of the office; silence is not “no problem”.",
        "Late: entered more than {n} days after it was received (data/rules.csv). Whole months "
        "without any report since the first one of the office; silence is not “no problem”.",
        rules.late_days,
    )
    show_panel(_("Duplicates, and months without any report"), facts(rows), note)


def silence(months: tuple[pd.Period, ...], *, most: int = 3) -> str:
    """Months without a report in words: how many, and the latest of them."""
    if not months:
        return _("no month without a report")
    named = ", ".join(month_label(month) for month in months[-most:])
    said = _n("{n} month", "{n} months", len(months))
    return f"{said}: {named}" if len(months) <= most else f"{said}: … {named}"


def options_of(
    report: QualityReport, pairs: NearPairs, decisions: pd.DataFrame, held: pd.DataFrame
) -> Mapping[str, str]:
    """What can be opened, by its word in the address, with its number."""
    counted = {check.value: (check_label(check), report.n(check)) for check in Check}
    counted |= {
        "pairs": (_("Pairs that look like one"), pairs.total),
        "decided": (_("Decided pairs"), len(decisions)),
        "held": (_("Held rows of files"), int(held["held"].sum())),
        "silent": (_("Months without a report"), sum(map(len, report.silent.values()))),
    }
    return {key: f"{label}: {number(n)}" for key, (label, n) in counted.items()}
