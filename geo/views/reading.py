"""How to read the maps of concentrations: a picture and two sentences for each thing to know."""

from __future__ import annotations

from markupsafe import Markup

from geo.maps.hotspots import ORDER, map_class_label
from geo.store.rules import Rules
from geo.text import _, number
from geo.theme import class_style
from geo.views.figures import class_mark
from geo.views.html import fill, join, show
from geo.views.reading_pictures import (
    beyond_chance,
    contours,
    fill_and_bubble,
    four_grids,
    intervals,
    too_few,
    with_neighbours,
)


def show_reading(rules: Rules) -> None:
    """All that a reader needs to know, in the order in which questions come up."""
    parts = [_entry(picture, title, text) for picture, title, text in _entries(rules)]
    show(fill('<div class="pp-reading">{parts}</div>', parts=join(parts)))


def show_classes(rules: Rules) -> None:
    """What each class of the map says, with its fill as on the map."""
    rows = [
        fill(
            "<dt>{mark}</dt><dd>{text}</dd>",
            mark=class_mark(class_style("hotspot", word), map_class_label(word)),
            text=text,
        )
        for word, text in zip(ORDER, _meanings(rules), strict=True)
    ]
    show(
        fill(
            '<div class="pp-panel"><h3>{title}</h3><dl class="pp-facts">{rows}</dl></div>',
            title=_("The classes of the map"),
            rows=join(rows),
        )
    )


def _entry(picture: Markup, title: str, text: str) -> Markup:
    return fill(
        '<section class="pp-panel">{picture}<h3>{title}</h3><p>{text}</p></section>',
        picture=picture,
        title=title,
        text=text,
    )


def _entries(rules: Rules) -> list[tuple[Markup, str, str]]:
    return [
        (
            with_neighbours(),
            _("A place is judged with its neighbours"),
            _(
                "The reports of a cell or desa and of those around it are added up, its own number "
                "given. So a place with few reports of its own can stand out because of those "
                "beside it, and one with many does not if those beside it hold few."
            ),
        ),
        (
            beyond_chance(),
            _("Beyond chance"),
            _(
                "If the numbers of all other places were dealt out anew at random, how often would "
                "its neighbours hold as many? That share is p, worked out exactly wherever the "
                "numbers allow it."
            ),
        ),
        (
            four_grids(),
            _("Stable"),
            _(
                "The same reports are counted by other cells, by desa, in shifted grids, over "
                "shorter and longer windows. Stable is what stays significant in at least {n} of "
                "100 of these repeats.",
                n=number(rules.stable_percent),
            ),
        ),
        (
            intervals(),
            _("A number has a width"),
            _(
                "3 reports are compatible with anything from 1 to 9. Where intervals overlap, "
                "the order of two places says nothing."
            ),
        ),
        (
            too_few(),
            _("Not enough data is an answer"),
            _(
                "Below {total} reports in all, or {few} in a place and its neighbours, nothing is "
                "claimed. The numbers then stand in a list that is no ranking.",
                total=number(rules.enough_total),
                few=number(rules.enough_reports),
            ),
        ),
        (
            fill_and_bubble(),
            _("Numbers and rates are two things"),
            _(
                "The bubble is how many reports there are, the fill how many for each lodging, "
                "resident or visit. Many reports in a place with many lodgings need not be much."
            ),
        ),
        (
            contours(),
            _("Density depends on its width"),
            _(
                "Density spreads each report over some kilometres. Another width gives another "
                "picture; it is drawn in metres, never in pixels, and tests nothing."
            ),
        ),
        (
            Markup(""),
            _("What these maps do not say"),
            _(
                "They speak of places and of reporting, never of people. No report is not the same "
                "as no problem. What officers found is counted apart: who patrols a place finds "
                "more there."
            ),
        ),
    ]


def _meanings(rules: Rules) -> list[str]:
    false_alarms, uncorrected = number(rules.fdr_percent), number(rules.indication_percent)
    return [
        _(
            "Significant in at least {n} of 100 repeats, with other units, grids, windows or "
            "another correction.",
            n=number(rules.stable_percent),
        ),
        _(
            "Of all places called significant at most about {n} in 100 are so by chance "
            "(Benjamini-Hochberg). But it depends on how the map is drawn.",
            n=false_alarms,
        ),
        _(
            "Improbable by itself (p up to {n} %), but among so many places some are that by "
            "chance. A reason to look, no proof.",
            n=uncorrected,
        ),
        _("Its neighbours hold no more than chance explains. That is not the same as no problem."),
        _("Too few reports or neighbours: neither quiet nor conspicuous, simply not known."),
    ]
