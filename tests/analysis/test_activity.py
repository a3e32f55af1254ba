"""Active, inactive, not recorded; and which teams are due for review."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from geo.analysis.activity import activity_by_area, due_teams, uses_sample, with_activity
from geo.analysis.formation import formation_by_area
from geo.store.rules import Rules
from geo.words import Level
from tests.analysis.made_reports import make_meetings, make_operations
from tests.builders import day, make_formation, make_office, make_register

KECAMATAN = ("51.07.01", "51.07.07", "51.08.01", "51.08.02")
OFFICE = make_office("51.07", "51.08")
RULES = Rules(active_months=12, review_years=5)
TODAY = "2026-11-22"
NO_MEETINGS, NO_OPERATIONS = make_meetings(), make_operations()


def areas(
    *facts: tuple[str, str, str], level: Level = Level.KECAMATAN, on: str = TODAY
) -> pd.DataFrame:
    formation = make_formation(*facts)
    return formation_by_area(
        make_register(*KECAMATAN), formation, office=OFFICE, level=level, on=day(on)
    )


def activity(
    teams: pd.DataFrame,
    meetings: pd.DataFrame = NO_MEETINGS,
    operations: pd.DataFrame = NO_OPERATIONS,
    *,
    on: str = TODAY,
) -> dict[str, str]:
    found = activity_by_area(teams, meetings, operations, on=day(on), rules=RULES)
    return dict(found["activity"])


BOTH = (("51.08.01", "terbentuk", "2020-01-01"), ("51.08.02", "terbentuk", "2020-01-01"))


def test_a_meeting_or_an_operation_within_twelve_months_makes_a_team_active() -> None:
    teams = areas(*BOTH)
    assert activity(teams, make_meetings(("51.08.01", "2026-03-01")))["51.08.01"] == "active"
    operations = make_operations(("51.08.01", "2026-03-01"))
    assert activity(teams, operations=operations)["51.08.01"] == "active"


def test_a_patrol_is_no_operation_of_the_team() -> None:
    patrols = make_operations(("51.08.01", "2026-03-01"), kind="patroli")
    assert set(activity(areas(*BOTH), operations=patrols).values()) == {"not recorded"}
    joint = make_operations(("51.08.02", "2026-03-01"))
    found = activity(areas(*BOTH), operations=pd.concat([patrols, joint]))
    assert found["51.08.01"] == "inactive"


@pytest.mark.parametrize(
    ("held_on", "is_active"),
    [("2025-11-21", False), ("2025-11-22", True), ("2026-11-22", True), ("2026-11-23", False)],
)
def test_the_window_has_both_its_ends_and_the_future_does_not_count(
    held_on: str, is_active: bool
) -> None:
    found = activity(areas(*BOTH), make_meetings(("51.08.01", held_on)))
    assert (found["51.08.01"] == "active") == is_active


def test_without_any_record_nobody_is_inactive() -> None:
    assert set(activity(areas(*BOTH)).values()) == {"not recorded"}


def test_silence_counts_only_where_another_kecamatan_of_the_kabupaten_is_recorded() -> None:
    teams = areas(*BOTH, ("51.07.01", "terbentuk", "2020-01-01"))
    found = activity(teams, make_meetings(("51.08.01", "2026-03-01")))
    assert found == {
        "51.07.01": "not recorded",
        "51.07.07": "not recorded",
        "51.08.01": "active",
        "51.08.02": "inactive",
    }


def test_records_of_an_earlier_window_say_nothing_about_this_one() -> None:
    meetings = make_meetings(("51.08.01", "2024-03-01"))
    assert activity(areas(*BOTH), meetings)["51.08.02"] == "not recorded"


def test_a_record_of_the_kabupaten_is_none_of_its_kecamatan() -> None:
    meetings = make_meetings(("51.08", "2026-03-01"))
    assert set(activity(areas(*BOTH), meetings).values()) == {"not recorded"}


@pytest.mark.parametrize(
    ("formed_on", "found"),
    [("2025-12-22", "not recorded"), ("2025-11-22", "not recorded"), ("2025-11-21", "inactive")],
)
def test_a_team_formed_within_the_window_is_not_inactive(formed_on: str, found: str) -> None:
    teams = areas(BOTH[0], ("51.08.02", "terbentuk", formed_on))
    meetings = make_meetings(("51.08.01", "2026-03-01"))
    assert activity(teams, meetings)["51.08.02"] == found


def test_a_team_inaugurated_within_the_window_is_not_inactive_either() -> None:
    teams = areas(*BOTH, ("51.08.02", "dikukuhkan", "2026-10-01"))
    meetings = make_meetings(("51.08.01", "2026-03-01"))
    assert activity(teams, meetings)["51.08.02"] == "not recorded"


@pytest.mark.parametrize("stated", ["belum dibentuk", "direncanakan", "sedang diproses"])
def test_where_no_team_is_known_nobody_is_inactive(stated: str) -> None:
    teams = areas(BOTH[0], ("51.08.02", stated, "2020-01-01"))
    found = activity(teams, make_meetings(("51.08.01", "2026-03-01")))
    assert found["51.08.02"] == "not recorded"


def test_the_team_of_a_kabupaten_is_held_against_other_kabupaten_of_the_office() -> None:
    facts = [(kode, "terbentuk", "2020-01-01") for kode in ("51.07", "51.08")]
    teams = areas(*facts, level=Level.KABUPATEN)
    found = activity(teams, make_meetings(("51.08", "2026-03-01")))
    assert found == {"51.07": "inactive", "51.08": "active"}


def test_the_last_meeting_and_operation_are_told_with_the_number_in_the_window() -> None:
    meetings = make_meetings(("51.08.01", "2024-01-05"), ("51.08.01", "2026-03-01"))
    operations = make_operations(("51.08.01", "2026-05-01"), ("51.08.01", "2027-01-01"))
    found = activity_by_area(areas(*BOTH), meetings, operations, on=day(TODAY), rules=RULES).loc[
        "51.08.01"
    ]
    assert found["last_meeting"] == pd.Timestamp("2026-03-01")
    assert found["last_operation"] == found["last_activity"] == pd.Timestamp("2026-05-01")
    assert found["n_activities"] == 2


def test_formed_teams_are_shown_as_active_or_inactive_and_keep_what_was_stated() -> None:
    teams = areas(("51.08.01", "dikukuhkan", "2020-01-01"), BOTH[1])
    before = teams.copy()
    meetings = make_meetings(("51.08.01", "2026-03-01"), ("51.07.01", "2026-03-01"))
    shown = with_activity(teams, meetings, NO_OPERATIONS, on=day(TODAY), rules=RULES)
    assert shown["status"].to_dict() == {
        "51.07.01": "belum diketahui",
        "51.07.07": "belum diketahui",
        "51.08.01": "aktif",
        "51.08.02": "tidak aktif",
    }
    assert list(shown["stated"]) == list(teams["status"])
    assert shown["status"].cat.ordered
    assert_frame_equal(teams, before)


def test_a_formed_team_without_records_stays_formed() -> None:
    shown = with_activity(areas(*BOTH), NO_MEETINGS, NO_OPERATIONS, on=day(TODAY), rules=RULES)
    assert shown.loc["51.08.01", "status"] == "terbentuk"


def due(teams: pd.DataFrame, on: str = TODAY) -> dict[str, tuple[str, ...]]:
    return dict(due_teams(teams, on=day(on), rules=RULES)["reasons"])


def test_a_team_formed_more_than_five_years_ago_is_due_and_not_a_day_earlier() -> None:
    teams = areas(("51.08.01", "terbentuk", "2021-11-21"), ("51.08.02", "terbentuk", "2021-11-22"))
    assert due(teams) == {"51.08.01": ("old",)}
    assert due_teams(teams, on=day(TODAY), rules=RULES).loc["51.08.01", "since"] == pd.Timestamp(
        "2026-11-21"
    )


def test_a_later_event_makes_a_team_young_again() -> None:
    teams = areas(("51.08.01", "terbentuk", "2015-01-01"), ("51.08.01", "dikukuhkan", "2024-01-01"))
    assert due(teams) == {}


def test_the_day_of_the_event_counts_before_the_day_it_became_known() -> None:
    teams = areas(("51.08.01", "terbentuk", "2026-01-01")).assign(
        event_on=pd.Timestamp("2015-01-01")
    )
    assert due(teams) == {"51.08.01": ("old",)}


def test_a_day_of_review_that_a_decree_names_rules_over_its_age() -> None:
    old = areas(("51.08.01", "terbentuk", "2015-01-01"))
    assert due(old.assign(review_by=pd.Timestamp("2027-01-01"))) == {}
    assert due(old.assign(review_by=pd.Timestamp(TODAY))) == {}
    assert due(old.assign(review_by=pd.Timestamp("2026-11-21"))) == {"51.08.01": ("review_passed",)}


def test_areas_without_a_team_are_never_due() -> None:
    teams = areas(
        ("51.08.01", "direncanakan", "2010-01-01"), ("51.08.02", "belum dibentuk", "2010-01-01")
    )
    assert due(teams.assign(review_by=pd.Timestamp("2020-01-01"))) == {}
    assert list(due_teams(teams, on=day(TODAY), rules=RULES).columns) == [
        "nama",
        "kabupaten",
        "status",
        "reason",
        "reasons",
        "since",
    ]


def test_an_inactive_team_is_due_from_twelve_months_after_it_last_did_something() -> None:
    facts = [(kode, "terbentuk", "2023-01-01") for kode in ("51.08.01", "51.08.02")]
    meetings = make_meetings(("51.08.01", "2026-03-01"), ("51.08.02", "2024-06-30"))
    teams = with_activity(areas(*facts), meetings, NO_OPERATIONS, on=day(TODAY), rules=RULES)
    found = due_teams(teams, on=day(TODAY), rules=RULES)
    assert found["reasons"].to_dict() == {"51.08.02": ("inactive",)}
    assert found.loc["51.08.02", "since"] == pd.Timestamp("2025-06-30")
    assert found.loc["51.08.02", "status"] == "tidak aktif"


def test_a_team_with_several_reasons_is_listed_once_with_the_weightiest_first() -> None:
    meetings = make_meetings(("51.08.01", "2026-03-01"))
    teams = with_activity(areas(*BOTH), meetings, NO_OPERATIONS, on=day(TODAY), rules=RULES)
    found = due_teams(teams, on=day(TODAY), rules=RULES)
    assert found["reason"].to_dict() == {"51.08.02": "old", "51.08.01": "old"}
    assert set(found["since"]) == {pd.Timestamp("2025-01-01")}
    assert found.loc["51.08.02", "reasons"] == ("old", "inactive")


def test_teams_are_listed_by_the_day_they_fell_due_and_then_by_kode() -> None:
    teams = areas(
        ("51.08.02", "terbentuk", "2019-01-01"),
        ("51.08.01", "terbentuk", "2019-01-01"),
        ("51.07.07", "terbentuk", "2018-01-01"),
    )
    assert list(due(teams)) == ["51.07.07", "51.08.01", "51.08.02"]


def test_invented_records_are_told_if_they_speak_of_these_areas_and_this_day() -> None:
    teams = areas(*BOTH)
    invented = make_meetings(("51.08.01", "2026-03-01"), is_sample=True)
    elsewhere = make_meetings(("62.10.01", "2026-03-01"), is_sample=True)
    assert uses_sample(teams, invented, NO_OPERATIONS, on=day(TODAY))
    assert not uses_sample(teams, invented, NO_OPERATIONS, on=day("2026-02-28"))
    assert not uses_sample(teams, elsewhere, NO_OPERATIONS, on=day(TODAY))
    assert not uses_sample(teams, make_meetings(("51.08.01", "2026-03-01")), on=day(TODAY))
