"""A fact file is read whole, or refused whole with line, value and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError, Problem, raise_problems
from geo.rows import day_or_year, filled, iso_date, one_of, optional, read_rows
from geo.text import use_language

COLUMNS = ["kode", "day"]


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def write(folder: Path, *lines: str) -> Path:
    file = folder / "teams.csv"
    file.write_bytes("\n".join(lines).encode())
    return file


def test_a_row_knows_the_line_it_stands_on_as_an_editor_counts(tmp_path: Path) -> None:
    file = write(tmp_path, "# a comment", "", "kode,day", "51.08,x", "# another", "51.07, y ")
    rows = read_rows(file, columns=COLUMNS)
    assert [(row.line, dict(row)) for row in rows] == [
        (4, {"kode": "51.08", "day": "x"}),
        (6, {"kode": "51.07", "day": "y"}),
    ]


def test_a_file_without_rows_is_good(tmp_path: Path) -> None:
    assert read_rows(write(tmp_path, "kode,day"), columns=COLUMNS) == []


def test_a_file_saved_by_windows_reads_the_same(tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    file.write_bytes("\ufeffkode,day\r\n51.08,x\r\n".encode())
    assert dict(read_rows(file, columns=COLUMNS)[0]) == {"kode": "51.08", "day": "x"}


def test_a_quoted_cell_may_hold_commas_and_quotes(tmp_path: Path) -> None:
    file = write(tmp_path, "kode,day", '51.08,"a, ""b"""')
    assert read_rows(file, columns=COLUMNS)[0]["day"] == 'a, "b"'


@pytest.mark.parametrize("lines", [[], [""], ["# only a comment"]])
def test_an_empty_file_is_refused(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(DataError, match=r"^teams\.csv: the file is empty\.$"):
        read_rows(write(tmp_path, *lines), columns=COLUMNS)


@pytest.mark.parametrize("header", ["kode", "day,kode", "kode,day,more", "51.08,2019-03-25"])
def test_other_columns_are_refused_with_those_wanted(tmp_path: Path, header: str) -> None:
    with pytest.raises(DataError, match=r"teams\.csv: line 2 must name the columns kode,day"):
        read_rows(write(tmp_path, "# who", header), columns=COLUMNS)


@pytest.mark.parametrize("row", ["51.08", "51.08,x,y"])
def test_a_row_too_short_or_too_long_is_refused_by_its_line(tmp_path: Path, row: str) -> None:
    wanted = r"1 of 2 rows cannot be used: line 3, kode '51\.08': [13] cells instead of 2"
    with pytest.raises(DataError, match=wanted):
        read_rows(write(tmp_path, "kode,day", "51.07,x", row), columns=COLUMNS)


@pytest.mark.parametrize("row", ['51.08,"x', '51.08,"two\nlines"', '51.08,"x"y'])
def test_a_quote_that_does_not_end_on_its_line_is_refused(tmp_path: Path, row: str) -> None:
    wanted = r"line 2, kode '51\.08,\"\w+\"?y?': a quote does not end on its line"
    with pytest.raises(DataError, match=wanted):
        read_rows(write(tmp_path, "kode,day", row), columns=COLUMNS)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    file.write_bytes("kode,day\n51.08,Désa\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"teams\.csv: not UTF-8\. Save it as UTF-8\."):
        read_rows(file, columns=COLUMNS)


def test_a_file_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"teams\.csv: cannot be read\. Put it back\."):
        read_rows(tmp_path / "teams.csv", columns=COLUMNS)


def test_all_faults_are_counted_and_the_first_three_named_with_the_remedy(tmp_path: Path) -> None:
    file = write(tmp_path, "kode,day", "a,x", "b,2019-03-25", ",y", "c,z", "d,w")
    with pytest.raises(DataError) as refused:
        read_rows(file, columns=COLUMNS, checks={"kode": filled, "day": iso_date})
    assert str(refused.value) == (
        "teams.csv: 4 of 5 rows cannot be used: "
        "line 2, day 'x': not a date of the form 2019-03-25; "
        "line 4, kode '': empty; "
        "line 4, day 'y': not a date of the form 2019-03-25 and 2 more. "
        "Mend these lines in teams.csv; nothing was read from it."
    )


def test_a_fault_of_the_whole_file_names_no_line() -> None:
    with pytest.raises(DataError, match=r"^map\.gpkg: 1 fault: crs '': missing\. Say it\.$"):
        raise_problems("map.gpkg", [Problem(0, "crs", "", "missing")], remedy="Say it.")


def test_nothing_is_raised_without_a_problem() -> None:
    raise_problems("teams.csv", [], remedy="none")


@pytest.mark.parametrize(
    "cell",
    ["", "2019-02-29", "2019-13-01", "25-03-2019", "2019-3-25", "20190325", "2019-W13-1", "2019"],
)
def test_an_impossible_day_or_one_of_another_form_is_no_date(cell: str) -> None:
    assert iso_date(cell) == "not a date of the form 2019-03-25"


def test_a_leap_day_is_a_date() -> None:
    assert iso_date("2020-02-29") is None


@pytest.mark.parametrize(("cell", "good"), [("2019", True), ("2019-03-25", True), ("219", False)])
def test_a_document_has_a_day_or_a_year(cell: str, good: bool) -> None:
    assert (day_or_year(cell) is None) is good


def test_an_optional_cell_may_be_empty_and_nothing_else_that_is_wrong() -> None:
    check = optional(iso_date)
    assert check("") is None
    assert check("soon") == "not a date of the form 2019-03-25"


def test_a_value_that_is_none_of_the_known_is_called_by_what_it_should_be() -> None:
    check = one_of({"a", "b"}, "letter (a or b)")
    assert check("a") is None
    assert check("c") == "not a known letter (a or b)"
