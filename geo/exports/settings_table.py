"""All that decided an answer, as a table that goes along with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

import geo
from geo.exports.taken import Cell, Table
from geo.maps.view import AreaView
from geo.store.rules import Rules
from geo.text import _


def settings_table(
    stated: Mapping[str, object],
    view: AreaView,
    outline: pd.DataFrame,
    *,
    rules: Rules | None = None,
    used: Collection[str] = (),
) -> Table:
    """
    Settings by the names that files of settings have too.

    Parameters
    ----------
    stated : mapping
        Settings by name; several words are put into one cell.
    view : AreaView
        The map of the answer: its credit names the boundaries.
    outline : DataFrame
        The kabupaten of the work area, with ``source`` and ``vintage`` of their boundaries.
    rules : Rules, optional
        The published numbers.
    used : collection of str
        Names of those that this answer rests on, if they are not among `stated`.
    """
    rows: list[list[Cell]] = [[name, _cell(value)] for name, value in stated.items()]
    rows += [[f"rules.{name}", getattr(rules, name)] for name in used]
    rows += [["program", f"PetaPORA {geo.__version__}"], ["boundaries", view.credit]]
    rows.append(["vintage", said_vintage(outline)])
    return Table(_("Settings"), [_("Setting"), _("Value")], rows)


def said_vintage(areas: pd.DataFrame) -> str:
    """Source and year of the boundaries of areas with ``source`` and ``vintage``, each once."""
    pairs = areas[["source", "vintage"]].astype("str").drop_duplicates()
    pairs = pairs.sort_values(["source", "vintage"])
    return "; ".join(f"{row.source}: {row.vintage}" for row in pairs.itertuples())


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return value if isinstance(value, int | float) else str(value)
