"""Names of a source matched to the register."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries.match import (
    assign_kecamatan,
    is_transmigration_unit,
    match_names,
    match_report,
    normalised,
    squashed,
)


def make_units(*names: str, kecamatan: str = "Selat") -> pd.DataFrame:
    return pd.DataFrame({"nama": names, "kecamatan": kecamatan})


def make_register(names: dict[str, str], kecamatan: str = "Selat") -> pd.DataFrame:
    frame = pd.DataFrame({"nama": names, "kecamatan": kecamatan}).rename_axis("kode")
    return frame.assign(parent=frame.index.str[:8])


def make_tiles(*kecamatan: str, gap_before: int | None = None) -> gpd.GeoDataFrame:
    """Squares in a row, one a unit; those from `gap_before` on lie a little apart."""
    shift = [0.5 if gap_before is not None and n >= gap_before else 0 for n in range(9)]
    squares = [shapely.box(n + shift[n], 0, n + 1 + shift[n], 1) for n in range(len(kecamatan))]
    return gpd.GeoDataFrame({"kecamatan": kecamatan}, geometry=squares)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("GunungBintangAwai", "Gn. Bintang Awai"),
        ("SeiPasah", "Sungai Pasah"),
        ("TbgManyangan", "Tumbang Manyangan"),
        ("PapuyuIi", "Papuyu II"),
        ("AmpahDua", "Ampah II"),
        ("LembangLe'tek", "Le'tek"),
        ("MuaraJaAn", "Muara Ja'an"),
    ],
)
def test_names_written_otherwise_are_the_same_when_normalised(ours: str, theirs: str) -> None:
    assert normalised(ours) == normalised(theirs)


def test_a_name_of_one_word_is_left_as_it_is() -> None:
    assert normalised("Sei") == "sei"
    assert normalised("Lembang") == "lembang"
    assert squashed("Gn. Bintang 2") == "gnbintang2"


def test_a_match_says_how_it_was_found() -> None:
    units = make_units("PalangkaRaya", "SeiAhas", "MuliaSari")
    register = make_register({"1": "Palangka Raya", "2": "Sungai Ahas", "3": "Mulyasari"})
    matched = match_names(units, register)
    assert matched["kode"].tolist() == ["1", "2", "3"]
    assert matched["how"].tolist() == ["exact", "abbreviation", "fuzzy"]
    assert matched["score"].tolist() == [100, 100, 88.9]


def test_the_kecamatan_tells_two_desa_of_one_name_apart() -> None:
    register = pd.concat(
        [make_register({"1": "Kayuputih"}, "Banjar"), make_register({"2": "Kayuputih"}, "Sukasada")]
    )
    units = pd.concat(
        [make_units("Kayuputih", kecamatan="Sukasada"), make_units("Kayuputih", kecamatan="Banjar")]
    ).set_axis(["south", "west"])
    assert match_names(units, register)["kode"].to_dict() == {"south": "2", "west": "1"}


def test_each_desa_is_given_once_and_to_the_surest_unit() -> None:
    units = make_units("Garong", "Garung")
    matched = match_names(units, make_register({"1": "Garung"}))
    assert matched["kode"].to_dict() == {1: "1"}


def test_names_that_differ_by_their_number_are_different_places() -> None:
    register = make_register({"1": "Kuala Pembuang I", "2": "Kuala Pembuang II"})
    matched = match_names(make_units("KualaPembuangIi", "KualaPembuangIii"), register)
    assert matched["kode"].to_dict() == {0: "2"}


def test_the_first_of_several_may_be_without_its_number() -> None:
    register = make_register({"1": "Tumbang Olong I", "2": "Tumbang Olong II"})
    matched = match_names(make_units("TumbangOlong", "TumbangOlongIi"), register)
    assert matched["kode"].to_dict() == {0: "1", 1: "2"}


def test_a_transmigration_unit_is_never_a_desa() -> None:
    assert is_transmigration_unit("UptLamuntiB3")
    assert is_transmigration_unit("UPT Paya Kumer")
    assert not is_transmigration_unit("Uptown")
    register = make_register({"1": "UPT Dadahup"})
    assert match_names(make_units("UptDadahup"), register).empty


def test_without_units_or_without_desa_nothing_matches() -> None:
    assert match_names(make_units(), make_register({"1": "Selat"})).empty
    assert match_names(make_units("Selat"), make_register({})).empty


def test_a_unit_goes_where_its_whole_kecamatan_went() -> None:
    tiles = make_tiles("Mantangai", "Mantangai", "Basarang")
    found = pd.Series({0: "62.03.09", 2: "62.03.05"})
    assert assign_kecamatan(tiles, found).tolist() == ["62.03.09", "62.03.09", "62.03.05"]


def test_of_a_split_kecamatan_a_unit_goes_to_its_longest_border() -> None:
    tiles = make_tiles("Teweh", "Teweh", "Teweh", "Teweh")
    tiles.loc[3, "geometry"] = shapely.box(1, 1, 2, 2)  # meets only the second, from above
    found = pd.Series({0: "62.05.01", 2: "62.05.08"})
    tiles.loc[1, "geometry"] = shapely.union(shapely.box(1, 0, 2, 1), shapely.box(0, -1, 2, 0))
    assert assign_kecamatan(tiles, found).tolist() == [
        "62.05.01",
        "62.05.01",
        "62.05.08",
        "62.05.01",
    ]


def test_an_island_of_a_split_kecamatan_goes_to_the_nearest() -> None:
    tiles = make_tiles("Teweh", "Teweh", "Teweh", gap_before=2)
    found = pd.Series({0: "62.05.01", 1: "62.05.08"})
    assert assign_kecamatan(tiles, found)[2] == "62.05.08"


def test_without_any_match_nothing_is_assigned() -> None:
    assert assign_kecamatan(make_tiles("Teweh"), pd.Series(dtype=object)).isna().all()


def test_the_report_lists_every_desa_and_every_other_unit() -> None:
    register = make_register({"51.08.03.2002": "Dapdap Putih", "51.08.03.2003": "Titab"})
    found = pd.DataFrame(
        {"source_name": ["Titab"], "how": ["exact"], "score": [100.0]}, index=["51.08.03.2003"]
    )
    others = pd.DataFrame({"source_name": ["Tista", "Laut"], "parent": ["51.08.03", None]})
    report = match_report(register, found, others)
    assert report["how"].tolist() == ["no polygon", "exact", "unassigned", "assigned"]
    assert report["kode"].tolist() == ["51.08.03.2002", "51.08.03.2003", "", ""]
    assert report["kecamatan"].tolist() == ["51.08.03", "51.08.03", "", "51.08.03"]
