"""One answer mends all rows that ask the same; a place is answered by its kode."""

import pandas as pd

from geo.intake.reason_words import Reason
from geo.intake.schema import SCHEMAS
from geo.intake.waiting import Problem, corrections_of, problems_of
from geo.words import Kind

REPORTS = SCHEMAS[Kind.REPORTS]


def issue(field: str, value: str, reason: Reason, *details: str, state: str = "held") -> dict:
    said = {"field": field, "column": field.title(), "value": value, "details": list(details)}
    return {**said, "reason": reason.value, "state": state}


def waiting(rows: dict[int, list[dict]]) -> pd.DataFrame:
    frame = pd.DataFrame({"state": "held", "issues": pd.Series(rows, dtype=object)})
    return frame.rename_axis("line")


def test_rows_with_the_same_unreadable_cell_make_one_question() -> None:
    unknown = issue("channel", "wrga", Reason.WORD)
    rows = {4: [unknown], 2: [unknown], 9: [issue("channel", "htl", Reason.WORD)]}
    first, second = problems_of(waiting(rows), REPORTS)
    assert (first.value, first.lines, first.field) == ("wrga", (2, 4), "channel")
    assert (second.value, second.lines) == ("htl", (9,))


def test_a_mere_remark_asks_nothing() -> None:
    remark = issue("kode", "", Reason.PLACE_OUTSIDE, state="warned")
    assert problems_of(waiting({2: [remark]}), REPORTS) == []


def test_a_name_of_several_areas_is_answered_by_a_kode_for_all_its_rows() -> None:
    selat = issue("kecamatan", "Selat", Reason.NAME_AMBIGUOUS, "51.07.07", "62.03.01")
    (problem,) = problems_of(waiting({2: [selat], 7: [selat]}), REPORTS)
    assert problem.field == "kode" and problem.choices == ("51.07.07", "62.03.01")
    mended = corrections_of({problem: "51.07.07"})
    assert mended.keys() == {2, 7}
    assert mended[7]["kode"] == "51.07.07"
    assert mended[7]["kecamatan"] == ""


def test_two_answers_about_one_row_come_together() -> None:
    day = Problem("received_on", "Tanggal", "3/4/26", Reason.DAY, (), (5,))
    kind = Problem("kind", "Dugaan", "?", Reason.WORD, (), (5, 6))
    mended = corrections_of({day: "2026-04-03", kind: "lainnya"})
    assert mended == {5: {"received_on": "2026-04-03", "kind": "lainnya"}, 6: {"kind": "lainnya"}}


def test_what_only_the_file_can_mend_has_no_field_to_fill_in() -> None:
    torn = issue("", "", Reason.CELL_COUNT, state="rejected")
    (problem,) = problems_of(waiting({3: [torn]}), REPORTS)
    assert problem.field == ""


def test_each_row_that_stood_before_is_asked_for_a_number_of_its_own() -> None:
    twin = issue("", "", Reason.TWIN_IN_FILE, "2")
    found = problems_of(waiting({3: [twin], 5: [twin]}), REPORTS)
    assert [(each.field, each.lines) for each in found] == [("report", (3,)), ("report", (5,))]


def test_an_agency_that_sits_in_a_team_twice_has_no_number_to_give() -> None:
    twin = issue("", "", Reason.TWIN_IN_FILE, "2")
    (problem,) = problems_of(waiting({3: [twin]}), SCHEMAS[Kind.MEMBERS])
    assert problem.field == ""


def test_of_a_kode_and_a_point_that_differ_the_one_that_is_chosen_holds() -> None:
    differs = issue("desa", "Anturan", Reason.POINT_ELSEWHERE, "51.08.06.2002", "51.07.07.2001")
    (problem,) = problems_of(waiting({2: [differs]}), REPORTS)
    assert problem.field == "kode" and problem.choices == problem.details
    by_point = corrections_of({problem: "51.07.07.2001"})[2]
    assert by_point["kode"] == "51.07.07.2001" and "lat" not in by_point
    by_kode = corrections_of({problem: "51.08.06.2002"})[2]
    assert (by_kode["lat"], by_kode["lng"], by_kode["desa"]) == ("", "", "")


def test_a_point_is_answered_as_a_pair() -> None:
    swapped = Problem("lat", "Lintang", "115.09", Reason.SWAPPED, (), (5,))
    assert corrections_of({swapped: "-8,11; 115,09"}) == {5: {"lat": "-8,11", "lng": "115,09"}}
