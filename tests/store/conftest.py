"""Messages in English, so that tests can match them; a store of the small land to write to."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from geo.text import use_language
from tests.builders import make_register, write_facts
from tests.small_land import build_land


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it."""
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def facts(home: Path, tmp_path: Path) -> Path:
    """A store that took in the facts of the small land; the folder of these."""
    build_land(home)
    folder = write_facts(tmp_path / "facts")
    load_shipped(LAPTOP, folder, register=make_register())
    return folder
