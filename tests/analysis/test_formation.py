"""The ladder on a day: the latest fact counts, and what nobody speaks of is not known."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from geo.analysis.activity import is_formed
from geo.analysis.formation import (
    Progress,
    counts_by_status,
    coverage_by_kabupaten,
    formation_by_area,
    progress,
    status_on,
)
from geo.store.claims import Target
from geo.words import Level, TeamStatus
from tests.builders import day, make_formation, make_office, make_register

ALL = ("51.07.01", "51.07.07", "51.08.01", "51.08.02")
OFFICE = make_office("51.07", "51.08")


def status(formation: pd.DataFrame, kode: str, on: str) -> str:
    """Status of one area on one day."""
    return str(status_on(formation, [kode], on=day(on)).loc[kode, "status"])


def areas(*facts: tuple[str, str, str], level: Level, on: str) -> pd.DataFrame:
    """Areas of the office in the register of four kecamatan."""
    names = make_register(*ALL)
    formation = make_formation(*facts)
    return formation_by_area(names, formation, office=OFFICE, level=level, on=day(on))


def target(office: str, n: int, stated_on: str, level: Level = Level.KECAMATAN) -> Target:
    return Target(office, level, n, day(stated_on), "berita")


def test_before_the_first_fact_an_area_is_unknown_and_from_its_day_on_it_is_not() -> None:
    formation = make_formation(("51.08.01", "terbentuk", "2019-03-25"))
    assert status(formation, "51.08.01", "2019-03-24") == "belum diketahui"
    assert status(formation, "51.08.01", "2019-03-25") == "terbentuk"
    assert status(formation, "51.08.01", "2026-01-01") == "terbentuk"


def test_of_several_facts_the_latest_day_counts_wherever_it_stands_in_the_file() -> None:
    formation = make_formation(
        ("51.08.01", "dikukuhkan", "2020-03-01"), ("51.08.01", "direncanakan", "2020-01-01")
    )
    assert status(formation, "51.08.01", "2020-02-01") == "direncanakan"
    assert status(formation, "51.08.01", "2020-03-01") == "dikukuhkan"


def test_of_two_facts_of_one_day_the_one_further_down_counts() -> None:
    facts = [("51.08.01", "dikukuhkan", "2020-01-01"), ("51.08.01", "terbentuk", "2020-01-01")]
    assert status(make_formation(*facts), "51.08.01", "2020-01-01") == "terbentuk"
    assert status(make_formation(*facts).iloc[::-1], "51.08.01", "2020-01-01") == "terbentuk"
    assert status(make_formation(*facts[::-1]), "51.08.01", "2020-01-01") == "dikukuhkan"


def test_a_team_that_a_later_source_denies_is_not_formed_any_more() -> None:
    formation = make_formation(
        ("51.08.01", "terbentuk", "2020-01-01"), ("51.08.01", "belum dibentuk", "2021-01-01")
    )
    assert status(formation, "51.08.01", "2021-01-01") == "belum dibentuk"


def test_an_area_is_shown_with_the_fact_that_says_so_and_without_one_with_none() -> None:
    formation = make_formation(("51.08.01", "terbentuk", "2020-01-01"))
    states = status_on(formation, ["51.08.01", "51.08.02"], on=day("2020-01-01"))
    assert list(states["source"]) == ["berita", ""]
    assert list(states["fact"]) == ["fact on line 2", ""]
    assert pd.isna(states.loc["51.08.02", "holds_from"])
    assert states["status"].cat.ordered


def test_without_any_fact_every_area_is_unknown() -> None:
    states = status_on(make_formation(), ["51.08.01", "51.08.02"], on=day("2020-01-01"))
    assert list(states["status"]) == ["belum diketahui"] * 2
    assert list(states["note_id"]) == ["", ""]


def test_areas_are_answered_in_the_order_in_which_they_are_asked_for() -> None:
    asked = ["51.08.02", "51.07.01", "51.08.01"]
    assert list(status_on(make_formation(), asked, on=day("2020-01-01")).index) == asked


def test_the_facts_given_are_left_as_they_were() -> None:
    formation, names = make_formation(("51.08.01", "terbentuk", "2020-01-01")), make_register(*ALL)
    kept, kept_names = formation.copy(), names.copy()
    on = day("2020-01-02")
    kecamatan = formation_by_area(names, formation, office=OFFICE, level=Level.KECAMATAN, on=on)
    kabupaten = formation_by_area(names, formation, office=OFFICE, level=Level.KABUPATEN, on=on)
    before = kecamatan.copy()
    coverage_by_kabupaten(kecamatan, kabupaten)
    assert_frame_equal(formation, kept)
    assert_series_equal(names, kept_names)
    assert_frame_equal(kecamatan, before)


def test_an_office_sees_its_own_areas_of_one_level_sorted_by_kode() -> None:
    names = make_register(*ALL).iloc[::-1]
    office = make_office("51.08")
    on, none = day("2020-01-01"), make_formation()
    kecamatan = formation_by_area(names, none, office=office, level=Level.KECAMATAN, on=on)
    kabupaten = formation_by_area(names, none, office=office, level=Level.KABUPATEN, on=on)
    assert list(kecamatan.index) == ["51.08.01", "51.08.02"]
    assert list(kecamatan["nama"]) == ["Gerokgak", "Seririt"]
    assert list(kecamatan["kabupaten"]) == ["51.08", "51.08"]
    assert list(kabupaten.index) == list(kabupaten["kabupaten"]) == ["51.08"]


def test_a_team_of_the_kabupaten_is_none_of_its_kecamatan() -> None:
    fact = ("51.08", "terbentuk", "2020-01-01")
    kecamatan = areas(fact, level=Level.KECAMATAN, on="2020-01-01")
    kabupaten = areas(fact, level=Level.KABUPATEN, on="2020-01-01")
    assert list(kecamatan["status"]) == ["belum diketahui"] * 4
    assert list(kabupaten["status"]) == ["belum diketahui", "terbentuk"]


FACTS = (
    ("51.07", "terbentuk", "2020-01-01"),
    ("51.08.01", "terbentuk", "2020-01-01"),
    ("51.08.02", "belum dibentuk", "2020-01-01"),
)


def test_coverage_counts_formed_and_unknown_apart_and_adds_up_to_all_kecamatan() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    kabupaten = areas(*FACTS, level=Level.KABUPATEN, on="2020-01-01")
    coverage = coverage_by_kabupaten(kecamatan, kabupaten)
    assert coverage.loc["51.08", ["n_kecamatan", "n_formed", "n_unknown"]].to_list() == [2, 1, 0]
    assert coverage.loc["51.07", ["n_kecamatan", "n_formed", "n_unknown"]].to_list() == [2, 0, 2]
    assert coverage["n_kecamatan"].sum() == len(kecamatan)
    assert list(coverage["status"]) == ["terbentuk", "belum diketahui"]


def test_a_share_of_what_nobody_speaks_of_is_no_number() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    kabupaten = areas(*FACTS, level=Level.KABUPATEN, on="2020-01-01")
    share = coverage_by_kabupaten(kecamatan, kabupaten)["share"]
    assert share["51.08"] == 0.5
    assert pd.isna(share["51.07"])


def test_coverage_stands_in_the_order_of_the_kabupaten_given() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    turned = areas(*FACTS, level=Level.KABUPATEN, on="2020-01-01").iloc[::-1]
    assert list(coverage_by_kabupaten(kecamatan, turned).index) == ["51.08", "51.07"]


def test_every_rung_is_counted_also_the_empty_ones_and_they_add_up() -> None:
    counts = counts_by_status(areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01"))
    assert list(counts) == list(TeamStatus)
    assert [counts[s] for s in TeamStatus] == [2, 1, 0, 0, 1, 0, 0, 0]


def test_unknown_is_not_not_formed_and_neither_is_formed() -> None:
    ladder = pd.Series([s.value for s in TeamStatus])
    assert list(is_formed(ladder)) == [False] * 4 + [True] * 4


def test_progress_is_measured_by_the_target_an_office_stated() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    found = progress(kecamatan, [target("bali", 2, "2020-01-01")], office=OFFICE)
    assert found == Progress(target=2, n_areas=4, n_formed=1, n_unknown=2)
    assert found.share == 0.5


def test_progress_is_measured_by_the_register_where_no_target_was_stated() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    others = [target("lain", 9, "2020-01-01"), target("bali", 2, "2020-01-01", Level.KABUPATEN)]
    found = progress(kecamatan, others, office=OFFICE)
    assert (found.target, found.share) == (None, 0.25)


def test_of_several_targets_the_latest_counts() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on="2020-01-01")
    stated = [target("bali", n, f"{year}-01-01") for n, year in ((2, 2019), (4, 2020), (3, 2018))]
    assert progress(kecamatan, stated, office=OFFICE).target == 4


@pytest.mark.parametrize("formed_target", [None, 4])
def test_where_nothing_is_known_of_any_area_the_share_is_none_and_not_zero(
    formed_target: int | None,
) -> None:
    known_of_none = Progress(target=formed_target, n_areas=4, n_formed=0, n_unknown=4)
    assert known_of_none.share is None
    known_of_one = Progress(target=formed_target, n_areas=4, n_formed=0, n_unknown=3)
    assert known_of_one.share == 0


def test_a_day_before_any_record_is_answered_too() -> None:
    kecamatan = areas(*FACTS, level=Level.KECAMATAN, on=dt.date.min.isoformat())
    assert counts_by_status(kecamatan)[TeamStatus.UNKNOWN] == 4
