"""All that decided a view of rates, as a table that goes along with it."""

from __future__ import annotations

import geopandas as gpd

from geo.analysis.bases import PER
from geo.analysis.hotspot_settings import filter_to_json
from geo.analysis.rates import Rates
from geo.exports.settings_table import settings_table
from geo.exports.taken import Table
from geo.maps.rates import base_stamp
from geo.maps.view import AreaView
from geo.store.rules import Rules

RULES = ("enough_reports",)
"""Published numbers that rates rest on."""


def rates_settings(
    rates: Rates, document: str, view: AreaView, *, outline: gpd.GeoDataFrame, rules: Rules
) -> Table:
    """
    Settings of rates by the names that files of settings have too.

    Parameters
    ----------
    rates : Rates
        As the page shows them.
    document : str
        What the base is from, as `geo.maps.rates.document_label` says it.
    view : AreaView
        Their map, as `geo.maps.rates.draw_rates` gives it: it says which rate its fill is of.
    outline : GeoDataFrame
        The kabupaten of the work area.
    rules : Rules
        The published numbers.
    """
    base = rates.base
    is_smoothed = view.stamp.startswith(base_stamp(base, document, smoothed=True))
    stated = {
        **filter_to_json(rates.counts.filter),
        "unit": base.level.value,
        "measure": base.measure.value,
        "per": PER[base.measure],
        "base_source": base.source,
        "base_since": base.since.date().isoformat(),
        "base_until": base.until.date().isoformat(),
        "base_cover": round(base.cover, 4),
        "fill": "smoothed" if is_smoothed else "raw",
    }
    return settings_table(stated, view, outline, rules=rules, used=RULES)
