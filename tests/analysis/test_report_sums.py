"""Whatever the reports and the filter: every report is counted once, or said where it went."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.reports import ReportFilter, Series, count_reports
from geo.words import (
    CELL_RESOLUTIONS,
    Accuracy,
    Channel,
    FollowUp,
    Level,
    Place,
    Suspicion,
    parent_of,
)
from tests.analysis.made_reports import LEVELS, make_report, make_reports
from tests.small_land import NAMES

pytestmark = pytest.mark.slow

KODE = ["", *(kode for kode in NAMES if "." in kode)]
UNITS: list[Level | int] = [*LEVELS, *CELL_RESOLUTIONS]
DAYS = st.dates(dt.date(2025, 12, 30), dt.date(2026, 3, 2))
WORDS = {"channel": Channel, "kind": Suspicion, "accuracy": Accuracy, "follow_up": FollowUp}


@st.composite
def reports(draw: st.DrawFn) -> pd.DataFrame:
    """Up to 25 reports, from anywhere to nowhere, some with a finer kode than they deserve."""

    def one() -> dict[str, Any]:
        said = {name: draw(st.sampled_from(list(words))).value for name, words in WORDS.items()}
        kode = draw(st.sampled_from(KODE))
        placed = [place.value for place in Place if place.has_area == bool(kode)]
        place = draw(st.sampled_from(placed))
        on = draw(DAYS).isoformat()
        return make_report(kode, on, place=place, is_sample=draw(st.booleans()), **said)

    return make_reports(*(one() for _ in range(draw(st.integers(0, 25)))))


def some(words: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(list(words)), unique=True, max_size=3).map(tuple)


filters = st.builds(
    ReportFilter,
    since=DAYS,
    until=DAYS,
    series=st.sampled_from(Series),
    kinds=some(Suspicion),
    channels=some(Channel),
    accuracies=some(Accuracy),
)
asked_areas = st.lists(st.sampled_from(KODE[1:]), unique=True)


def passes(row: dict[str, Any], wanted: ReportFilter) -> bool:
    """Whether a filter lets a report through, said in the plainest way."""
    found = row["channel"] == Channel.PATROL
    return (
        wanted.since <= row["received_on"].date() <= wanted.until
        and found == (wanted.series is Series.FOUND)
        and (not wanted.kinds or row["kind"] in wanted.kinds)
        and (not wanted.accuracies or row["accuracy"] in wanted.accuracies)
        and (found or not wanted.channels or row["channel"] in wanted.channels)
    )


def chosen_of(made: pd.DataFrame, wanted: ReportFilter) -> pd.DataFrame:
    kept = [passes(row, wanted) for row in made.to_dict("records")]
    return made.iloc[[at for at, keeps in enumerate(kept) if keeps]]


def where(row: dict[str, Any], unit: Level | int, areas: list[str] | None) -> str:
    """Where a report belongs: a kode or cell, outside, nowhere or coarser; again the plainest."""
    if row["place"] in ("outside", "missing"):
        return "outside" if row["place"] == "outside" else "nowhere"
    if isinstance(unit, int):
        cell = row[f"h3_r{unit}"]
        fits = row["accuracy"] in ("gps", "alamat") and isinstance(cell, str)
        return cell if fits else "coarser"
    for level in LEVELS[LEVELS.index(unit) :: -1]:
        kode = row[f"kode_{level}"]
        if not isinstance(kode, str) or (level == "desa" and row["accuracy"] == "kecamatan"):
            continue
        holds = areas is None or any(f"{area}.".startswith(f"{kode}.") for area in areas)
        if level is unit:
            return kode if holds else "outside"
        return "coarser" if holds else "outside"
    return "nowhere"


@settings(max_examples=100, deadline=None, database=None)
@given(reports(), filters, st.sampled_from(UNITS), st.none() | asked_areas)
def test_counts_are_those_of_a_reader_with_a_pencil(
    made: pd.DataFrame, wanted: ReportFilter, unit: Level | int, areas: list[str] | None
) -> None:
    depth = 0 if isinstance(unit, int) else LEVELS.index(unit) + 1
    asked = None if areas is None or not depth else [k for k in areas if k.count(".") == depth]
    index = None if asked is None else pd.Index(asked, dtype="str")
    found = count_reports(made, wanted, unit=unit, areas=index)
    rows = [row for row in made.to_dict("records") if passes(row, wanted)]
    went = Counter(where(row, unit, asked) for row in rows)
    apart = (went.pop("outside", 0), went.pop("nowhere", 0), went.pop("coarser", 0))
    assert found.counts[found.counts > 0].to_dict() == went
    assert found.sums.total == len(rows)
    assert (found.sums.outside, found.sums.coarser) == (apart[0], apart[2])
    assert found.sums.without_location == apart[1] + apart[2]
    assert found.sums.in_areas == sum(went.values())
    assert found.sums.adds_up
    assert list(found.counts.index) == (sorted(went) if asked is None else asked)


@settings(max_examples=40, deadline=None, database=None)
@given(reports(), filters)
def test_months_kinds_channels_and_states_add_up_to_the_same_total_at_every_unit(
    made: pd.DataFrame, wanted: ReportFilter
) -> None:
    chosen = chosen_of(made, wanted)
    for unit in UNITS:
        found = count_reports(made, wanted, unit=unit)
        assert found.sums.total == len(chosen)
        assert found.sums.adds_up
        assert found.counts.sum() == found.sums.in_areas
        breakdowns = (found.by_month, found.by_kind, found.by_channel)
        for breakdown in (*breakdowns, found.by_accuracy, found.by_follow_up):
            assert breakdown.sum() == len(chosen)
    assert found.by_month.to_dict() == {
        month: int((chosen["received_on"].dt.to_period("M") == month).sum())
        for month in found.by_month.index
    }
    assert found.by_kind.to_dict() == chosen["kind"].value_counts().to_dict()


@settings(max_examples=40, deadline=None, database=None)
@given(reports(), filters)
def test_a_filter_only_narrows_and_two_series_share_no_report(
    made: pd.DataFrame, wanted: ReportFilter
) -> None:
    chosen = set(chosen_of(made, wanted).index)
    for wider in (
        replace(wanted, kinds=()),
        replace(wanted, channels=()),
        replace(wanted, accuracies=()),
        replace(wanted, since=dt.date(2020, 1, 1)),
        replace(wanted, until=dt.date(2030, 1, 1)),
    ):
        assert chosen <= set(chosen_of(made, wider).index)
    both = [set(chosen_of(made, replace(wanted, series=series)).index) for series in Series]
    assert not both[0] & both[1]
    everything = ReportFilter(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
    reported = count_reports(made, everything, unit=Level.DESA)
    assert reported.sums.total + reported.n_found == len(made)


@settings(max_examples=40, deadline=None, database=None)
@given(reports(), filters)
def test_a_wider_area_has_what_its_parts_have_and_what_is_known_no_finer(
    made: pd.DataFrame, wanted: ReportFilter
) -> None:
    kabupaten, kecamatan, desa = (count_reports(made, wanted, unit=level) for level in LEVELS)
    for wide, fine in ((kabupaten, kecamatan), (kecamatan, desa)):
        parts = fine.counts.groupby([parent_of(kode) for kode in fine.counts.index])
        for kode, n in parts.sum().items():
            assert wide.counts[kode] >= n
        assert wide.sums.in_areas == fine.sums.in_areas + fine.sums.coarser - wide.sums.coarser
        assert wide.sums.outside == fine.sums.outside
