"""The map of report concentrations: kecamatan, desa or H3 cells by their number of reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import h3
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.amounts import (
    breaks_of,
    count_classes,
    enough_for,
    most_first,
    range_label,
    shown_count,
)
from geo.analysis.reports import ReportCounts, Series
from geo.analysis.withheld import said_inside, said_total
from geo.labels import level_label, sample_stamp
from geo.maps.ground import Ground
from geo.maps.view import AreaView, MapClass
from geo.store.rules import Rules
from geo.store.scope import Scope
from geo.text import _, _n, date, number
from geo.theme import class_style
from geo.words import Level

STYLES = ("none", "few", "low", "medium", "high", "highest")
"""Styles of the classes, from no report to most."""


def draw_reports(counts: ReportCounts, ground: Ground, *, rules: Rules, scope: Scope) -> AreaView:
    """
    Areas or cells of an office, filled by how many reports each has.

    Parameters
    ----------
    counts : ReportCounts
        Of kecamatan, desa or cells, as `counts.unit` says.
    ground : Ground
        What it is drawn on.
    rules : Rules
        Below ``enough_reports`` an area has not enough data.
    scope : Scope
        Who looks; a meeting sees ranges, and small counts hidden.
    """
    breaks = breaks_of(counts.unit, enough=enough_for(rules, scope))
    numbers = counts.counts.reindex(ground.drawn, fill_value=0).to_numpy()
    values = count_classes(numbers, breaks)
    cells = not isinstance(counts.unit, Level)
    return AreaView(
        title=reports_title(counts),
        stamp=reports_stamp(counts, scope, drawn=ground.drawn),
        classes=report_classes(values, breaks, cells=cells),
        values=values.tolist(),
        amounts=shown_amounts(numbers, scope),
        amount_title=series_label(counts.filter.series),
        sample=sample_stamp(counts.is_sample),
        cells=cells,
        **ground.parts,
    )


def report_classes(
    values: npt.NDArray[np.intp], breaks: Sequence[int], *, cells: bool
) -> list[MapClass]:
    """Classes of the legend, each with the number of areas in it; empty cells are not counted."""
    n_areas = np.bincount(values, minlength=len(breaks) + 2)
    classes = [
        MapClass(label, number(n), class_style("concentration", style))
        for label, n, style in zip(class_labels(breaks), n_areas, STYLES, strict=False)
    ]
    if cells:
        classes[0] = replace(classes[0], label=_("No report: not drawn"), count="")
    return classes


def class_labels(breaks: Sequence[int]) -> list[str]:
    """Labels of the classes, from no report to most."""
    few = _("{range}: not enough data", range=range_label(1, breaks[0]))
    above = [*breaks[1:], None]
    ranges = [range_label(low, end) for low, end in zip(breaks, above, strict=True)]
    return [_("No report"), few, *ranges]


def shown_amounts(numbers: npt.NDArray[np.int_], scope: Scope) -> dict[int, str]:
    """What the map says of each area with a report, by its position, the largest first."""
    largest = most_first(pd.Series(numbers), scope)
    return {int(i): shown_count(int(n), scope) for i, n in largest.items()}


def series_label(series: Series) -> str:
    """What is counted: reports, or what officers found themselves."""
    return _("Reports") if series is Series.REPORTED else _("Found by officers")


def unit_label(unit: Level | int) -> str:
    """The areas of a map by name: Kecamatan, or H3 cells by their size."""
    if isinstance(unit, Level):
        return level_label(unit)
    km2 = h3.average_hexagon_area(unit, unit="km^2")
    return _("H3 cells of about {km2} km²", km2=number(km2, 1 if km2 < 1 else 0))


def reports_title(counts: ReportCounts) -> str:
    """What the map shows, by which areas."""
    found = counts.filter.series is Series.FOUND
    text = _("Found by officers, {unit}") if found else _("Concentration of reports, {unit}")
    return text.format(unit=unit_label(counts.unit))


def reports_stamp(counts: ReportCounts, scope: Scope, *, drawn: pd.Index) -> str:
    """The period, how many reports the map rests on, and where the others went."""
    sums, found = counts.sums, counts.filter.series is Series.FOUND
    text = (
        _(
            "{shown} of {total} findings of officers are on the map; outside the work area: "
            "{outside}; without location: {missing}"
        )
        if found
        else _(
            "{shown} of {total} reports are on the map; outside the work area: {outside}; "
            "without location: {missing}"
        )
    )
    parts = [
        _("{since} to {until}", since=date(counts.filter.since), until=date(counts.filter.until)),
        text.format(
            shown=said_inside(counts, scope),
            total=said_total(counts, scope),
            outside=shown_count(sums.outside, scope),
            missing=shown_count(sums.nowhere, scope),
        ),
    ]
    if sums.coarser:
        coarser = shown_count(sums.coarser, scope)
        parts.append(_("known only to a wider area: {coarser}", coarser=coarser))
    if n := len(counts.counts.index[counts.counts > 0].difference(drawn)):
        parts.append(_n("{n} area without a polygon", "{n} areas without a polygon", n))
    return " · ".join(parts)
