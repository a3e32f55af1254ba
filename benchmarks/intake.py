"""A million reports as a CSV: how long the shell takes to take them in, and how much memory."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.rows import Row, seconds_of
from geo.crs import points_at
from geo.home import ROOT
from geo.intake.land import read_land
from geo.intake.schema import field_label
from geo.store.facts import names_by_kode, read_facts
from geo.words import Accuracy, Channel, FollowUp, Level, Suspicion, kode_at

MILLION = 1_000_000
OFFICE = "singaraja"
FIELDS = (
    "report",
    "received_on",
    "channel",
    "kind",
    "lat",
    "lng",
    "desa",
    "kecamatan",
    "kabupaten",
    "accuracy",
    "n_persons",
    "follow_up",
)
_SHARE_WITHOUT_POINT = 0.2
_POLL = 0.2


def measure_intake(n_rows: int = MILLION) -> list[Row]:
    """Rows of what taking in a large file costs, beside plain pandas; in the home that is set."""
    with TemporaryDirectory(prefix="petapora-bench-") as folder:
        file = Path(folder) / "laporan.csv"
        write_many(file, n_rows)
        megabytes = file.stat().st_size / 1e6
        watch = Watch()
        with watch.over(_shell(file, "--dry-run")) as dry:
            judged = json.loads(dry)
        judging = watch.seconds
        with watch.over(_shell(file)) as answer:
            taken = json.loads(answer)
        assert judged["read"] == taken["read"] == n_rows, (judged, taken)
        baseline = seconds_of(lambda: _plain(file, Path(folder) / "plain.sqlite"))
    return [
        (
            f"{n_rows:,} rows of CSV ({megabytes:.0f} MB) read, judged, joined and stored",
            f"{watch.seconds:.0f} s",
            "60 s",
        ),
        ("… judged only, as the preview does", f"{judging:.0f} s", "-"),
        ("… memory of all its processes together, at most", f"{watch.most_mb:.0f} MB", "1,000 MB"),
        (
            "… by pandas.read_csv, a bare spatial join and to_sql (baseline)",
            f"{baseline:.0f} s, ours {watch.seconds / baseline:.1f} times as long",
            "-",
        ),
    ]


def write_many(file: Path, n_rows: int, *, seed: int = 2026) -> None:
    """A CSV of reports as an office would send it; one in five names its place and has no point."""
    rng = np.random.default_rng(seed)
    office = read_facts().offices[OFFICE]
    land = read_land(office.kabupaten).desa
    names = names_by_kode()
    at = rng.integers(0, len(land), n_rows)
    kode = land.index.to_numpy()[at]
    centre = land.geometry.representative_point()
    lat = centre.y.to_numpy()[at] + rng.normal(0, 0.004, n_rows)
    lng = centre.x.to_numpy()[at] + rng.normal(0, 0.004, n_rows)
    bare = rng.random(n_rows) < _SHARE_WITHOUT_POINT
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 900, n_rows), unit="D")
    frame = pd.DataFrame(
        {
            "report": pd.Series(np.arange(n_rows)).map("LAP-2026-{:07d}".format),
            "received_on": days.strftime("%d/%m/%Y"),
            "channel": rng.choice([each.value for each in Channel], n_rows),
            "kind": rng.choice([each.value for each in Suspicion], n_rows),
            "lat": np.where(bare, "", np.char.mod("%.6f", lat)),
            "lng": np.where(bare, "", np.char.mod("%.6f", lng)),
            "desa": land["nama"].to_numpy()[at],
            "kecamatan": [names[kode_at(each, Level.KECAMATAN)] for each in kode],
            "kabupaten": [names[kode_at(each, Level.KABUPATEN)] for each in kode],
            "accuracy": np.where(bare, Accuracy.DESA.value, Accuracy.GPS.value),
            "n_persons": rng.integers(1, 6, n_rows).astype(str),
            "follow_up": rng.choice([each.value for each in FollowUp], n_rows),
        }
    )[list(FIELDS)]
    frame.columns = pd.Index([field_label(name) for name in FIELDS])
    frame.to_csv(file, index=False)


def _shell(file: Path, *more: str) -> list[str]:
    options = ["--kind", "reports", "--office", OFFICE, "--sender", "uji", "--json"]
    return [sys.executable, "-m", "geo.cli", "intake", str(file), *options, *more]


class Watch:
    """Seconds of a process, and the memory that it and all it started held at one moment."""

    seconds = 0.0
    most_mb = 0.0

    @contextmanager
    def over(self, command: list[str]) -> Iterator[str]:
        """Run a command to its end; gives what it printed."""
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        watcher = threading.Thread(target=self._look, args=(process,))
        watcher.start()
        out, _err = process.communicate()
        self.seconds = time.perf_counter() - started
        watcher.join()
        assert process.returncode == 0, out
        yield out

    def _look(self, process: subprocess.Popen[str]) -> None:
        while process.poll() is None:
            held = sum(_held_kb(pid) for pid in _descendants(process.pid))
            self.most_mb = max(self.most_mb, held / 1000)
            time.sleep(_POLL)


def _descendants(pid: int) -> list[int]:
    """A process and all that descend from it; elsewhere than on Linux only the process."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:  # it has ended meanwhile
                continue
    return found


def _held_kb(pid: int) -> int:
    """Memory of a process, what it shares with others counted by its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _plain(file: Path, store: Path) -> None:
    """The same by what pandas does by itself: no grammar, no screening, no questions, no undo."""
    rows = pd.read_csv(file)
    lat, lng = (rows[field_label(name)] for name in ("lat", "lng"))
    points = gpd.GeoDataFrame(rows, geometry=points_at(lat, lng))
    desa = read_land(read_facts().offices[OFFICE].kabupaten).desa[["geometry"]]
    joined = gpd.sjoin(points, desa, how="left", predicate="intersects")
    connection = sqlite3.connect(store)
    joined.drop(columns="geometry").to_sql("reports", connection, index=False)
    connection.close()
