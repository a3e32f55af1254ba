"""Every page in both languages: on good data, on a broken file, before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import FACTS, write_facts
from tests.views.reading import MAPS, PAGES, component, faults, notices, open_page, said, texts

LANGUAGES = ["id", "en"]
HEADINGS = {
    ("ringkasan", "id"): "2 dari target 4 kecamatan memiliki TIM PORA (50,0 %). "
    "Belum ada laporan tercatat dalam jendela ini: di mana tidak ada yang melapor belum dapat "
    "dikatakan.",
    ("ringkasan", "en"): "2 of the target of 4 kecamatan have a TIM PORA (50.0%). "
    "No report is recorded in this window: where nobody reports cannot be told yet.",
    ("status", "id"): "2 dari target 4 kecamatan memiliki TIM PORA (50,0 %).",
    ("status", "en"): "2 of the target of 4 kecamatan have a TIM PORA (50.0%).",
    ("laporan", "id"): "Tidak ada laporan dalam periode dan pilihan ini. "
    "Itu tidak sama dengan tidak ada masalah.",
    ("laporan", "en"): "No report in this period and selection. "
    "That is not the same as no problem.",
    ("wilayah", "id"): "Rendang: tanpa tim, tanpa laporan (titik buta).",
    ("wilayah", "en"): "Rendang: no team, no report (blind spot).",
    ("kunjungan", "id"): "0 dari 8 desa dikunjungi dalam periode ini; "
    "8 belum pernah, sejauh tercatat.",
    ("kunjungan", "en"): "0 of 8 desa were visited in the period; "
    "8 were never visited, as far as recorded.",
    ("tindak-lanjut", "id"): "Tidak ada laporan yang terbuka pada hari ini.",
    ("tindak-lanjut", "en"): "No report is open on this day.",
    ("catat", "id"): "Yang dicatat",
    ("catat", "en"): "What is to be recorded",
    ("berkas", "id"): "Masukkan berkas",
    ("berkas", "en"): "Take in a file",
    ("mutu", "id"): "Tidak ada laporan dalam periode dan pilihan ini. "
    "Itu tidak sama dengan tidak ada masalah.",
    ("mutu", "en"): "No report in this period and selection. That is not the same as no problem.",
    ("cara-membaca", "id"): "Cara membaca peta konsentrasi",
    ("cara-membaca", "en"): "How to read the maps of concentrations",
    ("tentang", "id"): "Tentang data",
    ("tentang", "en"): "About the data",
}
"""What each page says first of the small land without a report, on 2 January 2020."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages(dashboard: Path, path: str, language: str) -> None:
    app = open_page(path, lang=language, date="2020-01-02")
    assert faults(app) == []
    assert HEADINGS[path, language] in texts(app)


@pytest.mark.real
@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_every_office_on_the_real_boundaries(
    real_dashboard: None, path: str, language: str, office: str
) -> None:
    app = open_page(path, office=office, lang=language, date="2019-03-25")
    assert faults(app) == []
    assert len(app.get("warning")) + len(app.get("error")) == 0
    assert "idn-area-data" in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_broken_fact_file_is_named_with_line_and_remedy_in_place_of_the_page(
    dashboard: Path, path: str, language: str
) -> None:
    wrong = "x,51.08.99,area,terbentuk,2020-02-30,,,,,,"
    write_facts(dashboard, formation=[*FACTS["formation"], wrong])
    app = open_page(path, lang=language)
    assert faults(app) == []
    (error,) = notices(app, "error")
    for part in ("formation.csv: ", "51.08.99", "2020-02-30", " 5, "):
        assert part in error
    assert ("Perbaiki" if language == "id" else "Mend these lines") in error
    assert app.get("bidi_component") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_before_anything_is_built_a_page_says_what_to_run(
    dashboard: Path, path: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "nothing"))
    app = open_page(path, lang=language)
    assert faults(app) == []
    (warning,) = notices(app, "warning")
    assert "petapora build" in warning
    assert ("Not set up yet." if language == "en" else "Belum disiapkan.") in warning


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("missing", ["assets", "boundaries/current.json", "boundaries/base"])
def test_a_build_that_was_cut_short_is_said_to_be(
    dashboard: Path,
    path: str,
    missing: str,
    small_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for part in small_home.rglob("*"):
        if part.is_file() and not part.is_relative_to(small_home / missing):
            copy = tmp_path / "cut short" / part.relative_to(small_home)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(part.read_bytes())
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "cut short"))
    app = open_page(path)
    assert faults(app) == []
    if missing != "boundaries/base" or path in MAPS:
        assert "petapora build" in notices(app, "warning")[0]


def test_the_address_without_a_page_opens_the_overview(dashboard: Path) -> None:
    app = open_page("", lang="en", date="2020-01-02")
    assert faults(app) == []
    assert HEADINGS["ringkasan", "en"] in texts(app)


def test_a_fact_file_that_changes_is_read_again_without_a_new_start(dashboard: Path) -> None:
    app = open_page(date="2020-01-02", lang="en")
    assert "2 of the target of 4 kecamatan" in said(app)
    write_facts(dashboard, targets=["x,kecamatan,4,2020-01-01,berita"])
    app.run()
    assert len(app.error) == 1
    newer = "bali,kecamatan,40,2020-01-02,berita"
    write_facts(dashboard, targets=[*FACTS["targets"], newer])
    app.run()
    assert len(app.error) == 0
    assert "2 of the target of 40 kecamatan" in said(app)


def test_a_day_without_a_known_fact_is_told_in_words_and_not_as_0_percent(
    dashboard: Path,
) -> None:
    app = open_page(date="2019-12-31", lang="en")
    assert "No source says yet which of the 4 kecamatan have a TIM PORA." in texts(app)
    assert "0.0%" not in said(app)


def test_an_area_chosen_is_shown_with_its_evidence_and_source(dashboard: Path) -> None:
    app = open_page(date="2020-01-02", area="51.08.01", lang="en")
    page = said(app)
    for part in ("Gerokgak", "51.08.01", "SK 7", "2 January 2020", "Tim Buleleng dibentuk"):
        assert part in page
    assert component(app, "area_map")["selected"] == "51.08.01"


def test_an_area_of_which_nobody_speaks_is_said_to_have_no_source(dashboard: Path) -> None:
    app = open_page(date="2020-01-02", area="51.07.07", lang="en")
    assert "No source up to 2 January 2020." in said(app)
    assert "Not known" in texts(app)


def test_a_claim_stands_beside_the_computed_figure_with_the_reckoning(dashboard: Path) -> None:
    page = said(open_page(date="2020-01-03", lang="en"))
    for part in ("75%", "50.0%", "The head", "5.50 km²", "Oral."):
        assert part in page


def test_an_office_without_members_is_told_how_to_add_them(dashboard: Path) -> None:
    assert "data/members.csv" in said(open_page(office="kahayan", lang="en"))
    assert "data/members.csv" not in said(open_page(office="bali", lang="en"))


@pytest.mark.parametrize("text", ["<b>x</b>", "{nama}", "{{7*7}}", "$x$", "**x**"])
def test_text_from_facts_is_shown_as_it_stands(dashboard: Path, text: str) -> None:
    claim = f"c,bali,formed_share,0.75,2020-01-02,{text},{text},berita,{text},{text}"
    write_facts(dashboard, claims=[claim], agencies=[f"camat,{text},{text},daftar"],
                members=["bali,kecamatan,camat,daftar"])  # fmt: skip
    app = open_page(date="2020-01-02")
    assert faults(app) == []
    assert texts(app).count(text) >= 2


@pytest.mark.parametrize("text", ["![x](https://example.org/x.png)", "**x**", "$x$", ":red[x]"])
def test_a_value_from_a_broken_file_is_shown_as_it_stands(dashboard: Path, text: str) -> None:
    write_facts(dashboard, targets=[f"{text},kecamatan,4,2020-01-01,berita"])
    app = open_page()
    assert f"'{text}'" in notices(app, "error")[0]
    assert text not in app.error[0].value
