"""The map of concentrations: what the test says of each place, and no more than it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geo.analysis.amounts import EN_DASH
from geo.analysis.concentrations import Concentrations, answer_hotspots
from geo.analysis.hotspot_settings import HotspotSettings
from geo.analysis.hotspots import CLASSES
from geo.analysis.reports import ReportFilter, Series
from geo.maps.hotspots import ORDER, STABLE, draw_hotspots, map_class_label, told_table
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.store.scope import LAPTOP, MEETING
from geo.text import use_language
from geo.theme import class_style
from geo.words import Channel, HotspotClass, Level
from tests.analysis.made_worlds import kode_of, make_land, middle, reports_at
from tests.builders import day
from tests.maps.grounds import make_ground

YEAR = ReportFilter(since=day("2026-01-01"), until=day("2026-12-31"))
LAND = make_land()
EVERY = [middle(row, column) for row in range(10) for column in range(10)]
LAKE = kode_of(4, 4)
"""The desa without a report in the middle of those with many."""

RING = [middle(r, c) for r in (3, 4, 5) for c in (3, 4, 5) if (r, c) != (4, 4)] * 30
PLANTED, _POINTS = reports_at([*(each for each in EVERY if each != middle(4, 4)), *RING])


CORNER = [middle(r, c) for r in range(4) for c in range(4)] * 8
LONELY = [middle(9, 9)] + [middle(9, 8)] * 3 + [middle(8, 1)]
UNEVEN, _AT = reports_at([*LONELY, *CORNER])
"""A hundred reports in one corner and a few far off, too few to say anything there."""


def answered(
    unit: Level | int = Level.DESA,
    reports: pd.DataFrame = PLANTED,
    series: Series = Series.REPORTED,
) -> Concentrations:
    wanted = HotspotSettings(replace(YEAR, series=series), unit)
    return answer_hotspots(reports, LAND, wanted, Rules())


def draw(answer: Concentrations, *, stable: tuple[str, ...] = (), **changes: Any) -> AreaView:
    use_language("en")
    table = answer.hotspots.table
    ground = make_ground(table.index, changes)
    held = pd.Series(table.index.isin(stable), index=table.index)
    return draw_hotspots(answer.hotspots, held, ground, **{"scope": LAPTOP, **changes})


def fills(view: AreaView, drawn: pd.Index) -> dict[str, str]:
    labels = [view.classes[value].label for value in view.values]
    return dict(zip(drawn, labels, strict=True))


def test_every_place_has_the_class_of_the_test() -> None:
    answer = answered()
    table = answer.hotspots.table
    shown = fills(draw(answer), table.index)
    assert shown == {unit: map_class_label(str(klass)) for unit, klass in table["klass"].items()}
    assert shown[LAKE] == "Significant, not stable"
    assert shown[kode_of(0, 0)] != shown[LAKE]


def test_the_legend_counts_each_class_and_all_of_them_are_all_places() -> None:
    answer = answered()
    view = draw(answer, stable=(LAKE,))
    counts = {each.label: each.count for each in view.classes}
    assert counts["Significant and stable"] == "1"
    assert int(counts["Significant, not stable"]) == answer.hotspots.n_significant - 1
    assert sum(int(each.count) for each in view.classes) == len(answer.hotspots.table) == 100
    assert [each.label for each in view.classes[1:]] == [map_class_label(word) for word in ORDER]


def test_only_what_is_significant_can_be_stable_and_it_is_drawn_strongest() -> None:
    answer, calm = answered(), kode_of(0, 0)
    shown = fills(draw(answer, stable=(LAKE, calm)), answer.hotspots.table.index)
    assert shown[LAKE] == "Significant and stable"
    assert "stable" not in shown[calm]
    assert ORDER[0] == STABLE
    shades = [_lightness(class_style("hotspot", word).fill) for word in ORDER[:3]]
    assert shades == sorted(shades)


def _lightness(colour: str) -> int:
    return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_an_amount_has_its_interval_and_the_least_probable_stands_first() -> None:
    answer = answered()
    table, view = answer.hotspots.table, draw(answer)
    index = table.index.get_loc(kode_of(3, 3))
    assert view.amounts[index] == f"31 (21{EN_DASH}44)"
    p = table["p"].iloc[list(view.amounts)].to_list()
    assert p == sorted(p)
    assert len(view.amounts) == 99


def test_a_place_without_a_report_of_its_own_is_drawn_and_not_listed() -> None:
    answer = answered()
    view, at = draw(answer), answer.hotspots.table.index.get_loc(LAKE)
    assert answer.hotspots.table.loc[LAKE, ["n_reports", "klass"]].to_list() == [0, "signifikan"]
    assert view.values[at] > 0
    assert at not in view.amounts


def test_a_cell_without_a_report_that_is_significant_is_sent_to_the_map_with_its_class() -> None:
    answer = answered(7)
    empty = answer.hotspots.table["n_reports"].eq(0) & answer.hotspots.table["klass"].eq(
        HotspotClass.SIGNIFICANT.value
    )
    assert empty.any()
    view = draw(answer, geometry="cells.json")
    assert view.cells
    assert all(view.values[at] > 0 for at in empty.to_numpy().nonzero()[0])


def test_a_cell_of_the_map_that_is_not_tested_has_no_class() -> None:
    answer = answered(7)
    drawn = answer.hotspots.table.index.append(pd.Index(["872a10000ffffff"]))
    view = draw(answer, drawn=drawn)
    assert view.values[-1] == 0
    assert view.classes[0].label == "Water or other land: not tested"
    assert view.classes[0].count == ""


def test_a_meeting_sees_classes_and_neither_a_small_count_nor_an_interval() -> None:
    answer = answered()
    view, told = draw(answer, scope=MEETING), draw(answer)
    assert view.values == [min(value, 4) for value in told.values]
    assert 5 in told.values
    assert view.classes[4].label == "None shown, or too few reports"
    at = answer.hotspots.table.index.get_loc(kode_of(3, 3))
    assert view.amounts[at] == f"25{EN_DASH}49"
    assert set(view.amounts.values()) == {"hidden (<5)", f"25{EN_DASH}49"}
    assert "interval" in told.stamp
    assert "interval" not in view.stamp


def test_in_a_meeting_no_order_tells_places_of_one_class_and_range_apart() -> None:
    answer = answered()
    view = draw(answer, scope=MEETING)
    told = [(view.values[at], text) for at, text in view.amounts.items()]
    for each in set(told):
        places = [at for at, other in zip(view.amounts, told, strict=True) if other == each]
        assert places == sorted(places)
    assert list(draw(answer).amounts) != list(view.amounts)


def test_with_too_few_reports_every_place_is_not_enough_data() -> None:
    reports, _points = reports_at(EVERY[:20])
    view = draw(answered(reports=reports))
    assert set(fills(view, LAND.of(Level.DESA).index).values()) == {"Not enough data"}
    assert len(view.amounts) == 20


def test_places_without_enough_data_are_listed_last_and_by_kode() -> None:
    answer = answered(reports=UNEVEN)
    table = answer.hotspots.table
    listed = [str(table.index[at]) for at in draw(answer).amounts]
    lonely = [kode_of(8, 1), kode_of(9, 8), kode_of(9, 9)]
    assert set(table.loc[lonely, "shortage"]) == {"around"}
    assert table.loc[lonely, "p"].idxmax() == kode_of(8, 1)
    assert listed[-3:] == sorted(lonely)


def test_of_a_place_without_enough_data_no_number_of_the_test_is_told() -> None:
    found = answered(reports=UNEVEN).hotspots
    told, short = told_table(found), found.table["shortage"].notna()
    test = ["expected", "z", "p", "q"]
    assert 0 < short.sum() < len(told)
    assert told.loc[short, test].isna().all(axis=None)
    assert told.loc[~short].equals(found.table.loc[~short])
    assert told.drop(columns=test).equals(found.table.drop(columns=test))
    assert found.table.loc[short, "p"].notna().all()  # the correction needs them


def test_what_officers_found_is_not_called_reports() -> None:
    reports, _points = reports_at([*EVERY, *RING], channel=Channel.PATROL.value)
    answer = answered(7, reports, Series.FOUND)
    assert answer.totals.in_units > 300
    for scope in (LAPTOP, MEETING):
        view = draw(answer, scope=scope)
        assert view.title.startswith("Concentration of findings of officers beyond chance, H3")
        assert view.amount_title == "Found by officers"
        said = [view.title, view.stamp, *(each.label for each in view.classes)]
        assert "report" not in " ".join(said)


def test_the_legend_says_how_a_place_is_judged_and_which_reports_a_cell_has() -> None:
    desa, cells = draw(answered()), draw(answered(7))
    assert desa.title == "Concentration of reports beyond chance, Desa/kelurahan"
    assert desa.stamp.startswith("1 January 2026 to 31 December 2026 · ")
    assert "a place is judged together with its neighbours" in desa.stamp
    assert "only reports with a GPS point or an address" in cells.stamp
    assert "GPS" not in desa.stamp


@pytest.mark.parametrize("is_sample", [True, False])
def test_invented_reports_stamp_the_map(is_sample: bool) -> None:
    assert bool(draw(answered(), is_sample=is_sample).sample) == is_sample


def test_every_class_has_a_fill_of_its_own() -> None:
    styles = {class_style("hotspot", word) for word in ORDER}
    assert len(styles) == len(ORDER) == len(CLASSES.categories) + 1
