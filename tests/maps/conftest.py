"""A home with map files in it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.maps.assets import map_assets
from tests.small_home import build_assets


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of assets as set-up leaves it."""
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    map_assets.cache_clear()
    build_assets()
    yield tmp_path / "assets"
    map_assets.cache_clear()
