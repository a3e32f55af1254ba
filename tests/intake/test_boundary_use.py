"""A file of boundaries used: what it replaces, what it leaves, what refuses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, Polygon

from geo.boundaries.layers import read_areas, read_current, read_match_report, take_back
from geo.errors import NotBuilt
from geo.intake.boundaries.areas import AreaClaim
from geo.intake.boundaries.use import plain_text
from geo.intake.report import Finding, Report, Severity
from geo.words import Level
from tests.small_land import SIDE, kodes, make_areas

pytestmark = pytest.mark.slow

Use = Callable[..., Report]
ALL = ["51.07", "51.08", "62.10", "62.11"]


def finding(report: Report, check: str) -> Finding:
    """The one finding of a check."""
    (found,) = [f for f in report.findings if f.check == check]
    return found


def with_shape(
    areas: gpd.GeoDataFrame, row: int, shape: shapely.Geometry | None
) -> gpd.GeoDataFrame:
    """The same layer with another geometry in one row, counted from 1."""
    shapes = areas.geometry.to_numpy().copy()
    shapes[row - 1] = shape
    return areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=areas.crs))


def merged(areas: gpd.GeoDataFrame, *others: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat([areas, *others], ignore_index=True))


def test_a_file_of_desa_gives_all_levels(built: Report) -> None:
    assert built.in_use and not built.refused
    for level in (Level.KABUPATEN, Level.KECAMATAN, Level.DESA):
        areas = read_areas(level, ALL)
        assert areas.index.tolist() == kodes(level)
        assert set(areas["source"]) == {"first"} and set(areas["vintage"]) == {"2020"}
        assert shapely.coverage_is_valid(areas.geometry.to_numpy())
        assert len(read_areas(level, ALL, display=True)) == len(areas)


def test_names_come_from_the_register_and_not_from_the_file(built: Report) -> None:
    assert read_areas(Level.DESA, ["51.08"])["nama"].iloc[0] == "Sumber Klampok"


def test_only_areas_at_the_sea_are_coastal(built: Report) -> None:
    coastal = read_areas(Level.DESA, ALL)["coastal"]
    assert coastal.index[coastal].tolist() == kodes(Level.DESA, within="51")[::2]


def test_a_kabupaten_that_the_file_lacks_stays_as_it_was(built: Report, use: Use) -> None:
    use(make_areas(Level.DESA, within="51.08"), source="second")
    sources = read_areas(Level.KECAMATAN, ALL)["source"].to_dict()
    assert {kode[:5] for kode, source in sources.items() if source == "second"} == {"51.08"}
    assert read_current().sets["62"] == built.set_name
    how = read_match_report("51").set_index("kode")["how"]
    assert sorted(how.index) == kodes(Level.DESA, within="51")


def test_a_file_of_kecamatan_leaves_the_desa_alone(built: Report, use: Use) -> None:
    report = use(make_areas(Level.KECAMATAN, within="51.08"), source="second")
    assert set(read_areas(Level.KECAMATAN, ["51.08"])["source"]) == {"second"}
    assert set(read_areas(Level.KABUPATEN, ["51.08"])["source"]) == {"second"}
    assert set(read_areas(Level.DESA, ["51.08"])["source"]) == {"first"}
    assert finding(report, "desa").severity == Severity.OK


def test_a_file_of_kecamatan_may_come_first(use: Use) -> None:
    use(make_areas(Level.KECAMATAN))
    assert len(read_areas(Level.KECAMATAN, ALL)) == 8 and read_areas(Level.DESA, ALL).empty


def test_what_was_read_before_can_be_taken_back(built: Report, use: Use) -> None:
    before = read_areas(Level.DESA, ALL)
    use(make_areas(Level.DESA, within="51.08", move=SIDE / 100), source="second")
    assert take_back() == {"51": built.set_name}
    assert read_areas(Level.DESA, ALL).equals(before)


def test_the_same_file_twice_is_used_once(built: Report, use: Use) -> None:
    first = use(make_areas(Level.DESA, within="51"), source="second")
    current = read_current()
    again = use(make_areas(Level.DESA, within="51"), source="second")
    assert again.set_name == first.set_name and again.in_use and read_current() == current


def test_the_same_file_with_another_source_is_another_set(built: Report, use: Use) -> None:
    names = [use(make_areas(Level.DESA), source=source).set_name for source in ("a", "b")]
    assert len(set(names)) == 2 and all(name.startswith("custom-") for name in names)


def test_to_check_only_changes_nothing(built: Report, use: Use, land: Path) -> None:
    before = sorted(land.rglob("*"))
    report = use(make_areas(Level.DESA), name="first.parquet", source="second", check_only=True)
    assert not report.refused and not report.in_use and report.set_name == ""
    assert sorted(land.rglob("*")) == before


@pytest.mark.parametrize("crs", ["EPSG:32750", "EPSG:3857", "EPSG:23880", "EPSG:9470"])
def test_any_stated_crs_lands_in_the_same_place(use: Use, crs: str) -> None:
    report = use(make_areas(Level.DESA).to_crs(crs))
    there = read_areas(Level.DESA, ALL).geometry.to_numpy()
    expected = make_areas(Level.DESA).geometry.to_numpy()
    assert shapely.hausdorff_distance(there, expected).max() < 1e-6
    assert report.crs == crs


def test_a_wrong_zone_is_refused_by_the_place_of_the_kabupaten(built: Report, use: Use) -> None:
    metres = make_areas(Level.DESA, within="51").to_crs("EPSG:32750")
    report = use(metres.set_crs(None, allow_override=True), crs="EPSG:32749")
    assert report.refused and not report.in_use
    assert finding(report, "place of kabupaten").examples[0] == "51.07 Kabupaten Karangasem: 0.0%"


def test_latitude_and_longitude_exchanged_are_noticed(use: Use) -> None:
    areas = make_areas(Level.DESA)
    areas.geometry = shapely.transform(areas.geometry.array, lambda xy: xy[:, ::-1])
    place = finding(use(areas), "place")
    assert place.severity == Severity.REFUSE and place.n == 16
    assert place.remedy.startswith("Latitude and longitude stand in each other's place")


def test_a_desa_that_the_register_lacks_counts_for_its_kecamatan(use: Use) -> None:
    areas = make_areas(Level.DESA)
    areas.loc[areas["KODE"] == "51.08.01.2002", ["KODE", "NAMA"]] = ["51.08.01.2099", "BARU"]
    report = use(areas)
    assert finding(report, "register").examples == ("row 6 '51.08.01.2099 BARU'",)
    assert finding(report, "missing desa").examples == ("51.08.01.2002 Pejarakan",)
    assert len(read_areas(Level.DESA, ["51.08"])) == 3
    areas = read_areas(Level.KECAMATAN, ["51.08"])["area_km2"]
    assert areas.iloc[0] == pytest.approx(areas.iloc[1])
    how = read_match_report("51").set_index("source_name")["how"]
    assert how["BARU"] == "assigned" and how[""] == "no polygon"


def test_a_kecamatan_that_is_missing_refuses_the_file(built: Report, use: Use) -> None:
    report = use(make_areas(Level.KECAMATAN).query("KODE != '62.10.02'"))
    missing = finding(report, "missing kecamatan")
    assert report.refused and missing.examples == ("62.10.02 Kurun",)
    assert "leave their kabupaten out" in missing.remedy


def test_a_kecamatan_without_any_desa_refuses_the_file(built: Report, use: Use) -> None:
    report = use(make_areas(Level.DESA).loc[lambda a: ~a["KODE"].str.startswith("62.10.02")])
    assert finding(report, "missing kecamatan").examples == ("62.10.02 Kurun",)
    assert finding(report, "missing desa").n == 2


def test_an_unknown_kecamatan_refuses_the_file(built: Report, use: Use) -> None:
    extra = make_areas(Level.KECAMATAN).iloc[[0]].assign(KODE="51.07.99", NAMA="BARU")
    extra.geometry = extra.translate(yoff=1.0)
    report = use(merged(make_areas(Level.KECAMATAN), extra))
    assert finding(report, "register").examples == ("row 9 '51.07.99 BARU'",) and report.refused


def test_codes_of_another_kabupaten_are_refused_even_if_most_are_right(
    built: Report, use: Use
) -> None:
    areas = make_areas(Level.KECAMATAN)
    areas["KODE"] = areas["KODE"].replace({"62.11.01": "62.10.01", "62.11.02": "62.10.02"})
    report = use(areas[~areas["NAMA"].isin(["SEPANG", "KURUN"])])
    assert finding(report, "names").examples == (
        "62.10 Kabupaten Gunung Mas, but BPS 6210 is Kabupaten Pulang Pisau",
    )


def test_two_names_under_one_code_are_refused_and_parts_of_one_area_joined(
    built: Report, use: Use
) -> None:
    areas = make_areas(Level.DESA)
    parts = merged(areas, areas.iloc[[0]].set_geometry(areas.iloc[[0]].translate(yoff=0.05)))
    joined = use(parts, name="parts.parquet")
    assert finding(joined, "repeated").severity == Severity.WARN and joined.in_use
    mistaken = parts.assign(NAMA=[*areas["NAMA"], "DUDA"])
    refused = use(mistaken, name="mistaken.parquet")
    assert "different names" in finding(refused, "repeated").text and refused.refused


def test_crossing_rings_are_repaired_and_counted(use: Use) -> None:
    areas = make_areas(Level.DESA)
    west, south, east, north = areas.geometry[0].bounds
    middle = (south + north) / 2
    bow = [(west, south), (east, south), (west, middle), (east, middle)]
    crossing = Polygon([*bow, (east, north), (west, north)])
    report = use(with_shape(areas, 1, crossing), check_only=True)
    rings = finding(report, "rings")
    assert rings.n == 1 and rings.examples == ("row 1 '51.07.01.2001: Ring Self-intersection'",)


def test_an_islet_inside_another_part_stays_land(use: Use) -> None:
    areas = make_areas(Level.DESA)
    shape = areas.geometry[0]
    use(with_shape(areas, 1, shapely.MultiPolygon([shape, shape.buffer(-SIDE / 4)])))
    area = read_areas(Level.DESA, ["51.07"])["area_km2"]
    assert area.iloc[0] == pytest.approx(area.iloc[2])


def test_small_overlaps_and_gaps_are_measured_and_closed(use: Use) -> None:
    areas = make_areas(Level.DESA)
    over = areas.geometry[0].buffer(SIDE / 50, join_style="mitre")
    fourth = areas.geometry[3]
    report = use(with_shape(with_shape(areas, 1, over), 4, fourth - fourth.centroid.buffer(0.001)))
    tiling = finding(report, "tiling")
    assert tiling.severity == Severity.WARN
    assert tiling.text == (
        "Overlaps of 0.049 km² (0.25%) and gaps of 0.038 km²; "
        "after cleaning 0.000 and 0.000 km² stay."
    )
    assert shapely.coverage_is_valid(read_areas(Level.DESA, ALL).geometry.to_numpy())


def test_a_layer_that_lies_over_itself_is_refused(use: Use) -> None:
    areas = make_areas(Level.DESA)
    report = use(areas.set_geometry(shapely.buffer(areas.geometry.array, SIDE / 5)))
    assert finding(report, "tiling").severity == Severity.REFUSE and not report.in_use


def test_rows_without_a_polygon_are_refused(use: Use) -> None:
    areas = with_shape(make_areas(Level.DESA), 2, LineString([(115, -8), (115.1, -8)]))
    geometry = finding(use(with_shape(areas, 3, None)), "geometry")
    assert geometry.n == 2 and geometry.examples[0] == "row 2 '51.07.01.2002'"


def test_a_row_without_a_code_is_left_out(use: Use) -> None:
    lake = make_areas(Level.DESA).iloc[[0]].assign(KODE="", NAMA="Danau Batur")
    lake.geometry = lake.translate(yoff=1.0)
    report = use(merged(make_areas(Level.DESA), lake))
    assert finding(report, "blank").examples == ("row 17 'Danau Batur'",) and report.in_use


def test_part_of_a_province_that_was_never_built_is_refused(use: Use) -> None:
    report = use(make_areas(Level.DESA, within="51.08"))
    neighbours = finding(report, "neighbours")
    assert neighbours.remedy == "Run first: petapora build --province 51"
    assert report.refused and read_current().sets == {}


def test_new_areas_over_a_neighbour_that_stays_are_measured(built: Report, use: Use) -> None:
    report = use(make_areas(Level.DESA, within="51.07", move=SIDE / 4))
    neighbours = finding(report, "neighbours")
    assert neighbours.severity == Severity.WARN and neighbours.examples[0].startswith("51.08: 0.6")


def test_claims_stand_beside_what_the_file_gives(built: Report, use: Use) -> None:
    claims = [AreaClaim(("51.07", "51.08"), 9.8, "the office"), AreaClaim(("53.01",), 5.0)]
    claim = finding(use(make_areas(Level.DESA), claims=claims), "claim")
    assert claim.severity == Severity.OK and claim.examples == ("the office",)
    too_much = use(make_areas(Level.DESA), claims=[AreaClaim(("51.07",), 9.8)])
    assert "(-50" in finding(too_much, "claim").text
    assert finding(too_much, "claim").severity == Severity.WARN


def test_a_report_is_json_and_shows_the_gravest_first(built: Report, use: Use) -> None:
    report = use(make_areas(Level.KECAMATAN).query("KODE != '62.10.02'"), source="half")
    assert json.loads(json.dumps(report.as_json()))["refused"] is True
    assert report.as_rows()[0][0] == "refuse"
    kurun = next(k for k in report.kabupaten if k.kode == "62.10")
    assert (kurun.n_areas, kurun.n_expected) == (1, 2)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("BIG, RBI 1:25.000 (2023)", "BIG, RBI 1:25.000 (2023)"),
        ("{{7*7}} <b>peta</b>", "7 7 b peta /b"),
        ("a\x1b[31mb\u202e", "a 31mb"),
        ("<>", "unknown"),
        ("x" * 200, "x" * 80),
    ],
)
def test_the_name_of_a_source_is_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_without_a_register_the_reader_is_told_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Use
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "empty"))
    with pytest.raises(NotBuilt, match="petapora build"):
        use(make_areas(Level.DESA))
