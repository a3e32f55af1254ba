"""The web server: Streamlit's app, our static files beside it, and what browsers may load."""

from __future__ import annotations

import gc
import logging
import mimetypes
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from geo.errors import PetaporaError
from geo.home import ROOT
from geo.intake.job_sweep import sweep
from geo.maps.assets import HASHED, NAME, URL_PREFIX, assets_folder
from geo.maps.view import TILES
from geo.theme import THEME_FILE

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: https://{TILES['host']}",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
}
SECONDS_BETWEEN_COLLECTIONS = 10.0


class SafeHeaders:
    """Puts `HEADERS` on every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with our headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


async def serve_asset(request: Request) -> Response:
    """A static file by its plain name; gzipped where a twin lies there and the browser takes it."""
    name = request.path_params["name"]
    file = assets_folder() / name
    if not NAME.fullmatch(name) or not file.is_file():
        return PlainTextResponse("not found", status_code=404)
    lasting = "public, max-age=31536000, immutable" if HASHED.search(name) else "no-cache"
    headers = {"Cache-Control": lasting, "Vary": "Accept-Encoding"}
    twin = file.with_name(f"{name}.gz")
    if twin.is_file() and "gzip" in request.headers.get("accept-encoding", ""):
        file = twin
        headers["Content-Encoding"] = "gzip"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(file, media_type=kind, headers=headers)


def make_app(script: Path = ROOT / "app.py") -> st.App:
    """A Streamlit script, the dashboard's by default, as an ASGI application."""
    mimetypes.add_type("text/javascript", ".js")  # a Windows registry may say otherwise
    mimetypes.add_type("font/woff2", ".woff2")
    # The list in app.py says which pages there are; the first reader after a start must not be
    # told that a page of it is not found because no file of the folder pages/ has its name.
    PagesManager.uses_pages_directory = False
    return st.App(
        script,
        routes=[Route(URL_PREFIX + "{name}", serve_asset)],
        middleware=[Middleware(SafeHeaders)],
    )


def serve(*, port: int, script: Path = ROOT / "app.py") -> None:
    """
    Run the dashboard until it is stopped; what files left behind before is swept out first.

    Parameters
    ----------
    port : int
        A free port of this machine; only this machine can reach it.
    script : Path
        What to run in place of the dashboard.
    """
    sweep()
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    threading.Thread(target=_collect_garbage, name="garbage", daemon=True).start()
    settings: Mapping[str, Any] = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": True,
        "theme.base": str(THEME_FILE),
    }
    make_app(script).run(config=settings)


def _warm_up() -> None:
    """Import and read beside the start what the first reader will need."""
    from geo.views import cached

    try:
        cached.warm_up()
    except PetaporaError as error:  # pages will say it to the reader
        logging.getLogger(__name__).warning("%s", error)


def _collect_garbage() -> None:
    """Collect by the clock, since collecting after every rerun (Streamlit's way) costs most."""
    while True:
        time.sleep(SECONDS_BETWEEN_COLLECTIONS)
        gc.collect()
