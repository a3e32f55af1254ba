"""Places that stand out by themselves are told beside the answer; findings are never reports."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspots import CLASSES
from geo.analysis.reports import Series
from geo.exports.hotspot_sentences import (
    holds_more,
    hotspot_headline,
    left_out_notes,
    method_notes,
)
from geo.exports.place_reasons import place_reason
from geo.stats.intervals import poisson_interval
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from tests.exports.test_hotspot_sentences import ENOUGH, PLACE, made

COUNTS = {
    164: "tidak signifikan",
    9: "indikasi",
    5: "tidak signifikan",
    4: "tidak signifikan",
    8: "signifikan",
    7: "belum cukup data",
}
"""Reports of six of 277 desa with 400 reports in all: 1.4 each."""

FOUND = Series.FOUND


def uneven(method: str = "exact") -> Concentrations:
    """An answer in which some places hold many reports by themselves."""
    answer = made(277)
    low, high = poisson_interval(list(COUNTS))
    table = pd.DataFrame(
        {
            "n_reports": list(COUNTS),
            "low": low,
            "high": high,
            "klass": pd.Categorical(list(COUNTS.values()), dtype=CLASSES),
        }
    )
    settings = replace(answer.hotspots.settings, method=method)
    return replace(answer, hotspots=replace(answer.hotspots, table=table, settings=settings))


def test_a_place_holds_more_from_enough_reports_on_if_its_interval_lies_above_the_mean() -> None:
    answer = uneven()
    table = answer.hotspots.table
    more = holds_more(table["n_reports"], table["low"], answer.hotspots)
    assert table["n_reports"][more].to_list() == [164, 9, 5, 8, 7]
    assert not holds_more(4, 1.6, answer.hotspots)  # too few, whatever the mean


def test_that_places_stand_out_by_themselves_is_said_beside_the_answer() -> None:
    use_language("en")
    said = (
        "3 of 277 desa hold more than others by themselves, without their neighbours: see "
        "“Numbers”."
    )
    for method in ("exact", "permutations"):
        assert left_out_notes(uneven(method), scope=LAPTOP)[0] == said


def test_the_reason_of_a_place_follows_the_same_rule_as_the_note() -> None:
    use_language("en")
    hotspots = uneven().hotspots
    rows = hotspots.table.assign(n_neighbours=6, n_around=19, expected=15.4, p=0.3, q=0.8)
    judged = rows[rows["klass"] != "belum cukup data"].assign(shortage=None)
    told = [place_reason(row, hotspots, scope=LAPTOP) for row in judged.to_dict("records")]
    assert sum("look at “Numbers”" in text for text in told) == 3


def test_a_place_dealt_anew_too_or_a_meeting_is_told_of_none_that_stands_out_alone() -> None:
    use_language("en")
    unjudged = ["Not enough data for 1 desa."]
    assert left_out_notes(uneven("whole"), scope=LAPTOP) == unjudged
    assert left_out_notes(uneven(), scope=MEETING) == []
    assert left_out_notes(made(277), scope=LAPTOP) == []


def test_findings_of_officers_are_never_called_reports() -> None:
    use_language("en")
    off = [made(series=FOUND, unit=7, off_grid=2, coarser=1), made(series=FOUND, off_grid=1)]
    said = [
        hotspot_headline(made(total=0, series=FOUND), scope=LAPTOP),
        *(
            hotspot_headline(made(enough=few, series=FOUND), scope=scope)
            for few in (replace(ENOUGH, n_reports=3), replace(ENOUGH, n_units=7))
            for scope in (LAPTOP, MEETING)
        ),
        *(note for answer in off for note in left_out_notes(answer, scope=LAPTOP)),
        *method_notes(off[0].hotspots),
    ]
    assert [text for text in said if "report" in text.lower()] == []
    assert said[1] == "Not enough data yet: 3 findings of officers in the window, 60 are needed."


@pytest.mark.parametrize("method", ["exact", "whole"])
@pytest.mark.parametrize("klass", ["signifikan", "tidak signifikan", "belum cukup data"])
def test_the_reason_of_a_place_of_findings_speaks_of_findings(method: str, klass: str) -> None:
    use_language("en")
    found = made(series=FOUND).hotspots
    hotspots = replace(found, settings=replace(found.settings, method=method))
    shortage = "around" if klass == "belum cukup data" else None
    row = PLACE | {"klass": klass, "shortage": shortage}
    for scope in (LAPTOP, MEETING):
        assert "report" not in place_reason(row, hotspots, scope=scope).lower()
    if method == "whole" or shortage:
        told = place_reason(row, hotspots, scope=LAPTOP)
        assert told.startswith("19 findings of officers in it and its neighbours, ")
