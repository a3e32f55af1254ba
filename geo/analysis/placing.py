"""Which area or cell of one unit each report belongs to, by its codes and how well it is placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.words import Accuracy, Level, Place, parent_of

AREA_LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
"""Levels that a report is joined to, the widest first."""
PLACED = tuple(place for place in Place if place.has_area)


@dataclass(frozen=True)
class Beside:
    """
    Reports that are in no area asked for, each as one mask over them.

    Attributes
    ----------
    outside : array of bool
        Outside the work area, or in an area that was not asked for.
    nowhere : array of bool
        In no area that can be named; each report is in this or in `outside`.
    near : array of bool
        Of `nowhere`: known only to a wider area, or too roughly for a cell.
    """

    outside: np.ndarray
    nowhere: np.ndarray
    near: np.ndarray


def says(reports: pd.DataFrame, column: str, words: Iterable[str]) -> np.ndarray:
    """Whether a column of categories holds one of `words`, each row; no word is none of them."""
    categories = reports[column].cat.categories
    table = np.append(categories.isin([str(word) for word in words]), False)
    return table[codes(reports, column)]


def codes(reports: pd.DataFrame, column: str) -> np.ndarray:
    """Position of each row's category; -1, and so the last of a table, where there is none."""
    return reports[column].cat.codes.to_numpy()


def column_of(unit: Level | int) -> str:
    """Column of a report's kode at a level, or of its H3 cell at a resolution."""
    return f"h3_r{unit}" if isinstance(unit, int) else f"kode_{unit}"


def units_of(reports: pd.DataFrame, unit: Level | int, areas: pd.Index | None) -> pd.Index:
    """The areas asked for, or all areas or cells that the reports' column can hold."""
    known = reports[column_of(unit)].cat.categories
    return (known if areas is None else areas).rename("cell" if isinstance(unit, int) else "kode")


def known_at(reports: pd.DataFrame, unit: Level | int) -> np.ndarray:
    """Whether a report belongs to an area and its place is known finely enough for the unit."""
    fits = [a for a in Accuracy if _fits(a, unit)]
    placed = says(reports, "place", PLACED)
    return placed & says(reports, "accuracy", fits)


def _fits(accuracy: Accuracy, unit: Level | int) -> bool:
    if isinstance(unit, int):
        return accuracy.fits_cells
    return not (unit is Level.DESA and accuracy is Accuracy.KECAMATAN)


def positions(
    reports: pd.DataFrame, unit: Level | int, find: Callable[[pd.Index], np.ndarray]
) -> np.ndarray:
    """
    Position of each report's area or cell; -1 where it has none.

    Parameters
    ----------
    reports : DataFrame
        As `geo.store.reports.read_reports` gives them.
    unit : Level or int
        Level of the areas, or resolution of the cells.
    find : callable
        Positions of kode or cells, such as the `get_indexer` of an index.
    """
    column = column_of(unit)
    table = np.append(find(reports[column].cat.categories), -1)
    return np.where(known_at(reports, unit), table[codes(reports, column)], -1)


def may_lie_in(reports: pd.DataFrame, unit: Level | int, areas: pd.Index | None) -> np.ndarray:
    """Whether the finest wider area known of each report holds one of the areas asked for."""
    wider = AREA_LEVELS if isinstance(unit, int) else AREA_LEVELS[: AREA_LEVELS.index(unit)]
    holds = np.zeros(len(reports), dtype=bool)
    undecided = np.ones(len(reports), dtype=bool)
    asked = None if isinstance(unit, int) or areas is None else set(areas)
    for level in reversed(wider):  # the finest level known decides
        known = reports[column_of(level)].cat.categories
        asked = None if asked is None else {parent_of(kode) for kode in asked}
        table = np.append(known.isin(known if asked is None else asked), False)
        position = codes(reports, column_of(level))
        holds |= undecided & table[position]
        undecided &= position < 0
    return holds


def beside(reports: pd.DataFrame, unit: Level | int, areas: pd.Index | None) -> Beside:
    """Of reports in none of the areas or cells asked for, where each of them is."""
    placed = says(reports, "place", PLACED)
    own = known_at(reports, unit) & (codes(reports, column_of(unit)) >= 0)
    located = own | (codes(reports, column_of(Level.KABUPATEN)) >= 0)
    near = placed & ~own & may_lie_in(reports, unit, areas)
    return Beside(
        outside=says(reports, "place", [Place.OUTSIDE]) | (placed & located & ~near),
        nowhere=says(reports, "place", [Place.MISSING]) | near | (placed & ~located),
        near=near,
    )
