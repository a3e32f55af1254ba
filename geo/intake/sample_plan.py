"""How the sample of an office is invented: the plans that ship with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.store.columns import INVENTED

FILE = Path(__file__).with_name("sample.toml")
SOURCE = INVENTED
"""Key in sources.csv of all that is invented."""

MONTHS = 24


@dataclass(frozen=True)
class Plan:
    """Counts, shares and weights of one office; ``sample.toml`` says what each means."""

    n_reports: int
    unlocated: float
    outside: float
    astray_km: float
    shore: float
    background: float
    desa_with_reports: float
    season: Sequence[float]
    quiet: Sequence[str]
    centres: Sequence[Mapping[str, Any]]
    kinds: Sequence[float]
    channels: Sequence[float]
    operations: int
    kabupaten_meet: bool
    kecamatan_met: Mapping[str, int]
    programme: str
    desa_visited: float
    residents: int


def read_plans() -> dict[str, Plan]:
    """Plans by the key of their office."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {office: Plan(**table) for office, table in tables.items()}


def centres_of(plan: Plan, places: pd.DataFrame, kecamatan: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Where the centres of a plan lie.

    Parameters
    ----------
    plan : Plan
        Its centres are places by name, or kecamatan by kode.
    places : DataFrame
        Places with ``nama``, ``lat``, ``lng``.
    kecamatan : GeoDataFrame
        Polygons by ``kode``; a kecamatan's centre is a point in it.

    Returns
    -------
    DataFrame
        A row a centre that is found, with ``lat``, ``lng`` (degrees), ``weight``, ``km`` and
        ``growth``.
    """
    within = kecamatan.geometry.representative_point()
    known = pd.concat(
        [
            places.set_index("nama")[["lat", "lng"]],
            pd.DataFrame({"lat": within.y, "lng": within.x}),
        ]
    )
    names = pd.Index([centre.get("place", centre.get("kode")) for centre in plan.centres])
    named = pd.DataFrame(list(plan.centres), index=names)[["weight", "km", "growth"]]
    return named.join(known, how="inner").reset_index(drop=True)
