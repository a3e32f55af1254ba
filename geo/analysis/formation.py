"""The ladder of formation on a given day: status of areas, coverage, targets, claims beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.analysis.activity import due_teams, is_formed, uses_sample, with_activity
from geo.store.claims import Claim, Measure, Target
from geo.store.facts import Facts
from geo.store.offices import Office
from geo.words import Level, TeamStatus, kode_at, level_of


@dataclass(frozen=True)
class Progress:
    """
    How far an office is on one day.

    ``target`` is what the office stated (None if it stated none), ``n_areas`` what the register
    has. ``share`` is formed of target, or of all areas without a target; None where nothing is
    known of any area, because then 0 % would be a guess.
    """

    target: int | None
    n_areas: int
    n_formed: int
    n_unknown: int

    @property
    def share(self) -> float | None:
        """Formed share, 0 to 1."""
        if self.n_unknown == self.n_areas:
            return None
        return self.n_formed / (self.target or self.n_areas)


@dataclass(frozen=True)
class ClaimBeside:
    """
    A quoted figure and, beside it, the figure computed for the day it was stated.

    ``computed`` is None where it cannot be told. For a share of teams, ``coverage`` holds the
    teams of that day as `coverage_by_kabupaten` gives them, and ``whole`` what they are a share of.
    """

    claim: Claim
    computed: float | None
    coverage: pd.DataFrame | None = None
    whole: int = 0


@dataclass(frozen=True)
class FormationReport:
    """
    An office's teams on one day.

    ``kecamatan`` and ``kabupaten`` are as `formation_by_area` gives them, ``by_kabupaten`` as
    `coverage_by_kabupaten` does. ``claims`` holds the claims stated up to that day, each beside
    the figure computed for the day it was stated. ``due`` holds the teams of both levels to look
    at again, as `geo.analysis.activity.due_teams` gives them. Where meetings and operations were
    given, ``kecamatan`` and ``kabupaten`` are as `geo.analysis.activity.with_activity` gives
    them, and ``is_sample`` says whether any of those records is invented.
    """

    office: Office
    on: dt.date
    kecamatan: pd.DataFrame
    kabupaten: pd.DataFrame
    by_kabupaten: pd.DataFrame
    progress: Progress
    claims: tuple[ClaimBeside, ...]
    due: pd.DataFrame
    is_sample: bool = False


def status_on(formation: pd.DataFrame, kode: Iterable[str], *, on: dt.date) -> pd.DataFrame:
    """
    Status of each area on one day, with the fact that says so.

    Parameters
    ----------
    formation : DataFrame
        Facts as `geo.store.formation.formation_of` gives them.
    kode : iterable of str, n kode
        The areas asked for; their order is kept.
    on : date
        The day. Of the facts that hold from this day or earlier the latest one counts; of two
        from the same day, the one further down in the file.

    Returns
    -------
    DataFrame, n rows
        Indexed by ``kode``: ``status`` (ordered categorical of the ladder), ``fact``,
        ``holds_from``, ``event_on``, ``sk``, ``review_by``, ``source``, ``note_id``, ``note_en``.
        An area of which no fact speaks is ``belum diketahui``, with empty text and NaT.
    """
    known = formation[formation["holds_from"] <= pd.Timestamp(on)]
    latest = known.sort_values(["holds_from", "line"]).groupby("kode").tail(1).set_index("kode")
    columns = ["status", "fact", "holds_from", "event_on", "sk", "review_by", "source"]
    columns += ["note_id", "note_en"]
    states = latest[columns].reindex(pd.Index(kode, name="kode"))
    states["status"] = states["status"].fillna(TeamStatus.UNKNOWN.value)
    text = ["fact", "sk", "source", "note_id", "note_en"]
    states[text] = states[text].fillna("")
    return states


def formation_by_area(
    names: pd.Series, formation: pd.DataFrame, *, office: Office, level: Level, on: dt.date
) -> pd.DataFrame:
    """
    Status of every kabupaten or kecamatan of an office on one day.

    Parameters
    ----------
    names : Series
        Names of kabupaten and kecamatan, indexed by kode, as the register has them.
    formation : DataFrame
        Facts of formation.
    office : Office
        Its work area decides which areas are asked for.
    level : Level
        KABUPATEN or KECAMATAN.
    on : date
        The day.

    Returns
    -------
    DataFrame
        Indexed by ``kode``, sorted: ``nama``, ``kabupaten`` (kode), and the columns of
        `status_on`.
    """
    own = names.index[names.index.str[:5].isin(office.kabupaten)]
    here = [kode for kode in own if level_of(kode) is level]
    states = status_on(formation, here, on=on)
    states.insert(0, "nama", names[here])
    states.insert(1, "kabupaten", [kode_at(kode, Level.KABUPATEN) for kode in here])
    return states.sort_index()


def coverage_by_kabupaten(kecamatan: pd.DataFrame, kabupaten: pd.DataFrame) -> pd.DataFrame:
    """
    Kecamatan with a team, per kabupaten.

    Parameters
    ----------
    kecamatan, kabupaten : DataFrame
        As `formation_by_area` gives them, of one office and one day.

    Returns
    -------
    DataFrame
        Indexed by kode of the kabupaten, in the order of `kabupaten`: ``nama``, ``status`` (of
        the kabupaten's own team), ``n_kecamatan``, ``n_formed``, ``n_unknown``, ``share`` (of
        the kecamatan formed, 0 to 1; NaN where nothing is known of any of them).
    """
    counted = pd.DataFrame(
        {
            "kabupaten": kecamatan["kabupaten"],
            "n_kecamatan": 1,
            "n_formed": is_formed(kecamatan["status"]).astype(int),
            "n_unknown": (kecamatan["status"] == TeamStatus.UNKNOWN.value).astype(int),
        }
    )
    sums = counted.groupby("kabupaten").sum().reindex(kabupaten.index, fill_value=0)
    known = sums["n_unknown"] < sums["n_kecamatan"]
    sums["share"] = (sums["n_formed"] / sums["n_kecamatan"]).where(known)
    return kabupaten[["nama", "status"]].join(sums)


def progress(kecamatan: pd.DataFrame, targets: Iterable[Target], *, office: Office) -> Progress:
    """Progress of an office towards its target of kecamatan teams; see `Progress`."""
    stated = [t for t in targets if t.office == office.key and t.level is Level.KECAMATAN]
    latest = max(stated, key=lambda target: target.stated_on, default=None)
    return Progress(
        target=latest.target if latest else None,
        n_areas=len(kecamatan),
        n_formed=int(is_formed(kecamatan["status"]).sum()),
        n_unknown=int((kecamatan["status"] == TeamStatus.UNKNOWN.value).sum()),
    )


def counts_by_status(areas: pd.DataFrame) -> dict[TeamStatus, int]:
    """Number of areas on each rung of the ladder, all rungs, in its order; sums to all areas."""
    counts = areas["status"].value_counts()
    return {status: int(counts.get(status.value, 0)) for status in TeamStatus}


def report_formation(
    facts: Facts,
    names: pd.Series,
    *,
    office: Office,
    on: dt.date,
    area_km2: float | None = None,
    meetings: pd.DataFrame | None = None,
    operations: pd.DataFrame | None = None,
) -> FormationReport:
    """
    All that is known of an office's teams on one day; the page and the shell show the same.

    Parameters
    ----------
    facts : Facts
        The curated facts.
    names : Series
        Names of kabupaten and kecamatan, indexed by kode.
    office : Office
        Whose work area.
    on : date
        The day.
    area_km2 : float, optional
        Area of the work area as its polygons give it, km², to stand beside claims about it.
    meetings, operations : DataFrame, optional
        As `geo.store.activities` gives them, both or neither. With them formed teams are told
        apart as active and inactive; how many are formed stays the same.
    """
    areas = _areas_on(facts, names, office, on)
    is_sample = False
    if meetings is not None and operations is not None:
        is_sample = any(uses_sample(each, meetings, operations, on=on) for each in areas)
        areas = tuple(
            with_activity(each, meetings, operations, on=on, rules=facts.rules) for each in areas
        )
    kecamatan, kabupaten = areas

    def beside(claim: Claim) -> ClaimBeside:
        if claim.measure is Measure.AREA_KM2:
            return ClaimBeside(claim, area_km2)
        then, above = _areas_on(facts, names, office, claim.stated_on)
        reached = progress(then, facts.targets, office=office)
        whole = reached.target or reached.n_areas
        return ClaimBeside(claim, reached.share, coverage_by_kabupaten(then, above), whole)

    known = [c for c in facts.claims if c.office == office.key and c.stated_on <= on]
    return FormationReport(
        office=office,
        on=on,
        kecamatan=kecamatan,
        kabupaten=kabupaten,
        by_kabupaten=coverage_by_kabupaten(kecamatan, kabupaten),
        progress=progress(kecamatan, facts.targets, office=office),
        claims=tuple(beside(claim) for claim in known),
        due=due_teams(pd.concat([kabupaten, kecamatan]), on=on, rules=facts.rules),
        is_sample=is_sample,
    )


def _areas_on(
    facts: Facts, names: pd.Series, office: Office, on: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kecamatan and kabupaten of an office with their status on one day."""
    kecamatan, kabupaten = (
        formation_by_area(names, facts.formation, office=office, level=level, on=on)
        for level in (Level.KECAMATAN, Level.KABUPATEN)
    )
    return kecamatan, kabupaten
