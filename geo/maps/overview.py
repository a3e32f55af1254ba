"""The map of the overview: formation status as fill, reports as bubbles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from geo.analysis.amounts import breaks_of, count_classes, enough_for
from geo.analysis.formation import FormationReport
from geo.analysis.reports import ReportCounts
from geo.labels import level_label, sample_stamp
from geo.maps.formation import draw_formation
from geo.maps.ground import Ground
from geo.maps.reports import class_labels, reports_stamp, series_label, shown_amounts
from geo.maps.view import AreaView, BubbleClass
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, number
from geo.words import Level

RADII = (4.0, 5.0, 8.0, 11.5, 15.5)
"""Of bubbles, from too few reports to most, in pixels."""


def draw_overview(
    formation: FormationReport, counts: ReportCounts, ground: Ground, *, rules: Rules, scope: Scope
) -> AreaView:
    """
    Where teams and reports meet, and where both are missing.

    Parameters
    ----------
    formation : FormationReport
        Of the same office; the fill.
    counts : ReportCounts
        Of kecamatan or kabupaten, as ``counts.unit`` says; the bubbles.
    ground : Ground
        What it is drawn on.
    rules : Rules
        Below ``enough_reports`` a bubble is hollow: not enough data.
    scope : Scope
        Who looks; a meeting sees ranges, and small counts hidden.
    """
    level = Level(str(counts.unit))
    fill = _classes_in_use(draw_formation(formation, level, ground))
    breaks = breaks_of(level, enough=enough_for(rules, scope))
    numbers = counts.counts.reindex(ground.drawn, fill_value=0).to_numpy()
    sizes = count_classes(numbers, breaks)
    return replace(
        fill,
        title=_("Teams and reports, {level}", level=level_label(level)),
        stamp=" · ".join([fill.stamp, reports_stamp(counts, scope, drawn=ground.drawn)]),
        amounts=shown_amounts(numbers, scope),
        amount_title=series_label(counts.filter.series),
        bubbles=sizes.tolist(),
        bubble_classes=bubble_classes(sizes, breaks),
        bubble_title=series_label(counts.filter.series),
        sample=fill.sample or sample_stamp(counts.is_sample),
    )


def _classes_in_use(view: AreaView) -> AreaView:
    """The view without the rungs of the ladder on which no area stands."""
    kept = [
        index
        for index, each in enumerate(view.classes)
        if each.count != "0" or index in view.values
    ]
    place = {index: position for position, index in enumerate(kept)}
    classes = [view.classes[index] for index in kept]
    return replace(view, classes=classes, values=[place[value] for value in view.values])


def bubble_classes(sizes: npt.NDArray[np.intp], breaks: Sequence[int]) -> list[BubbleClass]:
    """Sizes of the legend, each with the number of areas that have it."""
    n_areas = np.bincount(sizes, minlength=len(breaks) + 2)[1:]
    labels = class_labels(breaks)[1:]
    return [
        BubbleClass(label, radius, few=radius == RADII[0], count=number(n))
        for label, radius, n in zip(labels, RADII, n_areas, strict=False)
    ]
