"""The answer about concentrations in one sentence, right in both languages and for every number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from geo.analysis.concentrations import Concentrations
from geo.analysis.enough import Enough
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.hotspots import CLASSES, Hotspots
from geo.analysis.reports import ReportFilter, Series
from geo.analysis.stability import Aspect, Repeat, Run, Stability
from geo.exports.hotspot_sentences import (
    hotspot_headline,
    left_out_notes,
    method_notes,
    run_label,
    stability_text,
)
from geo.exports.place_reasons import p_text, place_reason
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.words import Level

YEAR = ReportFilter(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ENOUGH = Enough(n_reports=400, least_reports=60, n_units=80, least_units=12)
PLACE = {
    "n_reports": 7,
    "n_around": 19,
    "n_neighbours": 6,
    "expected": 15.4,
    "low": 2.81,
    "p": 0.0004,
    "q": 0.0123,
    "klass": "signifikan",
    "shortage": None,
}


def made(
    n: int = 277,
    n_significant: int = 0,
    *,
    unit: Level | int = Level.DESA,
    enough: Enough = ENOUGH,
    total: int = 400,
    without_polygon: int = 0,
    off_grid: int = 0,
    coarser: int = 0,
    series: Series = Series.REPORTED,
) -> Concentrations:
    """An answer of which only the numbers named are of interest."""
    words = ["signifikan"] * n_significant + ["tidak signifikan"] * (n - n_significant)
    table = pd.DataFrame({"klass": pd.Categorical(words, dtype=CLASSES), "p": 0.5})
    table = table.assign(n_reports=0, low=0.0)
    world: Any = SimpleNamespace(n=n, unit=unit, n_without_polygon=without_polygon, slivers=())
    settings = HotspotSettings(replace(YEAR, series=series), unit)
    hotspots = Hotspots(settings, Rules(), world, enough, "exact", table)
    totals: Any = SimpleNamespace(total=total, off_grid=off_grid, coarser=coarser)
    counts: Any = None
    return Concentrations(hotspots, counts, totals, is_sample=False)


def held(n_stable: int) -> Stability:
    table = pd.DataFrame({"stable": [True] * n_stable + [False] * 5})
    nothing: Any = None
    return Stability(table, (), nothing, nothing)


@pytest.mark.parametrize(
    ("n", "n_stable", "english", "indonesian"),
    [
        (
            3,
            2,
            "3 of 277 desa show a concentration beyond chance; 2 of them are stable.",
            "3 dari 277 desa menunjukkan konsentrasi di atas dugaan acak; 2 di antaranya stabil.",
        ),
        (
            3,
            1,
            "3 of 277 desa show a concentration beyond chance; 1 of them is stable.",
            "3 dari 277 desa menunjukkan konsentrasi di atas dugaan acak; 1 di antaranya stabil.",
        ),
        (
            3,
            0,
            "3 of 277 desa show a concentration beyond chance; none of them is stable.",
            "3 dari 277 desa menunjukkan konsentrasi di atas dugaan acak; tidak ada yang stabil.",
        ),
        (
            1,
            1,
            "1 of 277 desa shows a concentration beyond chance; it is stable.",
            "1 dari 277 desa menunjukkan konsentrasi di atas dugaan acak; stabil.",
        ),
        (
            1,
            0,
            "1 of 277 desa shows a concentration beyond chance; it is not stable.",
            "1 dari 277 desa menunjukkan konsentrasi di atas dugaan acak; tidak stabil.",
        ),
        (
            0,
            0,
            "None of 277 desa shows a concentration beyond chance.",
            "Tidak satu pun dari 277 desa menunjukkan konsentrasi di atas dugaan acak.",
        ),
    ],
)
def test_the_answer_is_one_sentence_in_both_languages(
    n: int, n_stable: int, english: str, indonesian: str
) -> None:
    for language, text in (("en", english), ("id", indonesian)):
        use_language(language)
        assert hotspot_headline(made(277, n), held(n_stable), scope=LAPTOP) == text


def test_the_answer_names_cells_and_kecamatan_and_writes_large_numbers_as_readers_do() -> None:
    use_language("en")
    cells = hotspot_headline(made(5023, 1200, unit=8), held(1100), scope=LAPTOP)
    assert cells == (
        "1,200 of 5,023 cells show a concentration beyond chance; 1,100 of them are stable."
    )
    kecamatan = hotspot_headline(made(22, 2, unit=Level.KECAMATAN), scope=LAPTOP)
    assert kecamatan == "2 of 22 kecamatan show a concentration beyond chance."
    use_language("id")
    assert hotspot_headline(made(5023, 1200, unit=8), held(1100), scope=LAPTOP).startswith(
        "1.200 dari 5.023 sel menunjukkan"
    )


@pytest.mark.parametrize(
    ("n", "english", "indonesian"),
    [
        (
            41,
            "Not enough data yet: 41 reports in the window, 60 are needed.",
            "Belum cukup data: 41 laporan dalam jendela, diperlukan 60.",
        ),
        (
            1,
            "Not enough data yet: 1 report in the window, 60 are needed.",
            "Belum cukup data: 1 laporan dalam jendela, diperlukan 60.",
        ),
    ],
)
def test_too_few_reports_are_said_before_anything_else(
    n: int, english: str, indonesian: str
) -> None:
    few = made(277, 0, enough=replace(ENOUGH, n_reports=n))
    for language, text in (("en", english), ("id", indonesian)):
        use_language(language)
        assert hotspot_headline(few, held(0), scope=LAPTOP) == text


def test_too_few_places_with_reports_are_said() -> None:
    use_language("en")
    few = made(277, 0, enough=replace(ENOUGH, n_units=7))
    text = "Not enough data yet: only 7 desa have reports, 12 are needed."
    assert hotspot_headline(few, held(0), scope=LAPTOP) == text


def test_places_that_cannot_be_judged_are_told_beside_the_answer_but_not_to_a_meeting() -> None:
    use_language("en")
    answer = made(277, 3)
    words = pd.Categorical(["signifikan"] * 3 + ["belum cukup data"] * 274, dtype=CLASSES)
    table = answer.hotspots.table.assign(klass=words)
    partly = replace(answer, hotspots=replace(answer.hotspots, table=table))
    assert left_out_notes(partly, scope=LAPTOP) == ["Not enough data for 274 desa."]
    assert left_out_notes(partly, scope=MEETING) == left_out_notes(answer, scope=LAPTOP) == []


def test_no_report_at_all_is_not_called_no_problem() -> None:
    use_language("en")
    empty = made(total=0, enough=replace(ENOUGH, n_reports=0))
    assert "not the same as no problem" in hotspot_headline(empty, scope=LAPTOP)


def test_a_meeting_is_told_classes_and_no_number_of_reports() -> None:
    use_language("en")
    few = made(enough=replace(ENOUGH, n_reports=3), off_grid=2, coarser=1)
    headline = hotspot_headline(few, scope=MEETING)
    assert headline == "Not enough data yet: fewer than 60 reports in the window."
    assert left_out_notes(few, scope=MEETING) == []
    reason = place_reason(PLACE, made(277, 3).hotspots, scope=MEETING)
    assert reason == "Reports of its neighbours: beyond chance."


def test_a_place_tells_what_is_there_and_what_chance_would_put_there() -> None:
    use_language("en")
    hotspots = made(277, 3).hotspots
    assert place_reason(PLACE, hotspots, scope=LAPTOP) == (
        "Its 6 neighbours hold 12, where about 8 would be expected if all other "
        "places were dealt anew: beyond chance (p < 0.001, corrected p = 0.012)."
    )
    indication = PLACE | {"klass": "indikasi", "p": 0.03, "q": 0.4, "n_neighbours": 1}
    told = place_reason(indication, hotspots, scope=LAPTOP)
    assert "Its 1 neighbour holds 12" in told
    assert "improbable by itself, but not after all the places tested" in told
    assert told.endswith("Its own number stands out: look at “Numbers”.")


def test_a_place_dealt_anew_too_is_told_with_its_neighbours() -> None:
    use_language("en")
    asked = made(277, 3).hotspots
    hotspots = replace(asked, settings=replace(asked.settings, method="whole"))
    assert place_reason(PLACE, hotspots, scope=LAPTOP) == (
        "19 reports in it and its neighbours, where about 15 would be expected if all places were "
        "dealt anew: beyond chance (p < 0.001, corrected p = 0.012)."
    )


def test_a_place_that_stands_out_without_its_neighbours_is_not_called_chance() -> None:
    use_language("en")
    hotspots = made(277).hotspots  # 400 reports in 277 desa
    plain = PLACE | {"klass": "tidak signifikan", "p": 0.3, "q": 0.8}
    told = place_reason(plain, hotspots, scope=LAPTOP)
    assert "no more than chance explains (p = 0.300" in told
    alone = "It stands out by itself, its neighbours do not: look at “Numbers”."
    assert told.endswith(alone)
    few = place_reason(plain | {"n_reports": 4, "low": 1.1}, hotspots, scope=LAPTOP)
    as_others = place_reason(plain | {"low": 1.4}, hotspots, scope=LAPTOP)
    assert alone not in few + as_others


@pytest.mark.parametrize(
    ("shortage", "text"),
    [
        ("neighbours", "6 neighbours inside the work area, 2 are needed."),
        ("around", "19 reports in it and its neighbours, 5 are needed."),
    ],
)
def test_a_place_without_enough_data_says_of_what(shortage: str, text: str) -> None:
    use_language("en")
    row = PLACE | {"klass": "belum cukup data", "shortage": shortage}
    assert place_reason(row, made().hotspots, scope=LAPTOP) == text


def test_what_is_left_out_of_the_test_is_counted() -> None:
    use_language("en")
    desa = left_out_notes(made(without_polygon=2, coarser=3, off_grid=1), scope=LAPTOP)
    assert [note.split(" and ")[0] for note in desa] == [
        "3 reports are known only to a wider area",
        "1 report is of an area without a known boundary",
        "2 desa of the register have no known boundary",
    ]
    cells = left_out_notes(made(unit=7, off_grid=24), scope=LAPTOP)
    assert cells == ["24 reports lie in the water, in cells without land, and are not in the test."]


def test_how_it_was_computed_is_said_in_words() -> None:
    use_language("en")
    statistic, p, correction = method_notes(made().hotspots)
    assert "Gi*" in statistic and "exact law" in p
    assert "277 tests by Benjamini-Hochberg" in correction and "10 in 100" in correction
    drawn = replace(made().hotspots, method="permutations")
    assert "9,999 permutations, seed 20260101" in method_notes(drawn)[1]
    told = [
        method_notes(replace(drawn, method=method))[1] for method in ("whole", "whole permutations")
    ]
    assert all("the place itself too" in each for each in told)


def test_repeats_say_what_they_have_otherwise() -> None:
    use_language("en")
    settings = HotspotSettings(YEAR, 7)
    asked = [
        Repeat(Aspect.NONE, settings),
        Repeat(Aspect.AREAS, replace(settings, unit=Level.DESA)),
        Repeat(Aspect.CELLS, replace(settings, unit=6)),
        Repeat(Aspect.GRID, settings, 2),
        Repeat(Aspect.WINDOW, settings),
        Repeat(Aspect.CORRECTION, replace(settings, correction="by")),
    ]
    assert [run_label(Run(repeat, ENOUGH, 1, 1, 1)) for repeat in asked] == [
        "The map itself",
        "By desa",
        "Cells of resolution 6",
        "Cells on grid 2, shifted by a third of a cell",
        "1 January 2026 to 31 December 2026",
        "Correction by Benjamini-Yekutieli (2001)",
    ]


def test_small_texts() -> None:
    use_language("en")
    assert (p_text(0.0004), p_text(0.0126), p_text(1.0)) == ("p < 0.001", "p = 0.013", "p = 1.000")
    assert stability_text(7, 9) == "Significant in 7 of 9 repeats."
    assert stability_text(1, 1) == "Significant in 1 of 1 repeat."
