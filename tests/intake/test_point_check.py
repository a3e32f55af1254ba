"""A point that lies elsewhere than the kode or the names of its own row is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from geo.intake import jobs
from geo.intake.job_mend import mend
from geo.intake.judge import judge
from geo.intake.judged import Judged
from geo.intake.land import Land
from geo.intake.point_check import PointCheck
from geo.intake.schema import SCHEMAS
from geo.intake.waiting import corrections_of, problems_of
from geo.store.imports import read_waiting
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.intake.files import given, ready_store, understood
from tests.intake.judged_rows import (
    FULL,
    make_batch,
    make_context,
    make_sheet,
    make_understanding,
    one,
    reasons,
)
from tests.intake.squares import make_land, spots

IN_5107 = (500.0, 500.0)
WITHOUT_DESA = (1500.0, 500.0)
IN_2001 = (3500.0, 500.0)
"""Metres east and north of the corner of the coast; the last in 51.08.02.2001."""
BEYOND = (4500.0, 500.0)
AT_SEA = (3500.0, -300.0)
FAR_AT_SEA = (3500.0, -30_000.0)


def point(at: tuple[float, float]) -> dict[str, str]:
    """What a row says of a spot."""
    spot = spots(at).geometry.iloc[0]
    return {"lat": f"{spot.y:.6f}", "lng": f"{spot.x:.6f}"}


def checked(
    *rows: Mapping[str, str], land: Land | None = None, near_m: float | None = 50.0
) -> Judged:
    batch = make_batch(Kind.REPORTS, [{**FULL[Kind.REPORTS], **row} for row in rows])
    told = make_sheet(Kind.REPORTS, len(rows)), make_understanding(Kind.REPORTS)
    context = make_context(Kind.REPORTS)
    judged = judge(batch, *told, context)
    return PointCheck(context, land or make_land(), near_m=near_m).checked(judged, batch, *told)


@pytest.mark.parametrize(
    ("kode", "at"),
    [
        ("51.08.02.2001", IN_2001),
        ("51.08.02", IN_2001),
        ("51.08", IN_2001),
        ("51.08.02.2001", AT_SEA),
        ("51.07.01.2001", WITHOUT_DESA),
        ("", IN_5107),
        ("51.03", FAR_AT_SEA),
    ],
)
def test_a_point_that_fits_its_row_is_taken_without_a_word(
    kode: str, at: tuple[float, float]
) -> None:
    result = checked({"kode": kode, **point(at)})
    assert not {reason for *_, reason in reasons(result)} & {"point elsewhere", "point beside"}
    assert result.counts.accepted == 1


def test_a_point_near_to_the_area_of_its_row_is_a_warning_since_borders_are_indicative() -> None:
    row = {"kode": "51.08.01.2001", **point(IN_2001)}
    assert one(checked(row, near_m=None))["state"] == "warned"
    assert checked(row, near_m=50.0).counts.held == 1


def test_a_point_in_another_desa_of_the_kecamatan_is_a_warning() -> None:
    result = checked({"kode": "51.08.02.2002", **point(IN_2001)})
    assert one(result)["state"] == "warned"
    assert reasons(result) == [(2, "warned", "point beside")]
    assert result.issues.iloc[0]["details"] == ("51.08.02.2002", "51.08.02.2001")


@pytest.mark.parametrize(
    ("kode", "at", "there"),
    [
        ("51.08.01.2001", IN_2001, "51.08.02.2001"),
        ("51.08.01", IN_2001, "51.08.02.2001"),
        ("51.08.02.2001", IN_5107, "51.07.01.2001"),
        ("51.08", IN_5107, "51.07.01.2001"),
        ("51.08.02.2001", WITHOUT_DESA, "51.07.01"),
        ("51.08.02.2001", BEYOND, ""),
        ("51.08.02.2001", FAR_AT_SEA, ""),
        ("51.03", IN_5107, "51.07.01.2001"),
    ],
)
def test_a_point_elsewhere_holds_its_row_and_names_both(
    kode: str, at: tuple[float, float], there: str
) -> None:
    result = checked({"kode": kode, **point(at)})
    assert (result.counts.held, result.counts.accepted) == (1, 0)
    issue = result.issues[result.issues["reason"] == "point elsewhere"].iloc[0]
    assert (issue["field"], issue["column"], issue["value"]) == ("kode", "Kolom kode", kode)
    assert issue["details"] == ((kode, there) if there else (kode,))


def test_the_name_that_a_point_contradicts_is_shown_as_it_stands() -> None:
    result = checked({"kecamatan": "Gerokgak", **point(IN_2001)})
    issue = result.issues.iloc[0]
    assert (issue["field"], issue["value"]) == ("kecamatan", "Gerokgak")
    assert issue["details"] == ("51.08.01", "51.08.02.2001")


def test_rows_beside_it_stay_as_they_are_and_all_add_up() -> None:
    result = checked(
        {"channel": "?"},
        {"kode": "51.07.01", **point(IN_2001)},
        {"kode": "51.08.02", **point(IN_2001)},
        {"received_on": "besok"},
    )
    assert list(result.accepted.index) == [4]
    assert list(result.waiting.index) == [2, 3, 5]
    assert (result.counts.read, result.counts.held) == (4, 3)
    assert result.waiting.at[3, "cells"]["Kolom kode"] == "51.07.01"


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


FILE = b"""Nomor laporan,Tanggal diterima,Sumber laporan,Jenis dugaan,Lintang,Bujur,Kode
B-1,23/02/2026,masyarakat,keberadaan,-8.295,115.005,51.07.01.2001
B-2,23/02/2026,masyarakat,keberadaan,-8.295,115.005,51.08.02.2001
B-3,23/02/2026,masyarakat,keberadaan,-8.295,115.005,51.08.02.2002
"""


def test_the_dry_run_says_what_is_taken_in_and_one_answer_mends_the_row(office: Office) -> None:
    job = given(FILE)
    understanding = understood(job, office)
    verdict = jobs.judge_all(LAPTOP, job, understanding)
    assert verdict.reasons["point elsewhere"] == 2
    receipt = jobs.take_in(LAPTOP, job, understanding).receipt
    assert (verdict.counts.held, receipt.held, receipt.accepted) == (2, 2, 1)
    waiting = read_waiting(LAPTOP, office, receipt.import_id)
    first, second = problems_of(waiting, SCHEMAS[Kind.REPORTS])
    answers = {first: first.choices[0], second: second.choices[1]}
    assert mend(LAPTOP, office, receipt.import_id, corrections_of(answers)).taken_in == 2
    reports = read_reports(LAPTOP, office).sort_index()
    assert reports["kode_desa"].tolist() == ["51.07.01.2001", "51.08.02.2001", "51.07.01.2001"]
    assert reports["place"].tolist() == ["inside", "stated", "inside"]


def test_a_row_mended_to_another_place_than_its_point_still_waits(office: Office) -> None:
    job = given(FILE)
    receipt = jobs.take_in(LAPTOP, job, understood(job, office)).receipt
    said = {3: {"kode": "51.08.01"}}
    assert mend(LAPTOP, office, receipt.import_id, said).taken_in == 0
