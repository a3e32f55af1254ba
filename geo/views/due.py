"""Teams that are due for review, and why."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from geo.analysis.formation import FormationReport
from geo.exports.sentences import due_label
from geo.store.rules import Rules
from geo.text import _, date, number
from geo.views.figures import facts, show_panel
from geo.views.formation import short_name
from geo.views.html import fill, join


def show_due(report: FormationReport, rules: Rules) -> None:
    """Teams to renew or review: how many for which reason, and who by kabupaten."""
    due = report.due
    if due.empty:
        body = fill("<p>{text}</p>", text=_("No team is due by the published rules."))
    else:
        body = join([_by_reason(due), _by_kabupaten(due, report)])
    note = _(
        "Rules: review after {years} years without a newer decree known; inactive after {months} "
        "months where others are recorded. Provisional, set in data/rules.csv.",
        years=number(rules.review_years),
        months=number(rules.active_months),
    )
    show_panel(_("Teams to renew or review: {n}", n=number(len(due))), body, note)


def _by_reason(due: pd.DataFrame) -> Markup:
    """Every reason with its teams; one team may have several."""
    counts = due["reasons"].explode().value_counts()
    rows = [
        fill("<li><b>{n}</b> {reason}</li>", n=number(int(n)), reason=due_label(str(reason)))
        for reason, n in counts.items()
    ]
    return fill('<ul class="pp-plain">{rows}</ul>', rows=join(rows))


def _by_kabupaten(due: pd.DataFrame, report: FormationReport) -> Markup:
    above = report.kabupaten["nama"]
    rows = [
        (short_name(str(above.get(kabupaten, kabupaten))), _named(own, reasons))
        for (kabupaten, reasons), own in due.groupby(["kabupaten", "reasons"], sort=True)
    ]
    return facts(rows)


def _named(due: pd.DataFrame, reasons: tuple[str, ...]) -> str:
    """Teams that are due for the same reasons."""
    names = _("{names} (due since {day})", names=", ".join(due["nama"]), day=_earliest(due))
    return f"{names}: {'; '.join(due_label(reason) for reason in reasons)}"


def _earliest(due: pd.DataFrame) -> str:
    return date(due["since"].min().date())
