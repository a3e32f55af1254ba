"""Which reports are open on a day, how long they have waited, and which are over their limit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geo.analysis.follow_up import NOWHERE, OUTSIDE, FollowUpReport, follow_up_on
from geo.analysis.reports import Series
from geo.store.rules import Rules
from geo.words import FollowUp
from tests.analysis.made_reports import make_report, make_reports

AREAS = pd.Index(["51.08.01", "51.08.02"], name="kode")
RULES = Rules(new_days=7, verified_days=30, acted_days=90)
ON = dt.date(2026, 3, 1)


def reports_of(*rows: dict[str, Any], agencies: tuple[str, ...] = ()) -> pd.DataFrame:
    """Reports, the n-th with the n-th agency."""
    frame = make_reports(*rows)
    held = [*agencies, *[""] * (len(frame) - len(agencies))]
    own = pd.Series(held, index=[f"r{n:04d}" for n in range(len(frame))]).replace("", None)
    return frame.assign(agency=own.reindex(frame.index).astype("category"))


def steps_of(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Steps as (report, state, day, agency), in the order of their days."""
    frame = pd.DataFrame(list(rows), columns=["report", "state", "on_day", "agency"], dtype="str")
    words = pd.Categorical(frame["state"], categories=[state.value for state in FollowUp])
    days = pd.to_datetime(frame["on_day"], format="%Y-%m-%d").astype("datetime64[us]")
    return frame.assign(state=words, on_day=days, reason="", is_sample=False)


def judged(
    reports: pd.DataFrame, steps: pd.DataFrame | None = None, on: dt.date = ON, **other: Any
) -> FollowUpReport:
    known = steps_of() if steps is None else steps
    return follow_up_on(reports, known, on, rules=RULES, areas=AREAS, **other)


def test_a_report_without_a_step_ages_from_the_day_it_was_received() -> None:
    row = judged(reports_of(make_report("51.08.01.2001", "2026-02-19"))).waiting.iloc[0]
    assert (row["age_days"], row["limit_days"], row["days_over"]) == (10, 7, 3)
    assert not row["has_step"]


@pytest.mark.parametrize(
    ("received", "overdue"), [("2026-02-22", False), ("2026-02-21", True), ("2026-03-01", False)]
)
def test_a_limit_is_exceeded_on_the_day_after_its_last(received: str, overdue: bool) -> None:
    found = judged(reports_of(make_report("51.08.01.2001", received)))
    assert found.overdue.sums.total == int(overdue)


def test_a_report_ages_from_its_last_step_and_by_the_limit_of_its_state() -> None:
    steps = steps_of(
        ("r0000", "diverifikasi", "2026-01-05", "polsek"),
        ("r0000", "ditindaklanjuti", "2026-02-20", "camat"),
    )
    found = judged(reports_of(make_report("51.08.01.2001", "2025-01-01")), steps)
    row = found.waiting.iloc[0]
    assert (row["state"], row["agency"], row["age_days"]) == ("ditindaklanjuti", "camat", 9)
    assert row["days_over"] == 9 - 90
    assert found.overdue.sums.total == 0


@pytest.mark.parametrize(
    ("state", "limit"), [("baru", 7), ("diverifikasi", 30), ("ditindaklanjuti", 90)]
)
def test_each_open_state_has_its_own_limit(state: str, limit: int) -> None:
    row = judged(reports_of(make_report("51.08.01.2001", follow_up=state))).waiting.iloc[0]
    assert row["limit_days"] == limit
    assert row["days_over"] == row["age_days"] - limit


def test_only_what_was_known_on_the_day_counts() -> None:
    reports = reports_of(
        make_report("51.08.01.2001", "2026-01-01", follow_up="selesai"),
        make_report("51.08.01.2001", "2026-03-02"),
        agencies=("camat",),
    )
    steps = steps_of(
        ("r0000", "diverifikasi", "2026-02-01", "polsek"),
        ("r0000", "selesai", "2026-03-01", "camat"),
    )
    assert judged(reports, steps).open.sums.total == 0
    before = judged(reports, steps, dt.date(2026, 2, 28)).waiting
    assert before.loc["r0000", ["state", "agency"]].to_list() == ["diverifikasi", "polsek"]
    first = judged(reports, steps, dt.date(2026, 1, 31)).waiting
    assert first.loc["r0000", ["state", "agency"]].to_list() == ["baru", ""]
    assert first.index.to_list() == ["r0000"]


def test_of_two_steps_of_a_day_the_later_one_holds() -> None:
    steps = steps_of(
        ("r0000", "diverifikasi", "2026-02-01", ""), ("r0000", "tidak terbukti", "2026-02-01", "")
    )
    assert judged(reports_of(make_report("51.08.01.2001")), steps).open.sums.total == 0


def test_a_closed_report_without_steps_waits_for_nothing() -> None:
    rows = [make_report("51.08.01.2001", follow_up=s) for s in ("selesai", "tidak terbukti")]
    assert judged(reports_of(*rows)).open.sums.total == 0


def scattered() -> pd.DataFrame:
    """Seven open reports, five of them overdue: in areas 3, outside 1, without location 1."""
    return reports_of(
        make_report("51.08.01.2001", "2026-01-10"),
        make_report("51.08.01.2002", "2026-01-11"),
        make_report("51.08.02.2001", "2026-01-12"),
        make_report("62.10.01.2001", "2026-01-13"),
        make_report("", "2026-01-14"),
        make_report("51.08.02.2001", "2026-02-28"),
        make_report("", "2026-02-28"),
        agencies=("polsek", "polsek", "camat"),
    )


def test_open_is_overdue_and_in_time_wherever_they_are() -> None:
    found = judged(scattered())
    sums = found.overdue.sums
    assert (found.open.sums.total, sums.total, found.n_in_time) == (7, 5, 2)
    assert (sums.in_areas, sums.outside, sums.without_location) == (3, 1, 1)
    assert sums.adds_up
    assert found.open.sums.adds_up
    assert found.overdue.counts.to_dict() == {"51.08.01": 2, "51.08.02": 1}


def test_the_rows_of_each_place_are_as_many_as_are_counted_there() -> None:
    found = judged(scattered())
    for kode, n in found.overdue.counts.items():
        assert len(found.overdue_in(str(kode))) == n
    assert found.overdue_in(OUTSIDE).index.to_list() == ["r0003"]
    assert found.overdue_in(NOWHERE).index.to_list() == ["r0004"]
    assert len(found.overdue_in(None)) == found.overdue.sums.total


def test_the_longest_over_its_limit_stands_first() -> None:
    over = judged(scattered()).overdue_in(None)["days_over"]
    assert over.is_monotonic_decreasing
    assert over.index[0] == "r0000"


def test_agencies_add_up_and_nobody_comes_last_however_many_that_are() -> None:
    by_agency = judged(scattered()).overdue.by_agency
    assert list(by_agency.items()) == [("polsek", 2), ("camat", 1), ("", 2)]


def test_states_of_the_day_add_up() -> None:
    steps = steps_of(("r0000", "diverifikasi", "2026-01-20", "camat"))
    by_state = judged(scattered(), steps).overdue.by_follow_up
    assert by_state.to_dict() == {
        "baru": 4,
        "diverifikasi": 1,
        "ditindaklanjuti": 0,
        "selesai": 0,
        "tidak terbukti": 0,
    }


def test_what_officers_found_is_never_added_to_reports() -> None:
    rows = [make_report("51.08.01.2001"), make_report("51.08.01.2001", channel="temuan petugas")]
    reported = judged(reports_of(*rows))
    found = judged(reports_of(*rows), series=Series.FOUND)
    assert (reported.open.sums.total, reported.open.n_found) == (1, 1)
    assert found.waiting.index.to_list() == ["r0001"]


def test_without_reports_there_is_nothing_overdue() -> None:
    found = judged(reports_of())
    assert found.open.sums.total == found.overdue.sums.total == found.n_in_time == 0
    assert found.overdue.counts.to_dict() == {"51.08.01": 0, "51.08.02": 0}


def test_the_input_stays_as_it_was() -> None:
    reports, steps = scattered(), steps_of(("r0000", "diverifikasi", "2026-01-20", "camat"))
    before = reports.copy(), steps.copy()
    judged(reports, steps)
    pd.testing.assert_frame_equal(reports, before[0])
    pd.testing.assert_frame_equal(steps, before[1])


def test_an_office_may_set_its_own_limit() -> None:
    reports, longer = scattered(), replace(RULES, new_days=60)
    found = follow_up_on(reports, steps_of(), ON, rules=longer, areas=AREAS)
    assert found.overdue.sums.total == 0
