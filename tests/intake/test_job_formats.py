"""The same points come out of every kind of geometry file, whatever they are written in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo.intake.context import read_context
from geo.intake.job_steps import rows_in
from geo.intake.jobs import end, questions
from geo.intake.judge import judge
from geo.intake.judged import Judged
from geo.intake.reason_words import Reason
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.intake.files import given, ready_store, understood

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "files"
POINTS = [(-8.1625, 115.0256), (-8.1448, 114.6593), (-8.2106, 114.9712), (-3.0167, 114.3833)]
IN_DEGREES = ["titik.kml", "titik.parquet", "laporan_utm.zip"]


def judged(name: str, *, crs: str = "") -> Judged:
    """The rows of a file, as a first look at them says."""
    office = ready_store()
    job = given(FILES / name, name=name)
    understanding = replace(understood(job, office), crs=crs)
    rows = rows_in(job, understanding.sheet)
    context = read_context(LAPTOP, office, Kind.REPORTS)
    (batch,) = rows.batches()
    try:
        return judge(batch, rows.sheet, understanding, context)
    finally:
        end(job)


@pytest.mark.parametrize("name", IN_DEGREES)
def test_points_of_every_format_are_the_same_degrees(small: Path, name: str) -> None:
    accepted = judged(name).accepted
    found = sorted(zip(accepted["lat"], accepted["lng"], strict=True))
    assert found == [pytest.approx(point, abs=1e-3) for point in sorted(POINTS)]


def test_metres_without_a_datum_wait_until_a_reader_says_what_they_are_in(small: Path) -> None:
    assert len(judged("laporan_tanpa_prj.zip").accepted) == 0
    accepted = judged("laporan_tanpa_prj.zip", crs="EPSG:32750").accepted
    assert list(accepted["lat"]) == pytest.approx([lat for lat, _lng in POINTS], abs=1e-3)


def test_the_page_asks_for_the_zone_of_metres_without_a_datum(small: Path) -> None:
    office = ready_store()
    job = given(FILES / "laporan_tanpa_prj.zip")
    asked = questions(LAPTOP, office, job, understood(job, office))
    end(job)
    (zone,) = [each for each in asked if each.reason == Reason.CRS_UNKNOWN]
    assert {read.crs for read in zone.answers.values()} >= {"EPSG:32749", "EPSG:32750"}
