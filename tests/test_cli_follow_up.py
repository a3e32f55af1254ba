"""petapora follow-up: which open reports are over their limit, as the page says it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo.store.follow_ups import record_step
from geo.store.scope import LAPTOP
from geo.words import FollowUp
from tests.shell import Shell
from tests.views.recorded import record

ASKED = ("follow-up", "--office", "bali", "--on", "2026-03-31")


@pytest.fixture
def followed(small: Path) -> Path:
    """Twenty open reports, of which the police had one for nine days."""
    record()
    record_step(LAPTOP, "r0", FollowUp.VERIFIED, dt.date(2026, 3, 22), agency="polsek")
    return small


def test_open_reports_are_overdue_or_in_time_and_every_part_adds_up(
    shell: Shell, followed: Path
) -> None:
    answer = shell(*ASKED, "--json")
    assert answer.code == 0, answer.err
    told = answer.json
    assert (told["open"], told["overdue"], told["in_time"], told["without_step"]) == (20, 19, 1, 19)
    inside = sum(row["overdue"] for row in told["by_kecamatan"])
    assert inside + told["overdue_outside"] + told["overdue_without_location"] == 19
    assert sum(row["overdue"] for row in told["by_agency"]) == 19
    assert sum(row["open"] for row in told["by_state"].values()) == 20
    assert len(told["reports"]) == 19
    assert {"agency": "polsek", "open": 1, "overdue": 0} in told["by_agency"]


def test_a_shell_is_told_the_sentence_of_the_page(shell: Shell, followed: Path) -> None:
    first = shell(*ASKED).out.splitlines()[0]
    sentence = "19 of 20 open reports are overdue for follow-up; most in Gerokgak (7)."
    assert first.endswith(sentence)


@pytest.mark.parametrize("wrong", [("--series", "semua"), ("--on", "31-03-2026")])
def test_what_is_not_understood_is_named(shell: Shell, followed: Path, wrong: tuple[str]) -> None:
    answer = shell("follow-up", "--office", "bali", *wrong)
    assert answer.code == 2
    assert f"'{wrong[-1]}'" in answer.err
