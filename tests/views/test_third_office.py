"""A third office is one more row: facts, report and page, without a line of code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.analysis.formation import report_formation
from geo.home import ROOT
from geo.store.facts import names_by_kode, read_facts
from tests.builders import day
from tests.views.reading import address, component, faults, open_page, said, texts

pytestmark = pytest.mark.real

OFFICE = "denpasar,Kantor Imigrasi Denpasar,Denpasar,Asia/Makassar,51.03 51.71,,register\n"
FACT = "badung,51.03,kecamatan,terbentuk,2020-01-02,,SK 1,,register,,\n"


@pytest.fixture
def facts(real_dashboard: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The facts that ship, with an office for Badung and Denpasar and one fact about it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    for name, row in (("offices", OFFICE), ("formation", FACT)):
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(row)
    monkeypatch.setenv("PETAPORA_FACTS", str(folder))
    return folder


def test_its_report_counts_its_own_kecamatan(facts: Path) -> None:
    known = read_facts()
    office = known.offices["denpasar"]
    report = report_formation(known, names_by_kode(), office=office, on=day("2020-01-02"))
    assert report.by_kabupaten["n_kecamatan"].to_dict() == {"51.03": 6, "51.71": 4}
    assert report.by_kabupaten["n_formed"].to_dict() == {"51.03": 6, "51.71": 0}
    assert (report.progress.target, report.progress.share) == (None, 0.6)


def test_its_page_shows_map_sentence_and_areas(facts: Path) -> None:
    app = open_page(office="denpasar", date="2020-01-02", lang="en", area="51.71.01")
    assert faults(app) == []
    assert "6 of 10 kecamatan have a TIM PORA (60.0%)." in texts(app)
    assert "Denpasar Selatan" in said(app)
    assert component(app, "area_map")["values"] == "4" * 6 + "0" * 4


def test_its_data_are_told_and_it_is_offered_beside_the_others(facts: Path) -> None:
    app = open_page("tentang", office="denpasar")
    assert faults(app) == []
    assert address(app)["office"] == "denpasar"
    assert list(app.selectbox(key="office").options) == ["Singaraja", "Palangka Raya", "Denpasar"]
