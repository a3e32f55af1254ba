"""What boundaries are made from: packages and files by pinned version, hash and licence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo import home
from geo.errors import DataError
from geo.text import _

N_: Callable[[str], str] = str
"""Marks a text for the catalogue; it is translated where it is shown."""

WILAYAH_COMMIT = "3c5a7960f4d227a38489094d84252bdbb3f978a5"
WILAYAH_BASE = f"https://raw.githubusercontent.com/cahyadsn/wilayah_boundaries/{WILAYAH_COMMIT}"


@dataclass(frozen=True)
class Source:
    """Something that boundaries are made from; `indicative` borders must be called so on maps."""

    key: str
    title: str
    version: str
    licence: str
    licence_note: str
    vintage: str
    attribution: str
    indicative: bool = False


REGISTER = Source(
    key="register",
    title="idn-area-data",
    version="4.0.1",
    licence="ODbL-1.0",
    licence_note=N_("Share alike: the register stays a layer of its own and is attributed."),
    vintage="Kepmendagri 300.2.2-2430/2025",
    attribution=N_("Register: idn-area-data 4.0.1 (ODbL)"),
)
WILAYAH = Source(
    key="wilayah",
    title="wilayah_boundaries",
    version=WILAYAH_COMMIT[:8],
    licence="MIT",
    licence_note=N_(
        "Copyright (c) 2024 Cahya DSN. The repository does not say where its polygons come from."
    ),
    vintage="Kepmendagri 300.2.2-2430/2025, 2026-08-20",
    attribution=N_("Boundaries: wilayah_boundaries (Cahya DSN, MIT)"),
)
GADM = Source(
    key="gadm",
    title="GADM 4.1 (geojson-indonesia 1.0.1)",
    version="4.1",
    licence="GADM",
    licence_note=N_("Free to use, not to redistribute: installed at set-up, never committed."),
    vintage="GADM 4.1, 2022",
    attribution=N_("indicative boundaries (GADM)"),
    indicative=True,
)
WORLD = Source(
    key="world",
    title="world-atlas (Natural Earth 1:10m)",
    version="2.0.2",
    licence="public domain",
    licence_note=N_("Neighbouring countries of the base map only."),
    vintage="Natural Earth 4.1",
    attribution="Natural Earth",
)
SOURCES = {source.key: source for source in (REGISTER, WILAYAH, GADM, WORLD)}

PINS = {
    "idn-area-data/data/provinces.csv": (
        "ee9e5b5aaca298c41aef1aa0888285e103856f1414134bbb7afc68b294c9a89d"
    ),
    "idn-area-data/data/regencies.csv": (
        "d5fbd54bb1500bbf5e194ddc94a3806df6e6837a310146dfa646b085bd99c0ae"
    ),
    "idn-area-data/data/districts.csv": (
        "982f843613cf36bf474cab7ec46b5ecafc46dfeaad26e4bbadf170a6dae8ebe7"
    ),
    "idn-area-data/data/villages.csv": (
        "6a8e53fce14d21b514f1f7d1602ceeab4ffbec6df98903e2cad949d8fee94690"
    ),
    "idn-area-data/data/islands.csv": (
        "b5bc9a641121139e6c2be3cf130acc987956360aad84b4aa44b7e83092d93519"
    ),
    "geojson-indonesia/geojson/gadm41_IDN_2.json": (
        "69b2f12b15fd4fbc8007f9d97677d2326782ed955bda9f4595b80f3f7f833e11"
    ),
    "geojson-indonesia/geojson/gadm41_IDN_4.json": (
        "4eea38a586e572d112fc352d1eb6badf6da2e67c7bfe35dcc8f9f07a19522a4a"
    ),
    "world-atlas/countries-10m.json": (
        "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
    ),
}
"""SHA-256 of each file read from an installed package."""


def wilayah_base() -> str:
    """Address that the paths of wilayah_boundaries follow; ``PETAPORA_WILAYAH_BASE`` moves it."""
    return (os.environ.get("PETAPORA_WILAYAH_BASE") or WILAYAH_BASE).rstrip("/")


def packaged(name: str) -> Path:
    """
    File of an installed package, known to be the pinned one.

    Parameters
    ----------
    name : str
        A key of `PINS`.

    Raises
    ------
    DataError
        If the file is absent or is not, byte for byte, the pinned one.
    """
    file = home.NODE_MODULES / name
    remedy = _("Install the packages again: make setup")
    if not file.is_file():
        raise DataError(_("{file} is not installed. {remedy}", file=name, remedy=remedy))
    found = _sha256(file, file.stat().st_mtime_ns)
    if found != PINS[name]:
        raise DataError(
            _(
                "{file} is not the pinned file: SHA-256 {found} instead of {pinned}. {remedy}",
                file=name,
                found=found[:12],
                pinned=PINS[name][:12],
                remedy=remedy,
            )
        )
    return file


@cache
def _sha256(file: Path, changed: int) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
