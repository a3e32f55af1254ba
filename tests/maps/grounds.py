"""Ground for maps in tests."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pandas as pd

from geo.maps.ground import Ground

NAMES = {each.name for each in fields(Ground)}


def make_ground(drawn: pd.Index, changes: dict[str, Any] | None = None) -> Ground:
    """Ground of these areas; what changes it is taken out of `changes`."""
    changes = {} if changes is None else changes
    own = {name: changes.pop(name) for name in NAMES & changes.keys()}
    usual = {"geometry": "g.json", "base": "b.json", "drawn": drawn, "credit": "Batas: x"}
    return Ground(**{**usual, **own})
