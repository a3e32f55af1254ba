"""What the page of formation says of gaps: kecamatan without a known team that lie together."""

from __future__ import annotations

import pandas as pd

from geo.analysis.gaps import Gaps
from geo.store.rules import Rules
from geo.text import _, _n, number
from geo.views.figures import show_panel
from geo.views.html import fill, join


def show_gaps(gaps: Gaps, names: pd.Series, rules: Rules) -> None:
    """
    Whether kecamatan without a known team lie together beyond chance, and which.

    Parameters
    ----------
    gaps : Gaps
        Of an office on one day; of one that was not tested nothing is said.
    names : Series
        Names of the kecamatan, by kode.
    rules : Rules
        The published level.
    """
    if not gaps.is_tested:
        return
    together = gaps.together
    named = [fill("<li>{name}</li>", name=names.get(kode, kode)) for kode in together]
    said = _n(
        "{n} kecamatan without a known team lies beside more of them than chance would put there.",
        "{n} kecamatan without a known team lie beside more of them than chance would put there.",
        len(together),
    )
    none = _("Kecamatan without a known team lie no closer together than chance would put them.")
    note = _(
        "Local join counts over {n} kecamatan without a known team; exact p, corrected by "
        "Benjamini-Hochberg at {percent} %. “No known team” includes what no source speaks of.",
        n=number(gaps.n_gaps),
        percent=number(rules.fdr_percent),
    )
    body = fill(
        '<p>{said}</p><ul class="pp-list">{named}</ul>',
        said=said if named else none,
        named=join(named),
    )
    show_panel(_("Gaps that lie together"), body, note)
