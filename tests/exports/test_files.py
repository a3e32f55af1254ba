"""All six kinds of files: stamped where data is invented, named so that they stay in a folder."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from matplotlib.image import imread

from geo.crs import WGS84
from geo.errors import DataError
from geo.exports.files import FORMATS, file_of, file_stem
from geo.exports.geopackage import ABOUT_LAYER, layer_name
from geo.exports.taken import Taken
from geo.text import use_language
from tests.exports.made import STAMP, small_counts, taken_formation, taken_reports
from tests.hostile import TEXTS

pytestmark = pytest.mark.slow


def stamped(land: Path) -> tuple[Taken, Taken]:
    return taken_formation(stamp=STAMP), taken_formation()


def test_six_kinds_of_files_are_known_by_their_names() -> None:
    assert list(FORMATS) == ["html", "png", "pdf", "xlsx", "csv", "gpkg"]
    use_language("en")
    assert all(kind.label and kind.mime for kind in FORMATS.values())


def test_another_kind_is_refused_with_those_there_are(land: Path) -> None:
    with pytest.raises(DataError, match="'doc': say one of html, png, pdf, xlsx, csv, gpkg"):
        file_of(taken_formation(), "doc")


def test_a_saved_map_is_stamped_above_and_in_the_map(land: Path) -> None:
    with_stamp, without = (file_of(taken, "html").decode() for taken in stamped(land))
    assert f"<title>{STAMP} · " in text_of(with_stamp)
    assert f"<strong>{STAMP}</strong>" in text_of(with_stamp)
    assert f'"sample":"{STAMP}"' in with_stamp
    assert STAMP not in text_of(without)


def text_of(page: str) -> str:
    """A page with its numeric entities read."""
    return re.sub(r"&#(\d+);", lambda match: chr(int(match.group(1))), page)


def test_a_picture_is_stamped_across_the_map_and_beside_the_title(land: Path) -> None:
    with_stamp, without = (imread(io.BytesIO(file_of(t, "png"))) for t in stamped(land))
    assert with_stamp.shape == without.shape == (2481, 3507, 4)
    changed = np.abs(with_stamp - without).max(axis=2) > 0.02
    above, middle = changed[:300], changed[600:1800, 400:2400]
    assert above[:, 2600:].mean() > 0.03
    assert middle.mean() > 0.03
    assert not changed[-150:].any()


def test_a_sheet_is_stamped_in_text_that_can_be_searched(land: Path) -> None:
    with_stamp, without = (pdf_text(taken) for taken in stamped(land))
    assert with_stamp.count(STAMP) == 2
    assert STAMP not in without
    assert "Gerokgak" in without
    assert taken_formation().heading in without


def pdf_text(taken: Taken) -> str:
    """Text of a sheet, each letter of which is two bytes of its subset of the font."""
    with mpl.rc_context({"pdf.compression": 0}):
        content = file_of(taken, "pdf")
    lines = []
    for array in re.findall(rb"\[((?:[^\[\]()]|\((?:\\.|[^\\()])*\))*)\]\s*TJ", content, re.DOTALL):
        parts = re.findall(rb"\(((?:\\.|[^\\()])*)\)", array, re.DOTALL)
        raw = re.sub(rb"\\(.)", rb"\1", b"".join(parts), flags=re.DOTALL)
        lines.append(raw.decode("utf-16-be", errors="replace"))
    return "\n".join(lines)


def test_tables_are_stamped(land: Path) -> None:
    with_stamp, without = stamped(land)
    assert STAMP in file_of(with_stamp, "csv").decode("utf-8-sig")
    assert STAMP not in file_of(without, "csv").decode("utf-8-sig")
    first = openpyxl.load_workbook(io.BytesIO(file_of(with_stamp, "xlsx"))).worksheets[0]
    assert STAMP in [row[1] for row in first.iter_rows(values_only=True)]


def layers(taken: Taken, folder: Path) -> dict[str, gpd.GeoDataFrame]:
    file = folder / "taken.gpkg"
    file.write_bytes(file_of(taken, "gpkg"))
    return {name: pyogrio.read_dataframe(file, layer=name) for name, _kind in
            pyogrio.list_layers(file)}  # fmt: skip


def test_areas_read_back_with_the_same_kode_shapes_and_numbers(land: Path, tmp_path: Path) -> None:
    counts = small_counts()
    taken = taken_reports(counts)
    areas = layers(taken, tmp_path)["reports_kecamatan"].set_index("kode")
    assert areas.crs == WGS84 == taken.areas.crs
    assert areas["n_reports"].to_dict() == counts.counts.to_dict()
    assert areas["n_reports"].dtype.kind == "i"
    assert areas.index.to_list() == taken.areas.index.to_list()
    pairs = areas.geometry.to_numpy(), taken.areas.geometry.to_numpy()
    assert shapely.area(shapely.symmetric_difference(*pairs)).max() < 1e-12


def test_a_geopackage_says_what_it_is_and_stamps_each_row(land: Path, tmp_path: Path) -> None:
    found = layers(taken_formation(stamp=STAMP), tmp_path)
    assert found["formation_kecamatan"]["data"].unique().tolist() == [STAMP]
    about = found[ABOUT_LAYER].groupby("name")["value"].first()
    assert (about["stamp"], about["as_of"]) == (STAMP, "2020-01-03")
    assert about["boundaries"] == "Batas: peta kecil"
    assert "data" not in layers(taken_formation(), tmp_path)["formation_kecamatan"]


def test_a_geopackage_leaves_nothing_on_the_disk(
    land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    file_of(taken_formation(), "gpkg")
    assert list(scratch.iterdir()) == []


def test_the_name_of_a_file_says_office_topic_day_and_stamp(land: Path) -> None:
    assert stem_of(taken_formation()) == "petapora-bali-formation-kecamatan-2020-01-03"
    stamped = stem_of(taken_formation(stamp=STAMP))
    assert stamped == "petapora-bali-formation-kecamatan-2020-01-03-data-contoh"


def stem_of(taken: Taken) -> str:
    return file_stem(taken.office, taken.topic, taken.as_of, taken.stamp)


@pytest.mark.parametrize(
    "text", [*TEXTS, "../../etc/passwd", "..\\..\\x", "/", "C:\\x", "a\x00b", "…", "x" * 500, "CON"]
)
def test_no_name_leaves_its_folder(land: Path, text: str) -> None:
    taken = taken_formation()
    hostile = replace(taken, office=replace(taken.office, key=text), topic=text, stamp=text)
    name = stem_of(hostile)
    assert re.fullmatch(r"petapora[a-z0-9-]*", name)
    assert len(name) < 240
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name


@pytest.mark.parametrize("topic", ["", "a b", "1'; DROP", "../x"])
def test_the_name_of_a_layer_is_letters_digits_and_underscores(topic: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", layer_name(topic))


def test_a_shape_of_every_kind_of_view_can_be_taken_as_cells(land: Path, tmp_path: Path) -> None:
    taken = taken_reports(small_counts(7))
    found = layers(taken, tmp_path)["reports_h3_7"]
    assert len(found) == len(taken.areas) > 10
    assert found["kode"].str.startswith("87").all()
