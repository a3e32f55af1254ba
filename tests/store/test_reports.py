"""Reports come out of the store as they went in: with words, areas and cells, without points."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError, StoreError
from geo.store.changes import read_changes
from geo.store.reports import CELLS, KODE, WORDS, read_reports, write_reports
from geo.store.scope import LAPTOP
from geo.words import Channel, Place
from tests.builders import make_office
from tests.store.made_rows import ask, make_reports

OFFICE = make_office("51.07", "51.08")


def test_a_report_has_its_day_words_areas_and_cells(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    report = read_reports(LAPTOP, OFFICE).loc["r1"]
    assert report["received_on"] == pd.Timestamp("2020-01-02")
    assert (report["channel"], report["place"]) == (Channel.PUBLIC, Place.INSIDE)
    assert report[list(KODE)].to_list() == ["51.08", "51.08.01", "51.08.01.2001"]
    assert report[list(CELLS)].to_list() == [f"{name}-51.08.01.2001" for name in CELLS]
    assert (report["n_persons"], bool(report["is_sample"])) == (1, False)


def test_pages_never_get_the_point_of_a_report(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    assert set(read_reports(LAPTOP, OFFICE)) & {"lat", "lng", "received_at"} == set()


def test_what_is_not_known_of_a_place_is_missing_and_not_an_empty_text(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("", "51.08.01"))
    reports = read_reports(LAPTOP, OFFICE)
    assert reports["kode_kecamatan"].isna().to_list() == [True, False]
    assert reports[["kode_desa", *CELLS]].isna().all(axis=None)


def test_words_keep_their_order_and_are_all_there_also_without_a_report(facts: Path) -> None:
    empty = read_reports(LAPTOP, OFFICE)
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    one = read_reports(LAPTOP, OFFICE)
    assert (len(empty), len(one)) == (0, 1)
    for name, words in WORDS.items():
        expected = [word.value for word in words]
        assert list(empty[name].cat.categories) == list(one[name].cat.categories) == expected
    own = one.drop(columns=[*KODE, *CELLS]).dtypes
    assert own.equals(empty.drop(columns=[*KODE, *CELLS]).dtypes)
    assert one.index.dtype == empty.index.dtype


def test_reports_stand_in_the_order_of_their_days_and_keys(facts: Path) -> None:
    frame = make_reports("51.08.01.2001", "51.08.01.2001", "51.08.01.2001")
    frame["received_on"] = ["2020-01-03", "2020-01-01", "2020-01-01"]
    write_reports(LAPTOP, frame)
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r2", "r3", "r1"]


def test_an_office_reads_its_own_reports_alone(facts: Path) -> None:
    frame = make_reports("51.08.01.2001", "51.08.01.2001")
    frame["office"] = ["bali", "kahayan"]
    write_reports(LAPTOP, frame)
    assert list(read_reports(LAPTOP, OFFICE).index) == ["r1"]


@pytest.mark.parametrize("column", WORDS)
def test_a_word_that_is_not_known_is_refused_by_name(facts: Path, column: str) -> None:
    frame = make_reports("51.08.01.2001").assign(**{column: "pelanggaran"})
    with pytest.raises(DataError, match=f"{column} 'pelanggaran' is not known. Known: "):
        write_reports(LAPTOP, frame)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("lat", 115.0, "ck_reports_lat"),
        ("lng", -8.0, "ck_reports_lng"),
        ("n_persons", -1, "ck_reports_n_persons"),
        ("n_persons", "two", "cannot store TEXT value in INTEGER column"),
        ("is_sample", 2, "ck_reports_is_sample"),
        ("source", "koran", "FOREIGN KEY constraint failed"),
    ],
)
def test_a_row_that_the_store_refuses_takes_none_of_the_others_in(
    facts: Path, column: str, value: object, reason: str
) -> None:
    frame = make_reports("51.08.01.2001", "51.08.01.2002").astype({column: object})
    frame.loc[1, column] = value
    with pytest.raises(StoreError, match=rf"{reason}.*Nothing was recorded\."):
        write_reports(LAPTOP, frame)
    assert len(read_reports(LAPTOP, OFFICE)) == 0
    assert "reports" not in set(read_changes(LAPTOP)["about"])


def test_a_report_that_is_there_already_is_refused_with_all_that_came_along(facts: Path) -> None:
    write_reports(LAPTOP, make_reports("51.08.01.2001"))
    again = make_reports("51.07.01.2001", "51.07.01.2001")
    with pytest.raises(StoreError, match="1 of 2 rows of reports are in the store already"):
        write_reports(LAPTOP, again)
    assert read_reports(LAPTOP, OFFICE)["kode_kabupaten"].to_list() == ["51.08"]


def test_many_reports_make_one_change(facts: Path) -> None:
    before = len(read_changes(LAPTOP))
    write_reports(LAPTOP, make_reports(*["51.08.01.2001"] * 20))
    changes = read_changes(LAPTOP).iloc[before:]
    assert changes[["action", "about", "after"]].to_numpy().tolist() == [
        ["record", "reports", '{"rows": 20}']
    ]


def test_nothing_in_the_store_tells_who_a_person_is(facts: Path) -> None:
    columns = {name for (name,) in ask("SELECT name FROM pragma_table_info('reports')")}
    assert columns & {"name", "nama", "passport", "nik", "phone", "email", "nationality"} == set()
