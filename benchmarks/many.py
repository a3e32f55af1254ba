"""A home with 100,000 invented reports in its store, and what it costs to fill and read it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.rows import Row, median_ms, seconds_of
from geo.crs import points_at
from geo.home import home
from geo.intake.land import read_land
from geo.intake.locate import locate
from geo.intake.reports import enter_reports
from geo.intake.sample import load_sample
from geo.intake.sample_plan import centres_of, read_plans
from geo.intake.sample_points import draw_points
from geo.intake.sample_reports import make_reports
from geo.store.database import prepare_store, store_file
from geo.store.facts import read_facts
from geo.store.offices import Office
from geo.store.reports import read_reports
from geo.store.sample import remove_sample
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped

MANY = 100_000
UNTIL = dt.date(2026, 10, 31)
OFFICE = "singaraja"


@contextmanager
def own_home() -> Iterator[None]:
    """A home of its own with what was built; ``PETAPORA_HOME`` names it within the block."""
    built, before = home(), os.environ.get("PETAPORA_HOME")
    with tempfile.TemporaryDirectory(prefix="petapora-bench-") as folder:
        own = Path(folder)
        for part in ("assets", "boundaries"):
            shutil.copytree(built / part, own / part)
        os.environ["PETAPORA_HOME"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["PETAPORA_HOME"]
            else:
                os.environ["PETAPORA_HOME"] = before


@contextmanager
def home_of_many() -> Iterator[list[Row]]:
    """
    A home of its own with what was built, and `MANY` reports of one office.

    Gives rows of what filling and reading cost.
    """
    with own_home():
        yield _fill()


def _fill() -> list[Row]:
    facts = read_facts()
    office = facts.offices[OFFICE]
    prepare_store()
    load_shipped(LAPTOP)
    load_sample(LAPTOP, UNTIL)  # meetings, operations, visits; its reports give way
    rows = _many_reports(office)
    remove_sample(LAPTOP)
    entering = seconds_of(lambda: enter_reports(LAPTOP, rows, office))
    reading = median_ms(lambda: read_reports(LAPTOP, office), times=5)
    assert len(read_reports(LAPTOP, office)) == MANY
    megabytes = store_file().stat().st_size / 1e6
    return [
        *_locating(rows, office, tolerance_m=facts.rules.shore_tolerance_m),
        (f"{MANY:,} reports joined and written to the store", f"{entering:.1f} s", "-"),
        (f"{MANY:,} reports read from the store", f"{reading:.0f} ms", "-"),
        ("… size of the store", f"{megabytes:.0f} MB", "-"),
    ]


def _many_reports(office: Office) -> pd.DataFrame:
    """Reports as the sample has them, as many as wanted."""
    plan = replace(read_plans()[office.key], n_reports=MANY)
    facts, land = read_facts(), read_land(office.kabupaten)
    rng = np.random.default_rng(2026)
    centres = centres_of(plan, facts.places, land.kecamatan)
    tolerance = facts.rules.shore_tolerance_m
    points = draw_points(plan, centres, land, tolerance_m=tolerance, rng=rng)
    return make_reports(plan, points, office, until=UNTIL, rng=rng)


def _locating(rows: pd.DataFrame, office: Office, *, tolerance_m: float) -> list[Row]:
    """`MANY` points looked up by our rules, and by a bare spatial join."""
    land = read_land(office.kabupaten)
    known = rows.dropna(subset=["lat"])
    spots = points_at(known["lat"], known["lng"]).sample(MANY, replace=True, random_state=1)
    points = gpd.GeoDataFrame(geometry=spots.reset_index(drop=True))

    def ours() -> object:
        return locate(
            points, land.desa, land.kecamatan, elsewhere=land.elsewhere, tolerance_m=tolerance_m
        )

    def bare() -> object:
        return gpd.sjoin(points, land.desa[["geometry"]], how="left", predicate="intersects")

    first, second = seconds_of(ours), seconds_of(bare)
    return [
        (f"{MANY:,} points found: borders, shore and other land told apart", f"{first:.1f} s", "-"),
        (
            "… of a bare spatial join to desa (baseline)",
            f"{second:.1f} s, ours {first / second:.1f} times as long",
            "-",
        ),
    ]
