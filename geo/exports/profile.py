"""The profile of one area, taken along."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.profile import AreaProfile
from geo.analysis.reports import ReportCounts
from geo.analysis.withheld import withheld_beside
from geo.exports.reports import shown_number, sums_table
from geo.exports.sentences import due_label
from geo.exports.taken import Cell, Table, Taken
from geo.labels import activity_label, status_label, suspicion_label
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.store.scope import Scope
from geo.text import _
from geo.words import Suspicion, TeamStatus


def take_profile(
    profile: AreaProfile,
    drawn: ReportCounts,
    *,
    heading: str,
    office: Office,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    scope: Scope,
    sources: Sequence[str],
) -> Taken:
    """
    What is known of one kecamatan or desa, ready to be taken along.

    Parameters
    ----------
    profile : AreaProfile
        As the page shows it.
    drawn : ReportCounts
        By desa of the whole office, as the map draws them.
    heading : str
        The answer in one sentence.
    office : Office
        Whose area.
    view : AreaView
        The map that the page draws.
    areas, outline : GeoDataFrame
        The desa drawn, in the order of the map, and the kabupaten; with ``nama``.
    scope : Scope
        Who takes it along; a meeting gets ranges, and small counts hidden.
    sources : sequence of str
        Where the records are from.
    """
    here = areas.index.str.startswith(profile.kode)
    counts = drawn.counts.reindex(areas.index, fill_value=0)
    layer = areas[["nama", "geometry"]].assign(
        in_area=["yes" if each else "no" for each in here],
        n_reports=[shown_number(int(n), scope) for n in counts],
    )
    return Taken(
        topic=f"profile-{profile.kode}",
        heading=heading,
        office=office,
        as_of=profile.counts.filter.until,
        notes=[_("Reports of the area itself; those of areas around it are not in the tables.")],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=layer,
        outline=outline,
        tables=[
            _desa(profile, scope),
            _team(profile),
            _suspicions(profile, scope),
            *_sums(profile, scope),
            _activities(profile),
            _neighbours(profile, scope),
        ],
    )


def _desa(profile: AreaProfile, scope: Scope) -> Table:
    """Its desa with their reports; of an area with too few for this reader without."""
    counts = profile.counts.counts
    is_few = _is_few(profile, scope)
    rows: list[list[Cell]] = []
    for kode, row in profile.visits.to_dict("index").items():
        last = row["last_visit"].date() if pd.notna(row["last_visit"]) else None
        number = shown_number(int(counts.get(kode, 0)), scope)
        rows.append([str(kode), row["nama"], "" if is_few else number, last])
    return Table(_("Desa"), [_("Kode"), _("Name"), _("Reports"), _("Last visit")], rows)


def _team(profile: AreaProfile) -> Table:
    team = profile.team
    due = "; ".join(due_label(reason) for reason in profile.due)
    rows: list[list[Cell]] = [
        [_("Status"), status_label(TeamStatus(team["status"]))],
        [
            _("Team of the kabupaten/kota"),
            status_label(TeamStatus(profile.team_above["status"])),
        ],
        [_("Decree (SK)"), team["sk"]],
        [_("To renew or review"), due],
    ]
    rows += [[_("Members of teams of kecamatan"), agency.name] for agency in profile.members]
    return Table(_("Team"), [_("Measure"), _("Value")], rows)


def _is_few(profile: AreaProfile, scope: Scope) -> bool:
    return 0 < profile.counts.sums.total < scope.least_count


def _sums(profile: AreaProfile, scope: Scope) -> list[Table]:
    """Where the reports of the area went; of too few for this reader nothing."""
    return [] if _is_few(profile, scope) else [sums_table(profile.counts, scope)]


def _suspicions(profile: AreaProfile, scope: Scope) -> Table:
    counts = profile.counts
    left_out = withheld_beside(counts.sums.total, counts, scope)
    rows: list[list[Cell]] = []
    if "by_kind" not in left_out:
        rows += [
            [suspicion_label(Suspicion(word)), shown_number(int(n), scope)]
            for word, n in counts.by_kind.items()
        ]
    if "by_month" not in left_out:
        rows += [[str(month), shown_number(int(n), scope)] for month, n in counts.by_month.items()]
    return Table(_("Suspicions and months"), [_("Suspicion or month"), _("Reports")], rows)


def _activities(profile: AreaProfile) -> Table:
    rows: list[list[Cell]] = [
        [row["held_on"].date(), activity_label(str(row["kind"])), row["kode"], row["note"]]
        for row in profile.activities.to_dict("records")
    ]
    return Table(_("Meetings and operations"), [_("Day"), _("Kind"), _("Kode"), _("Note")], rows)


def _neighbours(profile: AreaProfile, scope: Scope) -> Table:
    rows: list[list[Cell]] = [
        [str(kode), row["nama"], shown_number(int(row["n_reports"]), scope)]
        for kode, row in profile.neighbours.to_dict("index").items()
    ]
    return Table(_("Neighbours"), [_("Kode"), _("Name"), _("Reports")], rows)
