"""A custom set: its name, and the report of how its desa found their polygons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.boundaries.custom import Origin, is_built, match_rows, origin_in_use
from geo.words import Level, parent_of
from tests.small_land import build_land, make_areas

ORIGIN = Origin("map.gpkg", "ab" * 32, {"level": "desa"}, {"51": "gadm-4.1-1"})


@pytest.fixture
def land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    build_land(tmp_path)
    return tmp_path


def test_a_set_is_named_for_file_options_and_base_but_not_for_the_file_name() -> None:
    assert ORIGIN.set_name.startswith("custom-") and len(ORIGIN.set_name) == 19
    assert replace(ORIGIN, file="other.gpkg").set_name == ORIGIN.set_name
    others = [
        replace(ORIGIN, sha256="cd" * 32),
        replace(ORIGIN, options={"level": "kecamatan"}),
        replace(ORIGIN, base={"51": "wilayah-3c5a7960-1"}),
    ]
    assert len({each.set_name for each in (ORIGIN, *others)}) == 4


@pytest.mark.usefixtures("land")
def test_a_province_that_reads_nothing_has_no_origin() -> None:
    assert origin_in_use("51") is None and not is_built("51")


@pytest.mark.usefixtures("land")
def test_the_report_holds_every_desa_of_the_kabupaten_and_every_polygon() -> None:
    desa = make_areas(Level.DESA, within="51.08").iloc[:3]
    kode = [*desa["KODE"][:2], "51.08.02.x001"]
    tiles = desa.set_index(pd.Index(kode, name="kode"))
    tiles["parent"], tiles["row"] = [parent_of(k) for k in desa["KODE"]], [1, 2, 3]
    found = pd.DataFrame(
        {"name": ["A", "B", "C"], "how": ["code", "fuzzy", ""], "score": [100.0, 88.0, 0.0]},
        index=[1, 2, 3],
    )
    report = match_rows(tiles, found)
    assert report["how"].tolist() == ["code", "fuzzy", "no polygon", "no polygon", "assigned"]
    assert report["source_name"].tolist() == ["A", "B", "", "", "C"]
    assert report["kecamatan"].tolist() == ["51.08.01"] * 2 + ["51.08.02"] * 3
