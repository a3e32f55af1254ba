"""Notable places, for labels on maps."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pandas as pd

from geo.rows import filled, one_of, read_rows
from geo.text import _


def read_places(file: Path, *, register: pd.Series, sources: Collection[str]) -> pd.DataFrame:
    """
    Places in file order.

    Returns
    -------
    DataFrame
        ``nama``, ``kode`` (of the kecamatan), ``lat``, ``lng`` (degrees, WGS 84, good to about
        1 km), ``source``.

    Raises
    ------
    DataError
        For an unknown kode or source, or a coordinate outside Indonesia.
    """
    rows = read_rows(
        file,
        columns=["nama", "kode", "lat", "lng", "source"],
        checks={
            "nama": filled,
            "kode": one_of(set(register.index), _("kode of the register (form 51.08.01)")),
            "lat": _between(-11.5, 6.5),
            "lng": _between(94.5, 141.5),
            "source": one_of(sources, _("source (see sources.csv)")),
        },
    )
    frame = pd.DataFrame(
        [row.cells for row in rows], columns=["nama", "kode", "lat", "lng", "source"]
    )
    return frame.astype({"lat": float, "lng": float})


def _between(low: float, high: float) -> Callable[[str], str | None]:
    def check(cell: str) -> str | None:
        try:
            inside = low <= float(cell) <= high
        except ValueError:
            inside = False
        return None if inside else _("not between {low} and {high} degrees", low=low, high=high)

    return check
