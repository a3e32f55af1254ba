"""Real files of Bali and Kalimantan Tengah used over what set-up builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.boundaries.layers import read_areas, read_current, take_back
from geo.home import home
from geo.intake.boundaries.names import BPS_SHUFFLED
from geo.intake.boundaries.use import use_boundaries
from geo.intake.report import Finding, Report, Severity
from geo.words import Level

pytestmark = pytest.mark.real
SINGARAJA = ["51.01", "51.07", "51.08"]
PALANGKA_RAYA = ["62.03", "62.04", "62.05", "62.10", "62.11", "62.12", "62.13", "62.71"]
SEA_OF_SINGARAJA = 16


@pytest.fixture
def real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what set-up has built."""
    built = home() / "boundaries"
    if not (built / "current.json").exists():
        pytest.skip("no boundaries are built yet: petapora build")
    ignored = shutil.ignore_patterns("downloads", "custom-*")
    shutil.copytree(built, tmp_path / "boundaries", ignore=ignored)
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    missing = {"51", "62"} - {k for k, n in read_current().sets.items() if "custom" not in n}
    if missing:
        pytest.skip(f"set-up's own boundaries of {sorted(missing)} are not in use")
    return tmp_path


def finding(report: Report, check: str) -> Finding:
    (found,) = [f for f in report.findings if f.check == check]
    return found


def layer(test_data: Path, name: str, provinsi: str) -> gpd.GeoDataFrame:
    areas = gpd.read_parquet(test_data / "boundaries" / f"{name}.parquet")
    return areas[areas["code"].str[:2] == provinsi].reset_index(drop=True)


def as_bps(kode: str) -> str:
    digits = {kode: bps for bps, kode in BPS_SHUFFLED.items()}
    kabupaten = digits.get(kode[:5], kode[:5].replace(".", ""))
    return kabupaten + kode[6:8] + "0" + (kode[-3:] if len(kode) > 8 else "")


def test_kecamatan_of_bali_in_utm_give_the_areas_that_were_measured(
    test_data: Path, real_home: Path
) -> None:
    bali = layer(test_data, "kecamatan_from_desa", "51").to_crs("EPSG:32750")
    bali.to_file(real_home / "bali.gpkg")
    before = read_areas(Level.DESA, SINGARAJA)
    report = use_boundaries(real_home / "bali.gpkg", source="Peta Bali", vintage="2025")
    kabupaten = read_areas(Level.KABUPATEN, SINGARAJA)["area_km2"]
    assert report.in_use and finding(report, "tiling").severity == Severity.OK
    assert kabupaten.tolist() == pytest.approx([849.15, 839.36, 1322.68], abs=0.05)
    kecamatan = read_areas(Level.KECAMATAN, SINGARAJA)
    assert len(kecamatan) == 22 and kecamatan["coastal"].sum() == SEA_OF_SINGARAJA
    assert read_areas(Level.DESA, SINGARAJA).equals(before)
    assert list(take_back()) == ["51"]
    assert set(read_areas(Level.KECAMATAN, SINGARAJA)["source"]) != {"Peta Bali"}


def test_desa_of_two_provinces_dissolve_upwards_into_tiles(
    test_data: Path, real_home: Path
) -> None:
    report = use_boundaries(test_data / "boundaries" / "desa_51_62_clean.parquet")
    assert report.in_use and report.provinsi == ("51", "62")
    assert finding(report, "spelling").n == 1
    for office, kecamatan, desa, km2 in (
        (SINGARAJA, 22, 277, 3011.19),
        (PALANGKA_RAYA, 77, 911, 81886.32),
    ):
        assert len(read_areas(Level.DESA, office)) == desa
        areas = read_areas(Level.KECAMATAN, office)
        assert len(areas) == kecamatan
        assert areas["area_km2"].sum() == pytest.approx(km2, rel=1e-4)
        assert shapely.coverage_is_valid(areas.geometry.to_numpy())


def test_overlaps_and_gaps_of_a_coarse_layer_are_reported_and_closed(
    test_data: Path, real_home: Path
) -> None:
    layer(test_data, "kecamatan", "51").to_file(real_home / "coarse.geojson")
    report = use_boundaries(real_home / "coarse.geojson")
    tiling = finding(report, "tiling")
    assert tiling.severity == Severity.WARN and "50.725" in tiling.text and "62.476" in tiling.text
    areas = read_areas(Level.KECAMATAN, [k.kode for k in report.kabupaten])
    assert len(areas) == 57 and shapely.coverage_is_valid(areas.geometry.to_numpy())


def test_bps_codes_of_kalimantan_tengah_are_told_and_translated(
    test_data: Path, real_home: Path
) -> None:
    desa = layer(test_data, "desa_51_62_clean", "62")
    foreign = desa.assign(IDDESA=desa["code"].map(as_bps), NMDESA=desa["name"].str.upper())
    foreign[["IDDESA", "NMDESA", "geometry"]].to_parquet(real_home / "bps.parquet")
    report = use_boundaries(real_home / "bps.parquet")
    assert report.coding == "BPS" and report.in_use
    assert finding(report, "coding").examples[0] == "BPS 6206 → 62.08"
    (unknown,) = finding(report, "register").examples
    assert "TUMBANG TUWE HANTAPANG" in unknown
    areas = read_areas(Level.DESA, PALANGKA_RAYA)
    truth = desa.set_index("code").loc[areas.index].geometry
    assert len(areas) == 910
    assert areas.representative_point().within(truth).all()
