"""The exported settings file makes the same answer again, or says what is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geo import __version__
from geo.analysis.concentrations import Concentrations, answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.stability import repeat_hotspots
from geo.errors import DataError
from geo.exports.hotspot_settings import (
    Provenance,
    differences,
    provenance_of,
    read_settings_file,
    reports_digest,
    settings_file,
)
from geo.exports.hotspots_answer import hotspots_json
from geo.store.rules import Rules
from geo.text import use_language
from geo.words import Accuracy, Channel, FollowUp, Level, Suspicion
from tests.analysis.made_reports import make_report, make_reports
from tests.analysis.made_worlds import make_land, middle, reports_at, whole

UNTIL = dt.date(2026, 12, 31)
ASKED = HotspotSettings(
    ReportFilter(
        dt.date(2026, 1, 1),
        UNTIL,
        series=Series.REPORTED,
        kinds=(Suspicion.OVERSTAY,),
        accuracies=(Accuracy.GPS,),
    ),
    unit=7,
    correction="by",
)
RULES = Rules(fdr_percent=5)
EVERY = [middle(row, column) for row in range(10) for column in range(10)]
HOT = [middle(4, 4), middle(4, 5), middle(5, 4), middle(5, 5)]
REPORTS, POINTS = reports_at([*EVERY, *HOT * 40])


OTHERWISE = {
    "channel": Channel.PATROL.value,
    "kind": Suspicion.PRESENCE.value,
    "accuracy": Accuracy.DESA.value,
    "h3_r7": "87x",
}
"""What may be said of a report otherwise."""


def answered(settings: HotspotSettings = ASKED, rules: Rules = RULES) -> Concentrations:
    return answer_hotspots(REPORTS, make_land(), settings, rules)


def made_of(answer: Concentrations, points: pd.DataFrame = POINTS) -> Provenance:
    areas = whole("51.08").assign(source="gadm", vintage="GADM 4.1, 2022")
    return provenance_of(
        answer,
        office="bali",
        boundaries="51=gadm",
        reports=REPORTS,
        points=points,
        areas=areas,
    )


def made(*kode: str, on: str = "2026-06-15", **said: str) -> pd.DataFrame:
    return make_reports(*(make_report(each, on, **said) for each in kode))


def content(**other: Any) -> dict[str, Any]:
    answer = answered()
    return json.loads(settings_file(answer, made_of(answer))) | other


def test_the_file_gives_back_settings_rules_and_origin() -> None:
    answer = answered()
    stated = read_settings_file(settings_file(answer, made_of(answer)), name="a.json")
    assert (stated.settings, stated.rules) == (ASKED, RULES)
    assert stated.made_of == Provenance(
        office="bali",
        program=__version__,
        data=reports_digest(REPORTS, POINTS, until=UNTIL),
        last_report="2026-06-15",
        boundaries="51=gadm",
        vintage="gadm: GADM 4.1, 2022",
        is_sample=False,
    )


def test_the_same_answer_is_made_again_from_the_file() -> None:
    answer = answered()
    stated = read_settings_file(settings_file(answer, made_of(answer)), name="a.json")
    again = answered(stated.settings, stated.rules)
    assert again.hotspots.table.equals(answer.hotspots.table)
    held, held_again = (
        repeat_hotspots(each.hotspots, REPORTS, POINTS, make_land()).table
        for each in (answer, again)
    )
    assert held_again[["n_runs", "n_significant"]].equals(held[["n_runs", "n_significant"]])
    assert held["n_significant"].max() > 1


def test_an_answer_as_json_can_stand_for_its_settings_file() -> None:
    answer = answered()
    stability = repeat_hotspots(answer.hotspots, REPORTS, POINTS, make_land())
    names = answer.hotspots.table["n_reports"].astype("str")
    told = hotspots_json(answer, stability, names=names, made_of=made_of(answer))
    stated = read_settings_file(json.dumps(told, allow_nan=False).encode(), name="a.json")
    assert stated.settings == ASKED
    assert len(told["units"]) == told["totals"]["units"]
    assert sum(unit["n_reports"] for unit in told["units"]) == told["totals"]["in_units"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_a_shell_of_windows_wrote_is_read(encoding: str) -> None:
    text = json.dumps(content(), ensure_ascii=False)
    assert read_settings_file(text.encode(encoding), name="a.json").settings == ASKED


def test_what_has_changed_since_is_named() -> None:
    use_language("en")
    then = made_of(answered())
    assert differences(then, then) == []
    now = replace(then, data="a:2", boundaries="51=other")
    assert differences(then, now) == ["the records have changed", "the boundaries are others"]


def test_the_digest_is_the_same_for_the_same_reports_anywhere() -> None:
    two = made("51.08.01.2001", "51.08.02.2002")
    swapped = made("51.08.02.2002", "51.08.01.2001").set_axis(["x", "y"])
    as_text = two.astype({"kode_desa": "object", "h3_r8": "object", "kind": "str"})
    said = {reports_digest(frame, until=UNTIL) for frame in (two, swapped, as_text)}
    assert said == {"103011b85eedba1a"}


def test_a_report_at_another_point_changes_the_digest_for_the_shifted_grids_count_by_it() -> None:
    moved = POINTS.assign(lat=POINTS["lat"].where(POINTS.index != "r0042", POINTS["lat"] + 2e-6))
    then = made_of(answered())
    now = made_of(answered(), moved)
    assert [key for key in vars(then) if vars(then)[key] != vars(now)[key]] == ["data"]
    swapped = POINTS.rename(columns={"lat": "lng", "lng": "lat"})
    nowhere = POINTS.assign(lng=float("nan"))
    frames = (POINTS, moved, swapped, nowhere, None)
    assert len({reports_digest(REPORTS, each, until=UNTIL) for each in frames}) == len(frames)


def test_the_digest_passes_over_what_is_finer_than_a_millionth_of_a_degree_and_the_order() -> None:
    same = (POINTS.round(6), POINTS.round(6) + 1e-8, POINTS.round(6).iloc[::-1])
    assert len({reports_digest(REPORTS, each, until=UNTIL) for each in same}) == 1


def test_a_report_that_enters_changes_the_digest_and_a_later_one_does_not() -> None:
    first = reports_digest(made("51.08.01.2001"), until=UNTIL)
    others = [
        made(),
        made("51.08.02.2002"),
        made("51.08.01.2001", "51.08.01.2001"),
        made("51.08.01.2001", on="2026-06-14"),
        *(made("51.08.01.2001", **{name: word}) for name, word in OTHERWISE.items()),
    ]
    assert len({first, *(reports_digest(other, until=UNTIL) for other in others)}) == 9
    later = make_reports(
        make_report("51.08.01.2001", "2026-06-15"), make_report("51.08.01", "2027-01-01")
    )
    follow_up = made("51.08.01.2001", follow_up=FollowUp.DONE.value)
    assert reports_digest(later, until=UNTIL) == reports_digest(follow_up, until=UNTIL) == first


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"\xff\xfe\x00", b"[1]", b'"x"', b"null", b"[" * 100_000, b'{"kind": "other"}'],
)
def test_a_file_that_is_none_is_refused_by_name(broken: bytes) -> None:
    with pytest.raises(DataError, match=r"a\.json"):
        read_settings_file(broken, name="a.json")


@pytest.mark.parametrize(
    ("part", "key", "value", "remedy"),
    [
        ("settings", "since", "2026-13-01", "not a date of the form 2019-03-25"),
        ("settings", "since", "20260101", "not a date of the form 2019-03-25"),
        ("settings", "since", "2027-01-01", "later than the last day"),
        ("settings", "since", 5, "not a date of the form 2019-03-25"),
        ("settings", "unit", "provinsi", "say one of kecamatan, desa, h3:5"),
        ("settings", "unit", "h3:15", "say one of kecamatan, desa, h3:5"),
        ("settings", "unit", "h3:07", "say one of kecamatan, desa, h3:5"),
        ("settings", "unit", 7, "say one of kecamatan, desa, h3:5"),
        ("settings", "unit", ["desa"], "say one of kecamatan, desa, h3:5"),
        ("settings", "series", "semua", "say one of laporan, temuan"),
        ("settings", "kinds", ["pencurian"], "not a list [] of these words: "),
        ("settings", "kinds", None, "not a list [] of these words: "),
        ("settings", "kinds", "", "not a list [] of these words: "),
        ("settings", "channels", {}, "not a list [] of these words: "),
        ("settings", "accuracies", [["gps"]], "not a list [] of these words: "),
        ("settings", "correction", "none", "say one of bh, by"),
        ("settings", "correction", "\x1b[2J", "say one of bh, by"),
        ("settings", "method", "guess", "say one of exact, whole, permutations"),
        ("settings", "n_permutations", 10**12, "a whole number from 99 to 99,999"),
        ("settings", "n_permutations", 1e400, "a whole number from 99 to 99,999"),
        ("settings", "n_permutations", "9999", "a whole number from 99 to 99,999"),
        ("settings", "seed", -1, "a whole number from 0 to 9,223,372,036,854,775,807"),
        ("settings", "seed", 1.9, "a whole number from 0 to"),
        ("settings", "seed", "12", "a whole number from 0 to"),
        ("settings", "seed", True, "a whole number from 0 to"),
        ("rules", "fdr_percent", 0, "a whole number from 1 to 100"),
        ("rules", "fdr_percent", "10", "a whole number from 1 to 100"),
        ("rules", "fdr_percent", True, "a whole number from 1 to 100"),
        ("rules", "fdr_percent", 2000, "a whole number from 1 to 100"),
        ("rules", "stable_percent", 2000, "a whole number from 1 to 100"),
        ("rules", "indication_percent", 500, "a whole number from 1 to 100"),
        ("rules", "enough_total", 10**40, "a whole number from 1 to 1,000,000"),
        ("made_of", "office", "\x1b[2Jbali", "not a text of letters that can be printed"),
        ("made_of", "office", None, "not a text of letters that can be printed"),
        ("made_of", "is_sample", "no", "neither true nor false"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_key_its_value_and_what_it_may_be(
    part: str, key: str, value: object, remedy: str
) -> None:
    use_language("en")
    stated = content()
    stated[part][key] = value
    with pytest.raises(DataError) as told:
        read_settings_file(json.dumps(stated).encode(), name="a.json")
    said = str(told.value)
    assert said.isprintable()
    assert said.startswith(f"a.json: 1 fault: {part}.{key} '{json.dumps(value)[:40]}': ")
    assert remedy in said
    assert said.endswith(". Mend it in the file, or take the file along anew.")


def test_a_key_that_is_missing_is_named() -> None:
    use_language("en")
    stated = content()
    del stated["settings"]["seed"]
    with pytest.raises(DataError, match=r"a\.json: 1 fault: settings 'seed': is missing"):
        read_settings_file(json.dumps(stated).encode(), name="a.json")


@pytest.mark.parametrize("part", ["settings", "rules", "made_of"])
def test_a_part_that_is_missing_or_of_another_kind_is_refused(part: str) -> None:
    missing = {key: value for key, value in content().items() if key != part}
    for stated in (missing, content(**{part: []}), content(**{part: {}}), content(**{part: None})):
        with pytest.raises(DataError, match=r"a\.json"):
            read_settings_file(json.dumps(stated).encode(), name="a.json")


def test_a_unit_is_an_area_or_a_cell() -> None:
    for unit in (Level.DESA, Level.KECAMATAN, 5, 8):
        answer = answered(replace(ASKED, unit=7))
        stated = json.loads(settings_file(answer, made_of(answer)))
        stated["settings"]["unit"] = unit.value if isinstance(unit, Level) else f"h3:{unit}"
        again = read_settings_file(json.dumps(stated).encode(), name="a.json")
        assert again.settings.unit == unit
