"""One kecamatan or desa on one screen: team, members, reports, visits, meetings, neighbours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.analysis.formation import FormationReport
from geo.analysis.months import day_after
from geo.analysis.reports import ReportCounts, ReportFilter, count_reports, reports_in
from geo.analysis.visits import contact_by_desa, contact_coverage, visits_by_desa
from geo.errors import DataError
from geo.store.facts import Facts
from geo.store.members import Agency
from geo.text import _
from geo.words import MEETING, Level, kode_at, level_of


@dataclass(frozen=True)
class Records:
    """
    What is recorded of an office, as the store gives it: five frames.

    Attributes
    ----------
    reports, meetings, operations, visits : DataFrame
        See `geo.store.reports` and `geo.store.activities`.
    desa : DataFrame
        All desa of the office by the register, indexed by kode, with ``nama``.
    """

    reports: pd.DataFrame
    meetings: pd.DataFrame
    operations: pd.DataFrame
    visits: pd.DataFrame
    desa: pd.DataFrame

    @property
    def is_sample(self) -> bool:
        """Whether any of it is invented."""
        frames = (self.reports, self.meetings, self.operations, self.visits)
        return any(bool(frame["is_sample"].any()) for frame in frames)


@dataclass(frozen=True)
class AreaProfile:
    """
    What is known of one kecamatan or desa on one day.

    Attributes
    ----------
    kode, nama, level
        Of the area.
    kecamatan, kabupaten : str
        Kode of the areas it is or lies in.
    team, team_above : Series
        Row of the team of the kecamatan (a desa has none of its own) and of the kabupaten, as
        `formation.kecamatan` and `formation.kabupaten` hold them, ``nama`` included.
    due : tuple of str
        Why the team of the kecamatan is due for review (words of `geo.analysis.activity.Due`).
    members : tuple of Agency
        Agencies in the teams of kecamatan of this office; empty if no source says.
    counts : ReportCounts
        Reports known to lie in the area, by its desa; ``counts.sums.coarser`` are those of which
        only the kecamatan is known.
    whole : ReportCounts
        Reports of the whole office by areas of this level: its sums say where the others went.
    visits : DataFrame
        Its desa as `geo.analysis.visits.visits_by_desa` gives them.
    contact : Series
        How many of its desa had contact over the days of the filter, with the columns of
        `geo.analysis.visits.contact_coverage`.
    activities : DataFrame
        Meetings and operations of the kecamatan and in it up to the day, the latest first:
        ``held_on``, ``kind`` (`MEETING` or a word of OperationKind), ``kode``, ``note``,
        ``source``, ``is_sample``.
    neighbours : DataFrame
        Areas of the same level in the work area that touch it, indexed by kode: ``nama``,
        ``status`` (of the team of their kecamatan), ``n_reports``.
    is_sample : bool
        Whether any of it rests on invented records.
    """

    kode: str
    nama: str
    level: Level
    kecamatan: str
    kabupaten: str
    team: pd.Series
    team_above: pd.Series
    due: tuple[str, ...]
    members: tuple[Agency, ...]
    counts: ReportCounts
    whole: ReportCounts
    visits: pd.DataFrame
    contact: pd.Series
    activities: pd.DataFrame
    neighbours: pd.DataFrame
    is_sample: bool


def area_profile(
    kode: str,
    records: Records,
    *,
    formation: FormationReport,
    facts: Facts,
    shapes: gpd.GeoDataFrame,
    wanted: ReportFilter,
) -> AreaProfile:
    """
    All that is known of one kecamatan or desa.

    Parameters
    ----------
    kode : str
        Of a kecamatan or a desa of the office.
    records : Records
        What is recorded of the office.
    formation : FormationReport
        Teams of the office on the day; its ``on`` is the day of the whole profile.
    facts : Facts
        For the members.
    shapes : GeoDataFrame
        Polygons of the level of `kode` in the work area, indexed by kode; any CRS.
    wanted : ReportFilter
        Which reports.

    Raises
    ------
    DataError
        If the office has no such kecamatan or desa.
    """
    named = _names(kode, formation, records)
    level, kecamatan = level_of(kode), kode_at(kode, Level.KECAMATAN)
    kabupaten = kode_at(kode, Level.KABUPATEN)
    desa = records.desa[_within(records.desa.index.to_series(), kode)]
    here = reports_in(records.reports, kode)
    whole = count_reports(records.reports, wanted, unit=level, areas=named.index)
    activities = _activities(records, kecamatan, on=formation.on)
    visits = records.visits[records.visits["kode"].isin(desa.index)]
    invented = any(bool(frame["is_sample"].any()) for frame in (activities, visits))
    return AreaProfile(
        kode=kode,
        nama=str(named[kode]),
        level=level,
        kecamatan=kecamatan,
        kabupaten=kabupaten,
        team=formation.kecamatan.loc[kecamatan],
        team_above=formation.kabupaten.loc[kabupaten],
        due=formation.due["reasons"].get(kecamatan, ()),
        members=members_of(facts, formation.office.key, Level.KECAMATAN),
        counts=count_reports(here, wanted, unit=Level.DESA, areas=desa.index),
        whole=whole,
        visits=visits_by_desa(desa, visits, on=formation.on),
        contact=_contact(kode, desa, records, wanted),
        activities=activities,
        neighbours=_neighbours(kode, shapes, formation, whole),
        is_sample=formation.is_sample or whole.is_sample or invented,
    )


def members_of(facts: Facts, office: str, level: Level) -> tuple[Agency, ...]:
    """Agencies in the teams of one level of an office, in file order; empty if not known."""
    own = [m.agency for m in facts.members if m.office == office and m.level is level]
    return tuple(facts.agencies[agency] for agency in own)


def _names(kode: str, formation: FormationReport, records: Records) -> pd.Series:
    """Names of all areas of the level of `kode` in the office."""
    for named in (formation.kecamatan["nama"], records.desa["nama"]):
        if kode in named.index:
            return named
    raise DataError(
        _(
            "{office} has no kecamatan or desa with the kode {kode}. Choose one on the map.",
            office=formation.office.name,
            kode=kode,
        )
    )


def _within(kode: pd.Series, area: str) -> pd.Series:
    return (kode == area) | kode.str.startswith(f"{area}.")


def _activities(records: Records, kecamatan: str, *, on: dt.date) -> pd.DataFrame:
    columns = ["held_on", "kind", "kode", "note", "source", "is_sample"]
    both = pd.concat([records.meetings.assign(kind=MEETING)[columns], records.operations[columns]])
    here = both[_within(both["kode"], kecamatan)]
    known = here[here["held_on"] < day_after(on)]
    return known.sort_values("held_on", ascending=False, kind="stable")


def _contact(kode: str, desa: pd.DataFrame, records: Records, wanted: ReportFilter) -> pd.Series:
    contact = contact_by_desa(
        desa,
        visits=records.visits,
        meetings=records.meetings,
        reports=records.reports,
        since=wanted.since,
        until=wanted.until,
    )
    kabupaten = [kode_at(kode, Level.KABUPATEN)]
    return contact_coverage(contact).reindex(kabupaten, fill_value=0).iloc[0]


def _neighbours(
    kode: str, shapes: gpd.GeoDataFrame, formation: FormationReport, whole: ReportCounts
) -> pd.DataFrame:
    touching = shapes.index[[]]
    if kode in shapes.index:
        near = shapes.sindex.query(shapes.geometry[kode], predicate="intersects", sort=True)
        touching = shapes.index[near].drop(kode)
    above = pd.Index([kode_at(each, Level.KECAMATAN) for each in touching], dtype="str")
    return pd.DataFrame(
        {
            "nama": shapes.loc[touching, "nama"],
            "status": formation.kecamatan["status"].reindex(above).to_numpy(),
            "n_reports": whole.counts.reindex(touching, fill_value=0),
        },
        index=touching.rename("kode"),
    ).sort_index()
