"""The small land, and ways to use a file in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pytest

from geo.intake.boundaries.use import use_boundaries
from geo.intake.report import Report
from geo.text import use_language
from geo.words import Level
from tests.small_land import build_land, make_areas


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.fixture
def land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a register of sixteen desa and no boundaries yet; messages in English."""
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path))
    use_language("en")
    build_land(tmp_path)
    return tmp_path


@pytest.fixture
def use(land: Path) -> Callable[..., Report]:
    """Write a layer to a file and use it."""

    def use_layer(
        areas: gpd.GeoDataFrame, *, name: str = "map.parquet", **options: object
    ) -> Report:
        areas.to_parquet(land / name)
        return use_boundaries(land / name, **options)  # type: ignore[arg-type]

    return use_layer


@pytest.fixture
def built(use: Callable[..., Report]) -> Report:
    """All desa of the land in use, from a file called "first"."""
    return use(make_areas(Level.DESA), source="first", vintage="2020", name="first.parquet")


@pytest.fixture
def listener() -> Iterator[ThreadingHTTPServer]:
    """A server on this machine that keeps every path it is asked for in `calls`."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.calls.append(self.path)  # type: ignore[attr-defined]
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - as http.server calls it

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.calls = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
