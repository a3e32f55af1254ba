"""A handful of reports, meetings, operations and visits of the small land, to count by hand.

On the last day, 2026-03-31, with the 12 months before it, 19 reports came in at the office in
Bali:

=========================== ======= =======================================================
Where                       Reports Placed
=========================== ======= =======================================================
Selat, desa Selat           6       GPS points; village officials, overstay; in 2026
Gerokgak, Sumber Klampok    4       two GPS points and one at sea; one good for its desa only
Gerokgak, Pejarakan         2       an address; one good for its desa only
Gerokgak                    1       names the kecamatan only
Kabupaten Buleleng          1       names the kabupaten only
outside                     2       GPS points in Kalimantan
no location                 3
=========================== ======= =======================================================

Beside them officers found 2 in Gerokgak, and one report of Seririt is older than the window.
Gerokgak had a meeting and an operation within 12 months, Seririt its last meeting before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo.intake.reports import COLUMNS, enter_reports
from geo.store.activities import write_activities
from geo.store.database import prepare_store
from geo.store.facts import read_facts
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from tests.small_land import square

ON = "2026-03-31"
"""The day on which everything is looked at."""

NAN = float("nan")
AT_SEA: dict[str, Any] = {"lat": -8.302, "lng": 115.025}
"""Some 200 m south of Sumber Klampok."""

AWAY: dict[str, Any] = {"lat": -1.995, "lng": 113.005}
"""In Kalimantan."""

NO_POINT: dict[str, Any] = {"lat": NAN, "lng": NAN}
NOTE = "Dibahas jalur laporan"


def report(kode: str = "", on: str = "2025-10-15", **said: Any) -> dict[str, Any]:
    """One report, by its point in the middle of a desa if `kode` is one."""
    west, south, east, north = square(kode) if kode.count(".") == 3 else (NAN,) * 4
    return {
        "received_at": pd.Timestamp(f"{on}T02:00", tz="UTC"),
        "channel": "masyarakat",
        "kind": "keberadaan",
        "accuracy": "gps",
        "follow_up": "baru",
        "n_persons": 1,
        "lat": (south + north) / 2,
        "lng": (west + east) / 2,
        "stated_kode": "",
        "source": "berita",
        **said,
    }


def some(n: int, kode: str = "", on: str = "2025-10-15", **said: Any) -> list[dict[str, Any]]:
    """So many reports that say the same."""
    return [report(kode, on, **said) for _n in range(n)]


FROM_VILLAGES: dict[str, Any] = {"channel": "perangkat desa", "kind": "melebihi izin tinggal"}
NOWHERE: dict[str, Any] = {"accuracy": "tanpa lokasi", "kind": "lainnya", **NO_POINT}

REPORTS = [
    *some(4, "51.07.07.2001", "2026-02-10", **FROM_VILLAGES),
    *some(2, "51.07.07.2001", "2026-01-10", **FROM_VILLAGES),
    *some(2, "51.08.01.2001"),
    *some(1, "51.08.01.2001", accuracy="desa"),
    *some(1, **AT_SEA),
    *some(1, "51.08.01.2002", accuracy="alamat"),
    *some(1, "51.08.01.2002", accuracy="desa"),
    *some(1, accuracy="kecamatan", stated_kode="51.08.01", **NO_POINT),
    *some(1, accuracy="kecamatan", stated_kode="51.08", **NO_POINT),
    *some(2, on="2025-10-16", **AWAY),
    *some(3, on="2025-12-24", **NOWHERE),
    *some(2, "51.08.01.2001", "2025-11-05", channel="temuan petugas"),
    *some(1, "51.08.02.2001", "2024-12-01"),
]
MEETINGS = [("51.08.01", "2026-02-10"), ("51.08.02", "2024-05-01")]
OPERATIONS = [("51.08.01", "2025-11-20")]
VISITS = [("51.08.01.2001", "2026-01-15"), ("51.08.01.2002", "2024-02-01")]


def record(*, is_sample: bool = False) -> None:
    """Put all of it into the store of the office in Bali, invented or real."""
    record_reports(REPORTS, is_sample=is_sample)
    record_activities(is_sample=is_sample)


def record_reports(
    rows: Iterable[dict[str, Any]], *, is_sample: bool = False, prefix: str = "r"
) -> None:
    """Put reports into the store, as they would come in."""
    prepare_store()
    load_shipped(LAPTOP)
    frame = pd.DataFrame(list(rows)).assign(is_sample=is_sample)
    frame["report"] = [f"{prefix}{n}{'-contoh' if is_sample else ''}" for n in range(len(frame))]
    enter_reports(LAPTOP, frame[list(COLUMNS)], read_facts().offices["bali"])


def record_activities(*, is_sample: bool = False, text: str = NOTE) -> None:
    """Put meetings, operations and visits into the store; `text` is in every free field."""
    held = {"note": text, "source": "berita"}
    write_activities(
        LAPTOP,
        meetings=_dated(MEETINGS, "meeting", "held_on", is_sample).assign(**held),
        operations=_dated(OPERATIONS, "operation", "held_on", is_sample).assign(
            **held, kind="khusus", order_no=text
        ),
        visits=_dated(VISITS, "visit", "visited_on", is_sample).assign(
            programme=text, source="berita"
        ),
    )


def _dated(rows: list[tuple[str, str]], key: str, day: str, is_sample: bool) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kode", day])
    own = [f"{key}-{n}{'-contoh' if is_sample else ''}" for n in range(len(frame))]
    return frame.assign(**{key: own}, is_sample=is_sample)
