"""Texts whose lines go wrong: each row keeps its line, and no fault spreads to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.intake.reading.faults import Fault, Unreadable
from geo.intake.reading.limits import Limits
from geo.intake.reason_words import Reason
from geo.intake.table import MASK
from tests.intake.reading.files import all_rows, cells_of, read_here

HEAD = "Tanggal,Desa,Jumlah\n"


def read(text: str, folder: Path, **limits: int) -> object:
    return read_here(text.encode(), folder, Limits(**limits))


def test_short_and_long_rows_are_marked_and_shift_nothing(tmp_path: Path) -> None:
    read(HEAD + "01/02/2026,Banjar\n02/02/2026,Banjar,1\n03/02/2026,Banjar,1,2\n", tmp_path)
    rows = all_rows(tmp_path)
    assert rows["_fault"].tolist() == [Reason.CELL_COUNT, "", Reason.CELL_COUNT]
    assert cells_of(tmp_path)[1] == ["02/02/2026", "Banjar", "1"]


def test_empty_cells_beyond_the_headings_are_no_fault(tmp_path: Path) -> None:
    read(HEAD + "01/02/2026,Banjar,1,,\n", tmp_path)
    assert all_rows(tmp_path)["_fault"].tolist() == [""]


def test_an_open_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    read(HEAD + '01/02/2026,"Banjar,1\n02/02/2026,Sangsit,2\n03/02/2026,Temukus,3\n', tmp_path)
    rows = all_rows(tmp_path)
    assert rows["_line"].tolist() == [2, 3, 4]
    assert rows["_fault"].tolist() == [Reason.OPEN_QUOTE, "", ""]
    assert cells_of(tmp_path)[1:] == [
        ["02/02/2026", "Sangsit", "2"],
        ["03/02/2026", "Temukus", "3"],
    ]


def test_a_quote_closed_by_a_later_row_does_not_swallow_it(tmp_path: Path) -> None:
    filler = "".join(f"01/02/2026,Banjar,{n}\n" for n in range(60))
    read(HEAD + filler + '02/02/2026,"Sangsit,1\n03/02/2026,Temukus,2"\n', tmp_path)
    rows = all_rows(tmp_path)
    assert rows["_line"].tolist() == list(range(2, 64))
    assert rows["_fault"].tolist()[-2:] == [Reason.OPEN_QUOTE, ""]


def test_an_odd_line_among_thousands_of_plain_ones_shifts_nothing(tmp_path: Path) -> None:
    lines = [f"01/02/2026,Banjar,{n}" for n in range(2, 12_002)]
    lines[6_000] = '01/02/2026,"Banjar,6002'
    lines[6_001] = ""
    read(HEAD + "\n".join(lines), tmp_path)
    rows = all_rows(tmp_path)
    assert rows["_line"].tolist() == [n for n in range(2, 12_002) if n != 6_003]
    assert rows["_fault"][6_000] == Reason.OPEN_QUOTE and (rows["_fault"] != "").sum() == 1
    whole = rows[rows["_fault"] == ""]
    assert whole["c2"].tolist() == whole["_line"].astype(str).tolist()


def nine_rows(**instead: str) -> str:
    """Nine rows on the lines 2 to 10, some of them as given."""
    rows = {n: f"{n:02}/02/2026,Banjar,{n}" for n in range(2, 11)}
    return HEAD + "".join(f"{instead.get(f'line_{n}', row)}\n" for n, row in rows.items())


def test_a_quote_left_open_near_the_top_swallows_no_row_either(tmp_path: Path) -> None:
    text = nine_rows(line_3='03/02/2026,"Banjar,3', line_6='06/02/2026,Banjar,6"')
    found = read(text, tmp_path)
    assert found.sheets[0].n_rows == 9  # type: ignore[attr-defined]
    rows = all_rows(tmp_path)
    assert rows["_line"].tolist() == list(range(2, 11))
    assert [n for n, fault in zip(rows["_line"], rows["_fault"], strict=True) if fault] == [3]
    assert rows["_fault"][1] == Reason.OPEN_QUOTE


@pytest.mark.parametrize("rows_before", [0, 60])
def test_a_swallowed_row_is_known_also_where_the_width_happens_to_be_right(
    rows_before: int, tmp_path: Path
) -> None:
    before = "".join(f"01/01/2026,Banjar,{n}\n" for n in range(rows_before))
    swallow = nine_rows(line_3='03/02/2026,"Banjar,3', line_6='06/02/2026,Banjar",6')
    read(swallow.replace(HEAD, HEAD + before), tmp_path)
    rows = all_rows(tmp_path).tail(9)
    assert rows["_line"].tolist() == list(range(rows_before + 2, rows_before + 11))
    assert rows["_fault"].tolist() == ["", Reason.OPEN_QUOTE, *[""] * 7]


@pytest.mark.parametrize(
    "row",
    [
        '01/02/2026,"Banjar\nTegeha, dekat pasar\nselatan",1',
        '"01/02/2026\nsore",Banjar,1',
        '01/02/2026,Banjar,"1\n2"',
        '01/02/2026,"Banjar\nTegeha",1,,',
    ],
)
def test_a_text_of_several_lines_that_look_like_no_row_stays_one_row(
    row: str, tmp_path: Path
) -> None:
    read(HEAD + row + "\n02/02/2026,Sangsit,2\n", tmp_path)
    assert all_rows(tmp_path)["_fault"].tolist() == ["", ""]


def test_a_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    read(HEAD + '01/02/2026,"Banjar\nTegeha",1\n02/02/2026,Sangsit,2\n', tmp_path)
    assert all_rows(tmp_path)["_line"].tolist() == [2, 4]
    assert cells_of(tmp_path)[0][1] == "Banjar\nTegeha"


def test_rows_of_blanks_are_passed_over_and_not_counted(tmp_path: Path) -> None:
    found = read(HEAD + "\n , ,\n01/02/2026,Banjar,1\n,,\n", tmp_path)
    assert found.sheets[0].n_rows == 1  # type: ignore[attr-defined]
    assert all_rows(tmp_path)["_line"].tolist() == [4]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("x" * 4_001, Reason.LONG_CELL),
        ("x" * 20_000, Reason.LONG_CELL),
        ("a\0b", Reason.BINARY_CELL),
    ],
)
def test_a_cell_that_is_no_text_marks_its_row(cell: str, fault: str, tmp_path: Path) -> None:
    read(HEAD + f"01/02/2026,{cell},1\n02/02/2026,Banjar,2\n", tmp_path)
    assert all_rows(tmp_path)["_fault"].tolist() == [fault, ""]
    assert max(len(cell) for row in cells_of(tmp_path) for cell in row) <= 4_000


def test_a_code_a_missing_word_and_a_zero_stay_as_they_are_written(tmp_path: Path) -> None:
    cells = ["51.10", "NA", "0305", "=1+1", "1.250", "None"]
    read("kode,desa,no,rumus,jumlah,lain\n" + ",".join(cells) + "\n", tmp_path)
    assert cells_of(tmp_path) == [cells]


def test_titles_above_the_headings_and_numbers_below_them_are_passed_over(tmp_path: Path) -> None:
    found = read("Laporan Maret;;\n;;\nTanggal;Desa;Jumlah\n(1);(2);(3)\n1/3/2026;A;2\n", tmp_path)
    assert found.sheets[0].heading_line == 3  # type: ignore[attr-defined]
    assert all_rows(tmp_path)["_line"].tolist() == [5]


def test_headings_stand_once_each(tmp_path: Path) -> None:
    found = read("Desa,Desa,,Jumlah\na,b,c,1\n", tmp_path)
    headings = ("Desa", "Desa (2)", "kolom 3", "Jumlah")
    assert found.sheets[0].headings == headings  # type: ignore[attr-defined]


def test_rows_without_headings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=Fault.NO_HEADING):
        read("51.08;2;3\n51.07;4;5\n", tmp_path)


def test_a_utf8_file_with_one_torn_letter_is_not_taken_for_cp1252(tmp_path: Path) -> None:
    content = HEAD.encode() + "1/2/2026,café,1\n".encode() + b"2/2/2026,caf\xe9,1\n"
    with pytest.raises(Unreadable, match=Fault.MIXED_ENCODING) as refused:
        read_here(content, tmp_path)
    assert refused.value.values == {"line": 3}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_its_mark(encoding: str, tmp_path: Path) -> None:
    found = read_here((HEAD + "1/2/2026,café,1\n").encode(encoding), tmp_path)
    assert found.encoding == encoding and cells_of(tmp_path)[0][1] == "café"


def test_limits_of_rows_and_of_columns_hold(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=Fault.TOO_MANY_ROWS):
        read(HEAD + "1/2/2026,A,1\n" * 11, tmp_path, rows=10)
    with pytest.raises(Unreadable, match=Fault.TOO_MANY_COLUMNS):
        read(",".join(f"k{n}" for n in range(10_000)) + "\n", tmp_path)


def test_a_personal_column_is_masked_also_where_a_row_slipped(tmp_path: Path) -> None:
    found = read(
        "Desa,NIK,Jumlah\nBanjar,0000000000000000,1\nBanjar,2,0000000000000000,1\n", tmp_path
    )
    assert [at for at, _kind in found.sheets[0].personal] == [1]  # type: ignore[attr-defined]
    assert cells_of(tmp_path) == [["Banjar", MASK, "1"], [MASK, MASK, MASK]]
    assert all_rows(tmp_path)["_hidden"][0] == "1:nik"
