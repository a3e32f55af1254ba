"""Hostile text in every free field of what is recorded is shown on pages as it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, repeat
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.boundaries.layers import read_areas
from geo.boundaries.register import read_register
from geo.intake import jobs
from geo.store.facts import names_by_kode
from geo.store.scope import LAPTOP
from geo.words import Level
from tests.builders import FACTS, HEADERS, write_facts
from tests.hostile import EVALUATED, TEXTS
from tests.intake.files import csv_of, given, line, ready_store, understood
from tests.markup import elements
from tests.views.reading import LENSES, PAGES, faults, links, open_page, said
from tests.views.recorded import ON, REPORTS, record_activities, record_reports

ASKED = {"lang": "en", "office": "bali", "date": ON}
FREE = {
    "sources": ["title", "publisher_id", "publisher_en", "said_by_id", "note_id", "note_en"],
    "offices": ["name", "short_name"],
    "formation": ["sk", "note_id", "note_en"],
    "agencies": ["nama", "name_en"],
}
"""Columns of free text, by fact file."""

LINES = [text.replace("\u2028", " ") for text in TEXTS]
OURS = {"i", "b", "p", "h3", "div", "span", "small", "strong", "style", "br", "ul", "li", "dl"}
OURS |= {"dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "section", ""}
"""Elements that our own templates have."""

PICTURE = "data:image/svg+xml;base64,"
"""What a picture of ours begins with: it is drawn by the page and asks nobody."""


def spoiled(name: str) -> list[str]:
    """Rows of a fact file with a hostile text in every free field."""
    columns, turn = HEADERS[name].split(","), cycle(LINES)
    rows = []
    for row in FACTS[name]:
        cells = dict(zip(columns, row.split(","), strict=True))
        cells |= {column: next(turn) for column in FREE[name]}
        file = io.StringIO()
        csv.writer(file, lineterminator="").writerow(cells.values())
        rows.append(file.getvalue())
    return rows


@pytest.fixture
def hostile(dashboard: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dashboard of which every free field and the name of every area is hostile."""
    write_facts(dashboard, **{name: spoiled(name) for name in FREE})
    record_reports(REPORTS)
    rename_areas(monkeypatch, cycle(TEXTS))
    return dashboard


def rename_areas(monkeypatch: pytest.MonkeyPatch, texts: Iterator[str]) -> None:
    """Put a text in place of the name of every area, wherever the pages read it from."""

    def renamed(areas: pd.DataFrame) -> pd.DataFrame:
        return areas.assign(nama=[next(texts) for _area in areas.index])

    def register(level: Level) -> pd.DataFrame:
        return renamed(read_register(level))

    def polygons(level: Level, kabupaten: Sequence[str], *, display: bool) -> pd.DataFrame:
        return renamed(read_areas(level, kabupaten, display=display))

    names = names_by_kode()
    named = names.map(lambda _name: next(texts))
    monkeypatch.setattr("geo.views.cached.read_register", register)
    monkeypatch.setattr("geo.views.cached.read_areas", polygons)
    monkeypatch.setattr("geo.views.cached.names_by_kode", lambda: named)


def assert_only_ours(app: AppTest) -> None:
    """No element but those of our templates, none with a script, and nothing evaluated."""
    assert faults(app) == []
    for each in app.get("html"):
        for element in elements(each.proto.body):
            if not (element.attributes.get("src") or "").startswith(PICTURE):
                assert element.tag in OURS
            assert not [name for name in element.attributes if name.startswith("on")]
    assert [word for word in EVALUATED if word in said(app)] == []


@pytest.mark.parametrize("mode", ["", "rapat"])
@pytest.mark.parametrize("unit", ["kecamatan", "desa", "h3-7"])
def test_no_text_becomes_markup_in_any_lens(hostile: Path, unit: str, mode: str) -> None:
    for lens in LENSES:
        asked = {**ASKED, "unit": unit, "lens": lens, **({"mode": mode} if mode else {})}
        assert_only_ours(open_page("laporan", **asked))


@pytest.mark.parametrize("mode", ["", "rapat"])
@pytest.mark.parametrize("path", PAGES)
def test_no_text_becomes_markup_on_any_page(hostile: Path, path: str, mode: str) -> None:
    record_activities(text=TEXTS[3])
    assert_only_ours(open_page(path, **ASKED, **({"mode": mode} if mode else {})))


@pytest.mark.parametrize("text", [" ".join(TEXTS[n::3]) for n in range(3)])
def test_notes_of_meetings_and_operations_are_shown_as_they_stand(hostile: Path, text: str) -> None:
    record_activities(text=text)
    app = open_page("wilayah", **ASKED, area="51.08.01")
    assert_only_ours(app)
    assert said(app).count(text) >= 2
    for path in ("kunjungan", "status"):
        assert_only_ours(open_page(path, **ASKED))


def test_names_of_areas_are_shown_as_they_stand(hostile: Path) -> None:
    app = open_page("wilayah", **ASKED, area="51.08.01")
    assert_only_ours(app)
    assert len(links(app)) == 2
    for name in links(app).values():
        assert name.rpartition(":")[0] in TEXTS
    assert set(app.selectbox(key="kecamatan picked").options) <= set(TEXTS)


def test_names_of_areas_in_links_are_no_markdown(
    dashboard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "**Selat** [x](https://example.org) :red[y] $z$"
    record_reports(REPORTS)
    rename_areas(monkeypatch, repeat(name))
    app = open_page("ringkasan", **ASKED)
    assert links(app) == {"51.07.07": f"{name}, {name}: 6"}
    assert "](https" not in app.button(key="to 51.07.07").label


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "**x** [y](https://example.org)"])
def test_names_of_files_senders_and_headings_are_shown_as_they_stand(
    dashboard: Path, text: str
) -> None:
    office = ready_store()
    content = csv_of(line(1), line(2, day="kapan")).replace(b"Catatan lain", text.encode())
    job = given(content, name=f"{text}.csv")
    app = open_page("berkas", **ASKED, job=job.key)
    assert_only_ours(app)
    assert text in said(app)
    outcome = jobs.take_in(LAPTOP, job, replace(understood(job, office), sender=text))
    for asked in ({"import": outcome.receipt.import_id}, {}):
        app = open_page("berkas", **ASKED, **asked)
        assert_only_ours(app)
        assert text in said(app)
        assert "](https" not in " ".join(button.label for button in app.button)
