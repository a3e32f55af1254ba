"""One kecamatan or desa on one screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.analysis.formation import report_formation
from geo.analysis.profile import AreaProfile, Records, area_profile
from geo.analysis.reports import ReportFilter
from geo.errors import DataError
from geo.store.facts import read_facts
from geo.words import Level
from tests.analysis.made_reports import (
    make_meetings,
    make_operations,
    make_report,
    make_reports,
    make_visits,
)
from tests.builders import day, make_register, write_facts
from tests.small_land import NAMES, kodes, make_areas

KLAMPOK, PEJARAKAN, UNGGAHAN = "51.08.01.2001", "51.08.01.2002", "51.08.02.2001"
TODAY = "2026-11-22"


def profile(folder: Path, kode: str, *rows: dict[str, Any], **other: pd.DataFrame) -> AreaProfile:
    """Profile of an area of the small land's first office over the year up to today."""
    names = make_register()
    facts = read_facts(write_facts(folder), register=names)
    given = {"meetings": make_meetings(), "operations": make_operations()} | other
    formation = report_formation(
        facts,
        names,
        office=facts.offices["bali"],
        on=day(TODAY),
        meetings=given["meetings"],
        operations=given["operations"],
    )
    desa = kodes(Level.DESA, within="51")
    register = pd.DataFrame({"nama": [NAMES[each] for each in desa]}, index=desa)
    visits = given.pop("visits", make_visits())
    records = Records(reports=make_reports(*rows), visits=visits, desa=register, **given)
    level = list(Level)[kode.count(".")]
    shapes = make_areas(level, within="51").set_index("KODE").rename(columns={"NAMA": "nama"})
    wanted = ReportFilter(since=day("2025-11-22"), until=day(TODAY))
    return area_profile(
        kode, records, formation=formation, facts=facts, shapes=shapes, wanted=wanted
    )


def test_a_kecamatan_has_its_team_its_evidence_and_its_members(tmp_path: Path) -> None:
    found = profile(tmp_path, "51.08.01")
    assert (found.nama, found.level, found.kabupaten) == ("Gerokgak", Level.KECAMATAN, "51.08")
    assert (found.team["status"], found.team["source"]) == ("terbentuk", "berita")
    assert found.team_above["status"] == "dikukuhkan"
    assert [agency.key for agency in found.members] == ["camat", "polsek"]
    assert found.due == ("old",)


def test_a_desa_is_shown_with_the_team_of_its_kecamatan(tmp_path: Path) -> None:
    found = profile(tmp_path, KLAMPOK, meetings=make_meetings(("51.08.01", "2026-05-01")))
    assert (found.nama, found.level, found.kecamatan) == ("Sumber Klampok", Level.DESA, "51.08.01")
    assert found.team["nama"] == "Gerokgak"
    assert found.team["status"] == "aktif"


def test_an_area_without_a_known_team_is_not_due(tmp_path: Path) -> None:
    assert profile(tmp_path, "51.07.07").due == ()


def test_reports_of_a_kecamatan_are_told_by_desa_and_what_is_known_no_finer(
    tmp_path: Path,
) -> None:
    rows = [
        make_report(KLAMPOK, "2026-05-01", kind="keberadaan"),
        make_report("51.08.01", "2026-06-01", accuracy="kecamatan"),
        make_report(UNGGAHAN, "2026-05-01"),
        make_report(place="outside", on="2026-05-01"),
    ]
    found = profile(tmp_path, "51.08.01", *rows)
    assert found.counts.counts.to_dict() == {KLAMPOK: 1, PEJARAKAN: 0}
    assert (found.counts.sums.total, found.counts.sums.coarser) == (2, 1)
    assert found.counts.by_kind["keberadaan"] == 1
    assert found.counts.by_month.sum() == 2
    assert (found.whole.sums.total, found.whole.sums.in_areas) == (4, 3)
    assert found.whole.counts["51.08.01"] == found.counts.sums.total


def test_reports_of_a_desa_are_its_own(tmp_path: Path) -> None:
    rows = [make_report(KLAMPOK, TODAY), make_report(PEJARAKAN, TODAY)]
    found = profile(tmp_path, KLAMPOK, *rows)
    assert found.counts.sums.total == 1
    assert found.counts.counts.to_dict() == {KLAMPOK: 1}
    assert found.whole.sums.total == 2


def test_visits_are_those_of_its_desa(tmp_path: Path) -> None:
    visits = make_visits((KLAMPOK, "2026-10-22"), (UNGGAHAN, "2026-10-22"))
    found = profile(tmp_path, "51.08.01", visits=visits)
    assert found.visits["n_visits"].to_dict() == {KLAMPOK: 1, PEJARAKAN: 0}
    assert found.contact[["n_desa", "n_visit", "n_never"]].to_list() == [2, 1, 1]


def test_meetings_and_operations_stand_together_the_latest_first(tmp_path: Path) -> None:
    found = profile(
        tmp_path,
        "51.08.01",
        meetings=make_meetings(("51.08.01", "2025-01-01"), ("51.08", "2026-01-01")),
        operations=make_operations(
            ("51.08.01", "2026-03-01"), ("51.08.02", "2026-03-01"), ("51.08.01", "2027-01-01")
        ),
    )
    assert list(found.activities["kind"]) == ["khusus", "rakor"]
    assert list(found.activities["kode"]) == ["51.08.01", "51.08.01"]


def test_neighbours_touch_and_bring_their_team_and_their_reports(tmp_path: Path) -> None:
    found = profile(tmp_path, "51.07.07", make_report(KLAMPOK, TODAY))
    assert found.neighbours["nama"].to_dict() == {"51.07.01": "RENDANG", "51.08.01": "GEROKGAK"}
    assert found.neighbours["n_reports"].to_dict() == {"51.07.01": 0, "51.08.01": 1}
    assert list(found.neighbours["status"]) == ["belum dibentuk", "terbentuk"]


def test_neighbours_of_a_desa_are_desa_and_show_the_team_of_their_kecamatan(
    tmp_path: Path,
) -> None:
    found = profile(tmp_path, KLAMPOK)
    selat = ["51.07.07.2001", "51.07.07.2002"]
    assert list(found.neighbours.index) == [*selat, PEJARAKAN, UNGGAHAN, "51.08.02.2002"]
    assert set(found.neighbours.loc[selat, "status"]) == {"belum diketahui"}
    assert found.neighbours.loc[PEJARAKAN, "status"] == "terbentuk"


@pytest.mark.parametrize("kode", ["51.08.99", "62.10.01", "51.08", "", "<b>", "51.08.01.2999"])
def test_an_area_that_the_office_does_not_have_is_refused_by_its_kode(
    tmp_path: Path, kode: str
) -> None:
    with pytest.raises(DataError, match=kode or "Kantor Imigrasi Bali"):
        profile(tmp_path, kode or "")


def test_any_invented_record_shown_marks_the_profile(tmp_path: Path) -> None:
    assert not profile(tmp_path, KLAMPOK, make_report(KLAMPOK, TODAY)).is_sample
    assert profile(tmp_path, KLAMPOK, make_report(UNGGAHAN, TODAY, is_sample=True)).is_sample
    visit = make_visits((KLAMPOK, TODAY), is_sample=True)
    assert profile(tmp_path, KLAMPOK, visits=visit).is_sample
    operation = make_operations(("51.08.01", TODAY), is_sample=True)
    assert profile(tmp_path, KLAMPOK, operations=operation).is_sample
