"""The real packages and files built once for all tests of the boundaries."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.boundaries.basemap import build_base
from geo.boundaries.build import build
from geo.boundaries.layers import boundaries_folder
from geo.boundaries.register import build_register
from geo.boundaries.sources import PINS
from geo.home import NODE_MODULES
from tests.boundaries.real_build import PROVINCES, Built


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def packages() -> None:
    """Skip where the pinned packages are not installed."""
    missing = [name for name in PINS if not (NODE_MODULES / name).is_file()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}. Run: make setup")


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], str]]:
    """Serve a folder as the repository of wilayah_boundaries; gives its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        servers.append(_server(folder))
        address = f"http://127.0.0.1:{servers[-1].server_port}"
        monkeypatch.setenv("PETAPORA_WILAYAH_BASE", address)
        return address

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _server(folder: Path) -> http.server.ThreadingHTTPServer:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture(scope="session")
def prepared(packages: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the register and the base map."""
    home = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETAPORA_HOME", str(home))
        build_register()
        build_base()
    return home


@pytest.fixture(scope="session")
def built(prepared: Path, test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both sources of both provinces, wilayah_boundaries from a server on this machine."""
    home = tmp_path_factory.mktemp("built")
    shutil.copytree(prepared, home, dirs_exist_ok=True)
    server = _server(test_data / "wilayah_boundaries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETAPORA_HOME", str(home))
        patch.setenv("PETAPORA_WILAYAH_BASE", f"http://127.0.0.1:{server.server_port}")
        made = {source: build(PROVINCES, source=source) for source in ("wilayah", "gadm")}
    server.shutdown()
    server.server_close()
    return Built(home, {source: {s.provinsi: s for s in each} for source, each in made.items()})


@pytest.fixture
def home(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home, with the register and the base map only."""
    shutil.copytree(prepared, tmp_path / "home")
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "home"))
    return boundaries_folder()
