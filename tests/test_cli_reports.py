"""petapora reports: how many came in, where they are, and where all the others went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.intake.reports import COLUMNS, enter_reports
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from tests.shell import Shell

KLAMPOK = {"lat": -8.295, "lng": 115.025, "kode": "51.08.01.2001"}
WINDOW = ("--since", "2026-01-01", "--until", "2026-03-31")


def row(n: int, **said: Any) -> dict[str, Any]:
    given = {
        "report": f"r{n}",
        "received_at": pd.Timestamp("2026-02-01T02:00", tz="UTC"),
        "channel": "masyarakat",
        "kind": "keberadaan",
        "accuracy": "gps",
        "follow_up": "baru",
        "n_persons": 1,
        "lat": KLAMPOK["lat"],
        "lng": KLAMPOK["lng"],
        "stated_kode": "",
        "source": "berita",
        "is_sample": False,
    }
    return given | said


@pytest.fixture
def reported(small: Path) -> Path:
    """Six reports of which three lie in a desa, and one that officers found."""
    nowhere = {"lat": float("nan"), "lng": float("nan")}
    rows = [
        row(1),
        row(2, kind="lainnya", received_at=pd.Timestamp("2026-03-31T02:00", tz="UTC")),
        row(3, accuracy="desa"),
        row(4, accuracy="kecamatan", stated_kode="51.07.01", **nowhere),
        row(5, accuracy="tanpa lokasi", **nowhere),
        row(6, lat=-1.995, lng=113.005),
        row(7, channel="temuan petugas"),
        row(8, received_at=pd.Timestamp("2025-12-31T02:00", tz="UTC")),
    ]
    prepare_store()
    load_shipped(LAPTOP)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    enter_reports(LAPTOP, frame, read_facts().offices["bali"])
    return small


def test_the_answer_says_where_every_report_went_at_every_unit(
    shell: Shell, reported: Path
) -> None:
    answer = shell("reports", "--office", "bali", *WINDOW, "--json")
    assert answer.code == 0, answer.err
    told = answer.json
    assert (told["total"], told["reported"], told["found"]) == (6, 6, 1)
    assert told["located_share"] == pytest.approx(4 / 6)
    cells = ["h3_r5", "h3_r6", "h3_r7", "h3_r8"]
    assert list(told["by_level"]) == ["kabupaten", "kecamatan", "desa", *cells]
    assert {
        unit: (sums["in_areas"], sums["outside"], sums["without_location"], sums["coarser"])
        for unit, sums in told["by_level"].items()
        if unit in ("kecamatan", "desa", "h3_r7")
    } == {"kecamatan": (4, 1, 1, 0), "desa": (3, 1, 2, 1), "h3_r7": (2, 1, 3, 2)}
    for sums in told["by_level"].values():
        parts = sums["in_areas"] + sums["outside"] + sums["without_location"]
        assert parts == sums["total"] == 6
    assert (told["is_sample"], told["stamp"]) == (False, "")


def test_areas_months_kinds_and_channels_are_told_apart(shell: Shell, reported: Path) -> None:
    told = shell("reports", "--office", "bali", *WINDOW, "--json").json
    assert told["by_kecamatan"] == [
        {"kode": "51.07.01", "nama": "Rendang", "n_reports": 1},
        {"kode": "51.07.07", "nama": "Selat", "n_reports": 0},
        {"kode": "51.08.01", "nama": "Gerokgak", "n_reports": 3},
        {"kode": "51.08.02", "nama": "Seririt", "n_reports": 0},
    ]
    assert told["by_month"] == {"2026-01": 0, "2026-02": 5, "2026-03": 1}
    assert (told["by_kind"]["keberadaan"], told["by_kind"]["lainnya"]) == (5, 1)
    assert (told["by_channel"]["masyarakat"], told["by_accuracy"]["gps"]) == (6, 3)
    assert told["blind_spots"] == [{"kode": "51.07.07", "nama": "Selat"}]
    assert told["blind_spots_unknown"] == 1


def test_any_level_or_resolution_can_be_listed(shell: Shell, reported: Path) -> None:
    desa = shell("reports", "--office", "bali", *WINDOW, "--level", "desa", "--json").json
    listed = {area["kode"]: area["n_reports"] for area in desa["counts"]}
    assert listed[KLAMPOK["kode"]] == 3
    assert (desa["level"], len(listed), sum(listed.values())) == ("desa", 8, 3)
    cells = shell("reports", "--office", "bali", *WINDOW, "--level", "7", "--json").json
    assert cells["level"] == "h3_r7"
    assert [cell["n_reports"] for cell in cells["counts"]] == [2]


def test_what_officers_found_is_a_series_of_its_own_and_blind_spots_rest_on_reports(
    shell: Shell, reported: Path
) -> None:
    told = shell(*("reports", "--office", "bali", *WINDOW, "--series", "temuan", "--json")).json
    assert (told["total"], told["reported"], told["found"]) == (1, 6, 1)
    assert told["by_channel"] == {"temuan petugas": 1}
    assert [area["kode"] for area in told["blind_spots"]] == ["51.07.07"]


def test_the_counts_are_said_in_words_too(shell: Shell, reported: Path) -> None:
    out = shell("reports", "--office", "bali", *WINDOW).out
    assert "6 reports, 4 in a kecamatan (66.7%), 1 outside, 1 without a location" in out
    assert out.index("Gerokgak") < out.index("Rendang")
    assert "Seririt" not in out


def test_the_other_series_is_always_named_apart(shell: Shell, reported: Path) -> None:
    out = shell("reports", "--office", "bali", *WINDOW).out
    assert "Found by officers, counted apart: 1." in out
    found = shell("reports", "--office", "bali", *WINDOW, "--series", "temuan").out
    assert "1 found by officers, 1 in a kecamatan" in found
    assert "Reports, counted apart: 6." in found


def test_an_invented_report_stamps_the_answer(shell: Shell, reported: Path) -> None:
    office = read_facts().offices["bali"]
    enter_reports(LAPTOP, pd.DataFrame([row(9, is_sample=True)], columns=list(COLUMNS)), office)
    told = shell("reports", "--office", "bali", *WINDOW, "--json").json
    assert told["is_sample"]
    assert told["stamp"]
    assert shell("reports", "--office", "bali", *WINDOW).out.startswith(told["stamp"])


def test_without_reports_no_share_is_told(shell: Shell, small: Path) -> None:
    told = shell("reports", "--office", "kahayan", "--json").json
    assert (told["total"], told["located_share"]) == (0, None)
    assert len(told["by_month"]) == 13


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--since", "2026-13-01"), "--since '2026-13-01'"),
        (("--until", "today"), "--until 'today'"),
        (("--since", "2026-03-01", "--until", "2026-02-01"), "2026-03-01 is later than"),
        (("--level", "provinsi"), "--level 'provinsi': say one of kabupaten"),
        (("--series", "both"), "--series 'both'"),
    ],
)
def test_options_that_make_no_sense_end_with_a_reason(
    shell: Shell, small: Path, options: tuple[str, ...], message: str
) -> None:
    answer = shell("reports", "--office", "bali", *options)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
