"""Klaim beside terhitung, with the reckoning one click away."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo.analysis.formation import ClaimBeside, FormationReport
from geo.store.claims import Measure
from geo.store.facts import Facts
from geo.text import _, date, number, percent
from geo.views.formation import short_name
from geo.views.html import fill, join, show
from geo.views.sources import source_line


def show_claims(report: FormationReport, facts: Facts) -> None:
    """Claims beside the computed figure, by what they are about; the reckoning one click away."""
    groups: dict[tuple[Measure, float | None], list[ClaimBeside]] = {}
    for beside in report.claims:
        groups.setdefault((beside.claim.measure, beside.computed), []).append(beside)
    for (measure, computed), claims in groups.items():
        show(
            fill(
                '<div class="pp-panel"><h3>{title}</h3><div class="pp-pair"><div>{claims}</div>'
                "<div><span>{word}</span><strong>{computed}</strong><span>{how}</span></div>"
                "</div>{sources}</div>",
                title=_measure_label(measure),
                claims=join([_claimed(each) for each in claims]),
                word=_("Computed (terhitung)"),
                computed=_measured(measure, computed),
                how=_computed_from(claims[0]),
                sources=join([_claim_source(each, facts) for each in claims]),
            )
        )
    if report.claims:
        with st.popover(_("Show the reckoning"), width="stretch"):
            st.markdown(_reckoning(report))


def _claimed(beside: ClaimBeside) -> Markup:
    return fill(
        "<span>{word}</span><strong>{value}</strong><span>{said}</span>",
        word=_("Claim (klaim)"),
        value=_measured(beside.claim.measure, beside.claim.value),
        said=beside.claim.said_by,
    )


def _claim_source(beside: ClaimBeside, facts: Facts) -> Markup:
    return fill(
        '<p class="pp-source">{note} {source}</p>',
        note=beside.claim.note,
        source=source_line(facts.sources[beside.claim.source]),
    )


def _measure_label(measure: Measure) -> str:
    return {
        Measure.FORMED_SHARE: _("Share of the target formed"),
        Measure.AREA_KM2: _("Size of the work area"),
    }[measure]


def _measured(measure: Measure, value: float | None) -> str:
    if value is None:
        return _("not enough data")
    return percent(value) if measure is Measure.FORMED_SHARE else number(value, 1) + " km²"


def _computed_from(beside: ClaimBeside) -> str:
    if beside.claim.measure is Measure.AREA_KM2:
        return _("sum of the polygons in use")
    return _("from the facts as of {day}", day=date(beside.claim.stated_on))


def _reckoning(report: FormationReport) -> str:
    rows = report.by_kabupaten
    formed = rows[rows["n_formed"] > 0]
    terms = " + ".join(
        f"{short_name(row['nama'])} {row['n_formed']}" for _k, row in formed.iterrows()
    )
    progress = report.progress
    whole = progress.target or progress.n_areas
    text = _("Formed, by kabupaten/kota: {terms} = {n}.", terms=terms or "0", n=progress.n_formed)
    if progress.share is not None:
        text += " " + _(
            "{n} ÷ {whole} = {share}.",
            n=progress.n_formed,
            whole=whole,
            share=percent(progress.share),
        )
    sizes = [b for b in report.claims if b.claim.measure is Measure.AREA_KM2 and b.computed]
    for beside in sizes[:1]:
        text += "\n\n" + _(
            "Size: area of each polygon in EPSG:6933 (equal-area), summed: {km2} km².",
            km2=number(beside.computed or 0.0, 2),
        )
    return text + "\n\n" + _("Claims are shown as they were stated; neither figure is altered.")
