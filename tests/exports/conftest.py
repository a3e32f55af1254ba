"""The small land and its facts, for all that is taken along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.maps.assets import map_assets
from geo.text import use_language


@pytest.fixture
def land(small: Path) -> Iterator[Path]:
    """A home of the small land; what is taken along speaks English."""
    map_assets.cache_clear()
    use_language("en")
    yield small
    map_assets.cache_clear()
