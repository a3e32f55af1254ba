"""Concentrations in a browser: the sentence, the places, and the same again from their file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import UNTIL, Asked, Watched, run_petapora, watching
from tests.browser.reader import SIZES, address, listed

pytestmark = [pytest.mark.browser, pytest.mark.real]

SHELL = ("hotspots", "--office", "singaraja", "--until", UNTIL)
SETTINGS = "Pengaturan jawaban ini (JSON)"


def test_the_first_lens_answers_in_a_sentence_and_names_the_places_with_reasons(
    watched: Watched, dashboard: str, asked: Asked
) -> None:
    told = asked(*SHELL, "--unit", "h3:7")
    page = watched.open(dashboard + address("laporan"))
    expect(page.locator(".pp-lead")).to_have_text(told["sentence"])
    expect(page.get_by_role("radio", name="Di atas dugaan acak")).to_be_checked()
    places = page.locator(".pp-place")
    assert places.count() == min(6, told["totals"]["significant"]) > 0
    expect(places.first).to_contain_text("selang 95 %")
    expect(places.first).to_contain_text("pengulangan")
    found = {unit["nama"] for unit in told["units"] if unit["class"] == "signifikan"}
    for place in places.locator("b").all_inner_texts():
        assert place.removeprefix("sel di ") in found
    with_reports = {unit["nama"] for unit in told["units"] if unit["n_reports"]}
    assert with_reports >= {nama for nama, _amount in listed(page)}


def test_the_settings_that_were_taken_give_the_same_answer_in_a_shell(
    watched: Watched, dashboard: str, dashboard_home: Path, asked: Asked, tmp_path: Path
) -> None:
    page = watched.open(dashboard + address("laporan", more="&unit=desa&correction=by"))
    page.locator("summary", has_text="Cara menghitung").first.click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=SETTINGS).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["settings"]["correction"] == "by"
    where = ("hotspots", "--office", "singaraja")
    again = json.loads(run_petapora(dashboard_home, *where, "--settings", str(file), "--json"))
    plain = asked(*SHELL, "--unit", "desa", "--correction", "by")
    assert again["units"] == plain["units"]
    assert again["differs"] == []
    expect(page.locator(".pp-lead")).to_have_text(again["sentence"])


def test_on_a_telephone_a_cell_that_was_sent_says_why_it_stands_out(
    chromium: Browser, dashboard: str, asked: Asked
) -> None:
    width, height = SIZES[-1]
    units = asked(*SHELL, "--unit", "h3:7")["units"]
    least = min((unit for unit in units if unit["p"] is not None), key=lambda unit: unit["p"])
    with watching(chromium, width=width, height=height) as watched:
        page = watched.open(dashboard + address("laporan", more=f"&cell={least['cell']}"))
        drawn_cells = page.locator("path.peta-area").count()
        assert drawn_cells >= sum(unit["class"] == "signifikan" for unit in units) > 0
        expect(page.locator(".pp-panel", has_text=f"Sel H3 {least['cell']}")).to_be_visible()
        expect(page.locator(".pp-place").first).to_contain_text(least["nama"])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (watched.foreign, watched.faults) == ([], [])
