"""Questions of a head of office and of a meeting, each answered in at most two clicks.

A click is a page of the menu, an area on the map or in a list, or one choice of a control. The
dashboard opens on the overview of the office, and counting begins there.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.store.actions import Action, record_meeting_with_actions
from geo.store.scope import LAPTOP
from tests.views.reading import (
    PAGES,
    address,
    click_map,
    component,
    faults,
    follow,
    links,
    open_page,
    pairs,
    panel,
    said,
    texts,
    tiles,
    widgets,
)
from tests.views.recorded import NOTE, ON

MOST = 2


class Reader:
    """Someone who opens the dashboard and counts the clicks."""

    def __init__(self, **asked: str) -> None:
        self.app: AppTest = open_page("", lang="en", office="bali", date=ON, **asked)
        self.clicks = 0

    def page(self, path: str) -> None:
        """Choose a page of the menu."""
        self._clicked(self.app.switch_page(PAGES[path]).run())

    def area(self, kode: str) -> None:
        """Click on an area of the map."""
        self._clicked(click_map(self.app, kode))

    def link(self, kode: str) -> None:
        """Press a link to an area."""
        self._clicked(follow(self.app, kode))

    def button(self, key: str) -> None:
        """Press a button."""
        self._clicked(self.app.button(key=key).click().run())

    def _clicked(self, app: AppTest) -> None:
        self.app, self.clicks = app, self.clicks + 1
        assert faults(app) == []
        assert self.clicks <= MOST


def test_which_kecamatan_have_no_team_yet_but_many_reports(recorded: Path) -> None:
    reader = Reader()
    assert links(reader.app) == {"51.07.07": "Selat, Karangasem: 6"}
    reader.link("51.07.07")
    assert "Selat: no source says whether there is a team, 6 reports." in texts(reader.app)


def test_how_far_are_we_against_the_target_and_which_kabupaten_lags(recorded: Path) -> None:
    reader = Reader()
    assert tiles(reader.app)["Formed of target"][0] == "2 of 4"
    reader.page("status")
    shares = panel(reader.app, "Kecamatan with a team, by kabupaten/kota")
    assert shares[shares.index("Karangasem") + 1] == "0/2"
    assert shares[shares.index("Buleleng") + 1] == "2/2"


def test_which_teams_need_a_renewed_decree_or_had_no_meeting_for_12_months(
    recorded: Path,
) -> None:
    reader = Reader()
    assert tiles(reader.app)["Teams to renew or review"][0] == "3"
    reader.page("status")
    due = " ".join(panel(reader.app, "Teams to renew or review: 3"))
    old, silent = "formed long ago, no newer decree known", "no meeting or operation recorded"
    assert f"{old} 3 Buleleng Gerokgak, Seririt, Kabupaten Buleleng" in due
    assert f"{silent} 1 Buleleng Seririt" in due


def test_which_reports_are_overdue_for_follow_up(recorded: Path) -> None:
    reader = Reader()
    reader.page("tindak-lanjut")
    first = "20 of 20 open reports are overdue for follow-up; most in Gerokgak (7)."
    assert first in texts(reader.app)
    reader.area("51.07.07")
    assert "Overdue reports, Selat: 6" in texts(reader.app)


def test_how_far_can_the_data_be_trusted(recorded: Path) -> None:
    reader = Reader()
    reader.page("mutu")
    first = "13 of 19 reports lie in a kecamatan; 2 outside the work area, 4 without location."
    assert first in texts(reader.app)
    doubts = pairs(reader.app, "What is doubtful")
    assert (doubts["Known only to the desa"], doubts["Known only to the kecamatan"]) == ("2", "2")


def test_which_agency_does_what_by_when(recorded: Path) -> None:
    action = Action("polsek", "Menjadwalkan patroli bersama", dt.date(2026, 4, 30))
    record_meeting_with_actions(
        LAPTOP, kode="51.08.01", held_on=dt.date(2026, 2, 20), source="berita", actions=[action]
    )
    reader = Reader(mode="rapat")
    reader.page("kunjungan")
    agreed = panel(reader.app, "What meetings agreed on: 1 open, of these 0 overdue; 0 done")
    assert agreed[5:9] == ["Police", "Menjadwalkan patroli bersama", "30 April 2026", "open"]


def test_our_kecamatan_on_one_screen(recorded: Path) -> None:
    reader = Reader()
    reader.area("51.08.01")
    reader.button("hall")
    page = said(reader.app)
    assert widgets(reader.app) == ["button"]
    assert "Gerokgak: has a team" in page
    assert pairs(reader.app, "Activity of the team")["Last meeting"] == "10 February 2026"
    assert NOTE in page
    for title in ("Reports by month and suspicion", "Visits to desa", "Neighbours"):
        assert title in page
    assert component(reader.app, "area_map")["focus"] == "51.08.01"


def test_where_is_this_from_as_of_when_and_what_is_hidden_on_purpose(recorded: Path) -> None:
    reader = Reader(mode="rapat")
    page = said(reader.app)
    assert "As of 31 March 2026." in page
    assert "Peta kecil · Register: idn-area-data" in page
    assert "numbers of reports are shown as ranges" in page
    assert "below 5 not at all" in page
    reader.page("tentang")
    for part in ("Boundaries in use", "Tim Buleleng dibentuk", "What is recorded of this office"):
        assert part in said(reader.app)
    assert address(reader.app)["date"] == ON


def test_a_third_click_would_be_one_too_many(recorded: Path) -> None:
    reader = Reader()
    reader.page("status")
    reader.page("laporan")
    with pytest.raises(AssertionError):
        reader.page("tentang")
