"""Hostile text in every place where data reaches a page or a map: shown as it is, never run."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Browser, Page

from geo.exports.saved_map import saved_map
from geo.home import ROOT, home
from geo.maps.view import AreaView, MapClass
from geo.theme import status_style
from geo.words import Level, TeamStatus
from tests.browser.conftest import (
    UNTIL,
    drawn,
    run_petapora,
    running_dashboard,
    settled,
    watching,
)
from tests.browser.reader import address as where
from tests.exports.made import taken_of
from tests.hostile import EVALUATED, TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.real]

SPOILED = {
    "offices.csv": ["name", "short_name"],
    "sources.csv": ["title", "publisher_id", "publisher_en", "said_by_id", "note_id", "note_en"],
    "formation.csv": ["sk", "note_id", "note_en"],
    "claims.csv": ["said_by_id", "said_by_en", "note_id", "note_en"],
    "agencies.csv": ["nama", "name_en"],
}
"""Columns of free text, by fact file."""

PLACES = {"places.csv": ["nama"]}
"""Read anew at every start; the sample is drawn around the true ones."""


def spoil_facts(folder: Path, files: dict[str, list[str]]) -> None:
    """Put a hostile text into every cell of free text."""
    texts = cycle(text.replace("\u2028", " ") for text in TEXTS)
    for name, columns in files.items():
        lines = (folder / name).read_text("utf-8").splitlines()
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        spoiled = [{**row, **{column: next(texts) for column in columns}} for row in rows]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(spoiled)


def spoil_boundaries(folder: Path) -> None:
    """Put a hostile text into the name and the source of every area."""
    for built in ("assets", "boundaries"):
        shutil.copytree(home() / built, folder / built)
    texts = cycle(TEXTS)
    for file in sorted(folder.glob("boundaries/sets/*/*/*.parquet")):
        areas = gpd.read_parquet(file)
        areas["nama"] = [next(texts) for _area in range(len(areas))]
        areas["source"] = [next(texts) for _area in range(len(areas))]
        areas.to_parquet(file)


def spoil_notes(store: Path) -> None:
    """Put a hostile text into every note of a meeting or operation and programme of a visit."""
    connection = sqlite3.connect(store)
    for table, column in {"meetings": "note", "operations": "note", "visits": "programme"}.items():
        ids = connection.execute(f"SELECT rowid FROM {table}").fetchall()
        notes = [(TEXTS[n % len(TEXTS)], row[0]) for n, row in enumerate(ids)]
        connection.executemany(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", notes)
    connection.commit()
    connection.close()


@pytest.fixture(scope="module")
def hostile_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    facts, own = folder / "facts", folder / "built"
    shutil.copytree(ROOT / "data", facts)
    spoil_facts(facts, SPOILED)
    spoil_boundaries(own)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PETAPORA_FACTS", str(facts))
        run_petapora(own, "sample", "load", "--until", UNTIL)
    spoil_facts(facts, PLACES)
    spoil_notes(own / "records" / "petapora.sqlite")
    settings = {"PETAPORA_FACTS": str(facts), "PETAPORA_HOME": str(own)}
    with running_dashboard(folder / "log.txt", **settings) as address:
        yield address


def assert_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    content = page.content()
    assert not [value for value in EVALUATED if value in content]
    assert page.locator(".peta-legend").is_visible()


@pytest.mark.parametrize("office", ["singaraja", "palangka-raya"])
@pytest.mark.parametrize("level", ["kecamatan", "kabupaten"])
def test_hostile_names_and_facts_are_shown_and_never_run(
    chromium: Browser, hostile_dashboard: str, office: str, level: str
) -> None:
    with watching(chromium) as watched:
        page = watched.open(f"{hostile_dashboard}/status?office={office}&level={level}")
        shown = page.locator(".peta-list .peta-label").all_text_contents()
        assert set(shown) <= set(TEXTS)
        for path in page.locator("path.peta-area").all()[:15]:
            path.dispatch_event("mouseover")
            path.dispatch_event("mouseout")
        page.get_by_text("Tampilkan perhitungannya").click()
        page.wait_for_timeout(500)
        assert_nothing_ran(page)
        page.locator(".peta-list button").first.click()  # a kecamatan leads to its profile
        page.locator(".pp-facts", has_text="Pesisir").wait_for()
        drawn(page)
        assert_nothing_ran(page)
        assert (watched.foreign, watched.faults) == ([], [])


@pytest.mark.parametrize(
    ("name", "lens"),
    [
        ("", ""),
        ("laporan", "konsentrasi"),
        ("laporan", "jumlah"),
        ("wilayah", ""),
        ("kunjungan", ""),
    ],
)
def test_hostile_names_and_notes_on_pages_of_reports_are_shown_and_never_run(
    chromium: Browser, hostile_dashboard: str, name: str, lens: str
) -> None:
    with watching(chromium) as watched:
        page = watched.open(
            hostile_dashboard + where(name, more=f"&unit=desa&area=51.08.06&lens={lens}")
        )
        assert page.locator(".stException").count() == 0
        assert set(page.locator(".peta-list .peta-label").all_text_contents()) <= set(TEXTS)
        for path in page.locator("path.peta-area, path.peta-bubble").all()[:15]:
            path.dispatch_event("mouseover")
            path.dispatch_event("mouseout")
        assert_nothing_ran(page)
        assert (watched.foreign, watched.faults) == ([], [])


def test_hostile_facts_on_the_page_about_the_data_never_run(
    chromium: Browser, hostile_dashboard: str
) -> None:
    with watching(chromium) as watched:
        watched.page.goto(f"{hostile_dashboard}/tentang")
        watched.page.locator(".pp-foot").first.wait_for(timeout=30_000)
        settled(watched.page)
        assert watched.page.evaluate("window.ran") is None
        assert (watched.foreign, watched.faults) == ([], [])


def hostile_view(text: str, geometry: str, base: str, n: int) -> AreaView:
    """A map with one text in its title, stamp, credit and labels of its legend."""
    classes = [MapClass(text, text, status_style(status)) for status in TeamStatus]
    return AreaView(
        title=text,
        stamp=text,
        credit=text,
        classes=classes,
        values=[i % len(classes) for i in range(n)],
        geometry=geometry,
        base=base,
    )


def test_a_saved_map_shows_hostile_text_and_runs_none(chromium: Browser, tmp_path: Path) -> None:
    from geo.views.cached import base_file, geometry_file, load_areas, load_files

    office = load_files().offices["singaraja"]
    geometry, base = geometry_file(office, Level.KECAMATAN), base_file(office)
    n = len(load_areas(office, Level.KECAMATAN))
    for index, text in enumerate(TEXTS):
        view = hostile_view(text, geometry, base, n)
        file = tmp_path / f"{index}.html"
        file.write_text(
            saved_map(taken_of(view, **dict.fromkeys(("heading", "stamp", "topic"), text))),
            encoding="utf-8",
        )
        with watching(chromium) as stick:
            stick.page.goto(file.as_uri())
            drawn_without_server(stick.page)
            assert stick.page.title().split() == f"{text} · {text}".split()
            assert stick.page.locator(".peta-legend b").text_content() == text
            assert stick.page.locator(".peta-credit").text_content() == text
            stick.page.locator("path.peta-area").first.dispatch_event("mouseover")
            assert_nothing_ran(stick.page)
            assert (stick.foreign, stick.faults) == ([], [])


def drawn_without_server(page: Page) -> None:
    page.locator(".peta[data-drawn]").wait_for(timeout=15_000)
