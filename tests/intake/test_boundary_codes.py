"""Codes told by their names: Kemendagri's, BPS's, and those that could be either."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from geo.errors import DataError
from geo.intake.boundaries.codes import Codes, Coding, bps_form, kemendagri_form, read_codes
from geo.intake.boundaries.names import BPS_SHUFFLED, bps_kabupaten, name_areas
from geo.words import Level
from tests.small_land import make_areas

pytestmark = pytest.mark.usefixtures("land")
KEMENDAGRI_TO_BPS = {kode: bps for bps, kode in BPS_SHUFFLED.items()}


def codes_of(
    areas: gpd.GeoDataFrame, *, column: str | None = None, level: Level | None = None
) -> Codes:
    attributes = pd.DataFrame(areas.drop(columns="geometry"))
    return read_codes(attributes, file="map.gpkg", code_column=column, level=level)


def as_bps(kode: str) -> str:
    """What BPS calls an area: its own kabupaten, a kecamatan times ten, a desa from 001."""
    kabupaten = KEMENDAGRI_TO_BPS.get(kode[:5], kode[:5].replace(".", ""))
    return kabupaten + kode[6:8] + "0" + (kode[-3:] if len(kode) > 8 else "")


def in_bps(level: Level, within: str = "") -> gpd.GeoDataFrame:
    areas = make_areas(level, within=within)
    return areas.assign(KODE=areas["KODE"].map(as_bps))


@pytest.mark.parametrize("level", [Level.KECAMATAN, Level.DESA])
def test_the_columns_are_found_among_others(level: Level) -> None:
    areas = make_areas(level)
    areas.insert(0, "OBJECTID", [str(100_000 + n) for n in range(len(areas))])
    areas["KAB"], areas["KEC"] = areas["KODE"].str[:5], areas["KODE"].str[:8]
    areas["WADMKC"] = "Selat"
    codes = codes_of(areas)
    assert (codes.code_column, codes.name_column, codes.level) == ("KODE", "NAMA", level)
    assert codes.coding == Coding.KEMENDAGRI


def test_codes_without_dots_are_kemendagris_where_the_names_agree() -> None:
    areas = make_areas(Level.DESA)
    undotted = areas.assign(KODE=areas["KODE"].str.replace(".", ""))
    codes = codes_of(undotted)
    assert codes.coding == Coding.KEMENDAGRI
    assert name_areas(codes)["kode"].tolist() == areas["KODE"].tolist()


@pytest.mark.parametrize("level", [Level.KECAMATAN, Level.DESA])
def test_bps_codes_are_told_by_names_and_translated(level: Level) -> None:
    codes = codes_of(in_bps(level))
    assert codes.coding == Coding.BPS
    assert name_areas(codes)["kode"].tolist() == make_areas(level)["KODE"].tolist()


def test_bps_6210_is_pulang_pisau_and_6211_gunung_mas() -> None:
    table = codes_of(in_bps(Level.DESA, "62")).table
    chosen = bps_kabupaten(table["bps"], table["name"], Level.DESA)
    assert chosen == {"6210": "62.11", "6211": "62.10"}


def test_a_bps_desa_with_a_foreign_name_stays_without_kode() -> None:
    areas = in_bps(Level.DESA)
    areas.loc[0, "NAMA"] = "UPT Lamunti B3"
    rows = name_areas(codes_of(areas))
    assert rows["kode"].iloc[0] == "" and rows["kabupaten"].iloc[0] == "51.07"


def test_six_digits_that_only_look_like_kemendagri_codes_are_refused() -> None:
    areas = in_bps(Level.KECAMATAN, "62")
    with pytest.raises(DataError, match=r"KODE may hold codes of Kemendagri or of BPS.*names"):
        codes_of(areas.assign(KODE=areas["KODE"].str[:6]))


def test_without_names_only_dotted_codes_of_the_register_are_believed() -> None:
    areas = make_areas(Level.KECAMATAN).drop(columns="NAMA")
    assert codes_of(areas).coding == Coding.KEMENDAGRI
    with pytest.raises(DataError, match="no column holds names"):
        codes_of(areas.assign(KODE=areas["KODE"].str.replace(".", "")))


def test_a_file_without_codes_names_its_columns_and_the_option() -> None:
    with pytest.raises(DataError, match=r"map.gpkg: no column holds codes.*NAMA.*--code-column"):
        codes_of(make_areas(Level.DESA).drop(columns="KODE"))


def test_a_told_column_must_exist() -> None:
    with pytest.raises(DataError, match="no column KDEPUM. Choose one of: KODE, NAMA"):
        codes_of(make_areas(Level.DESA), column="KDEPUM")


def test_only_kecamatan_and_desa_are_read() -> None:
    with pytest.raises(DataError, match="not of kabupaten"):
        codes_of(make_areas(Level.DESA), level=Level.KABUPATEN)


def test_the_word_for_kecamatan_before_a_name_does_not_matter() -> None:
    areas = make_areas(Level.KECAMATAN)
    codes = codes_of(areas.assign(NAMA="Kec. " + areas["NAMA"]))
    assert codes.coding == Coding.KEMENDAGRI and codes.table["name"].iloc[0] == "RENDANG"


@pytest.mark.parametrize(
    ("text", "kemendagri", "bps"),
    [
        ("51.08.01.2001", "51.08.01.2001", ""),
        ("5108012001", "51.08.01.2001", "5108012001"),
        ("5108010001", "", "5108010001"),
        ("ID5108010001", "", "5108010001"),
        ("51.08.01", "", ""),
        ("51080120011", "", ""),
    ],
)
def test_the_form_of_a_desa_code(text: str, kemendagri: str, bps: str) -> None:
    texts = pd.Series([text])
    assert kemendagri_form(texts, Level.DESA).tolist() == [kemendagri]
    assert bps_form(texts, Level.DESA).tolist() == [bps]
