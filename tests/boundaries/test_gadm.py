"""GADM's kabupaten under the names of the register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.boundaries import gadm
from geo.boundaries.gadm import read_aliases
from geo.errors import DataError

REGISTER = pd.Series(
    {
        "32.04": "Kabupaten Bandung",
        "32.73": "Kota Bandung",
        "31.71": "Kota Administrasi Jakarta Pusat",
        "63.02": "Kabupaten Kotabaru",
        "65.71": "Kota Tarakan",
        "74.04": "Kabupaten Buton",
        "71.74": "Kota Kotamobagu",
    }
)


def kode_of(name: str, kind: str, aliases: dict[str, list[str]] | None = None) -> tuple[str, ...]:
    names, types = pd.Series({"IDN.1.1_1": name}), pd.Series({"IDN.1.1_1": kind})
    return gadm._kode_by_unit(names, types, REGISTER, aliases or {}).get("IDN.1.1_1", ("?",))


@pytest.mark.parametrize(
    ("name", "kind", "kode"),
    [
        ("Bandung", "Kabupaten", "32.04"),
        ("KotaBandung", "Kota", "32.73"),
        ("JakartaPusat", "Kota", "31.71"),
        ("KotaBaru", "Kabupaten", "63.02"),
        ("Kotamobagu", "Kota", "71.74"),
        ("Tarakan", "NA", "65.71"),
        ("Pontianak", "Kabupaten", "?"),
    ],
)
def test_kabupaten_and_kota_of_one_name_are_told_apart(name: str, kind: str, kode: str) -> None:
    assert kode_of(name, kind) == (kode,)


def test_a_kabupaten_split_since_stands_for_all_that_came_of_it() -> None:
    aliases = {"IDN.1.1_1": ["", "74.14", "74.15"]}
    assert kode_of("Buton", "Kabupaten", aliases) == ("74.04", "74.14", "74.15")


def test_a_lake_is_no_kabupaten() -> None:
    assert kode_of("DanauLimboto", "Kabupaten", {"IDN.1.1_1": []}) == ()


def test_every_alias_has_a_source() -> None:
    aliases = read_aliases()
    assert aliases["IDN.28.4_1"] == ["", "74.14", "74.15"]
    assert aliases["IDN.32.14_1"] == []


def test_an_alias_for_a_kode_that_is_none_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "gadm_aliases.csv"
    file.write_text("gadm_id,gadm_name,kode,nama,reason,source\nIDN.1.1_1,X,6102,Y,renamed,UU\n")
    monkeypatch.setattr(gadm, "ALIASES", file)
    with pytest.raises(DataError, match=r"gadm_aliases\.csv.*2.*6102"):
        read_aliases()


@pytest.mark.real
def test_every_kabupaten_of_the_register_has_its_unit(home: Path) -> None:
    kabupaten = gadm.read_kabupaten()
    kodes = kabupaten["kode"].explode().dropna()
    assert len(kabupaten) == 502
    assert kabupaten["water"].sum() == 5
    assert kodes.is_unique
    assert len(kodes) == 514
