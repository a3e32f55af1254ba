"""What every test gets: no network beyond this machine, Bahasa Indonesia, and the real files."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.home import home
from geo.intake.reading import process
from geo.text import use_language
from tests.warm import CHILD, Warm

ROOT = Path(__file__).resolve().parent.parent
TEST_DATA = Path(os.environ.get("PETAPORA_TEST_DATA") or ROOT.parent / "shared" / "data")
LOCAL_NAMES = {None, "", "localhost"}


class NetworkUsed(AssertionError):
    """A test that asks a machine other than this one."""


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Folder with ``boundaries/`` and ``wilayah_boundaries/``; PETAPORA_TEST_DATA moves it."""
    missing = [n for n in ("boundaries", "wilayah_boundaries") if not (TEST_DATA / n).is_dir()]
    if missing:
        pytest.skip(f"no {' and '.join(missing)} in {TEST_DATA}: set PETAPORA_TEST_DATA")
    return TEST_DATA


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of the small land, built once: register, base map, boundaries in use, map files."""
    from tests.small_home import build_home

    built = tmp_path_factory.mktemp("small_home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETAPORA_HOME", str(built))
        build_home(built)
    return built


@pytest.fixture
def own_home(small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the small land with a store of its own; what was built is shared."""
    return _use_home_like(small_home, tmp_path / "home", monkeypatch)


@pytest.fixture
def real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with what set-up built and a store of its own."""
    return _use_home_like(home(), tmp_path / "home", monkeypatch)


def home_like(built: Path, own: Path) -> Path:
    """A home at `own` with what was built at another and nothing recorded."""
    own.mkdir()
    if (built / "assets").exists():  # Streamlit serves no file from behind a link
        shutil.copytree(built / "assets", own / "assets")
    try:
        (own / "boundaries").symlink_to(built / "boundaries", target_is_directory=True)
    except OSError:  # Windows without the right to link
        shutil.copytree(built / "boundaries", own / "boundaries")
    return own


def _use_home_like(built: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PETAPORA_HOME", str(home_like(built, own)))
    return own


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Run ``petapora`` with arguments, in English; what it returns is in tests/shell.py."""
    from tests.shell import shell_in

    return shell_in(capsys, monkeypatch)


@pytest.fixture
def small(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small land with a store of its own; the folder of its facts."""
    from tests.builders import write_facts

    facts = write_facts(tmp_path / "facts")
    monkeypatch.setenv("PETAPORA_FACTS", str(facts))
    return facts


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Warm]]:
    """Gives the process that reads files in forks of itself, started when it is first needed."""
    made: list[Warm] = []

    def start_once() -> Warm:
        if not made:
            made.append(Warm(tmp_path_factory.mktemp("warm")))
        return made[0]

    yield start_once
    for each in made:
        each.close()


@pytest.fixture(autouse=True)
def _files_read_warmly(
    request: pytest.FixtureRequest,
    warm: Callable[[], Warm],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let files be read by forks of the warm process, unless a test is `cold`."""
    if sys.platform != "linux" or request.node.get_closest_marker("cold"):
        return
    start = process.start

    def start_warmly(module: str, folder: Path) -> Any:
        return warm().start(module, folder) if module == CHILD else start(module, folder)

    monkeypatch.setattr(process, "start", start_warmly)


@pytest.fixture(autouse=True)
def _bahasa_indonesia() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *args: Any, **options: Any) -> Any:
        _require_local(host)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


def _only_here(connect: Callable[..., Any]) -> Callable[..., Any]:
    def connect_here(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _require_local(address[0])
        return connect(self, address)

    return connect_here


def _require_local(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return
    try:
        local = ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        local = False
    if not local:
        raise NetworkUsed(f"a test asked for {name}: tests stay on this machine")
