"""Why a place is called a concentration or not, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.analysis.enough import Shortage
from geo.analysis.hotspots import Hotspots
from geo.exports.hotspot_sentences import holds_more
from geo.exports.not_enough import around_text, counts_finds, not_enough_text
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, number
from geo.words import HotspotClass

LEAST_P = 0.001
"""A smaller p is said to be below it."""


def place_reason(row: Mapping[str, Any], hotspots: Hotspots, *, scope: Scope) -> str:
    """
    Why a place has its class, in words.

    Parameters
    ----------
    row : mapping
        Of `Hotspots.table`, by column.
    hotspots : Hotspots
        The test.
    scope : Scope
        Who looks; a meeting is told no number from which a hidden count could be worked out.
    """
    klass = HotspotClass(row["klass"])
    if scope.least_count > 1 and (
        klass is HotspotClass.NOT_SIGNIFICANT or row["shortage"] == Shortage.AROUND
    ):  # one text for both, as `Hotspots.classes` folds them
        if counts_finds(hotspots):
            return _("No concentration shown, or too few findings in it and its neighbours.")
        return _("No concentration shown, or too few reports in it and its neighbours.")
    if klass is HotspotClass.NOT_ENOUGH:
        return _shortage_text(row, hotspots, scope)
    judged = {
        HotspotClass.SIGNIFICANT: _("beyond chance"),
        HotspotClass.INDICATION: _(
            "improbable by itself, but not after all the places tested are taken into account"
        ),
        HotspotClass.NOT_SIGNIFICANT: _("no more than chance explains"),
    }[klass]
    if scope.least_count > 1:
        return _judged_text(judged, hotspots)
    corrected = _("corrected {p}", p=p_text(float(row["q"])))
    p = f"{p_text(float(row['p']))}, {corrected}"
    if hotspots.settings.method == "whole":
        return _whole_reason(row, judged, p, finds=counts_finds(hotspots))
    return f"{_reason(row, judged, p)} {_alone_text(row, hotspots)}".rstrip()


def _judged_text(judged: str, hotspots: Hotspots) -> str:
    """What the test says of a place, without a number."""
    finds = counts_finds(hotspots)
    if hotspots.settings.method == "whole":
        text = (
            _("Findings of officers in it and its neighbours: {judged}.")
            if finds
            else _("Reports in it and its neighbours: {judged}.")
        )
    else:
        text = (
            _("Findings of officers at its neighbours: {judged}.")
            if finds
            else _("Reports of its neighbours: {judged}.")
        )
    return text.format(judged=judged)


def _reason(row: Mapping[str, Any], judged: str, p: str) -> str:
    """Of a test in which a place keeps its own number."""
    own = int(row["n_reports"])
    return _n(
        "Its {n} neighbour holds {around}, where about {expected} would be "
        "expected if all other places were dealt anew: {judged} ({p}).",
        "Its {n} neighbours hold {around}, where about {expected} would be "
        "expected if all other places were dealt anew: {judged} ({p}).",
        int(row["n_neighbours"]),
        around=number(int(row["n_around"]) - own),
        expected=expected_text(float(row["expected"]) - own),
        judged=judged,
        p=p,
    )


def _whole_reason(row: Mapping[str, Any], judged: str, p: str, *, finds: bool) -> str:
    """Of a test in which a place is dealt anew as all others are."""
    n, expected = int(row["n_around"]), expected_text(float(row["expected"]))
    if finds:
        return _n(
            "{n} finding of officers in it and its neighbours, where about {expected} would be "
            "expected if all places were dealt anew: {judged} ({p}).",
            "{n} findings of officers in it and its neighbours, where about {expected} would be "
            "expected if all places were dealt anew: {judged} ({p}).",
            n,
            expected=expected,
            judged=judged,
            p=p,
        )
    return _n(
        "{n} report in it and its neighbours, where about {expected} would be expected if "
        "all places were dealt anew: {judged} ({p}).",
        "{n} reports in it and its neighbours, where about {expected} would be expected if "
        "all places were dealt anew: {judged} ({p}).",
        n,
        expected=expected,
        judged=judged,
        p=p,
    )


def _alone_text(row: Mapping[str, Any], hotspots: Hotspots) -> str:
    """That a place holds more than others do though its neighbours do not; else empty."""
    klass = HotspotClass(row["klass"])
    if not holds_more(row["n_reports"], row["low"], hotspots):
        return ""
    if klass is HotspotClass.INDICATION:
        return _("Its own number stands out: look at “{lens}”.", lens=_("Numbers"))
    if klass is HotspotClass.SIGNIFICANT:
        return ""
    return _("It stands out by itself, its neighbours do not: look at “{lens}”.", lens=_("Numbers"))


def _shortage_text(row: Mapping[str, Any], hotspots: Hotspots, scope: Scope) -> str:
    rules: Rules = hotspots.rules
    shortage = Shortage(row["shortage"])
    if shortage is Shortage.NEIGHBOURS:
        n = int(row["n_neighbours"])
        least = number(rules.enough_neighbours)
        return _n(
            "{n} neighbour inside the work area, {least} are needed.",
            "{n} neighbours inside the work area, {least} are needed.",
            n,
            least=least,
        )
    if shortage is Shortage.AROUND:
        return around_text(int(row["n_around"]), hotspots)
    return not_enough_text(hotspots, scope=scope)


def expected_text(value: float) -> str:
    """How many reports chance would put there: whole from 2 on, with one decimal below."""
    return number(value, 0 if value >= 2 else 1)


def p_text(p: float) -> str:
    """A p as p = 0.012, or p < 0.001."""
    sign = "<" if p < LEAST_P else "="
    return f"p {sign} {number(max(p, LEAST_P), 3)}"
