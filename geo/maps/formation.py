"""The map of formation status."""

from __future__ import annotations

from geo.analysis.formation import FormationReport, counts_by_status
from geo.labels import level_label, sample_stamp, status_label
from geo.maps.ground import Ground
from geo.maps.view import AreaView, MapClass
from geo.text import _, _n, date, number
from geo.theme import status_style
from geo.words import Level, TeamStatus


def draw_formation(report: FormationReport, level: Level, ground: Ground) -> AreaView:
    """
    The areas of an office, filled by the rung of the ladder they stand on.

    Parameters
    ----------
    report : FormationReport
        Of one office and one day.
    level : Level
        KABUPATEN or KECAMATAN.
    ground : Ground
        What it is drawn on.
    """
    areas = report.kabupaten if level is Level.KABUPATEN else report.kecamatan
    counts = counts_by_status(areas)
    rungs = list(TeamStatus)
    order = {status.value: index for index, status in enumerate(rungs)}
    status = areas["status"].astype(str).reindex(ground.drawn, fill_value=TeamStatus.UNKNOWN.value)
    return AreaView(
        title=_("Formation status, {level}", level=level_label(level)),
        stamp=_stamp(report, n_undrawn=len(areas.index.difference(ground.drawn))),
        classes=[
            MapClass(_in_legend(rung), number(counts[rung]), status_style(rung)) for rung in rungs
        ],
        values=[order[value] for value in status],
        sample=sample_stamp(report.is_sample),
        **ground.parts,
    )


def _stamp(report: FormationReport, *, n_undrawn: int) -> str:
    """The day, and how many areas of the counts have no polygon to be drawn."""
    day = _("Data as of {day}", day=date(report.on))
    if not n_undrawn:
        return day
    return day + " · " + _n("{n} area without a polygon", "{n} areas without a polygon", n_undrawn)


def _in_legend(rung: TeamStatus) -> str:
    label = status_label(rung)
    return _("{label} (no data)", label=label) if rung is TeamStatus.UNKNOWN else label
