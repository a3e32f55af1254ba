"""What boundaries are made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import home
from geo.boundaries import sources
from geo.boundaries.sources import GADM, SOURCES, WILAYAH, packaged, wilayah_base
from geo.errors import DataError
from geo.text import _

REGENCIES = "idn-area-data/data/regencies.csv"


def test_only_gadm_is_indicative_and_says_so_on_every_map() -> None:
    assert [source.key for source in SOURCES.values() if source.indicative] == ["gadm"]
    assert _(GADM.attribution) == "batas indikatif (GADM)"


def test_the_address_of_wilayah_boundaries_names_the_commit_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PETAPORA_WILAYAH_BASE", raising=False)
    assert wilayah_base().endswith(sources.WILAYAH_COMMIT)
    assert sources.WILAYAH_COMMIT.startswith(WILAYAH.version)
    monkeypatch.setenv("PETAPORA_WILAYAH_BASE", "http://127.0.0.1:8000/")
    assert wilayah_base() == "http://127.0.0.1:8000"


def test_a_package_that_is_not_installed_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(home, "NODE_MODULES", tmp_path)
    with pytest.raises(DataError, match=rf"{REGENCIES}.*make setup"):
        packaged(REGENCIES)


def test_a_packaged_file_that_is_not_the_pinned_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(home, "NODE_MODULES", tmp_path)
    file = tmp_path / REGENCIES
    file.parent.mkdir(parents=True)
    file.write_text("code,province_code,name\n")
    with pytest.raises(DataError, match=rf"{REGENCIES}.*SHA-256"):
        packaged(REGENCIES)
