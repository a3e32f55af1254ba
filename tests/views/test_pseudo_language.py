"""In a language of brackets every word on a page stands in brackets, or comes from the data."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import get_day_names, get_month_names
from streamlit.testing.v1 import AppTest

import geo.text
from geo.boundaries.sources import SOURCES
from geo.intake import reasons
from geo.intake.entered import Form
from geo.views.cached import cell_file, load_files
from geo.views.intake import FORMATS
from tests.builders import FACTS, HEADERS, write_facts
from tests.intake.files import HEADINGS, csv_of, given, line
from tests.small_land import NAMES
from tests.views.reading import (
    LENSES,
    PAGES,
    click_map,
    component,
    faults,
    open_page,
    said,
    texts,
)
from tests.views.recorded import ON, REPORTS, record_activities, record_reports

DATA_COLUMNS = set(
    "title publisher_id publisher_en said_by_id said_by_en note_id note_en "
    "name short_name nama name_en sk".split()
)
"""Columns of the fact files that are shown as they stand; here they are put in guillemets."""

FROM_DATA = re.compile(r"«[^»]*»")
FROM_CATALOGUE = re.compile(r"⟦[^⟧]*⟧")
OFFICES = ("bali", "kahayan")
"""Keys of the offices; they stand in commands that are shown."""

UNITS = re.compile(r"\b(?:km²?|EPSG)\b")
FILES = re.compile(r"\bpetapora\.sqlite\b")
CELL = re.compile(r"\b[0-9a-f]{15}\b")
KEYS = re.compile(r"\b(?:r|meeting-|operation-|visit-)\d+-contoh\b")
"""Numbers of what is recorded, which are data."""
PLACES_IN_FILES = re.compile(
    r"\b(?:" + "|".join({*HEADERS, *",".join(HEADERS.values()).split(",")}) + r")\b(?:\.csv)?"
)
WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(gettext.NullTranslations):
    """Puts what a message itself says in brackets, and leaves its values outside of them."""

    def gettext(self, message: str) -> str:
        return "".join(_bracketed(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _bracketed(message: str) -> Iterator[str]:
    for literal, name, form, _conversion in Formatter().parse(message):
        yield f"⟦{literal}⟧" if literal else ""
        if name is not None:
            yield "{" + name + (f":{form}" if form else "") + "}"


def guillemets(name: str) -> list[str]:
    """Rows of a fact file whose texts stand in guillemets."""
    columns = HEADERS[name].split(",")
    rows = [dict(zip(columns, row.split(","), strict=True)) for row in FACTS[name]]
    marked = [
        {c: f"«{cell}»" if cell and c in DATA_COLUMNS else cell for c, cell in row.items()}
        for row in rows
    ]
    return [",".join(row.values()) for row in marked]


def known_texts() -> list[str]:
    """Names of the register, of sources of maps, and of days and months; the longest first."""
    known = {*NAMES.values(), *(n.removeprefix("Kabupaten ") for n in NAMES.values())}
    for source in SOURCES.values():
        known |= {source.title, source.licence, source.vintage, source.attribution, source.version}
    for language in ("id", "en"):
        for width in ("wide", "abbreviated"):
            known |= set(get_month_names(width, locale=language).values())
            known |= set(get_day_names(width, locale=language).values())
    known |= {"PetaPORA", "Peta kecil", "GADM 4.1", "Natural Earth", "ID", "EN", FORMATS}
    known |= {"Benjamini-Hochberg", "Benjamini-Yekutieli", *OFFICES}
    return sorted(known, key=len, reverse=True)


def unmarked(text: str, data: Sequence[str] = ()) -> list[str]:
    """Words of a text that come neither from the catalogue nor from the data."""
    for pattern in (FROM_CATALOGUE, FROM_DATA, UNITS, FILES, CELL, KEYS, PLACES_IN_FILES):
        text = pattern.sub(" ", text)
    for known in (*data, *known_texts()):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
    return WORD.findall(text)


@pytest.fixture
def brackets(dashboard: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dashboard in brackets, its facts in guillemets."""
    write_facts(dashboard, **{name: guillemets(name) for name in HEADERS})
    record_reports(REPORTS, is_sample=True)
    record_activities(is_sample=True, text="«Dibahas»")
    monkeypatch.setattr(geo.text, "_catalogue", lambda _language: Brackets())
    monkeypatch.setattr(reasons, "sentences", reasons.sentences.__wrapped__)  # kept by language
    return dashboard


VIEWS = {
    "nothing known": {"office": "kahayan"},
    "before any fact": {"office": "bali", "date": "2019-01-01"},
    "all there is": {"office": "bali", "date": "2020-01-03"},
    "a kecamatan with a team": {"office": "bali", "date": "2020-01-03", "area": "51.08.01"},
    "a kecamatan unknown": {"office": "bali", "date": "2020-01-03", "area": "51.07.07"},
    "kabupaten": {"office": "bali", "date": "2020-01-03", "level": "kabupaten"},
    "all records": {"office": "bali", "date": ON},
    "records in a meeting": {"office": "bali", "date": ON, "mode": "rapat"},
}
VIEWS_OF_ONE = {
    "a filter": ("laporan", {"unit": "desa", "kind": "overstay", "months": "1"}),
    "what officers found": ("laporan", {"unit": "kecamatan", "series": "temuan"}),
    "a month": ("laporan", {"lens": "jumlah", "unit": "desa", "month": ON[:7]}),
    **{f"a lens, {lens}": ("laporan", {"lens": lens}) for lens in LENSES},
    "an address not known": ("laporan", {"unit": "«petak»"}),
    "a kabupaten": ("status", {"date": "2020-01-03", "level": "kabupaten", "area": "51.08"}),
    "a desa": ("wilayah", {"area": "51.08.01.2001"}),
    "a kecamatan without team": ("wilayah", {"area": "51.07.07"}),
    "a kecamatan with a silent team": ("wilayah", {"area": "51.08.02"}),
    "a short period": ("kunjungan", {"months": "1"}),
    **{f"a form, {form.value}": ("catat", {"form": form.value}) for form in Form},
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_word_on_a_page_comes_from_the_catalogue_or_the_data(
    brackets: Path, path: str, language: str
) -> None:
    for asked in VIEWS.values():
        assert_all_words_are_marked(open_page(path, lang=language, **asked))


def test_every_word_of_what_one_page_only_shows_does_too(brackets: Path) -> None:
    for path, asked in VIEWS_OF_ONE.values():
        assert_all_words_are_marked(open_page(path, **{"office": "bali", "date": ON, **asked}))


@pytest.mark.parametrize("lens", ["konsentrasi", "jumlah"])
def test_every_word_said_of_a_chosen_cell_does_too(brackets: Path, lens: str) -> None:
    app = open_page("laporan", office="bali", date=ON, unit="h3-7", lens=lens)
    position = component(app, "area_map")["amounts"][0][0]
    click_map(app, cell_file(load_files().offices["bali"], 7)[1][position])
    assert "⟦Chosen cell: ⟧" in said(app)
    assert_all_words_are_marked(app)


def test_every_word_said_of_a_file_on_its_way_and_taken_in_does_too(brackets: Path) -> None:
    broken = "B-2,31/02/2026,«siapa»,keberadaan,51.08.01.2001,0812 0000 0000"
    job = given(csv_of(line(1), broken), name="«laporan.csv»")
    cells = [*HEADINGS.split(","), *line(1).split(","), "penginapan", "CSV", "utf"]
    app = open_page("berkas", job=job.key, office="bali", date=ON)
    app.selectbox(key="sender").select("«Polsek»").run()
    assert_all_words_are_marked(app, cells)
    app.button(key="take in").click().run()
    assert "⟦ rows are in; ⟧" in said(app)
    assert_all_words_are_marked(app, cells)
    app.button(key="all").click().run()
    assert_all_words_are_marked(app)


def assert_all_words_are_marked(app: AppTest, data: Sequence[str] = ()) -> None:
    assert faults(app) == []
    read = texts(app)
    assert sum(text.count("⟦") for text in read) > 5
    assert {text: words for text in read if (words := unmarked(text, data))} == {}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda facts: write_facts(facts, targets=["x,x,0,2020-02-30,"]),
        lambda facts: (facts / "places.csv").unlink(),
        lambda facts: (facts / "claims.csv").write_bytes(b"\xe9"),
    ],
)
def test_every_word_of_a_fault_does_too(brackets: Path, break_it: Callable[[Path], None]) -> None:
    break_it(brackets)
    app = open_page()
    assert len(app.error) == 1
    assert {text: words for text in texts(app) if (words := unmarked(text))} == {}


def test_words_before_anything_is_built_do_too(
    brackets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "nothing"))
    app = open_page()
    assert len(app.warning) == 1
    assert {text: words for text in texts(app) if (words := unmarked(text))} == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("⟦As of ⟧3 January 2020⟦.⟧", []),
        ("⟦Source⟧: “«Tim Buleleng dibentuk»”, «Harian Bali»", []),
        ("⟦As of ⟧today", ["today"]),
        ("2 kecamatan", ["kecamatan"]),
        ("Gerokgak, Kabupaten Buleleng 4,0 km²", []),
    ],
)
def test_a_word_outside_of_brackets_and_data_is_found(text: str, words: list[str]) -> None:
    assert unmarked(text) == words
