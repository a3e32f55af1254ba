"""Counts of reports by area and cell, and where all the others went."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from geo.analysis.reports import (
    ReportCounts,
    ReportFilter,
    Series,
    Sums,
    count_reports,
    reports_in,
    window_filter,
)
from geo.store.rules import Rules
from geo.words import Accuracy, Channel, Level, Suspicion
from tests.analysis.made_reports import make_report, make_reports
from tests.builders import day

NONGAN, RENDANG = "51.07.01.2001", "51.07.01.2002"
KLAMPOK, PEJARAKAN = "51.08.01.2001", "51.08.01.2002"
KECAMATAN = pd.Index(["51.07.01", "51.08.01"])


def spanning(since: str = "2026-01-01", until: str = "2026-12-31", **other: Any) -> ReportFilter:
    return ReportFilter(since=day(since), until=day(until), **other)


def counted(
    *rows: dict[str, Any], unit: Level | int = Level.KECAMATAN, areas: Any = None, **other: Any
) -> ReportCounts:
    return count_reports(make_reports(*rows), spanning(**other), unit=unit, areas=areas)


def test_every_area_asked_for_is_answered_in_its_order_also_with_no_report() -> None:
    asked = pd.Index(["51.08.02", "51.08.01", "51.07.01"])
    counts = counted(make_report(KLAMPOK), make_report(PEJARAKAN), areas=asked).counts
    assert counts.to_dict() == {"51.08.02": 0, "51.08.01": 2, "51.07.01": 0}
    assert list(counts.index) == list(asked)
    assert counts.index.name == "kode"


def test_a_report_counts_once_at_every_level() -> None:
    row = make_report(KLAMPOK)
    for unit, kode in (
        (Level.KABUPATEN, "51.08"),
        (Level.KECAMATAN, "51.08.01"),
        (Level.DESA, KLAMPOK),
    ):
        found = counted(row, unit=unit)
        assert found.counts.to_dict() == {kode: 1}
        assert found.sums == Sums(1, 1, 0, 0, 0, 0)


def test_a_report_of_which_only_the_kecamatan_is_known_is_in_no_desa() -> None:
    rows = [
        make_report("51.08.01", accuracy="kecamatan", place="stated"),
        make_report(KLAMPOK, accuracy="kecamatan"),
    ]
    kecamatan = counted(*rows)
    desa = counted(*rows, unit=Level.DESA, areas=pd.Index([KLAMPOK, PEJARAKAN]))
    assert kecamatan.counts.to_dict() == {"51.08.01": 2}
    assert desa.counts.to_dict() == {KLAMPOK: 0, PEJARAKAN: 0}
    assert desa.sums == Sums(2, 0, 0, without_location=2, coarser=2, shore=0)


def test_a_report_known_only_to_a_wider_area_without_any_area_asked_for_is_outside() -> None:
    row = make_report("51.07.01", accuracy="kecamatan")
    sums = counted(row, unit=Level.DESA, areas=pd.Index([KLAMPOK])).sums
    assert (sums.outside, sums.without_location) == (1, 0)


def test_the_finest_area_known_decides_whether_a_report_may_lie_in_the_areas() -> None:
    other_kecamatan = make_report("51.08.02", accuracy="kecamatan")
    only_kabupaten = make_report("51.08", accuracy="kecamatan")
    sums = counted(other_kecamatan, only_kabupaten, unit=Level.DESA, areas=pd.Index([KLAMPOK])).sums
    assert (sums.outside, sums.coarser) == (1, 1)


def test_a_report_in_an_area_that_was_not_asked_for_is_outside() -> None:
    found = counted(make_report(NONGAN), make_report(KLAMPOK), areas=pd.Index(["51.08.01"]))
    assert found.sums == Sums(2, 1, 1, 0, 0, 0)
    next_door = counted(make_report(PEJARAKAN), unit=Level.DESA, areas=pd.Index([KLAMPOK]))
    assert next_door.sums == Sums(1, 0, 1, 0, 0, 0)


def test_outside_and_missing_are_told_apart_at_every_unit() -> None:
    rows = [make_report(place="outside"), make_report(place="missing")]
    for unit in (Level.KABUPATEN, Level.KECAMATAN, Level.DESA, 5, 8):
        assert counted(*rows, unit=unit).sums == Sums(2, 0, 1, 1, 0, 0)


def test_a_cell_counts_only_reports_placed_by_gps_or_address() -> None:
    rows = [make_report(KLAMPOK, accuracy=accuracy) for accuracy in ("gps", "alamat", "desa")]
    found = counted(*rows, unit=7)
    assert list(found.counts) == [2]
    assert found.counts.index.name == "cell"
    assert found.sums == Sums(3, 2, 0, without_location=1, coarser=1, shore=0)


def test_a_cell_that_a_roughly_placed_report_carries_all_the_same_is_not_counted() -> None:
    found = counted(make_report(KLAMPOK, accuracy="desa", h3_r7="7-cell"), unit=7)
    assert found.counts.empty
    assert found.sums.coarser == 1


def test_only_cells_with_reports_of_the_filter_are_listed() -> None:
    rows = [make_report(KLAMPOK, on="2026-01-15"), make_report(NONGAN, on="2025-01-15")]
    assert len(counted(*rows, unit=6).counts) == 1


def test_shore_reports_are_in_their_area_and_named_beside() -> None:
    found = counted(make_report(KLAMPOK, place="shore"), make_report(KLAMPOK))
    assert found.sums == Sums(2, 2, 0, 0, 0, shore=1)


def test_both_ends_of_a_window_belong_to_it() -> None:
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    rows = [make_report(KLAMPOK, on=each) for each in days]
    assert counted(*rows, since="2026-02-01", until="2026-02-28").sums.total == 2


def test_what_officers_found_is_never_added_to_the_reports() -> None:
    rows = [
        make_report(KLAMPOK),
        make_report(KLAMPOK),
        make_report(KLAMPOK, channel="temuan petugas"),
    ]
    reported, found = counted(*rows), counted(*rows, series=Series.FOUND)
    assert (reported.sums.total, reported.n_found) == (2, 1)
    assert (found.sums.total, found.n_found) == (1, 2)
    assert "temuan petugas" not in reported.by_channel.index
    assert found.by_channel.to_dict() == {"temuan petugas": 1}


def test_a_filter_of_channels_leaves_what_officers_found_as_it_is() -> None:
    rows = [
        make_report(KLAMPOK),
        make_report(KLAMPOK, channel="media"),
        make_report(KLAMPOK, channel="temuan petugas"),
    ]
    media = counted(*rows, channels=(Channel.MEDIA,))
    assert (media.sums.total, media.n_found) == (1, 1)
    assert counted(*rows, channels=(Channel.MEDIA,), series=Series.FOUND).sums.total == 1
    assert counted(*rows, channels=(Channel.PATROL,)).sums.total == 0


def test_filters_of_kind_and_accuracy_hold_together() -> None:
    rows = [
        make_report(KLAMPOK, kind="keberadaan"),
        make_report(KLAMPOK, kind="keberadaan", accuracy="desa"),
        make_report(KLAMPOK, accuracy="desa"),
    ]
    asked = {"kinds": (Suspicion.PRESENCE,), "accuracies": (Accuracy.DESA,)}
    assert counted(*rows, **asked).sums.total == 1


def test_every_month_of_the_span_is_named_also_without_reports() -> None:
    rows = [make_report(KLAMPOK, on=on) for on in ("2026-01-31", "2026-03-01", "2026-03-31")]
    by_month = counted(*rows, since="2026-01-15", until="2026-04-02").by_month
    assert {str(month): n for month, n in by_month.items()} == {
        "2026-01": 1,
        "2026-02": 0,
        "2026-03": 2,
        "2026-04": 0,
    }


def test_every_word_is_named_in_the_order_of_the_vocabulary() -> None:
    found = counted(make_report(KLAMPOK, kind="lainnya", follow_up="selesai"))
    assert list(found.by_kind.index) == [kind.value for kind in Suspicion]
    assert found.by_kind["lainnya"] == found.by_follow_up["selesai"] == found.by_kind.sum() == 1


def test_a_single_invented_report_in_the_window_marks_the_whole_count() -> None:
    real, invented = make_report(KLAMPOK), make_report(NONGAN, is_sample=True)
    patrol = make_report(NONGAN, is_sample=True, channel="temuan petugas")
    assert not counted(real).is_sample
    assert counted(real, invented).is_sample
    assert counted(real, patrol).is_sample, "the number beside is shown too"
    assert not counted(real, invented, since="2027-01-01", until="2027-02-01").is_sample


def test_without_reports_every_area_has_none_and_no_share_is_told() -> None:
    found = counted(areas=KECAMATAN)
    assert list(found.counts) == [0, 0]
    assert found.sums == Sums(0, 0, 0, 0, 0, 0)
    assert found.sums.located_share is None
    assert not found.is_sample


def test_a_span_that_ends_before_it_begins_holds_nothing() -> None:
    found = counted(make_report(KLAMPOK), since="2026-02-01", until="2026-01-01")
    assert found.sums.total == found.by_month.sum() == 0


def test_the_share_located_is_what_lies_in_the_areas_asked_for() -> None:
    rows = [make_report(KLAMPOK), make_report(), make_report(place="outside"), make_report(NONGAN)]
    assert counted(*rows).sums.located_share == pytest.approx(0.5)


def test_the_window_of_the_overview_is_twelve_whole_months() -> None:
    window = window_filter(day("2026-11-22"), Rules(window_months=12))
    assert (window.since, window.until) == (day("2025-11-23"), day("2026-11-22"))


def test_reports_in_an_area_are_those_known_to_lie_in_it() -> None:
    reports = make_reports(
        make_report(KLAMPOK),
        make_report(KLAMPOK, accuracy="kecamatan"),
        make_report("51.08.01", accuracy="kecamatan"),
        make_report(NONGAN),
        make_report(place="outside"),
    )
    assert list(reports_in(reports, "51.08.01").index) == ["r0000", "r0001", "r0002"]
    assert list(reports_in(reports, KLAMPOK).index) == ["r0000"]
    assert reports_in(reports, "51.08.02").empty


def test_reports_need_not_be_sorted_and_are_left_as_they_were() -> None:
    days = ("2026-03-01", "2026-01-31", "2026-02-01")
    reports = make_reports(*(make_report(KLAMPOK, on=on) for on in days)).sort_index()
    before = reports.copy()
    found = count_reports(reports, spanning(until="2026-03-31"), unit=Level.DESA)
    assert list(found.by_month) == [1, 1, 1]
    assert_frame_equal(reports, before)
