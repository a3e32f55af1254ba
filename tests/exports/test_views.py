"""A view taken along has the numbers of its page; they add up, and hidden ones stay hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.analysis.amounts import shown_count
from geo.analysis.formation import report_formation
from geo.boundaries.layers import read_areas
from geo.exports.formation import take_formation
from geo.exports.taken import Table, Taken
from geo.store.facts import names_by_kode, read_facts
from geo.store.scope import MEETING
from geo.words import Level
from tests.builders import day
from tests.exports.made import small_counts, table_of, taken_formation, taken_reports


def test_every_kecamatan_stands_in_the_table_with_its_status_and_source(land: Path) -> None:
    table = table_of(taken_formation(), "Kecamatan").set_index("Kode")
    assert table["Status"].to_dict() == {
        "51.07.01": "Not formed",
        "51.07.07": "Not known",
        "51.08.01": "Formed",
        "51.08.02": "Formed",
    }
    assert table.loc["51.08.01", "Decree (SK)"] == "SK 7"
    assert str(table.loc["51.08.01", "Formed on"]) == "2020-01-02"
    assert "Tim Buleleng dibentuk" in table.loc["51.08.01", "Source"]
    assert table.loc["51.07.07", "Source"] == ""


def test_a_team_is_exported_as_stated_and_its_activity_apart(land: Path) -> None:
    facts = read_facts()
    office, on = facts.offices["bali"], day("2020-01-03")
    meetings = pd.DataFrame(
        {"kode": ["51.08.01"], "held_on": pd.to_datetime(["2020-01-03"]), "is_sample": [False]}
    )
    operations = meetings.iloc[:0].assign(kind="")
    names = names_by_kode()
    report = report_formation(
        facts, names, office=office, on=on, meetings=meetings, operations=operations
    )
    plain = taken_formation()
    taken = take_formation(
        report,
        Level.KECAMATAN,
        view=plain.view,
        areas=read_areas(Level.KECAMATAN, office.kabupaten, display=True),
        outline=plain.outline,
        facts=facts,
    )
    row = table_of(taken, "Kecamatan").set_index("Kode").loc["51.08.01"]
    assert (row["Status"], row["Activity (computed)"]) == ("Formed", "Active")
    assert str(row["Last meeting"]) == "2020-01-03"
    assert taken.areas.loc["51.08.01", ["status", "activity"]].to_list() == ["terbentuk", "active"]
    assert "Records of the office in this program" in taken.sources
    assert "Records of the office in this program" not in plain.sources


def test_coverage_by_kabupaten_adds_up_to_the_progress(land: Path) -> None:
    taken = taken_formation()
    coverage = table_of(taken, "By kabupaten")
    progress = table_of(taken, "Progress").set_index("Measure")["Number"]
    assert coverage["Kecamatan"].sum() == progress["Kecamatan in the register"] == 4
    assert coverage["Formed"].sum() == progress["Formed"] == 2
    assert coverage["Not known"].sum() == progress["Not known"] == 1
    assert progress["Share formed, %"] == 50.0


def test_a_claim_stands_beside_what_is_computed_and_is_not_altered(land: Path) -> None:
    claims = table_of(taken_formation(), "Claims")
    assert claims["Claim (klaim)"].to_list() == [75.0, 5.5]
    assert claims["Computed (terhitung)"].to_list()[0] == 50.0


def test_the_layer_of_teams_follows_the_map(land: Path) -> None:
    taken = taken_formation()
    assert len(taken.areas) == len(taken.view.values)
    assert taken.areas["status"].to_dict() == {
        "51.07.01": "belum dibentuk",
        "51.07.07": "belum diketahui",
        "51.08.01": "terbentuk",
        "51.08.02": "terbentuk",
    }


@pytest.mark.parametrize("unit", [Level.KABUPATEN, Level.KECAMATAN, Level.DESA])
def test_reports_in_areas_outside_and_nowhere_add_up_to_all(land: Path, unit: Level) -> None:
    taken = taken_reports(small_counts(unit))
    areas = table_of(taken, "Areas")
    part = table_of(taken, "Where every report went").set_index("Part")["Number"]
    assert areas["Reports"].sum() == taken.areas["n_reports"].sum() == part.iloc[1] == 13
    assert part.iloc[0] == part.iloc[1] + part.iloc[2] + part.iloc[3] == 18
    for name in ("By month", "Suspicion", "Channel", "Accuracy", "Follow-up"):
        assert table_of(taken, name)["Number"].sum() == 18


def test_an_area_without_reports_stands_with_0(land: Path) -> None:
    areas = table_of(taken_reports(small_counts()), "Areas").set_index("Kode")
    assert areas["Reports"].to_dict() == {
        "51.07.01": 0,
        "51.07.07": 1,
        "51.08.01": 12,
        "51.08.02": 0,
    }
    assert areas.loc["51.08.01", "Kabupaten/kota"] == "Kabupaten Buleleng"


def test_a_meeting_takes_no_exact_count_along(land: Path) -> None:
    taken = taken_reports(small_counts(), scope=MEETING)
    areas = table_of(taken, "Areas").set_index("Kode")["Reports"]
    assert areas["51.08.01"] == shown_count(12, MEETING) != "12"
    assert areas["51.07.07"] == shown_count(1, MEETING) != "1"
    assert taken.areas["n_reports"].to_list() == areas.to_list()
    rows = [row for table in taken.tables[2:] for row in table.rows]
    assert {type(row[-1]) for row in rows} == {str}
    assert not {"1", "2", "3", "12", "13"} & {row[-1] for row in rows}


def test_a_stamped_map_cannot_be_taken_along_without_its_stamp(land: Path) -> None:
    taken = taken_reports(small_counts(is_sample=True))
    assert taken.stamp == taken.view.sample == "DATA CONTOH (sample data)"
    with pytest.raises(ValueError, match="without its stamp"):
        replace(taken, stamp="")


def test_areas_and_classes_of_a_map_belong_together(land: Path) -> None:
    taken = taken_formation()
    with pytest.raises(ValueError, match="3 areas for 4 classes"):
        replace(taken, areas=taken.areas.iloc[:3])


def test_a_row_is_as_long_as_its_headings() -> None:
    with pytest.raises(ValueError, match="Tabel: a row is not 2 cells long"):
        Table("Tabel", ["a", "b"], [["1", "2"], ["1"]])


def test_real_reports_carry_no_stamp(land: Path) -> None:
    taken: Taken = taken_reports(small_counts())
    assert taken.stamp == ""
