"""Visits, contact and months: what desa were seen, and which never were."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.analysis.visits import contact_by_desa, contact_coverage, timeline, visits_by_desa
from tests.analysis.made_reports import (
    make_meetings,
    make_operations,
    make_report,
    make_reports,
    make_visits,
)
from tests.builders import day
from tests.small_land import NAMES

NONGAN, RENDANG = "51.07.01.2001", "51.07.01.2002"
KLAMPOK, PEJARAKAN, UNGGAHAN = "51.08.01.2001", "51.08.01.2002", "51.08.02.2001"
TODAY = "2026-11-22"


def make_desa(*kode: str) -> pd.DataFrame:
    names = {"nama": [NAMES[each] for each in kode]}
    return pd.DataFrame(names, index=pd.Index(kode, name="kode", dtype="str"))


def contact(*kode: str, **records: pd.DataFrame) -> pd.DataFrame:
    """Contact of desa in the year up to today."""
    given = {"visits": make_visits(), "meetings": make_meetings(), "reports": make_reports()}
    since, until = day("2025-11-22"), day(TODAY)
    return contact_by_desa(make_desa(*kode), since=since, until=until, **(given | records))


def test_a_desa_never_visited_has_no_months_and_none_visits() -> None:
    found = visits_by_desa(
        make_desa(KLAMPOK, NONGAN), make_visits((KLAMPOK, "2026-09-23")), on=day(TODAY)
    )
    assert list(found.index) == [KLAMPOK, NONGAN]
    assert list(found["n_visits"]) == [1, 0]
    assert found.loc[KLAMPOK, "months_since"] == 1
    assert pd.isna(found.loc[NONGAN, "months_since"])
    assert pd.isna(found.loc[NONGAN, "last_visit"])
    assert found.loc[NONGAN, ["kecamatan", "kabupaten"]].to_list() == ["51.07.01", "51.07"]


def test_the_last_of_several_visits_counts_and_a_later_one_is_not_known_yet() -> None:
    visits = make_visits((KLAMPOK, "2026-05-22"), (KLAMPOK, "2025-01-01"), (KLAMPOK, "2026-11-23"))
    found = visits_by_desa(make_desa(KLAMPOK), visits, on=day(TODAY)).loc[KLAMPOK]
    assert (found["months_since"], found["n_visits"]) == (6, 2)
    assert found["last_visit"] == pd.Timestamp("2026-05-22")


def test_a_visit_to_another_desa_is_none_here() -> None:
    found = visits_by_desa(make_desa(KLAMPOK), make_visits((NONGAN, "2026-01-01")), on=day(TODAY))
    assert list(found["n_visits"]) == [0]


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2025-11-21", False), ("2025-11-22", True), (TODAY, True), ("2026-11-23", False)],
)
def test_visits_meetings_and_reports_count_in_the_same_window(on: str, counts: bool) -> None:
    found = contact(
        KLAMPOK,
        visits=make_visits((KLAMPOK, on)),
        meetings=make_meetings(("51.08.01", on)),
        reports=make_reports(make_report(KLAMPOK, on)),
    )
    assert found.loc[KLAMPOK, ["visit", "meeting", "report", "any"]].to_list() == [counts] * 4


def test_a_meeting_of_the_kecamatan_is_contact_with_its_desa_and_one_of_the_kabupaten_is_not() -> (
    None
):
    found = contact(
        KLAMPOK, UNGGAHAN, meetings=make_meetings(("51.08.01", TODAY), ("51.08", TODAY))
    )
    assert found["meeting"].to_dict() == {KLAMPOK: True, UNGGAHAN: False}
    assert found["any"].to_dict() == {KLAMPOK: True, UNGGAHAN: False}
    assert found["meeting_above"].all()


def test_a_report_is_contact_only_where_its_desa_is_known_and_somebody_reported_it() -> None:
    reports = make_reports(
        make_report("51.08.01", TODAY, accuracy="kecamatan"),
        make_report(PEJARAKAN, TODAY, channel="temuan petugas"),
        make_report(NONGAN, TODAY),
    )
    found = contact(KLAMPOK, PEJARAKAN, NONGAN, reports=reports)
    assert found["report"].to_dict() == {KLAMPOK: False, PEJARAKAN: False, NONGAN: True}


def test_coverage_counts_a_desa_once_however_many_contacts_it_had() -> None:
    found = contact_coverage(
        contact(
            NONGAN,
            RENDANG,
            KLAMPOK,
            PEJARAKAN,
            UNGGAHAN,
            visits=make_visits((KLAMPOK, TODAY), (KLAMPOK, "2026-01-01"), (NONGAN, "2020-01-01")),
            meetings=make_meetings(("51.08.01", TODAY)),
        )
    )
    buleleng = found.loc["51.08"]
    assert buleleng[["n_desa", "n_visit", "n_meeting", "n_report", "n_any"]].to_list() == [
        3,
        1,
        2,
        0,
        2,
    ]
    assert buleleng["any_share"] == pytest.approx(2 / 3)
    assert found["n_never"].to_dict() == {"51.07": 1, "51.08": 2}
    assert found.loc["51.07", "n_visit"] == 0, "a visit of 2020 is no contact this year"


def test_coverage_is_also_told_by_kecamatan_and_adds_up() -> None:
    seen = contact(NONGAN, KLAMPOK, UNGGAHAN, visits=make_visits((KLAMPOK, TODAY)))
    by_kecamatan, by_kabupaten = contact_coverage(seen, by="kecamatan"), contact_coverage(seen)
    assert list(by_kecamatan.index) == ["51.07.01", "51.08.01", "51.08.02"]
    for column in ("n_desa", "n_visit", "n_any", "n_never"):
        assert by_kecamatan[column].sum() == by_kabupaten[column].sum()


def test_the_timeline_has_every_month_of_every_kabupaten_also_the_silent_ones() -> None:
    found = timeline(
        make_meetings(("51.08", "2026-10-01"), ("51.08.01", "2026-10-31")),
        make_operations(("51.08.02", "2026-11-22"), ("51.08.02", "2026-11-23")),
        make_visits((NONGAN, "2026-09-30"), ("62.10.01.2001", "2026-09-30")),
        kabupaten=pd.Index(["51.08", "51.07"]),
        since=day("2026-09-15"),
        until=day(TODAY),
    )
    rows = {(kode, str(month)): tuple(n) for (kode, month), n in found.T.to_dict("list").items()}
    assert rows == {
        ("51.08", "2026-09"): (0, 0, 0),
        ("51.08", "2026-10"): (2, 0, 0),
        ("51.08", "2026-11"): (0, 1, 0),
        ("51.07", "2026-09"): (0, 0, 1),
        ("51.07", "2026-10"): (0, 0, 0),
        ("51.07", "2026-11"): (0, 0, 0),
    }


def test_without_any_record_all_is_none_and_nothing_fails() -> None:
    found = contact_coverage(contact(KLAMPOK, NONGAN))
    assert list(found["n_any"]) == [0, 0]
    empty = timeline(
        make_meetings(),
        make_operations(),
        make_visits(),
        kabupaten=pd.Index(["51.08"]),
        since=day("2026-01-01"),
        until=day("2026-02-01"),
    )
    assert empty.to_numpy().sum() == 0
    assert len(empty) == 2
