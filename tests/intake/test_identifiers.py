"""Identifiers of persons stay out: by the heading of a column, and by what a cell says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.intake.identifier_headings import read_headings
from geo.intake.identifiers import find_identifiers, mask_batch, mask_text, personal_heading
from geo.intake.table import MASK
from geo.words import Identifier
from tests.intake.identifier_cases import HARMLESS, PERSONAL

HEADINGS = {
    Identifier.NAME: "Nama|Nama WNA|NAMA_LENGKAP|namaLengkap|Nama Kepala Desa|Full Name"
    "|Nama Pelapor",
    Identifier.PASSPORT: "No. Paspor|Passport No|nomor_paspor|Data WNA / Paspor",
    Identifier.NIK: "NIK|No KTP|no.ktp|NIP Petugas",
    Identifier.PERMIT: "KITAS|No. KITAS|Nomor ITAS|NIORA",
    Identifier.PHONE: "No HP|NoHP|Telepon|No. Telp/HP|WA|Kontak|Phone number",
    Identifier.EMAIL: "Email|E-mail|Alamat email|Surel pelapor",
    Identifier.BIRTH: "Tgl Lahir|TTL|DOB|Tempat, tanggal lahir|Date of birth",
    Identifier.ADDRESS: "Alamat|Alamat tinggal|Alamat rumah|Domisili",
    Identifier.PHOTO: "Foto|Pas Foto|Photo",
    Identifier.NATIONALITY: "Kewarganegaraan|Kebangsaan|Negara asal|Nationality|WN",
    Identifier.ACCOUNT: "No. Rekening|Rekening BRI|Akun IG",
}
HARMLESS_HEADINGS = (
    "Nama Desa|Nama Kecamatan|NAMA_KAB|Nama Kabupaten/Kota|Nama Instansi|Nama Kegiatan|Nama Tim"
    "|Nomor SK|Tanggal"
    "|Akurasi alamat|Kode alamat|Lokasi / Lat|No|kode|n_persons|Jumlah WNA|Village name"
    "|Name of the village"
    "|Jenis izin tinggal|kolom 3|Hasil|Keterangan|Responsible agency|Surat perintah|(lat)|"
    "|Sumber laporan"
)


@pytest.mark.parametrize(
    ("heading", "kind"), [(h, kind) for kind, all_ in HEADINGS.items() for h in all_.split("|")]
)
def test_a_heading_promises_identifiers(heading: str, kind: Identifier) -> None:
    assert personal_heading(heading) is kind


@pytest.mark.parametrize("heading", HARMLESS_HEADINGS.split("|"))
def test_a_heading_about_places_and_bodies_is_harmless(heading: str) -> None:
    assert personal_heading(heading) is None


def test_a_broken_list_of_headings_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "personal_headings.csv"
    file.write_text("identifier,where,heading\nsepatu,part,ukuran\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"personal_headings\.csv.*2"):
        read_headings(file)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts]
)
def test_an_identifier_is_found(kind: Identifier, text: str) -> None:
    assert kind in find_identifiers(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert find_identifiers(text) == ()
    assert mask_text(text) == text


def test_only_the_identifier_is_masked_in_a_text() -> None:
    text = "WNA a.n. Jane Doe, HP 0812-0000-0001, menginap di Lovina"
    assert mask_text(text) == f"WNA a.n. {MASK}, HP {MASK}, menginap di Lovina"


def test_a_name_ends_where_the_sentence_goes_on() -> None:
    assert mask_text("bernama Jane Doe menginap di Lovina") == f"bernama {MASK} menginap di Lovina"


def test_a_batch_is_masked_cell_by_cell_and_says_what_it_hid() -> None:
    cells = pd.DataFrame(
        {
            "c0": ["Contoh Nama", "", "  "],
            "c1": ["catatan", "HP 0812-0000-0001 di Selat", "SK 188.45/12/2019"],
            "c2": ["5108010101010001", "-8.1234567", "contoh@example.id"],
        },
        index=[7, 7, 3],
    )
    before = cells.copy()
    masked, hidden = mask_batch(cells, ["Nama", "Catatan", "x"], {0: Identifier.NAME})
    assert list(hidden) == ["0:nama orang,2:nik", "1:telepon", "2:surel"]
    assert masked.to_numpy().tolist() == [
        [MASK, "catatan", MASK],
        ["", MASK, "-8.1234567"],
        ["  ", "SK 188.45/12/2019", MASK],
    ]
    pd.testing.assert_frame_equal(cells, before)
    assert list(masked.index) == [7, 7, 3]


def test_a_batch_finds_what_single_texts_show() -> None:
    texts = [*HARMLESS, *(text for texts in PERSONAL.values() for text in texts)]
    _cells, hidden = mask_batch(pd.DataFrame({"c0": texts}), ["Catatan"], {})
    assert [bool(note) for note in hidden] == [bool(find_identifiers(text)) for text in texts]


@pytest.mark.parametrize(
    "mark", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
def test_a_mark_that_turns_the_direction_of_writing_hides_no_number(mark: str) -> None:
    text = f"5108010101{mark}700001"
    assert mask_text(text) == MASK
    masked, hidden = mask_batch(pd.DataFrame({"c0": [text]}), ["Catatan"], {})
    assert (masked["c0"].tolist(), hidden.tolist()) == ([MASK], ["0:nik"])


def test_a_batch_without_rows_and_a_column_without_words_pass() -> None:
    masked, hidden = mask_batch(pd.DataFrame({"c0": pd.Series([], dtype=object)}), ["NIK"], {})
    assert len(masked) == len(hidden) == 0
    masked, hidden = mask_batch(pd.DataFrame({"c0": [None, "x"]}), ["Catatan"], {})
    assert list(hidden) == ["", ""]


def test_a_heading_of_two_parts_is_judged_by_each() -> None:
    assert personal_heading("Pelapor / Nama") is Identifier.NAME
    assert personal_heading("Lokasi / Nama Desa") is None
    assert personal_heading("Catatan / NIK") is Identifier.NIK


@pytest.mark.parametrize("desa", ["Pak Bulu", "Ibu Selatan", "Sungai Tuan Ilir", "Gunung Pak-Pak"])
def test_a_desa_with_a_title_in_its_name_is_no_person(desa: str) -> None:
    assert find_identifiers(desa) == ()
