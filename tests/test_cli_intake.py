"""petapora intake, imports and template: what became of every row, said in numbers and in words."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from geo.intake.job_folder import incoming, write_note
from geo.intake.jobs import begin
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.intake.files import HEADINGS, csv_of, line
from tests.shell import Shell

OFFICE = ("--office", "bali")
FOR_POLSEK = (*OFFICE, "--kind", "reports", "--sender", "polsek")


@pytest.fixture
def file(small: Path, tmp_path: Path) -> Path:
    """Two good rows, and one whose day is none."""
    prepare_store()
    path = tmp_path / "laporan.csv"
    path.write_bytes(csv_of(line(1), line(2), line(3, day="besok")))
    return path


def n_reports() -> int:
    return len(read_reports(LAPTOP, read_facts().offices["bali"]))


def test_a_dry_run_says_what_would_become_of_every_row_and_stores_nothing(
    shell: Shell, file: Path
) -> None:
    answer = shell("intake", str(file), *FOR_POLSEK, "--dry-run", "--json")
    assert answer.code == 0, answer.err
    told = answer.json
    assert (told["read"], told["accepted"], told["held"] + told["rejected"]) == (3, 2, 1)
    assert sum(told["reasons"].values()) == 1
    assert told["dry_run"]
    assert n_reports() == 0
    assert not list(incoming().iterdir())


def test_rows_go_in_once_and_come_out_whole(shell: Shell, file: Path) -> None:
    told = shell("intake", str(file), *FOR_POLSEK, "--json").json
    assert (told["added"], told["updated"], told["was_known"]) == (2, 0, False)
    again = shell("intake", str(file), *FOR_POLSEK, "--json").json
    assert (again["added"], again["was_known"]) == (0, True)
    assert again["import_id"] == told["import_id"]
    assert n_reports() == 2
    listed = shell("imports", "list", *OFFICE, "--json").json
    assert [(row["import_id"], row["read"], row["undone_at"]) for row in listed] == [
        (told["import_id"], 3, None)
    ]
    undone = shell("imports", "undo", told["import_id"], *OFFICE)
    assert undone.code == 0, undone.err
    assert "2 rows taken out" in undone.out
    assert n_reports() == 0
    assert "undone" in shell("imports", "list", *OFFICE).out


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say when a process started")
def test_what_an_earlier_command_left_unread_is_swept_out(shell: Shell, file: Path) -> None:
    left = begin(file, name="lama.csv")
    write_note(left, "job", {"name": "lama.csv", "owner": {"pid": 2**22 + 1, "started": "1"}})
    assert shell("intake", "none.csv", *FOR_POLSEK).code == 2
    assert not left.folder.exists()


def test_each_sheet_of_a_workbook_is_taken_in_once(
    shell: Shell, file: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("Mei", "Juni")):
        sheet = book.create_sheet(name)
        for text in (HEADINGS, line(2 * number), line(2 * number + 1)):
            sheet.append(text.split(","))
    book.save(tmp_path / "bulanan.xlsx")
    told = [
        shell("intake", str(tmp_path / "bulanan.xlsx"), *FOR_POLSEK, "--sheet", name, "--json").json
        for name in ("Mei", "Juni", "Juni")
    ]
    assert [answer["was_known"] for answer in told] == [False, False, True]
    assert [answer["sheet"] for answer in told] == ["Mei", "Juni", "Juni"]
    assert n_reports() == 4


def test_what_became_of_the_rows_is_said_in_words_too(shell: Shell, file: Path) -> None:
    out = shell("intake", str(file), *FOR_POLSEK).out
    assert "laporan.csv: 3 rows read: 2 accepted" in out
    assert "2 added, 0 changed, 0 there already" in out
    assert "taken in before" in shell("intake", str(file), *FOR_POLSEK).out


def test_what_every_row_says_is_given_once(shell: Shell, file: Path) -> None:
    content = file.read_bytes().replace(b"Jenis dugaan", b"Perihal")
    file.write_bytes(content)
    without = shell("intake", str(file), *FOR_POLSEK, "--dry-run", "--json")
    assert without.code == 2
    assert "(kind)" in without.err
    told = shell("intake", str(file), *FOR_POLSEK, "--set", "kind=lainnya", "--dry-run", "--json")
    assert told.json["accepted"] == 2


def test_rows_that_wait_are_written_mended_and_taken_in(
    shell: Shell, file: Path, tmp_path: Path
) -> None:
    key = shell("intake", str(file), *FOR_POLSEK, "--json").json["import_id"]
    waiting = tmp_path / "menunggu.xlsx"
    assert shell("imports", "waiting", key, *OFFICE, "-o", str(waiting)).code == 0
    book = openpyxl.load_workbook(waiting)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == "besok")
    cell.value = "25 Februari 2026"
    book.save(waiting)
    told = shell("intake", str(waiting), *FOR_POLSEK, "--json").json
    assert (told["mended"], told["accepted"], told["import_id"]) == (1, 3, key)
    assert n_reports() == 3


def test_a_template_is_written_in_either_language(shell: Shell, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "kunjungan.xlsx"
    for language in ("id", "en"):
        answer = shell(
            "template", *OFFICE, "--kind", "visits", "-o", str(output), "--lang", language
        )
        assert answer.code == 0, answer.err
        assert len(openpyxl.load_workbook(output).sheetnames) == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--kind", "people"), "--kind 'people': say one of reports"),
        (("--dates", "ymd"), "--dates 'ymd': say dmy or mdy"),
        (("--set", "nationality=x"), "--set 'nationality'"),
        (("--sheet", "Mei"), "--sheet 'Mei' is not there"),
        (("--office", "none"), "--office 'none'"),
    ],
)
def test_options_that_make_no_sense_end_with_a_reason(
    shell: Shell, file: Path, options: tuple[str, ...], message: str
) -> None:
    answer = shell("intake", str(file), *OFFICE, *options, "--dry-run")
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_a_file_that_is_not_there_or_none_ends_with_its_name(
    shell: Shell, small: Path, tmp_path: Path
) -> None:
    assert "none.csv: no such file" in shell("intake", str(tmp_path / "none.csv"), *OFFICE).err
    rubbish = tmp_path / "rusak.xlsx"
    rubbish.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    answer = shell("intake", str(rubbish), *OFFICE, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert "rusak.xlsx" in answer.err
