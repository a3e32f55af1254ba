"""The view of formation, taken along: every team with its evidence, coverage, claims, due teams."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.analysis.formation import FormationReport
from geo.analysis.reports import ReportCounts
from geo.exports.reports import shown_number, sums_table
from geo.exports.sentences import due_label, formation_headline, record_sources, source_text
from geo.exports.taken import Cell, Table, Taken
from geo.labels import level_label, status_label
from geo.maps.view import AreaView
from geo.store.claims import Measure
from geo.store.facts import Facts
from geo.store.scope import LAPTOP, Scope
from geo.store.sources import Source
from geo.text import _, language
from geo.words import Level, TeamStatus

GIS_COLUMNS = ("holds_from", "event_on", "sk", "review_by", "source")
"""What a layer of areas says of each team beside its status, as the files of facts say it."""

RECORDED = ("activity", "last_meeting", "last_operation")
"""What it says beside that of the records of the office, where there are any."""


def take_formation(
    report: FormationReport,
    level: Level,
    *,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    facts: Facts,
    counts: ReportCounts | None = None,
    scope: Scope = LAPTOP,
) -> Taken:
    """
    The teams of an office on one day, ready to be taken along.

    Parameters
    ----------
    report : FormationReport
        As the page shows it.
    level : Level
        KABUPATEN or KECAMATAN.
    view : AreaView
        The map that the page draws, with bubbles or without.
    areas, outline : GeoDataFrame
        The areas drawn, in the order of the map, and the kabupaten; simplified, indexed by
        kode, with ``nama``.
    facts : Facts
        For the documents behind the facts and the claims.
    counts : ReportCounts, optional
        Reports of the same areas, where the map shows them too.
    scope : Scope
        Who takes them along; a meeting gets ranges of reports, and small counts hidden.
    """
    states = report.kabupaten if level is Level.KABUPATEN else report.kecamatan
    numbers = None if counts is None else shown_amounts(counts, states.index, scope)
    uses_records = counts is not None or "activity" in states
    records = record_sources(facts, is_sample=bool(view.sample)) if uses_records else []
    tables = [
        _area_table(states, report, level, facts.sources, numbers),
        _coverage_table(report),
        _progress_table(report),
        _claims_table(report, facts.sources),
        _due_table(report),
    ]
    return Taken(
        topic=formation_topic(level),
        heading=formation_headline(report, level),
        office=report.office,
        as_of=report.on,
        notes=[_("Not known is not the same as not formed: no source speaks of it.")],
        sources=[*_documents(report, states, facts.sources), *records],
        stamp=view.sample,
        view=view,
        areas=_layer(areas, states, numbers),
        outline=outline,
        tables=tables if counts is None else [*tables, sums_table(counts, scope)],
    )


def formation_topic(level: Level) -> str:
    """What a view of teams is about, in names of files."""
    return f"formation-{level}"


def shown_amounts(counts: ReportCounts, kode: pd.Index, scope: Scope) -> pd.Series:
    """Numbers of reports of these areas, as this reader may see them."""
    numbers = counts.counts.reindex(kode, fill_value=0)
    return pd.Series([shown_number(int(n), scope) for n in numbers], index=kode)


def _layer(
    areas: gpd.GeoDataFrame, states: pd.DataFrame, numbers: pd.Series | None
) -> gpd.GeoDataFrame:
    """The areas drawn, each with its team; of one that the register lacks nothing is known."""
    known = states.reindex(areas.index)
    status = _stated(known).astype("object").fillna(TeamStatus.UNKNOWN.value).astype("str")
    columns = {"nama": areas["nama"], "status": status, "boundaries": areas["source"]}
    columns |= {name: known[name] for name in (*GIS_COLUMNS, *RECORDED) if name in known}
    if numbers is not None:
        columns["n_reports"] = numbers.reindex(areas.index, fill_value=0)
    return gpd.GeoDataFrame(columns, geometry=areas.geometry, crs=areas.crs)


def _stated(states: pd.DataFrame) -> pd.Series:
    """Status of each team as a document states it; what is computed of it stands apart."""
    return states["stated"] if "stated" in states else states["status"]


def _activity(state: Mapping[Hashable, Any]) -> list[Cell]:
    """What the records of the office say of a team."""
    status = TeamStatus(state["status"])
    is_computed = status in (TeamStatus.ACTIVE, TeamStatus.INACTIVE)
    said = status_label(status) if is_computed else _("not recorded")
    return [said, _day(state["last_meeting"]), _day(state["last_operation"])]


def _area_table(
    states: pd.DataFrame,
    report: FormationReport,
    level: Level,
    sources: Mapping[str, Source],
    numbers: pd.Series | None,
) -> Table:
    """Every area of the register with its status and what that rests on."""
    above = report.kabupaten["nama"]
    note = "note_en" if language() == "en" else "note_id"
    headings = [_("Kode"), _("Name"), _("Kabupaten/kota"), _("Status"), _("Known since")]
    headings += [_("Formed on"), _("Decree (SK)"), _("To be reviewed by"), _("Note"), _("Source")]
    is_recorded = "activity" in states
    if is_recorded:
        headings += [_("Activity (computed)"), _("Last meeting"), _("Last operation")]
    rows: list[list[Cell]] = []
    stated = _stated(states)
    for kode, state in states.to_dict("index").items():
        cells: list[Cell] = [
            kode,
            state["nama"],
            above.get(state["kabupaten"], ""),
            status_label(TeamStatus(stated[kode])),
            _day(state["holds_from"]),
            _day(state["event_on"]),
            state["sk"],
            _day(state["review_by"]),
            state[note],
            source_text(sources[state["source"]]) if state["source"] in sources else "",
        ]
        cells += _activity(state) if is_recorded else []
        rows.append(cells if numbers is None else [*cells, numbers[kode]])
    shown = headings if numbers is None else [*headings, _("Reports")]
    return Table(level_label(level), shown, rows)


def _coverage_table(report: FormationReport) -> Table:
    headings = [_("Kode"), _("Name"), _("Team of the kabupaten/kota"), _("Kecamatan")]
    headings += [_("Formed"), _("Not known"), _("Share formed, %")]
    stated = _stated(report.kabupaten)
    rows: list[list[Cell]] = [
        [
            kode,
            row["nama"],
            status_label(TeamStatus(stated[kode])),
            int(row["n_kecamatan"]),
            int(row["n_formed"]),
            int(row["n_unknown"]),
            _percent(row["share"]),
        ]
        for kode, row in report.by_kabupaten.to_dict("index").items()
    ]
    return Table(_("By kabupaten"), headings, rows)


def _progress_table(report: FormationReport) -> Table:
    reached = report.progress
    rows: list[list[Cell]] = [
        [_("Target of kecamatan, as the office stated it"), reached.target],
        [_("Kecamatan in the register"), reached.n_areas],
        [_("Formed"), reached.n_formed],
        [_("Not known"), reached.n_unknown],
        [_("Share formed, %"), _percent(reached.share)],
    ]
    return Table(_("Progress"), [_("Measure"), _("Number")], rows)


def _claims_table(report: FormationReport, sources: Mapping[str, Source]) -> Table:
    """Each claim as it was stated, and beside it what is computed; shares in per cent."""
    names = {
        Measure.FORMED_SHARE: _("Share of the target formed, %"),
        Measure.AREA_KM2: _("Size of the work area, km²"),
    }
    headings = [_("Measure"), _("Claim (klaim)"), _("Computed (terhitung)"), _("Stated on")]
    headings += [_("Said by"), _("Note"), _("Source")]
    rows: list[list[Cell]] = []
    for beside in report.claims:
        claim = beside.claim
        is_share = claim.measure is Measure.FORMED_SHARE
        figures = [_percent(n) if is_share else n for n in (claim.value, beside.computed)]
        source = sources[claim.source]
        said: list[Cell] = [claim.stated_on, claim.said_by, claim.note, source_text(source)]
        rows.append([names[claim.measure], *figures, *said])
    return Table(_("Claims"), headings, rows)


def _due_table(report: FormationReport) -> Table:
    """Teams to renew or review, and why."""
    above = report.kabupaten["nama"]
    rows: list[list[Cell]] = [
        [
            kode,
            row["nama"],
            above.get(row["kabupaten"], ""),
            "; ".join(due_label(reason) for reason in row["reasons"]),
            _day(row["since"]),
        ]
        for kode, row in report.due.to_dict("index").items()
    ]
    headings = [_("Kode"), _("Name"), _("Kabupaten/kota"), _("Reason"), _("Since")]
    return Table(_("Teams to review"), headings, rows)


def _documents(
    report: FormationReport, states: pd.DataFrame, sources: Mapping[str, Source]
) -> list[str]:
    """The documents that the statuses and the claims rest on, each once."""
    keys = [*states["source"], *(beside.claim.source for beside in report.claims)]
    return [source_text(sources[key]) for key in dict.fromkeys(keys) if key in sources]


def _day(moment: pd.Timestamp) -> Cell:
    return None if pd.isna(moment) else moment.date()


def _percent(share: float | None) -> Cell:
    return None if share is None or pd.isna(share) else round(100 * share, 1)
