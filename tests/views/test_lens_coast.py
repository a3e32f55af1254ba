"""The lens of the coast on the page of reports: with a coast, without one, in a meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.views.reading import component, faults, open_page, texts

DAY = "2026-11-22"


def test_a_coast_is_drawn_with_its_stretches(sampled: Path) -> None:
    app = open_page("laporan", lens="pesisir", office="bali", date=DAY, lang="en")
    assert faults(app) == []
    drawn = component(app, "area_map")
    assert drawn["title"].startswith("Reports up to 2 km from the shore")
    assert len(drawn["values"]) >= 1
    assert "DATA CONTOH" in drawn["sample"]
    assert "Where every report went" in texts(app)


def test_an_office_without_a_coast_is_told_so_in_one_sentence(recorded: Path) -> None:
    app = open_page("laporan", lens="pesisir", office="kahayan", date=DAY, lang="en")
    assert faults(app) == []
    assert "The work area of this office has no coast." in texts(app)
    assert "By distance from the shore" not in texts(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_chosen_stretch_is_told_and_a_meeting_sees_no_control(recorded: Path, lang: str) -> None:
    chosen = open_page(
        "laporan", lens="pesisir", office="bali", date=DAY, lang=lang, stretch="51.07-p01"
    )
    assert faults(chosen) == []
    assert component(chosen, "area_map")["selected"] == "51.07-p01"
    hall = open_page("laporan", lens="pesisir", office="bali", date=DAY, lang=lang, mode="rapat")
    assert faults(hall) == []
    assert not hall.expander


def test_what_officers_found_along_the_coast_is_not_called_a_report(recorded: Path) -> None:
    app = open_page(
        "laporan", lens="pesisir", office="bali", date=DAY, lang="en", series="temuan", months="24"
    )
    assert faults(app) == []
    assert component(app, "area_map")["title"].startswith("Found by officers up to 2 km")
    assert "Where every finding of officers went" in texts(app)
    assert "Where every report went" not in texts(app)
