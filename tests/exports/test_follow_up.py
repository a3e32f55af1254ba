"""The overdue reports, taken along: tables that add up, on the areas of the map."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from geo.analysis.follow_up import follow_up_on
from geo.exports.files import file_of
from geo.exports.follow_up import follow_up_headline, take_follow_up
from geo.exports.taken import Taken
from geo.maps.follow_up import draw_follow_up
from geo.store.members import Agency
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from tests.analysis.made_reports import make_report
from tests.analysis.test_follow_up import reports_of, steps_of
from tests.builders import make_kabupaten, make_kecamatan, make_office
from tests.maps.grounds import make_ground

ON = dt.date(2026, 3, 1)
KODE = ("51.08.01", "51.08.02")
POLSEK = {"polsek": Agency("polsek", {"id": "Polsek", "en": "Police"}, "daftar")}


def taken(n: int = 6) -> Taken:
    """`n` overdue reports in Gerokgak with the police, one outside, one without a location."""
    use_language("en")
    rows = [make_report("51.08.01.2001") for _n in range(n)]
    others = [make_report("62.10.01.2001"), make_report("")]
    reports = reports_of(*rows, *others, agencies=("polsek",) * n)
    areas = make_kecamatan(*KODE)
    report = follow_up_on(reports, steps_of(), ON, rules=Rules(), areas=areas.index)
    names = areas["nama"]
    view = draw_follow_up(report, make_ground(areas.index), scope=LAPTOP)
    return take_follow_up(
        report,
        heading=follow_up_headline(report, names, LAPTOP),
        office=make_office("51.08"),
        view=view,
        areas=areas,
        outline=make_kabupaten(areas),
        names=names,
        agencies=POLSEK,
        sources=["Records"],
    )


def test_the_areas_with_what_lies_elsewhere_are_all() -> None:
    table = taken().tables[0]
    assert [list(row) for row in table.rows] == [
        ["51.08.01", "Gerokgak", 6, 6],
        ["51.08.02", "Seririt", 0, 0],
        ["", "outside the work area", 1, 1],
        ["", "without a location", 1, 1],
        ["", "All", 8, 8],
    ]


def test_agencies_and_rows_are_as_many() -> None:
    _areas, agencies, rows = taken().tables
    assert [list(row) for row in agencies.rows] == [["Police", 6, 6], ["not yet named", 2, 2]]
    assert len(rows.rows) == 8
    assert rows.rows[0][1] == dt.date(2026, 1, 15)


def test_the_map_has_a_class_a_kecamatan_by_its_number() -> None:
    view = taken().view
    assert [view.classes[value].label for value in view.values] == [
        "5\N{EN DASH}9 overdue",
        "No open report",
    ]
    assert "8 of 8 open reports are overdue" in view.stamp


def test_a_workbook_and_a_table_are_made_of_it() -> None:
    assert file_of(taken(), "xlsx").startswith(b"PK")
    assert "Gerokgak" in file_of(taken(), "csv").decode("utf-8-sig")


def test_a_meeting_is_told_ranges_in_the_sentence() -> None:
    use_language("en")
    reports = reports_of(*[make_report("51.08.01.2001") for _n in range(6)])
    areas = make_kecamatan(*KODE)
    report = follow_up_on(reports, steps_of(), ON, rules=Rules(), areas=areas.index)
    told = follow_up_headline(report, pd.Series(areas["nama"]), MEETING)
    few = "5\N{EN DASH}9"
    assert (
        told == f"{few} of {few} open reports are overdue for follow-up; most in Gerokgak ({few})."
    )
