"""What was typed into a form is kept; what was recorded can be taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from geo.intake.entered import Form
from geo.store.database import store_version
from geo.store.drafts import begun_drafts, read_draft
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.views.filling import (
    ASKED,
    SPOT,
    choose,
    choose_day,
    component_map,
    fill_report,
    marks,
    open_form,
    press,
    saved_report,
    today,
    widget,
)
from tests.views.reading import (
    address,
    click_map,
    component,
    faults,
    notices,
    open_page,
    texts,
    widgets,
)

# ---- after saving ----


def test_what_was_saved_is_said_in_one_sentence(dashboard: Path) -> None:
    (sentence,) = notices(saved_report(), "success")
    assert sentence.startswith("Saved: Report of ")
    assert sentence.endswith("Sumber Klampok, Gerokgak, Buleleng.")


def test_the_form_is_blank_again_and_its_draft_is_gone(office: Office) -> None:
    app = saved_report()
    assert "draft" not in address(app)
    assert begun_drafts(LAPTOP, office) == []
    assert widget(app, "button_group", "channel").value is None
    assert marks(app) == []


def test_taking_it_back_gives_the_form_back_as_it_was(office: Office) -> None:
    app = press(saved_report(), "take back")
    assert len(read_reports(LAPTOP, office)) == 0
    assert widget(app, "button_group", "channel").value == "masyarakat"
    assert component_map(app)["pick"]["at"] == [-8.295, 115.025]
    assert notices(app, "success") == []


def test_one_more_keeps_day_and_place_only(office: Office) -> None:
    app = press(saved_report(), "one more")
    assert component_map(app)["pick"]["at"] == [-8.295, 115.025]
    assert widget(app, "button_group", "channel").value is None
    fill_report(app)
    press(app, "save entry")
    assert len(read_reports(LAPTOP, office)) == 2


# ---- drafts ----


def test_each_change_is_kept_as_a_draft_that_the_address_names(office: Office) -> None:
    app = choose(open_form(Form.REPORT), "button_group", "channel", "media")
    name = address(app)["draft"]
    kept = read_draft(LAPTOP, office, "report", name=name)
    assert kept is not None
    assert kept["channel"] == "media"
    again = open_page("catat", **address(app))
    assert widget(again, "button_group", "channel").value == "media"
    assert address(again) == address(app)


def test_an_untouched_form_leaves_no_draft(office: Office) -> None:
    assert "draft" not in address(open_form(Form.VISIT))
    assert begun_drafts(LAPTOP, office) == []


def test_a_draft_does_not_count_as_a_change_of_the_records(office: Office) -> None:
    app = open_form(Form.REPORT)
    before = store_version(LAPTOP)
    choose(app, "button_group", "channel", "media")
    assert len(begun_drafts(LAPTOP, office)) == 1
    assert store_version(LAPTOP) == before


def test_a_begun_form_is_offered_to_the_next_who_opens_the_page(dashboard: Path) -> None:
    begun = choose(open_form(Form.OPERATION), "text_input", "order_no", "W.20-0412")
    app = open_form(Form.REPORT)
    assert any("begun and not saved: Operation" in text for text in notices(app, "info"))
    press(app, "resume draft")
    assert address(app)["form"] == "operation"
    assert address(app)["draft"] == address(begun)["draft"]
    assert widget(app, "text_input", "order_no").value == "W.20-0412"
    assert notices(app, "info") == []


def test_a_begun_form_can_be_thrown_away(office: Office) -> None:
    choose(open_form(Form.OPERATION), "text_input", "order_no", "W.20-0412")
    app = press(open_form(Form.REPORT), "drop draft")
    assert begun_drafts(LAPTOP, office) == []
    assert notices(app, "info") == []


def test_a_form_begun_at_one_office_is_not_offered_at_another(dashboard: Path) -> None:
    choose(open_form(Form.OPERATION), "text_input", "order_no", "W.20-0412")
    assert notices(open_page("catat", lang="en", office="kahayan"), "info") == []


def test_a_draft_that_is_gone_is_said_not_to_be_known(dashboard: Path) -> None:
    app = open_form(Form.REPORT, draft="d-gone")
    assert "“draft=d-gone”" in notices(app, "info")[0]


def test_changing_the_form_leaves_what_was_begun_in_the_other(dashboard: Path) -> None:
    app = choose(open_form(Form.REPORT), "button_group", "channel", "media")
    name = address(app)["draft"]
    app.button_group(key="form").set_value("visit").run()
    assert "draft" not in address(app)
    app.button_group(key="form").set_value("report").run()
    assert address(app)["draft"] == name
    assert widget(app, "button_group", "channel").value == "media"


# ---- in a meeting, and the day ----


def test_in_a_meeting_there_is_no_form(dashboard: Path) -> None:
    app = open_page("catat", **ASKED, mode="rapat")
    assert faults(app) == []
    assert widgets(app) == ["button"]
    assert "Nothing is recorded in the meeting view." in texts(app)


def test_the_form_begun_is_there_again_after_the_meeting(dashboard: Path) -> None:
    app = choose(open_form(Form.VISIT), "text_area", "note", "Balai desa")
    before = address(app)
    press(app, "hall")
    assert address(app) == {**before, "mode": "rapat"}
    app.button[0].click().run()
    assert address(app) == before
    assert widget(app, "text_area", "note").value == "Balai desa"


def test_the_day_is_today_by_the_clock_of_the_office_until_another_is_chosen(
    office: Office,
) -> None:
    app = click_map(fill_report(open_form(Form.REPORT)), SPOT)
    assert component(app, "day_picker")["value"] == today(office).isoformat()
    yesterday = today(office) - dt.timedelta(days=1)
    choose_day(app, "received_on", yesterday.isoformat())
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert report.received_on.date() == yesterday
