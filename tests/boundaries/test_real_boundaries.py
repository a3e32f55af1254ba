"""The real packages and files: what both sources give for both offices."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries import layers
from geo.boundaries.coast import COASTAL_FROM_M
from geo.boundaries.register import read_islands
from geo.boundaries.tiling import DISPLAY_TOLERANCE, tiling_faults
from geo.crs import EQUAL_AREA
from geo.maps.geometry import area_geometry
from geo.words import Level
from tests.boundaries.real_build import OFFICES, PROVINCES, Built

pytestmark = pytest.mark.real

both = pytest.mark.parametrize("source", ["wilayah", "gadm"])

KECAMATAN = {
    "51.01": 5, "51.07": 8, "51.08": 9,
    "62.03": 17, "62.04": 6, "62.05": 9, "62.10": 12,
    "62.11": 8, "62.12": 10, "62.13": 10, "62.71": 5,
}  # fmt: skip
DESA = {
    "51.01": 51, "51.07": 78, "51.08": 148,
    "62.03": 231, "62.04": 93, "62.05": 103, "62.10": 127,
    "62.11": 99, "62.12": 125, "62.13": 103, "62.71": 30,
}  # fmt: skip
AREA_KM2 = {
    "51.01": 849.15, "51.07": 839.36, "51.08": 1322.68,
    "62.03": 17041.31, "62.04": 6332.93, "62.05": 9984.81, "62.10": 9305.79,
    "62.11": 9650.91, "62.12": 23575.29, "62.13": 3146.61, "62.71": 2848.67,
}  # fmt: skip
COASTAL = set(
    "51.01.01 51.01.02 51.01.03 51.01.04 51.01.05 51.07.03 51.07.04 51.07.05 51.07.08 51.08.01 "
    "51.08.02 51.08.04 51.08.06 51.08.07 51.08.08 51.08.09 62.03.04 62.11.02 62.11.08".split()
)
BATAGUH = "62.03.17"


def overlap_share(ours: gpd.GeoSeries, theirs: gpd.GeoSeries) -> pd.Series:
    common = ours.intersection(theirs).area
    return common / (ours.area + theirs.area - common)


def by_kabupaten(areas: gpd.GeoDataFrame) -> dict[str, int]:
    return areas.groupby(areas.index.str[:5]).size().to_dict()


@both
def test_all_99_kecamatan_of_both_offices_have_a_polygon(built: Built, source: str) -> None:
    kecamatan = built.of_offices(source, Level.KECAMATAN)
    assert by_kabupaten(kecamatan) == KECAMATAN
    assert kecamatan.is_valid.all()
    assert not kecamatan.is_empty.any()
    assert kecamatan["nama"].notna().all()


def test_wilayah_boundaries_has_every_desa_of_both_offices(built: Built) -> None:
    assert by_kabupaten(built.of_offices("wilayah", Level.DESA)) == DESA


@both
def test_a_province_is_whole_kabupaten_and_kecamatan(built: Built, source: str) -> None:
    counts = [built.summaries[source][provinsi].counts for provinsi in PROVINCES]
    assert [(each["kabupaten"], each["kecamatan"]) for each in counts] == [(9, 57), (14, 136)]
    assert all(built.summaries[source][provinsi].missing == [] for provinsi in PROVINCES)


def test_areas_are_those_measured_before(built: Built) -> None:
    area = built.of_offices("wilayah", Level.KABUPATEN)["area_km2"]
    assert area.to_dict() == pytest.approx(AREA_KM2, rel=0.005)
    kecamatan = built.of_offices("wilayah", Level.KECAMATAN)["area_km2"]
    assert kecamatan.groupby(kecamatan.index.str[:5]).sum().to_dict() == pytest.approx(
        AREA_KM2, abs=0.01
    )


def test_singaraja_is_smaller_than_it_claims_but_not_by_much(built: Built) -> None:
    area = built.of_offices("wilayah", Level.KABUPATEN)["area_km2"]
    singaraja = area[list(OFFICES["singaraja"])].sum()
    assert 0.01 < 1 - singaraja / 3046.07 < 0.015


@both
@pytest.mark.parametrize("provinsi", PROVINCES)
@pytest.mark.parametrize("level", layers.LAYER_LEVELS)
def test_layers_tile_exactly(built: Built, source: str, provinsi: str, level: Level) -> None:
    areas = gpd.read_parquet(layers.layer_file(built.folder(source, provinsi), level))
    assert areas.is_valid.all()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    faults = tiling_faults(areas)
    assert (faults.overlap_km2, faults.gap_km2) == (0, 0)


@both
@pytest.mark.parametrize("provinsi", PROVINCES)
@pytest.mark.parametrize("level", layers.LAYER_LEVELS)
def test_simplified_neighbours_share_their_borders(
    built: Built, source: str, provinsi: str, level: Level
) -> None:
    file = layers.layer_file(built.folder(source, provinsi), level, display=True)
    areas = gpd.read_parquet(file)
    assert areas.is_valid.all()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    faults = tiling_faults(areas)
    assert faults.overlap_km2 == 0
    assert faults.gap_km2 < 0.001  # the mouth of an inlet, narrower than a metre, may close
    coordinates = areas.get_coordinates().to_numpy() * 1e5
    assert np.allclose(coordinates, coordinates.round(), atol=1e-4)


@both
@pytest.mark.parametrize("level", layers.LAYER_LEVELS)
def test_simplified_areas_are_the_same_but_for_their_edges(
    built: Built, source: str, level: Level
) -> None:
    full, thin = (built.areas(source, level, display=display) for display in (False, True))
    assert thin.drop(columns="geometry").equals(full.drop(columns="geometry"))
    ours, theirs = thin.to_crs(EQUAL_AREA).geometry, full.to_crs(EQUAL_AREA).geometry
    assert overlap_share(ours, theirs).min() > 0.99


def test_desa_are_simplified_by_no_more_than_eleven_metres() -> None:
    assert DISPLAY_TOLERANCE[Level.DESA] <= 0.0001


def test_the_build_agrees_with_the_polygons_cleaned_before(built: Built, test_data: Path) -> None:
    theirs = gpd.read_parquet(test_data / "boundaries" / "kecamatan_from_desa.parquet")
    theirs = theirs.set_index("code").to_crs(EQUAL_AREA).geometry
    ours = built.of_offices("wilayah", Level.KECAMATAN).to_crs(EQUAL_AREA).geometry
    assert overlap_share(ours, theirs.loc[ours.index]).min() > 0.9999


def test_gadm_finds_most_desa_and_never_takes_a_transmigration_unit_for_one(built: Built) -> None:
    report = built.report("gadm")
    report = report[report["kecamatan"].str[:5].isin(KECAMATAN) & (report["source_name"] != "")]
    assert len(report) == 1157
    assert (report["kode"] != "").mean() >= 0.95
    units = report[report["source_name"].str.startswith("Upt")]
    assert len(units) == 38
    assert (units["how"] == "assigned").all()


@both
def test_the_report_lists_every_desa_once(built: Built, source: str) -> None:
    report = built.report(source)
    desa = report[report["kode"] != ""]
    assert desa["kode"].is_unique
    assert len(desa) == 716 + 1571
    has_polygon = set(desa.loc[desa["how"] != "no polygon", "kode"])
    areas = built.areas(source, Level.DESA)
    assert has_polygon == set(areas.index[areas["level"] == Level.DESA])
    others = report[report["kode"] == ""]
    assert len(others) == (areas["level"] == layers.UNMATCHED).sum()
    assert others["kecamatan"].ne("").all()


def test_desa_that_gadm_does_not_know_are_listed_as_without_polygon(built: Built) -> None:
    how = built.report("gadm").set_index("nama")["how"]
    assert how[["Dapdap Putih", "Kalibukbuk"]].tolist() == ["no polygon", "no polygon"]
    assert set(built.report("wilayah")["how"]) == {"code"}


def test_both_sources_draw_the_same_kecamatan(built: Built) -> None:
    ours, theirs = (
        built.of_offices(source, Level.KECAMATAN).to_crs(EQUAL_AREA).geometry
        for source in ("gadm", "wilayah")
    )
    share = overlap_share(ours, theirs)
    assert share[share.index.str[:2] == "51"].median() >= 0.95
    assert share[share.index.str[:2] == "62"].median() >= 0.78


def test_palangka_raya_has_its_new_area_only_from_wilayah_boundaries(built: Built) -> None:
    area = {s: built.of_offices(s, Level.KABUPATEN)["area_km2"]["62.71"] for s in built.summaries}
    assert area["wilayah"] == pytest.approx(2853.13, rel=0.002)
    assert area["gadm"] == pytest.approx(2602, rel=0.002)


@both
def test_19_kecamatan_touch_the_sea_and_bataguh_is_doubtful(built: Built, source: str) -> None:
    kecamatan = built.of_offices(source, Level.KECAMATAN)
    assert set(kecamatan.index[kecamatan["coastal"]]) == COASTAL
    assert kecamatan.index[kecamatan["coast_doubtful"]].tolist() == [BATAGUH]


@both
def test_no_threshold_is_near_what_separates_coast_from_inland(built: Built, source: str) -> None:
    metres = built.of_offices(source, Level.KECAMATAN)["coast_m"].drop(BATAGUH)
    assert metres[metres.index.isin(COASTAL)].min() > 10 * COASTAL_FROM_M[Level.KECAMATAN]
    assert metres[~metres.index.isin(COASTAL)].max() == 0


@both
def test_coastal_desa_lie_in_coastal_kecamatan_and_kabupaten(built: Built, source: str) -> None:
    desa, kabupaten = (built.of_offices(source, level) for level in (Level.DESA, Level.KABUPATEN))
    assert set(desa.loc[desa["coastal"], "parent"]) == COASTAL
    coastal = ["51.01", "51.07", "51.08", "62.03", "62.11"]
    assert kabupaten.index[kabupaten["coastal"]].tolist() == coastal


def test_every_island_of_the_register_lies_in_a_kabupaten(built: Built, home: Path) -> None:
    islands = read_islands()
    islands = islands[islands["parent"].isin(KECAMATAN)]
    kabupaten = built.of_offices("wilayah", Level.KABUPATEN)
    inside = islands.sjoin(kabupaten[["geometry"]], predicate="within")
    assert len(islands) == 51
    assert len(inside) == 51
    elsewhere = inside["parent"] != inside["kode_right"]
    assert inside.loc[elsewhere, "nama"].tolist() == ["Pulau Kaladan"]  # 62.71, drawn in 62.10


def test_an_office_s_kecamatan_are_those_built_last(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(built.home))
    kecamatan = layers.read_areas(Level.KECAMATAN, OFFICES["singaraja"])
    assert len(kecamatan) == 22
    assert set(kecamatan["source"]) == {"gadm"}


def test_both_offices_are_built_in_far_less_than_two_minutes(built: Built) -> None:
    for summaries in built.summaries.values():
        assert sum(summary.seconds for summary in summaries.values()) < 60


@both
@pytest.mark.parametrize("office", OFFICES)
def test_the_desa_of_an_office_weigh_at_most_250_kb_gzipped(
    built: Built, source: str, office: str
) -> None:
    desa = built.areas(source, Level.DESA, display=True)
    own = desa[desa.index.str[:5].isin(OFFICES[office])]
    kabupaten = built.areas(source, Level.KABUPATEN, display=True)
    content = json.dumps(area_geometry(own, kabupaten), ensure_ascii=False, separators=(",", ":"))
    assert len(gzip.compress(content.encode(), 9, mtime=0)) <= 250_000
