"""The answer about concentrations as JSON, the same from the page and from a shell."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import pandas as pd

from geo.analysis.concentrations import Concentrations
from geo.analysis.hotspot_settings import unit_key
from geo.analysis.stability import Run, Stability
from geo.exports.hotspot_sentences import hotspot_headline, run_label
from geo.exports.hotspot_settings import Provenance, settings_content
from geo.exports.not_enough import not_enough_text
from geo.labels import sample_stamp
from geo.maps.hotspots import told_table
from geo.store.scope import LAPTOP

FIGURES = 12
"""Significant figures of numbers that are no counts: more than differ between machines."""


def hotspots_json(
    answer: Concentrations,
    stability: Stability,
    *,
    names: pd.Series,
    made_of: Provenance,
) -> dict[str, Any]:
    """
    The whole answer, of a reader from whom nothing is hidden.

    Parameters
    ----------
    answer : Concentrations
        The test.
    stability : Stability
        Its repeats.
    names : Series
        Names of the areas by kode; of cells the names of the areas at their centres, as far as
        they are known.
    made_of : Provenance
        Office, program, data and boundaries.

    Returns
    -------
    dict
        JSON-ready. What was not tested or has not enough data has None for expected, z, p and q,
        and its `Shortage` as ``shortage``, which is None for all others.
    """
    hotspots = answer.hotspots
    return {
        "office": made_of.office,
        **settings_content(answer, made_of),
        "sentence": hotspot_headline(answer, stability, scope=LAPTOP),
        "enough": {
            **asdict(hotspots.enough),
            "is_enough": hotspots.enough.is_enough,
            "reason": not_enough_text(hotspots, scope=LAPTOP),
        },
        "totals": {
            **asdict(answer.totals),
            "units": hotspots.world.n,
            "tested": hotspots.n_tested,
            "not_tested": hotspots.world.n - hotspots.n_tested,
            "without_polygon": hotspots.world.n_without_polygon,
            "significant": hotspots.n_significant,
            "stable": stability.n_stable,
        },
        "units": unit_rows(answer, stability, names),
        "repeats": [_repeat(run) for run in stability.runs],
        "is_sample": answer.is_sample,
        "stamp": sample_stamp(answer.is_sample),
    }


def unit_rows(
    answer: Concentrations, stability: Stability, names: pd.Series
) -> list[dict[str, Any]]:
    """Rows of the areas or cells, with what their repeats say, in the order of the map."""
    hotspots = answer.hotspots
    table = told_table(hotspots).astype({"klass": "str", "shortage": "object"})
    table = table.rename(columns={"klass": "class"}).join(stability.table)
    key = "cell" if isinstance(hotspots.world.unit, int) else "kode"
    named = names.reindex(table.index).fillna("")
    return [
        {key: unit, "nama": nama, **{name: _plain(value) for name, value in row.items()}}
        for (unit, row), nama in zip(table.to_dict("index").items(), named, strict=True)
    ]


def _plain(value: Any) -> Any:
    """A cell of a table as JSON has it: no NaN, and no figure that is none."""
    if isinstance(value, float):
        return float(f"{value:.{FIGURES}g}") if math.isfinite(value) else None
    return value


def _repeat(run: Run) -> dict[str, Any]:
    settings = run.repeat.settings
    return {
        "aspect": run.repeat.aspect.value,
        "label": run_label(run),
        "unit": unit_key(settings.unit),
        "grid": run.repeat.grid,
        "since": settings.filter.since.isoformat(),
        "until": settings.filter.until.isoformat(),
        "correction": settings.correction,
        "units": run.n_units,
        "tested": run.n_tested,
        "significant": run.n_significant,
        "is_enough": run.enough.is_enough,
    }
