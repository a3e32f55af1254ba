"""Reports that look like one are shown side by side until somebody decides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store import pairs
from geo.store.changes import read_changes
from geo.store.pairs import decide_pair, near_pairs, undo_decision
from geo.store.reports import read_reports, write_reports
from geo.store.scope import LAPTOP, Role, Scope
from geo.store.teams import withdraw
from tests.builders import make_office
from tests.store.made_rows import make_reports

OFFICE = make_office("51.07", "51.08")
ONE, OTHER = "51.08.01.2001", "51.07.01.2001"
NARROW = Scope("x", Role.ENTRY, ("51.08",))


def enter(*kode: str, **cells: object) -> None:
    write_reports(LAPTOP, make_reports(*kode).assign(**cells))


def found(scope: Scope = LAPTOP) -> list[tuple[str, str]]:
    near = near_pairs(scope, OFFICE)
    assert near.total == len(near.pairs)
    return list(zip(near.pairs["first"], near.pairs["second"], strict=True))


def test_reports_of_one_place_day_and_kind_are_a_pair_the_earlier_first(facts: Path) -> None:
    moments = ["2020-01-02T09:00:00+00:00", "2020-01-02T03:00:00+00:00"]
    enter(ONE, ONE, received_at=moments)
    near = near_pairs(LAPTOP, OFFICE)
    row = near.pairs.iloc[0]
    assert (near.total, row["first"], row["second"]) == (1, "r2", "r1")
    assert (row["spot"], row["kode_kecamatan"]) == (f"h3_r8-{ONE}", "51.08.01")
    assert row["received_on"] == pd.Timestamp("2020-01-02")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("received_on", ["2020-01-02", "2020-01-03"]),
        ("kind", ["keberadaan", "lainnya"]),
        ("h3_r8", ["a", "b"]),
        ("is_sample", [0, 1]),
        ("channel", ["masyarakat", "temuan petugas"]),
        ("office", ["bali", "kahayan"]),
    ],
)
def test_reports_that_differ_in_one_of_these_are_no_pair(
    facts: Path, column: str, values: list[object]
) -> None:
    enter(ONE, ONE, **{column: values})
    assert found() == []


def test_without_a_cell_the_finest_area_is_the_place(facts: Path) -> None:
    enter("51.08.01", "51.08.01", "51.08", "", "")
    assert found() == [("r1", "r2")]


def test_each_two_of_three_are_a_pair_and_the_newest_day_comes_first(facts: Path) -> None:
    days = ["2020-01-01"] * 3 + ["2020-01-05"] * 2
    enter(ONE, ONE, ONE, OTHER, OTHER, received_on=days)
    assert found() == [("r4", "r5"), ("r1", "r2"), ("r1", "r3"), ("r2", "r3")]


def test_more_pairs_than_are_listed_are_counted(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "MOST_PAIRS", 2)
    enter(ONE, ONE, ONE, OTHER, OTHER)
    decide_pair(LAPTOP, "r1", "r2", "kept")
    near = near_pairs(LAPTOP, OFFICE)
    assert (len(near.pairs), near.total) == (2, 3)


def test_the_later_of_merged_reports_is_taken_out(facts: Path) -> None:
    enter(ONE, ONE)
    decide_pair(LAPTOP, "r2", "r1", "merged")
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1"]
    assert found() == []
    changes = read_changes(LAPTOP).iloc[-2:]
    assert changes[["action", "about", "key"]].to_numpy().tolist() == [
        ["record", "pairs", "r1/r2"],
        ["withdraw", "reports", "r2"],
    ]


def test_kept_reports_are_not_shown_again(facts: Path) -> None:
    enter(ONE, ONE, ONE)
    decide_pair(LAPTOP, "r1", "r2", "kept")
    assert found() == [("r1", "r3"), ("r2", "r3")]
    assert len(read_reports(LAPTOP, OFFICE)) == 3
    with pytest.raises(DataError, match="'r1' and 'r2' were decided already"):
        decide_pair(LAPTOP, "r2", "r1", "merged")
    withdraw(LAPTOP, "reports", "r2")
    assert found() == [("r1", "r3")]


def test_only_two_reports_in_use_can_be_decided(facts: Path) -> None:
    enter(ONE, OTHER, ONE, is_sample=[0, 0, 1])
    with pytest.raises(DataError, match="reports has no 'r9' in use"):
        decide_pair(LAPTOP, "r1", "r9", "kept")
    with pytest.raises(DataError, match="'r1' and 'r1' are no pair"):
        decide_pair(LAPTOP, "r1", "r1", "merged")
    with pytest.raises(DataError, match="'r1' and 'r3' are no pair"):
        decide_pair(LAPTOP, "r1", "r3", "merged")
    with pytest.raises(StoreError, match="x may not record about 51.07.01.2001"):
        decide_pair(NARROW, "r1", "r2", "kept")


def test_a_scope_sees_the_pairs_of_its_areas(facts: Path) -> None:
    enter(ONE, ONE, OTHER, OTHER)
    assert found(NARROW) == [("r1", "r2")]
    decide_pair(LAPTOP, "r3", "r4", "kept")
    assert found(NARROW) == [("r1", "r2")]


def test_who_decides_says_which_of_merged_reports_stays(facts: Path) -> None:
    enter(ONE, ONE)
    with pytest.raises(DataError, match="'r1' and 'r2' are no pair"):
        decide_pair(LAPTOP, "r1", "r2", "merged", keep="r9")
    decide_pair(LAPTOP, "r1", "r2", "merged", keep="r2")
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r2"]


@pytest.mark.parametrize("decision", ["merged", "kept"])
def test_a_decision_is_taken_back(facts: Path, decision: pairs.Decision) -> None:
    enter(ONE, ONE)
    decide_pair(LAPTOP, "r1", "r2", decision)
    undo_decision(LAPTOP, "r2", "r1")
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1", "r2"]
    assert found() == [("r1", "r2")]
    change = read_changes(LAPTOP).iloc[-1]
    assert (change["action"], change["about"], change["key"]) == ("undo", "pairs", "r1/r2")
    with pytest.raises(DataError, match="'r1' and 'r2' were not decided"):
        undo_decision(LAPTOP, "r1", "r2")


def test_a_merged_report_does_not_come_back_when_the_other_is_out_too(facts: Path) -> None:
    enter(ONE, ONE)
    decide_pair(LAPTOP, "r1", "r2", "merged")
    with pytest.raises(StoreError, match="x may not record about"):
        undo_decision(Scope("x", Role.ENTRY, ("51.07",)), "r1", "r2")
    withdraw(LAPTOP, "reports", "r1")
    with pytest.raises(DataError, match="taken out for another reason too"):
        undo_decision(LAPTOP, "r1", "r2")
    assert list(read_reports(LAPTOP, OFFICE).index) == []
