"""A form is checked field by field as a file is, and what tells who a person is never stays."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from geo.intake.entered import (
    MOST_ACTIONS,
    Form,
    Known,
    cleaned,
    count_actions,
    entry_faults,
    fields_of,
    identifier_faults,
    without_identifiers,
)
from tests.builders import day
from tests.small_land import NAMES

KNOWN = Known(
    today=day("2026-03-31"),
    timezone=ZoneInfo("Asia/Makassar"),
    areas=frozenset(kode for kode in NAMES if kode.startswith(("51.07", "51.08"))),
    agencies=frozenset(["camat", "polsek"]),
)
REPORT = {
    "received_on": "2026-03-31",
    "channel": "masyarakat",
    "kind": "keberadaan",
    "n_persons": "2",
    "kode": "51.08.01.2001",
}
VISIT = {"visited_on": "2026-03-30", "programme": "SI RAJA GARANG", "kode": "51.08.01.2001"}
MEETING = {
    "held_on": "2026-03-30",
    "kode": "51.08.01",
    "n_actions": "1",
    "agency.0": "camat",
    "what.0": "Mendata penginapan",
    "due_on.0": "2026-05-01",
}
OPERATION = {
    "held_on": "2026-03-30",
    "kode": "51.08",
    "kind": "khusus",
    "order_no": "W.20.IMI.3-GR.03.02-0412",
    "result": "Tidak ada temuan",
}
TEAM = {
    "event_on": "2026-03-30",
    "kode": "51.08.01",
    "status": "dikukuhkan",
    "sk": "SK 7 Tahun 2026",
    "review_by": "2029-03-30",
    "document": "Keputusan Bupati",
    "said_by": "Kesbangpol",
}
WHOLE = {
    Form.REPORT: REPORT,
    Form.VISIT: VISIT,
    Form.MEETING: MEETING,
    Form.OPERATION: OPERATION,
    Form.TEAM: TEAM,
}
PHONE, EMAIL = "0812 0000 0000", "tamu@contoh.id"


def faults(form: Form, **changes: Any) -> dict[str, str]:
    return entry_faults(form, {**WHOLE[form], **changes}, KNOWN)


@pytest.mark.parametrize("form", Form)
def test_a_form_that_is_filled_in_has_no_fault(form: Form) -> None:
    assert faults(form) == {}


@pytest.mark.parametrize("form", Form)
def test_an_empty_form_says_a_fault_at_every_field_it_needs(form: Form) -> None:
    found = entry_faults(form, {}, KNOWN)
    needed = {field.name for field in fields_of(form) if field.required}
    assert set(found) == {*needed, "place"}


@pytest.mark.parametrize("form", Form)
def test_a_day_to_come_is_refused_by_every_form(form: Form) -> None:
    assert list(faults(form, **{form.day: "2026-04-01"})) == [form.day]


@pytest.mark.parametrize("text", ["besok", "2026-02-30", "31/03/2026"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    assert "Not a day" in faults(Form.REPORT, received_on=text)["received_on"]


def test_a_decree_may_have_to_be_renewed_on_a_day_to_come() -> None:
    assert faults(Form.TEAM, review_by="2031-01-01") == {}
    assert list(faults(Form.TEAM, review_by="kapan")) == ["review_by"]


@pytest.mark.parametrize("status", ["aktif", "tidak aktif", "belum diketahui", "Terbentuk"])
def test_a_status_that_no_document_can_state_is_refused(status: str) -> None:
    assert list(faults(Form.TEAM, status=status)) == ["status"]


@pytest.mark.parametrize("text", ["-1", "1.5", "dua", "1000", "١٢"])
def test_a_number_of_persons_is_a_whole_number_of_at_most_three_digits(text: str) -> None:
    assert list(faults(Form.REPORT, n_persons=text)) == ["n_persons"]


# ---- where it was ----


@pytest.mark.parametrize("kode", ["", "62.10.01", "51.08.99", "Gerokgak"])
def test_a_place_outside_the_work_area_is_none(kode: str) -> None:
    assert "No place is chosen" in faults(Form.REPORT, kode=kode)["place"]


def test_a_report_may_be_without_a_place_if_that_is_said() -> None:
    assert faults(Form.REPORT, kode="", accuracy="tanpa lokasi") == {}
    assert list(faults(Form.VISIT, kode="", accuracy="tanpa lokasi")) == ["place"]


def test_a_spot_in_no_area_of_the_office_is_said_to_lie_outside() -> None:
    assert "outside the work area" in faults(Form.REPORT, kode="", lat="-2.0", lng="113.0")["place"]


def test_a_visit_is_to_a_desa_and_a_team_is_of_something_wider() -> None:
    assert "Choose the desa" in faults(Form.VISIT, kode="51.08.01")["place"]
    for form in (Form.MEETING, Form.OPERATION, Form.TEAM):
        assert list(faults(form, kode="51.08.01.2001")) == ["place"]


# ---- agreed actions ----


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"agency.0": "dinas"}, "agency.0"),
        ({"what.0": "  "}, "what.0"),
        ({"what.0": "x" * 501}, "what.0"),
        ({"due_on.0": ""}, "due_on.0"),
        ({"due_on.0": "besok"}, "due_on.0"),
        ({"due_on.0": "2026-03-29"}, "due_on.0"),
    ],
)
def test_an_action_needs_who_what_and_by_when(change: dict[str, str], name: str) -> None:
    assert list(faults(Form.MEETING, **change)) == [name]


def test_the_fault_said_first_is_the_uppermost_on_the_page() -> None:
    assert list(faults(Form.MEETING, kode="", **{"what.0": ""})) == ["what.0", "place"]


def test_a_meeting_without_actions_is_whole() -> None:
    assert faults(Form.MEETING, n_actions="0", **{"what.0": ""}) == {}


@pytest.mark.parametrize(("text", "n"), [("", 0), ("-1", 0), ("x", 0), ("3", 3), ("99", None)])
def test_the_number_of_actions_is_read_from_the_form_and_has_a_limit(
    text: str, n: int | None
) -> None:
    assert count_actions({"n_actions": text}) == (MOST_ACTIONS if n is None else n)


# ---- what tells who a person is ----

FREE = [
    (Form.VISIT, "note"),
    (Form.VISIT, "programme"),
    (Form.MEETING, "note"),
    (Form.MEETING, "what.0"),
    (Form.OPERATION, "order_no"),
    (Form.OPERATION, "result"),
    (Form.TEAM, "document"),
    (Form.TEAM, "said_by"),
    (Form.TEAM, "sk"),
]


@pytest.mark.parametrize(("form", "name"), FREE)
@pytest.mark.parametrize("text", [PHONE, EMAIL])
def test_an_identifier_in_a_free_text_refuses_its_field_without_repeating_it(
    form: Form, name: str, text: str
) -> None:
    said = f"Keterangan {text}"
    found = faults(form, **{name: said})
    assert list(found) == [name]
    assert text not in found[name]
    assert identifier_faults(form, {**WHOLE[form], name: said}) == found


@pytest.mark.parametrize(("form", "name"), FREE)
def test_a_draft_never_holds_a_text_with_an_identifier(form: Form, name: str) -> None:
    kept = without_identifiers(form, {**WHOLE[form], name: f"Hubungi {PHONE}"})
    assert kept == {each: text for each, text in WHOLE[form].items() if each != name}


def test_a_draft_holds_nothing_that_the_form_does_not_ask() -> None:
    assert "nama" not in without_identifiers(Form.REPORT, {**REPORT, "nama": "x", "note": "x"})


def test_a_report_has_no_free_text_at_all() -> None:
    assert identifier_faults(Form.REPORT, dict.fromkeys(REPORT, PHONE)) == {}
    assert {"note", "result", "name"}.isdisjoint(field.name for field in fields_of(Form.REPORT))


def test_texts_are_kept_in_one_line_without_marks_that_cannot_be_seen() -> None:
    typed = {**VISIT, "note": "Balai desa\nramai\u202e", "programme": " SI RAJA GARANG "}
    assert cleaned(Form.VISIT, typed)["note"] == "Balai desa ramai"
    assert cleaned(Form.VISIT, typed)["programme"] == "SI RAJA GARANG"
    assert cleaned(Form.VISIT, typed)["kode"] == VISIT["kode"]
