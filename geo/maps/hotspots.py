"""The map of concentrations beyond chance: significant, indication, none, not enough data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.analysis.amounts import EN_DASH, in_turn, shown_count
from geo.analysis.hotspots import Hotspots
from geo.analysis.reports import Series
from geo.labels import hotspot_label, sample_stamp
from geo.maps.ground import Ground
from geo.maps.reports import series_label, unit_label
from geo.maps.view import AreaView, MapClass
from geo.store.scope import LAPTOP, Scope
from geo.text import _, date, number
from geo.theme import class_style
from geo.words import HotspotClass, Level

STABLE = "stabil"
ORDER = (STABLE, *(klass.value for klass in HotspotClass))
"""Classes of the map, after the one of what is not tested."""

TESTED = ["expected", "z", "p", "q"]
"""Columns of the test, of which a place without enough data is told nothing."""

UNTESTED = "tidak diuji"
"""Style of what no test is made of."""


def draw_hotspots(
    found: Hotspots, stable: pd.Series, ground: Ground, *, scope: Scope, is_sample: bool = False
) -> AreaView:
    """
    Areas or cells of an office by what the test says of each, the stable ones strongest.

    Parameters
    ----------
    found : Hotspots
        The test.
    stable : Series of bool
        Indexed like ``found.table``: whether a place stays significant however it is drawn.
    ground : Ground
        What it is drawn on.
    scope : Scope
        Who looks; a meeting sees no interval, and small counts hidden.
    is_sample : bool
        Whether any report tested is invented.
    """
    told = found.classes(scope)
    words = told.mask(stable & (told == HotspotClass.SIGNIFICANT.value), STABLE)
    place = {word: n for n, word in enumerate(ORDER, start=1)}
    values = class_values(words, ORDER, ground.drawn, host_of=found.world.host_of)
    cells = isinstance(found.settings.unit, int)
    return AreaView(
        title=hotspot_title(found),
        stamp=_stamp(found, scope),
        classes=_classes(words, values, found, scope),
        values=values.tolist(),
        amounts=_amounts(told_table(found).assign(rank=words.map(place)), ground.drawn, scope),
        amount_title=series_label(found.settings.filter.series),
        sample=sample_stamp(is_sample),
        cells=cells,
        **ground.parts,
    )


def hotspot_title(found: Hotspots) -> str:
    """What the map shows, by which areas."""
    unit = unit_label(found.settings.unit)
    if found.settings.filter.series is Series.FOUND:
        return _("Concentration of findings of officers beyond chance, {unit}", unit=unit)
    return _("Concentration of reports beyond chance, {unit}", unit=unit)


def told_table(found: Hotspots) -> pd.DataFrame:
    """
    The table of a test as it is given out, in its own order.

    Of a place without enough data the numbers of the test are NaN: the rule decides before any
    test is shown. The correction for many tests has counted them all the same.
    """
    table = found.table.copy()
    table.loc[table["shortage"].notna(), TESTED] = np.nan
    return table


def map_class_label(word: str, scope: Scope = LAPTOP, *, series: Series = Series.REPORTED) -> str:
    """A class of the map as readers know it; for a meeting as `Hotspots.classes` folds them."""
    if word == HotspotClass.NOT_SIGNIFICANT and scope.least_count > 1:
        found = series is Series.FOUND
        return (
            _("None shown, or too few findings") if found else _("None shown, or too few reports")
        )
    if word == STABLE:
        return _("Significant and stable")
    if word == HotspotClass.SIGNIFICANT:
        return _("Significant, not stable")
    return hotspot_label(HotspotClass(word))


def said_interval(row: pd.Series, scope: Scope) -> str:
    """A count with its interval, "12 (6-21)"; in a meeting as the reader may see it."""
    n = shown_count(int(row["n_reports"]), scope)
    if scope.least_count > 1:
        return n
    return f"{n} ({number(row['low'], 0)}{EN_DASH}{number(row['high'], 0)})"


def class_values(
    words: pd.Series, order: Sequence[str], drawn: pd.Index, *, host_of: pd.Series
) -> npt.NDArray[np.int64]:
    """
    Class of each area or cell drawn: 0 for what is not tested, then the place of its word.

    Parameters
    ----------
    words : Series of str
        By unit.
    order : sequence of str
        The words, in the order of the legend.
    drawn : Index
        Kode or cells.
    host_of : Series of str
        Of cells with little land the unit they count with; they are drawn as it is.
    """
    place = {word: n for n, word in enumerate(order, start=1)}
    codes = words.astype("str").map(place)
    hosted = pd.concat([codes, codes.reindex(host_of).set_axis(host_of.index)])
    return hosted.reindex(drawn, fill_value=0).to_numpy(dtype=np.int64)


def _classes(words: pd.Series, values: np.ndarray, found: Hotspots, scope: Scope) -> list[MapClass]:
    n_units = words.astype("str").value_counts()
    cells, series = isinstance(found.settings.unit, int), found.settings.filter.series
    aside = _("Water or other land: not tested") if cells else _("Not tested")
    none = MapClass(
        aside, "" if cells else number(int((values == 0).sum())), class_style("hotspot", UNTESTED)
    )
    return [
        none,
        *(
            MapClass(
                map_class_label(word, scope, series=series),
                number(n_units.get(word, 0)),
                class_style("hotspot", word),
            )
            for word in ORDER
        ),
    ]


def _amounts(table: pd.DataFrame, drawn: pd.Index, scope: Scope) -> dict[int, str]:
    """
    What the map says of each place with reports, by position; in turn as a reader may see.

    Places without enough data come last, by kode or cell: a list and no ranking.
    """
    some = table[table["n_reports"] > 0].sort_index(kind="stable")
    rows = in_turn(some, scope, by={"p": True}, counts=["n_reports"], within="rank")
    where = drawn.get_indexer(rows.index)
    said = [said_interval(row, scope) for _unit, row in rows.iterrows()]
    return {int(i): text for i, text in zip(where, said, strict=True) if i >= 0}


def _stamp(found: Hotspots, scope: Scope) -> str:
    wanted = found.settings.filter
    parts = [_("{since} to {until}", since=date(wanted.since), until=date(wanted.until))]
    if scope.least_count <= 1:
        parts.append(_("in brackets: 95 % interval of the number"))
    parts.append(_("a place is judged together with its neighbours"))
    if not isinstance(found.settings.unit, Level):
        parts.append(
            _("only findings with a GPS point or an address")
            if wanted.series is Series.FOUND
            else _("only reports with a GPS point or an address")
        )
    return " · ".join(parts)
