"""Invented records are stamped on every page that shows any, and no others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.store.sample import remove_sample
from geo.store.scope import LAPTOP
from tests.markup import elements
from tests.views.reading import (
    LENSES,
    MAPS,
    PAGES,
    component,
    faults,
    notices,
    open_page,
    said,
    texts,
)
from tests.views.recorded import ON, record, record_reports, report

LANGUAGES = ["id", "en"]
STAMP = "DATA CONTOH"
NONE = {"id": "tanpa laporan", "en": "no report"}
UNSTAMPED: dict[str, list[str]] = {path: [] for path in PAGES}
BEFORE = "2020-01-02"
"""A day on which nothing of what is recorded had happened."""


def stamps(path: str, language: str = "id", **asked: str) -> list[str]:
    """Where a page says that it shows invented records: in its banner, over its map."""
    app = open_page(path, lang=language, **{"date": ON, "office": "bali", **asked})
    assert faults(app) == []
    banner = [
        element.text
        for each in app.get("html")
        for element in elements(each.proto.body)
        if element.tag == "b" and element.text.startswith(STAMP)
    ]
    over = component(app, "area_map").get("sample", "") if path in MAPS else ""
    return ["banner"] * len(banner) + ["map"] * over.startswith(STAMP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_store_says_that_there_is_no_report_and_stamps_nothing(
    dashboard: Path, language: str
) -> None:
    assert {path: stamps(path, language) for path in PAGES} == UNSTAMPED
    for path in ("ringkasan", "wilayah"):
        assert NONE[language] in said(open_page(path, lang=language, date=ON))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_sample_is_stamped_and_so_is_its_map(sampled: Path, language: str) -> None:
    wanted = {path: ["banner", "map"] if path in MAPS else ["banner"] for path in PAGES}
    wanted["cara-membaca"] = []  # it shows no data at all
    assert {path: stamps(path, language) for path in PAGES} == wanted


@pytest.mark.parametrize("mode", ["", "rapat"])
@pytest.mark.parametrize("unit", ["kecamatan", "desa", "h3-7"])
def test_a_sample_is_stamped_at_every_unit_and_in_a_meeting(
    sampled: Path, unit: str, mode: str
) -> None:
    for lens in ("konsentrasi", "jumlah"):
        assert stamps("laporan", unit=unit, mode=mode, lens=lens) == ["banner", "map"]


@pytest.mark.parametrize("mode", ["", "rapat"])
def test_a_sample_is_stamped_in_every_lens(sampled: Path, mode: str) -> None:
    for lens in LENSES:
        assert STAMP in said(open_page("laporan", lens=lens, office="bali", date=ON, mode=mode))


@pytest.mark.parametrize("area", ["51.07.07", "51.08.01.2002", "51.07.01"])
def test_the_profile_of_any_area_beside_a_sample_is_stamped(sampled: Path, area: str) -> None:
    assert stamps("wilayah", area=area) == ["banner", "map"]


def test_an_office_without_a_sample_is_not_stamped_by_that_of_another(sampled: Path) -> None:
    found = {path: stamps(path, office="kahayan") for path in PAGES}
    assert found == UNSTAMPED


@pytest.mark.parametrize("path", ["ringkasan", "status", "laporan"])
def test_a_day_before_anything_invented_is_not_stamped(sampled: Path, path: str) -> None:
    assert stamps(path, date=BEFORE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_records_are_stamped_nowhere(recorded: Path, language: str) -> None:
    assert {path: stamps(path, language) for path in PAGES} == UNSTAMPED


def test_one_invented_report_among_real_ones_stamps_what_shows_reports(recorded: Path) -> None:
    record_reports([report("51.08.02.2001")], is_sample=True)
    for path in ("ringkasan", "laporan", "wilayah"):
        assert stamps(path) == ["banner", "map"]
    assert stamps("status") == []


def test_no_stamp_is_left_once_the_sample_is_taken_out(sampled: Path) -> None:
    remove_sample(LAPTOP)
    assert {path: stamps(path) for path in PAGES} == UNSTAMPED
    assert "19" not in texts(open_page("ringkasan", date=ON))


def test_real_reports_stay_when_the_sample_beside_them_is_taken_out(sampled: Path) -> None:
    record()
    assert "38" in texts(open_page("ringkasan", date=ON))
    remove_sample(LAPTOP)
    app = open_page("ringkasan", date=ON)
    assert "19" in texts(app)
    assert STAMP not in said(app)


def test_the_page_about_the_data_takes_the_sample_out_in_one_step(sampled: Path) -> None:
    app = open_page("tentang", lang="en", date=ON)
    assert STAMP in said(app)
    app.button(key="no sample").click().run()
    assert faults(app) == notices(app, "error") == []
    assert STAMP not in said(app)
    assert {path: stamps(path) for path in PAGES} == UNSTAMPED
