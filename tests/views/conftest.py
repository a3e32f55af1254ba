"""A dashboard of the small land, or of what set-up built, without anything kept from before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from geo.maps.assets import map_assets
from tests.builders import write_facts


@pytest.fixture(autouse=True)
def _no_search_for_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each page Streamlit looks through all installed packages; none has a component."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


def _forget() -> None:
    st.cache_resource.clear()
    map_assets.cache_clear()


@pytest.fixture
def dashboard(small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The dashboard of the small land; gives the folder of its facts."""
    facts = write_facts(tmp_path / "facts")
    monkeypatch.setenv("PETAPORA_HOME", str(small_home))
    monkeypatch.setenv("PETAPORA_FACTS", str(facts))
    _forget()
    yield facts
    _forget()


@pytest.fixture
def real_dashboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dashboard of the boundaries that set-up built and the facts that ship."""
    monkeypatch.delenv("PETAPORA_FACTS", raising=False)
    _forget()
    yield
    _forget()
