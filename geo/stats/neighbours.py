"""Which units lie beside which, as one sparse table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse


@dataclass(frozen=True)
class Neighbours:
    """
    Neighbours of n units, in compressed rows.

    Attributes
    ----------
    indptr : array of int32, n + 1
        The neighbours of unit i are ``indices[indptr[i] : indptr[i + 1]]``.
    indices : array of int32
        Positions of units, ascending in each row; a unit is never its own neighbour, and who is a
        neighbour of another has it as one.
    """

    indptr: npt.NDArray[np.int32]
    indices: npt.NDArray[np.int32]

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.indptr) - 1

    @property
    def counts(self) -> npt.NDArray[np.int32]:
        """Number of neighbours of each unit."""
        return np.diff(self.indptr)

    def matrix(self) -> scipy.sparse.csr_array:
        """The table as a matrix of n rows and columns that holds 1.0 for each neighbour."""
        ones = np.ones(len(self.indices))
        return scipy.sparse.csr_array((ones, self.indices, self.indptr), shape=(self.n, self.n))
