"""The facts that ship, against the real register."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.boundaries.layers import read_areas
from geo.home import ROOT
from geo.store.facts import Facts, names_by_kode, read_facts
from geo.words import Level, kode_at, level_of

pytestmark = pytest.mark.real

KECAMATAN = {
    "51.01": 5, "51.07": 8, "51.08": 9,
    "62.03": 17, "62.04": 6, "62.05": 9, "62.10": 12,
    "62.11": 8, "62.12": 10, "62.13": 10, "62.71": 5,
}  # fmt: skip
"""Number of kecamatan in each kabupaten of the two offices."""

PLACE_TOLERANCE_M = 2_500
"""Places are good to about 1 km, and some lie at the shore."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(ROOT / "data")


def test_the_register_has_77_kecamatan_for_palangka_raya_and_22_for_singaraja() -> None:
    names = names_by_kode()
    kecamatan = [kode for kode in names.index if level_of(kode) is Level.KECAMATAN]
    owners = pd.Series(kecamatan).map(lambda kode: kode_at(kode, Level.KABUPATEN)).value_counts()
    assert owners.reindex(KECAMATAN).to_dict() == KECAMATAN


def test_two_offices_ship_with_their_kabupaten_and_time_zones(facts: Facts) -> None:
    assert {key: (len(o.kabupaten), str(o.timezone)) for key, o in facts.offices.items()} == {
        "singaraja": (3, "Asia/Makassar"),
        "palangka-raya": (8, "Asia/Pontianak"),
    }


def test_each_fact_names_a_document_and_speaks_only_of_the_offices_own_areas(
    facts: Facts,
) -> None:
    own = {kode for office in facts.offices.values() for kode in office.kabupaten}
    assert set(facts.formation["source"]) <= set(facts.sources)
    assert set(facts.formation["kode"].str[:5]) <= own


def test_press_reports_and_web_pages_wait_for_an_office_to_confirm_them(facts: Facts) -> None:
    unconfirmed = {key for key, source in facts.sources.items() if not source.confirmed}
    assert set(facts.formation["source"]) <= unconfirmed


def test_every_text_ships_in_both_languages(facts: Facts) -> None:
    notes = [source.notes for source in facts.sources.values()]
    notes += [s.publishers for s in facts.sources.values()]
    notes += [s.sayers for s in facts.sources.values()]
    notes += [claim.notes for claim in facts.claims] + [claim.sayers for claim in facts.claims]
    notes += [agency.names for agency in facts.agencies.values()]
    assert [each for each in notes if bool(each["id"]) != bool(each["en"])] == []
    told = facts.formation[["note_id", "note_en"]] != ""
    assert (told["note_id"] == told["note_en"]).all()


def test_singaraja_lists_fourteen_agencies_in_kabupaten_and_four_in_kecamatan(
    facts: Facts,
) -> None:
    levels = pd.Series([m.level.value for m in facts.members if m.office == "singaraja"])
    assert levels.value_counts().to_dict() == {"kabupaten": 14, "kecamatan": 4}


def test_each_place_lies_in_the_kecamatan_it_names_or_at_its_shore(facts: Facts) -> None:
    kabupaten = [kode for office in facts.offices.values() for kode in office.kabupaten]
    kecamatan = read_areas(Level.KECAMATAN, kabupaten).to_crs("EPSG:6933").geometry
    places = facts.places
    points = gpd.GeoSeries.from_xy(places["lng"], places["lat"], crs="EPSG:4326")
    named = kecamatan.loc[places["kode"]].reset_index(drop=True)
    metres = points.to_crs("EPSG:6933").distance(named)
    assert places["nama"][metres > PLACE_TOLERANCE_M].to_list() == []


def test_a_comment_explains_every_file_of_facts() -> None:
    files = sorted((ROOT / "data").glob("*.csv"))
    first = {file.name: file.read_text(encoding="utf-8")[:2] for file in files}
    assert [name for name, start in first.items() if start != "# "] == []


def test_a_third_office_is_one_more_row(tmp_path: Path) -> None:
    for file in (ROOT / "data").glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "offices.csv").open("a", encoding="utf-8") as offices:
        offices.write("denpasar,Kantor Denpasar,Denpasar,Asia/Makassar,51.03 51.71,,register\n")
    office = read_facts(tmp_path).offices["denpasar"]
    assert office.kabupaten == ("51.03", "51.71")
    assert len(read_areas(Level.KECAMATAN, office.kabupaten)) == 10
