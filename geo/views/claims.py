"""Klaim beside terhitung, with the reckoning one click away."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.analysis.formation import ClaimBeside, FormationReport
from geo.store.claims import Claim, Measure
from geo.store.facts import Facts
from geo.text import _, date, number, percent
from geo.views.formation import short_name
from geo.views.html import fill, join, show
from geo.views.sources import source_line
from geo.views.state import presenting


def show_claims(report: FormationReport, facts: Facts, areas: pd.DataFrame) -> None:
    """
    Claims beside the computed figure, by what they are about; the reckoning one click away.

    Parameters
    ----------
    report : FormationReport
        Its claims are shown.
    facts : Facts
        For the documents behind the claims.
    areas : DataFrame
        Kabupaten of the office, with ``nama`` and ``area_km2``.
    """
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
    if report.claims and not presenting():
        with st.popover(_("Show the reckoning"), width="stretch"):
            show(join([fill("<p>{text}</p>", text=text) for text in _reckoning(report, areas)]))


def _claimed(beside: ClaimBeside) -> Markup:
    return fill(
        "<p><span>{word}</span><strong>{value}</strong><span>{said}</span></p>",
        word=_("Claim (klaim)"),
        value=_as_stated(beside.claim),
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
    return percent(value) if measure is Measure.FORMED_SHARE else number(value, 2) + " km²"


def _as_stated(claim: Claim) -> str:
    """A claimed figure without decimals that nobody stated."""
    if claim.measure is not Measure.FORMED_SHARE:
        return _measured(claim.measure, claim.value)
    whole = round(100 * claim.value, 6).is_integer()
    return percent(claim.value, 0 if whole else 1)


def _computed_from(beside: ClaimBeside) -> str:
    if beside.claim.measure is Measure.AREA_KM2:
        return _("sum of the polygons in use")
    return _("from the facts as of {day}", day=date(beside.claim.stated_on))


def _reckoning(report: FormationReport, areas: pd.DataFrame) -> list[str]:
    """How the computed figures came about, term by term, on the days of the claims."""
    texts = [
        _reckon_formed(beside, beside.coverage)
        for beside in report.claims
        if beside.coverage is not None
    ]
    if any(beside.claim.measure is Measure.AREA_KM2 for beside in report.claims):
        sizes = areas["area_km2"]
        terms = [f"{short_name(areas['nama'][k])} {number(sizes[k], 2)}" for k in areas.index]
        texts.append(
            _(
                "Size: area of each polygon in EPSG:6933 (equal-area): {terms} = {km2} km².",
                terms=" + ".join(terms),
                km2=number(float(sizes.sum()), 2),
            )
        )
    texts.append(_("Claims are shown as they were stated; neither figure is altered."))
    return list(dict.fromkeys(texts))


def _reckon_formed(beside: ClaimBeside, rows: pd.DataFrame) -> str:
    """Kecamatan with a team, kabupaten by kabupaten, over the target."""
    formed = rows[rows["n_formed"] > 0]
    terms = [f"{short_name(row['nama'])} {row['n_formed']}" for _k, row in formed.iterrows()]
    text = _(
        "Formed on {day}: {terms} = {n}.",
        day=date(beside.claim.stated_on),
        terms=" + ".join(terms) or "0",
        n=number(int(rows["n_formed"].sum())),
    )
    if beside.computed is None:
        return text
    whole = number(beside.whole)
    share = percent(beside.computed)
    n = number(int(rows["n_formed"].sum()))
    return text + " " + _("{n} ÷ {whole} = {share}.", n=n, whole=whole, share=share)
