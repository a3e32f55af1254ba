"""Denominators and bases made by hand, shaped as the store and the analysis give them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.analysis.bases import Base
from geo.words import Level, Measure

YEAR = ("2026-01-01", "2026-12-31")
SINCE, UNTIL = (pd.Timestamp(day).date() for day in YEAR)


def make_denominators(*rows: tuple[str, float], **said: Any) -> pd.DataFrame:
    """Lodgings of 2026 as (kode, value), or what else `said` says of all of them."""
    texts = {
        "measure": "penginapan terdaftar",
        "since": YEAR[0],
        "until": YEAR[1],
        "source": "dinas",
    }
    frame = pd.DataFrame(list(rows), columns=["kode", "value"]).assign(**{**texts, **said})
    days = {name: pd.to_datetime(frame[name]) for name in ("since", "until")}
    words = pd.Categorical(frame["measure"], categories=[each.value for each in Measure])
    frame = frame.astype({"value": float}).assign(**days, measure=words, import_id="")
    return frame.rename_axis("denominator")


def make_base(measure: Measure = Measure.LODGINGS, /, **values: float) -> Base:
    """A base of 2026 by kecamatan; kode as in k51_08_01=100."""
    index = [kode.removeprefix("k").replace("_", ".") for kode in values]
    return Base(
        measure=measure,
        level=Level.KECAMATAN,
        source="dinas",
        values=pd.Series(list(values.values()), index=index, dtype="float64"),
        since=pd.Timestamp(YEAR[0]),
        until=pd.Timestamp(YEAR[1]),
        cover=1.0,
        years=1.0,
        is_sample=False,
    )
