"""What a map is drawn on: the files of its areas, what lies under them, and where they are from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Ground:
    """
    What a map is drawn on, whatever it shows.

    Attributes
    ----------
    geometry, base, lines : str
        Names of static files: the areas or cells, the land under and around them, and areas whose
        outlines and names are drawn thin over the fill (empty for none).
    drawn : Index
        Kode or cells in the geometry file, in its order.
    credit : str
        Sources and licences, plain text.
    selected : str, optional
        Kode or cell to highlight; one that is not drawn is not.
    focus : str
        Kode of what the map shows first; empty for the whole work area.
    """

    geometry: str
    base: str
    drawn: pd.Index
    credit: str = ""
    lines: str = ""
    selected: str | None = None
    focus: str = ""

    @property
    def parts(self) -> dict[str, Any]:
        """What a `geo.maps.view.AreaView` takes over as it is."""
        return {
            "geometry": self.geometry,
            "base": self.base,
            "credit": self.credit,
            "lines": self.lines,
            "selected": self.selected if self.selected in self.drawn else None,
            "focus": self.focus,
        }
