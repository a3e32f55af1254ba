"""Columns are matched by headings that are known or remembered; a likely one is only suggested."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.intake.grammar_cells import normal
from geo.intake.grammar_words import in_each_language
from geo.intake.headings import (
    EXACT,
    REMEMBERED,
    heading_rows,
    is_numbering,
    known_headings,
    match_headings,
)
from geo.intake.schema import SCHEMAS, field_label
from geo.intake.table import LAT, LNG, Sheet, X, Y
from geo.words import Kind


def sheet(*headings: str, personal: tuple[tuple[int, str], ...] = ()) -> Sheet:
    return Sheet("", headings, 1, personal=personal)


def test_a_file_of_an_office_is_matched_whole() -> None:
    headings = (
        "No.",
        "Tgl. Laporan",
        "Sumber Informasi",
        "Dugaan",
        "Lintang (LS)",
        "Bujur (BT)",
        "Desa/Kelurahan",
        "Kec.",
        "Kab/Kota",
        "Jml Orang",
        "Tindak Lanjut",
    )
    match = match_headings(sheet(*headings), Kind.REPORTS, {})
    assert match.taken == {
        "received_on": 1,
        "channel": 2,
        "kind": 3,
        "lat": 4,
        "lng": 5,
        "desa": 6,
        "kecamatan": 7,
        "kabupaten": 8,
        "n_persons": 9,
        "follow_up": 10,
    }
    assert set(match.how.values()) == {EXACT}
    assert not match.suggested
    assert not match.doubtful


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_matches_itself_in_every_language(kind: Kind) -> None:
    fields = [field.name for field in SCHEMAS[kind].fields]
    texts = [in_each_language(partial(field_label, name)) for name in fields]
    labels = zip(*texts, strict=True)
    for headings in (fields, *labels):
        marked = [f"{heading} *" for heading in headings]
        for own in (headings, marked):
            match = match_headings(sheet(*own), kind, {})
            assert match.taken == {name: n for n, name in enumerate(fields)}


@pytest.mark.parametrize("heading", ["No", "No.", "NO", "Nomor", "#", "No. Urut", "No (urut)"])
def test_a_column_that_counts_rows_is_never_the_own_key(heading: str) -> None:
    assert is_numbering(heading)
    for remembered in ({}, {heading: "report"}):
        match = match_headings(sheet(heading, "Tanggal"), Kind.REPORTS, remembered)
        assert match.taken == {"received_on": 1}
        assert "report" not in match.suggested


def test_two_columns_for_one_field_are_both_left_to_the_reader() -> None:
    match = match_headings(sheet("Tanggal", "Tgl Laporan", "Sumber"), Kind.REPORTS, {})
    assert match.taken == {"channel": 2}
    assert match.doubtful == {"received_on": (0, 1)}


def test_a_heading_that_is_only_like_a_known_one_is_suggested() -> None:
    match = match_headings(sheet("Tanggal", "Sumbr Laporan"), Kind.REPORTS, {})
    assert match.taken == {"received_on": 0}
    assert match.suggested == {"channel": (1,)}


def test_what_was_remembered_goes_first() -> None:
    remembered = {"Hari": "received_on", "Tanggal": "", "Keterangan": "follow_up", "X9": "sk"}
    match = match_headings(sheet("Tanggal", "Hari", "Keterangan", "X9"), Kind.REPORTS, remembered)
    assert match.taken == {"received_on": 1, "follow_up": 2}
    assert set(match.how.values()) == {REMEMBERED}


def test_one_column_can_hold_both_coordinates() -> None:
    match = match_headings(sheet("Tanggal", "Titik Koordinat"), Kind.REPORTS, {})
    assert match.taken == {"received_on": 0, "lat": 1, "lng": 1}
    for name in ("point", "lat", "lng"):
        again = match_headings(sheet("Koordinat"), Kind.REPORTS, {"Koordinat": name})
        assert again.taken == {"lat": 0, "lng": 0}


def test_columns_of_their_own_go_before_one_for_both_coordinates() -> None:
    match = match_headings(sheet("Koordinat", "Lat", "Long"), Kind.REPORTS, {})
    assert match.taken == {"lat": 1, "lng": 2}


def test_two_columns_for_both_coordinates_are_left_to_the_reader() -> None:
    match = match_headings(sheet("Koordinat", "Titik GPS"), Kind.REPORTS, {})
    assert match.taken == {}
    assert match.doubtful == {"lat": (0, 1), "lng": (0, 1)}


def test_a_joined_heading_goes_by_its_last_part() -> None:
    match = match_headings(sheet("Lokasi / Lat", "Lokasi / Long", "A / B / Kec."), Kind.REPORTS, {})
    assert match.taken == {"lat": 0, "lng": 1, "kecamatan": 2}


@pytest.mark.parametrize(("lat", "lng"), [(LAT, LNG), (Y, X), ("Northing", "Easting")])
def test_the_columns_of_a_geometry_are_coordinates(lat: str, lng: str) -> None:
    match = match_headings(sheet(lng, lat), Kind.REPORTS, {})
    assert match.taken == {"lat": 1, "lng": 0}


def test_a_column_of_identifiers_tells_nothing() -> None:
    match = match_headings(
        sheet("Pelapor", "Tanggal", personal=((0, "nama orang"),)), Kind.REPORTS, {}
    )
    assert match.taken == {"received_on": 1}


def test_a_field_that_the_kind_does_not_have_is_passed_over() -> None:
    match = match_headings(sheet("Lat", "Keterangan"), Kind.MEETINGS, {"Lat": "lat"})
    assert match.taken == {"note": 1}


@pytest.mark.parametrize("kind", list(Kind))
def test_no_listed_heading_is_another_fields_label(kind: Kind) -> None:
    known = known_headings(kind)
    for row in heading_rows():
        if row["kind"] == kind.value:
            assert known[normal(row["heading"])] == (row["field"],)


@pytest.mark.parametrize(
    "field",
    ["received_on", "channel", "kind", "lat", "lng", "kode", "desa", "kecamatan", "kabupaten"],
)
def test_important_fields_have_at_least_twelve_headings(field: str) -> None:
    own = [row for row in heading_rows() if row["field"] == field]
    assert len([row for row in own if row["kind"] in ("*", "reports")]) >= 12


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("reports,received_on,Hari\nreports,channel,HARI.", "HARI"),
        ("*,lat,Titik\nvisits,kode,x\nreports,lng,titik", "titik"),
        ("reports,report,No.", "No"),
        ("reports,name,Nama", "name"),
        ("letters,lat,Lat", "letters"),
    ],
)
def test_a_fault_in_the_file_of_headings_is_named(tmp_path: Path, lines: str, message: str) -> None:
    file = tmp_path / "headings.csv"
    file.write_text(f"kind,field,heading\n{lines}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        heading_rows(file)
