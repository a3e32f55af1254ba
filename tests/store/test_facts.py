"""Good fact files are read as they stand; a wrong one is refused by line, value and remedy."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.store.facts import Facts, read_facts
from geo.store.rules import Rules
from geo.text import use_language
from tests.builders import FACTS, HEADERS, make_register, write_facts

SOURCE = r"source '.*': not a known source \(see sources\.csv\)"
OFFICE = r"office 'jakarta': not a known office \(see offices\.csv\)"

WRONG = [
    # a document
    (
        "sources",
        "b,T,P,P,,,2020-02-30,no,,",
        r"date '2020-02-30': not a day \(2019-03-25\) or a year",
    ),
    ("sources", "b,T,P,P,,,,no,,", r"date '': not a day"),
    ("sources", "b,,P,P,,,2020,no,,", r"title '': empty"),
    ("sources", "b,T,,P,,,2020,no,,", r"publisher_id '': empty"),
    ("sources", "b,T,P,,,,2020,no,,", r"publisher_en '': empty"),
    ("sources", ",T,P,P,,,2020,no,,", r"source '': empty"),
    ("sources", "b,T,P,P,,,2020,maybe,,", r"confirmed 'maybe': not a known answer \(yes or no\)"),
    ("sources", "daftar,T,P,P,,,2020,no,,", r"source 'daftar': stands here twice"),
    # an office
    ("offices", "x,X,X,Asia/Bali,51.08,,daftar", r"timezone 'Asia/Bali': not a known time zone"),
    ("offices", "x,X,X,Asia/Jakarta,51.99,,daftar", r"kabupaten '51\.99': not a kabupaten of the"),
    ("offices", "x,X,X,Asia/Jakarta,51.08.01,,daftar", r"'51\.08\.01': not a kabupaten of the"),
    ("offices", "x,X,X,Asia/Jakarta,51.08;51.07,,daftar", r"'51\.08;51\.07': not a kabupaten"),
    ("offices", "x,X,X,Asia/Jakarta,,,daftar", r"kabupaten '': empty"),
    ("offices", "x,,X,Asia/Jakarta,51.08,,daftar", r"name '': empty"),
    ("offices", "x,X,X,Asia/Jakarta,51.08,,koran", SOURCE),
    ("offices", "bali,X,X,Asia/Jakarta,51.08,,daftar", r"office 'bali': stands here twice"),
    # what is said of a team
    ("formation", "f,51.08.99,area,terbentuk,2020-01-01,,,,berita,,", r"kode '51\.08\.99': not a"),
    ("formation", "f,5108,area,terbentuk,2020-01-01,,,,berita,,", r"kode '5108': not a known kode"),
    (
        "formation",
        "f,51.08,area,terbentuk,2019-02-29,,,,berita,,",
        r"holds_from '2019-02-29': not a",
    ),
    ("formation", "f,51.08,area,terbentuk,,,,,berita,,", r"holds_from '': not a date of the form"),
    (
        "formation",
        "f,51.08,area,terbentuk,2020-01-01,kemarin,,,berita,,",
        r"event_on 'kemarin': not",
    ),
    ("formation", "f,51.08,area,terbentuk,2020-01-01,,,,,,", SOURCE),
    ("formation", "f,51.08,area,terbentuk,2020-01-01,,,,koran,,", SOURCE),
    (
        "formation",
        "f,51.08,area,selesai,2020-01-01,,,,berita,,",
        r"status 'selesai': not a known",
    ),
    (
        "formation",
        "f,51.08,area,belum diketahui,2020-01-01,,,,berita,,",
        r"'belum diketahui': not a",
    ),
    ("formation", "f,51.08,desa,terbentuk,2020-01-01,,,,berita,,", r"'desa': not a known scope"),
    (
        "formation",
        "f,51.08.01,kecamatan,terbentuk,2020-01-01,,,,berita,,",
        r"'51\.08\.01': not a kab",
    ),
    ("formation", ",51.08,area,terbentuk,2020-01-01,,,,berita,,", r"fact '': empty"),
    ("formation", "rendang,51.08,area,terbentuk,2020-01-01,,,,berita,,", r"'rendang': stands here"),
    # targets and claims
    ("targets", "jakarta,kecamatan,4,2020-01-01,berita", OFFICE),
    ("targets", "bali,kelurahan,4,2020-01-01,berita", r"level 'kelurahan': not a known level"),
    ("targets", "bali,kecamatan,0,2020-01-01,berita", r"target '0': not a whole number above zero"),
    ("targets", "bali,kecamatan,4.5,2020-01-01,berita", r"target '4\.5': not a whole number"),
    ("targets", "bali,kecamatan,4,2020-1-1,berita", r"stated_on '2020-1-1': not a date"),
    ("targets", "bali,kecamatan,4,2020-01-01,", SOURCE),
    ("claims", "c,jakarta,formed_share,0.5,2020-01-01,A,A,berita,,", OFFICE),
    ("claims", "c,bali,share,0.5,2020-01-01,A,A,berita,,", r"measure 'share': not a known measure"),
    ("claims", "c,bali,formed_share,50%,2020-01-01,A,A,berita,,", r"value '50%': not a number of"),
    ("claims", "c,bali,formed_share,-1,2020-01-01,A,A,berita,,", r"value '-1': not above zero"),
    ("claims", "c,bali,area_km2,0,2020-01-01,A,A,berita,,", r"value '0': not above zero"),
    ("claims", "c,bali,formed_share,nan,2020-01-01,A,A,berita,,", r"value 'nan': not above zero"),
    (
        "claims",
        "c,bali,formed_share,50,2020-01-01,A,A,berita,,",
        r"value '50': a share is at mos",
    ),
    ("claims", "c,bali,formed_share,0.5,besok,A,A,berita,,", r"stated_on 'besok': not a date"),
    ("claims", "c,bali,formed_share,0.5,2020-01-01,,A,berita,,", r"said_by_id '': empty"),
    ("claims", "c,bali,formed_share,0.5,2020-01-01,A,A,,,", SOURCE),
    ("claims", "luas,bali,area_km2,5,2020-01-01,A,A,berita,,", r"claim 'luas': stands here twice"),
    # members
    ("agencies", "x,,X,daftar", r"nama '': empty"),
    ("agencies", "x,X,X,", SOURCE),
    ("agencies", "camat,X,X,daftar", r"agency 'camat': stands here twice"),
    ("members", "jakarta,kecamatan,camat,daftar", OFFICE),
    ("members", "bali,kota,camat,daftar", r"level 'kota': not a known level"),
    (
        "members",
        "bali,kecamatan,bnn,daftar",
        r"agency 'bnn': not a known agency \(see agencies\.csv\)",
    ),
    ("members", "bali,kecamatan,camat,", SOURCE),
    # places
    (
        "places",
        "A,51.99.01,-8.2,115,daftar",
        r"kode '51\.99\.01': not a known kode of the register",
    ),
    ("places", "A,51.08.01,115,-8.2,daftar", r"lat '115': not between -11\.5 and 6\.5 degrees"),
    ("places", "A,51.08.01,-8.2,nol,daftar", r"lng 'nol': not between 94\.5 and 141\.5 degrees"),
    ("places", "A,51.08.01,-8.2,115,", SOURCE),
]

READ = [name for name in HEADERS if name != "place_aliases"]
"""Files that are read as facts; other names of places are read by the intake."""


def read(folder: Path) -> Facts:
    return read_facts(folder, register=make_register())


def test_good_files_are_read_whole(tmp_path: Path) -> None:
    facts = read(write_facts(tmp_path))
    names = [field.name for field in fields(Facts) if field.name != "rules"]
    rows = {name: len(FACTS[name]) for name in names}
    sizes = {name: len(getattr(facts, name)) for name in names}
    assert sizes == {**rows, "formation": 4}  # one fact speaks of two kecamatan
    assert facts.rules == Rules()


def test_files_that_hold_no_row_yet_are_good(tmp_path: Path) -> None:
    empty = {name: () for name in HEADERS if name not in ("sources", "offices", "rules")}
    facts = read(write_facts(tmp_path, **empty))
    assert (len(facts.formation), len(facts.places), facts.claims) == (0, 0, ())


@pytest.mark.parametrize(("name", "row", "fault"), WRONG)
def test_a_wrong_row_is_refused_by_file_line_value_and_remedy(
    tmp_path: Path, name: str, row: str, fault: str
) -> None:
    good = FACTS[name]
    with pytest.raises(DataError) as refused:
        read(write_facts(tmp_path, **{name: [*good, row]}))
    message = str(refused.value)
    line, total = len(good) + 2, len(good) + 1
    assert message.startswith(f"{name}.csv: 1 of {total} rows cannot be used: line {line}, ")
    assert re.search(fault, message)
    assert message.endswith(f"Mend these lines in {name}.csv; nothing was read from it.")


@pytest.mark.parametrize("name", READ)
def test_a_file_with_other_columns_is_refused(tmp_path: Path, name: str) -> None:
    file = write_facts(tmp_path) / f"{name}.csv"
    file.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"^{name}\.csv: line 1 must name the columns "):
        read(tmp_path)


@pytest.mark.parametrize("name", READ)
def test_a_short_row_is_refused_by_its_line(tmp_path: Path, name: str) -> None:
    folder = write_facts(tmp_path, **{name: [*FACTS[name], "x,y"]})
    with pytest.raises(DataError, match=rf"{name}\.csv: .* line \d+, \w+ 'x': 2 cells instead of"):
        read(folder)


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path, name: str) -> None:
    file = write_facts(tmp_path) / f"{name}.csv"
    file.write_bytes(file.read_bytes() + b"D\xe9sa\n")
    with pytest.raises(DataError, match=rf"{name}\.csv: not UTF-8\. Save it as UTF-8\."):
        read(tmp_path)


@pytest.mark.parametrize("name", READ)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (write_facts(tmp_path) / f"{name}.csv").unlink()
    with pytest.raises(DataError, match=rf"{name}\.csv: cannot be read\. Put it back\."):
        read(tmp_path)


def test_a_refusal_is_said_in_bahasa_indonesia_too(tmp_path: Path) -> None:
    use_language("id")
    with pytest.raises(DataError, match=r"^targets\.csv: 1 dari 1 baris .* baris 2, office 'x': "):
        read(write_facts(tmp_path, targets=["x,kecamatan,4,2020-01-01,berita"]))
