"""The map of the follow-up: kecamatan by how many of their open reports are over the limit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.amounts import range_label, shown_count, shown_total
from geo.analysis.follow_up import SHOWN, FollowUpReport
from geo.analysis.withheld import said_total
from geo.labels import sample_stamp
from geo.maps.ground import Ground
from geo.maps.reports import STYLES, shown_amounts
from geo.maps.view import AreaView, MapClass
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.theme import class_style

BREAKS = (1, 5, 10, 25)
"""Published breaks: the smallest number of overdue reports of each class."""


def draw_follow_up(report: FollowUpReport, ground: Ground, *, scope: Scope) -> AreaView:
    """
    Kecamatan of an office, filled by how many of their reports are overdue.

    Parameters
    ----------
    report : FollowUpReport
        Of the office on a day.
    ground : Ground
        What it is drawn on.
    scope : Scope
        Who looks; a meeting sees ranges, and small counts hidden.
    """
    numbers = report.overdue.counts.reindex(ground.drawn, fill_value=0).to_numpy()
    waits = report.open.counts.reindex(ground.drawn, fill_value=0).to_numpy() > 0
    values = np.searchsorted(_breaks(scope), numbers, side="right") + 1
    values = np.where(waits, values, 0)
    return AreaView(
        title=_("Reports overdue for follow-up, by kecamatan"),
        stamp=_stamp(report, scope, drawn=ground.drawn),
        classes=_classes(values, scope),
        values=values.tolist(),
        amounts=shown_amounts(numbers, scope),
        amount_title=_("Overdue"),
        sample=sample_stamp(report.is_sample),
        **ground.parts,
    )


def _breaks(scope: Scope) -> tuple[int, ...]:
    """`BREAKS`; in a meeting all that is smaller than the least count is one class."""
    return tuple(low if low == 1 else max(low, scope.least_count) for low in BREAKS)


def _classes(values: npt.NDArray[np.intp], scope: Scope) -> list[MapClass]:
    """Classes of the legend, each with the number of kecamatan in it."""
    breaks = _breaks(scope)
    ends = [*breaks[1:], None]
    ranges = [range_label(low, end) for low, end in zip(breaks, ends, strict=True)]
    if scope.least_count > 1:
        ranges[0] = shown_count(1, scope)
    ranges = [_("{range} overdue", range=each) for each in ranges]
    labels = [_("No open report"), _("Open, none overdue"), *ranges]
    n_areas = np.bincount(values, minlength=len(labels))
    return [
        MapClass(label, number(n), class_style("concentration", style))
        for label, n, style in zip(labels, n_areas, STYLES, strict=True)
    ]


def _stamp(report: FollowUpReport, scope: Scope, *, drawn: pd.Index) -> str:
    """The day, how many are overdue, and those that the map cannot show."""
    counts = report.overdue
    parts = [
        _("Data as of {day}", day=date(report.on)),
        _(
            "{overdue} of {open} open reports are overdue; of these outside the work area: "
            "{outside}; without a location: {missing}",
            overdue=said_total(counts, scope, SHOWN),
            open=shown_total(report.open.sums.total, scope),
            outside=shown_count(counts.sums.outside, scope),
            missing=shown_count(counts.sums.without_location, scope),
        ),
    ]
    if n := len(counts.counts.index[counts.counts > 0].difference(drawn)):
        parts.append(_n("{n} area without a polygon", "{n} areas without a polygon", n))
    return " · ".join(parts)
