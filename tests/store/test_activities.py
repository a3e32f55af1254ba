"""Meetings, operations and visits: recorded with a day, an area and a source, read by office."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.activities import (
    read_meetings,
    read_operations,
    read_visits,
    record_meeting,
    record_operation,
    record_visit,
    write_activities,
)
from geo.store.changes import read_changes
from geo.store.checks import key_fault, today_anywhere
from geo.store.database import writing
from geo.store.scope import LAPTOP
from geo.words import OperationKind
from tests.builders import day, make_office
from tests.store.made_rows import make_visits

OFFICE = make_office("51.07", "51.08")
ON = day("2020-03-01")


def test_a_meeting_is_read_by_its_own_key(facts: Path) -> None:
    key = record_meeting(
        LAPTOP, kode="51.08.01", held_on=ON, source="berita", note="Rakor", key="rakor-1"
    )
    meeting = read_meetings(LAPTOP, OFFICE).loc[key]
    assert (key, meeting["kode"], meeting["note"]) == ("rakor-1", "51.08.01", "Rakor")
    assert meeting["held_on"] == pd.Timestamp(ON)
    assert not meeting["is_sample"]


def test_an_activity_without_a_key_of_its_own_gets_one(facts: Path) -> None:
    first, second = (
        record_visit(LAPTOP, kode="51.08.01.2001", visited_on=ON, source="berita") for _turn in "ab"
    )
    assert first != second
    assert set(read_visits(LAPTOP, OFFICE).index) == {first, second}


def test_an_operation_has_its_kind_and_the_number_of_its_order(facts: Path) -> None:
    kind = OperationKind.SPECIAL
    record_operation(LAPTOP, kode="51.07", held_on=ON, kind=kind, source="berita", order_no="SP 7")
    operation = read_operations(LAPTOP, OFFICE).iloc[0]
    assert (operation["kind"], operation["order_no"]) == (kind, "SP 7")


@pytest.mark.parametrize("read", [read_meetings, read_operations, read_visits])
def test_without_activities_the_columns_are_the_same(facts: Path, read) -> None:  # type: ignore[no-untyped-def]
    empty = read(LAPTOP, OFFICE).dtypes
    record_meeting(LAPTOP, kode="51.08", held_on=ON, source="berita")
    kind = OperationKind.PATROL
    record_operation(LAPTOP, kode="51.08", held_on=ON, kind=kind, source="berita")
    record_visit(LAPTOP, kode="51.08.01.2001", visited_on=ON, source="berita")
    assert len(read(LAPTOP, OFFICE)) == 1
    assert read(LAPTOP, OFFICE).dtypes.equals(empty)


def test_an_office_reads_what_lies_in_its_kabupaten_and_not_beside_it(facts: Path) -> None:
    for kode in ("51.07.01", "51.08", "62.10", "62.10.01"):
        record_meeting(LAPTOP, kode=kode, held_on=ON, source="berita")
    assert set(read_meetings(LAPTOP, OFFICE)["kode"]) == {"51.07.01", "51.08"}


@pytest.mark.parametrize("kode", ["51", "51.08.01.2001", "5108", "Buleleng", ""])
def test_a_meeting_is_of_a_kabupaten_or_a_kecamatan(facts: Path, kode: str) -> None:
    with pytest.raises(DataError, match=rf"kode '{kode}' is not a kabupaten / kecamatan\."):
        record_meeting(LAPTOP, kode=kode, held_on=ON, source="berita")


def test_a_visit_is_to_a_desa(facts: Path) -> None:
    with pytest.raises(DataError, match=r"kode '51\.08\.01' is not a desa\."):
        record_visit(LAPTOP, kode="51.08.01", visited_on=ON, source="berita")


def test_a_document_that_the_store_does_not_have_is_refused(facts: Path) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY constraint failed"):
        record_meeting(LAPTOP, kode="51.08", held_on=ON, source="koran")


def test_many_activities_come_in_together_or_not_at_all(facts: Path) -> None:
    visits = make_visits("51.08.01.2001", "51.08.01.2002")
    broken = visits.assign(visit=["v3", "v4"], visited_on=["2020-01-02", "kemarin"])
    write_activities(LAPTOP, visits=visits)
    with pytest.raises(DataError, match="visited_on 'kemarin': not a date"):
        write_activities(LAPTOP, visits=broken)
    assert list(read_visits(LAPTOP, OFFICE).index) == ["v1", "v2"]
    assert read_changes(LAPTOP).iloc[-1]["after"] == '{"rows": 2}'


def test_a_kind_of_operation_that_is_none_is_refused(facts: Path) -> None:
    columns = {"operation": ["o"], "kode": "51.08", "held_on": "2020-01-02", "kind": "razia"}
    rest = {"order_no": "", "note": "", "source": "berita", "is_sample": False}
    with pytest.raises(DataError, match="kind 'razia' is not known. Known: khusus, insidentil"):
        write_activities(LAPTOP, operations=pd.DataFrame(columns | rest))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("visit", "", "not a key"),
        ("visit", "budi santoso", "not a key"),
        ("visit", "+62-812", "not a key"),
        ("visit", "v" * 65, "not a key"),
        ("visit", "wa-081234567890", "a number of 9 or more digits"),
        ("kode", "51.08.09.2001", "is not in the register"),
        ("visited_on", "2999-01-01", "a day that is yet to come"),
        ("is_sample", 2, "neither 0 nor 1"),
        ("is_sample", "yes", "neither 0 nor 1"),
    ],
)
def test_a_row_that_would_mislead_or_tell_of_a_person_is_refused(
    facts: Path, column: str, value: object, reason: str
) -> None:
    visits = make_visits("51.08.01.2001").astype(object).assign(**{column: [value]})
    with pytest.raises(DataError, match=f"{column} '.*{reason}"):
        write_activities(LAPTOP, visits=visits)
    assert len(read_visits(LAPTOP, OFFICE)) == 0


def test_an_activity_of_today_is_taken_and_one_of_tomorrow_is_not(facts: Path) -> None:
    today = today_anywhere()
    record_meeting(LAPTOP, kode="51.08", held_on=today, source="berita")
    tomorrow = today + dt.timedelta(days=1)
    with pytest.raises(DataError, match="yet to come"):
        record_meeting(LAPTOP, kode="51.08", held_on=tomorrow, source="berita")


@pytest.mark.parametrize(
    "key",
    ["singaraja-00001", "a.b_c-9", "2026-01-31-001", "12345678901240008123456789012345"],
)
def test_keys_of_offices_and_of_machines_are_taken(key: str) -> None:
    assert key_fault(key) is None


def test_a_meeting_marked_twice_is_refused_by_the_store_itself(facts: Path) -> None:
    with pytest.raises(StoreError, match="ck_meetings_is_sample"), writing(LAPTOP) as connection:
        connection.exec_driver_sql(
            "INSERT INTO meetings (meeting, kode, held_on, source, is_sample) "
            "VALUES ('m', '51.08', '2020-01-01', 'berita', 2)"
        )
