"""Teams against reports: the gap table, blind spots and the four figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.analysis.formation import formation_by_area, report_formation
from geo.analysis.overview import GapTable, OverviewReport, Team, gap_table, report_overview
from geo.analysis.reports import ReportFilter, count_reports
from geo.store.facts import read_facts
from geo.store.rules import Rules
from geo.words import Level, TeamStatus
from tests.analysis.made_reports import make_meetings, make_operations, make_report, make_reports
from tests.builders import day, make_formation, make_office, make_register, write_facts

KECAMATAN = ("51.07.01", "51.07.07", "51.08.01", "51.08.02")
YEAR = ReportFilter(since=day("2026-01-01"), until=day("2026-12-31"))


def gap(reported: dict[str, int], *facts: tuple[str, str]) -> GapTable:
    """Gap table of four kecamatan, with so many reports in each and so many facts known."""
    names, office = make_register(*KECAMATAN), make_office("51.07", "51.08")
    formation = make_formation(*((*fact, "2020-01-01") for fact in facts))
    kecamatan = formation_by_area(
        names, formation, office=office, level=Level.KECAMATAN, on=day("2026-11-22")
    )
    rows = [make_report(kode) for kode, n in reported.items() for _ in range(n)]
    reports = make_reports(*rows)
    counts = count_reports(reports, YEAR, unit=Level.KECAMATAN, areas=kecamatan.index)
    return gap_table(kecamatan, counts)


def test_not_known_is_a_row_of_its_own_beside_none() -> None:
    found = gap(
        {"51.07.01": 3, "51.08.01": 1},
        ("51.08.01", "terbentuk"),
        ("51.08.02", "belum dibentuk"),
    )
    assert found.with_reports == {
        Team.TEAM: ("51.08.01",),
        Team.NONE: (),
        Team.UNKNOWN: ("51.07.01",),
    }
    assert found.without_reports == {
        Team.TEAM: (),
        Team.NONE: ("51.08.02",),
        Team.UNKNOWN: ("51.07.07",),
    }
    assert found.n_reports == {Team.TEAM: 1, Team.NONE: 0, Team.UNKNOWN: 3}


@pytest.mark.parametrize("stated", ["belum dibentuk", "direncanakan", "sedang diproses"])
def test_a_team_that_is_planned_or_drafted_does_not_exist_yet(stated: str) -> None:
    found = gap({}, ("51.08.01", stated))
    assert found.without_reports[Team.NONE] == ("51.08.01",)


def test_blind_spots_have_no_known_team_and_no_report_and_say_how_many_are_unknown() -> None:
    found = gap({"51.07.01": 1}, ("51.08.01", "terbentuk"), ("51.08.02", "belum dibentuk"))
    assert found.blind_spots == ("51.07.07", "51.08.02")
    assert found.n_unknown == 1


def test_kecamatan_without_a_known_team_stand_by_their_reports_and_then_by_kode() -> None:
    found = gap(
        {"51.07.07": 2, "51.07.01": 2, "51.08.02": 7, "51.08.01": 9}, ("51.08.01", "terbentuk")
    )
    assert found.without_team["n_reports"].to_dict() == {
        "51.08.02": 7,
        "51.07.01": 2,
        "51.07.07": 2,
    }
    assert found.without_team.loc["51.08.02", "nama"] == "Seririt"
    assert list(found.without_team.index) == ["51.08.02", "51.07.01", "51.07.07"]


stated = st.sampled_from([status.value for status in TeamStatus if status.is_stated])


@settings(max_examples=40, deadline=None, database=None)
@given(
    st.dictionaries(st.sampled_from(KECAMATAN), st.integers(0, 3)),
    st.dictionaries(st.sampled_from(KECAMATAN), stated),
)
def test_each_kecamatan_stands_in_the_table_exactly_once(
    reported: dict[str, int], facts: dict[str, str]
) -> None:
    found = gap(reported, *facts.items())
    fields = [*found.with_reports.values(), *found.without_reports.values()]
    assert sorted(kode for field in fields for kode in field) == list(KECAMATAN)
    assert sum(found.n_reports.values()) == sum(reported.values())
    assert not set(found.blind_spots) & set(found.without_team.index)


def overview(
    folder: Path, *rows: dict[str, object], sample_meeting: bool = False
) -> OverviewReport:
    names = make_register()
    facts = read_facts(write_facts(folder), register=names)
    formation = report_formation(
        facts,
        names,
        office=facts.offices["bali"],
        on=day("2026-11-22"),
        meetings=make_meetings(("51.08.01", "2026-03-01"), is_sample=sample_meeting),
        operations=make_operations(),
    )
    return report_overview(formation, make_reports(*rows), rules=Rules())


def test_an_overview_has_four_figures_and_the_claim_beside_the_first(tmp_path: Path) -> None:
    found = overview(tmp_path, make_report("51.08.01", "2026-05-05"), make_report(on="2025-11-23"))
    assert (found.formation.progress.n_formed, found.formation.progress.target) == (2, 4)
    assert found.claim is not None
    assert (found.claim.claim.value, found.claim.computed) == (0.75, 0.5)
    assert (found.counts.sums.total, found.counts.sums.located_share) == (2, 0.5)
    assert found.gap.blind_spots == ("51.07.01", "51.07.07")
    assert found.n_due == 3


def test_the_overview_counts_the_published_window_up_to_its_day(tmp_path: Path) -> None:
    days = ("2025-11-22", "2025-11-23", "2026-11-22", "2026-11-23")
    found = overview(tmp_path, *(make_report("51.08.01", on) for on in days))
    assert found.counts.sums.total == 2


def test_one_invented_record_marks_the_overview(tmp_path: Path) -> None:
    assert not overview(tmp_path, make_report("51.08.01", "2026-05-05")).is_sample
    assert overview(tmp_path, make_report("51.08.01", "2026-05-05", is_sample=True)).is_sample
    assert overview(tmp_path, sample_meeting=True).is_sample


def test_activity_changes_what_is_shown_of_teams_and_not_how_many_there_are(
    tmp_path: Path,
) -> None:
    found = overview(tmp_path).formation
    assert found.kecamatan["status"].to_dict() == {
        "51.07.01": "belum dibentuk",
        "51.07.07": "belum diketahui",
        "51.08.01": "aktif",
        "51.08.02": "tidak aktif",
    }
    assert found.progress.n_formed == found.by_kabupaten["n_formed"].sum() == 2
    assert found.due.loc["51.08.02", "reasons"] == ("old", "inactive")


def test_without_records_of_activity_a_report_of_teams_stays_as_it_was(tmp_path: Path) -> None:
    names = make_register()
    facts = read_facts(write_facts(tmp_path), register=names)
    found = report_formation(facts, names, office=facts.offices["bali"], on=day("2026-11-22"))
    assert "activity" not in found.kecamatan
    assert set(found.kecamatan["status"]) == {"terbentuk", "belum dibentuk", "belum diketahui"}
    assert not found.is_sample
    assert isinstance(found.due, pd.DataFrame)
