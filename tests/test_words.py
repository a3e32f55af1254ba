"""The form of a kode, the levels and the ladder."""

from __future__ import annotations

import pytest

from geo.words import Level, TeamStatus, is_kode, kode_at, level_of, parent_of


@pytest.mark.parametrize("text", ["51", "51.08", "51.08.01", "51.08.01.2001", "62.71.03.1004"])
def test_a_kode_has_two_digits_a_level_and_four_for_a_desa(text: str) -> None:
    assert is_kode(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "5", "5108", "51.8", "51.08.1", "51.08.01.01", "51.08.01.4001", "51.08.", " 51"),
        *("51\n", "\u0665\u0661"),  # the latter reads 51 in Arabic digits
    ],
)
def test_what_has_another_form_is_no_kode(text: str) -> None:
    assert not is_kode(text)


def test_the_number_of_groups_tells_the_level() -> None:
    kode = ["51", "51.08", "51.08.01", "51.08.01.2001"]
    assert [level_of(each) for each in kode] == list(Level)


def test_each_area_lies_in_the_one_whose_kode_begins_its_own() -> None:
    assert parent_of("51.08.01.2001") == "51.08.01"
    assert parent_of("51.08") == "51"


def test_a_provinsi_has_no_parent() -> None:
    assert parent_of("51") == ""


def test_the_kode_of_an_area_names_all_that_hold_it() -> None:
    above = [kode_at("51.08.01.2001", level) for level in Level]
    assert above == ["51", "51.08", "51.08.01", "51.08.01.2001"]


def test_a_team_exists_once_it_is_formed_or_inaugurated() -> None:
    formed = [status for status in TeamStatus if status.is_formed]
    assert formed == [
        TeamStatus.FORMED,
        TeamStatus.INAUGURATED,
        TeamStatus.ACTIVE,
        TeamStatus.INACTIVE,
    ]


def test_the_ladder_begins_with_unknown_which_is_not_the_same_as_not_formed() -> None:
    assert list(TeamStatus)[:2] == [TeamStatus.UNKNOWN, TeamStatus.NOT_FORMED]
    assert TeamStatus.UNKNOWN.value == "belum diketahui"
    assert TeamStatus.NOT_FORMED.value == "belum dibentuk"
