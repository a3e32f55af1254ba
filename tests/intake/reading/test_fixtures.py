"""Files that other programs wrote, each read in the limited process as an upload is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.intake.reading.files import FILES, all_rows, cells_of, column, leftovers, read_fixture

POINTS = {
    "51.08.06.1012": (-8.1625, 115.0256),
    "51.08.01.2005": (-8.1448, 114.6593),
    "51.10": (-8.2106, 114.9712),
    "62.03.01.1001": (-3.0167, 114.3833),
}

TEXTS = {
    "koma_utf8.csv": ("utf-8", ","),
    "titik_koma_bom.csv": ("utf-8-sig", ";"),
    "titik_koma_cp1252.csv": ("cp1252", ";"),
    "sep_cp1252.csv": ("cp1252", ";"),
    "tab_utf16.tsv": ("utf-16", "\t"),
}

GEOMETRIES = ["titik.geojson", "titik.gpkg", "titik.kml", "titik.kmz", "titik.parquet"]


@pytest.mark.parametrize("name", TEXTS)
def test_encoding_and_delimiter_of_a_text_are_told_by_its_content(
    name: str, tmp_path: Path
) -> None:
    read = read_fixture(name, tmp_path / "spool")
    assert (read.format, read.encoding, read.delimiter) == ("csv", *TEXTS[name])
    content = (FILES / name).read_bytes()
    assert (read.n_bytes, read.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "koma_utf8.csv"])
def test_the_same_table_reads_the_same_in_every_encoding(name: str, tmp_path: Path) -> None:
    read_fixture(name, tmp_path)
    cells = cells_of(tmp_path)
    assert [row[0] for row in cells][2:4] == ["25 Maret 2026", "27/03/2026"]
    assert cells[1][3:] == ["-8,1448", "114,6593", "Pemuteran", "Gerokgak", "1", 'café "Lovina"']
    assert cells[0][8] == "dekat pantai \u2013 ramai" and len(cells) == 6


def test_a_sep_line_is_no_heading_and_lines_count_as_in_an_editor(tmp_path: Path) -> None:
    read = read_fixture("sep_cp1252.csv", tmp_path)
    assert read.sheets[0].heading_line == 2
    assert all_rows(tmp_path)["_line"].tolist() == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_gives_each_sheet_with_its_headings(kind: str, tmp_path: Path) -> None:
    read = read_fixture(f"buku.{kind}", tmp_path)
    reports, kapuas, hidden = read.sheets
    assert read.format == kind
    assert [sheet.name for sheet in read.sheets] == ["Laporan", "Kapuas", "Daftar"]
    assert [sheet.is_hidden for sheet in read.sheets] == [False, False, True]
    assert reports.heading_line == 3 and (reports.n_rows, kapuas.n_rows, hidden.n_rows) == (6, 3, 2)
    place = ("Lokasi / Lintang", "Lokasi / Bujur", "Lokasi / Desa", "Lokasi / Kecamatan")
    assert reports.headings == ("No", "Tanggal", "Sumber", "Dugaan", *place, "Jumlah")
    assert column(tmp_path, "Kode", read, 1)[0] == "62.03.01.1001"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_tells_days_numbers_and_text_apart(kind: str, tmp_path: Path) -> None:
    read = read_fixture(f"buku.{kind}", tmp_path)
    rows = all_rows(tmp_path)
    assert rows["_line"].tolist() == [5, 6, 7, 8, 10, 11]
    assert rows["_types"].tolist()[:3] == ["ndttnnttn", "ndttnnttn", "ntttnnttn"]
    days = ["2026-03-25", "2026-03-26", "25 Maret 2026", "27/03/2026"]
    assert column(tmp_path, "Tanggal", read)[:4] == days
    assert column(tmp_path, "Jumlah", read) == ["2", "1", "1", "3", "1", "2"]
    assert column(tmp_path, "Lokasi / Lintang", read)[0] == "-8.1625"
    assert column(tmp_path, "Dekat kilang", read, 1) == ["true", "false", "true"]
    assert column(tmp_path, "Biaya", read, 1)[1:] == ["2501", "12.1"]


def test_an_error_of_a_formula_is_no_empty_cell(tmp_path: Path) -> None:
    read = read_fixture("buku.xlsx", tmp_path)
    assert column(tmp_path, "Biaya", read, 1)[0] == "#DIV/0!"
    assert all_rows(tmp_path, 1)["_types"][0] == "tttdttnbet"


@pytest.mark.parametrize("name", [*GEOMETRIES, "laporan_prj.zip"])
def test_points_of_a_geometry_file_are_degrees(name: str, tmp_path: Path) -> None:
    read = read_fixture(name, tmp_path)
    assert read.sheets[0].headings[:3] == ("(lat)", "(lng)", "Kode")
    assert read.sheets[0].crs == "EPSG:4326" and read.sheets[0].heading_line == 0
    found = {kode: (float(lat), float(lng)) for lat, lng, kode, *_rest in cells_of(tmp_path)}
    assert found == POINTS


@pytest.mark.parametrize("name", ["titik.geojson", "titik.gpkg", "titik.parquet"])
def test_a_missing_number_stays_empty_and_the_others_whole(name: str, tmp_path: Path) -> None:
    read = read_fixture(name, tmp_path)
    assert sorted(column(tmp_path, "Jumlah", read)) == ["", "1", "2", "4"]
    assert "2026-03-25" in column(tmp_path, "Tanggal", read)


def test_a_layer_in_metres_is_turned_to_degrees(tmp_path: Path) -> None:
    read = read_fixture("titik.gpkg", tmp_path)
    assert [sheet.name for sheet in read.sheets] == ["laporan", "laporan_utm"]
    assert read.sheets[1].crs == "EPSG:32750"
    for lat, lng, kode, *_rest in cells_of(tmp_path, 1):
        assert (float(lat), float(lng)) == pytest.approx(POINTS[kode], abs=1e-6)


def test_without_prj_nobody_guesses_what_the_coordinates_are(tmp_path: Path) -> None:
    read = read_fixture("laporan_tanpa_prj.zip", tmp_path)
    assert read.sheets[0].headings[:2] == ("(x)", "(y)") and read.sheets[0].crs == ""
    x, y = (float(text) for text in cells_of(tmp_path)[0][:2])
    assert (x, y) == pytest.approx((282468.15, 9097205.14), abs=0.01)


def test_nothing_but_rows_stays_in_the_spool(tmp_path: Path) -> None:
    read_fixture("buku.xlsx", tmp_path)
    sheets = [f"sheet-{n}.arrow" for n in range(3)]
    assert sorted(leftovers(tmp_path)) == ["read.json", *sheets]
