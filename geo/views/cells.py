"""What the page says of one cell that was clicked."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from geo.analysis.amounts import most_first, shown_count
from geo.analysis.placing import column_of, says
from geo.analysis.reports import ReportCounts, count_reports
from geo.analysis.withheld import withheld_beside
from geo.labels import suspicion_label
from geo.store.scope import Scope
from geo.text import _, number
from geo.views.figures import show_panel
from geo.views.html import fill
from geo.views.links import link_to_area
from geo.views.reports import not_broken_down, word_bars
from geo.words import Level, Suspicion

LINKED = 3
"""How many kecamatan of a cell lead to their profile."""


def show_cell(
    cell: str, reports: pd.DataFrame, counts: ReportCounts, names: pd.Series, *, scope: Scope
) -> None:
    """
    Reports of one cell by suspicion, and the kecamatan they lie in.

    Parameters
    ----------
    cell : str
        H3 index, of the resolution that is counted.
    reports : DataFrame
        Reports of the office.
    counts : ReportCounts
        By cell; its filter holds here too.
    names : Series
        Names of the kecamatan of the office, by kode.
    scope : Scope
        Who looks.
    """
    n = int(counts.counts.get(cell, 0))
    named = _("H3 cell {cell}, resolution {r}", cell=cell, r=number(int(counts.unit)))
    if 0 < n < scope.least_count:
        show_panel(
            _("Chosen cell: reports hidden (fewer than {n})", n=number(scope.least_count)),
            Markup(""),
            named,
        )
        return
    here = reports[says(reports, column_of(counts.unit), [cell])]
    inside = count_reports(here, counts.filter, unit=Level.KECAMATAN, areas=names.index)
    show_panel(
        _("Chosen cell: {n} reports", n=shown_count(n, scope)),
        fill("{text}", text=not_broken_down())
        if "by_kind" in withheld_beside(n, inside, scope)
        else word_bars(inside.by_kind, lambda w: suspicion_label(Suspicion(w)), scope=scope),
        named,
    )
    most = most_first(inside.counts, scope)
    for kode, count in most.head(LINKED).items():
        said = f": {number(int(count))}" if scope.least_count <= 1 else ""
        link_to_area(str(kode), f"{names[kode]}{said}")
