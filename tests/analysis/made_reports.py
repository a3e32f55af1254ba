"""Reports, meetings, operations and visits made by hand, shaped as the store gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo.words import (
    CELL_RESOLUTIONS,
    Accuracy,
    Channel,
    FollowUp,
    Level,
    Place,
    Suspicion,
    kode_at,
)

WORDS = {
    "channel": Channel,
    "kind": Suspicion,
    "accuracy": Accuracy,
    "follow_up": FollowUp,
    "place": Place,
}
LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)


def make_report(kode: str = "", on: str = "2026-01-15", **other: Any) -> dict[str, Any]:
    """One report in the finest area known of it, with cells named after its desa if GPS-placed."""
    row: dict[str, Any] = {
        "received_on": on,
        "channel": "masyarakat",
        "kind": "melebihi izin tinggal",
        "accuracy": "gps",
        "follow_up": "baru",
        "place": "inside" if kode else "missing",
        "n_persons": 1,
        "is_sample": False,
    }
    row |= {f"kode_{level}": kode_at(kode, level) for level in LEVELS}
    row |= other
    depth = kode.count(".")
    row |= {
        f"kode_{level}": None for n, level in enumerate(LEVELS, start=1) if n > depth or not kode
    }
    fine = Accuracy(row["accuracy"]).fits_cells and row["place"] in ("inside", "shore")
    cells = {f"h3_r{r}": f"{r}-{kode[: 5 + r]}" if fine else None for r in CELL_RESOLUTIONS}
    return row | {name: cell for name, cell in cells.items() if name not in other}


def make_reports(*rows: dict[str, Any]) -> pd.DataFrame:
    """Frame of such reports, typed and sorted as the store gives it."""
    columns = list(make_report())
    frame = pd.DataFrame(list(rows), columns=columns)
    frame.index = pd.Index([f"r{n:04d}" for n in range(len(frame))], name="report", dtype="str")
    frame["received_on"] = pd.to_datetime(frame["received_on"], format="%Y-%m-%d")
    for name in columns:
        if name in WORDS:
            dtype = pd.CategoricalDtype([word.value for word in WORDS[name]])
            frame[name] = frame[name].astype(dtype)
        elif name.startswith(("kode_", "h3_")):
            frame[name] = frame[name].astype("str").astype("category")
    frame["n_persons"] = frame["n_persons"].astype("int64")
    frame["is_sample"] = frame["is_sample"].astype("bool")
    return frame.rename_axis("report").sort_values(["received_on", "report"])


def make_meetings(*rows: tuple[str, str], is_sample: bool = False) -> pd.DataFrame:
    """Meetings as (kode, day)."""
    return _dated(rows, "meeting", "held_on", is_sample).assign(note="", source="berita")


def make_operations(
    *rows: tuple[str, str], kind: str = "khusus", is_sample: bool = False
) -> pd.DataFrame:
    """Operations as (kode, day)."""
    frame = _dated(rows, "operation", "held_on", is_sample)
    return frame.assign(kind=kind, order_no="", note="", source="berita")


def make_visits(*rows: tuple[str, str], is_sample: bool = False) -> pd.DataFrame:
    """Visits as (kode of a desa, day)."""
    frame = _dated(rows, "visit", "visited_on", is_sample)
    return frame.assign(programme="SI RAJA GARANG", source="berita")


def _dated(rows: Sequence[tuple[str, str]], key: str, day: str, is_sample: bool) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["kode", day], dtype="str")
    frame[day] = pd.to_datetime(frame[day], format="%Y-%m-%d")
    frame.index = pd.Index([f"{key} {n}" for n in range(len(frame))], name=key, dtype="str")
    return frame.assign(is_sample=is_sample)
