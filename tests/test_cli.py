"""The same answers from a shell: as text, as JSON, and code 2 with a reason for bad input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.home import ROOT
from tests.builders import FACTS, write_facts
from tests.shell import Shell

COMMANDS = [
    (),
    ("build",),
    ("serve",),
    ("areas",),
    ("formation",),
    ("boundaries",),
    ("boundaries", "use"),
    ("boundaries", "back"),
    ("boundaries", "list"),
    ("locate",),
    ("reports",),
    ("sample",),
    ("sample", "load"),
    ("sample", "remove"),
    ("facts",),
    ("facts", "offers"),
    ("facts", "take"),
    ("facts", "keep"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(shell: Shell, command: tuple[str, ...]) -> None:
    answer = shell(*command, "--help")
    assert answer.code == 0
    assert " ".join(("Usage: petapora", *command)) in answer.out
    assert "--help" in answer.out
    assert answer.err == ""


@pytest.mark.parametrize("command", ["areas", "formation", "locate", "reports"])
def test_a_command_that_answers_with_data_offers_json(shell: Shell, command: str) -> None:
    assert "--json" in shell(command, "--help").out


def test_formation_says_target_formed_share_claims_and_each_kabupaten(
    shell: Shell, small: Path
) -> None:
    answer = shell("formation", "--office", "bali", "--on", "2020-01-03", "--json")
    assert answer.code == 0
    told = answer.json
    assert (told["target"], told["formed"], told["share"]) == (4, 2, 0.5)
    assert told["on"] == "2020-01-03"
    assert [(c["claimed"], c["computed"]) for c in told["claims"]][:1] == [(0.75, 0.5)]
    assert told["by_kabupaten"] == [
        {
            "kode": "51.07",
            "nama": "Kabupaten Karangasem",
            "status": "belum diketahui",
            "n_kecamatan": 2,
            "formed": 0,
            "unknown": 1,
        },
        {
            "kode": "51.08",
            "nama": "Kabupaten Buleleng",
            "status": "dikukuhkan",
            "n_kecamatan": 2,
            "formed": 2,
            "unknown": 0,
        },
    ]


def test_a_share_of_what_nobody_speaks_of_is_null(shell: Shell, small: Path) -> None:
    told = shell("formation", "--office", "kahayan", "--on", "2020-01-03", "--json").json
    assert (told["target"], told["share"], told["unknown"]) == (None, None, 4)


def test_formation_is_told_in_words_too(shell: Shell, small: Path) -> None:
    out = shell("formation", "--office", "bali", "--on", "2020-01-03").out
    assert "Kantor Imigrasi Bali, 3 January 2020: 2 of 4 kecamatan formed (50.0%)" in out
    assert "51.08  Kabupaten Buleleng" in out


@pytest.mark.parametrize(("level", "n"), [("kabupaten", 2), ("kecamatan", 4), ("desa", 8)])
def test_areas_are_listed_with_kode_name_size_and_coast(
    shell: Shell, small: Path, level: str, n: int
) -> None:
    rows = shell("areas", "--office", "bali", "--level", level, "--json").json
    assert len(rows) == n
    assert {"kode", "nama", "parent", "area_km2", "coastal", "coast_m"} <= set(rows[0])
    assert [row["kode"] for row in rows] == sorted(row["kode"] for row in rows)
    assert all(row["area_km2"] > 0 for row in rows)


def test_areas_are_told_in_words_too(shell: Shell, small: Path) -> None:
    lines = shell("areas", "--office", "bali").out.splitlines()
    assert len(lines) == 4
    assert lines[0].split()[:2] == ["51.07.01", "Rendang"]
    assert "km²" in lines[0]


BAD = [
    (
        ("formation", "--office", "jakarta"),
        "--office 'jakarta' is not known. Known: bali, kahayan.",
    ),
    (("areas", "--office", "jakarta"), "--office 'jakarta' is not known. Known: bali, kahayan."),
    (("formation", "--office", "bali", "--on", "2019-02-29"), "--on '2019-02-29': say a day as"),
    (("formation", "--office", "bali", "--on", "kemarin"), "--on 'kemarin': say a day as 2019-03-"),
    (("areas", "--office", "bali", "--level", "rt"), "--level 'rt': say kabupaten, kecamatan or"),
    (("areas", "--office", "bali", "--level", "provinsi"), "--level 'provinsi': say kabupaten,"),
    (("build", "--source", "osm"), "--source 'osm': say auto, wilayah or gadm."),
    (("boundaries", "use", "x.gpkg", "--level", "rt"), "--level 'rt': say kecamatan or desa."),
]


@pytest.mark.parametrize(
    ("arguments", "message"), BAD, ids=[" ".join(words) for words, _message in BAD]
)
def test_bad_input_ends_with_code_2_and_says_what_is_good(
    shell: Shell, small: Path, arguments: tuple[str, ...], message: str
) -> None:
    answer = shell(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith(message)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "arguments", [("formation",), ("areas", "--office"), ("areas", "--colour"), ("fly",)]
)
def test_an_option_missing_or_unknown_ends_with_code_2(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    answer = shell(*arguments)
    assert answer.code == 2
    assert "Traceback" not in answer.err
    assert answer.err != ""


def test_a_broken_fact_file_ends_with_code_2_line_and_remedy(shell: Shell, small: Path) -> None:
    write_facts(small, members=[*FACTS["members"], "bali,kecamatan,bnn,daftar"])
    answer = shell("formation", "--office", "bali", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("members.csv: 1 of 3 rows cannot be used: line 4, agency 'bnn'")


def test_before_a_build_a_command_says_what_to_run(
    shell: Shell, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "nothing"))
    answer = shell("areas", "--office", "bali")
    assert answer.code == 2
    assert "not built yet. Run: petapora build" in answer.err


@pytest.mark.parametrize(("language", "said"), [("id", "tidak dikenal"), ("en", "is not known")])
def test_a_program_of_its_own_ends_with_code_2_in_the_language_set(
    small: Path, language: str, said: str
) -> None:
    command = [sys.executable, "-m", "geo.cli", "areas", "--office", "jakarta"]
    env = {**os.environ, "PETAPORA_LANG": language, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert said in ended.stderr.decode("utf-8")
    assert b"Traceback" not in ended.stderr


@pytest.mark.real
@pytest.mark.parametrize(
    ("on", "formed", "n_claims", "kapuas"), [("2019-03-24", 35, 0, 0), ("2019-03-25", 52, 1, 17)]
)
def test_palangka_raya_went_from_35_to_52_of_77_on_25_march_2019(
    shell: Shell, on: str, formed: int, n_claims: int, kapuas: int
) -> None:
    told = shell("formation", "--office", "palangka-raya", "--on", on, "--json").json
    assert (told["target"], told["formed"], told["share"]) == (77, formed, formed / 77)
    assert len(told["claims"]) == n_claims
    by_kabupaten = {row["kode"]: row["formed"] for row in told["by_kabupaten"]}
    assert (len(by_kabupaten), by_kabupaten["62.03"]) == (8, kapuas)


@pytest.mark.real
def test_singaraja_has_22_kecamatan_some_at_the_coast(shell: Shell) -> None:
    rows = shell("areas", "--office", "singaraja", "--level", "kecamatan", "--json").json
    assert len(rows) == 22
    assert all({"kode", "nama", "area_km2", "coastal"} <= set(row) for row in rows)
    coastal = {row["nama"] for row in rows if row["coastal"]}
    assert {"Gerokgak", "Kubu", "Melaya"} <= coastal
    assert "Sukasada" not in coastal
