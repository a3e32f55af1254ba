"""
Static files that maps and pages load from the app itself.

They lie in one folder of everything built. Most are named by the hash of their content, so that
browsers can keep them for ever, and have a gzipped twin beside them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from geo.errors import NotBuilt
from geo.home import NODE_MODULES, home, write_atomically
from geo.maps.folium_door import skeleton_script
from geo.text import _
from geo.theme import css_variables

URL_PREFIX = "/aset/"
NAME = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9]+)+")
HASHED = re.compile(r"-[0-9a-f]{16}\.")
WEB = Path(__file__).parent / "web"
PARTS = ("view", "base", "areas", "choice", "pick", "bubbles", "cells", "linked", "words")
LEAFLET_CSS = "leaflet.css"
FLATPICKR_CSS = "flatpickr.css"
FONT = "plus-jakarta-sans-latin.woff2"

_LEAFLET = NODE_MODULES / "leaflet" / "dist"
_FLATPICKR = NODE_MODULES / "flatpickr" / "dist"
_FONTS = NODE_MODULES / "@fontsource-variable" / "plus-jakarta-sans" / "files"


def assets_folder() -> Path:
    """Folder that the app serves under `URL_PREFIX`."""
    return home() / "assets"


def write_asset(stem: str, suffix: str, content: bytes) -> str:
    """
    Keep a text file under its hashed name, with its gzipped twin; return the name.

    Writing the same content again changes nothing.
    """
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
    file = assets_folder() / name
    twin = file.with_name(f"{name}.gz")
    if not twin.exists():
        write_atomically(file, content)
        write_atomically(twin, gzip.compress(content, 9, mtime=0))
    return name


def asset_in_use(name: str) -> bool:
    """Whether a hashed file is still there; if so, `keep_newest` counts it as written just now."""
    file = assets_folder() / name
    try:
        os.utime(file)
    except FileNotFoundError:
        return False
    return file.with_name(f"{name}.gz").exists()


def keep_newest(stem: str, suffix: str, *, most: int = 64, least_age_s: float = 3600) -> None:
    """
    Remove what `write_asset` wrote longest ago under one stem, for files that each answer makes.

    Parameters
    ----------
    stem, suffix : str
        As they were given to `write_asset`; no other file of the folder is looked at.
    most : int
        So many stay.
    least_age_s : float
        A file younger than so many seconds stays too: a browser may be about to fetch it.
    """
    own = re.compile(rf"{re.escape(stem)}-[0-9a-f]{{16}}\.{re.escape(suffix)}")
    written = []
    for file in assets_folder().glob(f"{stem}-*.{suffix}"):
        with suppress(FileNotFoundError):  # another process was first
            if own.fullmatch(file.name):
                written.append((file.stat().st_mtime, file))
    before = time.time() - least_age_s
    for moment, file in sorted(written, reverse=True)[most:]:
        if moment < before:
            with suppress(OSError):  # Windows keeps what is being read; it goes the next time
                file.with_name(f"{file.name}.gz").unlink(missing_ok=True)
                file.unlink(missing_ok=True)


def asset_url(name: str) -> str:
    """Address of a static file inside the app."""
    return URL_PREFIX + name


def extract_assets() -> None:
    """
    Take what pages need out of the pinned packages: Leaflet, flatpickr, their styles, the font.

    Raises
    ------
    NotBuilt
        If the npm packages are not installed.
    """
    if not all(folder.is_dir() for folder in (_LEAFLET, _FLATPICKR, _FONTS)):
        raise NotBuilt(_("The npm packages are not installed. Run: python make.py setup"))
    font = _FONTS / "plus-jakarta-sans-latin-wght-normal.woff2"
    write_atomically(assets_folder() / FONT, font.read_bytes())
    leaflet = (_LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = re.sub(r"//# sourceMappingURL=.*", "", leaflet)
    write_atomically(assets_folder() / LEAFLET_CSS, _leaflet_css().encode())
    write_atomically(
        assets_folder() / FLATPICKR_CSS, (_FLATPICKR / "flatpickr.min.css").read_bytes()
    )
    names = {
        "leaflet": write_asset("leaflet", "js", leaflet.encode()),
        "flatpickr": write_asset("flatpickr", "js", (_FLATPICKR / "flatpickr.min.js").read_bytes()),
    }
    write_atomically(assets_folder() / "manifest.json", json.dumps(names, indent=1).encode())


def _leaflet_css() -> str:
    """Leaflet's style without its pictures: no map here has default markers or layer buttons."""
    css = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\((?!['\"]?#)[^)]*\)", "none", css)


@cache
def map_assets() -> dict[str, str]:
    """
    Names of the files pages load: leaflet, flatpickr, skeleton, area_map, area_map_css.

    Our own are written anew here, so that they always fit the running code.

    Raises
    ------
    NotBuilt
        If Leaflet was never extracted.
    """
    extracted: dict[str, str] = json.loads(read_asset("manifest.json"))
    style = css_variables() + read_asset(LEAFLET_CSS) + (WEB / "area_map.css").read_text("utf-8")
    return {
        **extracted,
        "skeleton": write_asset("skeleton", "js", skeleton_script().encode()),
        "area_map": write_asset("area-map", "js", area_map_script().encode()),
        "area_map_css": write_asset("area-map", "css", style.encode()),
    }


def area_map_script() -> str:
    """The map component's script: the files of its folder joined into one module."""
    return "\n".join((WEB / "area_map" / f"{part}.js").read_text("utf-8") for part in PARTS)


def read_asset(name: str) -> str:
    """Content of a text file in the folder of assets; raises NotBuilt if it is not there."""
    try:
        return (assets_folder() / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = _("The map files are not extracted yet. Run: petapora build")
        raise NotBuilt(text) from None
