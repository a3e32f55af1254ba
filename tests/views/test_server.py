"""The server: our files gzipped and kept for ever, nothing beside them, safe headers on all."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Scope
from streamlit.runtime import Runtime

from geo.maps.assets import FONT, write_asset
from geo.maps.view import TILES
from geo.views.server import CONTENT_SECURITY_POLICY, HEADERS, make_app

CONTENT = b'{"areas":[]}' * 200


@dataclass(frozen=True)
class Answer:
    """What a browser gets; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Get = Callable[..., Answer]


async def _ask(app: ASGIApp, scope: Scope) -> Answer:
    sent: list[Message] = []
    asked = asyncio.Event()

    async def receive() -> Message:
        if asked.is_set():
            await asyncio.Event().wait()  # this browser never hangs up
        asked.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]))


async def _stop(runtime: Runtime) -> None:
    runtime.stop()
    await runtime.stopped


@pytest.fixture(scope="module")
def get(small_home: Path) -> Iterator[Get]:
    """A function that asks the dashboard's application, on the small land, for a path."""
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        patch.setenv("PETAPORA_HOME", str(small_home))
        patch.setattr(Runtime, "_instance", None)  # one a process; pages under test set their own
        app = make_app()

        def ask(path: str, **headers: str) -> Answer:
            return runner.run(asyncio.wait_for(_ask(app, _scope(path, headers)), timeout=20))

        yield ask
        runner.run(_stop(Runtime.instance()))


def _scope(path: str, headers: Mapping[str, str]) -> Scope:
    """A request; the path is what stands in the request line, unquoted."""
    named = {"host": "127.0.0.1:8501", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8501),
    }


@pytest.fixture
def name(dashboard: Path) -> str:
    """A file of geometry."""
    return write_asset("kecamatan", "json", CONTENT)


def test_a_file_is_sent_gzipped_to_a_browser_that_takes_it(get: Get, name: str) -> None:
    answer = get(f"/aset/{name}", accept_encoding="gzip, deflate, br")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == CONTENT
    assert len(answer.body) < len(CONTENT) / 10


def test_a_file_is_sent_plain_to_a_browser_that_does_not(get: Get, name: str) -> None:
    answer = get(f"/aset/{name}", accept_encoding="identity")
    assert answer.body == CONTENT
    assert "content-encoding" not in answer.headers


def test_a_cache_between_keeps_both_apart(get: Get, name: str) -> None:
    assert "accept-encoding" in get(f"/aset/{name}").headers["vary"].lower()


def test_a_file_named_by_its_content_is_kept_for_ever(get: Get, name: str) -> None:
    kept = get(f"/aset/{name}").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("stem", "suffix", "kind"),
    [("area", "js", "/javascript"), ("area", "css", "text/css"), ("a", "json", "json")],
)
def test_a_file_says_what_it_is(get: Get, stem: str, suffix: str, kind: str) -> None:
    name = write_asset(stem, suffix, b"/**/")
    assert kind in get(f"/aset/{name}", accept_encoding="gzip").headers["content-type"]


def test_a_font_without_a_twin_is_sent_as_it_is(get: Get) -> None:
    answer = get(f"/aset/{FONT}", accept_encoding="gzip")
    assert (answer.status, answer.body) == (200, b"font")
    assert answer.headers["content-type"] == "font/woff2"


@pytest.mark.parametrize(
    "path",
    [
        "/aset/none.json",
        "/aset/",
        "/aset/..",
        "/aset/../boundaries/current.json",
        "/aset/..%2fboundaries%2fcurrent.json",
        "/aset/..\\boundaries\\current.json",
        "/aset/....//current.json",
        "/aset//etc/passwd",
        "/aset/manifest.json\0.js",
        "/aset/.manifest.json",
    ],
)
def test_nothing_beside_the_files_is_sent(get: Get, path: str) -> None:
    answer = get(path)
    kind = answer.headers.get("content-type", "")
    assert answer.status != 200 or kind.startswith("text/html")  # the page, which says so
    assert b"root:" not in answer.body
    assert b'"sets"' not in answer.body
    assert b"small land" not in answer.body


@pytest.mark.parametrize("path", ["/aset/..%2fmanifest.json", "/aset/none.json"])
def test_what_is_no_file_of_ours_is_not_found(get: Get, path: str) -> None:
    assert get(path).status == 404


@pytest.mark.parametrize(
    "path", ["/", "/tentang", "/_stcore/health", "/aset/none.json", "/aset/..", "/static/none.js"]
)
def test_every_answer_carries_the_safe_headers(get: Get, path: str) -> None:
    headers = get(path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", [".kecamatan.json.x1", "kecamatan.json~", "NOTES"])
def test_what_lies_in_the_folder_under_another_kind_of_name_is_not_found(
    get: Get, small_home: Path, name: str
) -> None:
    (small_home / "assets" / name).write_bytes(b"draft")
    assert get(f"/aset/{name}").status == 404


def test_a_file_carries_them_too(get: Get, name: str) -> None:
    headers = get(f"/aset/{name}", accept_encoding="gzip").headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_scripts_come_from_the_app_alone_and_pictures_also_from_the_online_background() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["script-src"] == rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    foreign = {word for rule in rules.values() for word in rule.split() if "//" in word}
    assert foreign == {f"https://{TILES['host']}"}
    assert TILES["url"].startswith(f"https://{TILES['host']}/")
