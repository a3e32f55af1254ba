"""A whole report: claims beside what is computed, and the facts that ship on telling days."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.analysis.formation import FormationReport, report_formation
from geo.home import ROOT
from geo.store.facts import Facts, names_by_kode, read_facts
from tests.builders import FACTS, day, make_register, write_facts


def report(folder: Path, on: str, **rows: list[str]) -> FormationReport:
    """Report of the small land's first office."""
    names = make_register()
    facts = read_facts(write_facts(folder, **rows), register=names)
    return report_formation(facts, names, office=facts.offices["bali"], on=day(on), area_km2=4.0)


def test_a_claim_is_known_only_from_the_day_it_was_stated(tmp_path: Path) -> None:
    keys = {
        on: [beside.claim.key for beside in report(tmp_path, on).claims]
        for on in ("2020-01-01", "2020-01-02", "2020-01-03")
    }
    assert keys == {
        "2020-01-01": [],
        "2020-01-02": ["tiga-perempat"],
        "2020-01-03": ["tiga-perempat", "luas"],
    }


def test_beside_a_claim_stands_the_figure_of_the_day_it_was_stated(tmp_path: Path) -> None:
    later = "rendang-2,51.07.01,area,terbentuk,2021-01-01,,,,berita,,"
    found = report(tmp_path, "2022-01-01", formation=[*FACTS["formation"], later])
    share, size = found.claims
    assert found.progress.share == 0.75
    assert (share.claim.value, share.computed) == (0.75, 0.5)
    assert (size.claim.value, size.computed) == (5.5, 4.0)


def test_a_claim_about_a_day_of_which_nothing_is_known_has_no_figure_beside_it(
    tmp_path: Path,
) -> None:
    early = "dini,bali,formed_share,0.5,2019-01-01,A,A,berita,,"
    found = report(tmp_path, "2020-01-03", claims=[early])
    assert [beside.computed for beside in found.claims] == [None]


def test_claims_of_another_office_are_not_shown(tmp_path: Path) -> None:
    other = "lain,kahayan,formed_share,0.5,2020-01-01,A,A,berita,,"
    assert report(tmp_path, "2020-01-03", claims=[other]).claims == ()


def test_before_any_fact_is_recorded_a_report_says_that_nothing_is_known(tmp_path: Path) -> None:
    found = report(tmp_path, "2020-01-03", formation=[], targets=[], claims=[])
    assert (found.progress.n_unknown, found.progress.share) == (4, None)
    assert list(found.kecamatan["source"]) == [""] * 4


def test_a_report_adds_up(tmp_path: Path) -> None:
    found = report(tmp_path, "2020-01-03")
    assert found.by_kabupaten["n_kecamatan"].sum() == found.progress.n_areas == 4
    assert found.by_kabupaten["n_formed"].sum() == found.progress.n_formed == 2
    assert found.by_kabupaten["n_unknown"].sum() == found.progress.n_unknown == 1
    assert list(found.kecamatan["nama"]) == ["Rendang", "Selat", "Gerokgak", "Seririt"]


@pytest.fixture(scope="module")
def shipped() -> Facts:
    return read_facts(ROOT / "data")


def shipped_report(facts: Facts, office: str, on: str) -> FormationReport:
    return report_formation(facts, names_by_kode(), office=facts.offices[office], on=day(on))


@pytest.mark.real
@pytest.mark.parametrize(
    ("on", "formed", "unknown", "share"),
    [
        ("2019-03-23", 0, 77, None),
        ("2019-03-24", 35, 42, 35 / 77),
        ("2019-03-25", 52, 25, 52 / 77),
        ("2026-11-22", 52, 25, 52 / 77),
    ],
)
def test_palangka_raya_had_35_of_77_on_24_march_2019_and_52_the_day_after(
    shipped: Facts, on: str, formed: int, unknown: int, share: float | None
) -> None:
    found = shipped_report(shipped, "palangka-raya", on).progress
    assert (found.target, found.n_areas) == (77, 77)
    assert (found.n_formed, found.n_unknown, found.share) == (formed, unknown, share)


@pytest.mark.real
def test_kapuas_goes_from_none_of_17_to_all_17_on_25_march_2019(shipped: Facts) -> None:
    before = shipped_report(shipped, "palangka-raya", "2019-03-24").by_kabupaten.loc["62.03"]
    after = shipped_report(shipped, "palangka-raya", "2019-03-25").by_kabupaten.loc["62.03"]
    columns = ["n_kecamatan", "n_formed", "n_unknown"]
    assert list(before[columns]) == [17, 0, 17]
    assert list(after[columns]) == [17, 17, 0]


@pytest.mark.real
def test_five_kabupaten_are_complete_and_of_three_nothing_is_known(shipped: Facts) -> None:
    rows = shipped_report(shipped, "palangka-raya", "2019-03-25").by_kabupaten
    complete = rows[rows["n_formed"] == rows["n_kecamatan"]]
    assert complete["n_formed"].to_dict() == {
        "62.03": 17,
        "62.04": 6,
        "62.05": 9,
        "62.12": 10,
        "62.13": 10,
    }
    unknown = rows[rows["n_unknown"] == rows["n_kecamatan"]]
    assert list(unknown.index) == ["62.10", "62.11", "62.71"]


@pytest.mark.real
def test_the_head_of_office_said_50_percent_where_67_and_a_half_are_counted(
    shipped: Facts,
) -> None:
    assert shipped_report(shipped, "palangka-raya", "2019-03-24").claims == ()
    (beside,) = shipped_report(shipped, "palangka-raya", "2019-03-25").claims
    assert beside.claim.value == 0.5
    assert beside.computed == pytest.approx(0.675, abs=0.0005)


@pytest.mark.real
def test_all_22_kecamatan_of_singaraja_are_unknown_on_every_day(shipped: Facts) -> None:
    for on in ("2019-03-25", "2026-11-22"):
        found = shipped_report(shipped, "singaraja", on)
        assert set(found.kecamatan["status"]) == {"belum diketahui"}
        assert (found.progress.n_unknown, found.progress.share) == (22, None)


@pytest.mark.real
def test_the_three_kabupaten_of_singaraja_have_teams_from_22_november_2026(
    shipped: Facts,
) -> None:
    before = shipped_report(shipped, "singaraja", "2026-11-21").kabupaten["status"]
    after = shipped_report(shipped, "singaraja", "2026-11-22").kabupaten["status"]
    assert list(before) == ["belum diketahui"] * 3
    assert list(after) == ["terbentuk"] * 3


@pytest.mark.real
def test_singarajas_work_area_is_claimed_twice_and_computed_once(shipped: Facts) -> None:
    names, office = names_by_kode(), shipped.offices["singaraja"]
    found = report_formation(shipped, names, office=office, on=day("2026-11-22"), area_km2=3_000.0)
    figures = [(beside.claim.value, beside.computed) for beside in found.claims]
    assert figures == [(3046.07, 3_000.0), (3008.5, 3_000.0)]
