"""A build is whole or not there, goes on where it stopped, and falls back."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries import gadm, wilayah
from geo.boundaries.build import build, set_name
from geo.boundaries.layers import (
    AREA_COLUMNS,
    UNMATCHED,
    folder_in_use,
    put_in_use,
    read_areas,
    read_current,
    read_match_report,
    read_summary,
    set_folder,
    take_back,
)
from geo.boundaries.match import match_report
from geo.boundaries.register import read_register
from geo.boundaries.sources import GADM, WILAYAH, Source
from geo.boundaries.tiling import Tiles
from geo.crs import WGS84
from geo.errors import DataError, NotBuilt, SourceUnreachable
from geo.words import Level

pytestmark = pytest.mark.real  # the register and the base map are the real ones


def make_tiles(provinsi: str, source: Source) -> Tiles:
    """The first four desa of a province as squares in the Indian Ocean, and one more unit."""
    register = read_register(Level.DESA)
    register = register[register.index.str[:2] == provinsi]
    four = register.iloc[:4]
    last = pd.DataFrame(
        {"nama": "UptX", "parent": four["parent"].iloc[0]}, index=[f"{four['parent'].iloc[0]}.x001"]
    )
    desa = pd.concat([four, last]).rename_axis("kode")
    squares = [shapely.box(95 + n / 10, -10, 95.1 + n / 10, -9.9) for n in range(len(desa))]
    level = [Level.DESA.value] * 4 + [UNMATCHED]
    frame = gpd.GeoDataFrame(desa.assign(level=level), geometry=squares, crs=WGS84)
    found = pd.DataFrame({"source_name": four["nama"], "how": "code", "score": 100.0})
    others = pd.DataFrame({"source_name": ["UptX"], "parent": [four["parent"].iloc[0]]})
    report = match_report(register, found, others)
    return Tiles(source, frame, report, gpd.GeoSeries([], crs=WGS84))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Both sources give squares; what was asked of them is listed."""
    calls: list[str] = []

    def from_wilayah(provinsi: str, **options: object) -> Tiles:
        calls.append(f"wilayah {provinsi}")
        return make_tiles(provinsi, WILAYAH)

    def from_gadm(provinsi: str, **options: object) -> Tiles:
        calls.append(f"gadm {provinsi}")
        return make_tiles(provinsi, GADM)

    monkeypatch.setattr(wilayah, "read_tiles", from_wilayah)
    monkeypatch.setattr(gadm, "read_tiles", from_gadm)
    monkeypatch.setattr(gadm, "read_units", lambda: None)
    monkeypatch.setattr(gadm, "read_kabupaten", lambda: None)
    return calls


def test_what_is_built_is_in_use_with_all_its_columns(home: Path, asked: list[str]) -> None:
    (summary,) = build(["51"])
    desa = read_areas(Level.DESA, ["51.01"])
    assert list(desa.columns) == [*AREA_COLUMNS, "geometry"]
    assert desa.index.tolist() == read_register(Level.DESA).loc["51":].index[:4].tolist()
    assert desa["coastal"].all()
    assert (summary.units, summary.assigned, summary.matched_share) == (5, 1, 0.8)
    assert summary.counts == {"kabupaten": 1, "kecamatan": 1, "desa": 4}
    assert summary.register == {"kabupaten": 9, "kecamatan": 57, "desa": 716}
    assert len(summary.missing) == 8 + 56
    assert read_summary("51")["area_km2"] == summary.area_km2
    assert read_match_report("51")["how"].value_counts()["no polygon"] == 712


def test_a_kecamatan_holds_the_units_that_are_no_desa(home: Path, asked: list[str]) -> None:
    build(["51"])
    kecamatan, desa = (read_areas(level, ["51.01"]) for level in (Level.KECAMATAN, Level.DESA))
    assert len(desa) == 4
    assert kecamatan["area_km2"].sum() == pytest.approx(desa["area_km2"].sum() * 5 / 4)


def test_a_second_build_makes_nothing_twice(home: Path, asked: list[str]) -> None:
    first = build(["51", "62"])
    assert build(["51", "62"]) == first
    assert asked == ["wilayah 51", "wilayah 62"]


def test_an_interrupted_build_goes_on_and_nothing_half_built_is_read(
    home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(
            "geo.boundaries.build.write_summary",
            lambda folder, done: None if done.provinsi == "51" else interrupted(),
        )
        with pytest.raises(KeyboardInterrupt):
            build(["62"])
    with pytest.raises(NotBuilt, match="62"):
        folder_in_use("62")
    assert not set_folder(set_name(WILAYAH), "62").exists()
    assert list((home / "sets" / set_name(WILAYAH)).iterdir()) == []
    build(["62"])
    assert asked == ["wilayah 62", "wilayah 62"]
    assert len(read_areas(Level.DESA, ["62.01"])) == 4


def test_provinces_done_before_an_interruption_are_not_done_again(
    home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if done == 1 and total == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(["51", "62"], progress=stop)
    assert read_current().sets == {}
    build(["51", "62"])
    assert asked == ["wilayah 51", "wilayah 62"]


def test_an_unreachable_source_gives_way_to_gadm_for_all_provinces(
    home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = wilayah.read_tiles

    def gone_after_one(provinsi: str, **options: object) -> Tiles:
        if provinsi != "51":
            raise SourceUnreachable("no answer")
        return answer(provinsi)

    monkeypatch.setattr(wilayah, "read_tiles", gone_after_one)
    steps: list[str] = []
    build(["51", "62"], progress=lambda step, done, total: steps.append(step))
    assert read_current().sets == dict.fromkeys(("51", "62"), set_name(GADM))
    assert any("no answer" in step for step in steps)
    with pytest.raises(SourceUnreachable):
        build(["51", "62"], source="wilayah")


def test_the_set_before_can_be_taken_back(home: Path, asked: list[str]) -> None:
    build(["51"], source="gadm")
    build(["51"], source="wilayah")
    assert read_summary("51")["source"] == "wilayah"
    assert take_back() == {"51": set_name(GADM)}
    assert read_summary("51")["source"] == "gadm"


def test_a_province_that_cannot_be_built_says_why_and_the_others_are_built(
    home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = gadm.read_tiles

    def fails(provinsi: str, **options: object) -> Tiles:
        if provinsi == "62":
            raise DataError("a file is broken")
        return answer(provinsi, units=None, kabupaten=None)

    monkeypatch.setattr(gadm, "read_tiles", fails)
    bali, kalteng = build(["51", "62"], source="gadm")
    assert (bali.fault, kalteng.fault) == ("", "a file is broken")
    assert read_current().sets == {"51": set_name(GADM)}


def test_a_kode_that_is_no_province_is_refused(home: Path, asked: list[str]) -> None:
    with pytest.raises(DataError, match=r"97.*51"):
        build(["51", "97"])
    assert asked == []


def test_what_reads_wilayah_is_not_made_worse_when_wilayah_cannot_be_reached(
    home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(["51"], source="wilayah")

    def unreachable(provinsi: str, **options: object) -> Tiles:
        raise SourceUnreachable("away")

    monkeypatch.setattr(wilayah, "read_tiles", unreachable)
    build(["51", "62"])
    assert read_current().sets == {"51": set_name(WILAYAH), "62": set_name(GADM)}


def test_a_build_by_itself_leaves_a_file_of_ones_own_in_use(home: Path, asked: list[str]) -> None:
    build(["51"], source="gadm")
    shutil.copytree(set_folder(set_name(GADM), "51"), set_folder("custom-0123", "51"))
    put_in_use("custom-0123", ["51"])
    asked.clear()
    build(["51"])
    assert read_current().sets == {"51": "custom-0123"}
    assert asked == []
    build(["51"], source="gadm")
    assert read_current().sets == {"51": set_name(GADM)}
