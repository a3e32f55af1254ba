"""The sample: invented reports and follow-up, meetings, operations, visits, denominators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd

from geo.boundaries.layers import read_current
from geo.intake.land import Land, read_land
from geo.intake.reports import enter_reports
from geo.intake.sample_activities import make_meetings, make_operations, make_visits
from geo.intake.sample_denominators import make_denominators
from geo.intake.sample_follow_ups import make_actions, make_steps
from geo.intake.sample_plan import centres_of, read_plans
from geo.intake.sample_points import draw_points
from geo.intake.sample_reports import make_reports
from geo.store.actions import write_actions
from geo.store.activities import write_activities
from geo.store.database import writing
from geo.store.denominators import write_denominators
from geo.store.facts import Facts, read_facts
from geo.store.follow_ups import write_steps
from geo.store.offices import Office
from geo.store.sample import remove_sample
from geo.store.scope import Scope

SEED = 2026


@dataclass(frozen=True)
class Sample:
    """
    All that is invented for one office; every row says that it is.

    ``reports`` has the columns that `join_reports` takes, the others those of their tables.
    """

    reports: pd.DataFrame
    meetings: pd.DataFrame
    operations: pd.DataFrame
    visits: pd.DataFrame
    steps: pd.DataFrame
    actions: pd.DataFrame
    denominators: pd.DataFrame


def make_sample(
    office: Office, facts: Facts, until: dt.date, *, seed: int = SEED, land: Land | None = None
) -> Sample | None:
    """
    Invent 24 months of an office.

    Parameters
    ----------
    office : Office
        One that has a plan; for any other nothing is invented.
    facts : Facts
        Its places and rules.
    until : date
        The last day.
    seed : int
        The same seed, office, day and boundaries make the same sample.
    land : Land, optional
        Areas of the office; those in use by default.

    Returns
    -------
    Sample or None
        None if the office has no plan, or none of its places lies in its areas.

    Raises
    ------
    NotBuilt
        If a province of the office is not built yet.
    """
    plan = read_plans().get(office.key)
    if plan is None:
        return None
    land = read_land(office.kabupaten) if land is None else land
    centres = centres_of(plan, facts.places, land.kecamatan)
    if centres.empty:
        return None
    drawn = [seed, crc32(office.key.encode()), until.toordinal()]
    rng, after = np.random.default_rng(drawn), np.random.default_rng([*drawn, 1])
    bases = np.random.default_rng([*drawn, 2])
    tolerance = facts.rules.shore_tolerance_m
    points = draw_points(plan, centres, land, tolerance_m=tolerance, rng=rng)
    reports = make_reports(plan, points, office, until=until, rng=rng)
    meetings = make_meetings(plan, land.kecamatan, office, until=until, rng=rng)
    known = facts.agencies
    return Sample(
        reports=reports,
        meetings=meetings,
        operations=make_operations(plan, points, office, until=until, rng=rng),
        visits=make_visits(plan, land.desa, office, until=until, rng=rng),
        steps=make_steps(reports, office, agencies=known, until=until, rng=after),
        actions=make_actions(meetings, agencies=known, until=until, rng=after),
        denominators=make_denominators(plan, centres, land, until=until, rng=bases),
    )


def load_sample(scope: Scope, until: dt.date | None = None) -> list[str]:
    """
    Put the sample of every office whose provinces are built into the store, in one step.

    Parameters
    ----------
    scope : Scope
        Who loads it; one with bounds is refused.
    until : date, optional
        The last day; yesterday by the clock of each office if not given.

    Returns
    -------
    list of str
        Keys of the offices that got one; a sample that was there before is replaced.

    Raises
    ------
    StoreError
        If the store cannot be written; it is then as it was.
    """
    facts, built = read_facts(), read_current().sets
    loaded = []
    with writing(scope):
        remove_sample(scope)
        for office in facts.offices.values():
            if not built.keys() >= set(office.provinsi):
                continue
            sample = make_sample(office, facts, until or yesterday(office))
            if sample is not None:
                enter_sample(scope, sample, office)
                loaded.append(office.key)
    return loaded


def enter_sample(scope: Scope, sample: Sample, office: Office) -> None:
    """Write one office's sample to the store, all or nothing."""
    with writing(scope):
        enter_reports(scope, sample.reports, office)
        write_activities(
            scope, meetings=sample.meetings, operations=sample.operations, visits=sample.visits
        )
        write_steps(scope, sample.steps)
        write_actions(scope, sample.actions)
        write_denominators(scope, sample.denominators)


def yesterday(office: Office) -> dt.date:
    """The last whole day by the clock of an office."""
    return dt.datetime.now(office.timezone).date() - dt.timedelta(days=1)
