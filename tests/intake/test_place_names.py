"""A kode or names come to exactly one area of the register, or are asked about."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.home import facts_folder
from geo.intake.place_index import Places, normalised, read_aliases, read_places
from geo.intake.place_names import Found, find_place, find_places
from geo.words import Level, level_of, parent_of
from tests.intake.judged_rows import make_places


def found(**names: str) -> Found:
    return find_place(make_places(aliases=[("51.08.05", "Sangket")]), **names)


@pytest.mark.parametrize(
    ("names", "kode"),
    [
        ({"desa": "ANTURAN"}, "51.08.06.2002"),
        ({"desa": "Kel. Anturan"}, "51.08.06.2002"),
        ({"desa": "Desa Anturan"}, "51.08.06.2002"),
        ({"desa": "sumberklampok"}, "51.08.01.2001"),
        ({"desa": "Sumber-Klampok"}, "51.08.01.2001"),
        ({"kecamatan": "Kec. Gerokgak"}, "51.08.01"),
        ({"kabupaten": "Kab. Buleleng"}, "51.08"),
        ({"kabupaten": "buleleng"}, "51.08"),
        ({"kecamatan": "Sangket"}, "51.08.05"),
        ({"desa": "Kayu Putih", "kecamatan": "Banjar"}, "51.08.04.2003"),
        ({"desa": "Selat", "kecamatan": "Sukasada"}, "51.08.05.2014"),
        ({"kecamatan": "Selat", "kabupaten": "Karangasem"}, "51.07.07"),
        ({"kecamatan": "Buleleng", "kabupaten": "Buleleng"}, "51.08.06"),
        ({"kecamatan": "Kecamatan Buleleng"}, "51.08.06"),
        ({"kode": "51.08.04.2003"}, "51.08.04.2003"),
        ({"kode": "51.08.04", "desa": "Kayuputih"}, "51.08.04.2003"),
        ({"kode": "51.08.04.2003", "desa": "-", "kecamatan": "Banjar"}, "51.08.04.2003"),
        ({}, ""),
        ({"desa": "-"}, ""),
    ],
)
def test_names_are_exact_but_for_case_signs_and_the_word_for_the_level(
    names: dict[str, str], kode: str
) -> None:
    assert found(**names) == Found(kode)


@pytest.mark.parametrize(
    ("names", "options"),
    [
        ({"desa": "Kayuputih"}, ("51.08.04.2003", "51.08.05.2015")),
        ({"desa": "Selat"}, ("51.07.07", "51.07.07.2001", "51.08.05.2014")),
        ({"desa": "Selat", "kabupaten": "Buleleng"}, None),
        ({"kecamatan": "Buleleng"}, ("51.08", "51.08.06")),
        ({"desa": "Desa Selat"}, ("51.07.07.2001", "51.08.05.2014")),
    ],
)
def test_a_name_of_several_areas_is_asked_about(
    names: dict[str, str], options: tuple[str, ...] | None
) -> None:
    result = found(**names)
    if options is None:
        assert result == Found("51.08.05.2014")
    else:
        assert (result.kode, result.reason, result.details) == ("", "name of several", options)


@pytest.mark.parametrize(
    "names",
    [
        {"kode": "51.08.04.2003", "desa": "Selat"},
        {"kode": "51.08.04.2003", "kecamatan": "Sukasada"},
        {"kode": "51.08.04", "desa": "Selat"},
        {"desa": "Anturan", "kecamatan": "Banjar"},
        {"kecamatan": "Banjar", "kabupaten": "Karangasem"},
    ],
)
def test_a_kode_and_names_that_contradict_each_other_come_to_nothing(
    names: dict[str, str],
) -> None:
    result = found(**names)
    assert (result.kode, result.reason) == ("", "names differ")


def test_a_name_that_is_like_another_is_suggested_and_not_taken() -> None:
    result = found(desa="Anturam", kecamatan="Buleleng", kabupaten="Buleleng")
    assert (result.kode, result.reason) == ("", "name not in register")
    assert result.details == ("51.08.06.2002",)


def test_only_areas_within_the_parent_are_suggested() -> None:
    assert found(desa="Anturam", kecamatan="Banjar").details == ()


@pytest.mark.parametrize(
    ("names", "kode", "reason"),
    [
        ({"kabupaten": "Badung", "kecamatan": "Kuta"}, "51.03", "place outside"),
        ({"kode": "62.10.01"}, "62.10.01", "place outside"),
        ({"kode": "62.10.01", "kecamatan": "Sepang"}, "62.10.01", "place outside"),
        ({"kode": "51.99"}, "", "kode not in register"),
        ({"kode": "51"}, "", "other level"),
        ({"kode": "5108"}, "", "not a kode"),
        ({"kabupaten": "Atlantis"}, "", "name not in register"),
    ],
)
def test_areas_of_other_offices_and_of_nobody_are_told_apart(
    names: dict[str, str], kode: str, reason: str
) -> None:
    result = found(**names)
    assert (result.kode, result.reason) == (kode, reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sei Pasah", "Sungai Pasah"), ("Gn. Bintang Awai", "GUNUNG BINTANG-AWAI"), ("Ja'an", "Jaan")],
)
def test_usual_short_forms_are_the_same_name(one: str, other: str) -> None:
    assert normalised(one, Level.KECAMATAN) == normalised(other, Level.KECAMATAN)


def test_letters_of_another_script_are_not_dropped() -> None:
    assert found(desa="Anturan\u0416").reason == "name not in register"


def test_each_row_gets_its_own_place_in_its_own_order() -> None:
    rows = pd.DataFrame({"desa": ["Anturan", "", "Kayuputih", "Anturan"]}, index=[7, 3, 5, 1])
    places = find_places(rows, make_places())
    assert list(places.index) == [7, 3, 5, 1]
    assert list(places["kode"]) == ["51.08.06.2002", "", "", "51.08.06.2002"]


def test_an_alias_of_an_unknown_kode_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "place_aliases.csv"
    file.write_text("kode,alias,source\n51.99,Lama,surat\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"place_aliases.csv.*51.99"):
        read_aliases(file, known=["51.08"])


@pytest.mark.real
@pytest.mark.usefixtures("real_home")
def test_shipped_aliases_and_ambiguous_names_of_the_real_register() -> None:
    bali, kapuas = read_places(["51.01", "51.07", "51.08"]), read_places(["62.03", "62.71"])
    assert find_place(bali, desa="Sangket").kode == "51.08.05.1009"
    assert find_place(kapuas, kecamatan="Sebangau").kode == "62.71.04"
    for places, name in ((bali, "Selat"), (bali, "Kayuputih"), (kapuas, "Sidomulyo")):
        assert find_place(places, desa=name).reason == "name of several"
    for name in ("Buleleng", "Karangasem", "Jembrana"):
        assert find_place(bali, kecamatan=name).reason == "name of several"
    for places in (bali, kapuas):
        aliases = [pair for pair in _shipped(places) if places.is_own(pair[0])]
        taken = {(level_of(kode), parent_of(kode), places.names[kode]) for kode in places.names}
        assert [a for k, a in aliases if (level_of(k), parent_of(k), a) in taken] == []
        assert all(find_place(places, kode=kode).kode == kode for kode, _alias in aliases)


def _shipped(places: Places) -> list[tuple[str, str]]:
    return read_aliases(facts_folder() / "place_aliases.csv", known=places.names)


def test_facts_without_a_file_of_aliases_have_none(
    land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_FACTS", str(tmp_path))
    assert find_place(read_places(["51.08"]), kecamatan="Gerokgak").kode == "51.08.01"
