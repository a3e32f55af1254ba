"""The page of forms: five of them, each checked at the field and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.intake.entered import Form
from geo.store.actions import read_actions
from geo.store.activities import read_meetings, read_operations, read_visits
from geo.store.database import store_file
from geo.store.drafts import read_draft
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.views.cached import load_facts
from tests.views.filling import (
    PHONE,
    SPOT,
    choose,
    choose_day,
    choose_place,
    component_map,
    fill_report,
    marks,
    open_form,
    press,
    widget,
)
from tests.views.reading import (
    address,
    click_map,
    faults,
    notices,
    said,
)


def test_one_page_has_five_forms_and_the_address_says_which(dashboard: Path) -> None:
    app = open_form(Form.REPORT)
    for form in Form:
        app.button_group(key="form").set_value(form.value).run()
        assert faults(app) == []
        assert address(app)["form"] == form.value
        assert "save entry" in [button.key for button in app.button]
        assert address(open_form(form))["form"] == form.value


# ---- a report ----


def test_a_click_on_the_map_chooses_spot_desa_and_kecamatan_of_a_report(office: Office) -> None:
    app = fill_report(open_form(Form.REPORT))
    click_map(app, SPOT)
    assert widget(app, "selectbox", "list kecamatan").value == "51.08.01"
    assert widget(app, "selectbox", "list desa").value == "51.08.01.2001"
    sent = component_map(app)
    assert sent["pick"]["at"] == [-8.295, 115.025]
    assert sent["selected"] == "51.08.01.2001"
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert (report.kode_desa, report.place, report.accuracy) == (
        "51.08.01.2001",
        "inside",
        "alamat",
    )


def test_a_place_is_chosen_from_lists_without_any_map(office: Office) -> None:
    app = choose_place(fill_report(open_form(Form.REPORT)), "51.08.01", "51.08.01.2002")
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert (report.kode_desa, report.place, report.accuracy) == (
        "51.08.01.2002",
        "stated",
        "desa",
    )


def test_another_kecamatan_takes_the_spot_and_the_desa_away(dashboard: Path) -> None:
    app = click_map(open_form(Form.REPORT), SPOT)
    choose_place(app, "51.07.07")
    assert widget(app, "selectbox", "list desa").value is None
    assert component_map(app)["pick"]["at"] is None


def test_a_report_without_a_known_place_is_recorded_as_such(office: Office) -> None:
    app = choose_place(fill_report(open_form(Form.REPORT)), "nowhere")
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert (report.place, report.accuracy) == ("missing", "tanpa lokasi")


def test_a_spot_outside_the_work_area_is_said_at_once_at_the_place(office: Office) -> None:
    app = click_map(fill_report(open_form(Form.REPORT)), "-1.99500,113.00500")
    assert "outside the work area" in marks(app)[0]
    press(app, "save entry")
    assert len(read_reports(LAPTOP, office)) == 0


@pytest.mark.parametrize("text", ["", "99.0,115.0", "x,y", "-8.295,115.005;DROP", "51.08.01", "62"])
def test_what_no_map_tells_chooses_nothing(dashboard: Path, text: str) -> None:
    app = click_map(open_form(Form.REPORT), text)
    assert faults(app) == []
    assert widget(app, "selectbox", "list kecamatan").value is None


@pytest.mark.parametrize(
    "text", ["-8.295, 115.025", "-8,295; 115,025", "8\u00b017'42\" LS, 115\u00b001'30\" BT"]
)
def test_coordinates_that_are_typed_move_the_pin(office: Office, text: str) -> None:
    app = choose(fill_report(open_form(Form.REPORT)), "text_input", "coordinates", text)
    assert component_map(app)["pick"]["at"] == [-8.295, 115.025]
    assert widget(app, "selectbox", "list desa").value == "51.08.01.2001"
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert (report.kode_desa, report.accuracy) == ("51.08.01.2001", "gps")


def test_coordinates_that_cannot_be_read_are_said_at_the_field_and_not_saved(
    office: Office,
) -> None:
    app = choose_place(fill_report(open_form(Form.REPORT)), "51.08.01", "51.08.01.2002")
    for text in ("115.025, -8.295", "8.295, 115.025", "Lovina"):
        choose(app, "text_input", "coordinates", text)
        assert len(marks(app)) == 1
    press(app, "save entry")
    assert len(read_reports(LAPTOP, office)) == 0
    choose(app, "text_input", "coordinates", "")
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert report.kode_desa == "51.08.01.2002"


def test_what_was_typed_of_a_spot_goes_with_a_click_and_is_in_no_draft(office: Office) -> None:
    app = choose(open_form(Form.REPORT), "text_input", "coordinates", PHONE)
    assert PHONE not in said(app)
    click_map(app, SPOT)
    assert widget(app, "text_input", "coordinates").value == ""
    assert marks(app) == []
    kept = read_draft(LAPTOP, office, "report", name=address(app)["draft"])
    assert kept is not None
    assert "coordinates" not in kept


def test_a_report_can_name_the_agency_that_is_responsible(office: Office) -> None:
    app = choose_place(fill_report(open_form(Form.REPORT)), "51.08.01", "51.08.01.2002")
    assert widget(app, "selectbox", "agency").value == ""
    assert widget(app, "selectbox", "agency").options[0] == "Not decided yet"
    choose(app, "selectbox", "agency", "camat")
    press(app, "save entry")
    (report,) = read_reports(LAPTOP, office).itertuples()
    assert report.agency == "camat"


# ---- faults ----


def test_the_page_has_a_title_that_says_what_it_is_for(dashboard: Path) -> None:
    assert "Record what happened" in said(open_form(Form.REPORT))


def test_an_empty_form_says_every_fault_at_its_field_and_all_fields_at_the_top(
    office: Office,
) -> None:
    app = press(open_form(Form.REPORT), "save entry")
    assert len(marks(app)) == 3
    (top,) = notices(app, "error")
    assert top == ("Not saved yet. 3 fields are not complete: Source of the report, Kind, Place")
    echoed = [e.proto.body for e in app.get("html") if 'pp-echo">' in e.proto.body]
    assert len(echoed) == 1
    assert top in echoed[0]
    assert len(read_reports(LAPTOP, office)) == 0


def test_a_fault_goes_as_soon_as_it_is_mended(dashboard: Path) -> None:
    app = press(open_form(Form.REPORT), "save entry")
    fill_report(app)
    assert len(marks(app)) == 1
    assert "place" in marks(app)[0].lower()


def test_a_form_not_yet_tried_says_no_fault(dashboard: Path) -> None:
    assert marks(open_form(Form.TEAM)) == []


def test_an_identifier_in_a_text_refuses_the_field_at_once_and_is_kept_nowhere(
    office: Office,
) -> None:
    app = choose_place(open_form(Form.VISIT), "51.08.01", "51.08.01.2001")
    choose(app, "text_area", "note", f"Hubungi {PHONE}")
    assert "phone number" in marks(app)[0]
    assert PHONE not in said(app)
    choose(app, "text_input", "programme", "Kunjungan")
    kept = read_draft(LAPTOP, office, "visit", name=address(app)["draft"])
    assert kept is not None
    assert (kept["programme"], "note" in kept) == ("Kunjungan", False)
    press(app, "save entry")
    assert len(read_visits(LAPTOP, office)) == 0
    files = [file.read_bytes() for file in store_file().parent.iterdir()]
    assert all(PHONE.encode() not in content for content in files)
    choose(app, "text_area", "note", "Balai desa")
    press(app, "save entry")
    assert list(read_visits(LAPTOP, office)["note"]) == ["Balai desa"]


# ---- the other forms ----


def test_a_visit_is_to_the_desa_clicked(office: Office) -> None:
    app = click_map(open_form(Form.VISIT), "51.08.01.2002")
    assert component_map(app)["pick"]["point"] is False
    press(app, "save entry")
    (visit,) = read_visits(LAPTOP, office).itertuples()
    assert (visit.kode, visit.programme) == ("51.08.01.2002", "SI RAJA GARANG")


def test_a_meeting_is_recorded_with_several_agreed_actions(office: Office) -> None:
    app = click_map(open_form(Form.MEETING), "51.08.01")
    press(press(app, "add action"), "add action")
    for i, (agency, what) in enumerate([("camat", "Mendata"), ("polsek", "Patroli")]):
        choose(app, "selectbox", f"agency.{i}", agency)
        choose(app, "text_input", f"what.{i}", what)
        choose_day(app, f"due_on.{i}", "2030-01-31")
    press(app, "save entry")
    assert marks(app) == []
    assert list(read_meetings(LAPTOP, office)["kode"]) == ["51.08.01"]
    assert sorted(read_actions(LAPTOP, office)["what"]) == ["Mendata", "Patroli"]


def test_an_action_that_is_taken_out_leaves_the_others(office: Office) -> None:
    app = press(press(open_form(Form.MEETING), "add action"), "add action")
    for i, what in enumerate(("Mendata", "Patroli")):
        choose(app, "text_input", f"what.{i}", what)
    (first, _second) = [b.key for b in app.button if b.key and b.key.startswith("no action")]
    press(app, first)
    assert widget(app, "text_input", "what.0").value == "Patroli"
    assert len([b for b in app.button if b.key and b.key.startswith("no action")]) == 1


def test_an_operation_is_recorded_with_its_order_and_result(office: Office) -> None:
    app = choose_place(open_form(Form.OPERATION), "51.08")
    choose(app, "button_group", "kind", "khusus")
    choose(app, "text_input", "order_no", "W.20-0412")
    choose(app, "text_area", "result", "Tidak ada temuan")
    press(app, "save entry")
    (operation,) = read_operations(LAPTOP, office).itertuples()
    assert (operation.kode, operation.order_no) == ("51.08", "W.20-0412")
    assert operation.result == "Tidak ada temuan"


def test_an_event_of_a_team_is_recorded_with_its_evidence(dashboard: Path) -> None:
    app = choose_place(open_form(Form.TEAM), "51.07.07")
    choose(app, "button_group", "status", "terbentuk")
    choose(app, "text_input", "document", "Keputusan Bupati")
    choose(app, "text_input", "said_by", "Kesbangpol")
    choose(app, "text_input", "sk", "SK 9 Tahun 2026")
    press(app, "save entry")
    formation = load_facts(LAPTOP).formation
    event = formation[formation["sk"] == "SK 9 Tahun 2026"].iloc[0]
    assert (event["kode"], event["status"]) == ("51.07.07", "terbentuk")
