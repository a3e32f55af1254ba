"""Rows that waited come in once they are mended, and the counts still add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError, StoreError
from geo.store.changes import read_changes
from geo.store.imports import (
    correcting,
    importing,
    read_waiting,
)
from geo.store.reports import read_reports
from geo.store.scope import LAPTOP
from tests.store.made_imports import (
    DESA,
    OFFICE,
    make_header,
    reports_of,
    waiting_of,
)


def half_held() -> str:
    """An import of one report of which two more rows wait; its key."""
    with importing(LAPTOP, make_header()) as rows:
        rows.put("reports", reports_of(DESA))
        rows.hold(*waiting_of(3, 4, 5))
    return rows.import_id


def test_mended_rows_come_in_and_the_counts_still_add_up(facts: Path) -> None:
    own = half_held()
    with correcting(LAPTOP, OFFICE, own) as rows:
        rows.put("reports", reports_of(DESA, first=3, report="r3"), warned=1)
        rows.hold(*waiting_of(5, state="rejected"))
    receipt = rows.receipt
    assert receipt is not None
    assert (receipt.read, receipt.accepted, receipt.warned) == (4, 2, 1)
    assert (receipt.held, receipt.rejected, receipt.added) == (1, 1, 2)
    assert read_waiting(LAPTOP, OFFICE, own)["state"].to_dict() == {4: "held", 5: "rejected"}
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1", "r3"]
    assert read_changes(LAPTOP)["action"].to_list()[-2:] == ["import", "correct"]


def test_a_row_is_mended_once(facts: Path) -> None:
    own = half_held()
    with correcting(LAPTOP, OFFICE, own) as rows:
        rows.put("reports", reports_of(DESA, first=3, report="r3"))
    with (
        pytest.raises(StoreError, match="2 of 2 rows do not wait any longer"),
        correcting(LAPTOP, OFFICE, own) as rows,
    ):
        rows.put("reports", reports_of(DESA, DESA, first=2, report=["r2", "r4"]))
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1", "r3"]
    with (
        pytest.raises(DataError, match="There is no import 'none' of this office"),
        correcting(LAPTOP, OFFICE, "none"),
    ):
        pass


def test_only_some_of_the_rows_that_wait_are_read_if_no_more_are_wanted(facts: Path) -> None:
    own = half_held()
    assert list(read_waiting(LAPTOP, OFFICE, own, limit=2).index) == [3, 4]
    assert list(read_waiting(LAPTOP, OFFICE, own, lines=[5, 3, 9]).index) == [3, 5]
    assert read_waiting(LAPTOP, OFFICE, own, lines=[]).empty
