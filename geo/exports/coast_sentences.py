"""What a page and the files taken from it say of a coast."""

from __future__ import annotations

from geo.analysis.amounts import in_turn, shown_count
from geo.analysis.coast_place import DISTANCE_EDGES_M, NEAR_M, STRIP_M, Part
from geo.analysis.coast_strip import CoastStrip
from geo.analysis.coast_trend import Course
from geo.analysis.coast_withheld import CLASSES, coast_withheld
from geo.analysis.reports import Series
from geo.boundaries.shoreline import STRETCH_M
from geo.maps.reports import series_label
from geo.maps.series_words import series_note, series_word
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, number, percent
from geo.words import HotspotClass

NAMED = 5
"""How many stretches a sentence names."""


def no_coast_sentence() -> str:
    """What is said of an office whose work area has no shore."""
    return _("The work area of this office has no coast.")


def coast_headline(found: CoastStrip, *, rules: Rules, scope: Scope) -> str:
    """
    How much of what is counted lies near the shore, and on how much of the land, in one sentence.

    Parameters
    ----------
    found : CoastStrip
        The reports along the coast.
    rules : Rules
        With fewer than ``enough_total`` reports it says that there is not enough data.
    scope : Scope
        Who looks; a meeting is told a range, and no share.
    """
    if not found.total:
        if found.filter.series is Series.FOUND:
            return _(
                "Officers found nothing in this period and selection. That is not the same as no "
                "problem."
            )
        return _("No report in this period and selection. That is not the same as no problem.")
    if not found.is_enough:
        return _scarce(found, rules=rules, scope=scope)
    near = found.classes[: DISTANCE_EDGES_M.index(NEAR_M) + 1]
    land, km = percent(float(near["land_share"].sum()), 0), number(NEAR_M / 1000)
    if scope.least_count > 1:
        if CLASSES in coast_withheld(found, scope):
            return along_sentence(found, rules=rules, scope=scope)
        n = shown_count(int(near["n_reports"].sum()), scope)
        what = series_label(found.filter.series)
        text = _("{what}: {n} within {km} km of the shore, on {land} of the land.")
        return text.format(what=what, n=n, km=km, land=land)
    share = percent(float(near["share"].sum()), 0)
    if found.filter.series is Series.FOUND:
        text = _(
            "Within {km} km of the shore: {share} of what officers found, on {land} of the land."
        )
    else:
        text = _("Within {km} km of the shore: {share} of the reports, on {land} of the land.")
    return text.format(km=km, share=share, land=land)


def _scarce(found: CoastStrip, *, rules: Rules, scope: Scope) -> str:
    if scope.least_count > 1:
        return _("Not enough data on the coast.")
    return _(
        "Not enough data on the coast: {n} with a GPS point or an address in the kabupaten that "
        "have a shore; shares are told from {least} on.",
        n=number(found.n_measured),
        least=number(rules.enough_total),
    )


def along_sentence(found: CoastStrip, *, rules: Rules, scope: Scope) -> str:
    """Which stretches have more than an even spread along the shore would give them."""
    if not found.is_tested:
        if scope.least_count > 1:
            return _("Along the shore: not enough data.")
        return _(
            "Along the shore: not enough data; {n} within {km} km of it, and stretches are tested "
            "from {least} on.",
            n=number(found.parts[Part.STRIP]),
            km=number(STRIP_M / 1000),
            least=number(rules.enough_total),
        )
    what = series_word(found.filter.series)
    high = found.stretches[found.stretches["klass"] == HotspotClass.SIGNIFICANT.value]
    if high.empty:
        return _(
            "Along the shore no stretch shows more {what} than an even spread would give by "
            "chance.",
            what=what,
        )
    first = in_turn(high, scope, by={"p": True, "km": True}, counts=["n_reports"])
    named = ", ".join(first["nama"].head(NAMED))
    if len(high) > NAMED:
        named = _("{names} and others", names=named)
    return _n(
        "Along the shore {n} of {all} stretches shows more {what} than an even spread would "
        "give: {names}.",
        "Along the shore {n} of {all} stretches show more {what} than an even spread would "
        "give: {names}.",
        len(high),
        all=number(len(found.stretches)),
        what=what,
        names=named,
    )


def course_label(course: Course) -> str:
    """How the reports of a stretch went, as readers know it."""
    return {
        Course.UP: _("rising"),
        Course.DOWN: _("falling"),
        Course.NONE: _("no demonstrable trend"),
        Course.NOT_ENOUGH: _("not enough data"),
    }[course]


def distance_label(first_m: int) -> str:
    """A class of distance by its first metre: 0 to 0,5 km; beyond 10 km."""
    above = [edge for edge in DISTANCE_EDGES_M if edge > first_m]
    low = _km(first_m)
    if not above:
        return _("beyond {low} km", low=low)
    return _("{low} to {high} km", low=low, high=_km(above[0]))


def _km(metres: float) -> str:
    return number(metres / 1000, 0 if metres % 1000 == 0 else 1)


def part_label(part: Part) -> str:
    """Where a report went."""
    km = number(STRIP_M / 1000)
    return {
        Part.STRIP: _("up to {km} km from the shore", km=km),
        Part.INLAND: _("farther inland, in the same kabupaten"),
        Part.NO_SHORE: _("in a kabupaten without a shore"),
        Part.COARSE: _("known only to a desa or kecamatan"),
        Part.OUTSIDE: _("outside the work area"),
        Part.MISSING: _("without a location"),
    }[part]


def share_label(series: Series) -> str:
    """Heading of the share that a class of distance has of all that is counted."""
    if series is Series.FOUND:
        return _("Share of what officers found")
    return _("Share of the reports")


def coast_rules(rules: Rules, series: Series) -> list[str]:
    """How a coast is counted and tested, in plain sentences."""
    return [
        *series_note(series),
        _(
            "The shore is the outline of the kabupaten where it faces the sea; inlets narrower "
            "than 200 m are closed. A report in the water belongs to the shore beside it."
        ),
        _(
            "Only reports with a GPS point or an address have a distance; the others are counted "
            "and left out."
        ),
        _(
            "Stretches are about {km} km long, named for the nearest place and numbered along "
            "the shore; a report belongs to the nearest stretch.",
            km=number(STRETCH_M / 1000),
        ),
        _(
            "A stretch is significant if so many reports would hardly come together by an even "
            "spread along the shore (Poisson, one-sided; Benjamini-Hochberg, {fdr} %); with fewer "
            "than {few} reports nothing is said of it.",
            fdr=number(rules.fdr_percent),
            few=number(rules.enough_reports),
        ),
        _(
            "The trend is that of Mann and Kendall over up to {n} months, by month or by quarter, "
            "corrected for all stretches.",
            n=number(rules.change_months),
        ),
        _(
            "More reports than the land or the length explains do not show why: people, lodgings "
            "and reporting gather at the shore too."
        ),
    ]
