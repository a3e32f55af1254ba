"""Rows of the store made by hand: reports of desa, and activities."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pandas as pd

from geo.store.database import store_file
from geo.store.faults import driver
from geo.store.reports import CELLS, WRITTEN
from geo.words import Accuracy, Channel, FollowUp, Level, Place, Suspicion, kode_at, level_of


def make_reports(*kode: str, prefix: str = "r", is_sample: bool = False) -> pd.DataFrame:
    """One report for each kode of a desa or wider area; without location for the empty kode."""
    rows = [_report(f"{prefix}{n}", each) for n, each in enumerate(kode, start=1)]
    return pd.DataFrame(rows, columns=list(WRITTEN)).assign(is_sample=is_sample)


def _report(key: str, kode: str) -> dict[str, Any]:
    known = [kode_at(kode, level) for level in (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)]
    depth = list(Level).index(level_of(kode)) if kode else 0
    kabupaten, kecamatan, desa = (each if depth > place else "" for place, each in enumerate(known))
    return {
        "report": key,
        "office": "bali",
        "received_at": "2020-01-02T03:04:05+00:00",
        "received_on": "2020-01-02",
        "channel": Channel.PUBLIC.value,
        "kind": Suspicion.PRESENCE.value,
        "accuracy": (Accuracy.GPS if desa else Accuracy.NONE).value,
        "follow_up": FollowUp.NEW.value,
        "n_persons": 1,
        "lat": -8.25 if desa else None,
        "lng": 115.05 if desa else None,
        "stated_kode": "",
        "place": (Place.INSIDE if desa else Place.STATED if kode else Place.MISSING).value,
        "kode_kabupaten": kabupaten,
        "kode_kecamatan": kecamatan,
        "kode_desa": desa,
        "distance_m": 0.0 if desa else None,
        **{name: f"{name}-{desa}" if desa else "" for name in CELLS},
        "boundaries": "wilayah 2020",
        "source": "daftar",
        "is_sample": False,
    }


def make_visits(*kode: str, prefix: str = "v", is_sample: bool = False) -> pd.DataFrame:
    """One visit to each of these desa."""
    columns = {
        "visit": [f"{prefix}{n}" for n in range(1, len(kode) + 1)],
        "kode": list(kode),
        "visited_on": "2020-01-02",
        "programme": "SI RAJA GARANG",
        "source": "daftar",
        "is_sample": is_sample,
    }
    return pd.DataFrame(columns)


def ask(question: str, *values: object) -> Sequence[tuple[Any, ...]]:
    """What SQLite itself says of the store's file."""
    with closing(driver.connect(store_file())) as connection:
        return connection.execute(question, values).fetchall()
