"""Numbers on the pages are those of the handful of records, counted by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.views.cached import cell_file, load_files
from tests.views.reading import (
    amounts,
    click_map,
    component,
    faults,
    links,
    open_page,
    pairs,
    panel,
    said,
    texts,
    tiles,
)
from tests.views.recorded import ON

ASKED = {"lang": "en", "office": "bali", "date": ON}
SUMS = "Where every report went"


def test_the_four_figures_of_the_overview(recorded: Path) -> None:
    found = tiles(open_page("ringkasan", **ASKED))
    assert found["Formed of target"] == ("2 of 4", "computed 50.0% · claimed 75% · 1 not known")
    value, under = found["Reports in 12 months"]
    assert value == "19"
    # 13 of 19 lie in Gerokgak and Selat; three say no place and one only its kabupaten
    assert under == (
        "68% in a kecamatan; 2 outside, 4 without location; found by officers apart: 2"
    )
    value, under = found["Blind spots (titik buta)"]
    assert (value, under) == ("1", "of these not known whether there is a team: 0")
    assert found["Teams to renew or review"][0] == "3"


def test_the_gap_table_holds_every_kecamatan_once(recorded: Path) -> None:
    assert panel(open_page("ringkasan", **ASKED), "Teams and reports, by kecamatan") == [
        *("With reports", "Without reports"),
        *("Has a team", "1", "7 reports", "Gerokgak", "1", "quiet, with a team", "Seririt"),
        *("No team, says a source", "0", "1", "blind spots (titik buta)", "Rendang"),
        *("Not known", "1", "6 reports", "Selat", "0"),
        "No report is not “no problem”: nobody may be looking there.",
    ]


def test_the_map_of_the_overview_has_the_same_reports_as_bubbles(recorded: Path) -> None:
    sent = component(open_page("ringkasan", **ASKED), "area_map")
    indices, said_of_them = sent["amounts"]
    assert dict(zip(indices, said_of_them, strict=True)) == {2: "7", 1: "6"}
    few, five_to_nine, *larger = [each["count"] for each in sent["bubbleClasses"]]
    assert (few, five_to_nine, set(larger)) == ("0", "2", {"0"})
    assert "13 of 19 reports are on the map" in sent["stamp"]


@pytest.mark.parametrize(
    ("unit", "inside", "coarser", "on_map"),
    [
        ("kecamatan", 13, 1, ["7", "6"]),
        ("desa", 12, 2, ["6", "4", "2"]),
        ("h3-7", 10, 4, None),
        ("h3-5", 10, 4, None),
    ],
)
def test_areas_outside_and_without_location_add_up_to_the_total_that_is_printed(
    recorded: Path, unit: str, inside: int, coarser: int, on_map: list[str] | None
) -> None:
    app = open_page("laporan", **ASKED, unit=unit, lens="jumlah")
    printed = pairs(app, SUMS)
    cells = unit.startswith("h3")
    where = "in cells on the map" if cells else "in areas"
    wider = "known only to a desa or kecamatan" if cells else "known only to a wider area"
    assert inside + 2 + coarser + 3 == 19
    assert printed == {
        "All reports of this selection": "19",
        where: str(inside),
        "of these at the shore, given to the nearest": "1",
        "outside the work area": "2",
        wider: str(coarser),
        "without location": "3",
    }
    assert sum(int(n) for n in amounts(app)) == inside
    assert on_map in (None, amounts(app))


def test_months_kinds_channels_accuracies_and_states_each_add_up_to_the_total(
    recorded: Path,
) -> None:
    app = open_page("laporan", **ASKED, lens="jumlah")
    assert {month: n for month, n in said_of_months(app).items() if n != "0"} == {
        "Oct 2025": "10",
        "Dec 2025": "3",
        "Jan 2026": "2",
        "Feb 2026": "4",
    }
    assert panel(app, "Channel") == [
        *("Suspicion (dugaan)", "Overstay", "6", "Presence only", "10", "Other", "3"),
        *("Village officials", "6", "Public", "13"),
        *("Accuracy of place", "GPS point", "11", "Address", "1", "Desa only", "2"),
        *("Kecamatan only", "2", "Without location", "3"),
        *("Follow-up", "New", "19"),
    ]


def said_of_months(app: AppTest) -> dict[str, str]:
    """Number of reports by month, as the columns of months say it."""
    said = [re.fullmatch(r"(\w{3} \d{4}): (.+)", text) for text in texts(app)]
    return {found[1]: found[2] for found in said if found}


def test_what_officers_found_is_counted_apart_and_never_added(recorded: Path) -> None:
    reported = said(open_page("laporan", **ASKED, lens="jumlah"))
    assert "19 reports; most in Gerokgak (7), Selat (6)." in reported
    assert "Found by officers, counted apart: 2." in reported
    found = open_page("laporan", **ASKED, series="temuan", lens="jumlah")
    assert "Officers found 2; most in Gerokgak (2)." in said(found)
    assert "Reports, counted apart: 19." in said(found)
    went = pairs(found, "Where every finding of officers went")
    assert went["All findings of officers in this selection"] == "2"


def test_a_cell_that_is_clicked_says_what_is_in_it(recorded: Path) -> None:
    app = open_page("laporan", **ASKED, unit="h3-7", lens="jumlah")
    assert "Chosen cell" not in said(app)
    largest = component(app, "area_map")["amounts"][0][0]
    cell = cell_file(load_files().offices["bali"], 7)[1][largest]
    click_map(app, cell)
    assert faults(app) == []
    assert panel(app, f"Chosen cell: {amounts(app)[0]} reports")[-1] == (
        f"H3 cell {cell}, resolution 7"
    )
    assert list(links(app)) == ["51.07.07"]


def test_the_profile_of_a_kecamatan(recorded: Path) -> None:
    app = open_page("wilayah", **ASKED, area="51.08.01")
    page = said(app)
    assert "Gerokgak: has a team, 7 reports." in page
    assert "7 reports: 6 known to their desa, 1 only to the kecamatan." in page
    assert "Of the whole office 2 lie outside and 4 have no location." in page
    assert "Found by officers, counted apart: 2." in page
    assert pairs(app, "Visits to desa") == {
        "Desa visited in the period": "1 of 2",
        "Never visited, as far as recorded": "0",
        "Last visit": "15 January 2026",
    }
    activity = pairs(app, "Activity of the team")
    assert activity["Last meeting"] == "10 February 2026"
    assert activity["Last operation"] == "20 November 2025"
    assert links(app) == {"51.07.07": "Selat: 6", "51.08.02": "Seririt: 0"}


def test_the_profile_of_a_desa(recorded: Path) -> None:
    app = open_page("wilayah", **ASKED, area="51.08.01.2002")
    page = said(app)
    assert "Pejarakan: has a team, 2 reports." in page
    assert "2 reports: 2 known to their desa, 0 only to the kecamatan." in page
    assert "Of the whole office 2 lie outside and 5 have no location." in page
    assert pairs(app, "Visits to desa")["Last visit"] == "1 February 2024"
    assert links(app)["51.08.01.2001"] == "Sumber Klampok: 4"


def test_a_profile_that_nobody_chose_is_that_of_most_reports(recorded: Path) -> None:
    app = open_page("wilayah", **ASKED)
    assert "Gerokgak: has a team, 7 reports." in texts(app)


def test_visits_meetings_and_any_contact(recorded: Path) -> None:
    app = open_page("kunjungan", **ASKED)
    page = said(app)
    assert "1 of 8 desa were visited in the period; 6 were never visited" in page
    # of 8 desa the two of Gerokgak and Selat had contact
    assert "5 desa had neither a visit nor a meeting of their kecamatan nor a report" in page
    assert panel(app, "By kind of contact, number of desa")[-10:] == [
        *("Karangasem", "0", "0", "1", "4"),
        *("Buleleng", "1", "2", "2", "2"),
    ]
    assert amounts(app) == ["2 mo.", "25 mo."]
    counts = [each["count"] for each in component(app, "area_map")["classes"]]
    assert counts == ["1", "0", "1", "6"]


def test_the_status_of_a_team_follows_its_meetings(recorded: Path) -> None:
    classes = component(open_page("status", **ASKED), "area_map")["classes"]
    counts = {each["label"]: each["count"] for each in classes}
    assert (counts["Active"], counts["Inactive"], counts["Formed"]) == ("1", "1", "0")


def test_what_is_recorded_of_the_office_is_told_beside_the_sources(recorded: Path) -> None:
    found = panel(open_page("tentang", **ASKED), "What is recorded of this office")
    assert found[3:15] == [
        *("Reports", "22", "0", "Coordination meetings", "2", "0"),
        *("Operations", "1", "0", "Visits to desa", "2", "0"),
    ]
