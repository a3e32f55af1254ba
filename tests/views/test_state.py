"""The state of a page lives in its address: it is read from there, and put there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo.views.choices import EARLIEST
from tests.views.reading import address, component, faults, notices, open_page, said


def test_what_the_reader_sees_stands_in_the_address(dashboard: Path) -> None:
    app = open_page()
    today = dt.datetime.now(dt.UTC).date()
    shown = dt.date.fromisoformat(address(app)["date"])
    assert shown - today in (dt.timedelta(0), dt.timedelta(1))  # today in Bali
    assert {**address(app), "date": ""} == {
        "office": "bali",
        "lang": "id",
        "level": "kecamatan",
        "date": "",
    }


SENT = {"office": "kahayan", "lang": "en", "date": "2020-01-02"}
VIEWS = {
    "ringkasan": {},
    "status": {"level": "kabupaten", "area": "62.10"},
    "laporan": {
        "lens": "jumlah",
        "unit": "desa",
        "months": "24",
        "series": "laporan",
        "month": "2019-12",
        "kind": "overstay,presence",
        "channel": "village",
        "accuracy": "gps",
        "area": "62.10.01.2001",
    },
    "wilayah": {"area": "62.10.01"},
    "kunjungan": {"months": "6"},
    "cara-membaca": {},
    "tentang": {},
}
"""The state of every page, by its address."""


@pytest.mark.parametrize("mode", [{}, {"mode": "rapat"}])
@pytest.mark.parametrize("path", VIEWS)
def test_a_view_that_was_sent_opens_as_it_was(
    dashboard: Path, path: str, mode: dict[str, str]
) -> None:
    sent = {**SENT, **VIEWS[path], **mode}
    app = open_page(path, **sent)
    assert faults(app) == []
    assert notices(app, "info") == []
    assert address(app) == sent
    assert address(app.run()) == sent


def test_an_area_that_was_sent_is_chosen_on_the_map(dashboard: Path) -> None:
    app = open_page("status", **SENT, **VIEWS["status"])
    assert "Kantor Imigrasi Kahayan" in said(app)
    assert component(app, "area_map")["selected"] == "62.10"


@pytest.mark.parametrize(
    ("name", "value", "instead"),
    [
        ("office", "jakarta", "bali"),
        ("office", "", "bali"),
        ("lang", "fr", "id"),
        ("lang", "EN", "id"),
        ("level", "desa", "kecamatan"),
        ("level", "<script>", "kecamatan"),
    ],
)
def test_an_unknown_choice_in_the_address_becomes_the_usual_one(
    dashboard: Path, name: str, value: str, instead: str
) -> None:
    app = open_page(**{name: value})
    assert faults(app) == []
    assert notices(app, "error") == notices(app, "warning") == []
    assert address(app)[name] == instead


@pytest.mark.parametrize(
    "value",
    ["besok", "", "2019-02-29", "25-03-2019", "1999-01-01", "9999-12-31", "2020-01-02T00:00"],
)
def test_a_day_that_cannot_be_shown_becomes_today(dashboard: Path, value: str) -> None:
    app = open_page(date=value)
    assert faults(app) == []
    assert dt.date.fromisoformat(address(app)["date"]) >= dt.datetime.now(dt.UTC).date()


@pytest.mark.parametrize("asked", ["office=jakarta", "lang=fr", "date=besok"])
def test_the_reader_is_told_what_in_the_address_is_not_known(dashboard: Path, asked: str) -> None:
    name, value = asked.split("=")
    (notice,) = notices(open_page(**{name: value}), "info")
    assert f"“{asked}”" in notice


def test_what_the_address_said_is_shown_as_text_and_cut_short(dashboard: Path) -> None:
    app = open_page(office="[x](https://example.org)" + "y" * 100)
    (notice,) = notices(app, "info")
    assert "“office=[x](https://example.org)yyyyyyyyyyyyyyyy”" in notice
    assert "](https" not in app.info[0].value


def test_no_day_before_the_first_one_offered_can_be_chosen(dashboard: Path) -> None:
    assert address(open_page(date=EARLIEST.isoformat()))["date"] == EARLIEST.isoformat()
    sent = component(open_page(), "day_picker")
    assert sent["earliest"] == EARLIEST.isoformat()
    assert sent["latest"] == sent["value"]


@pytest.mark.parametrize("area", ["51.08.99", "62.10.01", "51.08", "x' OR 1", ""])
def test_an_area_that_the_office_does_not_have_is_not_chosen(dashboard: Path, area: str) -> None:
    app = open_page(office="bali", area=area)
    assert faults(app) == []
    assert "area" not in address(app)
    assert component(app, "area_map")["selected"] is None


def test_choosing_another_office_goes_into_the_address_and_drops_the_area(
    dashboard: Path,
) -> None:
    app = open_page(office="bali", area="51.08.01")
    app.selectbox(key="office").set_value("kahayan").run()
    assert address(app)["office"] == "kahayan"
    assert "area" not in address(app)
    assert "Kantor Imigrasi Kahayan" in said(app)


def test_switching_the_language_changes_the_page_and_the_address(dashboard: Path) -> None:
    app = open_page(date="2020-01-02")
    app.button_group[-1].set_value("en").run()
    assert address(app)["lang"] == "en"
    assert "As of 2 January 2020." in said(app)


def test_switching_the_level_shows_the_teams_of_kabupaten(dashboard: Path) -> None:
    app = open_page(date="2020-01-03", lang="en")
    app.button_group[0].set_value("kabupaten").run()
    assert address(app)["level"] == "kabupaten"
    assert len(component(app, "area_map")["values"]) == 2


def test_an_address_changed_by_hand_wins_over_what_was_chosen_before(dashboard: Path) -> None:
    app = open_page(office="bali", date="2020-01-02")
    app.query_params["office"] = "kahayan"
    app.query_params["date"] = "2020-01-01"
    app.run()
    assert (address(app)["office"], address(app)["date"]) == ("kahayan", "2020-01-01")


def test_the_choices_go_along_from_page_to_page_and_back(dashboard: Path) -> None:
    chosen = {"office": "kahayan", "date": "2020-01-02", "lang": "en", "level": "kabupaten"}
    app = open_page(**chosen)
    app.switch_page("pages/about.py").run()
    assert "About the data" in said(app)
    app.switch_page("pages/formation.py").run()
    assert address(app) == chosen


def test_the_days_on_which_facts_change_are_offered(dashboard: Path) -> None:
    app = open_page(office="bali", date="2020-01-03", lang="en")
    days = component(app, "day_picker")["days"]
    assert [day["iso"] for day in days][:3] == ["2020-01-01", "2020-01-02", "2020-01-03"]
    assert days[0]["label"] == "1 Jan 2020"
