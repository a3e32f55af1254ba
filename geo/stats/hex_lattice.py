"""
H3 cells as places on one plane hexagonal lattice, without a loop over the cells.

An H3 cell is a base cell and one digit for each finer resolution; each digit is a step on a lattice
that is seven times finer and turned by about 19 degrees, left and right in turns. So the place of a
cell in its base cell is a sum of one vector for each digit. How the base cells lie beside each
other is asked of H3 itself, for one cell of each.

Sources: the H3 documentation ("Coordinate systems", "Local IJ coordinates"), h3geo.org.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from h3 import H3BaseException
from h3.api import basic_int as h3

Places = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

STEPS = np.array([(0, 0), (-1, -1), (0, 1), (-1, 0), (1, 0), (0, -1), (1, 1), (0, 0)])
"""Step (i, j) of each digit; 7 stands for none."""

FINER = (np.array([(3, 1), (-1, 2)]), np.array([(2, -1), (1, 3)]))
"""Where the steps (1, 0) and (0, 1) lead on the next lattice, of an even and an odd resolution."""

TURN = np.array([(1, 1), (-1, 0)])
"""Where (1, 0) and (0, 1) lead when the lattice is turned by 60 degrees."""

TURNS = [np.linalg.matrix_power(TURN, n) for n in range(6)]
FINEST = 15
CELL_MODE = 1
DIGITS_AT_ONCE = 4
EAST = 4  # the digit of the step (1, 0)
N_BASE_CELLS = 122
N_CHECKED = 16
PENTAGONS = [h3.get_base_cell_number(cell) for cell in h3.get_pentagons(0)]


def cell_numbers(cells: Sequence[str] | npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """
    H3 cells as numbers.

    Raises
    ------
    ValueError
        If a value is no H3 cell or the resolutions differ.
    """
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "ui":
        numbers = cells.astype(np.uint64, copy=False)
    else:
        texts = map(str, cells)
        numbers = np.fromiter(map(h3.str_to_int, texts), dtype=np.uint64, count=len(cells))
    heads = numbers >> np.uint64(52)  # reserved bit, mode, three reserved bits, resolution
    if np.any(heads >> np.uint64(4) != CELL_MODE << 3):
        raise ValueError("A value is no H3 cell.")
    if np.any(heads != heads[:1]):
        raise ValueError("The cells have different resolutions.")
    return numbers


def lattice(cells: npt.NDArray[np.uint64]) -> Places | None:
    """
    Places of H3 cells on one lattice.

    Parameters
    ----------
    cells : array of uint64, n cells, n > 0
        Of one resolution.

    Returns
    -------
    two arrays of int64, or None
        Coordinates i and j of H3's local IJ system, as seen from the base cell that holds most of
        the cells. None where the cells cannot be unfolded: in the base cell of a pentagon, or in
        base cells that are not all beside that one.
    """
    resolution = h3.get_resolution(int(cells[0]))
    bases = (cells >> np.uint64(45)).astype(np.int64) & 127
    held = np.bincount(bases, minlength=N_BASE_CELLS)
    if len(held) > N_BASE_CELLS or held[PENTAGONS].any():
        return None
    origin = _centre(int(held.argmax()), resolution)
    i, j = _in_base_cell(cells, resolution)
    for base in np.flatnonzero(held).tolist():
        seen = _seen_from(origin, base, resolution)
        if seen is None:
            return None
        turn, shift = seen
        here = slice(None) if held[base] == len(cells) else np.flatnonzero(bases == base)
        old = i[here], j[here]
        i[here], j[here] = (old[0] * turn[0, a] + old[1] * turn[1, a] + shift[a] for a in (0, 1))
    return (i, j) if _agrees(origin, cells, i, j) else None


def _in_base_cell(cells: npt.NDArray[np.uint64], resolution: int) -> Places:
    """Places of cells as seen from the middle of the base cell of each."""
    i, j = np.zeros((2, len(cells)), dtype=np.int64)
    for first in range(1, resolution + 1, DIGITS_AT_ONCE):
        last = min(first + DIGITS_AT_ONCE - 1, resolution)
        digits = cells >> np.uint64(3 * (FINEST - last)) & np.uint64(8 ** (last - first + 1) - 1)
        table = _sums_of_steps(first, last, resolution)
        i += table[0][digits]
        j += table[1][digits]
    return i, j


def _sums_of_steps(first: int, last: int, resolution: int) -> npt.NDArray[np.int64]:
    """Sum of the steps, on the lattice of `resolution`, for all digits of some levels."""
    total = np.zeros((1, 2), dtype=np.int64)
    for level in range(first, last + 1):
        steps = STEPS
        for finer in range(level + 1, resolution + 1):
            steps = steps @ FINER[finer % 2]
        total = (total[:, None] + steps).reshape(-1, 2)
    return np.ascontiguousarray(total.T)


def _centre(base: int, resolution: int) -> int:
    """The cell in the middle of a base cell."""
    coarsest = (CELL_MODE << 59) | (base << 45) | ((1 << 45) - 1)
    return int(h3.cell_to_center_child(coarsest, resolution))


def _seen_from(
    origin: int, base: int, resolution: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] | None:
    """How the lattice of a base cell is turned and shifted on that of `origin`, if it is near."""
    centre = _centre(base, resolution)
    try:
        shift = np.array(h3.cell_to_local_ij(origin, centre))
        if resolution == 0:
            return TURNS[0], shift
        east = centre | EAST << 3 * (FINEST - resolution)
        step = np.array(h3.cell_to_local_ij(origin, east)) - shift
    except H3BaseException:
        return None
    return next(((turn, shift) for turn in TURNS if np.array_equal(turn[0], step)), None)


def _agrees(origin: int, cells: npt.NDArray[np.uint64], *places: npt.NDArray[np.int64]) -> bool:
    """Whether H3 sees some of the cells, taken evenly, at the same places."""
    try:
        for at in np.linspace(0, len(cells) - 1, N_CHECKED).astype(int):
            if h3.cell_to_local_ij(origin, int(cells[at])) != tuple(p[at] for p in places):
                return False
    except H3BaseException:
        return False
    return True
