"""petapora export: every view as every file, and a reason for what cannot be."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from geo.exports.files import FORMATS
from geo.maps.assets import map_assets
from geo.store.database import prepare_store
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from tests.shell import Shell

pytestmark = pytest.mark.slow

FIRST_BYTES = {
    "html": b"<!DOCTYPE html>",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "gpkg": b"SQLite format 3",
}


@pytest.fixture
def stored(small: Path) -> Path:
    map_assets.cache_clear()
    prepare_store()
    load_shipped(LAPTOP)
    return small


@pytest.mark.parametrize("view", ["formation", "reports"])
@pytest.mark.parametrize("to", FORMATS)
def test_every_view_is_written_as_every_kind_of_file(
    shell: Shell, stored: Path, tmp_path: Path, view: str, to: str
) -> None:
    file = tmp_path / f"keluar.{to}"
    answer = shell("export", "--office", "bali", "--view", view, "--to", to, "-o", str(file))
    assert (answer.code, answer.err) == (0, "")
    assert file.read_bytes().startswith(FIRST_BYTES[to])


@pytest.mark.parametrize("level", ["kabupaten", "desa", "5", "7"])
def test_reports_are_taken_by_every_kind_of_area(
    shell: Shell, stored: Path, tmp_path: Path, level: str
) -> None:
    file = tmp_path / "x.gpkg"
    options = ("--office", "bali", "--view", "reports", "--to", "gpkg", "-o", str(file))
    assert shell("export", *options, "--level", level).code == 0


def test_the_file_says_what_the_shell_says(shell: Shell, stored: Path, tmp_path: Path) -> None:
    told = shell("formation", "--office", "bali", "--on", "2020-01-03", "--json").json
    file = tmp_path / "x.xlsx"
    options = ("--office", "bali", "--view", "formation", "--on", "2020-01-03", "--lang", "en")
    assert shell("export", *options, "--to", "xlsx", "-o", str(file)).code == 0
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    rows = dict(book["Progress"].iter_rows(min_row=2, values_only=True))  # type: ignore[arg-type]
    assert rows["Formed"] == told["formed"]
    assert rows["Kecamatan in the register"] == told["n_kecamatan"]


BAD = [
    (("--view", "patroli"), "--view 'patroli': say one of formation, reports."),
    (("--to", "doc"), "--to 'doc': say one of html, png, pdf, xlsx, csv, gpkg."),
    (("--lang", "nl"), "--lang 'nl': say one of id, en."),
    (("--office", "jakarta"), "--office 'jakarta' is not known. Known: bali, kahayan."),
    (("--on", "kemarin"), "--on 'kemarin': say a day as 2019-03-25."),
    (("--level", "rt"), "--level 'rt': say one of kabupaten, kecamatan, desa, 5, 6, 7, 8."),
    (("--level", "desa"), "--level 'desa': teams are of kabupaten or kecamatan."),
    (("--since", "2026-01-01"), "--since and --until are of reports; teams take --on."),
    (("--output", "{folder}"), "{folder}: a folder. Name a file in it."),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=[" ".join(words) for words, _m in BAD])
def test_bad_input_writes_nothing_and_says_what_is_good(
    shell: Shell, stored: Path, tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    file = tmp_path / "x.csv"
    given = {"--office": "bali", "--view": "formation", "--to": "csv", "--output": str(file)}
    option, value = change
    given[option] = value.format(folder=tmp_path)
    answer = shell("export", *(word for pair in given.items() for word in pair))
    assert answer.code == 2
    assert answer.err.startswith(message.format(folder=tmp_path))
    assert not file.exists()


def test_on_and_until_of_reports_are_the_same_and_only_one_is_taken(
    shell: Shell, stored: Path, tmp_path: Path
) -> None:
    options = ("--office", "bali", "--view", "reports", "--to", "csv", "-o", str(tmp_path / "x"))
    answer = shell("export", *options, "--on", "2026-01-01", "--until", "2026-01-02")
    assert (answer.code, answer.err[:13]) == (2, "--on and --un")


def test_a_folder_that_is_not_there_is_refused_and_not_made(
    shell: Shell, stored: Path, tmp_path: Path
) -> None:
    file = tmp_path / "hasil" / "x.csv"
    options = ("--office", "bali", "--view", "formation", "--to", "csv", "-o", str(file))
    answer = shell("export", *options)
    assert answer.code != 0
    assert "no such folder. Name a folder that exists." in answer.err
    assert not file.parent.exists()
