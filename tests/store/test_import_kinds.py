"""Rows of every kind that a file may bring come in, once, and nowhere but in known areas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.store.activities import read_visits
from geo.store.denominators import read_denominators
from geo.store.scope import LAPTOP
from tests.store.made_imports import DESA, OFFICE, lines_of, take_in
from tests.store.made_rows import ask

OTHERS = {
    "meetings": {"meeting": "m", "kode": "51.08", "held_on": "2020-01-02", "note": "x"},
    "operations": {
        "operation": "o",
        "kode": "51.08",
        "held_on": "2020-01-02",
        "kind": "khusus",
        "order_no": "1/2020",
        "result": "x",
    },
    "visits": {"visit": "v", "kode": DESA, "visited_on": "2020-01-02", "programme": "x"},
    "team_events": {
        "fact": "f",
        "kode": "51.08.01",
        "applies_to": "area",
        "status": "terbentuk",
        "holds_from": "2020-01-02",
        "event_on": "2020-01-02",
        "note_id": "x",
    },
    "members": {"office": "bali", "level": "kabupaten", "agency": "camat"},
    "denominators": {
        "denominator": "d",
        "kode": "51.08.01",
        "measure": "penduduk",
        "since": "2020-01-01",
        "until": "2020-12-31",
        "value": 5.5,
    },
}


@pytest.mark.parametrize("about", OTHERS)
def test_rows_of_every_kind_come_in_once(facts: Path, about: str) -> None:
    frame = lines_of(pd.DataFrame([OTHERS[about]]))
    first = take_in(frame, about=about)
    assert (first.added, first.updated) == (1, 0)
    again = take_in(frame, about=about)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1)
    rows = ask(f"SELECT count(*) FROM {about} WHERE import_id = ?", first.import_id)
    assert rows == [(1,)]


@pytest.mark.parametrize("about", ["meetings", "operations", "visits", "team_events"])
def test_rows_of_every_kind_are_refused_where_no_such_area_is(facts: Path, about: str) -> None:
    frame = lines_of(pd.DataFrame([{**OTHERS[about], "kode": "99.99"}]))
    with pytest.raises(DataError, match=r"99\.99"):
        take_in(frame, about=about)


def test_a_text_that_a_file_does_not_bring_stays_as_it_was(facts: Path) -> None:
    visit = pd.DataFrame([OTHERS["visits"]])
    take_in(lines_of(visit.assign(note="kept")), about="visits")
    receipt = take_in(lines_of(visit.assign(programme="y")), about="visits")
    assert receipt.updated == 1
    assert read_visits(LAPTOP, OFFICE).loc["v", ["programme", "note"]].to_list() == ["y", "kept"]


def test_a_denominator_is_read_as_it_came_in(facts: Path) -> None:
    take_in(lines_of(pd.DataFrame([OTHERS["denominators"]])), about="denominators")
    row = read_denominators(LAPTOP, OFFICE).loc["d"]
    assert (row["kode"], row["measure"], row["value"]) == ("51.08.01", "penduduk", 5.5)
    assert row["until"] == pd.Timestamp("2020-12-31")
