"""What can be said against reports: counted, never twice in the sums, each with its rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.analysis.actions import actions_on
from geo.analysis.quality import (
    Check,
    QualityReport,
    held_by_sender,
    intake_sums,
    quality_of,
    silent_months,
)
from geo.analysis.reports import ReportFilter, Series
from geo.store.rules import Rules
from tests.analysis.made_reports import make_report, make_reports

AREAS = pd.Index(["51.08.01", "51.08.02"], name="kode")
KABUPATEN = pd.Index(["51.07", "51.08"], name="kode")
SPAN = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
WITA = ZoneInfo("Asia/Makassar")


def details_of(reports: pd.DataFrame, *days_late: float | None) -> pd.DataFrame:
    """What the store tells beside: entered so many days after receipt, None where unknown."""
    received = reports["received_on"].dt.tz_localize("UTC")
    held = pd.Series([*days_late, *[None] * (len(reports) - len(days_late))], dtype=float)
    late = pd.to_timedelta(held.set_axis(reports.sort_index().index).reindex(reports.index), "D")
    return pd.DataFrame(
        {
            "received_at": received,
            "entered_at": received + late,
            "distance_m": 12.0,
            "import_id": pd.Categorical([None] * len(reports), categories=["i1"]),
        },
        index=reports.index,
    )


def judged(*rows: dict[str, Any], late: tuple[float | None, ...] = ()) -> QualityReport:
    reports = make_reports(*rows)
    return quality_of(
        reports,
        details_of(reports, *late),
        SPAN,
        rules=Rules(late_days=14),
        areas=AREAS,
        kabupaten=KABUPATEN,
    )


def test_all_are_in_areas_outside_or_without_location_and_each_number_has_its_rows() -> None:
    found = judged(
        make_report("51.08.01.2001"),
        make_report("51.08.02.2001", place="shore"),
        make_report("62.10.01.2001"),
        make_report("", place="outside"),
        make_report(""),
        make_report("51.08"),
    )
    sums = found.counts.sums
    assert (sums.total, sums.in_areas, sums.outside, sums.without_location) == (6, 2, 2, 2)
    assert found.n(Check.OUTSIDE) == sums.outside
    assert found.n(Check.MISSING) == sums.without_location
    assert (found.n(Check.SHORE), sums.shore) == (1, 1)
    assert set(found.found[Check.MISSING]) == {"r0004", "r0005"}


def test_a_report_known_to_a_wide_area_is_counted_by_its_accuracy() -> None:
    found = judged(
        make_report("51.08.01.2001", accuracy="desa"),
        make_report("51.08.01", accuracy="kecamatan"),
        make_report("51.08.01.2001", accuracy="alamat"),
    )
    assert (found.n(Check.DESA), found.n(Check.KECAMATAN)) == (1, 1)


def test_late_is_more_than_so_many_days_and_unknown_is_not_in_time() -> None:
    rows = [make_report("51.08.01.2001") for _n in range(4)]
    found = judged(*rows, late=(14.0, 14.5, 0.0, None))
    assert found.found[Check.LATE].to_list() == ["r0001"]
    assert found.found[Check.UNDATED].to_list() == ["r0003"]


def test_only_the_span_and_the_series_asked_for_are_judged() -> None:
    found = judged(
        make_report("", "2025-12-31"),
        make_report("", "2026-01-01"),
        make_report("", "2026-03-31"),
        make_report("", "2026-04-01"),
        make_report("", "2026-02-01", channel="temuan petugas"),
    )
    assert found.found[Check.MISSING].to_list() == ["r0002", "r0001"]
    assert found.counts.n_found == 1


def test_whole_months_without_a_report_are_named_by_kabupaten() -> None:
    reports = make_reports(
        make_report("51.08.01.2001", "2026-01-31"), make_report("51.07.01.2001", "2026-03-01")
    )
    silent = silent_months(reports, SPAN, kabupaten=KABUPATEN)
    assert {kode: [str(m) for m in months] for kode, months in silent.items()} == {
        "51.07": ["2026-01", "2026-02"],
        "51.08": ["2026-02", "2026-03"],
    }


def test_months_before_the_first_report_and_months_cut_short_are_not_silent() -> None:
    reports = make_reports(make_report("51.08.01.2001", "2026-02-10"))
    span = ReportFilter(dt.date(2025, 6, 1), dt.date(2026, 4, 15))
    silent = silent_months(reports, span, kabupaten=KABUPATEN)
    assert [str(month) for month in silent["51.07"]] == ["2026-02", "2026-03"]
    assert [str(month) for month in silent["51.08"]] == ["2026-03"]
    nothing = silent_months(make_reports(), span, kabupaten=KABUPATEN)
    assert len(nothing["51.08"]) == 10


def imports_of(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    """Imports as (moment in UTC, sender, accepted, held, rejected)."""
    columns = ["at", "sender", "accepted", "held", "rejected"]
    frame = pd.DataFrame(list(rows), columns=columns)
    frame["read"] = frame[["accepted", "held", "rejected"]].sum(axis=1)
    moments = pd.to_datetime(frame["at"], utc=True)
    undone = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    index = pd.Index([f"i{n}" for n in range(len(frame))], name="import_id")
    frame = frame.assign(at=moments, kind="reports", file="a.csv", undone_at=undone)
    return frame.set_axis(index)


def test_rows_of_all_files_add_up_and_an_undone_file_is_left_out() -> None:
    imports = imports_of(
        ("2026-03-01T00:00", "Polsek", 5, 2, 1),
        ("2026-03-02T00:00", "Camat", 3, 0, 0),
        ("2026-03-03T00:00", "Camat", 9, 9, 9),
    )
    imports.loc["i2", "undone_at"] = pd.Timestamp("2026-03-04", tz="UTC")
    sums = intake_sums(imports, SPAN.until, WITA)
    assert (sums.read, sums.accepted, sums.held, sums.rejected) == (11, 8, 2, 1)
    assert (sums.n_files, sums.n_undone, sums.adds_up) == (2, 1, True)


def test_a_file_belongs_to_the_day_and_month_of_the_offices_own_clock() -> None:
    imports = imports_of(("2026-03-31T16:00", "Polsek", 0, 4, 0))
    assert intake_sums(imports, SPAN.until, WITA).n_files == 0
    held = held_by_sender(imports, dt.date(2026, 4, 1), WITA)
    assert str(held.loc["i0", "month"]) == "2026-04"


def test_files_with_held_rows_are_listed_the_newest_month_first() -> None:
    imports = imports_of(
        ("2026-01-05T00:00", "Camat", 0, 1, 0),
        ("2026-03-05T00:00", "Polsek", 0, 2, 0),
        ("2026-03-06T00:00", "Camat", 0, 3, 5),
        ("2026-03-07T00:00", "Camat", 4, 0, 5),
    )
    held = held_by_sender(imports, SPAN.until, WITA)
    assert held.index.to_list() == ["i2", "i1", "i0"]


@pytest.mark.parametrize("series", list(Series))
def test_without_reports_nothing_is_found(series: Series) -> None:
    reports = make_reports()
    wanted = ReportFilter(SPAN.since, SPAN.until, series)
    found = quality_of(
        reports, details_of(reports), wanted, rules=Rules(), areas=AREAS, kabupaten=KABUPATEN
    )
    assert [found.n(check) for check in Check] == [0] * len(Check)


def test_open_actions_come_first_the_longest_overdue_before() -> None:
    days = {
        "held_on": ["2026-01-01", "2026-01-01", "2026-01-01", "2026-05-01"],
        "due_on": ["2026-03-01", "2026-02-01", "2026-04-01", "2026-06-01"],
        "done_on": ["2026-02-20", None, None, None],
    }
    frame = pd.DataFrame({name: pd.to_datetime(text) for name, text in days.items()})
    frame = frame.set_axis(pd.Index(["a", "b", "c", "d"], name="action"))
    found = actions_on(frame, dt.date(2026, 3, 11))
    assert found.index.to_list() == ["b", "c", "a"]
    assert found["days_over"].to_list() == [38, -21, 0]
    earlier = actions_on(frame, dt.date(2026, 2, 19))
    assert not earlier["is_done"].any()
