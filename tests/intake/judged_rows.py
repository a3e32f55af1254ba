"""Rows as a file brings them, judged against a small register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.intake.context import Context
from geo.intake.grammar import agency_names
from geo.intake.judge import judge
from geo.intake.judged import Judged, Understanding
from geo.intake.place_index import Places, places_of
from geo.intake.schema import SCHEMAS
from geo.intake.table import Sheet
from geo.words import Kind
from tests.builders import day, make_office
from tests.small_land import NAMES

OFFICE = make_office("51.07", "51.08")
TODAY = day("2026-06-30")
AREA = (114.9, -8.4, 115.3, -8.0)
MORE = {
    "51.03": "Kabupaten Badung",
    "51.08.04": "Banjar",
    "51.08.04.2003": "Kayuputih",
    "51.08.05": "Sukasada",
    "51.08.05.2014": "Selat",
    "51.08.05.2015": "Kayuputih",
    "51.08.06": "Buleleng",
    "51.08.06.2002": "Anturan",
}
"""Areas beside those of the small land, among them names of several."""

FULL: Mapping[Kind, Mapping[str, str]] = {
    Kind.REPORTS: {
        "received_on": "25/03/2026",
        "channel": "masyarakat",
        "kind": "keberadaan",
        "lat": "-8.1",
        "lng": "115.1",
        "n_persons": "1",
    },
    Kind.TEAMS: {"kode": "51.08.05", "status": "terbentuk", "event_on": "2026-03-25"},
    Kind.MEMBERS: {"level": "kecamatan", "agency": "camat"},
    Kind.MEETINGS: {"kode": "51.08.05", "held_on": "2026-03-25"},
    Kind.OPERATIONS: {"kode": "51.08.05", "held_on": "2026-03-25", "kind": "khusus"},
    Kind.VISITS: {"kode": "51.08.05.2014", "visited_on": "2026-03-25"},
    Kind.DENOMINATORS: {
        "kode": "51.08",
        "measure": "penduduk",
        "since": "2026-01-01",
        "until": "2026-12-31",
        "value": "1000",
    },
}
"""A row of each kind that nothing is wrong with."""


def make_places(*kabupaten: str, aliases: Sequence[tuple[str, str]] = ()) -> Places:
    """Places of the small land and of `MORE`; of the office unless others are named."""
    names = {kode: name for kode, name in {**NAMES, **MORE}.items() if len(kode) > 2}
    return places_of(pd.Series(names), kabupaten or OFFICE.kabupaten, aliases)


def make_context(kind: Kind) -> Context:
    rows = {"agency": ["camat"], "nama": ["Camat"], "name_en": ["Head of kecamatan"]}
    agencies = agency_names(pd.DataFrame(rows))
    return Context(OFFICE, kind, make_places(), agencies, TODAY, AREA)


def make_batch(
    kind: Kind, rows: Sequence[Mapping[str, str]], *, first: int = 2, **about: Sequence[str]
) -> pd.DataFrame:
    """A batch with a column for each field of the kind, one under the other from `first` on."""
    fields = [field.name for field in SCHEMAS[kind].fields]
    cells = {f"c{n}": [row.get(name, "") for row in rows] for n, name in enumerate(fields)}
    blank = [""] * len(rows)
    columns: dict[str, Any] = {
        "_line": range(first, first + len(rows)),
        "_fault": about.get("fault", blank),
        "_types": about.get("types", blank),
        "_hidden": about.get("hidden", blank),
        **cells,
    }
    texts = dict.fromkeys((name for name in columns if name != "_line"), "str")
    return pd.DataFrame(columns).astype({**texts, "_line": "int64"})


def make_sheet(kind: Kind, n_rows: int = 0, **about: Any) -> Sheet:
    headings = tuple(f"Kolom {field.name}" for field in SCHEMAS[kind].fields)
    return Sheet("", headings, n_rows, **about)


def make_understanding(kind: Kind, **about: Any) -> Understanding:
    columns = {field.name: n for n, field in enumerate(SCHEMAS[kind].fields)}
    return Understanding(kind, OFFICE.key, "Polsek Sawan", columns=columns, **about)


def judged(
    *rows: Mapping[str, str],
    kind: Kind = Kind.REPORTS,
    corrections: Mapping[int, Mapping[str, str]] | None = None,
    understanding: Mapping[str, Any] | None = None,
    **about: Sequence[str],
) -> Judged:
    """Judge rows that say these things instead of what a full row of the kind says."""
    batch = make_batch(kind, [{**FULL[kind], **row} for row in rows], **about)
    return judge(
        batch,
        make_sheet(kind, len(rows)),
        make_understanding(kind, **(understanding or {})),
        make_context(kind),
        corrections=corrections or {},
    )


def reasons(result: Judged) -> list[tuple[int, str, str]]:
    """Line, state and reason of each issue."""
    issues = result.issues
    return list(zip(issues["line"], issues["state"], issues["reason"], strict=True))


def one(result: Judged) -> dict[str, Any]:
    """The only accepted row."""
    assert len(result.accepted) == 1, result.issues.to_dict("records")
    return result.accepted.iloc[0].to_dict()
