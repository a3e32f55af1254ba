"""Identifiers beside the cells: in the name of a file, its sender, its constants and headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DataError
from geo.intake import jobs
from geo.intake.job_folder import incoming
from geo.intake.job_mend import mend
from geo.intake.judged import Understanding
from geo.intake.screening import require_harmless, shown_name, with_known_headings
from geo.intake.table import Sheet
from geo.store.imports import read_receipt, read_waiting
from geo.store.mappings import remembered
from geo.store.offices import Office
from geo.store.scope import LAPTOP
from geo.words import Kind
from tests.intake.files import HEADINGS, given, line, ready_store, understood
from tests.shell import Shell

NUMBER = "X1234567"
SENDERS = ("Budi Santoso NIK 5108010101010001", "pelapor@example.org", "hp 0812-0000-0001")


@pytest.fixture
def office(small: Path) -> Office:
    return ready_store()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Paspor Fulan X1234567.xlsx", "berkas.xlsx"),
        ("Passport A12345678.csv", "berkas.csv"),
        ("C:\\Data\\Fulan-X1234567-2026.XLSX", "berkas.XLSX"),
        ("fulan_x1234567.csv", "berkas.csv"),
        ("PasporFulanX1234567.csv", "berkas.csv"),
        ("Paspor%20Fulan%20X1234567.csv", "berkas.csv"),
        ("NIK5108010101010001.ods", "berkas.ods"),
        ("Fulan-081200000001.csv", "berkas.csv"),
        ("a.n. Fulan Contoh.csv", "berkas.csv"),
        ("X1234567.Fulan", "berkas"),
        ("Fulan X1234567.csv.zip", "berkas.zip"),
        ("Fulan " + 70 * "x" + " 5108010101010001.csv", "berkas.csv"),
    ],
)
def test_a_file_that_is_called_by_a_person_gets_a_neutral_name(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert shown_name(shown) == shown


@pytest.mark.parametrize(
    "name",
    [
        "Laporan WNA Februari 2026.xlsx",
        "data_tim_pora-2026-03-25 (2).csv",
        "rekap_20260325_143000.csv",
        "W20.IMI.IMI.2-GR.01.01-1234.csv",
        "Daftar nama desa 51.08.01.csv",
    ],
)
def test_any_other_file_keeps_its_name(name: str) -> None:
    assert shown_name(name) == name


@pytest.mark.parametrize("sender", SENDERS)
def test_a_sender_who_tells_of_a_person_is_refused_without_the_value(sender: str) -> None:
    with pytest.raises(DataError, match="Sender") as refused:
        require_harmless(Understanding(Kind.REPORTS, "bali", sender))
    assert not any(part in str(refused.value) for part in sender.split() if part != "NIK")


def test_agencies_places_and_systems_of_coordinates_are_no_persons() -> None:
    for sender in ("Polsek Sawan", "Kesbangpol Buleleng", "Desa Pak Bulu", "bali"):
        for crs in ("", "EPSG:32750", "UTM 50S", "WGS 84 / UTM zone 50S"):
            said = {"channel": "masyarakat", "kode": "51.08.01.2001", "received_on": "23/02/2026"}
            require_harmless(Understanding(Kind.REPORTS, "bali", sender, constants=said, crs=crs))


DOORS: dict[str, Callable[..., Any]] = {
    "questions": lambda office, job, said: jobs.questions(LAPTOP, office, job, said),
    "confirm": lambda _office, job, said: jobs.confirm(LAPTOP, job, said),
    "judge_all": lambda _office, job, said: jobs.judge_all(LAPTOP, job, said),
    "take_in": lambda _office, job, said: jobs.take_in(LAPTOP, job, said),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_step_takes_a_constant_or_a_sender_that_tells_of_a_person(
    office: Office, door: str
) -> None:
    job = given("\n".join([HEADINGS, line(1)]).encode())
    harmless = understood(job, office)
    for said in (
        replace(harmless, constants={"n_persons": f"paspor {NUMBER}"}),
        replace(harmless, sender=f"Polsek Sawan, paspor {NUMBER}"),
    ):
        with pytest.raises(DataError) as refused:
            DOORS[door](office, job, said)
        assert NUMBER not in str(refused.value)


def test_a_file_is_not_understood_with_such_a_constant_either(office: Office) -> None:
    job = given("\n".join([HEADINGS, line(1)]).encode())
    with pytest.raises(DataError, match="Number of persons") as refused:
        jobs.understand(
            LAPTOP,
            job,
            office=office,
            kind=Kind.REPORTS,
            sender="polsek",
            constants={"n_persons": f"paspor {NUMBER}"},
        )
    assert NUMBER not in str(refused.value)


def test_headings_that_tell_no_field_are_known_by_their_number() -> None:
    sheet = Sheet("", ("Kode", "Fulan Contoh", "kolom 2", "Ibu Contoh"), 1)
    plain = with_known_headings(
        sheet, Understanding(Kind.REPORTS, "bali", "p", columns={"kode": 0})
    )
    assert plain.headings == ("Kode", "kolom 2", "kolom 3", "kolom 4")
    both = Understanding(Kind.REPORTS, "bali", "p", columns={"kode": 0, "agency": 2})
    once = with_known_headings(sheet, both)
    assert once.headings == ("Kode", "kolom 2", "kolom 2 (2)", "kolom 4")
    assert with_known_headings(once, both) == once


def test_names_above_columns_reach_neither_settings_nor_rows_that_wait_nor_mappings(
    office: Office,
) -> None:
    headings = f"{HEADINGS},Fulan Contoh,Siti Contoh"
    last = f"kolom {len(headings.split(','))}"
    job = given("\n".join([headings, f"{line(1)},ya,", f"{line(2, day='besok')},ya,x"]).encode())
    understanding = understood(job, office)
    jobs.confirm(LAPTOP, job, understanding)
    key = jobs.take_in(LAPTOP, job, understanding).receipt.import_id
    waiting = read_waiting(LAPTOP, office, key)
    told = f"{read_receipt(LAPTOP, office, key).settings} {waiting.to_dict()}"
    assert "Contoh" not in told + str(remembered(LAPTOP, "polsek", Kind.REPORTS))
    assert waiting.at[3, "cells"][last] == "x"
    assert waiting.at[3, "cells"]["Tanggal diterima"] == "besok"
    mend(LAPTOP, office, key, {3: {"received_on": "lusa"}})
    assert read_waiting(LAPTOP, office, key).at[3, "cells"][last] == "x"
    assert mend(LAPTOP, office, key, {3: {"received_on": "23/02/2026"}}).taken_in == 1


def test_a_shell_refuses_a_sender_and_a_constant_that_tell_of_a_person(
    shell: Shell, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "rapat.csv"
    file.write_text("meeting,kode,held_on\n1,51.08,23/02/2026\n", encoding="utf-8")
    for said in (("--set", f"note=paspor {NUMBER}"), ("--sender", f"Fulan {NUMBER}")):
        answer = shell("intake", str(file), "--office", "bali", "--kind", "meetings", *said)
        assert answer.code != 0
        assert "passport" in answer.err
        assert NUMBER not in answer.out + answer.err
    assert not list(incoming().iterdir())


def test_a_shell_does_not_repeat_the_name_of_a_file_that_is_not_there(
    shell: Shell, office: Office
) -> None:
    answer = shell("intake", f"Paspor Fulan {NUMBER}.csv", "--office", "bali")
    assert answer.code != 0
    assert "berkas.csv" in answer.err
    assert NUMBER not in answer.err
