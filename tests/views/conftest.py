"""A dashboard of the small land, or of what set-up built, without anything kept from before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from geo.maps.assets import map_assets
from geo.store.database import store_file
from geo.store.offices import Office
from geo.views.cached import load_files
from tests.builders import write_facts
from tests.conftest import home_like
from tests.store.damage import close_store
from tests.views.recorded import record


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens pages, so that the quick run can leave it out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.pages)


@pytest.fixture(autouse=True)
def _no_search_for_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each page Streamlit looks through all installed packages; none has a component."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


def _forget() -> None:
    st.cache_resource.clear()
    map_assets.cache_clear()


@pytest.fixture
def dashboard(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The dashboard of the small land; gives the folder of its facts."""
    facts = write_facts(tmp_path / "facts")
    monkeypatch.setenv("PETAPORA_FACTS", str(facts))
    _forget()
    yield facts
    _forget()


@pytest.fixture(scope="session")
def kept_stores(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """Stores with a handful of records, by whether these are invented; made once."""
    kept = {}
    for is_sample in (False, True):
        home = home_like(small_home, tmp_path_factory.mktemp("recorded") / "home")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PETAPORA_HOME", str(home))
            patch.setenv("PETAPORA_FACTS", str(write_facts(home / "facts")))
            record(is_sample=is_sample)
            close_store()
            kept[is_sample] = store_file()
    return kept


def _put_store(kept: Path) -> None:
    store_file().parent.mkdir()
    shutil.copyfile(kept, store_file())


@pytest.fixture
def recorded(dashboard: Path, kept_stores: dict[bool, Path]) -> Path:
    """The dashboard with a handful of records in its store, none of them invented."""
    _put_store(kept_stores[False])
    return dashboard


@pytest.fixture
def sampled(dashboard: Path, kept_stores: dict[bool, Path]) -> Path:
    """The dashboard with the same records, all of them invented."""
    _put_store(kept_stores[True])
    return dashboard


@pytest.fixture
def real_dashboard(real_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dashboard of the boundaries that set-up built and the facts that ship."""
    monkeypatch.delenv("PETAPORA_FACTS", raising=False)
    _forget()
    yield
    _forget()


@pytest.fixture
def office(dashboard: Path) -> Office:
    """The office in Bali, on the dashboard of the small land."""
    return load_files().offices["bali"]
