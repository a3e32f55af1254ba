"""The register of codes and names."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.boundaries.register import read_islands, read_register
from geo.errors import NotBuilt
from geo.words import Level, is_kode, level_of


def test_a_register_that_is_not_built_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    with pytest.raises(NotBuilt, match="petapora build"):
        read_register(Level.DESA)
    with pytest.raises(NotBuilt, match="petapora build"):
        read_islands()


@pytest.mark.real
def test_the_register_has_all_areas_under_their_parents(home: Path) -> None:
    counts = {level: len(read_register(level)) for level in Level}
    assert list(counts.values()) == [38, 514, 7285, 83762]
    for level, above in zip(list(Level)[1:], list(Level), strict=False):
        areas = read_register(level)
        assert areas.index.is_unique
        assert areas.index.is_monotonic_increasing
        assert areas["parent"].isin(read_register(above).index).all()


@pytest.mark.real
def test_every_kode_is_text_of_its_level(home: Path) -> None:
    for level in Level:
        kodes = read_register(level).index
        assert all(is_kode(kode) and level_of(kode) is level for kode in kodes)
    assert read_register(Level.KABUPATEN).loc["62.10"].tolist() == ["Kabupaten Gunung Mas", "62"]


@pytest.mark.real
def test_names_of_kecamatan_are_not_spoilt_by_a_reader(home: Path) -> None:
    first = read_register(Level.KECAMATAN)
    first["nama"] = "?"
    assert read_register(Level.KECAMATAN).loc["51.07.07", "nama"] == "Selat"


@pytest.mark.real
def test_islands_are_points_in_indonesia_with_an_owner(home: Path) -> None:
    islands = read_islands()
    assert len(islands) == 17373
    west, south, east, north = islands.total_bounds
    assert (95 > west > 94) and (141 > east > 140) and south > -11.1 and north < 6.1
    assert islands["parent"].str.fullmatch(r"\d\d(\.\d\d)?").all()
    assert islands["populated"].sum() == 1589
