"""Which reports are overdue for follow-up: said, mapped, listed, and moved on from the page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.store.facts import read_facts
from geo.store.follow_ups import read_steps, record_step
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.text import use_language
from geo.views.follow_up import unbroken
from geo.words import FollowUp
from tests.views.reading import (
    address,
    click_map,
    component,
    faults,
    open_page,
    panel,
    said,
    texts,
    tiles,
    widgets,
)
from tests.views.recorded import NOWHERE, ON, record_reports, some

PATH = "tindak-lanjut"
ASKED = {"lang": "en", "office": "bali", "date": ON}
TODAY = {"lang": "en", "office": "bali"}
ALL, SELAT = "Overdue by kecamatan", "51.07.07"


@pytest.fixture(autouse=True)
def _english() -> None:
    """The labels of a choice are made again where the test runs."""
    use_language("en")


def press(app: AppTest) -> AppTest:
    return app.button(key="record step").click().run()


def states() -> dict[str, str]:
    reports = read_reports(LAPTOP, read_facts().offices["bali"])
    return dict(reports["follow_up"].astype(str))


def test_the_answer_comes_first_with_the_kecamatan_that_has_most(recorded: Path) -> None:
    app = open_page(PATH, **ASKED)
    assert faults(app) == []
    assert "20 of 20 open reports are overdue for follow-up; most in Gerokgak (7)." in texts(app)
    assert tiles(app)["Overdue"] == ("20", "of 20 open; 0 in time")
    assert "New: 7 days" in said(app)


def test_overdue_reports_are_in_a_kecamatan_or_outside_or_without_location(
    recorded: Path,
) -> None:
    app = open_page(PATH, **ASKED)
    numbers = panel(app, ALL)
    sums = dict(zip(numbers[-8::2], numbers[-7::2], strict=True))
    assert sums == {
        "All overdue": "20",
        "= in a kecamatan": "14",
        "+ outside the work area": "2",
        "+ without location": "4",
    }
    assert component(app, "area_map")["amounts"][1] == ["7", "6", "1"]


def test_a_click_on_a_kecamatan_lists_its_overdue_reports(recorded: Path) -> None:
    app = click_map(open_page(PATH, **ASKED), SELAT)
    assert address(app)["area"] == SELAT
    title = "Overdue reports, Selat: 6"
    assert title in texts(app)
    rows = panel(app, title)
    assert rows.count("Overstay") == rows.count("Selat") == 6
    assert rows.count("not yet named") == 6


@pytest.mark.parametrize(("place", "n"), [("outside", 2), ("missing", 4)])
def test_what_is_on_no_map_is_listed_too(recorded: Path, place: str, n: int) -> None:
    app = open_page(PATH, **ASKED, area=place)
    assert any(text.endswith(f": {n}") for text in texts(app) if "Overdue reports," in text)


def test_a_day_in_the_past_knows_only_what_was_known_then(recorded: Path) -> None:
    record_step(LAPTOP, "r0", FollowUp.VERIFIED, dt.date(2026, 2, 12), agency="polsek")
    later = open_page(PATH, **{**TODAY, "date": "2026-02-19"})
    assert "of 20 open; 5 in time" not in said(later)
    assert tiles(later)["Verified, over 30 days"] == ("0", "of 1 open")
    before = open_page(PATH, **{**TODAY, "date": "2026-02-11"})
    assert tiles(before)["Verified, over 30 days"] == ("0", "of 0 open")
    assert "To move a report to another state, choose today as the day." in said(later)


def test_reports_are_counted_by_the_agency_that_has_them(recorded: Path) -> None:
    record_step(LAPTOP, "r0", FollowUp.VERIFIED, dt.date(2026, 2, 12), agency="polsek")
    assert pairs_of(open_page(PATH, **ASKED)) == {"Police": "1 of 1", "not yet named": "19 of 19"}


def pairs_of(app: AppTest) -> dict[str, str]:
    numbers = panel(app, "Overdue by responsible agency")[:-1]
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_report_is_moved_on_with_day_reason_and_agency(recorded: Path) -> None:
    app = open_page(PATH, **TODAY)
    app.selectbox(key="step report").select("r3").run()
    app.selectbox(key="step state").select("diverifikasi").run()
    app.text_area(key="step reason").input("Alamat diperiksa bersama").run()
    app.selectbox(key="step agency").select("polsek").run()
    press(app)
    assert faults(app) == []
    assert "Recorded: r3, Verified." in notices_of(app)
    step = read_steps(LAPTOP, read_facts().offices["bali"]).iloc[-1]
    assert step[["report", "state", "reason", "agency"]].to_list() == [
        "r3",
        "diverifikasi",
        "Alamat diperiksa bersama",
        "polsek",
    ]
    assert tiles(app)["Overdue"][1] == "of 20 open; 1 in time"


def notices_of(app: AppTest) -> str:
    return " ".join(str(each.value).replace("\\", "") for each in app.success)


def test_a_reason_that_tells_who_a_person_is_is_refused_at_its_field(recorded: Path) -> None:
    app = open_page(PATH, **TODAY, report="r3")
    app.text_area(key="step reason").input("Hubungi 0812-0000-1111").run()
    press(app)
    assert "It seems to hold: phone number. Leave out what tells who a person is." in said(app)
    assert app.text_area(key="step reason").value == "Hubungi 0812-0000-1111"
    assert set(states().values()) == {"baru"}
    app.text_area(key="step reason").input("Dihubungi").run()
    press(app)
    assert "It seems to hold" not in said(app)
    assert list(states().values()).count("diverifikasi") == 1


def test_no_report_is_chosen_before_the_reader_chooses_one(recorded: Path) -> None:
    app = open_page(PATH, **TODAY)
    box = app.selectbox(key="step report")
    assert box.value is None
    assert "record step" not in [button.key for button in app.button]
    (option,) = [text for text in box.options if text.startswith("r3 ")]
    assert "r3 · 10 February 2026 · Overstay · Selat · " in option
    assert option.endswith(" days over")
    box.select("r3").run()
    assert address(app)["report"] == "r3"
    assert "record step" in [button.key for button in app.button]


def test_every_overdue_row_leads_to_the_form_of_its_report(recorded: Path) -> None:
    app = open_page(PATH, **TODAY, area=SELAT)
    markup = " ".join(each.proto.body for each in app.get("html"))
    assert markup.count("&amp;report=r") == 6
    assert markup.count(f"area={SELAT}") == 6


@pytest.mark.parametrize("reason", ["", "ok", "12 34"])
def test_every_step_needs_a_reason(recorded: Path, reason: str) -> None:
    app = open_page(PATH, **TODAY, report="r3")
    app.text_area(key="step reason").input(reason).run()
    press(app)
    assert "Write down in a few words why, or what was done." in said(app)
    assert set(states().values()) == {"baru"}


def test_a_step_just_recorded_is_taken_back(recorded: Path) -> None:
    app = open_page(PATH, **TODAY, report="r3")
    app.text_area(key="step reason").input("Alamat diperiksa").run()
    press(app)
    assert states()["r3"] == "diverifikasi"
    app.button(key="take back step").click().run()
    assert faults(app) == []
    assert "Taken back: r3." in notices_of(app)
    assert set(states().values()) == {"baru"}
    assert read_steps(LAPTOP, read_facts().offices["bali"]).empty


def test_a_report_goes_back_only_for_a_reason(recorded: Path) -> None:
    record_step(LAPTOP, "r3", FollowUp.VERIFIED, dt.date(2026, 2, 12))
    app = open_page(PATH, **TODAY)
    app.selectbox(key="step report").select("r3").run()
    app.selectbox(key="step state").select("baru").run()
    press(app)
    assert "A report goes back only for a reason. Write it down." in said(app)
    assert states()["r3"] == "diverifikasi"


def test_a_state_that_stays_needs_another_agency(recorded: Path) -> None:
    app = open_page(PATH, **TODAY, report="r3")
    app.selectbox(key="step state").select("baru").run()
    press(app)
    assert "The state stays: name another agency." in said(app)


def test_a_meeting_sees_no_row_no_form_and_no_small_number(recorded: Path) -> None:
    app = open_page(PATH, **ASKED, mode="rapat")
    assert faults(app) == []
    assert widgets(app) == ["button"]
    page = said(app)
    assert "r3" not in texts(app)
    assert "Overdue reports," not in page
    assert component(app, "area_map")["amounts"][1] == [
        "5\N{EN DASH}9",
        "5\N{EN DASH}9",
        "hidden (<5)",
    ]
    assert "hidden (<5)" in panel(app, ALL)
    labels = [each["label"] for each in component(app, "area_map")["classes"]]
    assert labels[2] == "hidden (<5) overdue"
    assert not any("1\N{EN DASH}4" in text for text in [*texts(app), *labels])


def test_nothing_that_a_meeting_sees_depends_on_a_small_number(recorded: Path) -> None:
    def seen() -> list[str]:
        return texts(open_page(PATH, **ASKED, mode="rapat"))

    record_reports(some(1, "51.08.02.2002", "2026-02-01"), prefix="one")
    before = seen()
    record_reports(some(1, "51.08.02.2002", "2026-02-01"), prefix="two")
    assert seen() == before


def test_what_officers_found_is_looked_at_apart(recorded: Path) -> None:
    assert "Open findings of officers, counted apart: 2." in said(open_page(PATH, **ASKED))
    found = open_page(PATH, **ASKED, series="temuan")
    assert "2 of 2 open findings of officers are overdue" in said(found)


def test_without_a_report_nothing_is_open(dashboard: Path) -> None:
    app = open_page(PATH, **ASKED)
    assert faults(app) == []
    assert "No report is open on this day." in texts(app)


def test_invented_reports_are_stamped(sampled: Path) -> None:
    app = open_page(PATH, **ASKED)
    assert component(app, "area_map")["sample"] == "DATA CONTOH (sample data)"


def test_a_long_list_is_shown_in_parts(recorded: Path) -> None:
    record_reports(some(30, on="2026-01-01", **NOWHERE), prefix="more")
    app = open_page(PATH, **ASKED, area="missing")
    parts = [box for box in app.selectbox if box.label == "Rows"]
    assert parts[0].options == ["1 to 25 of 34", "26 to 34 of 34"]
    parts[0].select_index(1).run()
    assert said(app).count("without a location") >= 9


def test_a_headline_begins_with_a_capital_and_no_range_breaks_across_lines() -> None:
    said = unbroken("about 360 lie in one (50\N{EN DASH}99).")
    assert said == "About 360 lie in one (50\N{WORD JOINER}\N{EN DASH}\N{WORD JOINER}99)."
