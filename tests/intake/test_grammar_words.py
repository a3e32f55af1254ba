"""Words are known by value, by label in either language, or by a listed synonym; no other way."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.intake.grammar_words import (
    agency_names,
    known_words,
    read_agencies,
    read_words,
    synonym_rows,
    word_labels,
)
from geo.intake.reason_words import Reason
from geo.text import language, use_language
from geo.words import (
    Accuracy,
    Channel,
    FollowUp,
    Level,
    Measure,
    OperationKind,
    Suspicion,
    TeamStatus,
)

LISTS = [Channel, Suspicion, Accuracy, FollowUp, Level, Measure, OperationKind, TeamStatus]


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize("words", LISTS)
def test_every_value_and_every_label_is_known(words: type[Channel]) -> None:
    for word in words:
        for text in (word.value, word.value.upper(), *word_labels(word)):
            known = known_words(words)
            assert read_words(column(text), words).reason[0] in ("", Reason.NOT_STATED)
            assert known


@pytest.mark.parametrize(
    ("words", "cell", "meant"),
    [
        (Channel, "Warga", "masyarakat"),
        (Channel, "HOTEL", "penginapan"),
        (Channel, "Polsek", "instansi anggota"),
        (Channel, " Perangkat  Desa ", "perangkat desa"),
        (Channel, "Village officials", "perangkat desa"),
        (Suspicion, "overstay", "melebihi izin tinggal"),
        (Suspicion, "Misuse of a stay permit", "penyalahgunaan izin tinggal"),
        (Suspicion, "lain-lain", "lainnya"),
        (Accuracy, "GPS", "gps"),
        (FollowUp, "tuntas", "selesai"),
        (Level, "Kec.", "kecamatan"),
        (OperationKind, "insidental", "insidentil"),
        (Measure, "Jumlah Penduduk", "penduduk"),
        (TeamStatus, "sudah dibentuk", "terbentuk"),
    ],
)
def test_a_word_is_read_as_offices_write_it(words: type[Channel], cell: str, meant: str) -> None:
    read = read_words(column(cell), words)
    assert (read.values[0], read.reason[0]) == (meant, "")


def test_a_word_that_is_only_like_one_is_suggested_and_not_taken() -> None:
    read = read_words(column("Masyarkat", "qqqqqq", "NA"), Channel)
    assert list(read.values) == ["", "", ""]
    assert set(read.reason) == {Reason.WORD}
    assert read.details["Masyarkat"] == ("masyarakat",)
    assert "NA" not in read.details


def test_an_empty_cell_and_a_dash_are_no_word() -> None:
    read = read_words(column("", "-"), Channel)
    assert (list(read.values), list(read.reason)) == (["", ""], ["", ""])


@pytest.mark.parametrize("cell", ["aktif", "Tidak aktif", "belum diketahui"])
def test_a_status_that_is_computed_is_not_stated(cell: str) -> None:
    read = read_words(column(cell), TeamStatus)
    assert (read.values[0], read.reason[0]) == ("", Reason.NOT_STATED)


def test_the_language_of_the_reader_stays_as_it_was() -> None:
    spoken = language()
    use_language("en")
    try:
        assert word_labels(Channel.PUBLIC) == ("Masyarakat", "Public")
        assert language() == "en"
    finally:
        use_language(spoken)


def test_agencies_go_by_key_name_and_synonym() -> None:
    names = agency_names(
        pd.DataFrame(
            {
                "agency": ["satpol-pp", "polsek"],
                "nama": ["Satpol PP", "Polsek"],
                "name_en": ["Civil service police", "Police (kecamatan)"],
            }
        )
    )
    cells = column("SATPOL PP", "satpol-pp", "Pol. PP", "police (kecamatan)", "BNN", "Polsekk")
    read = read_agencies(cells, names)
    assert list(read.values) == ["satpol-pp"] * 3 + ["polsek", "", ""]
    assert list(read.reason[4:]) == [Reason.AGENCY] * 2
    assert read.details["Polsekk"] == ("polsek",)


def test_a_name_of_two_agencies_names_neither() -> None:
    both = {"agency": ["a", "b"], "nama": ["Dinas", "Dinas"], "name_en": ["One", "Two"]}
    assert agency_names(pd.DataFrame(both)) == {"a": "a", "b": "b", "one": "a", "two": "b"}


def test_the_synonyms_that_ship_are_in_order() -> None:
    rows = synonym_rows()
    assert len(rows) > 150
    for words in LISTS:
        values = {word.value for word in words}
        assert set(known_words(words).values()) == values


def test_no_synonym_says_another_word_than_a_value_or_a_label() -> None:
    lists = {"channel": Channel, "suspicion": Suspicion, "accuracy": Accuracy, "level": Level}
    lists |= {"follow_up": FollowUp, "status": TeamStatus, "operation": OperationKind}
    lists |= {"measure": Measure}
    for row in synonym_rows():
        if words := lists.get(row["words"]):
            assert read_words(column(row["synonym"]), words).values[0] == row["word"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("channel,masyarakat,x\nchannel,media,X.", r"line 3, synonym 'X\.'|baris 3, synonym 'X\.'"),
        ("channel,orang,x", "orang"),
        ("colour,merah,x", "colour"),
        ("channel,media,", "synonym"),
    ],
)
def test_a_fault_in_the_file_of_synonyms_is_named(tmp_path: Path, lines: str, message: str) -> None:
    file = tmp_path / "word_synonyms.csv"
    file.write_text(f"words,word,synonym\n{lines}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        synonym_rows(file)
