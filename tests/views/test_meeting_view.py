"""Shown in a meeting a page has no controls, and no count below five can be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.store.sample import remove_sample
from geo.store.scope import LAPTOP
from geo.text import use_language
from geo.views import report_choices
from geo.views.cached import cell_file, load_files
from tests.views.reading import (
    LENSES,
    MAPS,
    PAGES,
    address,
    amounts,
    component,
    faults,
    open_page,
    said,
    texts,
    tiles,
    widgets,
)
from tests.views.recorded import FROM_VILLAGES, NOWHERE, ON, record_reports, some

ASKED = {"lang": "en", "office": "bali", "date": ON}
MEETING = {**ASKED, "mode": "rapat"}
HIDDEN = "hidden (<5)"
EN_DASH = "\N{EN DASH}"

VIEWS: list[tuple[str, dict[str, str]]] = [
    *((path, {}) for path in PAGES),
    ("status", {"level": "kabupaten", "area": "51.08"}),
    ("laporan", {"unit": "kecamatan"}),
    ("laporan", {"unit": "desa", "area": "51.08.01.2001"}),
    *(("laporan", {"lens": lens}) for lens in LENSES),
    ("laporan", {"unit": "desa", "kind": "overstay", "month": "2026-02", "lens": "jumlah"}),
    ("laporan", {"series": "temuan", "unit": "kecamatan", "lens": "jumlah"}),
    ("wilayah", {"area": "51.07.07"}),
    ("wilayah", {"area": "51.08.02"}),
    ("wilayah", {"area": "51.08.01.2002"}),
]


@pytest.mark.parametrize(("path", "asked"), VIEWS)
def test_nothing_can_be_chosen_but_the_way_out(
    recorded: Path, path: str, asked: dict[str, str]
) -> None:
    app = open_page(path, **MEETING, **asked)
    assert faults(app) == []
    assert widgets(app) == ["button"]
    assert app.button[0].label == "Leave the meeting view"
    assert "selectbox" in widgets(open_page(path, **ASKED, **asked))


@pytest.mark.parametrize("path", PAGES)
def test_a_button_leads_into_the_meeting_view_and_another_out_of_it(
    recorded: Path, path: str
) -> None:
    app = open_page(path, **ASKED)
    before = address(app)
    app.button(key="hall").click().run()
    assert address(app) == {**before, "mode": "rapat"}
    assert widgets(app) == ["button"]
    app.button[0].click().run()
    assert address(app) == before
    assert "selectbox" in widgets(app)


def test_the_meeting_view_stays_from_page_to_page(recorded: Path) -> None:
    app = open_page("laporan", **MEETING, unit="desa", kind="overstay")
    before = address(app)
    app.switch_page("pages/area.py").run()
    assert widgets(app) == ["button"]
    app.switch_page("pages/reports.py").run()
    assert address(app) == before


def test_a_mode_that_is_not_known_is_the_usual_one(recorded: Path) -> None:
    app = open_page("ringkasan", **ASKED, mode="sidang")
    assert "mode" not in address(app)
    assert "selectbox" in widgets(app)


def test_a_meeting_sees_ranges_of_areas_and_the_whole_in_full(recorded: Path) -> None:
    app = open_page("ringkasan", **MEETING)
    assert tiles(app)["Reports in 12 months"][0] == f"10{EN_DASH}24"
    assert amounts(app) == [f"5{EN_DASH}9"] * 2
    assert f"Selat, Karangasem: 5{EN_DASH}9" in texts(app)
    desa = open_page("laporan", **MEETING, unit="desa", lens="jumlah")
    assert amounts(desa) == [f"5{EN_DASH}9", HIDDEN, HIDDEN]
    assert HIDDEN not in said(open_page("laporan", **ASKED, unit="desa", lens="jumlah"))


def test_a_page_in_a_meeting_says_what_is_hidden_on_purpose(recorded: Path) -> None:
    for path in PAGES:
        assert "and below 5 not at all" in said(open_page(path, **MEETING))


SMALL: dict[str, Any] = {"kind": "penjamin fiktif", "channel": "media", "follow_up": "selesai"}


def seen(path: str, asked: dict[str, str]) -> tuple[list[str], list[str], list[Any]]:
    """All that a browser gets of a page: its texts, its markup, and what its map is sent."""
    app = open_page(path, **MEETING, **asked)
    assert faults(app) == []
    markup = [each.proto.body for each in app.get("html")]
    return texts(app), markup, [component(app, "area_map")] if path in MAPS else []


def record_few(n: int) -> None:
    """
    Reports of which `n`, fewer than five, lie in Rendang, and as many less in Gerokgak.

    The `n` are of their own desa, cell, month, kind, channel and state; those in Gerokgak stay in
    one range. So nothing that a meeting may see depends on `n`.
    """
    record_reports(
        [
            *some(24 - n, "51.08.01.2001", "2025-10-15"),
            *some(n, "51.07.01.2002", "2025-08-15", **SMALL),
            *some(7, "51.07.07.2001", "2026-02-10", **FROM_VILLAGES),
            *some(6, "51.08.01.2001", "2026-03-03", channel="temuan petugas"),
            *some(5, on="2025-12-24", **NOWHERE),
        ],
        is_sample=True,  # taken out again for the next n
        prefix=f"{n}-",
    )


SHOWN: list[tuple[str, dict[str, str]]] = [
    *((path, {}) for path in PAGES if path != "kunjungan"),
    *(("laporan", {"unit": unit}) for unit in ("kecamatan", "desa")),
    *(("laporan", {"unit": unit, "lens": "jumlah"}) for unit in ("kecamatan", "desa", "h3-5")),
    ("laporan", {"unit": "desa", "kind": "sponsor"}),
    ("laporan", {"unit": "desa", "kind": "sponsor", "lens": "jumlah"}),
    ("laporan", {"unit": "kecamatan", "month": "2025-08", "lens": "jumlah"}),
    ("laporan", {"unit": "h3-7", "channel": "media", "months": "24", "lens": "jumlah"}),
    *(("wilayah", {"area": kode}) for kode in ("51.07.01", "51.07.01.2002", "51.08.01")),
]


def test_nothing_a_meeting_is_sent_tells_one_small_count_from_another(dashboard: Path) -> None:
    record_few(1)
    one = {str(view): seen(*view) for view in SHOWN}
    for n in (2, 4):
        remove_sample(LAPTOP)
        record_few(n)
        for view in SHOWN:
            assert seen(*view) == one[str(view)], view


def test_the_same_view_told_them_apart_before_the_meeting(dashboard: Path) -> None:
    found = []
    for n in (1, 4):
        remove_sample(LAPTOP)
        record_few(n)
        app = open_page("laporan", **ASKED, unit="kecamatan", lens="jumlah")
        found.append(amounts(app))
    assert found == [["23", "7", "1"], ["20", "7", "4"]]


@pytest.mark.parametrize("lens", ["konsentrasi", "perubahan"])
def test_cells_that_are_tested_are_no_finer_in_a_meeting_than_a_map_begins_with(
    dashboard: Path, lens: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_choices, "cell_resolutions", lambda _km2: ([7, 8], 7))
    titles = [
        component(open_page("laporan", **asked, lens=lens), "area_map")["title"]
        for asked in ({**MEETING, "unit": "h3-8"}, MEETING, {**ASKED, "unit": "h3-8"})
    ]
    assert titles[0] == titles[1] != titles[2]


def test_a_small_cell_chosen_in_a_meeting_is_hidden_too(dashboard: Path) -> None:
    record_few(3)
    office = load_files().offices["bali"]
    asked = {"unit": "h3-7", "kind": "sponsor"}
    (index,) = component(open_page("laporan", **ASKED, **asked), "area_map")["amounts"][0]
    app = open_page("laporan", **MEETING, **asked, cell=cell_file(office, 7)[1][index])
    assert "Chosen cell: reports hidden (fewer than 5)" in texts(app)
    assert widgets(app) == ["button"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_in_a_meeting_in_both_languages(recorded: Path, language: str) -> None:
    use_language(language)
    for path in PAGES:
        app: AppTest = open_page(path, **{**MEETING, "lang": language})
        assert faults(app) == []
        assert address(app)["mode"] == "rapat"
