"""The map of concentrations beyond chance: significant, indication, none, not enough data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.analysis.amounts import EN_DASH, in_turn, shown_count
from geo.analysis.hotspots import Hotspots
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
    values = words.map(place).reindex(ground.drawn, fill_value=0).to_numpy(dtype=int)
    cells = isinstance(found.settings.unit, int)
    return AreaView(
        title=hotspot_title(found),
        stamp=_stamp(found, scope),
        classes=_classes(values, scope, cells=cells),
        values=values.tolist(),
        amounts=_amounts(found.table.assign(rank=words.map(place)), ground.drawn, scope),
        amount_title=series_label(found.settings.filter.series),
        sample=sample_stamp(is_sample),
        cells=cells,
        **ground.parts,
    )


def hotspot_title(found: Hotspots) -> str:
    """What the map shows, by which areas."""
    unit = unit_label(found.settings.unit)
    return _("Concentration of reports beyond chance, {unit}", unit=unit)


def map_class_label(word: str, scope: Scope = LAPTOP) -> str:
    """A class of the map as readers know it; for a meeting as `Hotspots.classes` folds them."""
    if word == HotspotClass.NOT_SIGNIFICANT and scope.least_count > 1:
        return _("None shown, or too few reports")
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


def _classes(values: np.ndarray, scope: Scope, *, cells: bool) -> list[MapClass]:
    n_areas = np.bincount(values, minlength=len(ORDER) + 1)
    aside = _("Water or other land: not tested") if cells else _("Not tested")
    none = MapClass(aside, "" if cells else number(n_areas[0]), class_style("hotspot", UNTESTED))
    return [
        none,
        *(
            MapClass(map_class_label(word, scope), number(n), class_style("hotspot", word))
            for word, n in zip(ORDER, n_areas[1:], strict=True)
        ),
    ]


def _amounts(table: pd.DataFrame, drawn: pd.Index, scope: Scope) -> dict[int, str]:
    """What the map says of each place with reports, by position; in turn as a reader may see."""
    some = table[table["n_reports"] > 0]
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
        parts.append(_("only reports with a GPS point or an address"))
    return " · ".join(parts)
