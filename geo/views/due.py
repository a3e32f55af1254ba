"""Teams that are due for review, and why."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from geo.analysis.activity import Due
from geo.analysis.formation import FormationReport
from geo.exports.sentences import due_label
from geo.store.rules import Rules
from geo.text import _, number
from geo.views.figures import facts, show_panel
from geo.views.formation import short_name
from geo.views.html import fill, join


def show_due(report: FormationReport, rules: Rules) -> None:
    """Teams to renew or review: a list for each reason, by kabupaten; a team may be in several."""
    due = report.due
    if due.empty:
        body = fill("<p>{text}</p>", text=_("No team is due by the published rules."))
    else:
        each = due.explode("reasons")
        body = join(
            [
                _of_reason(reason, each[each["reasons"] == reason.value], report)
                for reason in Due
                if (each["reasons"] == reason.value).any()
            ]
        )
    note = _(
        "Rules: review after {years} years without a newer decree known; inactive after {months} "
        "months where others are recorded. Provisional, set in data/rules.csv.",
        years=number(rules.review_years),
        months=number(rules.active_months),
    )
    show_panel(_("Teams to renew or review: {n}", n=number(len(due))), body, note)


def _of_reason(reason: Due, due: pd.DataFrame, report: FormationReport) -> Markup:
    """One reason, and the teams that are due for it."""
    above = report.kabupaten["nama"]
    rows = [
        (short_name(str(above.get(kabupaten, kabupaten))), ", ".join(own["nama"]))
        for kabupaten, own in due.groupby("kabupaten", sort=True)
    ]
    return fill(
        "<p><b>{n}</b> {reason}</p>{teams}",
        n=number(len(due)),
        reason=due_label(reason.value),
        teams=facts(rows),
    )
