"""What an office wrote by hand stands against an older file, unless its reader says otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from geo.intake import jobs
from geo.intake.job_folder import Job
from geo.intake.judged import Understanding
from geo.intake.reasons import Reason
from geo.store.offices import Office
from geo.store.recorded import recorded_facts
from geo.store.scope import LAPTOP
from geo.store.teams import record_team_event
from geo.words import Kind, TeamStatus
from tests.intake.files import given, ready_store, understood

RENDANG = "51.07.01"


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


def decrees(sk: str) -> bytes:
    """A file with one team that was formed by a decree."""
    headings = "Nomor sendiri,Kode wilayah,Status,Tanggal kejadian,Nomor SK"
    return f"{headings}\nT-1,{RENDANG},terbentuk,25/03/2019,{sk}\n".encode()


def meant(office: Office, content: bytes) -> tuple[Job, Understanding]:
    job = given(content)
    return job, understood(job, office, kind=Kind.TEAMS)


def test_an_event_that_was_changed_by_hand_is_asked_about(office: Office) -> None:
    job, understanding = meant(office, decrees("SK-1"))
    assert jobs.take_in(LAPTOP, job, understanding).receipt.added == 1
    formation = recorded_facts(LAPTOP).formation
    (event,) = formation[formation["sk"] == "SK-1"].to_dict("records")
    record_team_event(
        LAPTOP,
        fact=event["fact"],
        kode=RENDANG,
        status=TeamStatus.INAUGURATED,
        holds_from=dt.date(2019, 3, 25),
        event_on=dt.date(2019, 3, 25),
        source=event["source"],
        sk="SK-9",
    )
    job, understanding = meant(office, decrees("SK-2"))
    verdict = jobs.judge_all(LAPTOP, job, understanding)
    assert verdict.reasons[Reason.CHANGED_HERE] == 1
    assert (verdict.counts.accepted, verdict.counts.held) == (0, 1)
    meant_so = jobs.judge_all(LAPTOP, job, replace(understanding, corrects=True))
    assert (meant_so.counts.accepted, meant_so.counts.held) == (1, 0)
