"""What a changed filter costs at the server over 100,000 reports, beside plain pandas."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections.abc import Callable

import pandas as pd

from benchmarks.many import MANY, OFFICE, UNTIL
from benchmarks.rows import Row, in_ms, seconds_of
from geo.analysis.months import months_before
from geo.analysis.placing import column_of
from geo.analysis.reports import ReportCounts, ReportFilter
from geo.maps.overview import draw_overview
from geo.maps.reports import draw_reports
from geo.maps.view import view_message
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from geo.views.cached import (
    base_file,
    count_in,
    drawn_units,
    geometry_file,
    load_areas,
    load_facts,
    load_overview,
    load_reports,
)
from geo.words import Channel, Level, Suspicion

CHANGES = 50
PROMISED = "100 ms"


def measure_changes() -> list[Row]:
    """Rows of (what, measured, promised); ``PETAPORA_HOME`` names a home of many reports."""
    office = load_facts(LAPTOP).offices[OFFICE]
    load_reports(LAPTOP, office)
    rows = [_overview_row(office)]
    for name, unit in (("cells", 7), ("kecamatan", Level.KECAMATAN), ("desa", Level.DESA)):
        rows += _report_rows(office, name, unit)
    return rows


def filters() -> list[ReportFilter]:
    """Different filters: every month of two years, kinds and channels in turn."""
    kinds, channels = list(Suspicion), [c for c in Channel if c is not Channel.PATROL]
    return [
        ReportFilter(
            since=months_before(UNTIL, 3 + n % 22),
            until=UNTIL - dt.timedelta(days=n),
            kinds=tuple(kinds[: n % 4]),
            channels=tuple(channels[: n % 3]),
        )
        for n in range(CHANGES)
    ]


def _overview_row(office: Office) -> Row:
    geometry, base = geometry_file(office, Level.KECAMATAN), base_file(office)
    drawn, rules = load_areas(office, Level.KECAMATAN).index, load_facts(LAPTOP).rules

    def change(day: dt.date) -> str:
        report = load_overview(LAPTOP, office, day)
        view = draw_overview(
            report.formation,
            report.counts,
            rules=rules,
            scope=LAPTOP,
            geometry=geometry,
            base=base,
            drawn=drawn,
            credit="",
        )
        return json.dumps(view_message(view))

    change(UNTIL + dt.timedelta(days=1))
    seconds = [
        seconds_of(lambda n=n: change(UNTIL - dt.timedelta(days=n)))  # type: ignore[misc]
        for n in range(CHANGES)
    ]
    what = f"Overview of {MANY:,} reports, day changed, at the server, {CHANGES} changes"
    return what, in_ms(seconds), PROMISED


def _report_rows(office: Office, name: str, unit: Level | int) -> list[Row]:
    change, frame = _change(office, unit), load_reports(LAPTOP, office)
    change(ReportFilter(since=months_before(UNTIL, 30), until=UNTIL))
    ours = [seconds_of(lambda f=f: change(f)) for f in filters()]  # type: ignore[misc]
    plain = [seconds_of(lambda f=f: plain_counts(frame, f, unit)) for f in filters()]  # type: ignore[misc]
    for wanted in filters()[:5]:
        found = count_in(LAPTOP, office, wanted, unit).counts
        assert found[found > 0].to_dict() == _positive(plain_counts(frame, wanted, unit)[0])
    ratio = statistics.median(plain) / statistics.median(ours)
    return [
        (f"Concentration by {name}, filter changed, counted and drawn", in_ms(ours), PROMISED),
        (
            "… counted alone with pandas' masks and groupby (baseline)",
            f"{in_ms(plain)}; {ratio:.1f} times",
            "-",
        ),
    ]


def _change(office: Office, unit: Level | int) -> Callable[[ReportFilter], str]:
    """Counts the page's three times over and draws its map, as a changed filter makes it."""
    (geometry, drawn), base = drawn_units(office, unit), base_file(office)
    rules = load_facts(LAPTOP).rules

    def counted(wanted: ReportFilter) -> ReportCounts:
        for each in (Level.KECAMATAN, Level.DESA):
            count_in(LAPTOP, office, wanted, each)
        return count_in(LAPTOP, office, wanted, unit)

    def change(wanted: ReportFilter) -> str:
        view = draw_reports(
            counted(wanted),
            rules=rules,
            scope=LAPTOP,
            geometry=geometry,
            base=base,
            drawn=drawn,
            credit="",
        )
        return json.dumps(view_message(view))

    return change


def plain_counts(reports: pd.DataFrame, wanted: ReportFilter, unit: Level | int) -> list[pd.Series]:
    """The same counts by boolean masks and groupby: by unit, month, kind, channel and the rest."""
    found = reports["channel"] == Channel.PATROL
    days = reports["received_on"]
    chosen = ~found & (days >= pd.Timestamp(wanted.since)) & (days <= pd.Timestamp(wanted.until))
    if wanted.kinds:
        chosen &= reports["kind"].isin([kind.value for kind in wanted.kinds])
    if wanted.channels:
        chosen &= reports["channel"].isin([channel.value for channel in wanted.channels])
    here = reports[chosen]
    columns = [column_of(unit), "kind", "channel", "accuracy", "follow_up", "place"]
    by_month = here.groupby(here["received_on"].dt.to_period("M")).size()
    return [*(here.groupby(column, observed=False).size() for column in columns), by_month]


def _positive(counts: pd.Series) -> dict[str, int]:
    return {str(key): int(n) for key, n in counts.items() if n}
