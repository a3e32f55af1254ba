"""What a changed filter costs at the server over 100,000 reports, beside plain pandas."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections.abc import Callable
from functools import partial

import pandas as pd

from benchmarks.many import MANY, OFFICE, UNTIL
from benchmarks.rows import Row, in_ms, seconds_of
from geo.analysis.months import months_before
from geo.analysis.placing import column_of, known_at
from geo.analysis.reports import ReportCounts, ReportFilter, count_reports
from geo.maps.overview import draw_overview
from geo.maps.reports import draw_reports
from geo.maps.view import view_message
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from geo.views.cached import (
    count_in,
    load_facts,
    load_names_of,
    load_overview,
    load_reports,
)
from geo.views.frame import load_ground
from geo.words import Channel, Level, Suspicion

CHANGES = 50
UNITS: tuple[Level | int, ...] = (7, Level.KECAMATAN, Level.DESA)
PROMISED = "0.5 s"


def measure_changes() -> list[Row]:
    """Rows of (what, measured, promised); ``PETAPORA_HOME`` names a home of many reports."""
    office = load_facts(LAPTOP).offices[OFFICE]
    load_reports(LAPTOP, office)
    rows = [_overview_row(office)]
    for unit in UNITS:
        rows += _report_rows(office, unit)
    return rows


def filters(unit: Level | int) -> list[ReportFilter]:
    """Filters of which no two are the same, not those of another unit either."""
    shift = UNITS.index(unit)
    kinds, channels = list(Suspicion), [c for c in Channel if c is not Channel.PATROL]
    return [
        ReportFilter(
            since=months_before(UNTIL, 3 + n % 22) - dt.timedelta(days=shift),
            until=UNTIL - dt.timedelta(days=n),
            kinds=tuple(kinds[: n % 4]),
            channels=tuple(channels[: n % 3]),
        )
        for n in range(CHANGES)
    ]


def _overview_row(office: Office) -> Row:
    ground, rules = load_ground(office, Level.KECAMATAN), load_facts(LAPTOP).rules

    def change(day: dt.date) -> str:
        report = load_overview(LAPTOP, office, day)
        view = draw_overview(report.formation, report.counts, ground, rules=rules, scope=LAPTOP)
        return json.dumps(view_message(view))

    change(UNTIL + dt.timedelta(days=1))
    days = [UNTIL - dt.timedelta(days=n) for n in range(CHANGES)]
    seconds = [seconds_of(partial(change, day)) for day in days]
    what = f"Overview of {MANY:,} reports, day changed, at the server, {CHANGES} changes"
    return what, in_ms(seconds), PROMISED


def _report_rows(office: Office, unit: Level | int) -> list[Row]:
    change, frame, wanted = _change(office, unit), load_reports(LAPTOP, office), filters(unit)
    change(ReportFilter(since=months_before(UNTIL, 30), until=UNTIL))
    ours = [seconds_of(partial(change, each)) for each in wanted]
    counted = [seconds_of(partial(_counted, office, frame, each, unit)) for each in wanted]
    plain = [seconds_of(partial(_plainly, frame, each, unit)) for each in wanted]
    for each in wanted:
        counts = count_in(LAPTOP, office, each, unit).counts
        assert _positive(counts) == _positive(plain_counts(frame, each, unit)[0])
    times = statistics.median(plain) / statistics.median(counted)
    name = f"cell (H3 {unit})" if isinstance(unit, int) else unit.value
    return [
        (f"Concentration by {name}, filter changed, counted and drawn", in_ms(ours), PROMISED),
        ("… of this counting", in_ms(counted), "-"),
        (
            "… counted with pandas' masks and groupby (baseline)",
            f"{in_ms(plain)}; {times:.1f} times",
            "-",
        ),
    ]


def _change(office: Office, unit: Level | int) -> Callable[[ReportFilter], str]:
    """Counts and draws what a changed filter changes on the page."""
    ground, rules = load_ground(office, unit), load_facts(LAPTOP).rules

    def counted(wanted: ReportFilter) -> ReportCounts:
        count_in(LAPTOP, office, wanted, Level.KECAMATAN)  # the headline's
        return count_in(LAPTOP, office, wanted, unit)

    def change(wanted: ReportFilter) -> str:
        view = draw_reports(counted(wanted), ground, rules=rules, scope=LAPTOP)
        return json.dumps(view_message(view))

    return change


def _counted(
    office: Office, reports: pd.DataFrame, wanted: ReportFilter, unit: Level | int
) -> None:
    """What the page counts, without its caches."""
    for each in dict.fromkeys((Level.KECAMATAN, unit)):
        areas = load_names_of(office, each).index if isinstance(each, Level) else None
        count_reports(reports, wanted, unit=each, areas=areas)


def _plainly(reports: pd.DataFrame, wanted: ReportFilter, unit: Level | int) -> None:
    """The same by plain pandas."""
    for each in dict.fromkeys((Level.KECAMATAN, unit)):
        plain_counts(reports, wanted, each)


def plain_counts(reports: pd.DataFrame, wanted: ReportFilter, unit: Level | int) -> list[pd.Series]:
    """The same counts by masks and groupby: by unit, kind, channel and the rest, and by month."""
    days = reports["received_on"]
    chosen = (
        (reports["channel"] != Channel.PATROL)
        & (days >= pd.Timestamp(wanted.since))
        & (days <= pd.Timestamp(wanted.until))
    )
    if wanted.kinds:
        chosen &= reports["kind"].isin([kind.value for kind in wanted.kinds])
    if wanted.channels:
        chosen &= reports["channel"].isin([channel.value for channel in wanted.channels])
    here = reports[chosen]
    of_unit = here[known_at(here, unit)].groupby(column_of(unit), observed=False).size()
    columns = ["kind", "channel", "accuracy", "follow_up", "place"]
    by_month = here.groupby(here["received_on"].dt.to_period("M")).size()
    return [of_unit, *(here.groupby(c, observed=False).size() for c in columns), by_month]


def _positive(counts: pd.Series) -> dict[str, int]:
    return {str(key): int(n) for key, n in counts.items() if n}
