"""A file of points is read whole or refused whole, and nothing in it is guessed or run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.intake.points_file import (
    ADDED,
    count_places,
    harmless,
    read_points,
    require_other_file,
    write_points,
)
from tests.hostile import TEXTS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "points.csv"


def refused(file: Path, content: str | bytes) -> str:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(DataError) as error:
        read_points(file)
    return str(error.value)


def found(*places: str) -> pd.DataFrame:
    columns = dict.fromkeys(ADDED[:3], "")
    return pd.DataFrame({"place": list(places), "distance_m": 12.345}).assign(**columns)


def test_rows_and_other_columns_are_kept_in_their_order(file: Path) -> None:
    file.write_text('note,lng,id,lat\n"a, b",115.09,7,-8.115\n,,x,\n', encoding="utf-8")
    table = read_points(file)
    assert list(table.columns) == ["note", "lng", "id", "lat"]
    assert table.rows == [["a, b", "115.09", "7", "-8.115"], ["", "", "x", ""]]
    first, second = table.points().geometry
    assert (first.x, first.y, second) == (115.09, -8.115, None)


@pytest.mark.parametrize("cell", ["-8.115", " -8.115 ", "-8115e-3", "-08.1150"])
def test_numbers_are_read_as_they_are_written(file: Path, cell: str) -> None:
    file.write_text(f"id,lat,lng\n1,{cell},115\n", encoding="utf-8")
    assert read_points(file).lat.to_list() == [-8.115]


@pytest.mark.parametrize("lat_lng", [",", "-8.1,", ",115", " , "])
def test_an_empty_lat_or_lng_is_a_point_that_is_missing(file: Path, lat_lng: str) -> None:
    file.write_text(f"id,lat,lng\n1,{lat_lng}\n", encoding="utf-8")
    assert read_points(file).points().geometry.to_list() == [None]


def test_a_byte_order_mark_and_other_line_ends_are_read_over(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfid,lat,lng\r\n1,-8.1,115\r\n\r\n")
    assert len(read_points(file).rows) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('1,"-8,115",115', "line 2, lat '-8,115': a decimal comma: write -8.115"),
        ("1,-8,115,115,09", "line 2, id '1': 5 cells instead of 3"),
        ("1,-8.1", "line 2, id '1': 2 cells instead of 3"),
        ("1,115.09,-8.115", "lat and lng look swapped: write lat -8.115, lng 115.09"),
        ("1,91,200", "line 2, lat '91': not between -90 and 90 degrees"),
        ("1,-8.1,200", "line 2, lng '200': not between -180 and 180 degrees"),
        ("1,selatan,115", "line 2, lat 'selatan': not a number such as -8.115"),
        ("1,-8_1,115", "lat '-8_1': not a number"),
        ("1,nan,115", "lat 'nan': not a number"),
        ("1,-8.1,inf", "lng 'inf': not a number"),
        ("1,1e999,115", "lat '1e999': not between"),
        ("1,-8.1,٣", "lng '٣': not a number"),
        ("1,-8°6',115", "lat '-8°6'': not a number"),
    ],
)
def test_a_fault_names_file_line_column_value_and_remedy(
    file: Path, row: str, message: str
) -> None:
    said = refused(file, f"id,lat,lng\n{row}\n2,-8.1,115\n")
    assert said.startswith("points.csv: 1 of 2 rows cannot be used: ")
    assert message in said
    assert said.endswith("Mend these lines in points.csv; nothing was written.")


def test_lines_are_counted_as_an_editor_does(file: Path) -> None:
    said = refused(file, 'id,lat,lng\n\n"1\n2",-8.1,115\n3,x,115\n')
    assert "line 5, lat 'x'" in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "points.csv: line 1: no column id, lat, lng. The first line must name"),
        ("id,lat\n", "no column lng"),
        ("id,Lat,lng\n1,2,3\n", "no column lat"),
        ("id;lat;lng\n1;-8,1;115\n", "the columns are not parted by commas. Save the file as CSV"),
        ("id\tlat\tlng\n", "the columns are not parted by commas"),
        ("id,lat,lng,lat\n", "the column 'lat' stands here twice"),
        ("id,lat,lng,place\n", "the column 'place' is one that is added. Rename it."),
        ('id,lat,lng\n1,-8.1,115\n"2,-8.1,115\n', "line 3: a quote does not end"),
        ('id,lat,lng\n1,"-8.1"x,115\n', "line 2: a quote does not end"),
        (f"id,lat,lng\n{'x' * 200_000},-8.1,115\n", "line 2: a quote does not end, or a cell is"),
        (b"id,lat,lng\n\xff\xfe,1,1\n", "points.csv: not UTF-8. Save it as UTF-8."),
        (b"\xff\xfei\x00d\x00", "points.csv: not UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused(file: Path, content: str | bytes, message: str) -> None:
    assert message in refused(file, content)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError, match="no such file"):
            read_points(path)


def test_a_file_without_rows_gives_a_file_without_rows(file: Path) -> None:
    file.write_text("id,lat,lng\n", encoding="utf-8")
    table = read_points(file)
    write_points(file, table, found())
    assert file.read_text(encoding="utf-8") == f"id,lat,lng,{','.join(ADDED)}\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|x", "'+cmd|x"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\uff1dcmd()", "'\uff1dcmd()"),
        ("ok; =2", "ok; '=2"),
        ("-8.115", "-8.115"),
        ("+62", "+62"),
        ("Desa - Kelurahan", "Desa - Kelurahan"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_hostile_text_comes_back_as_text_in_its_own_cell(file: Path) -> None:
    texts = [*TEXTS, "=HYPERLINK(1)", 'a"b\n,c']
    rows = pd.DataFrame({"id": texts, "lat": "-8.1", "lng": "115", "=x": "1"})
    rows.to_csv(file, index=False)
    table = read_points(file)
    write_points(file, table, found(*["inside"] * len(texts)))
    again = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert again["id"].to_list() == [*texts[:-2], "'=HYPERLINK(1)", 'a"b\n,c']
    assert list(again.columns) == ["id", "lat", "lng", "'=x", *ADDED]
    assert set(again["distance_m"]) == {"12.3"}


def test_the_counts_of_places_add_up_to_what_was_read() -> None:
    counts = count_places(found("inside", "shore", "inside", "missing"))
    assert counts == {"read": 4, "inside": 2, "shore": 1, "outside": 0, "missing": 1}


def test_the_file_read_and_what_is_no_file_are_not_written_to(file: Path, tmp_path: Path) -> None:
    file.touch()
    with pytest.raises(DataError, match="is the file that is read"):
        require_other_file(tmp_path / "." / "points.csv", than=file)
    with pytest.raises(DataError, match="not a file"):
        require_other_file(tmp_path, than=file)
    require_other_file(tmp_path / "out.csv", than=file)
