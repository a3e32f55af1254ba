"""What only a reader can decide about the points of a file is asked, with rows to look at."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from geo.intake.coordinate_questions import coordinate_questions
from geo.intake.coordinates import read_points
from geo.intake.judged import Question, Understanding
from geo.intake.reason_words import Reason
from geo.words import Kind

BALI = (114.4, -8.9, 115.8, -8.0)
KAHAYAN = (112.8, -3.5, 115.3, 0.8)
PLAIN = Understanding(Kind.REPORTS, "bali", "polsek", columns={"lat": 0, "lng": 1})


def ask(
    *pairs: tuple[str, str],
    by: Understanding = PLAIN,
    bounds: tuple[float, float, float, float] = BALI,
    unstated: bool = False,
) -> list[Question]:
    lat, lng = (pd.Series([pair[side] for pair in pairs], dtype="str") for side in (0, 1))
    points = read_points(lat, lng, understanding=by, bounds=bounds, unstated=unstated)
    frame = pd.DataFrame({"_line": range(2, 2 + len(pairs))})
    return coordinate_questions(points, frame, bounds, by, unstated=unstated)


def test_points_in_the_work_area_raise_no_question() -> None:
    assert ask(("-8.11", "115.09"), ("", ""), ("x", "115")) == []


def test_swapped_points_are_asked_about_and_an_answer_mends_them_all() -> None:
    pairs = (("115.09", "-8.11"), ("115.10", "-8.12"), ("-8.13", "115.11"))
    (question,) = ask(*pairs)
    assert (question.reason, question.n) == (Reason.SWAPPED, 2)
    assert "115.09, -8.11 → -8.11, 115.09" in question.evidence[0]
    assert "2" in question.evidence[0]
    assert question.answers[Reason.SWAP] == replace(PLAIN, swapped=True)
    assert question.answers[Reason.AS_IT_STANDS] == PLAIN
    assert ask(*pairs[:2], by=question.answers[Reason.SWAP]) == []


def test_an_answer_leaves_the_right_rows_right_and_is_not_asked_for_again() -> None:
    pairs = (("-8.11", "115.09"), ("-8.12", "115.10"), ("115.11", "-8.13"), ("51.5", "-0.1"))
    asked = ask(*pairs)
    assert [(each.reason, each.n) for each in asked] == [("swapped", 1), ("far outside", 1)]
    assert len(asked[0].evidence) == 1
    assert "115.11, -8.13 → -8.13, 115.11" in asked[0].evidence[0]
    again = ask(*pairs, by=asked[0].answers[Reason.SWAP])
    assert [(each.reason, each.n) for each in again] == [("far outside", 1)]


def test_both_coordinates_in_one_column_are_asked_about_row_by_row() -> None:
    by = replace(PLAIN, columns={"lat": 0, "lng": 0})
    cells = ("-8.11, 115.09", "115.10, -8.12", "115.11 BT, 8.13 LS")
    pairs = [(cell, cell) for cell in cells]
    (question,) = ask(*pairs, by=by)
    assert (question.reason, question.n) == (Reason.SWAPPED, 2)
    assert ask(*pairs, by=question.answers[Reason.SWAP]) == []


def test_metres_of_one_row_in_each_others_columns_are_asked_about_alone() -> None:
    by = replace(PLAIN, crs="UTM 50S")
    pairs = (("9103000", "289000"), ("289100", "9103100"))
    question = next(each for each in ask(*pairs, by=by) if each.reason == Reason.SWAPPED)
    assert question.n == 1
    assert ask(*pairs, by=question.answers[Reason.SWAP]) == []


def test_directions_of_the_other_coordinate_mean_swapped_columns() -> None:
    (question,) = ask(("115,09 BT", "8,11 LS"))
    assert question.reason == Reason.SWAPPED
    assert ask(("115,09 BT", "8,11 LS"), by=question.answers[Reason.SWAP]) == []


def test_a_missing_minus_is_asked_about() -> None:
    pairs = (("8.11", "115.09"), ("-8.12", "115.10"))
    (question,) = ask(*pairs)
    assert (question.reason, question.n) == (Reason.MINUS_MISSING, 1)
    assert "→ -8.11, 115.09" in question.evidence[0]
    assert ask(*pairs, by=question.answers[Reason.ADD_MINUS]) == []


def test_a_minus_is_not_missing_where_the_office_reaches_over_the_equator() -> None:
    assert ask(("0.5", "114.2"), bounds=KAHAYAN) == []
    (question,) = ask(("2.2", "113.9"), bounds=KAHAYAN)
    assert question.reason == Reason.MINUS_MISSING


def test_swapped_and_unsigned_points_are_asked_about_one_after_the_other() -> None:
    (first,) = ask(("115.09", "8.11"))
    assert first.reason == Reason.SWAPPED
    (second,) = ask(("115.09", "8.11"), by=first.answers[Reason.SWAP])
    assert second.reason == Reason.MINUS_MISSING
    assert ask(("115.09", "8.11"), by=second.answers[Reason.ADD_MINUS]) == []


def test_metres_without_a_zone_are_asked_about_and_the_fitting_zone_stands_first() -> None:
    pairs = [("9103000", str(289000 + n)) for n in range(5)]
    (question,) = ask(*pairs)
    assert (question.reason, question.n) == (Reason.CRS_UNKNOWN, 5)
    assert next(iter(question.answers)) == Reason.UTM_50S
    assert len(question.answers) == 4
    assert len(question.evidence) == 3
    assert "-8.11" in question.evidence[0]
    assert ask(*pairs, by=question.answers[Reason.UTM_50S]) == []


def test_metres_in_each_others_columns_are_asked_about_in_two_steps() -> None:
    pairs = (("289000", "9103000"), ("289100", "9103100"))
    (zone,) = ask(*pairs)
    assert next(iter(zone.answers)) == Reason.UTM_50S
    (swapped,) = ask(*pairs, by=zone.answers[Reason.UTM_50S])[:1]
    assert (swapped.reason, swapped.n) == (Reason.SWAPPED, 2)
    assert ask(*pairs, by=swapped.answers[Reason.SWAP]) == []


def test_the_wrong_zone_is_noticed_and_the_right_one_offered() -> None:
    (question,) = ask(("9103000", "289000"), by=replace(PLAIN, crs="UTM 49S"))
    assert question.reason == Reason.FAR_OUTSIDE
    assert list(question.answers) == [Reason.UTM_50S, Reason.AS_IT_STANDS]


def test_points_far_outside_are_told_and_not_moved() -> None:
    (question,) = ask(("-8.11", "115.09"), ("-2.2", "113.9"))
    assert (question.reason, question.n) == (Reason.FAR_OUTSIDE, 1)
    assert question.answers == {Reason.AS_IT_STANDS.value: PLAIN}
    assert question.evidence[0].endswith(": -2.2, 113.9")


def test_a_point_that_no_answer_changes_is_shown_once() -> None:
    pairs = (("8.1612 LS", "115.0258 BT"), ("-2.2", "113.9"), ("-8.1612", "115.0258"))
    for question in (*ask(*pairs), *ask(*pairs, unstated=True)):
        for shown in question.evidence:
            before, _arrow, after = shown.partition(": ")[2].partition(" → ")
            assert before != after


def test_a_layer_without_a_system_is_asked_about_even_if_it_looks_like_degrees() -> None:
    (question,) = ask(("-8.11", "115.09"), unstated=True)
    assert question.reason == Reason.CRS_UNKNOWN
    assert next(iter(question.answers)) == Reason.WGS84
    (metres,) = ask(("9103000", "289000"), unstated=True)
    assert Reason.WGS84 not in metres.answers
