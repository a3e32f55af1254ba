"""The map of visits: desa by the months since the last one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from geo.labels import sample_stamp
from geo.maps.ground import Ground
from geo.maps.view import AreaView, MapClass
from geo.store.rules import Rules
from geo.text import _, _n, date, number
from geo.theme import class_style

STYLES = ("recent", "year", "older", "never")


def draw_visits(
    visits: pd.DataFrame, ground: Ground, *, on: dt.date, rules: Rules, is_sample: bool = False
) -> AreaView:
    """
    Desa of an office, filled by how long ago the last visit was.

    Parameters
    ----------
    visits : DataFrame
        Indexed by kode, with ``months_since`` (NaN where no visit is recorded).
    ground : Ground
        What it is drawn on.
    on : date
        The day from which the months are counted back.
    rules : Rules
        After ``visit_months`` a desa is due for a visit; half of it is recent.
    is_sample : bool
        Whether an invented visit is among them.
    """
    year, recent = rules.visit_months, rules.visit_months // 2
    months = visits["months_since"].reindex(ground.drawn).to_numpy(float)
    values = np.select([months <= recent, months <= year, months > year], [0, 1, 2], default=3)
    labels = [
        _("Within {n} months", n=recent),
        _("{low} to {high} months ago", low=recent + 1, high=year),
        _("More than {n} months ago", n=year),
        _("No visit recorded"),
    ]
    n_areas = np.bincount(values, minlength=len(labels))
    return AreaView(
        title=_("Last visit to each desa"),
        stamp=_stamp(on, n_undrawn=len(visits.index.difference(ground.drawn))),
        classes=[
            MapClass(label, number(n), class_style("visit", style))
            for label, n, style in zip(labels, n_areas, STYLES, strict=True)
        ],
        values=values.tolist(),
        amounts={
            int(i): _("{n} mo.", n=number(months[i])) for i in np.flatnonzero(~np.isnan(months))
        },
        amount_title=_("Since the last visit"),
        sample=sample_stamp(is_sample),
        **ground.parts,
    )


def _stamp(on: dt.date, *, n_undrawn: int) -> str:
    day = _("Data as of {day}", day=date(on))
    if not n_undrawn:
        return day
    return day + " · " + _n("{n} area without a polygon", "{n} areas without a polygon", n_undrawn)
